"""L’avviso 2025-2027, venti adesioni inviate in stati diversi (una sospesa), una in compilazione, una dal Sindaco, Codogno da fare.

Testi, nomi e cifre delle adesioni sono inventati (dato dimostrativo); Comuni, codici e residenti sono veri.
"""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify

from accordo import operazioni, selezioni
from accordo.dimostrazione import enti, riporto
from accordo.dimostrazione.carte import carta
from accordo.models import Adesione, AvvisoAdesione
from accordo.stati import StatoAdesione
from ambito.models import Evento
from ambito.poteri import Poteri
from ambito.selezioni import appartenenze

INIZIO = 2025
NON_INIZIATI = ("Codogno", "Casalpusterlengo", "Maleo")
INVIATE, ACCOLTE, CONSULTIVE, RIMANDATE, IN_BOZZA = 20, 12, 3, 2, 2
# La prima di quelle non inviate è pronta: aspetta la conferma del Sindaco.
DAL_SINDACO = INVIATE
# Dato → rilievo, per ciascuna adesione rimandata.
RILIEVI = (
    {"allegati": "La delibera allegata è la proposta: allega l’atto adottato. (dato dimostrativo)",
     "atto_data": "È la data della proposta, non quella dell’atto. (dato dimostrativo)"},
    {"referente_nome": "Non è più in servizio presso il Comune: indica chi parteciperà ai tavoli. (dato dimostrativo)"},
)  # fmt: skip
ESPERIENZE = (
    "Servizio di assistenza domiciliare in gestione associata e centro diurno comunale. (dato dimostrativo)",
    "Sportello di segretariato sociale due mattine a settimana. (dato dimostrativo)",
    "Progetti estivi per minori con l’oratorio e la scuola. (dato dimostrativo)",
)
RISORSE = (
    [("sede", "Sala civica per gli incontri dei tavoli", Decimal(12), "incontri l’anno", Decimal("600.00"))],
    [("personale", "Assistente sociale", Decimal(6), "ore la settimana", Decimal("7800.00")),
     ("economica", "Contributo al fondo per la domiciliarità", None, "", Decimal("1500.00"))],
    [("volontari", "Trasporto sociale con volontari", Decimal(4), "persone", None)],
)  # fmt: skip


def popola(scena):
    """L’avviso e le adesioni, se non ci sono già."""
    if AvvisoAdesione.objects.exists():
        return
    oggi = timezone.localdate(scena.adesso)
    ufficio = Poteri(scena.persona("udp"), scena.ambito, oggi)
    avviso = operazioni.apri_avviso(
        triennio_inizio=INIZIO, apre=oggi - timedelta(days=40), chiude=oggi + timedelta(days=30),
        atto="Determinazione dimostrativa n. 14 (dato dimostrativo)", testo=ISTRUZIONI, poteri=ufficio,
        ammessi=["comuni", "sanita", "terzo_settore"], allegati_richiesti=["statuto"],
        adesso=scena.adesso - timedelta(days=40),
    )  # fmt: skip
    comuni = [a.comune for a in appartenenze(oggi) if a.comune.nome not in NON_INIZIATI]
    # Un Comune ogni due, così sulla mappa gli stati si mescolano.
    sparsi = comuni[::2] + comuni[1::2]
    # Gli ultimi, che stanno ancora compilando, avevano aderito anche al triennio passato: riprendono da lì.
    riporto.popola(scena, sparsi[INVIATE : INVIATE + IN_BOZZA])
    for numero, comune in enumerate(sparsi[: INVIATE + IN_BOZZA]):
        adesione = _compila(scena, avviso, comune, numero)
        if numero < INVIATE:
            _invia_ed_esamina(scena, ufficio, adesione, numero)
        elif numero == DAL_SINDACO:
            operazioni.passa_al_sindaco(adesione, **_chi(scena, comune, scena.adesso - timedelta(days=1)))
    enti.popola(scena, avviso)


def sospendi_una(scena):
    """L’ultima delle consultive, quando l’accordo l’ha già fra le parti."""
    consultive = Adesione.objects.filter(stato=StatoAdesione.ACCOLTA_CONSULTIVA, avviso__triennio_inizio=INIZIO)
    if Evento.objects.filter(verbo="adesione.sospendi").exists() or not (adesione := consultive.order_by("-numero").first()):
        return
    quando = scena.adesso - timedelta(days=6)
    ufficio = Poteri(scena.persona("udp"), scena.ambito, timezone.localdate(scena.adesso))
    operazioni.sospendi_adesione(adesione, PERCHE_SOSPESA, dal=timezone.localdate(quando), poteri=ufficio, adesso=quando)


