"""Il piano come lo legge chiunque: la versione in vigore, quelle superate, l’andamento dell’ultima relazione pubblicata.

Si legge soltanto ciò che è congelato: la versione adottata dall’Assemblea e le relazioni di monitoraggio emesse. Bozze, commenti e
letture non ancora riferite restano dell’ufficio.
"""

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from ambito import trasparenza
from ambito.models import Documento
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import Aperto, Novita, VocePubblicabile
from piano.models import Aggiornamento, EsitoAggiornamento, PianoDiZona, VersionePiano
from piano.parole import LUCI, TONI_LUCE
from piano.selezioni import consultazioni
from piano.stati import DECISI, FINITI, StatoAzione

PIANO, MONITORAGGIO, FINALE = "piano", "monitoraggio", "relazione-finale"
ULTIME_RELAZIONI, ULTIME = 20, 30


class Adottata(NamedTuple):
    """Una versione che l’Assemblea ha adottato: con quale atto e quando, e da quando non vale più (`fino`, vuoto se vale)."""

    chiave: int
    numero: int
    atto: str
    giorno: date | None
    fino: date | None


class PianoPubblico(NamedTuple):
    """Un piano con le versioni che si leggono, dalla più recente; `attesa` è il giorno di quella in vigore, se è più in là."""

    piano: PianoDiZona
    versioni: list
    attesa: date | None

    @property
    def letta(self):
        return self.versioni[0]


def _adottate(piani):
    """Per ogni piano le versioni adottate, dalla più recente."""
    adottati = Aggiornamento.objects.filter(piano__in=piani, esito=EsitoAggiornamento.ADOTTATO).select_related("parte_da")
    superate = {}
    for a in adottati.defer("com_era", "parte_da__dati").order_by("-adottato_il", "-pk"):
        superata = Adottata(a.parte_da_id, a.parte_da.numero, a.deliberazione, a.deliberato_il, a.adottato_il)
        superate.setdefault(a.piano_id, []).append(superata)
    return {p: [_in_vigore(p), *superate.get(p.pk, [])] for p in piani}


def _in_vigore(piano):
    return Adottata(piano.adottata_id, piano.adottata.numero, piano.deliberazione, piano.deliberato_il, None)


def _decisi():
    righe = PianoDiZona.objects.filter(adottata__isnull=False, stato__in=DECISI).select_related("adottata")
    return list(righe.defer("adottata__dati").order_by("-triennio_inizio"))


def piani(oggi):
    """I piani adottati di cui si può leggere almeno una versione, dal più recente."""
    giorni = trasparenza.giorni(PIANO)
    for piano, adottate in _adottate(_decisi()).items():
        leggibili = [v for v in adottate if giorni.get(v.chiave, oggi) <= oggi]
        attesa = giorni.get(piano.adottata_id)
        if leggibili:
            yield PianoPubblico(piano, leggibili, attesa if attesa and attesa > oggi else None)


def piano(triennio, oggi):
    """Il piano di «2025-2027», o `None` se non è pubblico."""
    return next((p for p in piani(oggi) if p.piano.triennio == triennio), None)


def versione(pubblico, numero=None):
    """La versione che si legge, dati compresi; con `numero`, un’altra fra quelle pubbliche, o `None`."""
    chiavi = {v.numero: v.chiave for v in pubblico.versioni}
    chiave = pubblico.letta.chiave if numero is None else chiavi.get(numero)
    return VersionePiano.objects.select_related("piano").filter(pk=chiave).first()


def _relazioni():
    """Le relazioni di monitoraggio emesse, dalla più recente."""
    return Documento.objects.filter(tipo=MONITORAGGIO, annullato_il=None).order_by("-emesso_il", "-pk")


def relazione(piano, oggi):
    """L’ultima relazione di monitoraggio del piano che l’ufficio ha pubblicato, o `None`."""
    return _relazioni().filter(oggetto_id=piano.pk, pk__in=trasparenza.usciti(MONITORAGGIO, oggi)).first()


def _finali():
    """Le relazioni finali emesse, dalla più recente."""
    return Documento.objects.filter(tipo=FINALE, annullato_il=None).order_by("-emesso_il", "-pk")


def finale(pubblico, oggi):
    """L’ultima relazione finale di un piano pubblico, se l’ufficio la pubblica e il giorno è arrivato; o `None`.

    Racconta la versione in vigore: finché quella aspetta il suo giorno, aspetta anche lei.
    """
    if pubblico.attesa:
        return None
    usciti = trasparenza.usciti(FINALE, oggi)
    return _finali().filter(oggetto_id=pubblico.piano.pk).filter(oggetto_id__in=usciti).first()


def _con_finale(piani, oggi):
    """Coppie (piano pubblico, relazione finale) di quelli che si leggono."""
    emesse = {}
    for documento in _finali().filter(oggetto_id__in=trasparenza.usciti(FINALE, oggi)).defer("dati"):
        emesse.setdefault(documento.oggetto_id, documento)
    return [(p, emesse[p.piano.pk]) for p in piani if p.attesa is None and p.piano.pk in emesse]


def andamento(relazione):
    """Che cosa la relazione dice di ogni obiettivo: `{codice: {…}}`."""
    if relazione is None:
        return {}
    obiettivi = [o for area in relazione.dati["dati"]["aree"] for o in area["obiettivi"]]
    return {o["codice"]: _detto(o) for o in obiettivi}


