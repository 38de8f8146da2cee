"""Ciò che di un accordo legge chiunque: soltanto quelli in vigore o conclusi, e di nessuno i dati di persone."""

from django.urls import reverse

from accordo.models import AccordoDiProgramma, FirmaParte, ParteAccordo
from accordo.selezioni import accordi as letture
from accordo.selezioni.pubbliche import aderenti
from accordo.stati.accordi import CONCLUSI
from ambito.registri import Novita
from ambito.selezioni import storia
from ambito.trasparenza import a_mezzogiorno


def pubblicati():
    """Gli accordi in vigore o conclusi, integrativi compresi, dal triennio più recente."""
    return AccordoDiProgramma.objects.filter(stato__in=CONCLUSI).order_by("-triennio_inizio", "integrativo")


def pubblicato(codice):
    """L’accordo di «2025-2027» se è, o è stato, in vigore; altrimenti `None`."""
    trovato = letture.accordo(codice)
    return trovato if trovato and trovato.pubblicato else None


def integrativi(accordo):
    """Gli accordi che lo integrano, in vigore o conclusi, dal primo."""
    return pubblicati().filter(integra=accordo).order_by("integrativo")


def giorni_di_firma(versione):
    """Per ogni parte che ha firmato quella versione, l’istante in cui la firma è arrivata: `{id della parte: istante}`."""
    return dict(FirmaParte.objects.filter(versione=versione).values_list("parte", "caricata_il"))


def firmato_il(accordo):
    """L’istante in cui hanno firmato tutti, o `None`. Chi subentra dopo firma dopo, e non lo sposta."""
    return storia(accordo).filter(verbo="accordodiprogramma.firmano_tutti").values_list("quando", flat=True).first()


def arrivati_dopo(accordo, versione, oggi):
    """Chi ha aderito quando il testo era già fermo, e non ne è parte: le righe di `aderenti`."""
    parti = ParteAccordo.objects.filter(accordo=accordo)
    comuni, enti = parti.filter(comune__isnull=False).values("comune"), parti.filter(ente__isnull=False).values("ente")
    dopo = aderenti(oggi).filter(inizio=accordo.triennio_inizio, inviata_il__gt=versione.quando)
    return dopo.exclude(comune__in=comuni).exclude(ente__in=enti)


def quale_accordo(oggi):
    """La frase che riassume: di quale triennio è l’accordo più recente, e se è in vigore."""
    primo = pubblicati().filter(integrativo=0).first()
    return f"Triennio {primo.triennio}: {primo.get_stato_display().lower()}" if primo else ""


def novita(ambito, oggi):
    """L’entrata in vigore di ogni accordo: il giorno del bollettino."""
    for accordo in pubblicati().exclude(bollettino_data=None):
        testo = f"Pubblicato in {accordo.bollettino}." if accordo.bollettino else ""
        yield Novita(a_mezzogiorno(accordo.bollettino_data), "Accordo di programma", str(accordo), _url(ambito, accordo), testo)


def pagine(ambito, oggi):
    for accordo in pubblicati():
        yield _url(ambito, accordo)


def _url(ambito, accordo):
    return reverse("accordo_pubblico", args=[ambito.slug, accordo.codice])
