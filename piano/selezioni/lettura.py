"""Che cosa legge un Sindaco nel testo in giro: le sezioni, di che cosa parlano, che cosa è cambiato da prima."""

import re

from ambito.nucleo.figure import senza_figure
from ambito.nucleo.note import senza_note
from ambito.nucleo.testo import testo_semplice

NUOVA, CAMBIATA, UGUALE = "nuova", "cambiata", "uguale"
INIZIO = 280
TITOLI_E_TABELLE = re.compile(r"<(table|h[2-4])\b.*?</\1>", re.DOTALL)


def da_leggere(dati):
    """Le sezioni della fotografia che hanno qualcosa da leggere: un testo, o dati collegati."""
    return [s for s in dati["sezioni"] if s["testo"] or collegati(s, dati)]


def cambi_da_leggere(prima, dopo):
    """Codice di ogni sezione di `dopo` → «nuova», «cambiata» o «uguale» rispetto alla fotografia `prima`."""
    di_prima = {s["codice"]: contenuto(s, prima) for s in da_leggere(prima)}
    return {s["codice"]: _cambio(di_prima.get(s["codice"]), contenuto(s, dopo)) for s in da_leggere(dopo)}


def _cambio(prima, dopo):
    return NUOVA if prima is None else UGUALE if prima == dopo else CAMBIATA


def contenuto(sezione, dati):
    """Ciò che la sezione dice, senza la forma: titolo, parole, dati collegati."""
    return sezione["titolo"], testo_semplice(sezione["testo"]), collegati(sezione, dati)


def collegati(sezione, dati):
    """I dati del piano che la sezione mostra sotto il proprio testo."""
    obiettivi = dati["obiettivi"]
    return {
        "tavoli": dati["tavoli"],
        "obiettivi": obiettivi,
        "risorse": [(o["codice"], o["risorse"]) for o in obiettivi],
        "indicatori": [(o["codice"], o["indicatori"]) for o in obiettivi],
    }.get(sezione["collegato"], [])


def in_breve(sezione):
    """Di che cosa parla la sezione: la sua sintesi, se il testo ne ha una, altrimenti come comincia."""
    if sintesi := sezione.get("sintesi"):
        return testo_semplice(sintesi)
    # I titoli e le celle di una tabella, messi in fila, non si leggono; le note e le figure si trovano leggendo.
    discorso = senza_figure(senza_note(TITOLI_E_TABELLE.sub("", sezione["testo"])))
    parole = " ".join(testo_semplice(discorso).split())
    if len(parole) <= INIZIO:
        return parole
    return parole[:INIZIO].rsplit(" ", 1)[0] + "…"
