"""Un rapporto come documento ufficiale: dati congelati, righe stampate se sono poche o se si chiedono, sempre allegate in csv."""

import json
from dataclasses import dataclass

from django.utils.timezone import localtime

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.fogli import scrivi_csv
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.registri import Capitolo
from rendicontazione import documenti, selezioni
from rendicontazione.models import Rendiconto
from rendicontazione.rapporti.bilancio import del_bilancio
from rendicontazione.rapporti.codici import indirizzo
from rendicontazione.rapporti.comune import del_comune
from rendicontazione.rapporti.confronto import ANNI_AL_PIU, fra_anni
from rendicontazione.rapporti.fondo import del_fondo
from rendicontazione.rapporti.quote import delle_quote
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.schemi import degli_schemi
from rendicontazione.selezioni import bilancio
from rendicontazione.stati import CONSEGNATI
from servizi import selezioni as catalogo

# Oltre, duecento pagine che nessuno legge: le cifre si stampano, le righe stanno nel csv allegato.
RIGHE_STAMPATE = 2000
# Fino a qui un pezzo solo; oltre, ogni capitolo ha tante righe e lo impagina un processo per conto suo.
RIGHE_PER_CAPITOLO = 250


class NienteDaRiferire(ErroreAtteso):
    """Nel periodo non c’è nulla su cui fare il rapporto."""


@dataclass(frozen=True)
class Richiesta:
    """Un rapporto da stampare; `tutte`: le righe di spesa si stampano anche se sono moltissime."""

    rapporto: Rapporto
    tutte: bool = False


def prepara(richiesta, oggi):
    """I testi da stampare e le righe di spesa in allegato."""
    rapporto, ambito = richiesta.rapporto, Ambito.objects.get(pk=esigi_ambito())
    righe = rapporto.righe()
    return Preparato(
        oggetto_id=rapporto.oggetto_id,
        titolo=rapporto.titolo,
        sottotitolo=rapporto.sottotitolo,
        nome_file=f"{rapporto.nome}.pdf",
        dati=_dati(rapporto, righe, richiesta.tutte, indirizzo(ambito)),
        permesso=rapporto.permesso,
        comune_id=rapporto.comune_id,
        dimostrativo=ambito.dimostrativo,
        allegati=[*(_allegato(rapporto, t) for t in (righe, *rapporto.allegate)), *_in_json(rapporto)],
    )


def _dati(rapporto, righe, tutte, dove):
    quante = len(righe.righe)
    stampate = righe.scritta() if tutte or quante <= RIGHE_STAMPATE else None
    return {
        "anno": rapporto.cifra.anni[-1],
        "cifre": rapporto.cifre,
        "note": rapporto.note,
        "al": f"{localtime(rapporto.al):%d/%m/%Y alle %H:%M}" if rapporto.al else "",
        "tavole": [t.scritta() for t in rapporto.tavole],
        "quante": formatta_numero(quante),
        "righe": stampate if quante else None,
        "titolo_righe": righe.titolo,
        "con_codici": rapporto.con_codici,
        "data_di": rapporto.data_di,
        "a_capitoli": _divise(stampate["righe"]) if stampate and quante > RIGHE_PER_CAPITOLO else [],
        "indirizzo": dove,
    }


def _divise(righe):
    """Da dove a dove va ogni capitolo di righe: si stampa nell’indice e dice al capitolo che cosa prendere."""
    passo = RIGHE_PER_CAPITOLO
    return [
        {"chiave": f"righe-{n}", "da": da, "a": min(da + passo, len(righe)),
         "titolo": f"Righe da {formatta_numero(da + 1)} a {formatta_numero(min(da + passo, len(righe)))}"}
        for n, da in enumerate(range(0, len(righe), passo), start=1)
    ]  # fmt: skip


