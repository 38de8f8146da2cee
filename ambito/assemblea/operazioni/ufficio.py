"""L’Ufficio di Piano: regolamento per versioni, addetti, responsabili dei compiti. Lo tiene chi guida l’Ufficio."""

from datetime import timedelta

from django.db import transaction

from ambito.assemblea.models import AddettoUfficio, RegolamentoUfficio, ResponsabileCompito
from ambito.errori import ErroreDiCampo
from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito
from ambito.registro import annota

TIENE = "conferisce_incarichi"


class UfficioNonValido(ErroreDiCampo):
    """Regolamento o addetto che non si può scrivere così."""


def _blocca():
    """Chi scrive sull’Ufficio lo fa uno alla volta."""
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=esigi_ambito())


@transaction.atomic
def adotta_regolamento(*, atto, dal, poteri, adesso, deliberazione=None):
    """Scrive la versione seguente del regolamento; quella di prima vale fino alla vigilia."""
    poteri.esigi(TIENE)
    _blocca()
    ultimo = RegolamentoUfficio.objects.order_by("-versione").first()
    if ultimo and dal <= ultimo.dal:
        raise UfficioNonValido("La versione nuova deve entrare in vigore dopo quella di prima.", "dal")
    if ultimo:
        ultimo.al = dal - timedelta(days=1)
        ultimo.save(update_fields=["al"])
    versione = (ultimo.versione if ultimo else 0) + 1
    nuovo = RegolamentoUfficio.objects.create(versione=versione, atto=atto, deliberazione=deliberazione, dal=dal)
    annota(nuovo, "ufficio.regolamento", f"{nuovo}: {atto}", autore=poteri.utente, quando=adesso)
    return nuovo


@transaction.atomic
def aggiungi_addetto(*, poteri, adesso, **dati):
    """Aggiunge chi lavora nell’Ufficio: `nome`, `figura`, `ore`, `da_ente`, `dal`."""
    poteri.esigi(TIENE)
    addetto = AddettoUfficio.objects.create(**dati)
    annota(addetto, "ufficio.addetto", f"Nell’Ufficio di Piano: {addetto}", autore=poteri.utente, quando=adesso)
    return addetto


@transaction.atomic
def termina_addetto(addetto, *, al, poteri, adesso):
    """L’ultimo giorno in cui lavora nell’Ufficio; i suoi compiti restano scoperti e si vede."""
    poteri.esigi(TIENE)
    addetto = AddettoUfficio.objects.select_for_update(of=("self",)).get(pk=addetto.pk)
    if al < addetto.dal:
        raise UfficioNonValido("L’ultimo giorno viene prima del primo.", "al")
    addetto.al = al
    addetto.save(update_fields=["al"])
    annota(
        addetto, "ufficio.termina", f"Lascia l’Ufficio di Piano: {addetto}", autore=poteri.utente, quando=adesso, dopo={"al": al}
    )
    return addetto


@transaction.atomic
def affida_compiti(responsabili, *, poteri, adesso):
    """Chi risponde di ogni compito: `responsabili` è compito → addetto (o `None`, scoperto)."""
    poteri.esigi(TIENE)
    _blocca()
    prima = {r.compito: r.addetto.nome for r in ResponsabileCompito.objects.select_related("addetto")}
    ResponsabileCompito.objects.all().delete()
    scritti = [ResponsabileCompito(compito=compito, addetto=addetto) for compito, addetto in responsabili.items() if addetto]
    ResponsabileCompito.objects.bulk_create(scritti)
    dopo = {r.compito: r.addetto.nome for r in scritti}
    if prima != dopo:
        ambito = Ambito.objects.get(pk=esigi_ambito())
        annota(ambito, "ufficio.compiti", "Affidati i compiti dell’Ufficio di Piano", autore=poteri.utente, quando=adesso,
               prima=prima, dopo=dopo)  # fmt: skip
