"""La relazione di monitoraggio di un anno: per area, gli obiettivi con il loro giudizio, indicatori, azioni, valutazioni."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo import traiettoria
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_misura
from piano import selezioni
from piano.models import PianoDiZona, RisorsaObiettivo
from piano.parole import LUCI
from piano.selezioni import andamento, in_vigore


@dataclass(frozen=True)
class AnnoDiPiano:
    """Di che cosa parla una relazione: un piano e uno dei suoi anni."""

    piano: PianoDiZona
    anno: int


class RelazioneMancante(ErroreAtteso):
    """Per il periodo chiesto non c’è un piano da seguire."""


def trova(triennio, anno, oggi):
    """L’anno chiesto; con il solo triennio l’ultimo cominciato; senza niente l’ultimo cominciato del piano corrente."""
    if anno:
        piano = selezioni.piano_dell_anno(int(anno))
    elif triennio:
        piano = selezioni.piano_del(str(triennio))
    else:
        piano = selezioni.piano_corrente()
    if piano is None:
        raise RelazioneMancante("Per questo periodo non c’è un Piano di Zona: si crea dalla pagina «Piano di Zona».")
    cominciati = andamento.anni_cominciati(piano, oggi)
    if not cominciati or (anno and int(anno) not in cominciati):
        raise RelazioneMancante(f"Il {anno or piano.triennio} non è ancora cominciato: non c’è niente da riferire.")
    return AnnoDiPiano(piano, int(anno) if anno else cominciati[-1])


def prepara(oggetto, oggi):
    """I dati da stampare, già scritti. La numerazione delle versioni è del piano: ogni relazione porta il suo anno nel titolo."""
    piano, anno = oggetto.piano, oggetto.anno
    fine = date(anno, 12, 31)
    righe = andamento.andamento(piano, min(oggi, traiettoria.entro(fine)), al=min(oggi, fine))
    return Preparato(
        oggetto_id=piano.pk,
        titolo=f"Monitoraggio {anno} del {piano}",
        sottotitolo=f"Valori e valutazioni fino al {formatta_data(min(oggi, fine), esteso=True)}",
        nome_file=f"monitoraggio-{anno}-piano-di-zona-{piano.triennio}.pdf",
        dati=_dati(piano, anno, righe),
        permesso="legge_piano",
        dimostrativo=piano.ambito.dimostrativo,
    )


def _dati(piano, anno, righe):
    importi = _importi(piano, anno)
    aree = [
        {"nome": nome, "obiettivi": [_obiettivo(r, anno, importi[r.obiettivo.pk]) for r in gruppo]}
        for nome, gruppo in groupby(righe, key=lambda r: r.obiettivo.area.nome)
    ]
    return {
        "anno": anno,
        "triennio": piano.triennio,
        "n_obiettivi": len(righe),
        "n_indicatori": sum(len(r.indicatori) for r in righe),
        "n_letti": sum(r.letti for r in righe),
        "luci": [{"nome": LUCI[luce], "quanti": quanti} for luce, quanti in andamento.per_luce(righe)],
        "azioni": _azioni_per_area(righe),
        "aree": aree,
    }


def _importi(piano, anno):
    """Quanto il piano prevede nell’anno per ogni obiettivo: di un piano che si aggiorna, come in vigore."""
    if piano.si_aggiorna:
        righe = [(r.obiettivo_id, r.importo) for r in in_vigore.risorse(piano, anno)]
    else:
        righe = RisorsaObiettivo.objects.filter(obiettivo__piano=piano, anno=anno).values_list("obiettivo", "importo")
    importi = Counter()
    for obiettivo, importo in righe:
        importi[obiettivo] += importo
    return importi


def _azioni_per_area(righe):
    """Quante azioni sono fatte su quante contano, area per area."""
    voci = []
    for nome, gruppo in groupby(righe, key=lambda r: r.obiettivo.area.nome):
        raccolte = list(gruppo)
        fatte, tutte = sum(r.fatte for r in raccolte), sum(len(r.da_fare) for r in raccolte)
        voci.append({"nome": nome, "fatte": fatte, "tutte": tutte, "percento": round(100 * fatte / tutte) if tutte else None})
    return voci


def _obiettivo(riga, anno, importo):
    o = riga.obiettivo
    return {
        "codice": o.codice,
        "titolo": o.titolo,
        "referente": o.referente,
        "luce": LUCI[riga.luce],
        "importo": formatta_importo(importo),
        "indicatori": [_indicatore(i, anno) for i in riga.indicatori],
        "azioni": [
            {"titolo": a.titolo, "chi": a.responsabile, "stato": a.get_stato_display(), "avanzamento": a.avanzamento,
             "nota": a.ultima_nota}
            for a in riga.azioni
        ],
        "valutazione": _valutazione(riga.valutazione),
    }  # fmt: skip


def _indicatore(voce, anno):
    indicatore = voce.indicatore
    previsto = traiettoria.atteso(voce.strada, date(anno, 12, 31))
    return {
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        "base": formatta_misura(indicatore.base),
        "previsto": formatta_misura(previsto),
        "valore": formatta_misura(voce.lettura.valore if voce.lettura else None),
        "al": formatta_data(voce.lettura.giorno) if voce.lettura else "",
        "atteso": formatta_misura(indicatore.atteso),
        "luce": LUCI[voce.luce],
    }


def _valutazione(valutazione):
    if valutazione is None:
        return None
    return {
        "quando": valutazione.quando,
        "esito": valutazione.get_esito_display(),
        "grado": valutazione.grado,
        "perche": valutazione.perche,
        "correttivi": valutazione.correttivi,
    }