def capitoli(dati):
    """Le righe di spesa a capitoli, se sono molte; nessuno se stanno in un pezzo con il resto."""
    for numero, pezzo in enumerate(dati["a_capitoli"], start=1):
        tutte = dati["righe"]["righe"]
        # Il totale è di tutte le righe: sta in fondo all’ultimo capitolo.
        totale = dati["righe"]["totale"] if pezzo["a"] == len(tutte) else None
        tavola = dati["righe"] | {"titolo": pezzo["titolo"], "righe": tutte[pezzo["da"] : pezzo["a"]], "totale": totale}
        contenuto = {"tavola": tavola, "ancora": pezzo["chiave"]}
        yield Capitolo(pezzo["chiave"], pezzo["titolo"], "documenti/rapporto/capitolo.html", contenuto, f"R{numero}", elenca=False)


def _allegato(rapporto, tavola):
    testo = scrivi_csv(tavola.intestazioni(), tavola.valori()).decode()
    return {"nome": f"{tavola.chiave}-{rapporto.nome}.csv", "descrizione": f"{tavola.titolo}: {rapporto.titolo}", "testo": testo}


def _in_json(rapporto):
    for nome, contenuto in rapporto.dati():
        testo = json.dumps(contenuto, ensure_ascii=False, indent=1)
        yield {"nome": nome, "descrizione": f"Dati in JSON: {rapporto.titolo}", "testo": testo}


def trova_comune(triennio, anno):
    """Il rendiconto del primo Comune, per nome, che ha inviato la spesa."""
    campagna = documenti.trova(triennio, anno)
    trovati = Rendiconto.objects.filter(campagna=campagna, stato__in=CONSEGNATI).select_related("campagna", "comune")
    primo = trovati.con_residenti().order_by("comune__nome").first()
    if primo is None:
        raise NienteDaRiferire(f"Nessun Comune ha ancora inviato la spesa {campagna.anno}.")
    return Richiesta(del_comune(campagna, primo))


def trova_fondo(triennio, anno):
    """Il rendiconto del primo fondo con righe di spesa."""
    campagna = documenti.trova(triennio, anno)
    usati = selezioni.voci(campagna).order_by().values("fondo")
    primo = catalogo.fondi().filter(pk__in=usati).first()
    if primo is None:
        raise NienteDaRiferire(f"Nessuna riga della spesa {campagna.anno} indica un fondo.")
    return Richiesta(del_fondo(campagna, primo))


def trova_confronto(triennio, anno):
    """Il confronto fra l’anno e quelli prima."""
    ultima = documenti.trova(triennio, anno)
    return Richiesta(fra_anni(list(selezioni.campagne().filter(anno__lte=ultima.anno)[:ANNI_AL_PIU])))


def trova_schemi(triennio, anno):
    """L’allegato con gli schemi di Stato, per l’anno."""
    rapporto = degli_schemi(documenti.trova(triennio, anno))
    if not rapporto.si_emette:
        raise NienteDaRiferire(f"Nessun Comune ha ancora inviato la spesa {rapporto.cifra.anni[0]}.")
    return Richiesta(rapporto)


def trova_quote(triennio, anno):
    """Il prospetto delle quote dell’anno."""
    rapporto = delle_quote(documenti.trova(triennio, anno))
    if not rapporto.si_emette:
        raise NienteDaRiferire(f"Per il {rapporto.cifra.anni[0]} non ci sono riparti deliberati.")
    return Richiesta(rapporto)


def trova_bilancio(triennio, anno):
    """La versione in vigore del bilancio dell’anno; senza anno, dell’ultimo che ne ha una (del triennio, se è detto)."""
    anni = [anno] if anno else sorted(triennio.anni if triennio else bilancio.anni_approvati(), reverse=True)
    versione = next((v for v in map(bilancio.in_vigore, anni) if v), None)
    if versione is None:
        raise NienteDaRiferire("Non c’è un bilancio approvato" + (f" per il {anno or triennio}." if anno or triennio else "."))
    return Richiesta(del_bilancio(versione))
