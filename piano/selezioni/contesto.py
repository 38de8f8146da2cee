"""Il contesto del piano: popolazione e offerta com’erano a un giorno, in soli testi e interi, per la pagina e per la fotografia."""

from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.statistiche import mediana
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni, indicatori
from servizi.selezioni.offerta import Matrice

FASCE = ("0-2", "3-5", "6-17", "18-64", "65-74", "75-84", "85+")
# Nella tabella per Comune quelli che si leggono di più, con un nome corto: così entra in una pagina.
PER_COMUNE = {
    "anziani": "65 anni e più",
    "grandi-anziani": "75 anni e più",
    "minori": "Fino a 17 anni",
    "anziani-per-minori": "Anziani ogni 100 minori",
}
COLONNE_IN_PAGINA = 4


def popolazione(oggi):
    """Residenti per età nell’Ambito e indicatori di ogni Comune; vuoto se le età non si conoscono."""
    righe, al, fonte = bisogni.popolazioni(oggi)
    if al is None:
        return {}
    ambito = bisogni.insieme(righe)
    return {
        "al": al.isoformat(),
        "fonte": fonte,
        "residenti": ambito.totale,
        "fasce": [{"nome": f"{fascia} anni", "residenti": ambito.fasce[fascia]} for fascia in FASCE],
        "indicatori": [_indicatore(i, ambito, righe) for i in INDICATORI.values()],
        "comuni": [_comune(r) for r in righe],
        "colonne": list(PER_COMUNE.values()),
        **_altri(oggi),
    }


def _indicatore(indicatore, ambito, righe):
    valori = [v for r in righe if (v := r.indicatore(indicatore)) is not None]
    estremi = {"ambito": ambito.indicatore(indicatore), "minimo": min(valori), "mediana": mediana(valori), "massimo": max(valori)}
    return {
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        **{nome: _scritto(indicatore, valore) for nome, valore in estremi.items()},
    }


def _altri(oggi):
    """Gli indicatori aggiunti dall’Ufficio; nessuna voce se non ce ne sono: così le fotografie di prima non cambiano."""
    altri = indicatori.del_contesto(oggi)
    if not altri:
        return {}
    gruppi = [altri[n : n + COLONNE_IN_PAGINA] for n in range(0, len(altri), COLONNE_IN_PAGINA)]
    return {"altri": [_altro(i) for i in altri], "tavole": [_tavola(gruppo) for gruppo in gruppi]}


def _altro(indicatore):
    valori = [v.valore for v in indicatore.noti]
    estremi = {"minimo": min(valori), "mediana": mediana(valori), "massimo": max(valori)}
    return {
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        "al": indicatore.al.isoformat(),
        "fonte": indicatore.fonte,
        "comuni": len(valori),
        **{nome: _scritto(indicatore, valore) for nome, valore in estremi.items()},
    }


def _tavola(gruppo):
    """I valori Comune per Comune di pochi indicatori, che stanno in una pagina."""
    per_comune = {}
    for posto, indicatore in enumerate(gruppo):
        for valore in indicatore.noti:
            nome = valore.comune.nome
            per_comune.setdefault(nome, ["–"] * len(gruppo))[posto] = _scritto(indicatore, valore.valore)
    return {"colonne": [i.nome for i in gruppo], "righe": [{"nome": n, "celle": c} for n, c in sorted(per_comune.items())]}


def _comune(riga):
    return {
        "istat": riga.comune.codice_istat,
        "nome": riga.comune.nome,
        "residenti": riga.totale,
        "celle": [_scritto(INDICATORI[codice], riga.indicatore(INDICATORI[codice])) for codice in PER_COMUNE],
        "anziani": _puro(riga.indicatore(INDICATORI["anziani"])),
    }


def _scritto(indicatore, valore):
    return "–" if valore is None else formatta_numero(valore, indicatore.decimali)


def _puro(valore):
    return "" if valore is None else f"{valore:.2f}"


def offerta(oggi):
    """Quanti Comuni hanno ogni servizio e ogni livello essenziale; vuoto se l’offerta non è stata scritta."""
    matrice = Matrice(oggi)
    servizi = [r for r in matrice.righe() if r.serviti]
    if not servizi:
        return {}
    return {
        "al": oggi.isoformat(),
        "comuni": len(matrice.appartenenze),
        "servizi": [{"nome": r.servizio.nome, "comuni": r.serviti, "sedi": r.con_sede} for r in servizi],
        "livelli": [{"nome": r.servizio.nome, "comuni": r.serviti} for r in matrice.livelli()],
    }
