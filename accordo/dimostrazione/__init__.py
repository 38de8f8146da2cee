"""L’accordo dimostrativo di Lodi. Testi, nomi e cifre sono inventati (dato dimostrativo); Comuni, codici e residenti sono veri."""

from accordo.dimostrazione import accordi, adesioni, fascicoli, precedente, riparti


def popola(scena):
    """Solo a Lodi: l’altro Ambito resta vuoto, per provare come si comincia."""
    if scena.ambito.slug == "lodi":
        adesioni.popola(scena)
        fascicoli.popola(scena)
        accordi.popola(scena)
        adesioni.sospendi_una(scena)
        precedente.racconta(scena)
        riparti.popola(scena)
