"""Ciò che sul piano aspetta l’Ufficio: proposte, contributi, commenti, osservazioni dei Comuni, tappe in ritardo."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from piano.models import Commento, Contributo, Osservazione, PianoDiZona, Proposta, TappaIter
from piano.stati import FINITI, SCRITTE, StatoCommento, StatoConsultazione, StatoContributo, StatoProposta


class Attese(NamedTuple):
    """Di un piano quante cose aspettano, il giro più recente senza riscontro, le tappe tarde della persona e la prima."""

    piano: PianoDiZona
    proposte: int
    contributi: int
    commenti: int
    osservazioni: int
    giro: int
    in_ritardo: int
    tappa: str


def attese(utente, oggi):
    """Ciò che aspetta sui piani non conclusi, dal più recente, con una lettura sola: mentre se ne scrive uno, un altro vige."""
    da_valutare = Proposta.objects.filter(piano=OuterRef("pk"), stato=StatoProposta.DA_VALUTARE)
    da_leggere = Contributo.objects.filter(consultazione__piano=OuterRef("pk"), stato=StatoContributo.RICEVUTO)
    da_leggere = da_leggere.exclude(consultazione__stato=StatoConsultazione.BOZZA)
    da_esaminare = Commento.objects.filter(sezione__piano=OuterRef("pk"), stato=StatoCommento.APERTO)
    da_riscontrare = Osservazione.objects.filter(giro__piano=OuterRef("pk"), esito__in=SCRITTE, riscontro="")
    tarde = TappaIter.objects.filter(piano=OuterRef("pk"), responsabile=utente, fatta_il=None, al__lt=oggi)
    righe = PianoDiZona.objects.exclude(stato__in=FINITI).annotate(
        n_proposte=_quante(da_valutare, "piano"),
        n_contributi=_quante(da_leggere, "consultazione__piano"),
        n_commenti=_quante(da_esaminare, "sezione__piano"),
        n_osservazioni=_quante(da_riscontrare, "giro__piano"),
        n_giro=Subquery(da_riscontrare.order_by("-giro__numero").values("giro__numero")[:1]),
        n_in_ritardo=_quante(tarde, "piano"),
        n_tappa=Subquery(tarde.order_by("al", "ordine").values("nome")[:1]),
    )
    return [Attese(p, *(getattr(p, f"n_{nome}") for nome in Attese._fields[1:])) for p in righe.order_by("-triennio_inizio")]


def _quante(righe, chiave):
    return Coalesce(Subquery(righe.order_by().values(chiave).annotate(n=Count("pk")).values("n")), 0)
