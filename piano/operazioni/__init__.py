from piano.operazioni.coerenza import RilievoNonMotivabile, motiva_rilievo
from piano.operazioni.importazione import Anteprima, DocumentoRifiutato, leggi_per_sezione, metti_nella_sezione
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
    "Anteprima",
    "DocumentoRifiutato",
    "EsitoSalvataggio",
    "ObiettivoCambiato",
    "PianoBloccato",
    "PianoGiaPresente",
    "RilievoNonMotivabile",
    "SezioneVuota",
    "TestoTroppoLungo",
    "approva",
    "crea_piano",
    "frase_bloccato",
    "leggi_per_sezione",
    "metti_nella_sezione",
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
    "togli_tavolo",
]
