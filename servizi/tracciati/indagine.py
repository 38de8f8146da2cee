"""Il foglio di un’indagine: una riga per risposta, con quante volte è stata data. Mai una riga per persona."""

from ambito.importazione import Anteprima, Colonna, ErroreRiga
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


def controlla(righe, caricamento):
    """Righe ripetute; codici fiscali di persone, che qui non devono entrare."""
    viste, errori = {}, []
    for riga in righe:
        chiave = (riga["domanda"], riga["risposta"])
        prima = viste.setdefault(chiave, riga["_riga"])
        if prima != riga["_riga"]:
            errori.append(ErroreRiga(riga["_riga"], "", "", f"È la stessa risposta della riga {prima}: sommale."))
        if trova_codici_fiscali(" ".join(chiave)):
            errori.append(ErroreRiga(riga["_riga"], ETICHETTE["risposta"], "", "C’è il codice fiscale di una persona: toglilo."))
    return errori


def confronta(righe, caricamento):
    """Che cosa cambierebbe nelle risposte dell’indagine."""
    scritte, esito = selezioni.risposte(_indagine(caricamento)), Anteprima()
    for riga in righe:
        prima = scritte.get((riga["domanda"], riga["risposta"]))
        if prima == riga["quante"]:
            esito.uguali += 1
            continue
        esito.nuove, esito.cambiate = esito.nuove + (prima is None), esito.cambiate + (prima is not None)
        esito.differenze.append({
            "genere": "Nuova" if prima is None else "Cambiata",
            "chiave": f"Riga {riga['_riga']}: {riga['domanda']} – {riga['risposta']}",
            "prima": "" if prima is None else formatta_numero(prima),
            "dopo": formatta_numero(riga["quante"]),
        })  # fmt: skip
    return esito


def applica(righe, caricamento, poteri, adesso):
    """Scrive le risposte; quelle che il foglio non nomina restano come sono."""
    risposte = {(r["domanda"], r["risposta"]): r["quante"] for r in righe}
    operazioni.scrivi_risposte(_indagine(caricamento), risposte, poteri=poteri, adesso=adesso)
