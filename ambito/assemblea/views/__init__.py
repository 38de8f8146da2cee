from ambito.assemblea.views.atti import ChiudiVerbale, Deliberazioni, EmettiVerbale, SchedaDeliberazione, TestoVerbale
from ambito.assemblea.views.sala import Appello, Delegato, Inizio, PassoPunto, PassoSala, Presenze, RinviaPunto, Sala
from ambito.assemblea.views.sedute import (
    AnnullaSeduta,
    ApriSala,
    ConvocaSeduta,
    Istituisci,
    ModificaPunto,
    ModificaSeduta,
    NuovaSeduta,
    NuovoPunto,
    SchedaSeduta,
    Sedute,
    TogliPunto,
)
from ambito.assemblea.views.votazioni import AnnullaVotazione, ChiudiVotazione, Mani, SchedaVotazione

__all__ = [
    "AnnullaSeduta", "AnnullaVotazione", "Appello", "ApriSala", "ChiudiVerbale", "ChiudiVotazione", "ConvocaSeduta",
    "Delegato", "Deliberazioni", "EmettiVerbale", "Inizio", "Istituisci", "Mani", "ModificaPunto", "ModificaSeduta",
    "NuovaSeduta", "NuovoPunto",
    "PassoPunto", "PassoSala", "Presenze", "RinviaPunto", "Sala", "SchedaDeliberazione", "SchedaSeduta", "SchedaVotazione",
    "Sedute", "TestoVerbale", "TogliPunto",
]  # fmt: skip
