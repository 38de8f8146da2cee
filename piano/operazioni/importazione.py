"""Il testo di una sezione preso da un documento di Word o di LibreOffice."""

from dataclasses import dataclass

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.nucleo.word import DocumentoNonLeggibile, leggi_documento
from piano.models import Sezione
from piano.operazioni.piani import blocca
from piano.operazioni.sezioni import salva_sezione
from piano.operazioni.testo import TestoTroppoLungo, testo_pulito


class DocumentoRifiutato(ErroreAtteso):
    """Il documento non si può leggere, è vuoto o è troppo lungo per una sezione."""

    campo = "file"


@dataclass(frozen=True)
class Anteprima:
    """Il testo come entrerebbe nella sezione e ciò che del documento non passa, una frase per genere."""

    testo: str
    tralasciati: list


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
        raise DocumentoRifiutato("Nel documento non c’è testo: forse è una scansione, o è solo una tabella vuota.")
    return Anteprima(testo, letto.tralasciati)


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
