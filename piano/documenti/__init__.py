"""Il piano come documento: la fotografia dei dati (congelata nella versione) e la sua messa in pagina."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.citazioni import fissa_citazioni
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.impronta import impronta
from ambito.nucleo.testo import per_documento
from piano import selezioni
from piano.confronto import confronta
from piano.confronto.racconto import racconta
from piano.confronto.schede import giorno_italiano, numero_italiano
from piano.models import Azione, Indicatore, PianoDiZona, QuotaVincolata, RisorsaObiettivo, Sezione, VersionePiano
from piano.models.sezione import Collegato
from piano.selezioni import citabili, confronti, contesto


def fotografa(piano, oggi):
    """Tutto il piano com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile.

    Gli `id` riconoscono la stessa voce in due fotografie anche se cambia codice o titolo; i dati citati nei testi si fissano
    al valore di `oggi`, con la loro fonte.
    """
    sezioni = list(Sezione.objects.filter(piano=piano))
    citati = citabili.citati([s.testo for s in sezioni], piano, oggi)
    schede = selezioni.obiettivi(piano).prefetch_related(
        "target",
        Prefetch("azioni", Azione.objects.order_by("id")),
        Prefetch("indicatori", Indicatore.objects.order_by("id")),
        Prefetch("risorse", RisorsaObiettivo.objects.select_related("fondo")),
        Prefetch("quote", QuotaVincolata.objects.select_related("assegnazione__fondo")),
    )
    return {
        "titolo": str(piano),
        "ambito": piano.ambito.nome,
        "dimostrativo": piano.ambito.dimostrativo,
        "triennio": piano.triennio,
        "anni": piano.anni,
        "livelli": {"capitolo": piano.nome_capitolo, "paragrafo": piano.nome_paragrafo, "area": piano.nome_area},
        "sezioni": [_sezione(s, citati) for s in sezioni],
        "tavoli": [_tavolo(t) for t in selezioni.tavoli(piano)],
        "obiettivi": [_obiettivo(o) for o in schede],
        **_contesto(sezioni, oggi),
    }


def _contesto(sezioni, oggi):
    """Popolazione e offerta, se una sezione le mostra."""
    letture = {Collegato.POPOLAZIONE: contesto.popolazione, Collegato.OFFERTA: contesto.offerta}
    chieste = {s.collegato for s in sezioni}
    return {nome.value: leggi(oggi) for nome, leggi in letture.items() if nome in chieste}


def _sezione(sezione, citati):
    campi = ("id", "codice", "titolo", "collegato", "sintesi", "revisione", "livello")
    return {
        **{campo: getattr(sezione, campo) for campo in campi},
        "testo": fissa_citazioni(sezione.testo, citabili.valori(citati)),
        **_con_dati_citati(sezione, citati),
    }


def _con_dati_citati(sezione, citati):
    """I dati citati con la loro fonte; niente se non ce ne sono, così la fotografia di chi non cita resta quella di sempre."""
    dati = citabili.fonti_di(sezione.testo, citati)
    if not dati:
        return {}
    return {"dati_citati": [{"dato": d.etichetta, "valore": d.testo, "fonte": d.fonte, "al": _giorno(d.al)} for d in dati]}


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
        **_vincoli(obiettivo),
    }  # fmt: skip


def _vincoli(obiettivo):
    """Le quote vincolate, solo dove ci sono: un piano che non ne ha conserva la forma, e l’impronta, di prima che esistessero."""
    quote = [
        {
            "anno": q.assegnazione.annualita,
            "fondo": q.assegnazione.fondo.nome,
            "vincolo": q.assegnazione.vincolo,
            "importo": _decimale(q.importo),
        }
        for q in obiettivo.quote.all()
    ]
    return {"vincoli": quote} if quote else {}


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


def livelli(dati):
    """I nomi dei livelli di una fotografia; le versioni di prima che si potessero scegliere hanno quelli di allora."""
    return dati.get("livelli", {"capitolo": "Capitolo", "paragrafo": "Paragrafo", "area": "Area"})


def impagina(dati):
    """La fotografia pronta da mostrare, in pagina e nel PDF: numeri e date all’italiana, tabelle con i totali, testi regolari."""
    per_area = defaultdict(Decimal)
    for obiettivo in dati["obiettivi"]:
        per_area[obiettivo["area"]] += sum((Decimal(r["importo"]) for r in obiettivo["risorse"]), Decimal(0))
    return {
        "titolo_piano": dati["titolo"],
        "triennio": dati["triennio"],
        "livelli": livelli(dati),
        "sezioni": [_capitolo(s) for s in dati["sezioni"]],
        "tavoli": dati["tavoli"],
        "popolazione": dati.get("popolazione"),
        "offerta": dati.get("offerta"),
        "obiettivi": [_scheda(o, dati["anni"]) for o in dati["obiettivi"]],
        "quadro": _quadro(dati["anni"], [r for o in dati["obiettivi"] for r in o["risorse"]]),
        "per_area": [{"area": area, "importo": formatta_importo(v), "valore": f"{v:.2f}"} for area, v in per_area.items()],
    }


def _capitolo(sezione):
    citati = [{**d, "al": giorno_italiano(d["al"])} for d in sezione.get("dati_citati", [])]
    return {**sezione, "html": per_documento(sezione["testo"], 3 if sezione["livello"] == 1 else 4), "dati_citati": citati}


def _scheda(obiettivo, anni):
    return {
        **obiettivo,
        "periodo": f"dal {giorno_italiano(obiettivo['inizio'])} al {giorno_italiano(obiettivo['fine'])}",
        "azioni": [{**a, "dal": giorno_italiano(a["inizio"]), "al": giorno_italiano(a["fine"])} for a in obiettivo["azioni"]],
        "indicatori": [
            {**i, "base": numero_italiano(i["base"]), "atteso": numero_italiano(i["atteso"])} for i in obiettivo["indicatori"]
        ],
        "risorse": _quadro(anni, obiettivo["risorse"]),
        "vincoli": [{**v, "importo": formatta_importo(Decimal(v["importo"]))} for v in obiettivo.get("vincoli", [])],
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


class Origine(NamedTuple):
    """Da dove si legge un documento del piano: la fotografia, a che punto è in parole, i segni da congelare con i dati."""

    piano: PianoDiZona
    oggetto_id: int
    dati: dict
    stato: str
    segni: dict


def origine(oggetto, oggi):
    """L’origine di una `VersionePiano` congelata, oppure del piano: allora è la bozza, e si dice «bozza»."""
    if isinstance(oggetto, VersionePiano):
        # Una bozza congelata è un documento a sé: stamparla dopo non fa dire «sostituito» al PDF della proposta.
        oggetto_id = -oggetto.pk if oggetto.bozza else oggetto.piano_id
        segni = {"bozza": oggetto.bozza, "versione_piano": oggetto.numero, "impronta_versione": oggetto.impronta}
        return Origine(oggetto.piano, oggetto_id, oggetto.dati, _stato(oggetto), segni)
    segni = {"bozza": True, "versione_piano": 0, "impronta_versione": ""}
    stato = "Bozza di lavoro, non ancora proposta all’Assemblea"
    return Origine(oggetto, oggetto.pk, fotografa(oggetto, oggi), stato, segni)


def nome_file(inizio, dati, segni):
    """Il nome del PDF: quale documento, quale triennio, quale versione."""
    segno = f"v{segni['versione_piano']}" if segni["versione_piano"] else "bozza"
    return f"{inizio}-{dati['triennio']}-{segno}.pdf"


def prepara(oggetto, oggi):
    """Il piano intero di una `VersionePiano` congelata, oppure della bozza se `oggetto` è il piano (e allora si dice «bozza»)."""
    da = origine(oggetto, oggi)
    return Preparato(
        oggetto_id=da.oggetto_id,
        titolo=da.dati["titolo"],
        sottotitolo=da.stato,
        nome_file=nome_file("piano-di-zona", da.dati, da.segni),
        dati={**impagina(da.dati), **da.segni},
        permesso="legge_piano",
        dimostrativo=da.dati["dimostrativo"],
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

    def foto(self, oggi):
        """Le due fotografie; la bozza di adesso ha i dati citati al valore di `oggi`."""
        return self.prima.dati, self.dopo.dati if self.dopo else fotografa(self.piano, oggi)

    def racconto(self, oggi):
        """Che cosa cambia e per mano di chi, in testi pronti per la pagina e per il documento."""
        foto = self.foto(oggi)
        confronto = confronta(*foto)
        chi = confronti.autori(self.piano, confronto, self.prima.quando, self.dopo and self.dopo.quando)
        lati = [_lato(versione, dati) for versione, dati in zip((self.prima, self.dopo), foto, strict=True)]
        return {"lati": lati, **racconta(confronto, chi)}


def _lato(versione, dati):
    if versione is None:
        return {"nome": "Bozza di adesso", "numero": 0, "quando": "", "chi": "", "impronta": impronta(dati)}
    quando = formatta_data(timezone.localdate(versione.quando), esteso=True)
    chi = str(versione.autore or "il portale")
    return {"nome": versione.chiamata, "numero": versione.numero, "quando": quando, "chi": chi, "impronta": versione.impronta}


def prepara_confronto(coppia, oggi):
    """Il documento di che cosa cambia fra due momenti del piano."""
    racconto, dati = coppia.racconto(oggi), coppia.prima.dati
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
