"""I fogli dei riparti, con le colonne che dipendono dai criteri: gli importi restano numeri."""

QUOTE = ["istat_code", "comune", "residenti", "quota", "quota_anno_prima", "differenza", "per_abitante"]
CONTI = ["istat_code", "comune", "dovuto", "chiesto", "pagato", "residuo", "scaduto", "situazione", "causale"]


def intestazioni(scenario):
    """Le colonne del foglio di uno scenario: una per criterio."""
    return [*QUOTE, *(c["nome"] for c in scenario.colonne), "perche"]


def valori(riga):
    """Le celle di un Comune nel foglio di uno scenario."""
    quota, differenza = riga["quota"], riga["differenza"]
    prima = differenza.prima.importo if differenza.prima else ""
    abitante = round(riga["abitante"], 2) if riga["abitante"] is not None else ""
    celle = [quota.comune.codice_istat, quota.comune.nome, quota.residenti or "", quota.importo, prima]
    return [*celle, differenza.euro if differenza.prima else "", abitante, *riga["parti"], riga["perche"]]


def celle_conto(conto, oggi):
    """Le celle di un Comune nel foglio della riscossione."""
    comune = conto.quota.comune
    importi = [conto.dovuto, conto.chiesto(oggi), conto.pagato, conto.residuo, conto.scaduto(oggi)]
    return [comune.codice_istat, comune.nome, *importi, conto.situazione(oggi)[0], conto.causale]
