"""La rendicontazione della spesa sociale come documento ufficiale: dati congelati, totali che tornano, righe allegate in csv."""

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.nucleo.grafici import barre
from ambito.nucleo.statistiche import mediana, pro_capite, quota
from rendicontazione import selezioni
from rendicontazione.models import CIFRE
from rendicontazione.rapporti.codici import Cifra, indirizzo
from rendicontazione.selezioni.righe import foglio
from rendicontazione.stati import DEFINITIVI

COLONNE = CIFRE[:5]


class CampagnaMancante(ErroreAtteso):
    """Non c’è una campagna per il periodo chiesto."""


def trova(triennio, anno):
    """La campagna dell’anno; senza anno l’ultima del triennio, senza triennio l’ultima di tutte."""
    campagne = selezioni.campagne()
    if anno:
        campagne = campagne.filter(anno=anno)
    elif triennio:
        campagne = campagne.filter(anno__in=triennio.anni)
    trovata = campagne.first()
    if trovata is None:
        raise CampagnaMancante(
            f"Non c’è una campagna di rendicontazione{f' per il {anno or triennio}' if anno or triennio else ''}."
        )
    return trovata


def prepara(campagna, oggi):
    """I dati da stampare, già formattati, e le righe di spesa in allegato."""
    ambito = Ambito.objects.get(pk=campagna.ambito_id)
    righe = list(selezioni.quadro(campagna))
    return Preparato(
        oggetto_id=campagna.pk,
        titolo=f"Rendicontazione della spesa sociale {campagna.anno}",
        sottotitolo=_sottotitolo(righe),
        nome_file=f"rendicontazione-{campagna.anno}.pdf",
        dati=_dati(campagna, righe) | {"indirizzo": indirizzo(ambito)},
        permesso="legge_rendiconti",
        dimostrativo=ambito.dimostrativo,
        allegati=[_allegato(campagna)],
    )


def _sottotitolo(righe):
    consegnati = sum(r.e_consegnato for r in righe)
    return f"{consegnati} Comuni su {len(righe)}" + ("" if consegnati == len(righe) else ": raccolta non ancora completa")


def _dati(campagna, righe):
    consegnati = [r for r in righe if r.e_consegnato]
    totali = selezioni.totali(selezioni.voci(campagna))
    residenti = sum(r.residenti or 0 for r in consegnati)
    aree = selezioni.per_area(campagna)
    tutta = Cifra((campagna.anno,))
    date = [r.residenti_al for r in consegnati if r.residenti_al]
    return {
        "anno": campagna.anno,
        "termine": formatta_data(campagna.chiude, esteso=True),
        "n_comuni": len(righe),
        "n_consegnati": len(consegnati),
        "n_validati": sum(r.stato in DEFINITIVI for r in righe),
        "cifra": tutta.codice,
        "righe": [_riga(r, tutta) for r in consegnati],
        "totali": _cifre(totali),
        "entrate": formatta_importo(totali["entrate"]),
        "residenti": formatta_numero(residenti),
        "residenti_al": formatta_data(max(date, default=None), esteso=True),
        "media": _euro(pro_capite(totali["totale_spesa_netta"], residenti)),
        "mediana": _euro(mediana(pro_capite(r.totale_spesa_netta, r.residenti) for r in consegnati)),
        "aree": _ripartizione(aree, totali, tutta, "area"),
        "interventi": _ripartizione(selezioni.per_intervento(campagna), totali, tutta, "intervento"),
        "fondi": _ripartizione(selezioni.per_fondo(campagna), totali, tutta, "fondo"),
        "mancanti": [{"nome": r.comune.nome, "stato": r.get_stato_display().lower()} for r in righe if not r.e_consegnato],
        "grafico": _grafico(aree),
    }


def _riga(rendiconto, tutta):
    return {
        "nome": rendiconto.comune.nome,
        "istat": rendiconto.comune.codice_istat,
        "cifra": "" if rendiconto.senza_spesa else tutta.con(comune=rendiconto.comune.codice_istat).codice,
        "stato": rendiconto.get_stato_display(),
        "senza_spesa": rendiconto.senza_spesa,
        "cifre": [formatta_importo(getattr(rendiconto, f"totale_{c}")) for c in COLONNE],
        "per_abitante": _euro(pro_capite(rendiconto.totale_spesa_netta, rendiconto.residenti)),
    }


def _cifre(valori):
    return [formatta_importo(valori[f"totale_{c}"]) for c in COLONNE]


def _ripartizione(righe, totali, tutta, dimensione):
    tutto = totali["totale_spesa_netta"]
    return [
        {
            "nome": r["nome"] or "Senza un fondo indicato",
            "codice": r["codice"] or "",
            "cifra": tutta.con(**{dimensione: r["codice"] or ""}).codice,
            "utenti": formatta_numero(r["utenti"]),
            "cifre": _cifre(r),
            "entrate": formatta_importo(r["totale_spesa_lorda"] - r["totale_spesa_netta"]),
            "quota": f"{formatta_numero(quota(r['totale_spesa_netta'], tutto) * 100, 1)} %",
        }
        for r in righe
    ]


def _euro(importo):
    return "–" if importo is None else formatta_importo(importo)


def _grafico(aree):
    voci = [{"nome": a["nome"], "valore": a["totale_spesa_netta"]} for a in aree]
    return str(barre(voci, "Spesa netta per area di utenza", "", "euro")) if voci else ""


def _allegato(campagna):
    """Le righe dietro le cifre, una per una: chi riceve il documento può rifare i conti."""
    testo = foglio(selezioni.voci(campagna)).decode()
    return {"nome": f"righe-di-spesa-{campagna.anno}.csv", "descrizione": "Righe di spesa dei Comuni", "testo": testo}
