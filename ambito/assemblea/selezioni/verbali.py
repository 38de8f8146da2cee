"""I verbali: quali aspettano l’approvazione dell’organo, quali osservazioni hanno, da quale deliberazione sono approvati."""

from ambito.assemblea.models import Deliberazione, PuntoOdg, Verbale, VerbaleFirmato
from ambito.assemblea.parole import elenco, giorno
from ambito.assemblea.selezioni import agenda
from ambito.assemblea.stati import StatoPunto, StatoSeduta, StatoVerbale, StatoVotazione
from ambito.models import Documento
from ambito.selezioni import ultimo_documento
from ambito.verifica import Confronto, confronta

OGGETTO = "verbale"


def da_approvare():
    """I verbali chiusi che l’organo non ha ancora approvato, dal più vecchio."""
    approvati = PuntoOdg.objects.filter(oggetto_tipo=OGGETTO, stato=StatoPunto.APPROVATO).values("oggetto_id")
    chiusi = Verbale.objects.filter(stato=StatoVerbale.CHIUSO).exclude(pk__in=approvati)
    return chiusi.select_related("seduta__organo", "organo").order_by("anno", "numero")


def titolo(verbale):
    """«Verbale n. 3/2025, seduta del 12 febbraio 2025»."""
    return f"{verbale}, seduta del {giorno(verbale.seduta.prima_convocazione)}"


def proponibili(seduta):
    """I verbali dello stesso organo che si possono mettere ai voti in quella seduta, come (id, testo)."""
    return [(verbale.pk, titolo(verbale)) for verbale in da_approvare().filter(organo=seduta.organo_id)]


def sedute_di(verbali):
    """Di quei verbali, la seduta che ciascuno racconta: la pagina del verbale è sua."""
    numeri = list(verbali)
    return dict(Verbale.objects.filter(pk__in=numeri).values_list("pk", "seduta_id")) if numeri else {}


def carte_di_voto(verbale_id):
    """L’ultimo PDF del verbale, se è stato fatto."""
    documento = ultimo_documento("verbale", verbale_id)
    return [documento] if documento else []


def da_iscrivere(seduta):
    """I verbali dello stesso organo da approvare che non sono ancora all’ordine del giorno di quella seduta."""
    iscritti = seduta.punti.filter(oggetto_tipo=OGGETTO).values("oggetto_id")
    return da_approvare().filter(organo=seduta.organo).exclude(pk__in=iscritti)


def approvazione(verbale):
    """La deliberazione che ha approvato il verbale, o `None`."""
    atti = Deliberazione.objects.filter(punto__oggetto_tipo=OGGETTO, punto__oggetto_id=verbale.pk)
    return atti.select_related("organo").first()


def mancanze(verbale):
    """Che cosa manca al verbale, a chi sta per chiuderlo: frasi da leggere, non divieti."""
    seduta, frasi = verbale.seduta, []
    if not seduta.presiede:
        frasi.append("Non è scritto chi presiede.")
    if seduta.stato == StatoSeduta.CHIUSA:
        punti = list(seduta.punti.order_by("ordine"))
        titoli = agenda.titoli(punti)
        aperti = [p.numero for p in punti if p.stato == StatoPunto.ISCRITTO and p.pk not in titoli]
        frasi += [f"Non è stato trattato: punto {numero}." for numero in aperti]
    for votazione in seduta.votazioni.filter(stato=StatoVotazione.ANNULLATA, motivo_annullamento="").select_related("punto"):
        frasi.append(f"La votazione {votazione.numero}, annullata, non ha un motivo.")
    if senza := sorted(set(verbale.seduta.presenze.filter(persona="").values_list("seggio__nome", flat=True))):
        frasi.append(f"Non è scritto chi sedeva per {elenco(senza)}.")
    frasi += [f"Il testo non nomina la {sigla}." for sigla in _non_nominate(verbale)]
    return frasi


def _non_nominate(verbale):
    """Le deliberazioni della seduta di cui il testo non dice il numero."""
    atti = Deliberazione.objects.filter(seduta=verbale.seduta).select_related("organo").order_by("numero")
    return [atto.sigla for atto in atti if f"n. {atto.numero}/{atto.anno}" not in verbale.testo]


def osservazioni(verbale):
    """Le correzioni chieste da chi siede, dalla prima."""
    return verbale.osservazioni.select_related("autore")


def emesso_sotto(verbale, byte):
    """Il PDF emesso per quel verbale, non quello di una bozza, che sta in quei byte, tale e quale o con le firme; o `None`."""
    emessi = Documento.objects.filter(tipo=OGGETTO, oggetto_id=verbale.pk, annullato_il__isnull=True).order_by("-versione")
    emessi = emessi.exclude(dati__dati__bozza=True)
    return next((documento for documento in emessi if confronta(byte, documento) != Confronto.DIVERSO), None)


def firmato(verbale):
    """Il verbale firmato, senza i suoi byte; o `None`."""
    return VerbaleFirmato.objects.defer("byte").select_related("documento", "caricato_da").filter(verbale=verbale).first()
