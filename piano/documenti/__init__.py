"""Il piano come documento: la fotografia dei dati (congelata nella versione) e la sua messa in pagina."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.citazioni import fissa_citazioni
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.testo import regolare
from piano import selezioni
from piano.confronto.campi import giorno_italiano
from piano.documenti import schede
from piano.models import PianoDiZona, Sezione, VersionePiano
from piano.models.sezione import Collegato
from piano.selezioni import citabili, contesto, figure


def fotografa(piano, oggi):
    """Tutto il piano com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile.

    Gli `id` riconoscono la stessa voce in due fotografie anche se cambia codice o titolo; i dati citati nei testi si fissano
    al valore di `oggi`, con la loro fonte.
    """
    sezioni = list(Sezione.objects.filter(piano=piano))
    testi = [s.testo for s in sezioni]
    citati, citate = citabili.citati(testi, piano, oggi), figure.citate(testi, piano)
    return {
        "titolo": str(piano),
        "ambito": piano.ambito.nome,
        "dimostrativo": piano.ambito.dimostrativo,
        "triennio": piano.triennio,
        "anni": piano.anni,
        "livelli": {"capitolo": piano.nome_capitolo, "paragrafo": piano.nome_paragrafo, "area": piano.nome_area},
        "sezioni": [_sezione(s, citati, citate) for s in sezioni],
        "tavoli": [_tavolo(t) for t in selezioni.tavoli(piano)],
        "obiettivi": [schede.fotografa(o) for o in schede.da_fotografare(selezioni.obiettivi(piano))],
        "esiti": _esiti(piano),
        **_contesto(sezioni, oggi),
    }


def _contesto(sezioni, oggi):
    """Popolazione e offerta, se una sezione le mostra."""
    letture = {Collegato.POPOLAZIONE: contesto.popolazione, Collegato.OFFERTA: contesto.offerta}
    chieste = {s.collegato for s in sezioni}
    return {nome.value: leggi(oggi) for nome, leggi in letture.items() if nome in chieste}


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


def _sezione(sezione, citati, citate):
    campi = ("id", "codice", "titolo", "collegato", "sintesi", "revisione", "livello")
    return {
        **{campo: getattr(sezione, campo) for campo in campi},
        "testo": fissa_citazioni(sezione.testo, citabili.valori(citati)),
        **_con_dati_citati(sezione, citati),
        **_con_figure(sezione, citate),
    }


def _con_dati_citati(sezione, citati):
    """I dati citati con la loro fonte; niente se non ce ne sono, così la fotografia di chi non cita resta quella di sempre."""
    dati = citabili.fonti_di(sezione.testo, citati)
    if not dati:
        return {}
    return {
        "dati_citati": [
            {"dato": d.etichetta, "valore": d.testo, "fonte": d.fonte, "al": d.al.isoformat() if d.al else ""} for d in dati
        ]
    }


def _con_figure(sezione, citate):
    """Le figure citate, senza l’immagine, che si ritrova dall’impronta; niente se non ce ne sono, come per i dati citati."""
    trovate = figure.di(sezione.testo, citate)
    return {"figure": trovate} if trovate else {}


def _tavolo(tavolo):
    area = tavolo.area.nome if tavolo.area else ""
    return {"id": tavolo.pk, "nome": tavolo.nome, "area": area, "descrizione": tavolo.descrizione, "referente": tavolo.referente}


def livelli(dati):
    """I nomi dei livelli di una fotografia; le versioni di prima che si potessero scegliere hanno quelli di allora."""
    return dati.get("livelli", {"capitolo": "Capitolo", "paragrafo": "Paragrafo", "area": "Area"})


def impagina(dati, url_figura=None):
    """La fotografia pronta da mostrare, in pagina e nel PDF: numeri e date all’italiana, tabelle con i totali, testi regolari.

    `url_figura(figura)`: l’indirizzo della sua immagine in quella pagina; un PDF le prende dopo (`con_le_immagini`).
    """
    per_area = defaultdict(Decimal)
    for obiettivo in dati["obiettivi"]:
        per_area[obiettivo["area"]] += sum((Decimal(r["importo"]) for r in obiettivo["risorse"]), Decimal(0))
    return {
        "titolo_piano": dati["titolo"],
        "triennio": dati["triennio"],
        "livelli": livelli(dati),
        "sezioni": [_capitolo(s, url_figura) for s in dati["sezioni"]],
        "tavoli": dati["tavoli"],
        "popolazione": dati.get("popolazione"),
        "offerta": dati.get("offerta"),
        "obiettivi": [schede.impagina(o, dati["anni"]) for o in dati["obiettivi"]],
        # Le versioni congelate prima che ci fossero gli esiti non ne hanno.
        "esiti": dati.get("esiti", {"triennio": "", "righe": []}),
        "quadro": schede.quadro(dati["anni"], [r for o in dati["obiettivi"] for r in o["risorse"]]),
        "per_area": [{"area": area, "importo": formatta_importo(v), "valore": f"{v:.2f}"} for area, v in per_area.items()],
    }


def _capitolo(sezione, url_figura):
    if url_figura:
        sezione = _con_sorgenti(sezione, url_figura)
    citati = [{**d, "al": giorno_italiano(d["al"])} for d in sezione.get("dati_citati", [])]
    return {**sezione, "html": regolare(sezione["testo"], 3 if sezione["livello"] == 1 else 4), "dati_citati": citati}


def _con_sorgenti(sezione, sorgente):
    if "figure" not in sezione:
        return sezione
    return {**sezione, "figure": [{**f, "sorgente": sorgente(f)} for f in sezione["figure"]]}


def con_le_immagini(dati):
    """Ciò che va in un PDF con le immagini delle figure, che nei dati congelati non stanno: ne hanno l’impronta."""
    citate = figure.congelate(dati)
    if not citate:
        return dati
    immagini = figure.in_pagina({f["impronta"] for f in citate.values()})
    return {**dati, "sezioni": [_con_sorgenti(s, lambda f: immagini.get(f["impronta"], "")) for s in dati["sezioni"]]}


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
        # Una bozza congelata è un documento a sé: stamparla dopo non fa dire «sostituito» al PDF della proposta. Lo stesso, con
        # il PDF del piano in vigore, fanno un aggiornamento non ancora adottato e una versione superata.
        a_se = oggetto.bozza or oggetto.piano.adottata_id not in (None, oggetto.pk)
        oggetto_id = -oggetto.pk if a_se else oggetto.piano_id
        segni = {"bozza": oggetto.bozza, "versione_piano": oggetto.numero, "impronta_versione": oggetto.impronta}
        return Origine(oggetto.piano, oggetto_id, oggetto.dati, _stato(oggetto), segni)
    segni = {"bozza": True, "versione_piano": 0, "impronta_versione": ""}
    if oggetto.si_aggiorna:
        # La chiave della versione adottata, di segno opposto, è libera: quella versione non è una bozza.
        stato = f"Bozza dell’aggiornamento; in vigore è la versione {oggetto.adottata.numero}"
        return Origine(oggetto, -oggetto.adottata_id, fotografa(oggetto, oggi), stato, segni)
    stato = "Bozza di lavoro, non ancora proposta al voto"
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
    if versione.aggiorna_id:
        return f"Versione {versione.numero}, che aggiorna la {versione.aggiorna.numero}: proposta il {giorno}"
    return f"Versione {versione.numero}, proposta il {giorno}"


class PianoAssente(ErroreAtteso):
    """Per il periodo chiesto non c’è alcun piano."""


def trova(triennio, anno):
    """La versione che leggono tutti, del piano di quel triennio (o di quello che comprende l’anno); se non c’è, la bozza."""
    piano = piano_del_periodo(triennio, anno)
    return selezioni.di_tutti(piano) or piano


def piano_del_periodo(triennio, anno):
    """Il piano di quel triennio, o che comprende quell’anno; senza niente, quello corrente. `PianoAssente` se non c’è."""
    if triennio:
        piano = selezioni.piano_del(str(triennio))
    elif anno:
        piano = selezioni.piano_dell_anno(int(anno))
    else:
        piano = selezioni.piano_corrente()
    if piano is None:
        raise PianoAssente("Per questo periodo non c’è ancora un Piano di Zona: si crea dalla pagina «Piano di Zona».")
    return piano