PERCHE_SOSPESA = (
    "Il referente indicato non lavora più per il Comune, e da due mesi nessuno viene ai tavoli: mandaci il nome di chi ne prende "
    "il posto. (dato dimostrativo)"
)
ISTRUZIONI = (
    "Il Comune che sottoscrive allega la delibera di Giunta; chi partecipa in forma consultiva può farne a meno. Per domande: "
    "Ufficio di Piano, ufficiodipiano@lodi.example. (dato dimostrativo)"
)


def _chi(scena, comune, quando, ruolo="operatore"):
    persona = scena.persona(f"{ruolo}.{slugify(comune.nome)}")
    return {"poteri": Poteri(persona, scena.ambito, timezone.localdate(scena.adesso)), "adesso": quando}


def _compila(scena, avviso, comune, numero):
    quando = scena.adesso - timedelta(days=30 - numero, hours=numero)
    chi = {"avviso": avviso, "soggetto": comune, **_chi(scena, comune, quando)}
    operazioni.salva_passo(passo="dati", campi=_dati(comune), revisione=0, **chi)
    tavoli, aree = list(selezioni.tavoli(avviso)), list(selezioni.aree())
    scelte = {"aree_target": _alcune(aree, numero, 2 + numero % 3), "tavoli": _alcune(tavoli, numero, 2)}
    campi = {"tipo": _tipo(numero), "esperienza": ESPERIENZE[numero % len(ESPERIENZE)]}
    adesione = operazioni.salva_passo(passo="aree", campi=campi, scelte=scelte, revisione=1, **chi)
    if numero > DAL_SINDACO:
        return adesione
    atto = {"atto_organo": "giunta", "atto_numero": str(20 + numero), "atto_data": quando.date() - timedelta(days=4)}
    nomi = ("tipo", "descrizione", "quantita", "unita", "valore_stimato")
    righe = [dict(zip(nomi, riga, strict=True)) for riga in RISORSE[numero % len(RISORSE)]]
    operazioni.salva_passo(passo="risorse", campi=atto, risorse=righe, revisione=2, **chi)
    operazioni.allega(tipo="atto", nome=f"delibera-giunta-{20 + numero}.pdf", byte=delibera(comune, 20 + numero), **chi)
    dichiarazioni = dict.fromkeys(("conosce_accordo", "senza_impedimenti", "dichiara_445", "letta_informativa"), True)
    return operazioni.salva_passo(passo="invio", campi={**dichiarazioni, "note": ""}, revisione=3, **chi)


def _tipo(numero):
    return "consultiva" if ACCOLTE - CONSULTIVE <= numero < ACCOLTE else "sottoscrittore"


def _alcune(elenco, da, quante):
    return [elenco[(da + n) % len(elenco)] for n in range(min(quante, len(elenco)))]


def _dati(comune):
    """Il codice fiscale del rappresentante è quello, inventato, usato negli esempi dei manuali."""
    indirizzo = slugify(comune.nome)
    return {
        "pec": f"comune.{indirizzo}@pec.example",
        "email": f"servizi.sociali@{indirizzo}.example",
        "telefono": "0371 000000",
        "rappresentante_cf": "RSSMRA85T10A562S",
    }


def delibera(comune, numero):
    """La delibera inventata di un Comune, in PDF."""
    return carta(
        f"Comune di {comune.nome}", f"Deliberazione della Giunta n. {numero}", "Adesione all’accordo di programma 2025-2027"
    )


def _invia_ed_esamina(scena, ufficio, adesione, numero):
    quando = scena.adesso - timedelta(days=28 - numero)
    adesione = operazioni.presenta(adesione, **_chi(scena, adesione.comune, quando, "sindaco"))
    deciso = {"poteri": ufficio, "adesso": quando + timedelta(days=3)}
    if numero < ACCOLTE:
        protocollo = {"numero": f"{4100 + numero * 7}", "data": timezone.localdate(quando) + timedelta(days=1)}
        operazioni.protocolla(adesione, **protocollo, **deciso)
    if numero < ACCOLTE - CONSULTIVE:
        operazioni.istruisci(adesione, "accogli_sottoscrittore", motivo="", **deciso)
    elif numero < ACCOLTE:
        operazioni.istruisci(adesione, "accogli_consultiva", motivo="", **deciso)
    elif numero < ACCOLTE + RIMANDATE:
        entro = timezone.localdate(scena.adesso) + timedelta(days=10)
        for bersaglio, testo in RILIEVI[numero - ACCOLTE].items():
            operazioni.scrivi_rilievo(adesione, bersaglio, testo, **deciso)
        motivo = "Qualche dato va corretto prima di accogliere l’adesione. (dato dimostrativo)"
        operazioni.istruisci(adesione, "chiedi_integrazione", motivo=motivo, entro=entro, **deciso)
