"""Chi manca all’appello di un avviso, e chi riceverebbe un sollecito."""

from accordo.selezioni.adesioni import quadro
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati import DA_INVIARE, ETICHETTE
from ambito import solleciti


def genere_sollecito(avviso):
    """Il genere degli avvisi di sollecito: due avvisi di trienni diversi non si coprono."""
    return f"adesione.sollecito.{avviso.triennio_inizio}"


def testi_del_sollecito(avviso):
    """Titolo e pagina del sollecito a ciascun Comune."""
    return solleciti.Parole(
        titolo=lambda comune: f"Manca l’adesione di {comune} all’accordo {avviso.triennio}",
        url=lambda comune: indirizzo(avviso.ambito.slug, avviso, comune),
    )


def da_sollecitare(avviso, oggi):
    """I Comuni che non hanno ancora inviato, ciascuno con chi può farlo. Tre interrogazioni, quanti che siano i Comuni."""
    if not avviso.rivolto_ai_comuni:
        return []
    mancano = [(a.comune, ETICHETTE[a.adesione_stato]) for a in quadro(avviso, oggi).filter(adesione_stato__in=DA_INVIARE)]
    return solleciti.da_sollecitare(mancano, permesso="compila_adesione", genere=genere_sollecito(avviso), oggi=oggi)
