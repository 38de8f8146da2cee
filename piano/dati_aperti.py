"""I dati aperti del piano: gli obiettivi adottati e ciò che se ne è detto, le consultazioni."""

from datetime import date

from ambito.dati_aperti import Campo, Frequenza, Insieme, Tema
from piano.selezioni import aperti

OBIETTIVI = Insieme(
    codice="obiettivi",
    titolo="Gli obiettivi del Piano di Zona",
    descrizione="Gli obiettivi del piano adottato, con ciò che ne dice l’ultima relazione di monitoraggio pubblicata.",
    righe=aperti.obiettivi,
    temi=(Tema.SOCIALE, Tema.GOVERNO),
    frequenza=Frequenza.IRREGOLARE,
    parole=("piano di zona", "obiettivi", "programmazione sociale"),
    avvertenza=(
        "Le righe sono quelle della versione adottata che oggi si legge: una bozza, una proposta o un aggiornamento in corso non "
        "ci sono. Il giudizio lo dà la regola scritta del portale; senza una relazione pubblicata manca."
    ),
    campi=(
        Campo("triennio", "Il triennio del piano", "2025-2027", cerca="triennio"),
        Campo("codice", "Codice dell’obiettivo", "D1", cerca="codice"),
        Campo("obiettivo", "Titolo dell’obiettivo", "Più anziani seguiti a casa", "titolo"),
        Campo("area", "Area di programmazione", "Domiciliarità", cerca="area"),
        Campo("inizio", "Primo giorno", date(2025, 1, 1)),
        Campo("fine", "Ultimo giorno", date(2027, 12, 31)),
        Campo("azioni", "Quante azioni sono previste", 4),
        Campo("indicatori", "Quanti indicatori lo misurano", 3),
        Campo("azioni_completate", "Quante azioni sono state completate", 1, "completate", nullo=True),
        Campo("giudizio", "Come sta andando", "In linea", nullo=True),
        Campo("giudizio_al", "Il giorno della relazione che lo dice", date(2026, 3, 31), "al", nullo=True),
    ),
)
CONSULTAZIONI = Insieme(
    codice="consultazioni",
    titolo="Le consultazioni pubbliche",
    descrizione="Che cosa si è chiesto a chi vive qui, quando, e quanti contributi si leggono nella pagina della consultazione.",
    righe=aperti.consultazioni,
    temi=(Tema.SOCIALE, Tema.GOVERNO),
    frequenza=Frequenza.CONTINUA,
    parole=("consultazioni", "partecipazione", "piano di zona"),
    avvertenza="Si contano i contributi che l’Ufficio di Piano ha pubblicato. Chi ha scritto, e che cosa, si legge nella pagina.",
    campi=(
        Campo("triennio", "Il triennio del piano di cui si parla", "2025-2027", "piano.triennio"),
        Campo("consultazione", "Titolo della consultazione", "La bozza del piano", "titolo", cerca="titolo"),
        Campo("domande", "Che cosa si chiede", "Quali servizi mancano dove vivi?"),
        Campo("apre", "Primo giorno per scrivere", date(2025, 3, 1), cerca="apre"),
        Campo("chiude", "Ultimo giorno per scrivere", date(2025, 3, 31), cerca="chiude"),
        Campo("situazione", "La situazione di oggi", "Conclusa", cerca="situazione"),
        Campo("contributi_pubblicati", "Quanti contributi si leggono", 12, "n_pubblici", unita="contributi"),
    ),
)
INSIEMI = (OBIETTIVI, CONSULTAZIONI)
