"""Il segretario sa che c’è un piano da iscrivere; l’Ufficio di Piano sa come è andato il voto e quali valori vanno letti."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo import traiettoria
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import Annuncio
from piano.selezioni import andamento

# Quanti giorni mancano al termine per scrivere una lettura (di meno di zero: è già passato).
GIORNI_DEL_PROMEMORIA = (7, 1, -1, -7)
NOMI_DETTI = 5


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
    """Sette e un giorno prima e dopo il termine di una lettura: un avviso solo per persona, con tutte quelle di quel giorno."""
    per_chi = defaultdict(list)
    for indicatore, fine in andamento.dovute(oggi):
        mancano = (traiettoria.entro(fine) - oggi).days
        if mancano in GIORNI_DEL_PROMEMORIA:
            per_chi[indicatore.obiettivo.piano, indicatore.incaricato, mancano].append(indicatore)
    for (piano, persona, mancano), indicatori in per_chi.items():
        _ricorda_letture(piano, persona, mancano, indicatori, oggi, adesso)


def _ricorda_letture(piano, persona, mancano, indicatori, oggi, adesso):
    quante = conta(len(indicatori), "rilevazione", "rilevazioni")
    termine = formatta_data(oggi + timedelta(days=mancano), esteso=True)
    titolo = f"{quante} del {piano} entro il {termine}" if mancano > 0 else f"{quante} del {piano} in ritardo dal {termine}"
    nomi = [f"{i.obiettivo.codice} {i.nome}" for i in indicatori[:NOMI_DETTI]]
    altri = f" e {conta(len(indicatori) - NOMI_DETTI, 'altro', 'altri')}" if len(indicatori) > NOMI_DETTI else ""
    avvisa(
        [persona] if persona else persone_con("redige_piano", oggi),
        genere=f"rilevazioni.{mancano}{'' if persona else '.ufficio'}", oggetto=piano, adesso=adesso, giorno=oggi,
        titolo=titolo, testo=f"Da scrivere: {'; '.join(nomi)}{altri}.",
        url=reverse("piano:andamento", args=[piano.ambito.slug, piano.triennio]) + "#da-scrivere",
    )  # fmt: skip
