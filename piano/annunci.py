"""Il segretario sa che c’è un piano da iscrivere; l’Ufficio di Piano sa come è andato il voto."""

from django.urls import reverse
from django.utils import timezone

from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Annuncio


def _url(piano):
    return reverse("piano:piano", args=[piano.ambito.slug, piano.triennio])


def _proposto(piano, nota):
    testo = f"Il {piano} è proposto all’Assemblea: va iscritto all’ordine del giorno di una seduta."
    return Annuncio(f"Proposto il {piano}", testo, _url(piano), "convoca_sedute")


def _approvato(piano, nota):
    testo = f"L’Assemblea ha approvato il {piano} ({nota})."
    return Annuncio(f"Approvato il {piano}", testo, _url(piano), "redige_piano")


def convocazione(incontro):
    """La convocazione di un incontro: la stessa nell’anteprima, nel portale e per posta."""
    quando = timezone.localtime(incontro.quando)
    giorno = f"{formatta_data(quando.date(), esteso=True)}, ore {quando:%H:%M}"
    dove = incontro.luogo or "a distanza"
    righe = [f"{incontro.tavolo} del {incontro.tavolo.piano}", f"Quando: {giorno}", f"Dove: {dove}"]
    if incontro.collegamento:
        righe.append(f"Per partecipare a distanza: {incontro.collegamento}")
    testo = "\n".join([*righe, "", "Ordine del giorno:", incontro.ordine_del_giorno.strip()])
    titolo = f"Convocazione: {incontro.tavolo}, {formatta_data(quando.date(), esteso=True)}"
    piano = incontro.tavolo.piano
    url = reverse("piano:incontro", args=[piano.ambito.slug, piano.triennio, incontro.pk])
    return Annuncio(titolo[:200], testo, url, "legge_piano")


ANNUNCI = {
    ("piano.pianodizona", "proponi"): _proposto,
    ("piano.pianodizona", "approva"): _approvato,
}
