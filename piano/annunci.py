"""Chi commenta sa che gli si è risposto, il segretario che c’è un piano da iscrivere, l’Ufficio di Piano com’è andato il voto."""

from django.urls import reverse

from ambito.registri import Annuncio


def _url(piano):
    return reverse("piano:piano", args=[piano.ambito.slug, piano.triennio])


def url_commento(commento):
    """La pagina della sezione con i suoi commenti, su quel commento."""
    piano = commento.sezione.piano
    return reverse("piano:commenti", args=[piano.ambito.slug, piano.triennio, commento.sezione_id]) + f"#commento-{commento.pk}"


def _proposto(piano, nota):
    testo = f"Il {piano} è proposto all’Assemblea: va iscritto all’ordine del giorno di una seduta."
    return Annuncio(f"Proposto il {piano}", testo, _url(piano), "convoca_sedute")


def _approvato(piano, nota):
    testo = f"L’Assemblea ha approvato il {piano} ({nota})."
    return Annuncio(f"Approvato il {piano}", testo, _url(piano), "redige_piano")


ANNUNCI = {
    ("piano.pianodizona", "proponi"): _proposto,
    ("piano.pianodizona", "approva"): _approvato,
}
