"""Seguire una cosa del portale: chi la segue sa il giorno dopo che cosa gli altri vi hanno cambiato, in un avviso solo."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ambito.avvisi import Messaggio, avvisa_ciascuno
from ambito.models import Ambito, Avviso, OggettoSeguito
from ambito.nucleo.contesto import esigi_ambito
from ambito.poteri import Poteri
from ambito.registri import OGGETTI
from ambito.storia import letture

GENERE = "seguito"
# Se l’orologio è stato fermo, si raccontano anche i giorni persi; mai due volte lo stesso.
GIORNI = 3
FRASI = 8


@transaction.atomic
def segui(tipo, riga, *, utente, adesso):
    """La persona segue l’oggetto da adesso; `False` se lo seguiva già."""
    chiave = {"utente": utente, "oggetto_tipo": OGGETTI[tipo].modello, "oggetto_id": riga.pk}
    _, nuovo = OggettoSeguito.objects.get_or_create(**chiave, defaults={"dal": adesso})
    return nuovo


@transaction.atomic
def smetti(tipo, riga, *, utente):
    """La persona non segue più l’oggetto; `False` se non lo seguiva."""
    tolti, _ = _di(utente).filter(oggetto_tipo=OGGETTI[tipo].modello, oggetto_id=riga.pk).delete()
    return bool(tolti)


def segue(tipo, riga, utente):
    """La persona segue quell’oggetto?"""
    return _di(utente).filter(oggetto_tipo=OGGETTI[tipo].modello, oggetto_id=riga.pk).exists()


def che_cosa_segue(poteri):
    """Ciò che la persona segue e può ancora aprire, come (tipo, riga, da quando), dal più recente; una lettura per tipo."""
    tipi, righe = _tipi(), {}
    seguiti = [(tipi[s.oggetto_tipo], s.oggetto_id, s.dal) for s in _di(poteri.utente).filter(oggetto_tipo__in=tipi)]
    for tipo in {tipo for tipo, _, _ in seguiti}:
        if poteri.puo(OGGETTI[tipo].permesso):
            numeri = [pk for t, pk, _ in seguiti if t == tipo]
            righe |= {(tipo, r.pk): r for r in OGGETTI[tipo].visibili(poteri).filter(pk__in=numeri)}
    return [(tipo, righe[tipo, pk], dal) for tipo, pk, dal in seguiti if (tipo, pk) in righe]


def _di(utente):
    return OggettoSeguito.objects.filter(utente=utente)


def _tipi():
    return {oggetto.modello: tipo for tipo, oggetto in OGGETTI.items()}


def avvisa_chi_segue(oggi, adesso):
    """Un avviso per persona, oggetto e giorno passato: che cosa gli altri hanno cambiato, a chi può ancora aprirlo.

    Si chiama quanto si vuole: di un giorno già raccontato non si riparla.
    """
    da, tipi = _mezzanotte(oggi - timedelta(GIORNI)), _tipi()
    seguiti = OggettoSeguito.objects.filter(utente__is_active=True, oggetto_tipo__in=tipi).select_related("utente")
    chiavi = [((tipi[s.oggetto_tipo], s.oggetto_id), s) for s in seguiti]
    mossi, per_persona = letture.mossi({chiave for chiave, _ in chiavi}, da), {}
    for chiave, seguito in chiavi:
        if chiave in mossi:
            per_persona.setdefault(seguito.utente, {})[chiave] = seguito.dal
    detti = set(Avviso.objects.filter(genere=GENERE, giorno__gte=oggi - timedelta(GIORNI)).values_list(
        "destinatario", "oggetto_tipo", "oggetto_id", "giorno"))  # fmt: skip
    ambito = Ambito.objects.get(pk=esigi_ambito())
    for utente, suoi in per_persona.items():
        _racconta(Poteri(utente, ambito, oggi), suoi, da, oggi, adesso, detti)


def _racconta(poteri, suoi, da, oggi, adesso, detti):
    """I giorni non ancora raccontati di ciò che la persona segue e può ancora aprire."""
    for tipo, pk in letture.visti(suoi, poteri):
        riga = letture.trova(tipo, pk, poteri)
        dal = max(da, suoi[tipo, pk])
        eventi = letture.eventi_di(tipo, pk, poteri).filter(quando__gt=dal, quando__lt=_mezzanotte(oggi))
        per_giorno = {}
        for evento in eventi.exclude(autore=poteri.utente).defer("prima", "dopo"):
            per_giorno.setdefault(timezone.localdate(evento.quando), []).append(evento)
        for giorno, quelli in per_giorno.items():
            if (poteri.utente.pk, OGGETTI[tipo].modello, pk, giorno) not in detti:
                messaggio = _messaggio(poteri, tipo, riga, quelli)
                avvisa_ciascuno([messaggio], genere=GENERE, adesso=adesso, giorno=giorno, in_riepilogo=True)


def _messaggio(poteri, tipo, riga, eventi):
    frasi = [f"{e.frase} ({e.autore.nome_completo if e.autore else 'il portale'})." for e in eventi[:FRASI]]
    if altre := len(eventi) - len(frasi):
        frasi.append(f"E altre {altre}." if altre > 1 else "E un’altra.")
    url = reverse("ambito:storia", args=[poteri.ambito.slug, tipo, riga.pk])
    titolo = f"Novità su ciò che segui: {riga}"
    return Messaggio([poteri.utente], riga, titolo, "\n".join(frasi), url)


def _mezzanotte(giorno):
    return timezone.make_aware(datetime.combine(giorno, time.min))
