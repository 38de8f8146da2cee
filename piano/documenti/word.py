"""Il piano e le sezioni in Word: lo stesso testo che va in stampa, da continuare altrove."""

from django.template.loader import render_to_string
from django.utils.timezone import localdate

from ambito.nucleo.citazioni import fissa_citazioni
from ambito.nucleo.figure import con_le_figure
from ambito.nucleo.word import scrivi_docx
from piano.documenti import prepara
from piano.selezioni import citabili, figure


def in_word(oggetto, adesso):
    """I byte in docx di ciò che `prepara` impaginerebbe: l’ultima versione congelata, o la bozza se `oggetto` è il piano."""
    preparato = prepara(oggetto, localdate(adesso))
    nota = " Dati dimostrativi." if preparato.dimostrativo else ""
    sezioni = [{**s, "html": _illustrato(s["html"], s.get("figure", []))} for s in preparato.dati["sezioni"]]
    contesto = {**preparato.dati, "sezioni": sezioni, "stato": f"{preparato.sottotitolo}.{nota}"}
    disegni = figure.disegni(figure.congelate(preparato.dati).values())
    corpo = render_to_string("piano/word.html", contesto)
    return scrivi_docx(corpo, titolo=preparato.titolo, autore=_autore(oggetto), creato=adesso, scarto_titoli=1, disegni=disegni)


def sezione_in_word(sezione, adesso):
    """I byte in docx di una sezione sola, com’è adesso: reimportati danno lo stesso testo, con i dati citati come parole."""
    citati = citabili.citati([sezione.testo], sezione.piano, localdate(adesso))
    citate = figure.citate([sezione.testo], sezione.piano).values()
    testo = _illustrato(fissa_citazioni(sezione.testo, citabili.valori(citati)), citate)
    chi = {"titolo": str(sezione), "autore": _autore(sezione), "creato": adesso}
    return scrivi_docx(testo, **chi, scarto_titoli=1, disegni=figure.disegni(citate))


def _illustrato(html, citate):
    """Il testo con le figure: lo scrittore le trova per codice, e con quello il segno torna quando si rilegge il documento."""
    return con_le_figure(html, [{**f, "sorgente": f["codice"]} for f in citate])


def _autore(oggetto):
    return f"Ufficio di Piano, {oggetto.ambito.nome}"
