"""Ciò che dell’accordo si pubblica come dati aperti: chi ha aderito, gli avvisi in corso, le quote decise."""

from django.db.models import F, Max

from accordo.models import QuotaComune
from accordo.selezioni import pubbliche
from accordo.stati import ADOTTATI


def adesioni(oggi):
    """Le adesioni accolte, come nella pagina pubblica, con il codice del Comune."""
    return pubbliche.aderenti(oggi).annotate(istat=F("comune__codice_istat")).order_by("-inizio", "chi", "pk")


def avvisi(oggi):
    """Gli avvisi a cui si può ancora rispondere."""
    return pubbliche.avvisi_pubblici(oggi)


def quote(oggi):
    """Quanto tocca a ogni Comune nei riparti che l’Assemblea ha deliberato: il solo scenario deciso."""
    decise = QuotaComune.objects.filter(scenario=F("scenario__riparto__proposto"), scenario__riparto__stato__in=ADOTTATI)
    righe = decise.select_related("comune", "scenario__riparto")
    return righe.order_by("-scenario__riparto__anno", "scenario__riparto__titolo", "comune__codice_istat", "pk")


def ultimo_riparto(oggi):
    """Il giorno dell’ultima deliberazione di riparto, o `None`."""
    return quote(oggi).aggregate(ultimo=Max("scenario__riparto__deliberato_il"))["ultimo"]
