"""Piccole pulizie di testo comuni a moduli e fogli."""

import re

FORMULA = re.compile(r"'+(?=\s*[=+\-@])")


def pulisci_nota(testo):
    """Una nota su una riga sola, senza caratteri invisibili né l’apostrofo che i fogli mettono davanti alle formule."""
    riga = " ".join("".join(c if c.isprintable() else " " for c in testo).split())
    return FORMULA.sub("", riga, count=1).strip() if FORMULA.match(riga) else riga
