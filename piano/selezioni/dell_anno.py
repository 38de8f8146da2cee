"""Ciò che un attuativo racconta oltre alle sue schede: com’è andato l’anno prima, chi ci lavora, quanto paga ogni Comune.

Tutto in soli testi e interi, come si congela. L’anno prima si legge da ciò che non cambia più: la versione adottata del piano,
la versione congelata dell’attuativo, le letture con la loro data.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from piano import selezioni
from piano.models import PersonaleObiettivo, Rilevazione, ValutazioneObiettivo, VersioneAttuativo, VersionePiano
from piano.registri import QUOTE_VOTATE, SPESE
from piano.selezioni import in_vigore

ZERO = Decimal("0.00")
SPESO = ("stanziato", "impegnato", "pagato", "rendicontato")


def fotografa_anno(attuativo, schede):
    """La verifica dell’anno prima, il personale delle `schede` dell’anno, le quote votate."""
    return {
        "verifica": verifica(attuativo.anno - 1),
        "personale": personale(attuativo.piano, schede),
        "quote": quote(attuativo.anno),
    }


def verifica(anno):
    """Com’è andato quell’anno; dice che cosa manca se non c’è un piano adottato che lo comprenda."""
    piano = selezioni.piano_dell_anno(anno)
    if piano is None or piano.adottata_id is None:
        manca = "nel portale nessun piano comprende quell’anno" if piano is None else "il piano non è ancora adottato"
        return {"anno": anno, "manca": manca, "da": "", "obiettivi": [], "spesa": {"fonte": "", "previsto_da": "", "righe": []}}
    numero, adottati = _adottata(piano)
    obiettivi = [o for o in adottati if _attivo(o, anno)]
    spesa = next((s for fornitore in SPESE if (s := fornitore(anno))), None)
    return {
        "anno": anno,
        "manca": "",
        "da": f"{piano}, versione {numero}, adottata con {piano.deliberazione}",
        "obiettivi": _obiettivi(obiettivi, anno, spesa),
        "spesa": _spesa(*_previsti(piano, numero, obiettivi, anno), spesa),
    }


def _adottata(piano):
    """Il numero e le schede della versione adottata, senza leggere i testi delle sezioni."""
    return VersionePiano.objects.filter(pk=piano.adottata_id).values_list("numero", "dati__obiettivi").get()


def _attivo(obiettivo, anno):
    return obiettivo["inizio"][:4] <= str(anno) <= obiettivo["fine"][:4]


def _obiettivi(obiettivi, anno, spesa):
    quali = [o["id"] for o in obiettivi]
    valutati = {v.obiettivo_id: v for v in ValutazioneObiettivo.objects.filter(obiettivo__in=quali, anno=anno).order_by("-finale")}
    letture = _ultime_letture(quali, anno)
    pagati = spesa.per_obiettivo if spesa else {}
    return [
        {
            "codice": o["codice"],
            "titolo": o["titolo"],
            "pagato": f"{pagati.get(o['id'], ZERO):.2f}" if spesa else "",
            "indicatori": [_indicatore(i, anno, letture.get(i["id"])) for i in o["indicatori"]],
            **_valutazione(valutati.get(o["id"])),
        }
        for o in obiettivi
    ]


def _ultime_letture(obiettivi, anno):
    """L’ultima lettura di ogni indicatore che si riferisce a quell’anno: `{indicatore: lettura}`."""
    nell_anno = {"al__gte": date(anno, 1, 1), "al__lte": date(anno, 12, 31)}
    righe = Rilevazione.objects.filter(indicatore__obiettivo__in=obiettivi, attuale=True, **nell_anno).order_by("al")
    return {riga.indicatore_id: riga for riga in righe}


def _indicatore(indicatore, anno, lettura):
    attesi = {t["anno"]: t["valore"] for t in indicatore.get("traguardi", [])}
    return {
        "nome": indicatore["nome"],
        "unita": indicatore["unita"],
        "base": indicatore["base"],
        "atteso": attesi.get(anno, ""),
        "alla_fine": indicatore["atteso"],
        "letto": f"{lettura.valore:.2f}" if lettura else "",
        "al": lettura.al.isoformat() if lettura else "",
    }


def _valutazione(valutazione):
    if valutazione is None:
        return {"esito": "", "grado": None, "perche": "", "correttivi": ""}
    testi = {campo: getattr(valutazione, campo) for campo in ("grado", "perche", "correttivi")}
    return {"esito": valutazione.get_esito_display(), **testi}


def _spesa(previsto_da, previsti, spesa):
    """Fondo per fondo: quanto si prevedeva, quanto si è speso."""
    righe = {fondo: {"previsto": importo, **dict.fromkeys(SPESO, ZERO)} for fondo, importo in previsti.items()}
    for voce in spesa.fondi if spesa else ():
        riga = righe.setdefault(voce.fondo, {"previsto": ZERO, **dict.fromkeys(SPESO, ZERO)})
        riga.update({nome: getattr(voce, nome) for nome in SPESO})
    return {
        "fonte": spesa.fonte if spesa else "",
        "previsto_da": previsto_da,
        "righe": [{"fondo": fondo, **{nome: f"{euro:.2f}" for nome, euro in riga.items()}} for fondo, riga in righe.items()],
    }


def _previsti(piano, numero, obiettivi, anno):
    """Quanto si prevedeva da ogni fondo: dall’attuativo di quell’anno se fu congelato, altrimenti dal piano adottato."""
    versione = VersioneAttuativo.objects.filter(attuativo__piano=piano, attuativo__anno=anno).order_by("-numero").first()
    if versione:
        righe = versione.dati["bilancio"]["righe"]
        return f"Piano attuativo {anno}, versione {versione.numero}", {fondo: Decimal(totale) for fondo, _, totale in righe}
    somme = defaultdict(lambda: ZERO)
    for obiettivo in obiettivi:
        for risorsa in obiettivo["risorse"]:
            if risorsa["anno"] == anno:
                somme[risorsa["fondo"]] += Decimal(risorsa["importo"])
    return f"Versione {numero} del piano", dict(somme)


def personale(piano, schede):
    """Chi lavora agli obiettivi dell’anno, figura per figura; quelli sospesi non contano."""
    codici = {s.obiettivo.pk: s.obiettivo.codice for s in schede if s.obiettivo and not s.sospesa}
    if piano.si_aggiorna:
        righe = [p for p in in_vigore.com_erano(piano, PersonaleObiettivo) if p.obiettivo_id in codici]
    else:
        righe = PersonaleObiettivo.objects.filter(obiettivo__in=codici).order_by("obiettivo__area__codice", "obiettivo", "pk")
    somme = {}
    for riga in righe:
        voce = somme.setdefault((riga.figura, riga.ente), {"ore": ZERO, "tempo_pieno": ZERO, "obiettivi": []})
        voce["ore"] += riga.ore_settimanali or ZERO
        voce["tempo_pieno"] += riga.tempo_pieno or ZERO
        voce["obiettivi"] += [codici[riga.obiettivo_id]]
    return [
        {"figura": figura, "ente": ente, "ore": _o_vuoto(v["ore"]), "tempo_pieno": _o_vuoto(v["tempo_pieno"]),
         "obiettivi": list(dict.fromkeys(v["obiettivi"]))}
        for (figura, ente), v in sorted(somme.items())
    ]  # fmt: skip


def _o_vuoto(numero):
    return f"{numero:.2f}" if numero else ""


def quote(anno):
    """Quanto ogni Comune paga nell’anno, secondo i soli riparti che l’Assemblea ha votato: `{"riparti", "comuni", "totale"}`."""
    votati = [riparto for fornitore in QUOTE_VOTATE for riparto in fornitore(anno)]
    per_comune = defaultdict(lambda: ZERO)
    for riparto in votati:
        for comune, euro in riparto.quote:
            per_comune[comune] += euro
    return {
        "riparti": [
            {"titolo": r.titolo, "deliberazione": r.deliberazione, "al": r.al.isoformat(),
             "totale": f"{sum((euro for _, euro in r.quote), ZERO):.2f}"}
            for r in votati
        ],
        "comuni": [[comune, f"{euro:.2f}"] for comune, euro in sorted(per_comune.items())],
        "totale": f"{sum(per_comune.values(), ZERO):.2f}",
    }  # fmt: skip
