"""Il foglio di un dato: una riga per Comune. Una cella vuota vuol dire «manca»; uno zero va certificato nella sua colonna."""

from accordo import operazioni
from accordo.models import DatoRiparto
from accordo.selezioni import riparti
from ambito.importazione import Anteprima, Colonna, ErroreRiga, ripetute
from ambito.importazione.letture import cita, leggi_positivo, lettore_di_ogni_comune
from ambito.nucleo.formati_italiani import formatta_misura

SI = {"si", "sì", "s", "x", "1", "vero"}
NO = {"no", "n", "0", "falso"}


def leggi_si_no(testo):
    """«sì» o «no», come si scrive in un foglio."""
    parola = testo.strip().lower()
    if parola not in SI | NO:
        raise ValueError(f"{cita(testo)} non si capisce: scrivi «sì» o «no».")
    return parola in SI


COLONNE = (
    Colonna("comune", "Codice Istat del Comune", str, sinonimi=("codice istat", "istat", "istat_code", "comune")),
    Colonna("valore", "Valore", leggi_positivo, False, ("numero", "quantita"), esempio="1.250"),
    Colonna("zero", "Zero certificato", leggi_si_no, False, ("zero",), esempio="sì"),
)


def lettori(caricamento):
    """Il Comune si riconosce fra quelli dell’Ambito."""
    return {"comune": lettore_di_ogni_comune(caricamento)}


def _dato(caricamento):
    return DatoRiparto.objects.get(pk=caricamento.parametri["dato"])


def controlla(righe, caricamento):
    """Comuni ripetuti e zeri non certificati."""
    doppi = ripetute(righe, lambda riga: riga["comune"])
    errori = [ErroreRiga(riga["_riga"], "", "", f"{riga['comune']} è già nella riga {prima}.") for riga, prima in doppi]
    for riga in righe:
        if riga.get("valore") == 0 and not riga.get("zero"):
            frase = "Zero: scrivi «sì» in «Zero certificato», oppure lascia vuoto se il dato manca."
            errori.append(ErroreRiga(riga["_riga"], "Valore", "0", frase))
    return errori


def confronta(righe, caricamento):
    """Che cosa cambierebbe nei valori del dato."""
    scritti, esito = riparti.valori(_dato(caricamento)), Anteprima()
    for riga in righe:
        scritto = scritti.get(riga["comune"].pk)
        esito.aggiungi(riga, riga["comune"], scritto and scritto.valore, riga.get("valore"), _scritto)
    return esito


def _scritto(valore):
    return formatta_misura(valore) or "manca"


def applica(righe, caricamento, poteri, adesso):
    """Scrive i valori; i Comuni che il foglio non nomina restano come sono."""
    terne = [(r["comune"], r.get("valore"), bool(r.get("zero"))) for r in righe]
    operazioni.scrivi_valori(_dato(caricamento), terne, poteri=poteri, adesso=adesso)


def righe_del_foglio(dato, comuni):
    """Il foglio da scaricare: i Comuni dell’Ambito con i valori che ci sono già."""
    scritti = riparti.valori(dato)
    return [
        [f"{c.codice_istat} {c.nome}", v.valore if (v := scritti.get(c.pk)) else "", "sì" if v and v.zero_certificato else ""]
        for c in comuni
    ]
