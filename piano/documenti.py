"""Il piano come documento: la fotografia dei dati (congelata nella versione) e la sua messa in pagina."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.impronta import impronta
from ambito.nucleo.testo import per_documento
from piano import selezioni
from piano.confronto import confronta
from piano.confronto.racconto import racconta
from piano.confronto.schede import giorno_italiano, numero_italiano
from piano.models import Azione, Indicatore, PianoDiZona, RisorsaObiettivo, Sezione, VersionePiano
from piano.selezioni import confronti


def fotografa(piano):
    """Tutto il piano com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile.

    Gli `id` riconoscono la stessa voce in due fotografie anche se cambia codice o titolo.
    """
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
    campi = ("id", "codice", "titolo", "collegato", "testo", "revisione", "livello")
    return {campo: getattr(sezione, campo) for campo in campi}


def _tavolo(tavolo):
    area = tavolo.area.nome if tavolo.area else ""
    return {"id": tavolo.pk, "nome": tavolo.nome, "area": area, "descrizione": tavolo.descrizione, "referente": tavolo.referente}


def _obiettivo(obiettivo):
    semplici = ("id", "codice", "titolo", "descrizione", "bisogno", "modalita", "referente", "integrazione_sociosanitaria")
    return {
        **{campo: getattr(obiettivo, campo) for campo in semplici},
        "area": obiettivo.area.nome,
        "continuita": obiettivo.get_continuita_display(),
        "target": [area.nome for area in obiettivo.target.all()],
        "inizio": _giorno(obiettivo.inizio),
        "fine": _giorno(obiettivo.fine),
        "azioni": [
            {"id": a.pk, "titolo": a.titolo, "responsabile": a.responsabile, "inizio": _giorno(a.inizio), "fine": _giorno(a.fine)}
            for a in obiettivo.azioni.all()
        ],
        "indicatori": [_indicatore(i) for i in obiettivo.indicatori.all()],
        "risorse": [{"anno": r.anno, "fondo": r.fondo.nome, "importo": _decimale(r.importo)} for r in obiettivo.risorse.all()],
    }  # fmt: skip


def _indicatore(indicatore):
    return {
        "id": indicatore.pk,
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
        "periodo": f"dal {giorno_italiano(obiettivo['inizio'])} al {giorno_italiano(obiettivo['fine'])}",
        "azioni": [{**a, "dal": giorno_italiano(a["inizio"]), "al": giorno_italiano(a["fine"])} for a in obiettivo["azioni"]],
        "indicatori": [
            {**i, "base": numero_italiano(i["base"]), "atteso": numero_italiano(i["atteso"])} for i in obiettivo["indicatori"]
        ],
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


def prepara(oggetto):
    """Il documento di una `VersionePiano` congelata, oppure della bozza se `oggetto` è il piano (e allora si dice «bozza»)."""
    if isinstance(oggetto, VersionePiano):
        piano, dati = oggetto.piano, oggetto.dati
        # Una bozza congelata è un documento a sé: stamparla dopo non fa dire «sostituito» al PDF della proposta.
        oggetto_id = -oggetto.pk if oggetto.bozza else piano.pk
        stato = _stato(oggetto)
        extra = {"bozza": oggetto.bozza, "versione_piano": oggetto.numero, "impronta_versione": oggetto.impronta}
    else:
        piano, dati, oggetto_id = oggetto, fotografa(oggetto), oggetto.pk
        stato = "Bozza di lavoro, non ancora proposta all’Assemblea"
        extra = {"bozza": True, "versione_piano": 0, "impronta_versione": ""}
    segno = f"v{extra['versione_piano']}" if extra["versione_piano"] else "bozza"
    return Preparato(
        oggetto_id=oggetto_id,
        titolo=dati["titolo"],
        sottotitolo=stato,
        nome_file=f"piano-di-zona-{dati['triennio']}-{segno}.pdf",
        dati={**impagina(dati), **extra},
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


def _stato(versione):
    """Il sottotitolo di una versione: che cos’è e di quando."""
    giorno = formatta_data(timezone.localdate(versione.quando), esteso=True)
    if versione.bozza:
        return f"Versione {versione.numero}, «{versione.chiamata}»: bozza congelata il {giorno}"
    return f"Versione {versione.numero}, proposta il {giorno}"


class PianoAssente(ErroreAtteso):
    """Per il periodo chiesto non c’è alcun piano."""


def trova(triennio, anno):
    """L’ultima versione proposta del piano di quel triennio (o di quello che comprende l’anno); senza proposte, la bozza."""
    piano = _piano(triennio, anno)
    return selezioni.ultima_versione(piano) or piano


def _piano(triennio, anno):
    if triennio:
        piano = selezioni.piano_del(str(triennio))
    elif anno:
        piano = selezioni.piano_dell_anno(int(anno))
    else:
        piano = selezioni.piano_corrente()
    if piano is None:
        raise PianoAssente("Per questo periodo non c’è ancora un Piano di Zona: si crea dalla pagina «Piano di Zona».")
    return piano


VERSIONI_MASSIME = 10_000


class VersioniMancanti(ErroreAtteso):
    """Il piano non ha ancora versioni da confrontare."""


@dataclass(frozen=True)
class Coppia:
    """Due momenti del piano da confrontare, il più vecchio per primo; `dopo` è `None` se è la bozza di adesso."""

    piano: PianoDiZona
    prima: VersionePiano
    dopo: VersionePiano | None

    @property
    def segno(self):
        """Un numero per ogni coppia: il confronto di due versioni non ne sostituisce uno fra altre due."""
        da, a = self.prima.numero, self.dopo.numero if self.dopo else 0
        return (self.piano.pk * VERSIONI_MASSIME + da) * VERSIONI_MASSIME + a

    @cached_property
    def foto(self):
        """Le due fotografie."""
        return self.prima.dati, self.dopo.dati if self.dopo else fotografa(self.piano)

    @cached_property
    def racconto(self):
        """Che cosa cambia e per mano di chi, in testi pronti per la pagina e per il documento."""
        confronto = confronta(*self.foto)
        chi = confronti.autori(self.piano, confronto, self.prima.quando, self.dopo and self.dopo.quando)
        lati = [_lato(versione, dati) for versione, dati in zip((self.prima, self.dopo), self.foto, strict=True)]
        return {"lati": lati, **racconta(confronto, chi)}


def _lato(versione, dati):
    if versione is None:
        return {"nome": "Bozza di adesso", "numero": 0, "quando": "", "chi": "", "impronta": impronta(dati)}
    quando = formatta_data(timezone.localdate(versione.quando), esteso=True)
    chi = str(versione.autore or "il portale")
    return {"nome": versione.chiamata, "numero": versione.numero, "quando": quando, "chi": chi, "impronta": versione.impronta}


def prepara_confronto(coppia):
    """Il documento di che cosa cambia fra due momenti del piano."""
    racconto, dati = coppia.racconto, coppia.foto[1]
    nomi = [lato["nome"] for lato in racconto["lati"]]
    segni = [f"v{lato['numero']}" if lato["numero"] else "bozza" for lato in racconto["lati"]]
    return Preparato(
        oggetto_id=coppia.segno,
        titolo=f"{dati['titolo']}: che cosa cambia",
        sottotitolo=f"Da «{nomi[0]}» a «{nomi[1]}»",
        nome_file=f"confronto-piano-di-zona-{dati['triennio']}-{'-'.join(segni)}.pdf",
        dati=racconto,
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


def trova_confronto(triennio, anno):
    """Le ultime due versioni del piano di quel periodo; se ce n’è una sola, quella e la bozza di adesso."""
    piano = _piano(triennio, anno)
    numeri = list(selezioni.versioni(piano).values_list("numero", flat=True)[:2])
    if not numeri:
        raise VersioniMancanti("Per confrontare serve una versione congelata: si congela dalla pagina «Versioni» del piano.")
    versioni = [selezioni.versione(piano, numero) for numero in reversed(numeri)]
    return Coppia(piano, *versioni) if len(versioni) == 2 else Coppia(piano, versioni[0], None)
