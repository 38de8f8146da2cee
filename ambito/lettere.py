"""Le lettere di un invio in un PDF solo: una per pagina, da protocollare e consegnare a mano."""

from django.urls import reverse
from django.utils.timezone import localdate

from ambito.calendario import indirizzo
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.models import Invio
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import TipoDocumento

TIPO = "lettere-avviso"


class NessunaLettera(ErroreAtteso):
    """Non c’è un invio con lettere da stampare."""


def trova(triennio=None, anno=None):
    """L’ultimo invio (dell’anno, se si dice quale) che ha lettere."""
    con_lettere = Invio.objects.filter(lettere__isnull=False, **({"chiesto_il__year": anno} if anno else {}))
    if (invio := con_lettere.first()) is None:
        raise NessunaLettera("Nessun invio ha lettere da stampare.")
    return invio


def prepara(invio, oggi):
    """I dati delle lettere, com’erano quando l’invio è stato chiesto."""
    giorno = localdate(invio.chiesto_il)
    lettere = [_lettera(riga) for riga in invio.lettere.select_related("comune", "ambito")]
    return Preparato(
        oggetto_id=invio.pk,
        titolo="Lettere ai Comuni",
        sottotitolo=invio.titolo,
        nome_file=f"lettere-{giorno:%Y-%m-%d}.pdf",
        dati={
            "quante": conta(len(lettere), "lettera", "lettere"),
            "lettere": lettere,
            "paragrafi": [riga.strip() for riga in invio.testo.splitlines() if riga.strip()],
            "data_lettera": formatta_data(giorno, esteso=True).capitalize(),
            "firma": str(invio.chiesto_da),
        },
        permesso="legge_lavori",
        dimostrativo=invio.ambito.dimostrativo,
    )


def _lettera(riga):
    comune = riga.comune
    # Una lettera arrivata con un trasloco non sa più quale fosse la pagina: qui i numeri sono altri.
    pagina = riga.url or reverse("ambito:home", args=[riga.ambito.slug])
    luogo = " ".join(parte for parte in (comune.cap, comune.nome, f"({comune.provincia})") if parte)
    return {"comune": comune.nome, "luogo": luogo, "titolo": riga.titolo, "indirizzo": indirizzo(pagina)}


LETTERE = TipoDocumento(TIPO, "Lettere ai Comuni", "documenti/lettere_avviso.html", trova, prepara)
