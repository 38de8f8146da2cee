from piano.operazioni.coerenza import RilievoNonMotivabile, motiva_rilievo
from piano.operazioni.obiettivi import ObiettivoCambiato, salva_obiettivo, togli_obiettivo
from piano.operazioni.piani import (
    PianoBloccato,
    PianoGiaPresente,
    approva,
    crea_piano,
    frase_bloccato,
    proponi,
    registra_voto_contrario,
    richiedi_documento,
    rinvia_a_bozza,
)
from piano.operazioni.quote import QuotaNonValida, cambia_quota, collega_quota, togli_quota
from piano.operazioni.sezioni import (
    EsitoSalvataggio,
    SezioneVuota,
    TestoTroppoLungo,
    riprendi_revisione,
    salva_sezione,
    scarta_bozza,
    scegli_testo,
    segna_completa,
)
from piano.operazioni.tavoli import salva_tavolo, togli_tavolo

__all__ = [
    "EsitoSalvataggio",
    "ObiettivoCambiato",
    "PianoBloccato",
    "PianoGiaPresente",
    "QuotaNonValida",
    "RilievoNonMotivabile",
    "SezioneVuota",
    "TestoTroppoLungo",
    "approva",
    "cambia_quota",
    "collega_quota",
    "crea_piano",
    "frase_bloccato",
    "motiva_rilievo",
    "proponi",
    "registra_voto_contrario",
    "richiedi_documento",
    "rinvia_a_bozza",
    "riprendi_revisione",
    "salva_obiettivo",
    "salva_sezione",
    "salva_tavolo",
    "scarta_bozza",
    "scegli_testo",
    "segna_completa",
    "togli_obiettivo",
    "togli_quota",
    "togli_tavolo",
]
