"""Le figure di un piano in bozza: si caricano, se ne correggono le parole, si tolgono dall’elenco se nessun testo le cita."""

from itertools import count

from django.db import transaction
from django.utils.text import slugify

from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.figure import figure_citate
from ambito.nucleo.immagini import ImmagineNonLetta, ridisegna
from ambito.nucleo.impronta import impronta_file
from ambito.registro import annota
from piano.models import Figura, Sezione
from piano.operazioni.piani import blocca_in_bozza

# Pixel: su una pagina larga diciassette centimetri sono duecento per pollice. Oltre, byte: una fotografia, da scrivere in JPEG.
LATO_MASSIMO, PNG_MASSIMO = 1400, 300_000
PAROLE = ("titolo", "descrizione", "fonte")


class FiguraNonValida(ErroreDiCampo):
    """Il file non può fare da figura: la frase dice perché."""


class FiguraFerma(ErroreAtteso):
    """La figura non si tocca: un testo la mostra, o un collega l’ha già tolta."""


def carica_figura(piano, *, byte, poteri, adesso, **parole):
    """Aggiunge una figura al piano, con un codice che viene dal titolo; se l’immagine non si può ridisegnare, `FiguraNonValida`."""
    poteri.esigi("redige_piano")
    return _aggiungi(piano, _disegno(byte), poteri=poteri, adesso=adesso, **parole)


def prendi_figura(piano, *, byte, poteri, adesso, **parole):
    """La figura del piano con quell’immagine: se non c’è già si aggiunge con queste parole, anche senza descrizione."""
    poteri.esigi("redige_piano")
    disegno = _disegno(byte)
    uguale = Figura.objects.filter(piano=piano, impronta=impronta_file(disegno.byte), tolta_il=None).first()
    return uguale or _aggiungi(piano, disegno, poteri=poteri, adesso=adesso, **parole)


def _disegno(byte):
    try:
        return ridisegna(byte, lato=LATO_MASSIMO, png_massimo=PNG_MASSIMO)
    except ImmagineNonLetta as errore:
        raise FiguraNonValida(str(errore), "file") from errore


@transaction.atomic
def _aggiungi(piano, disegno, *, titolo, descrizione, fonte, poteri, adesso):
    piano = blocca_in_bozza(piano.pk)
    figura = Figura.objects.create(
        piano=piano, codice=_codice(piano, titolo), byte=disegno.byte, formato=disegno.formato, larghezza=disegno.larghezza,
        altezza=disegno.altezza, impronta=impronta_file(disegno.byte), titolo=titolo, descrizione=descrizione, fonte=fonte,
        caricata_il=adesso, caricata_da=poteri.utente,
    )  # fmt: skip
    annota(figura, "figura.carica", f"Caricata la figura «{figura}» nel {piano}", autore=poteri.utente, quando=adesso)
    return figura


def _codice(piano, titolo):
    """Le prime parole del titolo, senza accenti; con un numero se ce n’è già una, anche tolta, chiamata così."""
    radice = slugify(titolo)[: Figura.LUNGHEZZA_CODICE - 4].strip("-") or "figura"
    usati = set(Figura.objects.filter(piano=piano, codice__startswith=radice).values_list("codice", flat=True))
    return next(c for n in count(1) if (c := radice if n == 1 else f"{radice}-{n}") not in usati)


@transaction.atomic
def descrivi_figura(figura, *, poteri, adesso, **parole):
    """Corregge didascalia, descrizione, fonte; l’immagine e il codice restano. Chi ha già congelato tiene le parole di allora."""
    poteri.esigi("redige_piano")
    figura = _riserva(figura)
    prima = {campo: getattr(figura, campo) for campo in PAROLE}
    if parole == prima:
        return figura
    for campo in PAROLE:
        setattr(figura, campo, parole[campo])
    figura.save(update_fields=PAROLE)
    annota(figura, "figura.descrivi", f"Corrette le parole della figura «{figura}»", autore=poteri.utente, quando=adesso,
           prima=prima, dopo=parole)  # fmt: skip
    return figura


@transaction.atomic
def togli_figura(figura, *, poteri, adesso):
    """Toglie una figura dall’elenco; se una sezione la cita, `FiguraFerma`. Le versioni congelate la mostrano ancora."""
    poteri.esigi("redige_piano")
    figura = _riserva(figura)
    testi = Sezione.objects.filter(piano=figura.piano, testo__contains=figura.codice)
    dove = [str(s) for s in testi if figura.codice in figure_citate(s.testo)]
    if dove:
        raise FiguraFerma(f"È nel testo di «{'» e di «'.join(dove)}»: prima toglila da lì.")
    figura.tolta_il = adesso
    figura.save(update_fields=["tolta_il"])
    annota(figura, "figura.togli", f"Tolta la figura «{figura}» dall’elenco", autore=poteri.utente, quando=adesso)


def _riserva(figura):
    piano = blocca_in_bozza(figura.piano_id)
    figura = Figura.objects.select_for_update(of=("self",)).defer("byte").get(pk=figura.pk)
    figura.piano = piano
    if figura.tolta_il:
        raise FiguraFerma("Un collega ha già tolto questa figura dall’elenco.")
    return figura
