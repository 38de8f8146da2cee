"""L’insieme del nucleo: i Comuni dell’Ambito."""

from datetime import date
from decimal import Decimal

from django.db.models import Max

from ambito import selezioni
from ambito.dati_aperti.insieme import Campo, Frequenza, Insieme, Tema


def _righe(oggi):
    return selezioni.appartenenze(oggi).order_by("comune__nome", "pk")


def _aggiornato(oggi):
    return _righe(oggi).aggregate(ultimo=Max("residenti_al"))["ultimo"]


COMUNI = Insieme(
    codice="comuni",
    titolo="I Comuni dell’Ambito",
    descrizione="I Comuni che programmano insieme i servizi sociali, con il codice Istat e i residenti.",
    righe=_righe,
    aggiornato=_aggiornato,
    temi=(Tema.GOVERNO, Tema.SOCIALE),
    frequenza=Frequenza.ANNUALE,
    parole=("comuni", "popolazione residente", "ambito territoriale sociale"),
    avvertenza="I residenti sono l’ultimo dato noto al portale: la data e la fonte sono in ogni riga.",
    campi=(
        Campo("codice_istat", "Codice Istat del Comune, con gli zeri iniziali", "098031", "comune.codice_istat",
              cerca="comune__codice_istat"),
        Campo("comune", "Nome del Comune", "Lodi", "comune.nome"),
        Campo("provincia", "Sigla della provincia", "LO", "comune.provincia", cerca="comune__provincia"),
        Campo("codice_catastale", "Codice catastale del Comune", "E648", "comune.codice_catastale"),
        Campo("superficie", "Superficie del territorio", Decimal("41.3800"), "comune.superficie_kmq", unita="km²", nullo=True),
        Campo("residenti", "Popolazione residente", 45630, unita="persone", nullo=True),
        Campo("residenti_al", "Il giorno a cui si riferiscono i residenti", date(2025, 1, 1), nullo=True),
        Campo("residenti_fonte", "Da dove viene il dato dei residenti", "Istat", nullo=True),
        Campo("dal", "Da quando il Comune fa parte dell’Ambito", date(2021, 1, 1)),
    ),
)  # fmt: skip
