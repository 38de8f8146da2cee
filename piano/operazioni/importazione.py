"""Il testo di una sezione preso da un documento di Word o di LibreOffice."""

from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.nucleo.figure import segno_di_figura
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.word import DocumentoNonLeggibile, leggi_documento
from piano.models import Figura, Sezione
from piano.operazioni.figure import FiguraNonValida, prendi_figura
from piano.operazioni.piani import blocca
from piano.operazioni.sezioni import salva_sezione
from piano.operazioni.testo import TestoTroppoLungo, testo_pulito

VUOTO = "Nel documento non c’è testo: forse è una scansione, o è solo una tabella vuota."
TITOLO_MASSIMO, DESCRIZIONE_MASSIMA = (Figura._meta.get_field(campo).max_length for campo in ("titolo", "descrizione"))


class DocumentoRifiutato(ErroreAtteso):
    """Il documento non si può leggere, è vuoto o è troppo lungo per una sezione."""

    campo = "file"


@dataclass(frozen=True)
class Anteprima:
    """Il testo come entrerebbe nella sezione e ciò che del documento non passa, una frase per genere.

    `immagini`: quelle di cui il testo ha il segno provvisorio; ciascuna diventa una figura del piano, o il suo segno si toglie.
    """

    testo: str
    tralasciati: list
    immagini: list = field(default_factory=list)

    def con_figure(self, codici):
        """Con i segni veri: `codici`, codice provvisorio → quello della figura; un’immagine che non vi è non passa."""
        testo = self.testo
        for immagine in self.immagini:
            codice = codici.get(immagine.codice)
            segno = f"<p>{segno_di_figura(immagine.codice)}</p>"
            testo = testo.replace(segno, f"<p>{segno_di_figura(codice)}</p>" if codice else "")
        fuori = len(self.immagini) - len(codici)
        if not testo:
            raise DocumentoRifiutato(VUOTO)
        return Anteprima(testo, [*self.tralasciati, *([conta(fuori, "altra immagine", "altre immagini")] if fuori else [])])


def leggi_per_sezione(byte):
    """Legge il documento senza scrivere nulla; `DocumentoRifiutato` se non se ne ricava un testo."""
    try:
        letto = leggi_documento(byte)
    except DocumentoNonLeggibile as errore:
        raise DocumentoRifiutato(str(errore)) from errore
    try:
        testo = testo_pulito(letto.html)
    except TestoTroppoLungo as errore:
        raise DocumentoRifiutato("Il documento è troppo lungo: tieni solo la parte che serve e riprova.") from errore
    if not testo:
        raise DocumentoRifiutato(VUOTO)
    return Anteprima(testo, letto.tralasciati, letto.immagini)


def prendi_le_figure(piano, letto, *, documento, poteri, adesso):
    """Mette fra le figure del piano le immagini del documento letto, con le loro parole; restituisce il testo con i segni.

    Chi non ha una didascalia prende il nome del `documento`. Un’immagine già fra le figure è quella. Una che non si può ridisegnare
    resta fuori, e lo si dice.
    """
    codici = {}
    for n, immagine in enumerate(letto.immagini, start=1):
        titolo = immagine.titolo or f"Immagine {n} di {documento}"
        parole = {"titolo": titolo[:TITOLO_MASSIMO], "descrizione": immagine.descrizione[:DESCRIZIONE_MASSIMA], "fonte": ""}
        with suppress(FiguraNonValida):
            codici[immagine.codice] = prendi_figura(piano, byte=immagine.byte, **parole, poteri=poteri, adesso=adesso).codice
    return letto.con_figure(codici)


@transaction.atomic
def metti_nella_sezione(sezione, testo, *, in_fondo, partenza, utente, adesso):
    """Mette il testo nella sezione, al suo posto o `in_fondo`: è un salvataggio come gli altri, quindi una revisione.

    In fondo non copre niente, quindi si parte da com’è la sezione adesso, anche se è cambiata da quando si è guardato.
    """
    if in_fondo:
        blocca(sezione.piano_id)
        attuale = Sezione.objects.get(pk=sezione.pk)
        testo, partenza = attuale.testo + testo, attuale.revisione
    return salva_sezione(sezione, testo, partenza=partenza, utente=utente, adesso=adesso)
