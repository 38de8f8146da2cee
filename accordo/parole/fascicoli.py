"""Il fascicolo di un ente detto a chi legge: che cosa c’è, che cosa manca, che cosa fare."""

from accordo.stati.fascicolo import Genere, StatoDocumento, StatoFascicolo
from ambito.nucleo.formati_italiani import conta, formatta_data

# Che cosa è ogni documento richiesto, e che cosa carica chi non ce l’ha.
SPIEGAZIONI = {
    Genere.STATUTO: "L’ultimo testo registrato. Non scade: se lo cambiate, carica quello nuovo.",
    Genere.RUNTS: "La visura o il provvedimento di iscrizione al Registro unico nazionale del terzo settore, con il numero.",
    Genere.DURC: "Lo rilasciano INPS e INAIL e vale 120 giorni. Chi non ha dipendenti carica al suo posto la dichiarazione "
    "del legale rappresentante.",
    Genere.ASSICURAZIONE: "La polizza che copre volontari e attività (infortuni, malattia e responsabilità civile), o la quietanza "
    "che la rinnova.",
    Genere.ALTRO: "Per esempio il bilancio, una certificazione, una convenzione. Nessuno di questi cambia lo stato dell’ente.",
}
# Come si nomina dentro una frase, e la desinenza che vuole.
IN_FRASE = {
    Genere.STATUTO: ("lo statuto", "o"),
    Genere.RUNTS: ("l’iscrizione al RUNTS", "a"),
    Genere.DURC: ("il DURC", "o"),
    Genere.ASSICURAZIONE: ("l’assicurazione", "a"),
}
# Stato → frase per (chi è dell’ente, Ufficio di Piano).
_DOCUMENTO = {
    StatoDocumento.MANCANTE: ("Manca: carica il documento.", "Manca: chiedi il documento all’ente, o caricalo se te l’ha mandato."),
    StatoDocumento.VALIDO: ("Vale fino al {scade}.", "Vale fino al {scade}."),
    StatoDocumento.IN_SCADENZA: (
        "Vale fino al {scade} ({fra}): carica quello nuovo appena ce l’hai.",
        "Vale fino al {scade} ({fra}): i referenti dell’ente ricevono un promemoria.",
    ),
    StatoDocumento.SCADUTO: (
        "Valeva fino al {scade}: carica quello nuovo.",
        "Valeva fino al {scade}: chiedi all’ente quello nuovo, o caricalo se te l’ha mandato.",
    ),
}
_FASCICOLO = {
    StatoFascicolo.IDONEO: (
        "I documenti richiesti ci sono e valgono. Non devi fare altro: ti avvisiamo prima che uno scada.",
        "I documenti richiesti ci sono e valgono.",
    ),
    StatoFascicolo.IN_SCADENZA: (
        "L’ente è ancora idoneo, ma {scadono}. Carica il documento nuovo prima di quel giorno.",
        "L’ente è ancora idoneo, ma {scadono}.",
    ),
    StatoFascicolo.SOSPESO: (
        "L’ente è sospeso: {perche}. Carica qui sotto ciò che serve e torna idoneo subito.",
        "L’ente è sospeso: {perche}.",
    ),
}


def del_fascicolo(fascicolo, *, di_casa):
    """Lo stato dell’ente e che cosa fare, per chi è dell’ente (`di_casa`) o per l’Ufficio di Piano."""
    frase = _FASCICOLO[fascicolo.stato][0 if di_casa else 1]
    return frase.format(scadono=che_scadono(fascicolo), perche=perche_sospeso(fascicolo))


def del_documento(voce, oggi, *, di_casa):
    """Che cosa ne è di un documento richiesto, e che cosa fare."""
    if voce.stato == StatoDocumento.VALIDO and voce.scade_il is None:
        return "C’è, e non scade."
    giorni = (voce.scade_il - oggi).days if voce.scade_il else 0
    fra = {0: "oggi", 1: "domani"}.get(giorni, f"fra {conta(giorni, 'giorno', 'giorni')}")
    return _DOCUMENTO[voce.stato][0 if di_casa else 1].format(scade=formatta_data(voce.scade_il, esteso=True), fra=fra)


def perche_sospeso(fascicolo):
    """«manca l’assicurazione; il DURC è scaduto il 3 novembre 2026»; vuoto se non è sospeso."""
    mancano = [IN_FRASE[v.genere][0] for v in fascicolo.con_stato(StatoDocumento.MANCANTE)]
    pezzi = [f"{'manca' if len(mancano) == 1 else 'mancano'} {', '.join(mancano)}"] if mancano else []
    for voce in fascicolo.con_stato(StatoDocumento.SCADUTO):
        nome, desinenza = IN_FRASE[voce.genere]
        pezzi.append(f"{nome} è scadut{desinenza} il {formatta_data(voce.scade_il, esteso=True)}")
    return "; ".join(pezzi)


def che_scadono(fascicolo):
    """«l’assicurazione scade il 3 dicembre 2026»; vuoto se nulla scade fra poco."""
    voci = fascicolo.con_stato(StatoDocumento.IN_SCADENZA)
    return ", ".join(f"{IN_FRASE[v.genere][0]} scade il {formatta_data(v.scade_il, esteso=True)}" for v in voci)


def che_succede_a_toglierlo(usato, escluso):
    """Il pulsante e la frase di chi toglie un documento.

    `usato`: l’adesione inviata o esaminata quando c’era già, o `None`; `escluso`: l’Ufficio di Piano l’ha segnato come non valido.
    """
    if not (usato or escluso):
        return "Togli il documento", (
            "Per un file caricato per sbaglio. Sparisce dal fascicolo e non si scarica più: nel registro resta chi l’ha tolto, "
            "quando, perché e l’impronta del file. Se ce n’era uno di prima, torna a valere quello."
        )
    return "Annulla il documento", (
        f"{perche_non_si_cancella(usato)} L’Ufficio di Piano lo può annullare: non vale e non si scarica più, e nel fascicolo "
        "resta scritto chi, quando e perché."
    )


def perche_non_si_cancella(usato):
    """Perché un documento resta: un’adesione l’ha usato, o (`usato` è `None`) l’Ufficio di Piano l’ha segnato."""
    if usato:
        return f"C’era già quando l’adesione n. {usato.numero_scritto} è stata inviata o esaminata: non si cancella."
    return "È già segnato come non valido: non si cancella."
