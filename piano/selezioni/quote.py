"""La parte vincolata dei fondi: quali assegnazioni degli anni del piano ne hanno una, a quali obiettivi va, che cosa resta."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from piano.models import QuotaVincolata
from servizi.models import AssegnazioneFondo

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Vincolo:
    """La parte vincolata di un’assegnazione e le sue quote, già collegate a obiettivi; importi in euro."""

    assegnazione: AssegnazioneFondo
    quote: tuple

    @property
    def collegata(self):
        """Quanto va già a qualche obiettivo."""
        return sum((q.importo for q in self.quote), ZERO)

    @property
    def libera(self):
        """Quanto è ancora da collegare."""
        return self.assegnazione.vincolata - self.collegata


def vincoli(piano):
    """Le assegnazioni degli anni del piano con una parte vincolata, per anno e fondo. Due interrogazioni in tutto."""
    righe = AssegnazioneFondo.objects.filter(annualita__in=piano.anni, vincolata__gt=0).select_related("fondo")
    assegnazioni = list(righe.order_by("annualita", "fondo__ordine", "pk"))
    per_assegnazione = {a.pk: [] for a in assegnazioni}
    for quota in _quote().filter(assegnazione__in=per_assegnazione):
        per_assegnazione[quota.assegnazione_id].append(quota)
    return [Vincolo(a, tuple(per_assegnazione[a.pk])) for a in assegnazioni]


def vincolo(piano, pk):
    """Il `Vincolo` di un’assegnazione degli anni del piano, o `None`."""
    return next((v for v in vincoli(piano) if v.assegnazione.pk == pk), None)


def quota(piano, pk):
    """Una quota di un obiettivo del piano, o `None`."""
    return _quote().filter(obiettivo__piano=piano, pk=pk).first()


def quote_di(obiettivo):
    """Le quote vincolate che vanno a un obiettivo, per anno e fondo."""
    return list(_quote().filter(obiettivo=obiettivo).order_by("assegnazione__annualita", "assegnazione__fondo__ordine", "pk"))


def collegate(assegnazione):
    """Le quote di un’assegnazione, con l’obiettivo e il suo piano."""
    return list(_quote().filter(assegnazione=assegnazione).select_related("obiettivo__piano"))


def collegato(assegnazione):
    """Quanto della parte vincolata di un’assegnazione va già a qualche obiettivo, in euro."""
    return QuotaVincolata.objects.filter(assegnazione=assegnazione).aggregate(n=Sum("importo"))["n"] or ZERO


def _quote():
    righe = QuotaVincolata.objects.select_related("assegnazione__fondo", "obiettivo")
    return righe.order_by("obiettivo__area__codice", "obiettivo", "pk")
