"""Il piano come documento: la fotografia dei dati (congelata nella versione) e la sua messa in pagina."""

from collections import defaultdict
from decimal import Decimal

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.testo import per_documento
from piano import selezioni
from piano.documenti import schede
from piano.models import Sezione, VersionePiano


def fotografa(piano):
    """Tutto il piano com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile."""
    return {
        "titolo": str(piano),
        "ambito": piano.ambito.nome,
        "dimostrativo": piano.ambito.dimostrativo,
        "triennio": piano.triennio,
        "anni": piano.anni,
        "sezioni": [_sezione(s) for s in Sezione.objects.filter(piano=piano)],
        "tavoli": [_tavolo(t) for t in selezioni.tavoli(piano)],
        "obiettivi": [schede.fotografa(o) for o in schede.da_fotografare(selezioni.obiettivi(piano))],
        "esiti": _esiti(piano),
    }


def _esiti(piano):
    """Come sono andati gli obiettivi del piano precedente, se sta nel portale: da dove si riparte."""
    prima, valutazioni = selezioni.esiti_precedenti(piano)
    return {
        "triennio": prima.triennio if prima else "",
        "righe": [
            {"codice": v.obiettivo.codice, "titolo": v.obiettivo.titolo, "esito": v.get_esito_display(), "grado": v.grado,
             "perche": v.perche, "correttivi": v.correttivi}
            for v in valutazioni
        ],
    }  # fmt: skip


def _sezione(sezione):
    campi = ("codice", "titolo", "collegato", "testo", "revisione", "livello")
    return {campo: getattr(sezione, campo) for campo in campi}


def _tavolo(tavolo):
    area = tavolo.area.nome if tavolo.area else ""
    return {"nome": tavolo.nome, "area": area, "descrizione": tavolo.descrizione, "referente": tavolo.referente}


def impagina(dati):
    """La fotografia pronta da mostrare, in pagina e nel PDF: numeri e date all’italiana, tabelle con i totali, testi regolari."""
    per_area = defaultdict(Decimal)
    for obiettivo in dati["obiettivi"]:
        per_area[obiettivo["area"]] += sum((Decimal(r["importo"]) for r in obiettivo["risorse"]), Decimal(0))
    return {
        "titolo_piano": dati["titolo"],
        "triennio": dati["triennio"],
        "sezioni": [{**s, "html": per_documento(s["testo"], 3 if s["livello"] == 1 else 4)} for s in dati["sezioni"]],
        "tavoli": dati["tavoli"],
        "obiettivi": [schede.impagina(o, dati["anni"]) for o in dati["obiettivi"]],
        # Le versioni congelate prima che ci fossero gli esiti non ne hanno.
        "esiti": dati.get("esiti", {"triennio": "", "righe": []}),
        "quadro": schede.quadro(dati["anni"], [r for o in dati["obiettivi"] for r in o["risorse"]]),
        "per_area": [{"area": area, "importo": formatta_importo(v), "valore": f"{v:.2f}"} for area, v in per_area.items()],
    }


def prepara(oggetto):
    """Il documento di una `VersionePiano` congelata, oppure della bozza se `oggetto` è il piano (e allora si dice «bozza»)."""
    if isinstance(oggetto, VersionePiano):
        piano, dati = oggetto.piano, oggetto.dati
        stato = f"Versione {oggetto.numero}, proposta il {formatta_data(timezone.localdate(oggetto.quando), esteso=True)}"
        extra = {"bozza": False, "versione_piano": oggetto.numero, "impronta_versione": oggetto.impronta}
    else:
        piano, dati = oggetto, fotografa(oggetto)
        stato = "Bozza di lavoro, non ancora proposta all’Assemblea"
        extra = {"bozza": True, "versione_piano": 0, "impronta_versione": ""}
    segno = f"v{extra['versione_piano']}" if extra["versione_piano"] else "bozza"
    return Preparato(
        oggetto_id=piano.pk,
        titolo=dati["titolo"],
        sottotitolo=stato,
        nome_file=f"piano-di-zona-{dati['triennio']}-{segno}.pdf",
        dati={**impagina(dati), **extra},
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


class PianoAssente(ErroreAtteso):
    """Per il periodo chiesto non c’è alcun piano."""


def trova(triennio, anno):
    """L’ultima versione congelata del piano di quel triennio (o di quello che comprende l’anno); senza versioni, la bozza."""
    if triennio:
        piano = selezioni.piano_del(str(triennio))
    elif anno:
        piano = selezioni.piano_dell_anno(int(anno))
    else:
        piano = selezioni.piano_corrente()
    if piano is None:
        raise PianoAssente("Per questo periodo non c’è ancora un Piano di Zona: si crea dalla pagina «Piano di Zona».")
    return selezioni.ultima_versione(piano) or piano
