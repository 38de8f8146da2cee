"""Colori che si leggono: il contrasto con il bianco (WCAG 2.2, criterio 1.4.3) e la tinta più scura che gli sta accanto."""

import re

ESADECIMALE = re.compile(r"#[0-9a-f]{6}\Z")
# Il minimo per un testo normale: sulla testata il testo è bianco, e lo stesso colore vi scrive su bianco.
CONTRASTO_MINIMO = 4.5
BIANCO = "#ffffff"


class ColoreNonValido(ValueError):
    """Non è un colore, o con il bianco non si legge: la frase dice perché."""


def normale(colore):
    """Il colore come `#rrggbb`, minuscolo; `ColoreNonValido` se non è un colore o se il bianco, sopra, si legge male."""
    scritto = colore.strip().lower()
    esteso = scritto if scritto.startswith("#") else f"#{scritto}"
    if not ESADECIMALE.match(esteso):
        raise ColoreNonValido("Scrivi il colore con sei cifre, come #7a1f2b.")
    if (trovato := contrasto(esteso, BIANCO)) < CONTRASTO_MINIMO:
        detto = f"{trovato:.1f}".replace(".", ",")
        raise ColoreNonValido(
            f"Su questo colore il bianco si legge male: il contrasto è {detto} a 1, e ne serve almeno 4,5. Sceglilo più scuro."
        )
    return esteso


def contrasto(primo, secondo):
    """Il rapporto di contrasto, da 1 a 21."""
    chiara, scura = sorted((_luminanza(primo), _luminanza(secondo)), reverse=True)
    return (chiara + 0.05) / (scura + 0.05)


def piu_scuro(colore):
    """Lo stesso colore con un quarto di nero: chi sta sotto il puntatore."""
    return "#" + "".join(f"{canale * 3 // 4:02x}" for canale in _canali(colore))


def _canali(colore):
    return [int(colore[i : i + 2], 16) for i in (1, 3, 5)]


def _luminanza(colore):
    lineari = [_lineare(canale / 255) for canale in _canali(colore)]
    return sum(peso * valore for peso, valore in zip((0.2126, 0.7152, 0.0722), lineari, strict=True))


def _lineare(canale):
    return canale / 12.92 if canale <= 0.04045 else ((canale + 0.055) / 1.055) ** 2.4
