"""La tappa di un triennio che sta nella rendicontazione: la raccolta della spesa, anno per anno."""

from datetime import date

from django.urls import reverse

from ambito.registri import TappaAvvio
from rendicontazione import selezioni


def del_triennio(poteri, oggi, triennio):
    """Le campagne degli anni già finiti del triennio: la spesa di un anno si raccoglie dall’anno dopo."""
    campagne = {campagna.anno: campagna for campagna in poteri.una_volta(_campagne)}
    anni = [a for a in triennio.anni if a < oggi.year] if triennio else sorted(campagne)[-1:] or [oggi.year - 1]
    # Nel primo anno, e prima, non c’è ancora niente da raccogliere.
    dal = None if anni else date(triennio.anni[1], 1, 1)
    aperte = [anno for anno in anni if anno in campagne]
    mancano = [anno for anno in anni if anno not in campagne]
    yield TappaAvvio(
        90, "La raccolta della spesa", "Ogni anno i Comuni dicono quanto hanno speso: da lì esce la rendicontazione.",
        _url(poteri, "nuova_campagna" if mancano else "anni"), len(aperte), len(anni) or 1,
        _nota(campagne, aperte, mancano), dal=dal,
    )  # fmt: skip


def _campagne():
    return list(selezioni.campagne())


def _nota(campagne, aperte, mancano):
    """A che punto è l’ultima raccolta, e di quali anni ne manca una."""
    frasi = [f"Spesa {a}: {campagne[a].inviati} Comuni su {campagne[a].comuni}." for a in aperte[-1:]]
    if mancano:
        frasi.append(f"Da aprire: {', '.join(map(str, mancano))}.")
    return " ".join(frasi)


def _url(poteri, nome):
    return reverse(f"rendicontazione:{nome}", args=[poteri.ambito.slug])
