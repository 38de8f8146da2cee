"""I dati aperti dell’accordo: enti e Comuni, mai le persone che li rappresentano."""

from datetime import date
from decimal import Decimal

from accordo.parole.adesioni import ruolo_di
from accordo.selezioni import aperti
from ambito.dati_aperti import Campo, Frequenza, Insieme, Tema
from ambito.nucleo.periodi import Triennio

ADESIONI = Insieme(
    codice="adesioni",
    titolo="Chi ha aderito all’accordo di programma",
    descrizione="I Comuni e gli enti la cui adesione è stata accolta, con il ruolo e le aree d’interesse.",
    righe=aperti.adesioni,
    temi=(Tema.SOCIALE, Tema.GOVERNO),
    frequenza=Frequenza.CONTINUA,
    parole=("accordo di programma", "terzo settore", "adesioni"),
    campi=(
        Campo("dal", "Primo anno del triennio", 2025, "inizio", cerca="inizio"),
        Campo("triennio", "Il triennio dell’accordo", "2025-2027", lambda adesione: str(Triennio(adesione.inizio))),
        Campo("chi", "Il Comune o l’ente", "Comune di Codogno"),
        Campo("codice_istat", "Codice Istat, se è un Comune", "098019", "istat", nullo=True, cerca="istat"),
        Campo("categoria", "Che genere di soggetto è", "Comune", cerca="categoria"),
        Campo("ruolo", "Con quale ruolo partecipa", "Sottoscrive l’accordo", ruolo_di),
        Campo("aree", "Aree d’interesse, separate da punto e virgola", "Anziani; Minori e famiglia", "aree_scelte", nullo=True),
    ),
)
AVVISI = Insieme(
    codice="avvisi",
    titolo="Gli avvisi di adesione aperti",
    descrizione="Gli avvisi con cui l’Ufficio di Piano chiede di aderire all’accordo, finché si può ancora rispondere.",
    righe=aperti.avvisi,
    temi=(Tema.SOCIALE, Tema.GOVERNO),
    frequenza=Frequenza.CONTINUA,
    parole=("avvisi", "accordo di programma", "terzo settore"),
    campi=(
        Campo("triennio", "Il triennio dell’accordo", "2025-2027"),
        Campo("apre", "Primo giorno", date(2025, 5, 1)),
        Campo("chiude", "Ultimo giorno utile", date(2025, 6, 30)),
        Campo("chi_puo_aderire", "A chi si rivolge, separati da punto e virgola", "Comuni; Enti del terzo settore",
              lambda avviso: "; ".join(avviso.chi_aderisce)),
        Campo("dopo_il_termine", "Che cosa succede a chi arriva dopo", "Solo in forma consultiva",
              lambda avviso: avviso.get_oltre_termine_display()),
        Campo("atto", "Atto con cui è indetto", "Determinazione 14 del 28 aprile 2025", nullo=True),
    ),
)  # fmt: skip
RIPARTI = Insieme(
    codice="riparti",
    titolo="Quanto paga ogni Comune",
    descrizione="Le quote dei Comuni nei riparti della spesa deliberati.",
    righe=aperti.quote,
    aggiornato=aperti.ultimo_riparto,
    temi=(Tema.ECONOMIA, Tema.GOVERNO),
    frequenza=Frequenza.IRREGOLARE,
    parole=("riparto della spesa", "comuni", "quote"),
    avvertenza="Un riparto in preparazione o depositato per il voto non c’è, e nemmeno gli scenari non scelti.",
    campi=(
        Campo("anno", "Anno della spesa", 2025, "scenario.riparto.anno", cerca="scenario__riparto__anno"),
        Campo(
            "riparto", "Che cosa si divide", "Spese di funzionamento", "scenario.riparto.titolo", cerca="scenario__riparto__titolo"
        ),
        Campo("codice_istat", "Codice Istat del Comune", "098019", "comune.codice_istat", cerca="comune__codice_istat"),
        Campo("comune", "Nome del Comune", "Codogno", "comune.nome"),
        Campo("residenti", "I residenti con cui si è diviso", 15900, unita="persone", nullo=True),
        Campo("quota", "Quanto tocca al Comune", Decimal("12345.67"), "importo", unita="euro"),
        Campo("deliberazione", "L’atto che ha deciso", "Deliberazione n. 4/2025", "scenario.riparto.deliberazione"),
        Campo("deliberato_il", "Il giorno dell’atto", date(2025, 6, 20), "scenario.riparto.deliberato_il"),
    ),
)
INSIEMI = (ADESIONI, AVVISI, RIPARTI)
