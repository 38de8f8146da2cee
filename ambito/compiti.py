"""Ciò che il nucleo mette in «Tocca a te» di chi conferisce gli incarichi: scadenze, posti scoperti, inviti senza risposta."""

from django.urls import reverse
from django.utils import timezone

from ambito import selezioni
from ambito.nucleo.formati_italiani import conta
from ambito.permessi import RUOLI
from ambito.registri import Compito


def compiti(poteri, oggi):
    """Le cose da fare sugli incarichi per questa persona."""
    if not poteri.puo("conferisce_incarichi"):
        return []
    mancano = selezioni.vuoti(oggi, timezone.now())
    return [*_scadenze(poteri, mancano.finisce), *_vuoti(poteri, mancano)]


def _url(poteri, nome):
    return reverse(f"ambito:{nome}", args=[poteri.ambito.slug])


def _scadenze(poteri, primo):
    if primo is None:
        return
    url = f"{_url(poteri, 'persone')}?quando=scadenza"
    frase = "Se deve continuare, conferiscine uno nuovo con il suo atto: dopo l’ultimo giorno la persona non entra più."
    if primo.quanti == 1:
        yield Compito(f"Finisce l’incarico di {primo.persona}: {primo.incarico}", frase, url, primo.al)
    else:
        titolo = f"{primo.quanti} incarichi finiscono entro {selezioni.PREAVVISO.days} giorni"
        yield Compito(titolo, f"Il primo è di {primo.persona}: {primo.incarico}. {frase}", url, primo.al)


def _vuoti(poteri, mancano):
    if mancano.posti:
        parti = [RUOLI[r].nome + (f" in {conta(len(comuni), 'Comune', 'Comuni')}" if comuni else "") for r, comuni in mancano.posti]
        yield Compito("Ci sono posti scoperti", f"Non c’è nessuno come: {'; '.join(parti)}.", f"{_url(poteri, 'persone')}#scoperti")
    if mancano.inviti_scaduti:
        quanti = mancano.inviti_scaduti
        if quanti == 1:
            elenco = f"{_url(poteri, 'inviti')}?stato=scaduto"
            yield Compito("Un invito è scaduto senza risposta", "Si rimanda con un clic, o si revoca.", elenco)
        else:
            titolo = f"{quanti} inviti sono scaduti senza risposta"
            yield Compito(titolo, "Si rimandano insieme, scegliendo quali.", _url(poteri, "rimanda_inviti"))
