"""Il foglio di un’indagine: una riga per risposta, con quante volte è stata data. Mai una riga per persona."""

from ambito.importazione import Anteprima, Colonna, ErroreRiga, ripetute
from ambito.importazione.letture import leggi_conteggio, lettore_nota
from ambito.nucleo.codici import trova_codici_fiscali
from ambito.nucleo.formati_italiani import formatta_numero
from servizi.operazioni import indagini as operazioni
from servizi.selezioni import indagini as selezioni

COLONNE = (
    Colonna("domanda", "Domanda", lettore_nota(300), sinonimi=("quesito",), esempio="Di che cosa avresti bisogno?"),
    Colonna("risposta", "Risposta", lettore_nota(200), sinonimi=("opzione", "scelta"), esempio="Più trasporto"),
    Colonna("quante", "Quante volte", leggi_conteggio, sinonimi=("quante", "numero", "risposte", "n"), esempio="42"),
)
ETICHETTE = {c.nome: c.etichetta for c in COLONNE}


def _indagine(caricamento):
    return selezioni.indagine(caricamento.parametri["indagine"])


def _chiave(riga):
    return riga["domanda"], riga["risposta"]


def controlla(righe, caricamento):
    """Righe ripetute; codici fiscali di persone, che qui non devono entrare."""
    doppie = ripetute(righe, _chiave)
    errori = [ErroreRiga(riga["_riga"], "", "", f"È la stessa risposta della riga {prima}: sommale.") for riga, prima in doppie]
    for riga in righe:
        if trova_codici_fiscali(" ".join(_chiave(riga))):
            errori.append(ErroreRiga(riga["_riga"], ETICHETTE["risposta"], "", "C’è il codice fiscale di una persona: toglilo."))
    return errori


def confronta(righe, caricamento):
    """Che cosa cambierebbe nelle risposte dell’indagine."""
    scritte, esito = selezioni.risposte(_indagine(caricamento)), Anteprima()
    for riga in righe:
        esito.aggiungi(riga, " – ".join(_chiave(riga)), scritte.get(_chiave(riga)), riga["quante"], _scritto, ("Nuova", "Cambiata"))
    return esito


def _scritto(quante):
    return "" if quante is None else formatta_numero(quante)


def applica(righe, caricamento, poteri, adesso):
    """Scrive le risposte; quelle che il foglio non nomina restano come sono."""
    risposte = {(r["domanda"], r["risposta"]): r["quante"] for r in righe}
    operazioni.scrivi_risposte(_indagine(caricamento), risposte, poteri=poteri, adesso=adesso)
