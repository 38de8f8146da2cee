"""Lo stato di un’adesione detto a chi legge: che cosa succede adesso e a chi tocca."""

from accordo.stati import MANCANTE
from ambito.nucleo.formati_italiani import formatta_data

# Stato → frase per (chi compila, chi guida il Comune, Ufficio di Piano).
FRASI = {
    MANCANTE: (
        "Non l’hai ancora cominciata. Puoi compilarla a più riprese: ogni passo si salva.",
        "Il tuo Comune non ha ancora cominciato: tocca all’operatore comunale compilarla.",
        "Il Comune non ha ancora cominciato.",
    ),
    "bozza": (
        "L’hai cominciata ma non inviata: finché non la invii l’Ufficio di Piano non la esamina.",
        "L’operatore del tuo Comune la sta compilando. Non è ancora stata inviata.",
        "Il Comune la sta compilando: si potrà esaminare quando la invierà.",
    ),
    "presentata": (
        "Inviata. Ora tocca all’Ufficio di Piano: se serve una correzione la trovi in «Tocca a te».",
        "Il tuo Comune l’ha inviata. Ora tocca all’Ufficio di Piano esaminarla.",
        "Da esaminare: accoglila, rimandala con un motivo o respingila.",
    ),
    "integrazione_richiesta": (
        "L’Ufficio di Piano te l’ha rimandata: correggi i passi indicati e inviala di nuovo. Il numero resta lo stesso.",
        "L’Ufficio di Piano ha chiesto una correzione: tocca all’operatore comunale.",
        "Rimandata: si aspetta la correzione del Comune.",
    ),
    "accolta_sottoscrittore": (
        "Accolta: il Comune sottoscriverà l’accordo di programma. Non devi fare altro.",
        "Accolta: il tuo Comune sottoscriverà l’accordo di programma. La firma sarà chiesta quando il testo sarà definitivo.",
        "Accolta: il Comune è fra i sottoscrittori dell’accordo.",
    ),
    "accolta_consultiva": (
        "Accolta in forma consultiva: il Comune partecipa ai tavoli e non sottoscrive l’accordo.",
        "Accolta in forma consultiva: il tuo Comune partecipa ai tavoli e non sottoscrive l’accordo.",
        "Accolta in forma consultiva: il Comune partecipa ai tavoli.",
    ),
    "respinta": (
        "Respinta: il motivo è qui sotto. Per chiarimenti rivolgiti all’Ufficio di Piano.",
        "L’Ufficio di Piano l’ha respinta: il motivo è qui sotto.",
        "Respinta. Se è stato un errore si può riaprire l’esame.",
    ),
}


def stato_per(stato, poteri, comune):
    """La frase per il ruolo di chi legge."""
    operatore, sindaco, ufficio = FRASI[stato]
    if poteri.puo("compila_adesione", comune.pk):
        return operatore
    if poteri.puo("legge_ogni_comune"):
        return ufficio
    return sindaco


def del_ritardo(avviso):
    """La frase che precede l’invio di chi arriva tardi."""
    return (
        f"Il termine era il {formatta_data(avviso.chiude)}. Puoi ancora inviare, ma l’adesione varrà solo come partecipazione "
        "consultiva: il Comune siederà ai tavoli e non sarà fra i sottoscrittori dell’accordo."
    )
