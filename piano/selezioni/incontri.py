"""Gli incontri dei tavoli: chi si convoca e come lo si raggiunge, chi c’era."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from ambito.avvisi import persone_con
from piano import selezioni
from piano.models import EsitoPresenza, IncontroTavolo, MembroTavolo, PresenzaTavolo
from piano.stati import StatoIncontro, StatoProposta


def tavoli_con_conteggi(piano):
    """I tavoli del piano con quanti membri, incontri e proposte hanno, e quante proposte aspettano una risposta."""
    attive = Count("proposte", filter=Q(proposte__stato=StatoProposta.DA_VALUTARE), distinct=True)
    tenuti = Count("incontri", filter=~Q(incontri__stato=StatoIncontro.ANNULLATO), distinct=True)
    return selezioni.tavoli(piano).annotate(
        n_membri=Count("membri", distinct=True),
        n_incontri=tenuti,
        n_proposte=Count("proposte", distinct=True),
        n_da_valutare=attive,
    )


def tavolo(piano, pk):
    """Il tavolo del piano, o `None`."""
    return selezioni.tavoli(piano).filter(pk=pk).first()


def membri(tavolo):
    """Chi siede o ha seduto al tavolo, per nome."""
    return MembroTavolo.objects.filter(tavolo=tavolo).per_elenco()


def incontri(tavolo):
    """Gli incontri del tavolo con quanti presenti e quanti segnati, dal più recente."""
    presenti = Count("presenze", filter=Q(presenze__esito=EsitoPresenza.PRESENTE))
    righe = IncontroTavolo.objects.filter(tavolo=tavolo).defer("verbale").select_related("tavolo")
    return righe.annotate(n_presenti=presenti, n_segnati=Count("presenze")).order_by("-quando")


def incontro(piano, pk):
    """L’incontro, o `None`."""
    return IncontroTavolo.objects.filter(tavolo__piano=piano, pk=pk).select_related("tavolo__piano__ambito").first()


def presenze(incontro):
    """Il foglio delle presenze dell’incontro, per nome."""
    return PresenzaTavolo.objects.filter(incontro=incontro)


def attesi(incontro):
    """I membri che facevano parte del tavolo il giorno dell’incontro."""
    return membri(incontro.tavolo).del_giorno(incontro.giorno)


def allegati(incontro):
    """I documenti dell’incontro, senza il contenuto."""
    return list(incontro.allegati.defer("byte").select_related("caricato_da"))


@dataclass(frozen=True)
class Destinatari:
    """Chi riceve la convocazione: `utenti` nel portale e per posta, `per_posta` la sola posta, `senza` non ha un indirizzo."""

    utenti: list
    per_posta: list
    senza: list

    @property
    def raggiunti(self):
        return len(self.utenti) + len(self.per_posta)


def destinatari(incontro):
    """I membri divisi per come li si raggiunge; chi ha un accesso e può leggere il piano si riconosce dall’indirizzo e-mail."""
    utenti = {u.email.lower(): u for u in persone_con("legge_piano", incontro.giorno)}
    elenco, nel_portale, per_posta = list(attesi(incontro)), {}, {}
    for membro in elenco:
        indirizzo = membro.email.lower()
        if indirizzo in utenti:
            nel_portale[indirizzo] = utenti[indirizzo]
        elif indirizzo:
            per_posta.setdefault(indirizzo, membro)
    return Destinatari(list(nel_portale.values()), list(per_posta.values()), [m for m in elenco if not m.email])


def per_documento(piano):
    """I tavoli con incontri tenuti e presenze, nell’ordine in cui si stampano."""
    tenuti = IncontroTavolo.objects.exclude(stato=StatoIncontro.ANNULLATO).prefetch_related("presenze").order_by("quando")
    return selezioni.tavoli(piano).prefetch_related(
        Prefetch("incontri", tenuti), Prefetch("membri", MembroTavolo.objects.per_elenco())
    )
