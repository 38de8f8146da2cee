"""Le tappe di un triennio che stanno nell’accordo: chi aderisce, il testo firmato, la spesa divisa."""

from django.urls import reverse

from accordo import selezioni
from accordo.models import AccordoDiProgramma, PianoRiparto
from accordo.stati import ADOTTATI
from accordo.stati.accordi import CONCLUSI
from ambito.nucleo.formati_italiani import conta
from ambito.registri import TappaAvvio
from ambito.tappe import quanti_comuni


def del_triennio(poteri, oggi, triennio):
    """Adesioni, accordo e riparti di quel triennio."""
    yield _adesioni(poteri, oggi, _del(triennio, poteri.una_volta(_avvisi)))
    yield _accordo(poteri, _del(triennio, poteri.una_volta(_accordi)))
    anni = [anno for anno in poteri.una_volta(_anni_divisi) if triennio is None or anno in triennio.anni]
    yield TappaAvvio(
        80, "La spesa divisa fra i Comuni", "Ogni Comune sa quanto paga e perché. Non serve dove i fondi bastano a tutto.",
        _url(poteri, "riparti"), min(len(anni), 1), nota=f"Deliberata per {', '.join(map(str, anni))}." if anni else "",
        facoltativa=True,
    )  # fmt: skip


def _del(triennio, righe):
    """La riga di quel triennio; dove non se ne sa ancora nessuno, la più recente. `None` se non c’è."""
    return next((r for r in righe if triennio is None or r.triennio_inizio == triennio.inizio), None)


def _avvisi():
    return list(selezioni.avvisi())


def _accordi():
    return list(AccordoDiProgramma.objects.filter(integrativo=0))


def _anni_divisi():
    return list(PianoRiparto.objects.filter(stato__in=ADOTTATI).order_by("anno").values_list("anno", flat=True).distinct())


def _url(poteri, nome, *argomenti):
    return reverse(f"accordo:{nome}", args=[poteri.ambito.slug, *argomenti])


def _adesioni(poteri, oggi, avviso):
    perche = "Comuni ed enti dicono se e come partecipano; chi aveva già aderito riparte dai suoi dati."
    if avviso is None:
        return TappaAvvio(60, "La campagna di adesione", perche, _url(poteri, "nuovo_avviso"))
    url = _url(poteri, "adesioni", avviso.triennio)
    comuni = quanti_comuni(poteri, oggi)
    inviate = min(avviso.inviate, comuni)
    nota = f"{conta(inviate, 'adesione inviata', 'adesioni inviate')} su {conta(comuni, 'Comune', 'Comuni')}."
    if not avviso.rivolto_ai_comuni:
        return TappaAvvio(60, "La campagna di adesione", perche, url, 1, nota="L’avviso è rivolto ai soli enti.")
    if not avviso.e_aperto:
        return TappaAvvio(60, "La campagna di adesione", perche, url, 1, nota=f"Avviso chiuso: {nota}")
    return TappaAvvio(60, "La campagna di adesione", perche, url, inviate, comuni, nota)


def _accordo(poteri, accordo):
    url = _url(poteri, "accordo", accordo.codice) if accordo else _url(poteri, "panoramica")
    # Cominciato ma non in vigore è a metà: il testo c’è, non obbliga ancora nessuno.
    fatti = 2 if accordo and accordo.stato in CONCLUSI else int(accordo is not None)
    return TappaAvvio(
        70, "L’accordo di programma", "È il patto che attua il piano: firmato e pubblicato, il piano è vigente.", url, fatti, 2,
        f"{accordo.get_stato_display()}." if accordo else "Si comincia quando il piano c’è.",
    )  # fmt: skip
