"""Chi non ha ancora inviato la spesa, e chi riceverebbe un sollecito."""

from django.urls import reverse

from ambito import solleciti
from rendicontazione.selezioni import mancanti


def genere_sollecito(campagna):
    """Il genere degli avvisi di sollecito: due campagne non si coprono."""
    return f"rendiconto.sollecito.{campagna.anno}"


def testi_del_sollecito(campagna):
    """Titolo e pagina del sollecito a ciascun Comune."""
    return solleciti.Parole(
        titolo=lambda comune: f"Manca la spesa {campagna.anno} di {comune}",
        url=lambda comune: reverse("rendicontazione:comune", args=[campagna.ambito.slug, campagna.anno, comune.codice_istat]),
    )


def da_sollecitare(campagna, oggi):
    """I Comuni che non hanno ancora inviato, ciascuno con chi può farlo. Tre interrogazioni, quanti che siano i Comuni."""
    righe = [(r.comune, r.get_stato_display()) for r in mancanti(campagna)]
    return solleciti.da_sollecitare(righe, permesso="compila_spesa", genere=genere_sollecito(campagna), oggi=oggi)
