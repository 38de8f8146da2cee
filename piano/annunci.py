"""Il segretario sa che c’è un piano da iscrivere, l’Ufficio com’è andato il voto, chi scrive una sezione quando scade."""

from datetime import timedelta

from django.urls import reverse

from ambito.avvisi import avvisa
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Annuncio
from piano import selezioni

# Giorni che mancano al termine (negativo: giorni di ritardo) e come comincia l’avviso.
PROMEMORIA_SEZIONE = {7: "Fra una settimana scade", 1: "Domani scade", -1: "È scaduta ieri"}


def _url(piano):
    return reverse("piano:piano", args=[piano.ambito.slug, piano.triennio])


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


def ricorda(oggi, adesso):
    """A chi scrive una sezione: sette giorni e un giorno prima del termine, e il giorno dopo; soltanto se può ancora scriverla."""
    inizi = {oggi + timedelta(days=mancano): inizio for mancano, inizio in PROMEMORIA_SEZIONE.items()}
    in_scadenza = list(selezioni.sezioni_in_scadenza(inizi))
    scrivono = set(selezioni.persone_dell_ufficio(oggi)) if in_scadenza else set()
    for sezione in in_scadenza:
        if sezione.assegnata_a in scrivono:
            _ricorda_sezione(sezione, inizi[sezione.entro], oggi, adesso)


def _ricorda_sezione(sezione, inizio, oggi, adesso):
    piano = sezione.piano
    avvisa(
        [sezione.assegnata_a],
        genere="sezione.promemoria", oggetto=sezione, adesso=adesso, giorno=oggi,
        titolo=f"{inizio} la sezione {sezione}",
        testo=f"Va finita entro il {formatta_data(sezione.entro, esteso=True)}: quando lo è, segnala come completa. {piano}.",
        url=reverse("piano:sezione", args=[piano.ambito.slug, piano.triennio, sezione.pk]),
    )  # fmt: skip
