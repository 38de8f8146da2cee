"""Ciò che del piano si pubblica come dati aperti: gli obiettivi della versione che chiunque legge, le consultazioni.

Come nelle pagine aperte a tutti, del piano si legge soltanto ciò che è congelato (la versione adottata e l’ultima relazione
pubblicata), delle consultazioni quelle pubblicate e quanti contributi vi si leggono: chi ha scritto e che cosa resta nella pagina.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Case, Q, Value, When
from django.utils import timezone

from piano.selezioni import consultazioni as letture
from piano.selezioni import trasparenza
from piano.stati import StatoConsultazione

NIENTE = {"fatte": None, "luce": None}


class RigaObiettivo(NamedTuple):
    """Un obiettivo della versione pubblica; `completate`, `giudizio` e `al` mancano finché non c’è una relazione che ne dica."""

    triennio: str
    codice: str
    titolo: str
    area: str
    inizio: date
    fine: date
    azioni: int
    indicatori: int
    completate: int | None
    giudizio: str | None
    al: date | None


def obiettivi(oggi):
    """Una riga per obiettivo, dal piano più recente."""
    return [riga for pubblico in trasparenza.piani(oggi) for riga in _del_piano(pubblico, oggi)]


def _del_piano(pubblico, oggi):
    relazione = trasparenza.relazione(pubblico.piano, oggi)
    detto = trasparenza.andamento(relazione)
    al = timezone.localdate(relazione.emesso_il) if relazione else None
    schede = sorted(trasparenza.versione(pubblico).dati["obiettivi"], key=lambda o: (o["area"], o["codice"]))
    return [_riga(str(pubblico.piano.triennio), scheda, detto.get(scheda["codice"], NIENTE), al) for scheda in schede]


def _riga(triennio, scheda, detto, al):
    return RigaObiettivo(
        triennio,
        *(scheda[campo] for campo in ("codice", "titolo", "area")),
        *(date.fromisoformat(scheda[campo]) for campo in ("inizio", "fine")),
        *(len(scheda[campo]) for campo in ("azioni", "indicatori")),
        *(detto[campo] for campo in ("fatte", "luce")),
        al if detto is not NIENTE else None,
    )


def consultazioni(oggi):
    """Le consultazioni che chiunque può leggere, con la situazione di oggi detta come nella pagina."""
    pubblicata = Q(stato=StatoConsultazione.PUBBLICATA)
    situazione = Case(
        When(pubblicata & Q(apre__gt=oggi), then=Value("Non ancora aperta")),
        When(pubblicata & Q(chiude__gte=oggi), then=Value("Aperta")),
        default=Value("Conclusa"),
    )
    return letture.pubbliche().annotate(situazione=situazione).order_by("-apre", "-pk")
