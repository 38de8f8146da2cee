"""La relazione finale di un piano concluso: che cosa si era deciso, com’è andata, quanto è costato, che cosa passa avanti.

Obiettivi e previsioni vengono da versioni congelate; letture e valutazioni sono quelle con cui il piano si è concluso.
"""

from collections import Counter, defaultdict
from decimal import Decimal

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.codici import senza_codici_di_persona
from ambito.nucleo.fogli import scrivi_csv
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_misura
from ambito.registri import TipoDocumento
from piano import selezioni
from piano.confronto.campi import giorno_italiano, numero_italiano
from piano.documenti import schede
from piano.documenti.attuativo import impagina_spesa
from piano.models import Esito, PianoDiZona, Rilevazione, ValutazioneObiettivo, VersionePiano
from piano.selezioni import dell_anno, ritrovati
from piano.stati import FINITI

ZERO = Decimal("0.00")
COLONNE = ("previsto", "stanziato", "impegnato", "pagato", "rendicontato")


class PianoNonConcluso(ErroreAtteso):
    """La relazione finale si fa di un piano concluso."""


def trova(triennio, anno):
    """Il piano concluso di quel triennio, o che comprende l’anno; senza niente l’ultimo concluso. Altrimenti `PianoNonConcluso`."""
    if triennio or anno:
        piano = selezioni.piano_del(str(triennio)) if triennio else selezioni.piano_dell_anno(int(anno))
    else:
        piano = PianoDiZona.objects.filter(stato__in=FINITI).order_by("-triennio_inizio").first()
    return esigi_concluso(piano)


def esigi_concluso(piano):
    """Il piano, se è concluso e ha una versione adottata; altrimenti `PianoNonConcluso`."""
    if piano is None:
        raise PianoNonConcluso("Per questo periodo nessun piano è concluso: la relazione finale si fa alla conclusione.")
    if piano.stato not in FINITI:
        raise PianoNonConcluso(f"Il {piano} è {piano.stato_in_parole}: la relazione finale si fa quando si conclude.")
    if piano.adottata_id is None:
        raise PianoNonConcluso(f"Il {piano} non ha una versione adottata: non si può dire che cosa si era deciso.")
    return piano


def prepara(piano, oggi):
    """I dati da stampare, già scritti."""
    versione = VersionePiano.objects.get(pk=piano.adottata_id)
    giudicati = _giudicati(piano, versione.dati["obiettivi"])
    spesa = [{"anno": anno, **dell_anno.spesa_per_fondo(piano, anno)} for anno in piano.anni]
    return Preparato(
        oggetto_id=piano.pk,
        titolo=f"Relazione finale del {piano}",
        sottotitolo=f"Dal {formatta_data(piano.dal, esteso=True)} al {formatta_data(piano.al, esteso=True)}",
        nome_file=f"relazione-finale-piano-di-zona-{piano.triennio}.pdf",
        dati=_dati(piano, versione, giudicati, spesa),
        permesso="legge_piano",
        dimostrativo=piano.ambito.dimostrativo,
        allegati=_allegati(piano, giudicati, spesa),
    )


def _giudicati(piano, foto):
    """Ogni scheda della versione adottata con la valutazione finale e, di ogni indicatore, l’ultima lettura."""
    veri = ritrovati.di_allora(piano, foto)
    valutazioni = ValutazioneObiettivo.objects.filter(obiettivo__in=veri.values(), finale=True)
    finali = {v.obiettivo_id: v for v in valutazioni}
    indicatori = ritrovati.indicatori(piano, veri, foto)
    lette = Rilevazione.objects.filter(indicatore__in=indicatori.values(), attuale=True).order_by("al")
    ultime = {r.indicatore_id: r for r in lette}
    return [
        (o, finali.get(veri.get(o["codice"])), {i["id"]: ultime.get(indicatori.get(i["id"])) for i in o["indicatori"]})
        for o in foto
    ]


