"""La sezione di prova: due paragrafi, chi vi entra, che cosa vi si scrive e che cosa ne resta."""

from django.conf import settings
from pycrdt import XmlFragment

from piano import operazioni
from piano.models import RevisioneSezione, Sezione
from piano.stati import StatoPiano
from tests.piano.insieme.collegamento import Collegamento
from tests.scena import ADESSO

INIZIALE = "<p>Primo.</p><p>Secondo.</p>"


def cookie(scena, ruolo):
    return f"{settings.SESSION_COOKIE_NAME}={scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value}"


def entra(scena, portineria, ruolo="udp", **altro):
    dove = altro.pop("percorso", f"/insieme/lodi/{scena.sezione}")
    return Collegamento(portineria, altro.pop("cookie", None) or scena.cookie[ruolo], dove, **altro)


def in_fondo(numero, parole):
    """Aggiunge le parole in fondo al paragrafo."""

    def fai(doc):
        testo = doc.get("default", type=XmlFragment).children[numero].children[0]
        testo.insert(len(testo), parole, {})

    return fai


def letta(scena):
    with scena.aperto("udp"):
        return Sezione.objects.get(pk=scena.sezione)


def revisioni(scena):
    with scena.aperto("udp"):
        return list(RevisioneSezione.objects.filter(sezione=scena.sezione).select_related("autore").order_by("numero"))


def salva_da_fuori(scena):
    with scena.aperto("coordinatore"):
        operazioni.salva_sezione(
            Sezione.objects.get(pk=scena.sezione), INIZIALE.replace("Secondo", "Secondo da fuori"),
            partenza=1, utente=scena.utenti["coordinatore"], adesso=ADESSO,
        )  # fmt: skip


def blocca_il_piano(scena, stato=StatoPiano.PROPOSTO):
    with scena.aperto("udp"):
        type(Sezione.objects.get(pk=scena.sezione).piano).objects.filter(pk=scena.piano).update(stato=stato)


def non_conserva(*args, **kwargs):
    raise RuntimeError("disco pieno")
