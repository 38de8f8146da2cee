"""Gli elenchi che servono alle pagine dei rapporti."""

from ambito import selezioni as nucleo
from ambito.models import Comune
from rendicontazione import selezioni
from rendicontazione.rapporti.confronto import ANNI_AL_PIU
from rendicontazione.rapporti.spesa import SENZA
from servizi import selezioni as catalogo

TIPI = ("rendicontazione", "rapporto-comune", "rapporto-fondo", "rapporto-confronto", "rapporto-quote", "rapporto-schemi")


def fatti(campagna, poteri):
    """I rapporti di quell’anno già emessi che la persona può leggere, dal più recente."""
    emessi = nucleo.documenti_visibili(poteri).filter(tipo__in=TIPI, dati__dati__anno=campagna.anno)
    # I dati congelati comprendono le righe allegate: nell’elenco non servono.
    return emessi.defer("dati").order_by("-emesso_il", "-pk")


def fondi_usati(campagna):
    """I fondi a cui i Comuni imputano righe di spesa in quell’anno, in ordine."""
    return catalogo.fondi().filter(pk__in=selezioni.voci(campagna).order_by().values("fondo"))


def comuni(campagna):
    """I Comuni della campagna, come (codice Istat, nome)."""
    return list(campagna.rendiconti.order_by("comune__nome").values_list("comune__codice_istat", "comune__nome"))


def da_confrontare(campagna, dal=None):
    """Le campagne da mettere a confronto, fino a quella: da `dal`, e al più `ANNI_AL_PIU`."""
    fino = selezioni.campagne().filter(anno__lte=campagna.anno)
    return list((fino.filter(anno__gte=min(dal, campagna.anno)) if dal else fino)[:ANNI_AL_PIU])


def in_parole(cifra):
    """Di che cosa la cifra è la somma, come coppie nome e valore: anno, Comune, area, obiettivo, fondo."""
    nomi = [
        ("Comune", cifra.comune, Comune.objects.filter(codice_istat=cifra.comune), "nome"),
        ("Area di utenza", cifra.area, catalogo.aree().filter(codice=cifra.area), "nome"),
        ("Obiettivo di servizio", cifra.intervento, catalogo.interventi().filter(codice=cifra.intervento), "etichetta"),
        ("Fondo", cifra.fondo, catalogo.fondi().filter(codice=cifra.fondo), "etichetta"),
    ]
    anni = ("Anno" if len(cifra.anni) == 1 else "Anni", ", ".join(map(str, cifra.anni)))
    return [anni, *((titolo, _nome(valore, trovati, campo)) for titolo, valore, trovati, campo in nomi if valore is not None)]


def _nome(valore, trovati, campo):
    trovato = trovati.first() if valore else None
    return getattr(trovato, campo) if trovato else valore or SENZA
