"""Le righe del foglio viste insieme: controlli, confronto con ciò che c’è nel portale, scrittura."""

from collections import namedtuple
from decimal import Decimal
from operator import attrgetter, itemgetter

from ambito.importazione import Anteprima, ErroreRiga
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from rendicontazione import operazioni
from rendicontazione.controlli import incoerenze, spesa_netta, va_spiegata
from rendicontazione.models import IMPORTI, FormaGestione, Rendiconto, chiave_voce
from rendicontazione.tracciati.colonne import ETICHETTE

# Gli stessi campi di `VoceSpesa`, senza il costo di un modello per riga.
VoceDaFoglio = namedtuple("VoceDaFoglio", ["intervento_id", "area_id", "forma_gestione", "fondo_id", *operazioni.VALORI_VOCE])
# Ciò che il foglio scrive di una riga, oltre alla chiave: gli stessi valori, dalla voce e dal foglio.
SCRITTI = ("utenti", *IMPORTI, "nota")
SCRITTI_NELLA_VOCE, SCRITTI_NEL_FOGLIO = attrgetter(*SCRITTI), itemgetter(*SCRITTI)
DIFFERENZE_MOSTRATE = 100
ZERO = Decimal("0.00")


def controlla(righe, caricamento):
    """Completa gli importi facoltativi e cerca righe doppie, importi che non tornano e nette diverse da quelle calcolate."""
    errori, viste = [], {}
    for riga in righe:
        for campo in IMPORTI:
            riga[campo] = riga.get(campo) or ZERO
        riga["nota"] = riga.get("nota") or ""
        errori += [_errore(riga, campo, frase) for campo, frase in incoerenze(riga)]
        errori += _netta_diversa(riga)
        riga["_chiave"] = chiave(riga)
        prima = viste.setdefault(riga["_chiave"], riga["_riga"])
        if prima != riga["_riga"]:
            errori.append(_errore(riga, "", f"È la stessa voce della riga {prima}: uniscile o distinguile con il fondo."))
    return errori


def _errore(riga, campo, frase):
    valore = formatta_importo(riga[campo]) if campo else ""
    return ErroreRiga(riga["_riga"], ETICHETTE.get(campo, ""), valore, frase)


def _netta_diversa(riga):
    scritta = riga.get("spesa_netta")
    if scritta is None or scritta == (netta := _netta(riga)):
        return []
    return [_errore(riga, "spesa_netta", f"Non torna: con gli importi di questa riga la netta è {formatta_importo(netta)}.")]


def _netta(riga):
    return spesa_netta(*(riga[campo] for campo in IMPORTI[:4]))


def chiave(riga):
    """Ciò che distingue una riga dalle altre dello stesso Comune, da foglio."""
    fondo = riga.get("fondo")
    return (riga["intervento"].pk, riga["area"].pk, riga["forma_gestione"], fondo and fondo.pk)


def controlla_totale(scritti, righe):
    """Confronta la riga «Totale» del foglio con la somma delle righe."""
    frasi = []
    for campo in (*IMPORTI, "spesa_netta", "utenti"):
        if scritti.get(campo) is None:
            continue
        somma = sum((_netta(r) if campo == "spesa_netta" else r[campo] for r in righe), 0)
        if scritti[campo] != somma:
            frase = f"Il totale scritto non torna: la somma delle righe è {_mostra(campo, somma)}."
            frasi.append(ErroreRiga(scritti["_riga"], ETICHETTE[campo], _mostra(campo, scritti[campo]), frase))
    return frasi


def _mostra(campo, valore):
    return formatta_numero(valore) if campo == "utenti" else formatta_importo(valore)


def _rendiconto(caricamento):
    return Rendiconto.objects.select_related("campagna", "comune").get(
        campagna__anno=caricamento.parametri["anno"], comune=caricamento.comune
    )


def _presenti(rendiconto):
    return {chiave_voce(v): v for v in rendiconto.voci.all()}


def _cambiata(voce, riga):
    return SCRITTI_NELLA_VOCE(voce) != SCRITTI_NEL_FOGLIO(riga)


def confronta(righe, caricamento):
    """Che cosa cambierebbe: righe nuove, cambiate, uguali; totali del foglio e totali che avrà il portale."""
    presenti = _presenti(_rendiconto(caricamento))
    esito = Anteprima()
    for riga in righe:
        voce = presenti.get(riga["_chiave"])
        if voce is None:
            esito.nuove += 1
        elif _cambiata(voce, riga):
            esito.cambiate += 1
        else:
            esito.uguali += 1
            continue
        if len(esito.differenze) < DIFFERENZE_MOSTRATE:
            esito.differenze.append(_differenza(riga, voce))
    esito.totali = _totali(righe, presenti)
    return esito


def _differenza(riga, voce):
    fondo = f", {riga['fondo']}" if riga.get("fondo") else ""
    forma = FormaGestione(riga["forma_gestione"]).label.partition(":")[0].lower()
    return {
        "genere": "Cambiata" if voce else "Nuova",
        "chiave": f"Riga {riga['_riga']}: {riga['intervento'].etichetta}, {riga['area']}, {forma}{fondo}",
        "prima": _in_breve(vars(voce)) if voce else "",
        "dopo": _in_breve(riga),
    }


def _in_breve(valori):
    """Gli importi diversi da zero, in parole."""
    parti = [f"utenti {formatta_numero(valori['utenti'])}", f"lorda {formatta_importo(valori['spesa_lorda'])}"]
    parti += [f"{ETICHETTE[c].lower()} {formatta_importo(valori[c])}" for c in IMPORTI[1:] if valori[c]]
    if va_spiegata(valori["utenti"], valori["spesa_lorda"], valori["nota"]):
        parti.append("da spiegare nella nota prima dell’invio")
    elif valori["nota"]:
        parti.append(f"nota «{valori['nota']}»")
    return "; ".join(parti)


def _totali(righe, presenti):
    """Le righe del portale che non sono nel foglio restano, e si dicono."""
    nel_foglio = {r["_chiave"] for r in righe}
    rimaste = [v for k, v in presenti.items() if k not in nel_foglio]
    totali = [{"voce": "Righe", "foglio": formatta_numero(len(righe)), "portale": formatta_numero(len(righe) + len(rimaste))}]
    somme = {campo: sum((r[campo] for r in righe), ZERO) for campo in IMPORTI}
    # La netta è una differenza: quella di tutte le righe è la differenza delle loro somme.
    somme["spesa_netta"] = _netta(somme)
    for campo in (*IMPORTI[:4], "spesa_netta", "liquidato"):
        foglio = somme[campo]
        portale = foglio + sum((getattr(v, campo) for v in rimaste), ZERO)
        totali.append({"voce": ETICHETTE[campo], "foglio": formatta_importo(foglio), "portale": formatta_importo(portale)})
    return totali


def applica(righe, caricamento, poteri, adesso):
    """Scrive le righe nuove e quelle cambiate; le uguali e quelle che il foglio non nomina restano come sono."""
    rendiconto = _rendiconto(caricamento)
    presenti = _presenti(rendiconto)
    voci = []
    for riga in righe:
        voce = presenti.get(riga["_chiave"])
        if voce is None or _cambiata(voce, riga):
            voci.append(VoceDaFoglio(*riga["_chiave"], *SCRITTI_NEL_FOGLIO(riga), voce.revisione + 1 if voce else 1))
    operazioni.scrivi_voci(rendiconto, voci, poteri=poteri, adesso=adesso)
