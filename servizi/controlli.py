"""Regole sulle misure dei servizi: quando un valore cambia tanto da doverlo spiegare, e quando in pubblico si nasconde."""

from decimal import Decimal

# Sotto questo numero una persona in un piccolo Comune si riconosce.
MINIMO_PUBBLICO = 3
# Un cambiamento si spiega se passa insieme una quota del valore di prima e una misura minima.
QUOTA_DA_SPIEGARE = Decimal("0.3")
MINIMI_DA_SPIEGARE = {"utenti": 5, "ore": 100, "giornate": 100, "posti": 5, "lista_attesa": 5, "costo": Decimal(5000)}


def salta(misura, prima, dopo):
    """La misura è cambiata tanto, da un anno all’altro, che serve un perché? Senza uno dei due valori, no."""
    if prima is None or dopo is None:
        return False
    differenza = abs(dopo - prima)
    return differenza >= MINIMI_DA_SPIEGARE[misura] and differenza > prima * QUOTA_DA_SPIEGARE


def misure_che_saltano(prima, dopo):
    """I nomi delle misure da spiegare, confrontando due dizionari (o `None`) misura → valore."""
    if not prima:
        return []
    return [m for m in MINIMI_DA_SPIEGARE if salta(m, prima.get(m), dopo.get(m))]


def in_pubblico(conteggio):
    """Un numero di persone come lo può leggere chiunque: da 1 a 2 diventa «meno di 3»; `None` resta assente."""
    if conteggio is None or conteggio == 0 or conteggio >= MINIMO_PUBBLICO:
        return conteggio
    return f"meno di {MINIMO_PUBBLICO}"
