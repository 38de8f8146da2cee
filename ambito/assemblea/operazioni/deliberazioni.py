"""Dopo il voto: pubblicare una deliberazione, revocarla con un’altra, affidare ciò che ne segue."""

from django.db import transaction
from django.utils import timezone

from ambito.assemblea.models import Deliberazione, Pubblicazione, Revoca, Seguito
from ambito.assemblea.stati import CONVOCA
from ambito.errori import ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_data
from ambito.poteri import PotereMancante
from ambito.registro import annota


class AttoNonValido(ErroreDiCampo):
    """Pubblicazione, revoca o seguito che non si può scrivere."""


def _bloccata(deliberazione):
    return Deliberazione.objects.select_for_update(no_key=True, of=("self",)).select_related("organo").get(pk=deliberazione.pk)


@transaction.atomic
def pubblica(deliberazione, *, dal, poteri, adesso, immediata=False, motivo=""):
    """Annota la pubblicazione all’albo dal giorno `dal`; una volta sola. `immediata` vuole dire come l’organo l’ha dichiarata."""
    poteri.esigi(CONVOCA)
    deliberazione = _bloccata(deliberazione)
    if Pubblicazione.objects.filter(deliberazione=deliberazione).exists():
        raise AttoNonValido("La pubblicazione è già annotata.")
    if dal < deliberazione.giorno:
        raise AttoNonValido("La pubblicazione non può venire prima dell’adozione.", "dal")
    if immediata and not motivo.strip():
        raise AttoNonValido("Scrivi come l’organo l’ha dichiarata immediatamente eseguibile.", "motivo")
    pubblicazione = Pubblicazione.objects.create(
        deliberazione=deliberazione, dal=dal, immediata=immediata, motivo=motivo.strip() if immediata else ""
    )
    annota(deliberazione, "deliberazione.pubblica", f"{deliberazione.sigla}: {pubblicazione}", autore=poteri.utente, quando=adesso,
           dopo={"dal": dal, "immediata": immediata, "motivo": pubblicazione.motivo})  # fmt: skip
    return pubblicazione


@transaction.atomic
def revoca(deliberazione, *, con, poteri, adesso):
    """Annota che la deliberazione è revocata da un’altra dello stesso organo, adottata dopo."""
    poteri.esigi(CONVOCA)
    deliberazione = _bloccata(deliberazione)
    if Revoca.objects.filter(revocata=deliberazione).exists():
        raise AttoNonValido("La deliberazione è già revocata.")
    if con.organo_id != deliberazione.organo_id or (con.anno, con.numero) <= (deliberazione.anno, deliberazione.numero):
        raise AttoNonValido("Si revoca con una deliberazione dello stesso organo, adottata dopo.", "con")
    scritta = Revoca.objects.create(revocata=deliberazione, con=con)
    annota(deliberazione, "deliberazione.revoca", str(scritta), autore=poteri.utente, quando=adesso)
    return scritta


@transaction.atomic
def affida(deliberazione, *, che_cosa, incaricato, entro, poteri, adesso):
    """Affida a una persona dell’Ambito ciò che segue alla deliberazione, entro un giorno; lo trova in «Tocca a te»."""
    poteri.esigi(CONVOCA)
    if entro < deliberazione.giorno:
        raise AttoNonValido(f"Il termine viene prima dell’adozione, del {formatta_data(deliberazione.giorno)}.", "entro")
    seguito = Seguito.objects.create(deliberazione=deliberazione, che_cosa=che_cosa.strip(), incaricato=incaricato, entro=entro)
    annota(deliberazione, "seguito.affida", f"{incaricato.nome_completo}: {seguito}", autore=poteri.utente, quando=adesso)
    return seguito


@transaction.atomic
def segna_fatto(seguito, *, poteri, adesso):
    """Chi ne è incaricato, o il segretario, dice che è fatto."""
    if seguito.incaricato_id != poteri.utente.pk and not poteri.puo(CONVOCA):
        raise PotereMancante(CONVOCA)
    seguito = Seguito.objects.select_for_update(of=("self",)).get(pk=seguito.pk)
    if seguito.fatto_il is None:
        seguito.fatto_il = timezone.localdate(adesso)
        seguito.save(update_fields=["fatto_il"])
        annota(seguito, "seguito.fatto", f"Fatto: {seguito}", autore=poteri.utente, quando=adesso)
    return seguito
