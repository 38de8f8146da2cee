"""Il foglio di un indicatore: una riga per Comune. Una cella vuota vuol dire «non si sa»."""

from ambito.importazione import Anteprima, Colonna, ErroreRiga, ripetute
from ambito.importazione.letture import lettore_di_ogni_comune
from ambito.nucleo.formati_italiani import formatta_misura, leggi_importo
from servizi.operazioni import indicatori as operazioni
from servizi.selezioni import indicatori as selezioni

COLONNE = (
    Colonna("comune", "Codice Istat del Comune", str, sinonimi=("codice istat", "istat", "istat_code", "comune")),
    Colonna("valore", "Valore", leggi_importo, False, ("numero", "dato"), esempio="12,5"),
)


def lettori(caricamento):
    """Il Comune si riconosce fra quelli dell’Ambito."""
    return {"comune": lettore_di_ogni_comune(caricamento)}


def _indicatore(caricamento):
    return selezioni.indicatore(caricamento.parametri["indicatore"])


def controlla(righe, caricamento):
    """Comuni scritti due volte."""
    doppi = ripetute(righe, lambda riga: riga["comune"])
    return [ErroreRiga(riga["_riga"], "", "", f"{riga['comune']} è già nella riga {prima}.") for riga, prima in doppi]


def confronta(righe, caricamento):
    """Che cosa cambierebbe nei valori."""
    scritti, esito = selezioni.valori(_indicatore(caricamento)), Anteprima()
    for riga in righe:
        esito.aggiungi(riga, riga["comune"], scritti.get(riga["comune"].pk), riga.get("valore"), _scritto)
    return esito


def _scritto(valore):
    return formatta_misura(valore) or "non si sa"


def applica(righe, caricamento, poteri, adesso):
    """Scrive i valori; i Comuni che il foglio non nomina restano come sono."""
    valori = {r["comune"]: r.get("valore") for r in righe}
    operazioni.scrivi_valori(_indicatore(caricamento), valori, poteri=poteri, adesso=adesso)
