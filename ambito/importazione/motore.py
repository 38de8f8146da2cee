"""I due passi: `carica` controlla e conserva l’anteprima, `applica` rifà gli stessi controlli sul file conservato e scrive."""

from dataclasses import asdict, replace

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.importazione import colonne
from ambito.importazione.esame import esamina
from ambito.importazione.lettura import COLONNA_ERRORE, abbina, leggi_righe, leggi_totale, normale, separa_totali
from ambito.models import Caricamento, StatoCaricamento
from ambito.nucleo.fogli import FileNonLeggibile, leggi_foglio, scrivi_csv
from ambito.nucleo.impronta import impronta_file
from ambito.registri import TRACCIATI
from ambito.registro import annota

ERRORI_MOSTRATI = 200
APERTI = (StatoCaricamento.ANTEPRIMA, StatoCaricamento.CON_ERRORI, StatoCaricamento.DA_ABBINARE)


class FoglioRifiutato(ErroreAtteso):
    """Il file non si può leggere come foglio di questo tipo: la frase dice perché e che cosa fare."""


class ColonneDaIndicare(Exception):
    """Qualche colonna necessaria non si riconosce, ma il foglio ne ha di sconosciute: si chiede quale sia quale (`anteprima`)."""

    def __init__(self, anteprima):
        super().__init__()
        self.anteprima = anteprima


class CaricamentoSuperato(ErroreAtteso):
    """Il caricamento è già stato applicato o annullato, oppure i dati sono cambiati dopo l’anteprima."""


@transaction.atomic
def carica(tracciato, *, nome_file, byte, comune, parametri, utente, adesso):
    """Primo passo: legge, controlla tutto, conserva file e anteprima. `FoglioRifiutato` se il file non è leggibile."""
    caricamento = Caricamento(
        tracciato=tracciato.nome,
        nome_file=nome_file[:200],
        byte=byte,
        sha256=impronta_file(byte),
        comune=comune,
        parametri=parametri,
        caricato_da=utente,
        caricato_il=adesso,
    )
    _guarda(caricamento)
    caricamento.save()
    return caricamento


@transaction.atomic
def indica_colonne(caricamento, scelte):
    """La persona dice quale intestazione è quale colonna (`{nome della colonna: intestazione}`): si ricorda, e si ricontrolla."""
    caricamento = _prendi(caricamento, (StatoCaricamento.DA_ABBINARE,))
    colonne.ricorda(TRACCIATI[caricamento.tracciato], scelte)
    return _riguarda(caricamento)


@transaction.atomic
def dimentica_colonne(caricamento):
    """Scorda le colonne indicate in passato che questo foglio ha usato, e lo ricontrolla senza."""
    caricamento = _prendi(caricamento, (StatoCaricamento.ANTEPRIMA, StatoCaricamento.CON_ERRORI))
    colonne.dimentica(TRACCIATI[caricamento.tracciato], [r["intestazione"] for r in caricamento.anteprima["ricordate"]])
    return _riguarda(caricamento)


def _riguarda(caricamento):
    _guarda(caricamento)
    caricamento.save(update_fields=["anteprima", "esito"])
    return caricamento


def _guarda(caricamento):
    """Scrive sul caricamento l’anteprima e l’esito: da confermare, con errori, o con le colonne da indicare."""
    try:
        caricamento.anteprima = _analizza(caricamento)[2]
    except ColonneDaIndicare as domanda:
        caricamento.anteprima, caricamento.esito = domanda.anteprima, StatoCaricamento.DA_ABBINARE
        return
    errori = caricamento.anteprima["errori"]
    caricamento.esito = StatoCaricamento.CON_ERRORI if errori else StatoCaricamento.ANTEPRIMA


@transaction.atomic
def applica(caricamento, *, poteri, adesso):
    """Secondo passo: scrive tutto o niente. `CaricamentoSuperato` se nel frattempo l’anteprima non vale più."""
    caricamento = _prendi(caricamento)
    tracciato = TRACCIATI[caricamento.tracciato]
    poteri.esigi(tracciato.permesso, caricamento.comune_id)
    righe, _, anteprima = _analizza(caricamento)
    if anteprima != caricamento.anteprima:
        raise CaricamentoSuperato("I dati del portale sono cambiati dopo l’anteprima: ricarica il file e riguarda le differenze.")
    tracciato.applica(righe, caricamento, poteri, adesso)
    _chiudi(caricamento, StatoCaricamento.APPLICATO, adesso)
    annota(caricamento, "caricamento.applica", f"Applicato il foglio «{caricamento}»", autore=poteri.utente, quando=adesso,
           dopo={"sha256": caricamento.sha256, "nuove": anteprima["nuove"], "cambiate": anteprima["cambiate"]})  # fmt: skip
    return caricamento


@transaction.atomic
def annulla(caricamento):
    """Scarta il caricamento senza scrivere nulla."""
    _chiudi(_prendi(caricamento, APERTI), StatoCaricamento.ANNULLATO, None)


def _prendi(caricamento, ammessi=(StatoCaricamento.ANTEPRIMA,)):
    caricamento = Caricamento.objects.select_for_update(of=("self",)).get(pk=caricamento.pk)
    if caricamento.esito not in ammessi:
        raise CaricamentoSuperato(f"Questo caricamento è «{caricamento.get_esito_display().lower()}»: non si può più usare.")
    return caricamento


