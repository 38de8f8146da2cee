"""Il piano come documento: la fotografia dei dati (congelata nella versione) e la sua messa in pagina."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.nucleo.testo import per_documento
from ambito.nucleo.word import scrivi_docx
from piano import selezioni
from piano.models import Azione, Indicatore, RisorsaObiettivo, Sezione, VersionePiano


def fotografa(piano):
    """Tutto il piano com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile."""
    schede = selezioni.obiettivi(piano).prefetch_related(
        "target",
        Prefetch("azioni", Azione.objects.order_by("id")),
        Prefetch("indicatori", Indicatore.objects.order_by("id")),
        Prefetch("risorse", RisorsaObiettivo.objects.select_related("fondo")),
    )
    return {
        "titolo": str(piano),
        "ambito": piano.ambito.nome,
        "dimostrativo": piano.ambito.dimostrativo,
        "triennio": piano.triennio,
        "anni": piano.anni,
        "sezioni": [_sezione(s) for s in Sezione.objects.filter(piano=piano)],
        "tavoli": [_tavolo(t) for t in selezioni.tavoli(piano)],
        "obiettivi": [_obiettivo(o) for o in schede],
    }


def _sezione(sezione):
    campi = ("codice", "titolo", "collegato", "testo", "revisione", "livello")
    return {campo: getattr(sezione, campo) for campo in campi}


def _tavolo(tavolo):
    area = tavolo.area.nome if tavolo.area else ""
    return {"nome": tavolo.nome, "area": area, "descrizione": tavolo.descrizione, "referente": tavolo.referente}


def _obiettivo(obiettivo):
    semplici = ("codice", "titolo", "descrizione", "bisogno", "modalita", "referente", "integrazione_sociosanitaria")
    return {
        **{campo: getattr(obiettivo, campo) for campo in semplici},
        "area": obiettivo.area.nome,
        "continuita": obiettivo.get_continuita_display(),
        "target": [area.nome for area in obiettivo.target.all()],
        "inizio": _giorno(obiettivo.inizio),
        "fine": _giorno(obiettivo.fine),
        "azioni": [
            {"titolo": a.titolo, "responsabile": a.responsabile, "inizio": _giorno(a.inizio), "fine": _giorno(a.fine)}
            for a in obiettivo.azioni.all()
        ],
        "indicatori": [_indicatore(i) for i in obiettivo.indicatori.all()],
        "risorse": [{"anno": r.anno, "fondo": r.fondo.nome, "importo": _decimale(r.importo)} for r in obiettivo.risorse.all()],
    }  # fmt: skip


def _indicatore(indicatore):
    return {
        "tipo": indicatore.tipo,
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        "base": _decimale(indicatore.base),
        "atteso": _decimale(indicatore.atteso),
        "fonte": indicatore.fonte,
    }


def _giorno(valore):
    return valore.isoformat() if valore else ""


def _decimale(valore):
    return "" if valore is None else f"{valore:.2f}"


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
        "obiettivi": [_scheda(o, dati["anni"]) for o in dati["obiettivi"]],
        "quadro": _quadro(dati["anni"], [r for o in dati["obiettivi"] for r in o["risorse"]]),
        "per_area": [{"area": area, "importo": formatta_importo(v), "valore": f"{v:.2f}"} for area, v in per_area.items()],
    }


def _scheda(obiettivo, anni):
    return {
        **obiettivo,
        "periodo": f"dal {_italiana(obiettivo['inizio'])} al {_italiana(obiettivo['fine'])}",
        "azioni": [{**a, "dal": _italiana(a["inizio"]), "al": _italiana(a["fine"])} for a in obiettivo["azioni"]],
        "indicatori": [{**i, "base": _numero(i["base"]), "atteso": _numero(i["atteso"])} for i in obiettivo["indicatori"]],
        "risorse": _quadro(anni, obiettivo["risorse"]),
    }


def _quadro(anni, risorse):
    """Fondo per anno con i totali, in euro già scritti."""
    tabella = selezioni.tabella_per_anno(anni, [(r["fondo"], r["anno"], Decimal(r["importo"])) for r in risorse])
    return {
        "anni": anni,
        "righe": [
            {"fondo": fondo, "importi": [formatta_importo(v) for v in importi], "totale": formatta_importo(totale)}
            for fondo, importi, totale in tabella["righe"]
        ],
        "totali": [formatta_importo(v) for v in tabella["totali"]],
        "totale": formatta_importo(tabella["totale"]),
    }


def _italiana(giorno):
    """Da «2025-01-31» a «31/01/2025»; vuota resta vuota."""
    return "/".join(reversed(giorno.split("-")))


def _numero(testo):
    """«12.50» → «12,50»; «12.00» → «12»."""
    if not testo:
        return ""
    valore = Decimal(testo)
    return formatta_numero(valore, 0 if valore == valore.to_integral_value() else 2)


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


def in_word(oggetto, adesso):
    """I byte in docx di ciò che `prepara` impaginerebbe: l’ultima versione congelata, o la bozza se `oggetto` è il piano."""
    preparato = prepara(oggetto)
    nota = " Dati dimostrativi." if preparato.dimostrativo else ""
    corpo = render_to_string("piano/word.html", {**preparato.dati, "stato": f"{preparato.sottotitolo}.{nota}"})
    return scrivi_docx(corpo, titolo=preparato.titolo, autore=_autore(oggetto), creato=adesso, scarto_titoli=1)


def sezione_in_word(sezione, adesso):
    """I byte in docx di una sezione sola, com’è adesso: reimportati danno lo stesso testo."""
    return scrivi_docx(sezione.testo, titolo=str(sezione), autore=_autore(sezione), creato=adesso, scarto_titoli=1)


def _autore(oggetto):
    return f"Ufficio di Piano, {oggetto.ambito.nome}"


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
