"""Il piano attuativo come documento: consolidato, con ciò che cambia detto per primo."""

from decimal import Decimal

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from piano import selezioni
from piano.models import Variazione, VersioneAttuativo
from piano.selezioni import attuativi
from piano.selezioni.attuativi import fotografa_attuativo


class AttuativoAssente(ErroreAtteso):
    """Per l’anno chiesto non c’è alcun attuativo."""


def trova(triennio, anno):
    """L’ultima versione congelata dell’attuativo di quell’anno; senza versioni, la bozza. Senza anno, il più recente."""
    if anno:
        piano = selezioni.piano_dell_anno(int(anno))
    else:
        piano = selezioni.piano_del(str(triennio)) if triennio else selezioni.piano_corrente()
    scelti = list(attuativi.attuativi(piano)) if piano else []
    scelto = next((a for a in scelti if not anno or a.anno == int(anno)), None)
    if scelto is None:
        raise AttuativoAssente("Per questo periodo non c’è ancora un piano attuativo: si comincia dalla pagina del Piano di Zona.")
    return attuativi.ultima_versione(scelto) or scelto


def prepara(oggetto, oggi):
    """Il documento di una versione congelata, oppure della bozza se `oggetto` è l’attuativo (e allora si dice «bozza»)."""
    if isinstance(oggetto, VersioneAttuativo):
        attuativo, dati = oggetto.attuativo, oggetto.dati
        stato = f"Versione {oggetto.numero}, proposta il {formatta_data(timezone.localdate(oggetto.quando), esteso=True)}"
        extra = {"bozza": False, "versione": oggetto.numero, "impronta_versione": oggetto.impronta}
    else:
        attuativo, dati = oggetto, fotografa_attuativo(oggetto)
        stato = "Bozza di lavoro, non ancora proposta all’Assemblea"
        extra = {"bozza": True, "versione": 0, "impronta_versione": ""}
    segno = f"v{extra['versione']}" if extra["versione"] else "bozza"
    return Preparato(
        oggetto_id=attuativo.pk,
        titolo=dati["titolo"],
        sottotitolo=f"Piano di Zona {dati['triennio']}. {stato}",
        nome_file=f"piano-attuativo-{dati['anno']}-{segno}.pdf",
        dati={**impagina(dati), **extra},
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


def impagina(dati):
    """La fotografia pronta da mostrare, in pagina e nel PDF: numeri all’italiana, ciò che cambia messo a parte."""
    schede = [_scheda(s) for s in dati["schede"]]
    bilancio = dati["bilancio"]
    return {
        "anno": dati["anno"],
        "triennio": dati["triennio"],
        "sintesi": dati["sintesi"],
        "schede": schede,
        "scostamenti": [s for s in schede if s["cambia"]],
        "bilancio": {
            "aree": bilancio["aree"],
            "righe": [
                {"fondo": fondo, "importi": [_euro(i) for i in importi], "totale": _euro(totale)}
                for fondo, importi, totale in bilancio["righe"]
            ],
            "totali": [_euro(i) for i in bilancio["totali"]],
            "per_area": [{"nome": a, "totale": _euro(t)} for a, t in zip(bilancio["aree"], bilancio["totali"], strict=True)],
            "totale": _euro(bilancio["totale"]),
        },
    }


def _scheda(scheda):
    return {
        **scheda,
        "come": Variazione(scheda["variazione"]).label,
        "utenti": "" if scheda["utenti_previsti"] is None else formatta_numero(scheda["utenti_previsti"]),
        "previsto": _euro(scheda["previsto"]),
        "importo": _euro(scheda["importo"]),
        "differenza": _differenza(Decimal(scheda["importo"]) - Decimal(scheda["previsto"])),
        "risorse": [{"fondo": fondo, "importo": _euro(importo)} for fondo, importo in scheda["risorse"]],
    }


def _euro(testo):
    return formatta_importo(Decimal(testo))


def _differenza(euro):
    """Lo scostamento in euro con il suo segno; vuoto se non c’è."""
    return f"{'+' if euro > 0 else '−'}{formatta_importo(abs(euro))}" if euro else ""
