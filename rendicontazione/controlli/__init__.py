"""I controlli sulla spesa di un Comune, con i codici del catalogo di progetto. Funzioni pure, senza modelli."""

from rendicontazione.controlli.ambito import QUOTA_MINORI, oltre_l_assegnato, posti_oltre_gli_autorizzati, quota_minori
from rendicontazione.controlli.catalogo import CATALOGO, CODICI_DA_SPIEGARE, DELL_AMBITO, Controllo, Livello, Rilevato
from rendicontazione.controlli.insieme import SCARTO_MEDIANA, SCOSTAMENTO, lontano_dalla_mediana, scostamenti, totale_diverso
from rendicontazione.controlli.righe import incoerenze, spesa_netta, va_spiegata

__all__ = [
    "CATALOGO",
    "CODICI_DA_SPIEGARE",
    "DELL_AMBITO",
    "QUOTA_MINORI",
    "SCARTO_MEDIANA",
    "SCOSTAMENTO",
    "Controllo",
    "Livello",
    "Rilevato",
    "incoerenze",
    "lontano_dalla_mediana",
    "oltre_l_assegnato",
    "posti_oltre_gli_autorizzati",
    "quota_minori",
    "scostamenti",
    "spesa_netta",
    "totale_diverso",
    "va_spiegata",
]
