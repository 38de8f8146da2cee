"""Dal foglio alle righe: riconosce le intestazioni, legge ogni cella, raccoglie tutti gli errori invece di fermarsi al primo."""

import unicodedata
from contextlib import suppress
from dataclasses import replace

from ambito.importazione.tracciato import ErroreRiga

COLONNA_ERRORE = "errore"
RICORDI_MASSIMI = 20_000
TOTALI = {"totale", "totali", "totale generale", "totale complessivo"}


def normale(testo):
    """Intestazione senza maiuscole, accenti, spazi doppi e segni: «Spesa lorda (€)» = «spesa lorda»."""
    piano = unicodedata.normalize("NFKD", testo).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in piano).split())


def abbina(colonne, intestazioni, ricordate=()):
    """`({posizione: Colonna}, [colonne obbligatorie che mancano], [intestazioni non riconosciute])`.

    `ricordate`: coppie (intestazione senza maiuscole né segni, nome della colonna) indicate da una persona; vincono sui sinonimi.
    """
    nomi = {normale(n): c for c in colonne for n in (c.nome, c.etichetta, *c.sinonimi)}
    per_nome = {c.nome: c for c in colonne}
    nomi |= {intestazione: per_nome[nome] for intestazione, nome in ricordate if nome in per_nome}
    trovate, ignote = {}, []
    for posizione, intestazione in enumerate(intestazioni):
        colonna = nomi.get(normale(intestazione))
        if colonna and colonna not in trovate.values():
            trovate[posizione] = colonna
        elif intestazione.strip() and normale(intestazione) != COLONNA_ERRORE:
            ignote.append(intestazione)
    mancanti = [c for c in colonne if c.obbligatoria and c not in trovate.values()]
    return trovate, mancanti, ignote


def leggi_righe(colonne_trovate, righe):
    """`(righe lette, errori)`: una riga con errori non è fra quelle lette."""
    colonne = {posizione: replace(colonna, leggi=_ricorda(colonna.leggi)) for posizione, colonna in colonne_trovate.items()}
    lette, errori = [], []
    for numero, celle in righe:
        if not any(c.strip() for c in celle):
            continue
        valori, sbagli = _leggi_riga(numero, celle, colonne)
        errori += sbagli
        if not sbagli:
            lette.append(valori)
    return lette, errori


def _ricorda(leggi):
    """La stessa lettura, fatta una volta per ogni testo diverso: in un foglio i valori si ripetono."""
    ricordi = {}

    def legge(testo):
        # Una lettura dà sempre un valore: `None` è un testo mai visto.
        if (valore := ricordi.get(testo)) is None:
            valore = leggi(testo)
            if len(ricordi) < RICORDI_MASSIMI:
                ricordi[testo] = valore
        return valore

    return legge


def separa_totali(righe):
    """`(righe di dati, righe di totale)`: una riga di totale comincia con la parola «Totale»."""
    dati, totali, e_totale = [], [], {}
    for riga in righe:
        prima = next((cella for cella in riga[1] if cella.strip()), "")
        if prima not in e_totale:
            e_totale[prima] = normale(prima) in TOTALI
        (totali if e_totale[prima] else dati).append(riga)
    return dati, totali


def leggi_totale(numero, celle, colonne_trovate):
    """I soli valori che si leggono di una riga di totale: `{nome della colonna: valore}`, più `_riga`."""
    valori = {"_riga": numero}
    for posizione, colonna in colonne_trovate.items():
        with suppress(ValueError):
            valori[colonna.nome] = colonna.leggi(celle[posizione].strip())
    return valori


def _leggi_riga(numero, celle, colonne_trovate):
    valori, sbagli = {"_riga": numero}, []
    quante = len(celle)
    for posizione, colonna in colonne_trovate.items():
        testo = celle[posizione].strip() if posizione < quante else ""
        try:
            valori[colonna.nome] = colonna.leggi(testo) if testo else _vuota(colonna)
        except ValueError as errore:
            sbagli.append(ErroreRiga(numero, colonna.etichetta, testo[:80], str(errore)))
    return valori, sbagli


def _vuota(colonna):
    if colonna.obbligatoria:
        raise ValueError("manca il valore")
