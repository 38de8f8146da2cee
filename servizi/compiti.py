"""Ciò che servizi aggiunge a «Tocca a te»: misure da scrivere, bandi, fondi, affidamenti e pratiche che scadono."""

from datetime import timedelta

from django.urls import reverse

from ambito.registri import Compito
from servizi.parole import frase_del_termine
from servizi.selezioni import rilevazioni
from servizi.selezioni.termini import GENERI, termini
from servizi.stati import GESTISCE

VICINO, LONTANO = timedelta(days=30), timedelta(days=90)


def compiti(poteri, oggi):
    """Le cose da fare su servizi e fondi per questa persona."""
    voci = []
    if propri := poteri.comuni_con("compila_servizi"):
        voci += _misure(poteri, propri, oggi)
    if poteri.puo(GESTISCE):
        voci += [_che_scade(poteri, t) for t in termini(oggi, oggi + VICINO, oggi + LONTANO)]
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


def _che_scade(poteri, termine):
    genere = GENERI[termine.genere]
    url = _url(poteri, genere.rotta, termine.pagina_id)
    return Compito(f"{genere.verbo}: {termine.nome}", frase_del_termine(termine), url, termine.giorno)
