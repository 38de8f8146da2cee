from decimal import Decimal

from django import forms
from django.db.models import OuterRef, Subquery

from ambito.moduli import CampoEuro, Modulo
from ambito.nucleo.formati_italiani import formatta_importo
from piano.models import Obiettivo, RisorsaObiettivo

CENTESIMO = Decimal("0.01")


class ScegliObiettivo(forms.ModelChoiceField):
    """Un obiettivo, con ciò che prevede da quel fondo in quell’anno."""

    def label_from_instance(self, obj):
        previsto = f"ne prevede {formatta_importo(obj.previsto)} €" if obj.previsto else "non prevede questo fondo"
        return f"{obj} ({previsto})"


class ImportoForm(Modulo):
    """Quanto va a un obiettivo."""

    importo = CampoEuro(label="Quanto", min_value=CENTESIMO)


class QuotaForm(ImportoForm):
    """A quale obiettivo, e quanto: si scelgono gli obiettivi del piano che di questa assegnazione non hanno ancora una quota."""

    obiettivo = ScegliObiettivo(queryset=None, label="Obiettivo", empty_label="Scegli l’obiettivo")
    field_order = ["obiettivo", "importo"]

    def __init__(self, *args, piano, vincolo, **kwargs):
        super().__init__(*args, **kwargs)
        previste = RisorsaObiettivo.objects.filter(
            obiettivo=OuterRef("pk"), fondo=vincolo.assegnazione.fondo_id, anno=vincolo.assegnazione.annualita
        )
        liberi = Obiettivo.objects.filter(piano=piano).in_vigore().exclude(pk__in=[q.obiettivo_id for q in vincolo.quote])
        self.fields["obiettivo"].queryset = liberi.annotate(previsto=Subquery(previste.values("importo")[:1]))
