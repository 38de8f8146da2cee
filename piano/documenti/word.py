"""Il piano e le sezioni in Word: lo stesso testo che va in stampa, da continuare altrove."""

from django.template.loader import render_to_string
from django.utils.timezone import localdate

from ambito.nucleo.citazioni import fissa_citazioni
from ambito.nucleo.word import scrivi_docx
from piano.documenti import prepara
from piano.selezioni import citabili


def in_word(oggetto, adesso):
    """I byte in docx di ciò che `prepara` impaginerebbe: l’ultima versione congelata, o la bozza se `oggetto` è il piano."""
    preparato = prepara(oggetto, localdate(adesso))
    nota = " Dati dimostrativi." if preparato.dimostrativo else ""
    corpo = render_to_string("piano/word.html", {**preparato.dati, "stato": f"{preparato.sottotitolo}.{nota}"})
    return scrivi_docx(corpo, titolo=preparato.titolo, autore=_autore(oggetto), creato=adesso, scarto_titoli=1)


def sezione_in_word(sezione, adesso):
    """I byte in docx di una sezione sola, com’è adesso: reimportati danno lo stesso testo, con i dati citati come parole."""
    citati = citabili.citati([sezione.testo], sezione.piano, localdate(adesso))
    testo = fissa_citazioni(sezione.testo, citabili.valori(citati))
    return scrivi_docx(testo, titolo=str(sezione), autore=_autore(sezione), creato=adesso, scarto_titoli=1)


def _autore(oggetto):
    return f"Ufficio di Piano, {oggetto.ambito.nome}"
