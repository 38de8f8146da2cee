from contextlib import contextmanager

from django.db import OperationalError

from ambito.errori import ErroreAtteso

# Una tabella tenuta da altri, o due che si aspettano a vicenda.
OCCUPATA = ("55P03", "40P01")


class TraslocoNonRiuscito(ErroreAtteso):
    """L’Ambito non si può esportare o importare: la frase dice perché e che cosa fare."""


@contextmanager
def se_e_occupata():
    """Dentro, una tabella che altri tengono troppo a lungo diventa `TraslocoNonRiuscito`."""
    try:
        yield
    except OperationalError as errore:
        if getattr(errore.__cause__, "pgcode", None) not in OCCUPATA:
            raise
        raise TraslocoNonRiuscito("Altri stanno scrivendo: riprova quando il portale è fermo.") from errore
