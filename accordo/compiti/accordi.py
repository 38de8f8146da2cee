"""Che cosa dell’accordo tocca a chi entra: approvare e firmare per la propria parte, seguire quelle degli altri."""

from django.urls import reverse

from accordo.annunci import accordi as annunci
from accordo.selezioni import accordi as letture
from accordo.stati.accordi import StatoAccordo, StatoParte
from ambito.nucleo.formati_italiani import conta
from ambito.registri import Compito, Riquadro

DA_APPROVARE = (StatoParte.DA_APPROVARE, StatoParte.RIFIUTATA)


def compiti(poteri, oggi):
    """Le voci di «Tocca a te»."""
    if not (poteri.puo("legge_accordo") or poteri.enti):
        return
    if poteri.enti or poteri.comuni_con("carica_atti"):
        for parte in letture.parti_che_aspettano(poteri):
            yield from _della_parte(parte, poteri, oggi)
    if poteri.puo("tiene_accordo"):
        yield from _dell_ufficio(poteri, oggi)


def _della_parte(parte, poteri, oggi):
    accordo, url = parte.accordo, _url(poteri, "parte", parte.accordo, parte.pk)
    if parte.firmatario and parte.si_approva and parte.stato in DA_APPROVARE:
        yield _compito(f"Approva l’{accordo.in_frase} per {parte}", "Carica l’atto con cui l’ente approva il testo.", url,
                       accordo.termine_atti if accordo.stato == StatoAccordo.IN_APPROVAZIONE else None, oggi)  # fmt: skip
    elif parte.firmatario and parte.si_firma and parte.stato == StatoParte.APPROVATA:
        yield _compito(f"Firma l’{accordo.in_frase} per {parte}", "Scarica il PDF, firmalo digitalmente, ricaricalo.", url,
                       accordo.termine_firme if accordo.stato == StatoAccordo.IN_FIRMA else None, oggi)  # fmt: skip
    elif parte.tace_sul_sito:
        yield _compito(f"Dai notizia dell’{accordo.in_frase} sul sito di {parte}",
                       "L’accordo è in vigore: pubblica la notizia sul sito, poi scrivi qui da quando e dove.", url, None,
                       oggi)  # fmt: skip


def _dell_ufficio(poteri, oggi):
    for accordo in letture.dell_ufficio(oggi, annunci.GIORNI_ALLA_FINE[0]):
        url = _url(poteri, "accordo", accordo)
        if accordo.n_da_controllare:
            yield _compito(f"{accordo}: {conta(accordo.n_da_controllare, 'atto', 'atti')} da controllare",
                           "Controlla gli estremi e da quando l’atto è esecutivo.", url, None, oggi)  # fmt: skip
        if accordo.stato == StatoAccordo.IN_APPROVAZIONE and accordo.n_rifiuti:
            yield _compito(f"{accordo}: {conta(accordo.n_rifiuti, 'parte rifiuta', 'parti rifiutano')} il testo",
                           "Leggi perché: serve il consenso di tutti, quindi il testo va riaperto o la parte va convinta.", url,
                           accordo.termine_atti, oggi)  # fmt: skip
        if passo := PROSSIMO.get(accordo.stato):
            yield _compito(f"{accordo}: {passo[0]}", passo[1], url, None, oggi)
        if accordo.finisce:
            yield _compito(f"{accordo}: sta per finire", "Registra la proroga, se il piano è prorogato; o comincia il prossimo.",
                           url, accordo.al, oggi)  # fmt: skip


# Stato in cui tocca all’Ufficio di Piano → (che cosa, perché).
PROSSIMO = {
    StatoAccordo.APPROVATO: ("apri la firma", "Tutte le parti hanno approvato il testo."),
    StatoAccordo.PERFEZIONATO: ("serve l’atto che lo approva", "Tutte le parti hanno firmato: manca l’atto formale."),
    StatoAccordo.IN_PUBBLICAZIONE: ("va pubblicato", "L’accordo vale dalla pubblicazione nel bollettino ufficiale."),
}


def _compito(titolo, spiegazione, url, scadenza, oggi):
    tono = "attenzione" if scadenza and scadenza < oggi else "attesa"
    return Compito(titolo=titolo, spiegazione=spiegazione, url=url, scadenza=scadenza, tono=tono)


def riquadri(comune, poteri):
    """Il riquadro nella scheda di un Comune: a che punto è la sua parte in ogni accordo."""
    if not poteri.puo("legge_accordo"):
        return
    for parte in letture.parti_del_comune(comune):
        url = _url(poteri, "parte", parte.accordo, parte.pk)
        yield Riquadro(str(parte.accordo), parte.estremi or "Nessun atto caricato.", url, parte.etichetta, parte.tono)


def _url(poteri, nome, accordo, *argomenti):
    return reverse(f"accordo:{nome}", args=[poteri.ambito.slug, accordo.codice, *argomenti])
