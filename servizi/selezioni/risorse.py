"""Le assegnazioni dei fondi: quanto è entrato, quanto è impegnato e pagato, quanto resta, se si arriva in tempo a spenderlo."""

from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from servizi.models import AssegnazioneFondo, Incasso, Utilizzo
from servizi.riepilogo import proiezione

ZERO = Decimal("0.00")


def assegnazioni():
    """Le assegnazioni con `incassato`, `impegnato`, `pagato` (all’ultima data nota, `utilizzo_al`), dalla più recente."""
    incassi = Incasso.objects.filter(assegnazione=OuterRef("pk")).order_by().values("assegnazione").annotate(n=Sum("importo"))
    ultimo = Utilizzo.objects.filter(assegnazione=OuterRef("pk")).order_by("-al")
    return AssegnazioneFondo.objects.per_elenco().annotate(
        incassato=Coalesce(Subquery(incassi.values("n")), ZERO),
        impegnato=Coalesce(Subquery(ultimo.values("impegnato")[:1]), ZERO),
        pagato=Coalesce(Subquery(ultimo.values("pagato")[:1]), ZERO),
        utilizzo_al=Subquery(ultimo.values("al")[:1]),
    )


def assegnazione(pk):
    """L’assegnazione con le sue cifre, o `None`."""
    return assegnazioni().select_related("deliberazione__organo").filter(pk=pk).first()


def residuo(assegnazione):
    """Quanto non è ancora impegnato."""
    return assegnazione.importo - assegnazione.impegnato


def a_rischio(assegnazione, oggi):
    """Quanto, col passo tenuto finora, resterebbe non impegnato al termine: zero se si arriva, `None` senza termine."""
    if assegnazione.spendere_entro is None:
        return None
    if oggi >= assegnazione.spendere_entro:
        return residuo(assegnazione)
    al = assegnazione.utilizzo_al or oggi
    prevista = proiezione(assegnazione.impegnato, assegnazione.atto_del, al, assegnazione.spendere_entro)
    return max(ZERO, assegnazione.importo - prevista)


def totali(righe):
    """Le somme delle assegnazioni date."""
    return {
        "importo": sum((a.importo for a in righe), ZERO),
        "incassato": sum((a.incassato for a in righe), ZERO),
        "impegnato": sum((a.impegnato for a in righe), ZERO),
        "pagato": sum((a.pagato for a in righe), ZERO),
        "residuo": sum((residuo(a) for a in righe), ZERO),
    }
