"""Lo stato della spesa di un Comune detto a chi legge: che cosa succede adesso e a chi tocca."""

from ambito.nucleo.formati_italiani import formatta_data
from rendicontazione.stati import StatoRendiconto as S

# Per chi compila, per la ragioneria, per chi legge e basta (il Sindaco), per l’Ufficio di Piano.
FRASI = {
    S.DA_COMPILARE: (
        "Non l’hai ancora cominciata. Aggiungi le righe una per una, riportale dall’anno prima o carica un foglio.",
        "Il Comune non l’ha ancora cominciata: tocca all’operatore. Quando sarà inviata la certifichi tu.",
        "Il tuo Comune non l’ha ancora cominciata: tocca all’operatore comunale.",
        "Il Comune non l’ha ancora cominciata.",
    ),
    S.IN_COMPILAZIONE: (
        "L’hai cominciata ma non è inviata: quando le righe ci sono tutte, premi «Controlla e invia».",
        "È in compilazione: quando sarà inviata la certifichi tu.",
        "È in compilazione: non è ancora stata inviata all’Ufficio di Piano.",
        "È in compilazione: si potrà controllare quando sarà inviata.",
    ),
    S.INVIATO: (
        "Inviata. Ora tocca alla ragioneria del Comune certificarla e all’Ufficio di Piano controllarla.",
        "Aspetta te: se le cifre sono quelle della contabilità, premi «Certifica».",
        "Il tuo Comune l’ha inviata. Ora tocca all’Ufficio di Piano controllarla.",
        "Da controllare. La ragioneria del Comune non l’ha ancora certificata.",
    ),
    S.CERTIFICATO: (
        "Inviata e certificata dalla ragioneria. Ora tocca all’Ufficio di Piano: se serve una correzione la trovi in «Tocca a te».",
        "L’hai certificata: non devi fare altro. Ora tocca all’Ufficio di Piano.",
        "Inviata e certificata dalla ragioneria. Ora tocca all’Ufficio di Piano controllarla.",
        "Certificata dalla ragioneria del Comune: da controllare.",
    ),
    S.CONTROLLATO: (
        "L’Ufficio di Piano ha fatto il primo controllo: manca il secondo.",
        "L’Ufficio di Piano ha fatto il primo controllo: manca il secondo.",
        "L’Ufficio di Piano ha fatto il primo controllo: manca il secondo.",
        "Primo controllo fatto: la valida un’altra persona dell’Ufficio.",
    ),
    S.RETTIFICA_RICHIESTA: (
        "L’Ufficio di Piano te l’ha rimandata: correggi ciò che chiede e inviala di nuovo.",
        "L’Ufficio di Piano ha chiesto una correzione: dopo il nuovo invio va certificata ancora.",
        "L’Ufficio di Piano ha chiesto una correzione: tocca all’operatore comunale.",
        "Rimandata al Comune: si aspetta la correzione. Finché non torna, le sue cifre non contano.",
    ),
    S.VALIDATO: (
        "È in ordine: non devi fare altro.",
        "È in ordine: non devi fare altro.",
        "È in ordine: l’Ufficio di Piano l’ha validata.",
        "Validata. Se emerge un errore si può ancora rimandare, finché la campagna è aperta.",
    ),
    S.CHIUSO: (
        "La campagna è chiusa: queste sono le cifre definitive.",
        "La campagna è chiusa: queste sono le cifre definitive.",
        "La campagna è chiusa: queste sono le cifre definitive.",
        "La campagna è chiusa: queste sono le cifre definitive.",
    ),
}


def stato_per(rendiconto, poteri):
    """La frase per il ruolo di chi legge."""
    compila, certifica, legge, ufficio = FRASI[rendiconto.stato]
    comune = rendiconto.comune_id
    if poteri.puo("compila_spesa", comune):
        return compila
    if poteri.puo("certifica_spesa", comune):
        return certifica
    return ufficio if poteri.puo("legge_rendiconti") else legge


def testo_del_sollecito(campagna, oggi):
    """Il testo proposto per sollecitare chi non ha inviato."""
    termine = formatta_data(campagna.chiude, esteso=True)
    scaduto = oggi > campagna.chiude
    quando = f"Il termine era il {termine}: si può ancora inviare." if scaduto else f"C’è tempo fino al {termine}, compreso."
    return (
        f"Manca ancora la spesa sociale {campagna.anno} del vostro Comune. {quando} Si può riportare l’elenco delle righe "
        "dell’anno prima e scriverne le cifre, oppure caricare un foglio. Per qualunque dubbio rivolgetevi all’Ufficio di Piano."
    )
