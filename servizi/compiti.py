"""Ciò che servizi aggiunge a «Tocca a te»: misure da scrivere, bandi e fondi che scadono."""

from datetime import timedelta

from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_importo
from ambito.registri import Compito
from servizi.selezioni import bandi, rilevazioni, risorse
from servizi.stati import GESTISCE, StatoBando

PREAVVISO_BANDI, PREAVVISO_FONDI = timedelta(days=30), timedelta(days=90)


def compiti(poteri, oggi):
    """Le cose da fare su servizi e fondi per questa persona."""
    voci = []
    if propri := poteri.comuni_con("compila_servizi"):
        voci += _misure(poteri, propri, oggi)
    if poteri.puo(GESTISCE):
        voci += [_bando(poteri, b) for b in bandi.con_termine(oggi, oggi + PREAVVISO_BANDI)]
        voci += [_fondo(poteri, a) for a in risorse.in_scadenza(oggi, oggi + PREAVVISO_FONDI)]
    return voci


def _url(poteri, nome, *argomenti):
    return reverse(f"servizi:{nome}", args=[poteri.ambito.slug, *argomenti])


def _misure(poteri, propri, oggi):
    luoghi = {i.comune_id: i for i in poteri.incarichi if i.istat}
    for raccolta, mancano in rilevazioni.da_consegnare(propri, oggi):
        for incarico in (luoghi[pk] for pk in sorted(mancano)):
            yield Compito(
                f"Scrivi le misure {raccolta.anno} dei servizi di {incarico.dove}",
                "Utenti, ore, posti, attese e costi: col modulo o da foglio.",
                _url(poteri, "misure_comune", raccolta.anno, incarico.istat),
                raccolta.chiude,
            )


def _bando(poteri, bando):
    rendiconta = bando.stato == StatoBando.FINANZIATO
    titolo = f"{'Rendiconta' if rendiconta else 'Presenta la domanda'}: {bando}"
    frase = f"{bando.get_livello_display()}, {bando.ente}."
    return Compito(titolo, frase, _url(poteri, "bando", bando.pk), bandi.termine(bando))


def _fondo(poteri, assegnazione):
    frase = f"Restano da impegnare {formatta_importo(risorse.residuo(assegnazione))} euro."
    url = _url(poteri, "assegnazione", assegnazione.pk)
    return Compito(f"Impegna ciò che resta: {assegnazione}", frase, url, assegnazione.spendere_entro)
