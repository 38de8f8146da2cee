"""Ciò che un attuativo racconta oltre alle sue schede: com’è andato l’anno prima, chi ci lavora, quanto paga ogni Comune.

Tutto in soli testi e interi, come si congela. Dell’anno prima gli obiettivi e le previsioni vengono da versioni congelate; letture,
valutazioni e spesa sono com’erano il giorno in cui si guardano. Ciò che il portale non sa resta vuoto, non diventa zero.
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from piano import selezioni
from piano.models import PersonaleObiettivo, PianoAttuativo, Rilevazione, ValutazioneObiettivo, VersioneAttuativo
from piano.registri import QUOTE_VOTATE, SPESE
from piano.selezioni import in_vigore, ritrovati
from servizi.models import Fondo

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
    vale = ritrovati.versione_di_allora(piano, anno)
    obiettivi = [o for o in vale.obiettivi if _attivo(o, anno)]
    spesa = spesa_di(anno)
    return {
        "anno": anno,
        "manca": "",
        "da": f"{piano}, versione {vale.numero}, adottata con {vale.deliberazione}",
        "obiettivi": _obiettivi(piano, obiettivi, anno, spesa),
        "spesa": _spesa(*_previsti(piano, vale.numero, obiettivi, anno), spesa),
    }


def spesa_per_fondo(piano, anno):
    """Fondo per fondo, quanto si prevedeva e si è speso in un anno di un piano adottato: `{"fonte", "previsto_da", "righe"}`."""
    vale = ritrovati.versione_di_allora(piano, anno)
    return _spesa(*_previsti(piano, vale.numero, vale.obiettivi, anno), spesa_di(anno))


def spesa_di(anno):
    """Ciò che si sa della spesa di un anno, o `None`."""
    return next((s for fornitore in SPESE if (s := fornitore(anno))), None)


def _attivo(obiettivo, anno):
    return obiettivo["inizio"][:4] <= str(anno) <= obiettivo["fine"][:4]


def _obiettivi(piano, obiettivi, anno, spesa):
    veri = ritrovati.di_allora(piano, obiettivi)
    indicatori = ritrovati.indicatori(piano, veri, obiettivi)
    valutazioni = ValutazioneObiettivo.objects.filter(obiettivo__in=veri.values(), anno=anno).order_by("-finale")
    valutati = {v.obiettivo_id: v for v in valutazioni}
    letture = _ultime_letture(indicatori.values(), anno)
    return [
        {
            "codice": o["codice"],
            "titolo": o["titolo"],
            "pagato": f"{spesa.per_obiettivo.get(veri.get(o['codice']), ZERO):.2f}" if spesa and "pagato" in spesa.note else "",
            "indicatori": [_indicatore(i, anno, letture.get(indicatori.get(i["id"]))) for i in o["indicatori"]],
            **_valutazione(valutati.get(veri.get(o["codice"]))),
        }
        for o in obiettivi
    ]


def _ultime_letture(indicatori, anno):
    """L’ultima lettura di ogni indicatore che si riferisce a quell’anno: `{indicatore: lettura}`."""
    nell_anno = {"al__gte": date(anno, 1, 1), "al__lte": date(anno, 12, 31)}
    righe = Rilevazione.objects.filter(indicatore__in=indicatori, attuale=True, **nell_anno).order_by("al")
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
    """Fondo per fondo: quanto si prevedeva, quanto si è speso; vuoto ciò di cui manca la fonte."""
    righe = {}
    for codice, nome, importo in previsti:
        righe.setdefault(codice or nome, _riga(codice, nome))["previsto"] += importo
    for voce in spesa.fondi if spesa else ():
        righe.setdefault(voce.codice, _riga(voce.codice, voce.fondo)).update({c: getattr(voce, c) for c in SPESO})
    omonimi = Counter(riga["fondo"] for riga in righe.values())
    note = {"previsto", *(spesa.note if spesa else ())}
    return {
        "fonte": spesa.fonte if spesa else "",
        "previsto_da": previsto_da,
        "righe": [
            {
                "fondo": f"{riga['fondo']} ({riga['codice']})" if omonimi[riga["fondo"]] > 1 and riga["codice"] else riga["fondo"],
                **{c: f"{riga[c]:.2f}" if c in note else "" for c in ("previsto", *SPESO)},
            }
            for riga in righe.values()
        ],
    }


def _riga(codice, nome):
    return {"codice": codice, "fondo": nome, "previsto": ZERO, **dict.fromkeys(SPESO, ZERO)}


def _previsti(piano, numero, obiettivi, anno):
    """Quanto si prevedeva da ogni fondo, `(da dove, [(codice, nome, euro)])`: dall’attuativo approvato, o dal piano adottato."""
    attuativo = PianoAttuativo.objects.filter(piano=piano, anno=anno).first()
    versioni = VersioneAttuativo.objects.filter(attuativo=attuativo).order_by("-numero")
    versione = versioni.first() if attuativo and attuativo.approvato else None
    codici = _codici()
    if versione:
        righe = [(nome, totale) for nome, _, totale in versione.dati["bilancio"]["righe"]]
        da = f"Piano attuativo {anno}, versione {versione.numero}"
    else:
        risorse = [r for o in obiettivi for r in o["risorse"] if r["anno"] == anno]
        righe = [(r["fondo"], r["importo"]) for r in risorse]
        perche = f" (il piano attuativo {anno} è {attuativo.stato_in_parole})" if attuativo and not attuativo.approvato else ""
        da = f"Versione {numero} del piano{perche}"
    return da, [(codici.get(nome, ""), nome, Decimal(euro)) for nome, euro in righe]


def _codici():
    """`{nome: codice}` dei fondi: le fotografie ne hanno il nome. Chi ha un omonimo resta fuori: non si sa quale dei due è."""
    per_nome = defaultdict(list)
    for nome, codice in Fondo.objects.order_by().values_list("nome", "codice"):
        per_nome[nome].append(codice)
    return {nome: codici[0] for nome, codici in per_nome.items() if len(codici) == 1}


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
