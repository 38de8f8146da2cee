"""Ciò che sul piano aspetta l’Ufficio: proposte, contributi, commenti, osservazioni dei Comuni, tappe in ritardo."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery

from piano.models import Commento, Contributo, Osservazione, PianoDiZona, Proposta, TappaIter
from piano.stati import SCRITTE, StatoCommento, StatoConsultazione, StatoContributo, StatoProposta


class Attese(NamedTuple):
    """Quante cose aspettano, il giro più recente con osservazioni senza riscontro, le tappe tarde della persona e la prima."""

    proposte: int
    contributi: int
    commenti: int
    osservazioni: int
    giro: int
    in_ritardo: int
    tappa: str


def attese(piano, utente, oggi):
    """Ciò che aspetta sul piano, con una lettura sola."""
    da_valutare = Proposta.objects.filter(piano=OuterRef("pk"), stato=StatoProposta.DA_VALUTARE)
    da_leggere = Contributo.objects.filter(consultazione__piano=OuterRef("pk"), stato=StatoContributo.RICEVUTO)
    da_leggere = da_leggere.exclude(consultazione__stato=StatoConsultazione.BOZZA)
    da_esaminare = Commento.objects.filter(sezione__piano=OuterRef("pk"), stato=StatoCommento.APERTO)
    da_riscontrare = Osservazione.objects.filter(giro__piano=OuterRef("pk"), esito__in=SCRITTE, riscontro="")
    tarde = TappaIter.objects.filter(piano=OuterRef("pk"), responsabile=utente, fatta_il=None, al__lt=oggi)
    riga = PianoDiZona.objects.filter(pk=piano.pk).values_list(
        _quante(da_valutare, "piano"),
        _quante(da_leggere, "consultazione__piano"),
        _quante(da_esaminare, "sezione__piano"),
        _quante(da_riscontrare, "giro__piano"),
        Subquery(da_riscontrare.order_by("-giro__numero").values("giro__numero")[:1]),
        _quante(tarde, "piano"),
        Subquery(tarde.order_by("al", "ordine").values("nome")[:1]),
    )
    *quante, tappa = riga.get()
    return Attese(*(n or 0 for n in quante), tappa or "")


def _quante(righe, chiave):
    return Subquery(righe.order_by().values(chiave).annotate(n=Count("pk")).values("n"))
