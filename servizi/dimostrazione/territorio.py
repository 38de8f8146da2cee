"""Due indicatori veri dei Comuni di Lodi: i giovani e la spesa corrente, per residente (`ambito/dati/PROVENIENZA.md`)."""

from datetime import date
from decimal import Decimal

from ambito.riferimenti import leggi_tabella
from servizi.models import IndicatoreComunale
from servizi.operazioni.indicatori import salva_indicatore, scrivi_valori

INDICATORI = [
    (
        {"nome": "Giovani: da 15 a 29 anni", "unita": "su 100 residenti", "decimali": 1, "al": date(2024, 1, 1),
         "fonte": "Istat, popolazione residente", "spiega": "Residenti che hanno da 15 a 29 anni."},
        "giovani_15_29", 100,
    ),
    (
        {"nome": "Spesa corrente del Comune", "unita": "euro per residente", "decimali": 0, "al": date(2024, 12, 31),
         "fonte": "BDAP, impegni 2024", "spiega": "Tutta la spesa corrente del bilancio comunale, non solo quella sociale."},
        "spesa_corrente_2024", 1,
    ),
]  # fmt: skip


def misura_il_territorio(comuni, chi):
    """Aggiunge gli indicatori con il valore di ogni Comune."""
    note = {r["istat_code"]: r for r in leggi_tabella("territorio_lodi")}
    for scheda, colonna, ogni in INDICATORI:
        indicatore = salva_indicatore(IndicatoreComunale(**scheda), **chi)
        valori = {a.comune: _per_residente(note[a.comune.codice_istat], colonna, ogni) for a in comuni}
        scrivi_valori(indicatore, valori, **chi)


def _per_residente(riga, colonna, ogni):
    return (Decimal(riga[colonna]) * ogni / Decimal(riga["residenti_20240101"])).quantize(Decimal("0.01"))
