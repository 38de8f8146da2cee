"""L’Ufficio di Piano oggi: chi lo guida, con quale regolamento, chi vi lavora, chi risponde di che cosa."""

from ambito.assemblea.models import AddettoUfficio, Deliberazione, RegolamentoUfficio, ResponsabileCompito
from ambito.assemblea.models.ufficio import CompitoUfficio
from ambito.models import Incarico
from ambito.permessi import GUIDA


def coordinatori(oggi):
    """Gli incarichi di coordinatore in vigore, con l’atto di nomina e il termine."""
    return Incarico.objects.vigenti(oggi).filter(ruolo=GUIDA).per_elenco()


def regolamenti():
    """Le versioni del regolamento, dalla più recente."""
    return RegolamentoUfficio.objects.select_related("deliberazione__organo")


def addetti(oggi):
    """Chi lavora oggi nell’Ufficio, per nome."""
    return AddettoUfficio.objects.in_vigore(oggi)


def addetto(pk):
    """L’addetto, o `None`."""
    return AddettoUfficio.objects.filter(pk=pk).first()


def compiti(oggi):
    """Ogni compito con chi ne risponde oggi (o `None`): coppie (compito, addetto)."""
    scritti = {r.compito: r.addetto for r in ResponsabileCompito.objects.select_related("addetto")}
    ci_sono = set(addetti(oggi).values_list("pk", flat=True))
    responsabili = {codice: a for codice, a in scritti.items() if a.pk in ci_sono}
    return [(compito, responsabili.get(compito.value)) for compito in CompitoUfficio]


def deliberazioni():
    """Le deliberazioni che possono aver preceduto un regolamento."""
    return Deliberazione.objects.select_related("organo")
