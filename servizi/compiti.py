"""Ciò che servizi aggiunge a «Tocca a te»: misure da scrivere, bandi e fondi che scadono."""

from datetime import timedelta

from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_importo
from ambito.registri import Compito
from servizi.selezioni import rilevazioni, termini
from servizi.stati import GESTISCE

PREAVVISO_BANDI, PREAVVISO_FONDI = timedelta(days=30), timedelta(days=90)


def compiti(poteri, oggi):
    """Le cose da fare su servizi e fondi per questa persona."""
    voci = []
    if propri := poteri.comuni_con("compila_servizi"):
        voci += _misure(poteri, propri, oggi)
    if poteri.puo(GESTISCE):
        voci += [_che_scade(poteri, t) for t in termini.termini(oggi, oggi + PREAVVISO_BANDI, oggi + PREAVVISO_FONDI)]
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


DA_FARE = {
    termini.PRESENTA: ("Presenta la domanda", "bando"),
    termini.RENDICONTA: ("Rendiconta", "bando"),
    termini.IMPEGNA: ("Impegna ciò che resta", "assegnazione"),
}


def _che_scade(poteri, termine):
    verbo, rotta = DA_FARE[termine.genere]
    frase = f"Restano da impegnare {formatta_importo(termine.resta)} euro." if termine.resta else "È fra i bandi dell’Ambito."
    return Compito(f"{verbo}: {termine.nome}", frase, _url(poteri, rotta, termine.pk), termine.giorno)
