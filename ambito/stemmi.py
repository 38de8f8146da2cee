"""Lo stemma stampato in testa ai documenti dell’Ambito: uno in uso alla volta, quelli tolti restano per i documenti già chiesti."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.models import Stemma
from ambito.nucleo.immagini import ImmagineNonLetta, ridisegna
from ambito.registro import annota

# Pixel: in testa a una pagina lo stemma occupa due centimetri.
LATO_MASSIMO = 600


class StemmaNonValido(ErroreAtteso):
    """Il file non può fare da stemma: la frase dice perché."""


def in_uso():
    """Lo stemma dell’Ambito in corso, o `None`."""
    return Stemma.objects.filter(tolto_il__isnull=True).first()


@transaction.atomic
def cambia(*, byte, descrizione, poteri, adesso):
    """Mette uno stemma nuovo al posto di quello in uso; l’immagine si ridisegna da capo (`StemmaNonValido` se non si può)."""
    poteri.esigi("cura_documenti")
    try:
        png = ridisegna(byte, lato=LATO_MASSIMO).byte
    except ImmagineNonLetta as errore:
        raise StemmaNonValido(str(errore)) from errore
    _togli(adesso)
    stemma = Stemma.objects.create(png=png, descrizione=descrizione, caricato_il=adesso, caricato_da=poteri.utente)
    annota(stemma, "stemma.cambia", f"Nuovo stemma sui documenti: {descrizione}", autore=poteri.utente, quando=adesso)
    return stemma


@transaction.atomic
def togli(*, poteri, adesso):
    """Da ora i documenti si emettono senza stemma; se non ce n’era non succede nulla."""
    poteri.esigi("cura_documenti")
    stemma = in_uso()
    if stemma is not None:
        _togli(adesso)
        annota(stemma, "stemma.togli", f"Tolto lo stemma dai documenti: {stemma}", autore=poteri.utente, quando=adesso)


def _togli(adesso):
    Stemma.objects.filter(tolto_il__isnull=True).update(tolto_il=adesso)
