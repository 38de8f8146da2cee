"""Le somme vincolate del piano dimostrativo: una tutta collegata a un obiettivo, una solo in parte."""

from decimal import Decimal

from django.utils.timezone import localdate

from ambito.poteri import Poteri
from piano import operazioni, selezioni
from piano.selezioni import quote

# Fondo e anno dell’assegnazione, area dell’obiettivo, euro (inventati).
COLLEGATE = [("FNPS 2025", "I", "210000.00"), ("FNA 2025", "J", "85000.00")]


def collega(piano, scena):
    """Collega le quote, dove le risorse dimostrative ci sono."""
    chi = {"poteri": Poteri(scena.persona("udp"), scena.ambito, localdate(scena.adesso)), "adesso": scena.adesso}
    assegnazioni = {str(v.assegnazione): v.assegnazione for v in quote.vincoli(piano)}
    per_area = {o.area.codice: o for o in selezioni.obiettivi(piano)}
    for nome, area, importo in COLLEGATE:
        if nome in assegnazioni:
            operazioni.collega_quota(per_area[area], assegnazioni[nome], Decimal(importo), **chi)
