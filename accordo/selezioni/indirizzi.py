"""Gli indirizzi delle pagine di un’adesione: di un Comune (codice Istat) o di un ente (numero)."""

from django.urls import reverse

from ambito.models import Ente


def indirizzo(slug, avviso, soggetto, nome="adesione", *altri):
    """L’indirizzo della pagina `nome` dell’adesione di `soggetto` a quell’avviso."""
    if isinstance(soggetto, Ente):
        return reverse(f"accordo:ente_{nome}", args=[slug, avviso.triennio, soggetto.pk, *altri])
    return reverse(f"accordo:{nome}", args=[slug, avviso.triennio, soggetto.codice_istat, *altri])
