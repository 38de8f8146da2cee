"""Scritture sui tavoli del piano e sui loro membri."""

from django.db import transaction
from django.db.models import ProtectedError

from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.registro import annota
from piano.models import IncontroTavolo, Tavolo, TipoTavolo
from piano.operazioni.piani import blocca


class TavoloInUso(ErroreAtteso):
    """Al tavolo è legato qualcosa: adesioni, incontri, proposte."""


class MembroInUso(ErroreAtteso):
    """Il membro compare in un foglio delle presenze."""


class TavoloNonValido(ErroreDiCampo):
    """Il tavolo non può essere così."""


@transaction.atomic
def salva_tavolo(tavolo, *, utente, adesso):
    """Salva un tavolo, nuovo o modificato. Si può anche a piano proposto: la versione congelata tiene l’elenco di allora."""
    nuovo = tavolo.pk is None
    blocca(tavolo.piano_id)
    _esigi_una_conferenza(tavolo)
    tavolo.save()
    frase = f"{'Aperto' if nuovo else 'Modificato'} il tavolo {tavolo}"
    annota(tavolo, "tavolo.apri" if nuovo else "tavolo.modifica", frase, autore=utente, quando=adesso)
    return tavolo


def _esigi_una_conferenza(tavolo):
    """Di Conferenza ce n’è una per piano, e si riunisce una volta."""
    if not tavolo.conferenza:
        return
    if Tavolo.objects.filter(piano=tavolo.piano_id, tipo=TipoTavolo.CONFERENZA).exclude(pk=tavolo.pk).exists():
        raise TavoloNonValido("La Conferenza di piano c’è già: modifica quella.", "tipo")
    if tavolo.pk and IncontroTavolo.objects.filter(tavolo=tavolo).count() > 1:
        raise TavoloNonValido("Questo tavolo si è già riunito più volte: non può diventare la Conferenza di piano.", "tipo")


@transaction.atomic
def togli_tavolo(tavolo, *, utente, adesso):
    """Toglie un tavolo a cui non è legato nulla."""
    annota(tavolo, "tavolo.togli", f"Tolto il tavolo {tavolo}", autore=utente, quando=adesso)
    try:
        with transaction.atomic():
            tavolo.delete()
    except ProtectedError as errore:
        raise TavoloInUso(
            f"Al tavolo «{tavolo}» qualcuno ha già aderito, o ci sono incontri e proposte: non si può togliere."
        ) from errore


@transaction.atomic
def salva_membro(membro, *, poteri, adesso):
    """Aggiunge o cambia chi siede a un tavolo. L’indirizzo di posta non va nel registro, che non si cancella."""
    poteri.esigi("redige_piano")
    nuovo = membro.pk is None
    membro.save()
    frase = f"{'Aggiunto' if nuovo else 'Modificato'} {membro} al tavolo {membro.tavolo}"
    annota(membro.tavolo, f"tavolo.membro_{'nuovo' if nuovo else 'modifica'}", frase, autore=poteri.utente, quando=adesso)
    return membro


@transaction.atomic
def togli_membro(membro, *, poteri, adesso):
    """Toglie un membro che non compare in nessun foglio delle presenze; per gli altri si scrive fino a quando c’è stato."""
    poteri.esigi("redige_piano")
    annota(membro.tavolo, "tavolo.membro_togli", f"Tolto {membro} dal tavolo", autore=poteri.utente, quando=adesso)
    try:
        with transaction.atomic():
            membro.delete()
    except ProtectedError as errore:
        raise MembroInUso(
            f"{membro.nome} è in un foglio delle presenze: scrivi fino a quando ha fatto parte del tavolo."
        ) from errore
