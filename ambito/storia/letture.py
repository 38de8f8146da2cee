"""Gli eventi di un oggetto e di ciò che ne fa parte, e le novità: soltanto ciò che la persona può aprire."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.apps import apps
from django.db.models import CharField, Q, Value

from ambito.db.pronte import pronta
from ambito.models import Evento
from ambito.registri import OGGETTI

# Quanti eventi si guardano per dire che cosa è cambiato: chi manca da mesi legge i più recenti.
DA_GUARDARE = 300


def trova(tipo, pk, poteri):
    """L’oggetto di quel tipo, se la persona può aprirlo; altrimenti `None`."""
    oggetto = OGGETTI[tipo]
    return oggetto.visibili(poteri).filter(pk=pk).first() if poteri.puo(oggetto.permesso) else None


def visti(insieme, poteri):
    """Di quelle coppie (tipo, numero), quelle che la persona può aprire: in una lettura sola, quanti che siano i tipi."""
    per_tipo = {}
    for tipo, pk in insieme:
        per_tipo.setdefault(tipo, set()).add(pk)
    letture = [_numeri(tipo, numeri, poteri) for tipo, numeri in per_tipo.items() if poteri.puo(OGGETTI[tipo].permesso)]
    if not letture:
        return set()
    return set(letture[0].union(*letture[1:], all=True) if letture[1:] else letture[0])


def _numeri(tipo, numeri, poteri):
    visibili = OGGETTI[tipo].visibili(poteri).filter(pk__in=numeri).order_by()
    return visibili.annotate(tipo_di_storia=Value(tipo, CharField())).values_list("tipo_di_storia", "pk")


def eventi_di(tipo, pk, poteri):
    """Gli eventi dell’oggetto e di ciò che ne fa parte che la persona può leggere, dal più recente."""
    oggetto = OGGETTI[tipo]
    scelti = Q(oggetto_tipo=oggetto.modello, oggetto_id=pk)
    for modello, via in oggetto.parti:
        dentro = apps.get_model(modello).objects.filter(**{via: pk})
        scelti |= Q(oggetto_tipo=modello, oggetto_id__in=dentro.order_by().values("pk"))
    return Evento.objects.filter(scelti).exclude(verbo__in=oggetto.tace(poteri)).select_related("autore").order_by("-id")


def mossi(insieme, da):
    """Di quelle coppie (tipo, numero), quelle a cui dopo `da` è successo qualcosa; una lettura per tipo e per sua parte."""
    per_tipo, recenti = {}, Evento.objects.filter(quando__gt=da).order_by()
    for tipo, pk in insieme:
        per_tipo.setdefault(tipo, set()).add(pk)
    trovati = set()
    for tipo, numeri in per_tipo.items():
        suoi = recenti.filter(oggetto_tipo=OGGETTI[tipo].modello, oggetto_id__in=numeri).values_list("oggetto_id", flat=True)
        trovati |= {(tipo, pk) for pk in suoi}
        for modello, via in OGGETTI[tipo].parti:
            toccate = recenti.filter(oggetto_tipo=modello).values("oggetto_id")
            dentro = apps.get_model(modello).objects.filter(**{f"{via}__in": numeri}, pk__in=toccate)
            trovati |= {(tipo, pk) for pk in dentro.order_by().values_list(via, flat=True)}
    return trovati


@dataclass
class Novita:
    """Che cosa è successo a un oggetto: gli eventi, dal più recente."""

    tipo: str
    oggetto_id: int
    eventi: list = field(default_factory=list)

    @property
    def titolo(self):
        """Come si chiamava l’oggetto l’ultima volta."""
        return self.eventi[0].oggetto_testo

    @property
    def quando(self) -> datetime:
        return self.eventi[0].quando

    @property
    def etichetta(self):
        return OGGETTI[self.tipo].etichetta


@lru_cache(maxsize=64)
def _recenti(tipi, taciuti):
    """La lettura degli eventi recenti di quei tipi, tranne quei verbi: una per ogni insieme di diritti che c’è nel portale."""

    @pronta
    def lettura(da, utente_id):
        eventi = Evento.objects.filter(quando__gt=da, oggetto_tipo__in=tipi).exclude(Q(autore=utente_id) | Q(verbo__in=taciuti))
        # I valori di prima e di dopo possono essere lunghi, e qui non si leggono.
        return eventi.select_related("autore").defer("prima", "dopo").order_by("-quando", "-id")[:DA_GUARDARE]

    return lettura


def novita(poteri, da, *, quante):
    """Ciò che altri hanno cambiato dopo `da`, per oggetto, dal più recente: due letture, quanti che siano gli eventi."""
    tipi = {o.modello: tipo for tipo, o in OGGETTI.items() if poteri.puo(o.permesso)}
    taciuti = {verbo for tipo in tipi.values() for verbo in OGGETTI[tipo].tace(poteri)}
    gruppi = {}
    for evento in _recenti(tuple(sorted(tipi)), tuple(sorted(taciuti)))(da, poteri.utente.pk):
        chiave = (tipi[evento.oggetto_tipo], evento.oggetto_id)
        gruppi.setdefault(chiave, Novita(*chiave)).eventi.append(evento)
    aperti = visti(gruppi, poteri) if gruppi else set()
    return [gruppo for chiave, gruppo in gruppi.items() if chiave in aperti][:quante]
