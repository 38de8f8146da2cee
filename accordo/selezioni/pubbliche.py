"""Ciò che dell’accordo si pubblica: gli avvisi in corso, e chi ha aderito senza alcun dato di persone."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from accordo.models import Adesione, AvvisoAdesione
from accordo.selezioni.adesioni import avvisi_in_corso
from accordo.selezioni.trienni import trienni_finiti
from accordo.stati import ACCOLTE
from ambito.models.ente import TipoEnte
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import Aperto, Novita
from ambito.trasparenza import a_mezzogiorno

_TIPI = [When(ente__tipo=codice, then=Value(nome)) for codice, nome in TipoEnte.choices]


def avvisi_pubblici(oggi):
    """Gli avvisi in corso e non ancora scaduti."""
    return avvisi_in_corso(oggi).filter(chiude__gte=oggi).order_by("-triennio_inizio")


def aderenti(oggi):
    """Le adesioni accolte, per triennio e nome: chi, di che tipo, con quale ruolo, su quali aree, se il triennio è finito."""
    finiti = trienni_finiti(trienni_con_aderenti(), oggi)
    righe = Adesione.objects.filter(stato__in=ACCOLTE).annotate(
        finita=Q(avviso__triennio_inizio__in=finiti) if finiti else Value(False),
        chi=Case(
            When(comune__isnull=False, then=Concat(Value("Comune di "), "comune__nome")),
            default=F("ente__denominazione"),
            output_field=CharField(),
        ),
        categoria=Case(When(comune__isnull=False, then=Value("Comune")), *_TIPI, output_field=CharField()),
        inizio=F("avviso__triennio_inizio"),
        aree_scelte=StringAgg("aree_target__nome", "; ", order_by="aree_target__ordine"),
    )
    return righe.only("stato", "tipo", "ambito").order_by("-inizio", "chi")


def trienni_con_aderenti():
    """I primi anni dei trienni per cui c’è un avviso, dal più recente."""
    return list(AvvisoAdesione.objects.order_by("-triennio_inizio").values_list("triennio_inizio", flat=True))


def quanti_aderenti(oggi):
    """La frase che riassume: quanti hanno aderito."""
    quanti = Adesione.objects.filter(stato__in=ACCOLTE).count()
    return conta(quanti, "adesione accolta", "adesioni accolte") if quanti else ""


def avvisi_aperti(ambito, oggi):
    for avviso in avvisi_pubblici(oggi):
        chi = "Comuni ed enti possono aderire" if avviso.ammessi != ["comuni"] else "I Comuni possono aderire"
        yield Aperto(str(avviso), f"{chi} all’accordo di programma.", _url(ambito), avviso.chiude)


def novita(ambito, oggi):
    """Gli avvisi di adesione, il giorno in cui si aprono."""
    for avviso in avvisi_pubblici(oggi):
        testo = f"Si aderisce fino al {formatta_data(avviso.chiude, esteso=True)}."
        yield Novita(a_mezzogiorno(avviso.apre), "Avviso", str(avviso), _url(ambito), testo)


def _url(ambito):
    return reverse("adesioni_pubbliche", args=[ambito.slug])
