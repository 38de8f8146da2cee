from piano.operazioni.coerenza import RilievoNonMotivabile, motiva_rilievo
from piano.operazioni.formazione import IniziativaNonValida, IniziativaSvolta, chiudi_iniziativa, salva_iniziativa, togli_iniziativa
from piano.operazioni.monitoraggio import avanza, correggi, richiedi_relazione, rileva, valuta_obiettivo
from piano.operazioni.obiettivi import GiaMisurato, ObiettivoCambiato, salva_obiettivo, togli_obiettivo
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
    "GiaMisurato",
    "IniziativaNonValida",
    "IniziativaSvolta",
    "ObiettivoCambiato",
    "PianoBloccato",
    "PianoGiaPresente",
    "RilievoNonMotivabile",
    "SezioneVuota",
    "TestoTroppoLungo",
    "approva",
    "avanza",
    "chiudi_iniziativa",
    "correggi",
    "crea_piano",
    "frase_bloccato",
    "motiva_rilievo",
    "proponi",
    "registra_voto_contrario",
    "richiedi_documento",
    "richiedi_relazione",
    "rileva",
    "rinvia_a_bozza",
    "riprendi_revisione",
    "salva_iniziativa",
    "salva_obiettivo",
    "salva_sezione",
    "salva_tavolo",
    "scarta_bozza",
    "scegli_testo",
    "segna_completa",
    "togli_iniziativa",
    "togli_obiettivo",
    "togli_tavolo",
    "valuta_obiettivo",
]
