"""I dati aperti della spesa: quanto ha speso ogni Comune, per area e fondo. Quante persone ha seguito, qui, non si dice."""

from decimal import Decimal

from ambito.dati_aperti import Campo, Frequenza, Insieme, Tema
from rendicontazione.selezioni import aperti


def _somma(nome, significato, esempio):
    return Campo(nome, significato, Decimal(esempio), f"somma_{nome}", unita="euro")


SPESA = Insieme(
    codice="spesa",
    titolo="La spesa sociale dei Comuni",
    descrizione="La spesa sociale di ogni Comune, anno per anno, per area di utenza e fondo, con le entrate che la riducono.",
    righe=aperti.spesa,
    aggiornato=aperti.ultima_chiusura,
    temi=(Tema.ECONOMIA, Tema.SOCIALE),
    frequenza=Frequenza.ANNUALE,
    parole=("spesa sociale", "rendicontazione", "comuni"),
    avvertenza=(
        "Ci sono solo le rendicontazioni chiuse, e di queste i Comuni con la spesa validata: chi manca non ha speso zero. "
        "Senza fondo: la spesa che nessun fondo paga in modo distinto."
    ),
    campi=(
        Campo("anno", "Anno della spesa", 2024, cerca="anno"),
        Campo("codice_istat", "Codice Istat del Comune", "098019", "istat", cerca="istat"),
        Campo("comune", "Nome del Comune", "Codogno"),
        Campo("codice_area", "Codice dell’area di utenza", "ANZ", cerca="codice_area"),
        Campo("area", "Area di utenza", "Anziani", "nome_area"),
        Campo("codice_fondo", "Codice del fondo", "FNPS", nullo=True, cerca="codice_fondo"),
        Campo("fondo", "Fondo", "Fondo nazionale politiche sociali", "nome_fondo", nullo=True),
        _somma("spesa_lorda", "Quanto si è speso", "10000.00"),
        _somma("compartecipazione_utenti", "Quanto hanno pagato gli utenti", "500.00"),
        _somma("quota_ssn", "Quanto ha pagato il servizio sanitario", "250.00"),
        _somma("altre_entrate", "Le altre entrate", "1250.00"),
        _somma("spesa_netta", "Quanto resta a carico del Comune", "8000.00"),
    ),
)
INSIEMI = (SPESA,)
