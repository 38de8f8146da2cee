"""Che cosa cambia fra due fotografie del piano (`piano.documenti.fotografa`): funzioni pure, senza banca dati."""

from piano.confronto.campi import Campo, Parte
from piano.confronto.denaro import Somma
from piano.confronto.intero import Confronto, confronta
from piano.confronto.schede import Scheda
from piano.confronto.sezioni import SezioneConfrontata, sezioni_confrontate
from piano.confronto.voci import Genere, accoppia

__all__ = [
    "Campo",
    "Confronto",
    "Genere",
    "Parte",
    "Scheda",
    "SezioneConfrontata",
    "Somma",
    "accoppia",
    "confronta",
    "sezioni_confrontate",
]
