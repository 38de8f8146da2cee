"""La prova del recapito: a chi è andato ogni avviso di una seduta, quando è partito, se è stato aperto."""

from collections import defaultdict

from django.db.models import Q

from ambito.assemblea.models import PuntoOdg, Seduta
from ambito.assemblea.parole import giorno_e_ora
from ambito.models import Avviso, Incarico
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.permessi import RUOLI
from ambito.selezioni import comuni

# Gli avvisi di queste cose provano che la convocazione è arrivata: non si cancellano.
DI_UNA_SEDUTA = (Seduta._meta.label_lower, PuntoOdg._meta.label_lower)
INTESTAZIONI = ["Avviso", "Comune", "Persona", "Indirizzo", "Preparato", "Spedizione", "Spedito", "Letto nel portale"]
DUBBI = ("negativo", "attenzione")
TONI = {"spedito": "positivo", "fallito": "negativo", "incerto": "attenzione", "solo_portale": "neutro"}


def avvisi(seduta):
    """Gli avvisi partiti per quella seduta, dal primo: convocazione, spostamenti, punti aggiunti, annullamento, promemoria."""
    punti = list(seduta.punti.values_list("pk", flat=True))
    suoi = Q(oggetto_tipo=Seduta._meta.label_lower, oggetto_id=seduta.pk)
    suoi |= Q(oggetto_tipo=PuntoOdg._meta.label_lower, oggetto_id__in=punti)
    return Avviso.objects.filter(suoi).select_related("destinatario").order_by("creato_il", "destinatario__cognome", "pk")


def righe(seduta):
    """Un avviso a una persona per riga, con i Comuni per cui la persona sedeva quel giorno."""
    tutti = list(avvisi(seduta))
    seggi = _chi_siede({a.giorno for a in tutti})
    return [
        {
            "avviso": a.titolo,
            "comune": ", ".join(seggi.get((a.giorno, a.destinatario_id), [])) or "–",
            "persona": a.destinatario.nome_completo,
            "indirizzo": a.destinatario.email,
            "preparato": a.creato_il,
            "spedizione": a.get_spedizione_display(),
            "tono": TONI.get(a.spedizione, "attesa"),
            "spedito": a.spedito_il,
            "errore": a.errore,
            "letto": a.letto_il,
        }
        for a in tutti
    ]


def _chi_siede(giorni):
    """(giorno, persona) → nomi dei Comuni per cui votava."""
    vota = [r.codice for r in RUOLI.values() if "vota" in r.comune]
    seggi = defaultdict(list)
    for giorno in giorni:
        for incarico in Incarico.objects.vigenti(giorno).filter(ruolo__in=vota).select_related("comune").order_by("comune__nome"):
            seggi[giorno, incarico.utente_id].append(incarico.comune.nome)
    return seggi


def riassunto(righe):
    """Le cifre in testa alla pagina: quanti avvisi, quanti spediti, letti, non riusciti."""
    generi = {
        "Avvisi": righe,
        "Spediti per posta": [r for r in righe if r["tono"] == "positivo"],
        "Letti nel portale": [r for r in righe if r["letto"]],
        "Non riusciti o incerti": [r for r in righe if r["tono"] in DUBBI],
    }
    return [{"etichetta": nome, "valore": formatta_numero(len(voci))} for nome, voci in generi.items()]


def per_foglio(seduta):
    """Le righe per un foglio di calcolo, nell’ordine di `INTESTAZIONI`."""
    return [
        [
            r["avviso"], r["comune"], r["persona"], r["indirizzo"], _quando(r["preparato"]),
            f"{r['spedizione']} ({r['errore']})" if r["errore"] else r["spedizione"], _quando(r["spedito"]), _quando(r["letto"]),
        ]
        for r in righe(seduta)
    ]  # fmt: skip


def _quando(istante):
    return giorno_e_ora(istante) if istante else ""


def senza_avviso(righe, oggi):
    """I Comuni che in quelle righe non hanno nessun avviso: vanno avvisati in altro modo."""
    avvisati = {nome for r in righe for nome in r["comune"].split(", ")}
    return [comune.nome for comune in comuni(oggi) if comune.nome not in avvisati]
