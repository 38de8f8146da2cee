"""Il piano attuativo come documento: consolidato, con ciò che cambia detto per primo; oppure le sole differenze dal piano."""

from collections import defaultdict
from decimal import Decimal

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from piano import selezioni
from piano.confronto.campi import giorno_italiano, numero_italiano
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
    attuativo, dati, stato, segni = _origine(oggetto)
    return _preparato(attuativo, dati, stato, segni, dati["titolo"], "piano-attuativo", impagina(dati))


def prepara_differenze(oggetto, oggi):
    """Lo stesso, con le sole attività che si scostano dal piano e i soli fondi che cambiano."""
    attuativo, dati, stato, segni = _origine(oggetto)
    corpo = {**differenze(dati), "intero": dati["titolo"]}
    return _preparato(attuativo, dati, stato, segni, f"{dati['titolo']}: che cosa cambia", "differenze-piano-attuativo", corpo)


def _origine(oggetto):
    """`(attuativo, fotografia, a che punto è in parole, segni)`."""
    if isinstance(oggetto, VersioneAttuativo):
        stato = f"Versione {oggetto.numero}, proposta il {formatta_data(timezone.localdate(oggetto.quando), esteso=True)}"
        segni = {"bozza": False, "versione": oggetto.numero, "impronta_versione": oggetto.impronta}
        return oggetto.attuativo, oggetto.dati, stato, segni
    segni = {"bozza": True, "versione": 0, "impronta_versione": ""}
    return oggetto, fotografa_attuativo(oggetto), "Bozza di lavoro, non ancora proposta al voto", segni


def _preparato(attuativo, dati, stato, segni, titolo, inizio, corpo):
    segno = f"v{segni['versione']}" if segni["versione"] else "bozza"
    return Preparato(
        oggetto_id=attuativo.pk,
        titolo=titolo,
        sottotitolo=f"Piano di Zona {dati['triennio']}. {stato}",
        nome_file=f"{inizio}-{dati['anno']}-{segno}.pdf",
        dati={**corpo, **segni},
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


def differenze(dati):
    """Dell’attuativo ciò che si scosta dal piano, e di quanto: `scostamenti`, `fondi`, `totale`, quante attività restano uguali."""
    intero = impagina(dati)
    scostamenti = [s for s in dati["schede"] if s["cambia"]]
    previsto, importo = (sum((Decimal(s[nome]) for s in dati["schede"]), Decimal(0)) for nome in ("previsto", "importo"))
    return {
        **{nome: intero[nome] for nome in ("anno", "triennio", "sintesi", "scostamenti")},
        "uguali": len(dati["schede"]) - len(scostamenti),
        "fondi": _fondi_cambiati(scostamenti),
        "totale": {
            "prima": formatta_importo(previsto),
            "dopo": formatta_importo(importo),
            "differenza": _differenza(importo - previsto),
        },
    }


def _fondi_cambiati(scostamenti):
    """I fondi di cui l’anno usa più o meno di quanto il piano prevede: prima, dopo, differenza."""
    somme = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for scheda in scostamenti:
        # Le versioni congelate prima che si dicesse quali risorse prevede il piano hanno soltanto i totali.
        for posto, risorse in enumerate((scheda.get("previste", []), scheda["risorse"] if "previste" in scheda else [])):
            for fondo, euro in risorse:
                somme[fondo][posto] += Decimal(euro)
    return [{"fondo": fondo, **_prima_e_dopo(era, adesso)} for fondo, (era, adesso) in somme.items() if era != adesso]


def _prima_e_dopo(era, adesso):
    return {"prima": formatta_importo(era), "dopo": formatta_importo(adesso), "differenza": _differenza(adesso - era)}


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
        **impagina_anno(dati),
    }


def impagina_anno(dati):
    """La verifica dell’anno prima, il personale e le quote, scritti. Le versioni congelate prima che ci fossero non ne hanno."""
    verifica, quote = dati.get("verifica"), dati.get("quote")
    return {
        "verifica": verifica and _verifica(verifica),
        "personale": [
            {**p, **{nome: numero_italiano(p[nome]) for nome in ("ore", "tempo_pieno")}, "obiettivi": ", ".join(p["obiettivi"])}
            for p in dati.get("personale", [])
        ],
        "quote": quote and {
            "riparti": [{**r, "al": giorno_italiano(r["al"]), "totale": _euro(r["totale"])} for r in quote["riparti"]],
            "comuni": [{"nome": nome, "euro": _euro(euro)} for nome, euro in quote["comuni"]],
            "totale": _euro(quote["totale"]),
        },
    }  # fmt: skip


def _verifica(verifica):
    scritti = {
        "anno_scritto": str(verifica["anno"]),
        "obiettivi": _verificati(verifica),
        "spesa": impagina_spesa(verifica["spesa"]),
    }
    return {**verifica, **scritti}


def _verificati(verifica):
    return [
        {**o, "pagato": _euro(o["pagato"]) if o["pagato"] else "", "indicatori": [_letto(i) for i in o["indicatori"]]}
        for o in verifica["obiettivi"]
    ]


def _letto(indicatore):
    numeri = {nome: numero_italiano(indicatore[nome]) for nome in ("base", "atteso", "alla_fine", "letto")}
    return {**indicatore, **numeri, "al": giorno_italiano(indicatore["al"])}


def impagina_spesa(spesa):
    """Le righe per fondo, con i totali in coda; un trattino dove il portale non sa."""
    colonne = ("previsto", "stanziato", "impegnato", "pagato", "rendicontato")
    righe = [{"fondo": r["fondo"], "cifre": [_euro(r[c]) if r[c] else "–" for c in colonne]} for r in spesa["righe"]]
    return {**spesa, "righe": righe, "totali": [_somma([r[c] for r in spesa["righe"] if r[c]]) for c in colonne]}


def _somma(testi):
    return formatta_importo(sum(map(Decimal, testi), Decimal(0))) if testi else "–"


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