def _detto(obiettivo):
    """Giudizio, azioni fatte, indicatori, esito della valutazione: senza le note di chi lavora."""
    azioni = [a for a in obiettivo["azioni"] if a["stato"] != StatoAzione.ANNULLATA.label]
    valutazione = obiettivo["valutazione"]
    return {
        "luce": obiettivo["luce"],
        "tono": next((TONI_LUCE[luce] for luce, parola in LUCI.items() if parola == obiettivo["luce"]), "neutro"),
        "azioni": len(azioni),
        "fatte": sum(1 for a in azioni if a["stato"] == StatoAzione.COMPLETATA.label),
        "indicatori": obiettivo["indicatori"],
        "esito": valutazione["esito"] if valutazione else "",
        "grado": valutazione["grado"] if valutazione else None,
    }


def piani_pubblicabili(ambito):
    """Le versioni in vigore, di cui l’ufficio decide il giorno."""
    for p in _decisi():
        giorno = p.deliberato_il or timezone.localdate(p.adottata.quando)
        titolo = f"{p}, versione {p.adottata.numero}"
        yield VocePubblicabile(p.adottata_id, titolo, giorno, reverse("piano_pubblico", args=[ambito.slug, p.triennio]))


def relazioni_pubblicabili(ambito):
    """Le ultime relazioni di monitoraggio emesse dei piani adottati."""
    trienni = {p.pk: p.triennio for p in _decisi()}
    for documento in _relazioni().filter(oggetto_id__in=trienni).defer("dati")[:ULTIME_RELAZIONI]:
        url = reverse("piano_pubblico", args=[ambito.slug, trienni[documento.oggetto_id]])
        giorno = timezone.localdate(documento.emesso_il)
        yield VocePubblicabile(documento.pk, f"{documento.titolo}, versione {documento.versione}", giorno, url)


def finali_pubblicabili(ambito):
    """Le relazioni finali dei piani conclusi, di cui l’ufficio decide il giorno, anche mentre il documento si prepara."""
    for piano in _decisi():
        if piano.stato in FINITI:
            url = reverse("relazione_finale_pubblica", args=[ambito.slug, piano.triennio])
            yield VocePubblicabile(piano.pk, f"Relazione finale del {piano}", piano.al, url)


def quale_piano(oggi):
    """La frase che riassume: di quale triennio è il piano più recente."""
    primo = next(piani(oggi), None)
    return f"Triennio {primo.piano.triennio}" if primo else ""


def novita(ambito, oggi):
    """L’adozione di ogni versione pubblica e la relazione finale, il giorno in cui le si è potute leggere."""
    giorni, pubblici = trasparenza.giorni(PIANO), list(piani(oggi))
    decisi = trasparenza.giorni(FINALE)
    for p, documento in _con_finale(pubblici, oggi):
        url = reverse("relazione_finale_pubblica", args=[ambito.slug, p.piano.triennio])
        quando = trasparenza.a_mezzogiorno(decisi[p.piano.pk])
        yield Novita(quando, "Relazione finale", documento.titolo, url, "Com’è andato ogni obiettivo, e che cosa passa avanti.")
    for p in pubblici:
        url = reverse("piano_pubblico", args=[ambito.slug, p.piano.triennio])
        for v in p.versioni:
            quando = giorni.get(v.chiave) or v.giorno
            if quando:
                titolo = f"{p.piano}, versione {v.numero}"
                yield Novita(trasparenza.a_mezzogiorno(quando), "Piano di Zona", titolo, url, f"Adottata con {v.atto}.")


def pagine(ambito, oggi):
    """La pagina di ogni piano, delle sue sezioni e dei suoi obiettivi."""
    pubblici = list(piani(oggi))
    lette = VersionePiano.objects.in_bulk([p.letta.chiave for p in pubblici])
    for p in pubblici:
        prima, dati = [ambito.slug, p.piano.triennio], lette[p.letta.chiave].dati
        yield reverse("piano_pubblico", args=prima)
        yield from (reverse("sezione_pubblica", args=[*prima, s["codice"]]) for s in dati["sezioni"])
        yield from (reverse("obiettivo_pubblico", args=[*prima, o["codice"]]) for o in dati["obiettivi"])
    yield from (reverse("relazione_finale_pubblica", args=[ambito.slug, p.piano.triennio]) for p, _ in _con_finale(pubblici, oggi))


def quante_consultazioni(oggi):
    quante = consultazioni.pubbliche().count()
    return conta(quante, "consultazione", "consultazioni") if quante else ""


def consultazioni_aperte(ambito, oggi):
    for c in consultazioni.pubbliche():
        if c.aperta(oggi):
            yield Aperto(str(c), "Consultazione: chiunque può scrivere, senza registrarsi.", _della(ambito, c.pk), c.chiude)


def novita_consultazioni(ambito, oggi):
    """Le consultazioni, il giorno in cui si aprono."""
    for c in consultazioni.pubbliche().filter(apre__lte=oggi)[:ULTIME]:
        testo = f"Si scrive fino al {formatta_data(c.chiude, esteso=True)}."
        yield Novita(trasparenza.a_mezzogiorno(c.apre), "Consultazione pubblica", str(c), _della(ambito, c.pk), testo)


def pagine_consultazioni(ambito, oggi):
    for pk in consultazioni.pubbliche().values_list("pk", flat=True):
        yield _della(ambito, pk)


def _della(ambito, pk):
    return reverse("consultazione_pubblica", args=[ambito.slug, pk])
