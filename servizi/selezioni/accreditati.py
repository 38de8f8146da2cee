"""Il registro pubblico degli accreditamenti: quali strutture, con quale provvedimento, in che situazione oggi."""

from datetime import timedelta

from django.db.models import Case, CharField, Exists, OuterRef, TextChoices, Value, When

from ambito.nucleo.formati_italiani import conta
from servizi.models import GenerePratica, Pratica, UnitaOfferta
from servizi.stati import StatoPratica as P

# Da quanti giorni prima della fine un accreditamento si dice «in scadenza»: lo stesso anticipo di «Tocca a te».
GIORNI_IN_SCADENZA = 90
NEL_REGISTRO = (P.ACCREDITATA, P.SOSPESA, P.DECADUTA)


class Situazione(TextChoices):
    """Che cosa un cittadino deve sapere di un accreditamento: è lo stato della pratica letto con le date di oggi."""

    VALIDO = "valido", "Valido"
    IN_SCADENZA = "in-scadenza", "In scadenza"
    FUTURO = "futuro", "Non ancora in vigore"
    SOSPESO = "sospeso", "Sospeso"
    SCADUTO = "scaduto", "Scaduto"
    REVOCATO = "revocato", "Decaduto o revocato"


TONI = {
    Situazione.VALIDO: "positivo",
    Situazione.IN_SCADENZA: "attenzione",
    Situazione.FUTURO: "neutro",
    Situazione.SOSPESO: "attenzione",
    Situazione.SCADUTO: "negativo",
    Situazione.REVOCATO: "negativo",
}


def accreditati(oggi):
    """Gli accreditamenti delle strutture aperte, con la `situazione` di ciascuno; quelli sostituiti da uno più recente no."""
    delle_aperte = Pratica.objects.filter(
        genere=GenerePratica.ACCREDITAMENTO, stato__in=NEL_REGISTRO, unita__in=UnitaOfferta.objects.in_esercizio(oggi)
    )
    righe = delle_aperte.filter(~Exists(_piu_recenti(oggi))).annotate(situazione=_situazione(oggi))
    return righe.select_related("unita__servizio", "unita__comune").order_by("unita__denominazione", "vale_dal", "pk")


def _piu_recenti(oggi):
    """I provvedimenti già in vigore, sulla stessa struttura, che vengono dopo quello che si guarda."""
    stessa = Pratica.objects.filter(genere=GenerePratica.ACCREDITAMENTO, stato__in=NEL_REGISTRO, unita=OuterRef("unita"))
    return stessa.filter(vale_dal__gt=OuterRef("vale_dal"), vale_dal__lte=oggi)


def _situazione(oggi):
    """Chi è decaduto resta tale anche a termine passato; un sospeso a termine passato è scaduto."""
    return Case(
        When(stato=P.DECADUTA, then=Value(Situazione.REVOCATO)),
        When(vale_al__lt=oggi, then=Value(Situazione.SCADUTO)),
        When(stato=P.SOSPESA, then=Value(Situazione.SOSPESO)),
        When(vale_dal__gt=oggi, then=Value(Situazione.FUTURO)),
        When(vale_al__lte=oggi + timedelta(days=GIORNI_IN_SCADENZA), then=Value(Situazione.IN_SCADENZA)),
        default=Value(Situazione.VALIDO),
        output_field=CharField(),
    )


def quanti(oggi):
    """La frase che riassume il registro."""
    n = accreditati(oggi).count()
    return conta(n, "accreditamento", "accreditamenti") if n else ""