def _chiudi(caricamento, esito, adesso):
    caricamento.esito, caricamento.applicato_il = esito, adesso
    caricamento.save(update_fields=["esito", "applicato_il"])


def _foglio(caricamento):
    try:
        return leggi_foglio(caricamento.nome_file, bytes(caricamento.byte))
    except FileNonLeggibile as errore:
        raise FoglioRifiutato(str(errore)) from errore


def _colonne(tracciato, caricamento):
    lettori = tracciato.lettori(caricamento) if tracciato.lettori else {}
    return [replace(colonna, leggi=lettori.get(colonna.nome, colonna.leggi)) for colonna in tracciato.colonne]


def _analizza(caricamento):
    """`(righe lette, tutti gli errori, anteprima)`; `FoglioRifiutato` o `ColonneDaIndicare` se non si può cominciare."""
    tracciato, foglio = TRACCIATI[caricamento.tracciato], _foglio(caricamento)
    memoria = dict(colonne.ricordate(tracciato))
    trovate, mancanti, ignote = abbina(_colonne(tracciato, caricamento), foglio.intestazioni, memoria.items())
    if mancanti:
        _chiedi_le_colonne(tracciato, foglio, trovate, mancanti, ignote)
    dati, totali = separa_totali(foglio.righe) if tracciato.controlla_totale else (foglio.righe, [])
    righe, errori = leggi_righe(trovate, dati)
    if not righe and not errori:
        raise FoglioRifiutato("Il foglio non contiene righe di dati.")
    errori += tracciato.controlla(righe, caricamento)
    if not errori:
        errori += [e for numero, celle in totali for e in tracciato.controlla_totale(leggi_totale(numero, celle, trovate), righe)]
    errori.sort(key=lambda e: (e.riga, e.colonna))
    confronto = tracciato.confronta(righe, caricamento).a_json() if not errori else {"nuove": 0, "cambiate": 0}
    return righe, errori, {
        **confronto,
        "lette": len(righe),
        "errori": [asdict(e) for e in errori[:ERRORI_MOSTRATI]],
        "quanti_errori": len(errori),
        "ignote": ignote,
        "avvisi": foglio.avvisi,
        "esame": esamina(trovate, dati, righe, errori),
        "ricordate": _ricordate(trovate, foglio, memoria),
    }  # fmt: skip


def _ricordate(trovate, foglio, memoria):
    """Le colonne riconosciute soltanto perché una persona le ha indicate in passato."""
    coppie = [(foglio.intestazioni[posizione], colonna.etichetta) for posizione, colonna in trovate.items()]
    return [{"intestazione": i, "colonna": etichetta} for i, etichetta in coppie if normale(i) in memoria]


def _chiedi_le_colonne(tracciato, foglio, trovate, mancanti, ignote):
    """Se fra le intestazioni sconosciute possono esserci le colonne che mancano si chiede, altrimenti il foglio è un altro."""
    if len(ignote) < len(mancanti) or not foglio.righe:
        nomi = ", ".join(c.etichetta for c in mancanti)
        raise FoglioRifiutato(f"Nel foglio mancano le colonne: {nomi}. Scarica il modello e ricopia i dati lì.")
    facoltative = [c for c in tracciato.colonne if not c.obbligatoria and c.nome not in {t.nome for t in trovate.values()}]
    posti = {intestazione: foglio.intestazioni.index(intestazione) for intestazione in ignote}
    raise ColonneDaIndicare({
        "errori": [],
        "cercate": [{"nome": c.nome, "etichetta": c.etichetta, "obbligatoria": c.obbligatoria} for c in (*mancanti, *facoltative)],
        "ignote": [{"intestazione": i, "esempi": _esempi(foglio, posto)} for i, posto in posti.items()],
        "riconosciute": [c.etichetta for c in trovate.values()],
    })  # fmt: skip


def _esempi(foglio, posto):
    """I primi tre valori diversi di una colonna, per riconoscerla."""
    return list(dict.fromkeys(celle[posto][:30] for _, celle in foglio.righe if celle[posto].strip()))[:3]


def file_degli_errori(caricamento):
    """Il foglio di partenza in csv con una colonna «errore» (con tutti gli errori, anche oltre quelli mostrati in pagina)."""
    foglio, frasi = _foglio(caricamento), {}
    for errore in _analizza(caricamento)[1]:
        dove = f"{errore.colonna}: " if errore.colonna else ""
        frasi.setdefault(errore.riga, []).append(f"{dove}{errore.frase}")
    # Un foglio già corretto una volta porta ancora la colonna di prima: non se ne aggiunge una seconda.
    tenute = [n for n, nome in enumerate(foglio.intestazioni) if normale(nome) != COLONNA_ERRORE]
    righe = [[*(celle[n] for n in tenute), "; ".join(frasi.get(numero, []))] for numero, celle in foglio.righe]
    return scrivi_csv([*(foglio.intestazioni[n] for n in tenute), COLONNA_ERRORE], righe)


def modello(tracciato, righe=()):
    """Il foglio vuoto (o già riempito con `righe`) da scaricare: intestazioni e, se vuoto, una riga d’esempio."""
    esempio = righe if righe else [[c.esempio for c in tracciato.colonne]]
    return [c.etichetta for c in tracciato.colonne], list(esempio)
