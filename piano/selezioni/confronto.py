"""Che cosa legge un Sindaco nel testo in giro: sezioni, che cosa è cambiato da prima, dove è nominato il suo Comune."""

import re

from ambito.nucleo.testo import testo_semplice

NUOVA, CAMBIATA, UGUALE = "nuova", "cambiata", "uguale"
INIZIO, INTORNO = 280, 70
TITOLI_E_TABELLE = re.compile(r"<(table|h[2-4])\b.*?</\1>", re.DOTALL)


def da_leggere(dati):
    """Le sezioni della fotografia che hanno qualcosa da leggere: un testo, o dati collegati."""
    return [s for s in dati["sezioni"] if s["testo"] or collegati(s, dati)]


def confronta(prima, dopo):
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
    # I titoli e le celle di una tabella, messi in fila, non si leggono.
    discorso = TITOLI_E_TABELLE.sub("", sezione["testo"])
    parole = " ".join(testo_semplice(discorso).split())
    if len(parole) <= INIZIO:
        return parole
    return parole[:INIZIO].rsplit(" ", 1)[0] + "…"


def dove_nominato(nome, dati):
    """Le sezioni che nominano il Comune: `codice`, `titolo`, e la `frase` intorno alla prima volta."""
    cerca = re.compile(rf"(?<!\w){re.escape(_apostrofi(nome))}(?!\w)", re.IGNORECASE)
    trovate = []
    for sezione in da_leggere(dati):
        parole = _apostrofi(" ".join(_parole(sezione, dati).split()))
        if trovato := cerca.search(parole):
            trovate.append({"codice": sezione["codice"], "titolo": sezione["titolo"], "frase": _intorno(parole, trovato)})
    return trovate


def _parole(sezione, dati):
    return "\n".join([testo_semplice(sezione["testo"]), *_frasi(collegati(sezione, dati))])


def _frasi(valore):
    """Tutti i testi di una struttura di elenchi e dizionari."""
    if isinstance(valore, str):
        yield valore
    elif isinstance(valore, (list, tuple)):
        for voce in valore:
            yield from _frasi(voce)
    elif isinstance(valore, dict):
        yield from _frasi(list(valore.values()))


def _apostrofi(testo):
    return testo.replace("'", "’")


def _intorno(parole, trovato):
    inizio, fine = max(0, trovato.start() - INTORNO), trovato.end() + INTORNO
    prima = parole[inizio : trovato.start()]
    prima = "…" + prima.split(" ", 1)[-1] if inizio else prima
    dopo = parole[trovato.end() : fine]
    dopo = dopo.rsplit(" ", 1)[0] + "…" if fine < len(parole) else dopo
    return prima + trovato[0] + dopo
