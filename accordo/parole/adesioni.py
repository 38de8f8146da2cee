"""Lo stato di un’adesione detto a chi legge: che cosa succede adesso e a chi tocca."""

from accordo.stati import DECADUTE, MANCANTE, StatoAdesione, TipoAdesione
from ambito.models import Ente
from ambito.nucleo.formati_italiani import formatta_data

FRASI = {
    MANCANTE: (
        "Non l’hai ancora cominciata. Puoi compilarla a più riprese: ogni passo si salva.",
        "Il tuo Comune non ha ancora cominciato: tocca all’operatore comunale compilarla, poi il Sindaco conferma.",
        "Non è ancora cominciata.",
    ),
    "bozza": (
        "L’hai cominciata ma non è inviata: finché non lo è l’Ufficio di Piano non la esamina.",
        "È in compilazione. Non è ancora stata inviata: quando è pronta il Sindaco la legge e conferma.",
        "È in compilazione: si potrà esaminare quando sarà inviata.",
    ),
    "da_confermare": (
        "È pronta: aspetta la conferma del Sindaco, o di un suo delegato. Per cambiarla riprendila.",
        "È pronta: si invia quando il Sindaco, o un suo delegato, la conferma.",
        "Compilata: il Sindaco la deve ancora confermare. Si potrà esaminare quando sarà inviata.",
    ),
    "presentata": (
        "Inviata. Ora tocca all’Ufficio di Piano: se serve una correzione la trovi in «Tocca a te».",
        "Il tuo Comune l’ha inviata. Ora tocca all’Ufficio di Piano esaminarla.",
        "Da esaminare: accoglila, rimandala con un motivo o respingila.",
    ),
    "integrazione_richiesta": (
        "L’Ufficio di Piano te l’ha rimandata: correggi i dati con un rilievo, poi si invia di nuovo. Il numero resta lo stesso.",
        "L’Ufficio di Piano ha chiesto una correzione: tocca all’operatore comunale.",
        "Rimandata: si aspetta la correzione.",
    ),
    "accolta_sottoscrittore": (
        "Accolta: sottoscriverete l’accordo di programma. Non devi fare altro.",
        "Accolta: il tuo Comune sottoscriverà l’accordo di programma. La firma sarà chiesta quando il testo sarà definitivo.",
        "Accolta: è fra i sottoscrittori dell’accordo.",
    ),
    "accolta_consultiva": (
        "Accolta in forma consultiva: partecipate ai tavoli e non sottoscrivete l’accordo.",
        "Accolta in forma consultiva: il tuo Comune partecipa ai tavoli e non sottoscrive l’accordo.",
        "Accolta in forma consultiva: partecipa ai tavoli.",
    ),
    "sospesa": (
        "È sospesa: finché lo è non siete fra chi aderisce. Leggi qui sotto perché e che cosa fare.",
        "È sospesa: finché lo è il tuo Comune non è fra chi aderisce. Qui sotto c’è perché e che cosa fare.",
        "È sospesa: non conta fra chi aderisce. Quando il motivo non c’è più, riattivala.",
    ),
    "respinta": (
        "Respinta: il motivo è qui sotto. Per chiarimenti rivolgiti all’Ufficio di Piano.",
        "L’Ufficio di Piano l’ha respinta: il motivo è qui sotto.",
        "Respinta. Se è stato un errore si può riaprire l’esame.",
    ),
    "ritirata": (
        "L’hai ritirata: non vale più. Se ci ripensi, l’Ufficio di Piano può riaprirne l’esame.",
        "Il tuo Comune l’ha ritirata: non vale più. Se ci ripensa, l’Ufficio di Piano può riaprirne l’esame.",
        "Ritirata da chi aderisce: il motivo è qui sotto. Se ci ripensa si può riaprire l’esame.",
    ),
}

TOCCA_A_CHI_CONFERMA = "È pronta e aspetta te: leggi il riepilogo e conferma, oppure rimandala a chi l’ha compilata, con un motivo."


# Accolta, ma il triennio è finito: per (chi aderisce, chi legge).
DECADUTA = (
    "Il triennio è finito: non vale più. Per il nuovo triennio si aderisce di nuovo, partendo da qui.",
    "Il triennio è finito: non vale più. Chi aderisce al nuovo triennio riparte da qui.",
)


def stato_per(stato, poteri, soggetto, *, finito=False):
    """La frase per il ruolo di chi legge; `finito`: il triennio dell’avviso è passato."""
    if finito and stato in DECADUTE:
        di_casa = soggetto.pk in poteri.enti if isinstance(soggetto, Ente) else soggetto.pk in poteri.comuni_con("legge_comune")
        return DECADUTA[0 if di_casa else 1]
    operatore, sindaco, ufficio = FRASI[stato]
    if isinstance(soggetto, Ente):
        return operatore if soggetto.pk in poteri.enti else ufficio
    if poteri.puo("conferma_adesione", soggetto.pk):
        return TOCCA_A_CHI_CONFERMA if stato == StatoAdesione.DA_CONFERMARE else sindaco
    if poteri.puo("compila_adesione", soggetto.pk):
        return operatore
    if poteri.puo("legge_ogni_comune"):
        return ufficio
    return sindaco


def che_fare_se_sospesa(*, testo_fermo):
    """Che cosa fa chi aderisce; `testo_fermo`: è parte di un accordo già davanti agli enti, e da lì non si esce ritirandola."""
    come = (
        "sei fra le parti di un accordo già davanti agli enti, e se ne esce dalla pagina della parte: rifiutando il testo, o con "
        "il recesso quando è in vigore."
        if testo_fermo
        else "da questa pagina la ritiri."
    )
    return (
        "Fai ciò che il motivo chiede, poi scrivilo all’Ufficio di Piano: la riattiva senza che si debba aderire di nuovo. Se non "
        f"vuoi più aderire, {come}"
    )


def ruolo_di(adesione):
    """Il ruolo con cui un’adesione accolta si pubblica: accolta in forma consultiva, non sottoscrive."""
    decaduta = " (decaduta a fine triennio)" if adesione.finita else ""
    sottoscrive = adesione.tipo == TipoAdesione.SOTTOSCRITTORE
    if adesione.stato == StatoAdesione.ACCOLTA_CONSULTIVA and sottoscrive:
        return TipoAdesione.CONSULTIVA.label + decaduta
    return TipoAdesione(adesione.tipo).label + decaduta


def testo_del_sollecito(avviso, oggi):
    """Il testo proposto per sollecitare chi non ha inviato."""
    termine = formatta_data(avviso.chiude, esteso=True)
    quando = f"Il termine era il {termine}." if avviso.oltre(oggi) else f"C’è tempo fino al {termine}, compreso."
    return (
        f"All’accordo di programma {avviso.triennio} manca ancora la vostra adesione. {quando} Il modulo è già riempito con ciò "
        "che l’Ambito sa di voi: bastano pochi minuti. Per qualunque dubbio rivolgetevi all’Ufficio di Piano."
    )


def del_ritardo(avviso):
    """La frase che precede l’invio di chi arriva tardi."""
    return (
        f"Il termine era il {formatta_data(avviso.chiude)}. Puoi ancora inviare, ma l’adesione varrà solo come partecipazione "
        "consultiva: un posto ai tavoli, senza essere fra i sottoscrittori dell’accordo."
    )