def _dati(piano, versione, giudicati, spesa):
    obiettivi = [_obiettivo(*giudicato) for giudicato in giudicati]
    conteggi, nomi = Counter(o["esito"] for o in obiettivi), [*(e.label for e in Esito), "Non valutato"]
    indicatori = [i for o in obiettivi for i in o["indicatori"]]
    return {
        "triennio": piano.triennio,
        "anni": piano.anni,
        "prorogato": piano.prorogato,
        "nome_area": versione.dati.get("livelli", {}).get("area", piano.nome_area),
        "deciso": {
            "versione": versione.numero,
            "deliberazione": piano.deliberazione,
            "giorno": formatta_data(piano.deliberato_il, esteso=True) if piano.deliberato_il else "",
            "impronta": versione.impronta,
        },
        "esiti": [{"nome": nome, "quanti": conteggi[nome]} for nome in nomi if conteggi[nome]],
        "obiettivi": obiettivi,
        "n_indicatori": len(indicatori),
        "n_letti": sum(1 for i in indicatori if i["letto"]),
        "quadro": schede.quadro(piano.anni, [r for o, *_ in giudicati for r in o["risorse"]]),
        "spesa": [impagina_spesa(s) for s in spesa if s["righe"]],
        "passa": [o for o in obiettivi if o["passa"]],
    }  # fmt: skip


def _obiettivo(foto, finale, letture):
    esito = {"esito": "Non valutato", "grado": None, "perche": "", "correttivi": ""}
    if finale:
        # La relazione è fatta per essere pubblicata, in pagina e in PDF: i codici fiscali di persona non vi entrano.
        testi = {campo: senza_codici_di_persona(getattr(finale, campo)) for campo in ("perche", "correttivi")}
        esito = {"esito": finale.get_esito_display(), "grado": finale.grado, **testi}
    return {
        **{campo: foto[campo] for campo in ("codice", "titolo", "area", "descrizione")},
        **esito,
        "passa": bool(finale and (finale.correttivi or finale.esito == Esito.TRASCINATO)),
        "previsto": formatta_importo(sum((Decimal(r["importo"]) for r in foto["risorse"]), ZERO)),
        "indicatori": [_indicatore(i, letture[i["id"]]) for i in foto["indicatori"]],
    }


def _indicatore(foto, lettura):
    return {
        "nome": foto["nome"],
        "unita": foto["unita"],
        "base": numero_italiano(foto["base"]),
        "atteso": numero_italiano(foto["atteso"]),
        "letto": formatta_misura(lettura.valore) if lettura else "",
        "al": giorno_italiano(lettura.al.isoformat()) if lettura else "",
    }


def _allegati(piano, giudicati, spesa):
    """I numeri della relazione, da riusare."""
    esiti = [
        [o["codice"], o["titolo"], o["area"], v.get_esito_display() if v else "", v.grado if v else None] for o, v, _ in giudicati
    ]
    indicatori = [
        [o["codice"], i["nome"], i["unita"], _numero(i["base"]), _numero(i["atteso"]), *(_letta(lette[i["id"]]))]
        for o, _, lette in giudicati
        for i in o["indicatori"]
    ]
    importi = defaultdict(list)
    for anno in spesa:
        importi[anno["anno"]] += [[str(anno["anno"]), r["fondo"], *(_numero(r[c]) for c in COLONNE)] for r in anno["righe"]]
    fine = f"{piano.triennio}.csv"
    return [
        _csv(f"esiti-{fine}", "Esito di ogni obiettivo", ["Codice", "Obiettivo", "Area", "Esito", "Raggiunto, in percento"], esiti),
        _csv(f"indicatori-{fine}", "Indicatori: partenza, traguardo, ultima lettura",
             ["Obiettivo", "Indicatore", "Unità", "Partenza", "Traguardo", "Ultima lettura", "Del giorno"], indicatori),
        _csv(f"spesa-{fine}", "Spesa per anno e fondo, in euro",
             ["Anno", "Fondo", "Previsto", "Stanziato", "Impegnato", "Pagato", "Rendicontato dai Comuni"],
             [riga for righe in importi.values() for riga in righe]),
    ]  # fmt: skip


def _letta(lettura):
    return (lettura.valore, lettura.al) if lettura else (None, None)


def _numero(testo):
    return Decimal(testo) if testo else None


def _csv(nome, descrizione, intestazioni, righe):
    return {"nome": nome, "descrizione": descrizione, "testo": scrivi_csv(intestazioni, righe).decode()}


RELAZIONE_FINALE = TipoDocumento(
    "relazione-finale", "Relazione finale", "documenti/relazione_finale.html", trova=trova, prepara=prepara
)
