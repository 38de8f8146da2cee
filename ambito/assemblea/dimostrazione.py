"""Sedute dimostrative di Lodi, fatte con le operazioni vere: Comuni e residenti sono veri; persone, testi e voti inventati."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ambito import flusso
from ambito.assemblea.models import Seduta, SeggioSeduta, Votazione
from ambito.assemblea.operazioni import (
    atti,
    aula,
    consultazioni,
    deliberazioni,
    elezioni,
    ordine_del_giorno,
    organi,
    sedute,
    ufficio,
    votazioni,
)
from ambito.assemblea.selezioni import verbali
from ambito.poteri import Poteri

MARCA = "Testo e voti inventati (dato dimostrativo)."
LUOGO = "Sala consiliare del Comune di Lodi, piazza Broletto 1"
AVVISO = datetime(2025, 2, 3, 10, 0)
PASSATA = datetime(2025, 2, 12, 18, 0)
ALBO = date(2025, 2, 17)
PUNTI_PASSATI = [
    ("Comunicazioni del Presidente", "", "Aldo Sartori"),
    (
        "Criteri di riparto delle spese dell’Ambito fra i Comuni",
        "L’Assemblea stabilisce che le spese comuni dell’Ambito si dividano fra i Comuni per nove decimi secondo i residenti al "
        f"1º gennaio 2024 e per un decimo in parti uguali. {MARCA}",
        "Chiara Bassi",
    ),
    (
        "Indirizzi per il Piano di zona 2025-2027",
        "L’Assemblea dà mandato all’Ufficio di Piano di redigere il Piano di zona 2025-2027 con tre priorità: domiciliarità degli "
        f"anziani, povertà delle famiglie con minori, trasporto sociale nei Comuni piccoli. {MARCA}",
        "Chiara Bassi",
    ),
    ("Elezione del vicepresidente dell’Assemblea", "", "Aldo Sartori"),
]
PUNTI_FUTURI = [
    (
        "Stato di redazione del Piano di zona 2025-2027",
        f"Il coordinatore riferisce quali sezioni sono scritte, quali obiettivi mancano e il calendario fino al voto. {MARCA}",
        "Chiara Bassi",
    ),
    (
        "Sportello di segretariato sociale nei Comuni sotto i mille residenti",
        "L’Assemblea approva l’apertura di uno sportello itinerante, una mattina ogni due settimane in ciascun Comune che lo "
        f"chiede, con gli assistenti sociali dell’azienda consortile. {MARCA}",
        "Paolo Ferri",
    ),
]
UFFICIO = [
    ("Paolo Ferri", "assistente", 36, "bcfg"),
    ("Sara Conti", "amministrativo", 30, "ae"),
    ("Livio Orsi", "statistico", 18, "h"),
    ("Nadia Grassi", "progettista", 24, "d"),
]
# Assenti e dissenzienti nella seduta passata, per posto in classifica dei residenti (0 è il più popoloso).
ASSENTI = set(range(9, 60, 3))
CONTRARI, ASTENUTI = {4, 17, 26, 35, 44}, {11, 29}


def popola(scena):
    """Una seduta conclusa, una convocata e una in preparazione; nulla se ce n’è già una, nulla fuori da Lodi."""
    if scena.ambito.slug != "lodi" or Seduta.objects.exists():
        return
    _seduta_passata(scena)
    _sedute_future(scena)
    _ufficio(scena)


def _di_roma(ora):
    return timezone.make_aware(ora)


def _poteri(scena, istante):
    return Poteri(scena.persona("segretario"), scena.ambito, timezone.localdate(istante))


def _dati(organo, prima):
    date = {"prima_convocazione": prima, "seconda_convocazione": prima + timedelta(hours=25)}
    return {"organo": organo, **date, "modalita": "presenza", "luogo": LUOGO, "collegamento": ""}


def _prepara(organo, prima, punti, poteri, adesso):
    seduta = sedute.prepara(None, _dati(organo, prima), poteri=poteri, adesso=adesso)
    for oggetto, proposta, relatore in punti:
        testi = {"oggetto": oggetto, "proposta": proposta, "relatore": relatore}
        dati = {**testi, "materia": "ordinaria", "minuti": 20, "oggetto_tipo": "", "oggetto_id": None}
        ordine_del_giorno.scrivi_punto(seduta, None, dati, poteri=poteri, adesso=adesso)
    return seduta


def _seduta_passata(scena):
    avviso, inizio = _di_roma(AVVISO), _di_roma(PASSATA)
    poteri = _poteri(scena, avviso)
    organo = organi.istituisci(
        nome="Assemblea dei Sindaci", poteri=poteri, adesso=avviso, dal=AVVISO.date().replace(month=1, day=1)
    )
    seduta = _prepara(organo, inizio, PUNTI_PASSATI, poteri, avviso)
    seduta = sedute.convoca(seduta, poteri=poteri, adesso=avviso)
    seduta = aula.apri(seduta, 1, poteri=poteri, adesso=inizio - timedelta(minutes=20), presiede="Aldo Sartori")
    classifica = list(SeggioSeduta.objects.filter(seduta=seduta).select_related("seduta").order_by("-residenti", "nome"))
    presenti = {n: seggio for n, seggio in enumerate(classifica) if n not in ASSENTI}
    for n, seggio in presenti.items():
        aula.fai_appello([seggio], poteri=poteri, adesso=inizio - timedelta(minutes=18 - n % 15))
    seduta = aula.inizia(seduta, poteri=poteri, adesso=inizio + timedelta(minutes=10), seggio_presidente=presenti[0])
    _tratta(seduta, presenti, poteri, inizio)
    aula.chiudi(seduta, poteri=poteri, adesso=inizio + timedelta(minutes=95))
    atti.chiudi_verbale(seduta.verbale, poteri=poteri, adesso=inizio + timedelta(days=6))
    for atto in seduta.deliberazioni.all():
        deliberazioni.pubblica(atto, dal=ALBO, poteri=poteri, adesso=inizio + timedelta(days=5))


def _tratta(seduta, presenti, poteri, inizio):
    comunicazioni, riparto, indirizzi, elezione = seduta.punti.all()
    ora = inizio + timedelta(minutes=12)
    punto = flusso.esegui(comunicazioni, "chiama", poteri=poteri, adesso=ora)
    flusso.esegui(punto, "prendi_atto", poteri=poteri, adesso=ora + timedelta(minutes=8))
    _vota(riparto, presenti, poteri, ora + timedelta(minutes=35), CONTRARI, ASTENUTI)
    _vota(indirizzi, presenti, poteri, ora + timedelta(minutes=70), set(), {29})
    _elegge(elezione, presenti, poteri, ora + timedelta(minutes=78))


def _elegge(punto, presenti, poteri, ora):
    """Il vicepresidente, al primo turno: chi siede per il secondo Comune più popoloso."""
    punto = flusso.esegui(punto, "chiama", poteri=poteri, adesso=ora)
    elezione = elezioni.apri(punto, "vice", poteri=poteri, adesso=ora)
    voti = {presenti[1].codice: 39, presenti[5].codice: 2}
    elezioni.scrutina(elezione, voti, turno=1, bianche=3, nulle=0, poteri=poteri, adesso=ora + timedelta(minutes=4))


def _vota(punto, presenti, poteri, ora, contrari, astenuti):
    punto = flusso.esegui(punto, "chiama", poteri=poteri, adesso=ora)
    votazione = votazioni.apri_votazione(punto, poteri=poteri, adesso=ora, scrutinio=Votazione.Scrutinio.ALZATA)
    scelte = {s.pk: "contrario" if n in contrari else "astenuto" if n in astenuti else "favorevole" for n, s in presenti.items()}
    votazioni.registra_mani(votazione, scelte, poteri=poteri, adesso=ora + timedelta(minutes=2))
    votazioni.chiudi_votazione(votazione, poteri=poteri, adesso=ora + timedelta(minutes=4))


def _sedute_future(scena):
    """La prossima è già convocata; quella dopo è in preparazione e aspetta il piano proposto."""
    poteri = _poteri(scena, scena.adesso)
    organo = Seduta.objects.first().organo
    oggi = timezone.localdate(scena.adesso)
    prossima, dopo = (_di_roma(datetime.combine(oggi + timedelta(days=giorni), time(18, 0))) for giorni in (14, 35))
    seduta = _prepara(organo, prossima, PUNTI_FUTURI, poteri, scena.adesso)
    for verbale in verbali.da_iscrivere(seduta):
        ordine_del_giorno.iscrivi_verbale(seduta, verbale, poteri=poteri, adesso=scena.adesso)
    sedute.convoca(seduta, poteri=poteri, adesso=scena.adesso)
    _prepara(organo, dopo, [], poteri, scena.adesso)
    consultazioni.apri(
        organo, oggetto="Adesione dell’Ambito a un bando regionale sul trasporto sociale", materia="ordinaria",
        testo=f"I Comuni sono d’accordo che l’Ambito partecipi al bando con il progetto dell’Ufficio di Piano. {MARCA}",
        scade_il=_di_roma(datetime.combine(oggi + timedelta(days=9), time(12, 0))), poteri=poteri, adesso=scena.adesso,
    )  # fmt: skip


def _ufficio(scena):
    """Regolamento, persone e compiti dell’Ufficio: tutti inventati. Un compito resta da affidare, perché si veda."""
    poteri = Poteri(scena.persona("coordinatore"), scena.ambito, timezone.localdate(scena.adesso))
    dati = {"poteri": poteri, "adesso": scena.adesso}
    ufficio.adotta_regolamento(atto="Delibera inventata n. 12/2025 (dato dimostrativo)", dal=ALBO, **dati)
    responsabili = {}
    for nome, figura, ore, compiti in UFFICIO:
        addetto = ufficio.aggiungi_addetto(
            nome=nome, figura=figura, ore=ore, da_ente="Azienda consortile (dato dimostrativo)", dal=ALBO, **dati
        )
        responsabili |= dict.fromkeys(compiti, addetto)
    ufficio.affida_compiti(responsabili, **dati)
