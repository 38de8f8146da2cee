"""Il foglio delle misure annuali: una riga per servizio. Una cella vuota vuol dire «non rilevato», non zero."""

from ambito.importazione import Anteprima, Colonna, ErroreRiga
from ambito.importazione.letture import leggi_conteggio, leggi_positivo, lettore_anno, lettore_comune, lettore_nota, lettore_voci
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero, leggi_codice_istat, leggi_intero
from servizi import selezioni as catalogo
from servizi.controlli import misure_che_saltano
from servizi.models import MASSIMO_MOTIVO, MISURE
from servizi.operazioni import rilevazioni as operazioni
from servizi.selezioni import rilevazioni as selezioni

COLONNE = (
    Colonna("comune", "Codice Istat del Comune", leggi_codice_istat, sinonimi=("codice istat", "istat", "istat_code", "comune")),
    Colonna("anno", "Anno", leggi_intero),
    Colonna("servizio", "Servizio", str, sinonimi=("codice servizio", "unita d offerta")),
    Colonna("utenti", "Utenti nell’anno", leggi_conteggio, False, ("utenti", "numero utenti")),
    Colonna("ore", "Ore erogate", leggi_conteggio, False, ("ore",)),
    Colonna("giornate", "Giornate di presenza", leggi_conteggio, False, ("giornate", "presenze")),
    Colonna("posti", "Posti", leggi_conteggio, False, ("capienza",)),
    Colonna("lista_attesa", "In lista d’attesa", leggi_conteggio, False, ("lista d attesa", "attesa")),
    Colonna("costo", "Costo totale", leggi_positivo, False, ("costo",)),
    Colonna("motivo", "Perché cambia molto", lettore_nota(MASSIMO_MOTIVO), False, ("motivo", "nota")),
)
ETICHETTE = {c.nome: c.etichetta for c in COLONNE}
VUOTA = dict.fromkeys(MISURE)


def lettori(caricamento):
    """Le letture che dipendono dall’Ambito, dal Comune e dall’anno della raccolta."""
    return {
        "comune": lettore_comune(caricamento),
        "anno": lettore_anno(caricamento.parametri["anno"], "questa raccolta riguarda i servizi"),
        "servizio": lettore_voci(catalogo.servizi_sociali(), "un servizio"),
    }


def _presenti(caricamento):
    """Per servizio: (riga di quest’anno o `None`, riga dell’anno prima o `None`)."""
    anno, comune = caricamento.parametri["anno"], caricamento.comune
    return {s.pk: (adesso, prima) for s, adesso, prima in selezioni.del_comune(comune, anno)}


def misure(riga):
    """Le misure di una riga del foglio."""
    return {misura: riga.get(misura) for misura in MISURE}


def controlla(righe, caricamento):
    """Righe vuote, servizi ripetuti, cambiamenti grandi senza il perché."""
    presenti, viste, errori = _presenti(caricamento), {}, []
    for riga in righe:
        riga["motivo"] = riga.get("motivo") or ""
        servizio, valori = riga["servizio"], misure(riga)
        if valori == VUOTA:
            errori.append(ErroreRiga(riga["_riga"], "", "", "Non c’è nessuna misura: scrivine almeno una o togli la riga."))
        prima = viste.setdefault(servizio.pk, riga["_riga"])
        if prima != riga["_riga"]:
            errori.append(ErroreRiga(riga["_riga"], ETICHETTE["servizio"], servizio.etichetta, f"È già nella riga {prima}."))
        if not riga["motivo"]:
            errori += [_da_spiegare(riga, m) for m in misure_che_saltano(selezioni.misure_di(presenti[servizio.pk][1]), valori)]
    return errori


def _da_spiegare(riga, misura):
    frase = "Cambia molto rispetto all’anno prima: scrivi perché nell’ultima colonna."
    return ErroreRiga(riga["_riga"], ETICHETTE[misura], mostra(misura, riga[misura]), frase)


def mostra(misura, valore):
    """Una misura all’italiana; vuota se non è rilevata."""
    if valore is None:
        return ""
    return formatta_importo(valore) if misura == "costo" else formatta_numero(valore)


def confronta(righe, caricamento):
    """Che cosa cambierebbe nelle misure del Comune."""
    presenti, esito = _presenti(caricamento), Anteprima()
    for riga in righe:
        scritta = presenti[riga["servizio"].pk][0]
        if scritta is None:
            esito.nuove += 1
        elif _uguale(scritta, riga):
            esito.uguali += 1
            continue
        else:
            esito.cambiate += 1
        esito.differenze.append({
            "genere": "Cambiata" if scritta else "Nuova",
            "chiave": f"Riga {riga['_riga']}: {riga['servizio'].etichetta}",
            "prima": _in_breve(selezioni.misure_di(scritta)) if scritta else "",
            "dopo": _in_breve(misure(riga)),
        })  # fmt: skip
    return esito


def _uguale(scritta, riga):
    return selezioni.misure_di(scritta) == misure(riga) and scritta.motivo == riga["motivo"]


def _in_breve(valori):
    return "; ".join(f"{ETICHETTE[m].lower()} {mostra(m, v)}" for m, v in valori.items() if v is not None)


def applica(righe, caricamento, poteri, adesso):
    """Scrive le misure nuove e cambiate; i servizi che il foglio non nomina restano come sono."""
    presenti, anno = _presenti(caricamento), caricamento.parametri["anno"]
    for riga in righe:
        scritta = presenti[riga["servizio"].pk][0]
        if scritta is None or not _uguale(scritta, riga):
            operazioni.scrivi_misure(
                caricamento.comune, riga["servizio"], anno, misure=misure(riga), motivo=riga["motivo"],
                revisione=scritta.revisione if scritta else None, poteri=poteri, adesso=adesso,
            )  # fmt: skip


def righe_del_foglio(comune, anno):
    """Le righe da scaricare: ciò che c’è quest’anno e, vuoti, i servizi che il Comune aveva l’anno prima."""
    chi = f"{comune.codice_istat} {comune.nome}"
    righe = [(s, adesso) for s, adesso, prima in selezioni.del_comune(comune, anno) if adesso or prima]
    return [
        [chi, anno, s.etichetta, *((getattr(r, m) for m in MISURE) if r else [None] * len(MISURE)), r.motivo if r else ""]
        for s, r in righe
    ]
