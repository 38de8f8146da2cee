"""Ciò che aspetta qualcuno: proposte senza risposta, contributi da leggere, tappe in ritardo."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery

from piano.models import Contributo, PianoDiZona, Proposta, TappaIter
from piano.stati import StatoConsultazione, StatoContributo, StatoProposta


class Attese(NamedTuple):
    """Quante proposte e quanti contributi aspettano; le tappe in ritardo della persona, e il nome della prima."""

    proposte: int
    contributi: int
    in_ritardo: int
    tappa: str


def attese(piano, utente, oggi):
    """Ciò che aspetta sul piano, con una lettura sola."""
    da_valutare = Proposta.objects.filter(piano=OuterRef("pk"), stato=StatoProposta.DA_VALUTARE)
    da_leggere = Contributo.objects.filter(consultazione__piano=OuterRef("pk"), stato=StatoContributo.RICEVUTO)
    da_leggere = da_leggere.exclude(consultazione__stato=StatoConsultazione.BOZZA)
    tarde = TappaIter.objects.filter(piano=OuterRef("pk"), responsabile=utente, fatta_il=None, al__lt=oggi)
    riga = PianoDiZona.objects.filter(pk=piano.pk).values_list(
        _quante(da_valutare, "piano"),
        _quante(da_leggere, "consultazione__piano"),
        _quante(tarde, "piano"),
        Subquery(tarde.order_by("al", "ordine").values("nome")[:1]),
    )
    proposte, contributi, in_ritardo, tappa = riga.get()
    return Attese(proposte or 0, contributi or 0, in_ritardo or 0, tappa or "")


def _quante(righe, chiave):
    return Subquery(righe.order_by().values(chiave).annotate(n=Count("pk")).values("n"))
