"""I piani come li guarda chi avvia un triennio: quanto è scritto e affidato, quali trienni sono in corso o da preparare."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ambito.nucleo.periodi import Triennio, piu_mesi
from piano.models import GiroOsservazioni, Obiettivo, PianoDiZona, Sezione, Tavolo

# Un triennio si prepara da quando quello in corso finisce entro questi mesi.
MESI_PRIMA = 12


def piani():
    """I piani dell’Ambito dal più vecchio, con i conteggi delle loro parti: una lettura sola."""
    obbligatorie = Q(obbligatoria=True)
    return list(
        PianoDiZona.objects.annotate(
            n_obbligatorie=_quante(Sezione, obbligatorie),
            n_complete=_quante(Sezione, obbligatorie & Q(completa=True)),
            n_affidate=_quante(Sezione, obbligatorie & (Q(completa=True) | Q(assegnata_a__isnull=False))),
            n_obiettivi=_quante(Obiettivo),
            n_tavoli=_quante(Tavolo),
            n_giri=_quante(GiroOsservazioni, Q(aperto_il__isnull=False)),
        ).order_by("triennio_inizio")
    )


def _quante(modello, quali=None):
    """Quante righe di quel modello ha il piano: ciascuna si conta per conto suo, unite si moltiplicherebbero."""
    righe = modello.objects.filter(quali or Q(), piano=OuterRef("pk")).order_by().values("piano")
    return Coalesce(Subquery(righe.annotate(n=Count("pk")).values("n")), 0)


def trienni(piani, oggi):
    """Il triennio in corso (o il primo da venire) e quello dopo, se il suo piano c’è già o l’altro finisce entro dodici mesi.

    Senza nessun piano il triennio è `None`: gli anni li sceglie chi crea il primo. Un piano prorogato finisce più tardi.
    """
    if not piani:
        return [None]
    corrente = next((p for p in piani if p.triennio_fine >= oggi.year), None)
    if corrente is None:
        return [Triennio(oggi.year)]
    dopo = next((p for p in piani if p.triennio_inizio > corrente.triennio_fine), None)
    trovati = [Triennio(corrente.triennio_inizio)]
    if dopo:
        trovati.append(Triennio(dopo.triennio_inizio))
    elif corrente.al <= piu_mesi(oggi, MESI_PRIMA):
        trovati.append(Triennio(corrente.triennio_fine + 1))
    return trovati
