"""Che cosa c’è nell’Ambito: le unità d’offerta, chi servono, dove manca un servizio, quanto si è lontani dai livelli essenziali."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Sum

from ambito import selezioni as nucleo
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.statistiche import quota
from servizi import selezioni as catalogo
from servizi.models import Copertura, UnitaOfferta

SEDE, SERVITO, MANCA = "sede", "servito", "manca"


def unita():
    """Le unità d’offerta dell’Ambito, anche chiuse, per servizio e Comune."""
    return UnitaOfferta.objects.per_elenco()


def quanti_aperti(oggi):
    """La frase che riassume l’offerta: quante strutture e servizi sono aperti."""
    quanti = UnitaOfferta.objects.in_esercizio(oggi).count()
    return conta(quanti, "struttura o servizio aperto", "strutture e servizi aperti") if quanti else ""


def unita_con(pk):
    """L’unità con quell’identificativo, o `None`."""
    return unita().filter(pk=pk).first()


def comuni_serviti(trovata):
    """I Comuni serviti oltre a quello della sede, per nome."""
    return [c.comune for c in trovata.coperture.select_related("comune").order_by("comune__nome")]


def posti_autorizzati(giorno):
    """`{(servizio, Comune della sede): posti}` delle unità aperte quel giorno, dove di tutte si sa quanti sono."""
    aperte = UnitaOfferta.objects.in_esercizio(giorno).filter(comune__isnull=False).order_by().values_list("servizio", "comune")
    contate = aperte.annotate(posti=Sum("posti_autorizzati"), note=Count("posti_autorizzati"), unita=Count("pk"))
    return {(servizio, comune): posti for servizio, comune, posti, note, quante in contate if note == quante}


@dataclass(frozen=True)
class RigaServizio:
    """Un servizio: quanti Comuni lo hanno, che parte dei residenti ci abita, quali Comuni mancano."""

    servizio: object
    con_sede: int
    serviti: int
    residenti: object
    mancano: list


class Matrice:
    """Servizi per Comuni a un giorno, letta con quattro interrogazioni qualunque sia la sua grandezza."""

    def __init__(self, oggi, servizi=None):
        self.oggi = oggi
        self.servizi = list(catalogo.servizi_sociali() if servizi is None else servizi)

    @cached_property
    def appartenenze(self):
        """I Comuni dell’Ambito, con i residenti."""
        return list(nucleo.appartenenze(self.oggi))

    @cached_property
    def _aperte(self):
        aperte = UnitaOfferta.objects.in_esercizio(self.oggi).filter(servizio__in=self.servizi)
        return list(aperte.values_list("pk", "servizio_id", "comune_id", "tutto_ambito"))

    @cached_property
    def _sedi(self):
        return {(servizio, comune) for _, servizio, comune, _ in self._aperte if comune}

    @cached_property
    def _per_tutti(self):
        return {servizio for _, servizio, _, tutti in self._aperte if tutti}

    @cached_property
    def _coperti(self):
        coperture = Copertura.objects.filter(unita__in=[pk for pk, *_ in self._aperte])
        return set(coperture.values_list("unita__servizio_id", "comune_id"))

    def cella(self, servizio_id, comune_id):
        """«sede», «servito» o «manca»."""
        if (servizio_id, comune_id) in self._sedi:
            return SEDE
        if servizio_id in self._per_tutti or (servizio_id, comune_id) in self._coperti:
            return SERVITO
        return MANCA

    def righe(self):
        """Una `RigaServizio` per servizio."""
        return [self._riga(servizio, {servizio.pk}) for servizio in self.servizi]

    def _riga(self, voce, servizi):
        """La riga di una voce a cui corrispondono uno o più servizi: basta averne uno."""
        stati = {a: self._migliore(servizi, a.comune_id) for a in self.appartenenze}
        coperti = [a for a, stato in stati.items() if stato != MANCA]
        return RigaServizio(
            voce,
            con_sede=sum(stato == SEDE for stato in stati.values()),
            serviti=len(coperti),
            residenti=quota(_residenti(coperti), _residenti(stati)),
            mancano=[a.comune for a, stato in stati.items() if stato == MANCA],
        )

    def _migliore(self, servizi, comune_id):
        celle = {self.cella(servizio, comune_id) for servizio in servizi}
        return next((stato for stato in (SEDE, SERVITO) if stato in celle), MANCA)

    def livelli(self):
        """Una riga per livello essenziale: è coperto dove c’è almeno uno dei suoi servizi."""
        per_livello = {}
        for servizio in self.servizi:
            per_livello.setdefault(servizio.leps_id, set()).add(servizio.pk)
        return [self._riga(leps, per_livello.get(leps.pk, set())) for leps in catalogo.livelli_essenziali()]


def _residenti(appartenenze):
    return sum(a.residenti or 0 for a in appartenenze)
