"""I due passi: `carica` controlla e conserva l’anteprima, `applica` rifà gli stessi controlli sul file conservato e scrive."""

from dataclasses import asdict, replace

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.importazione.lettura import COLONNA_ERRORE, abbina, leggi_righe, leggi_totale, normale, separa_totali
from ambito.models import Caricamento, StatoCaricamento
from ambito.nucleo.fogli import FileNonLeggibile, leggi_foglio, scrivi_csv
from ambito.nucleo.impronta import impronta_file
from ambito.registri import TRACCIATI
from ambito.registro import annota

ERRORI_MOSTRATI = 200


class FoglioRifiutato(ErroreAtteso):
    """Il file non si può leggere come foglio di questo tipo: la frase dice perché e che cosa fare."""


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
    caricamento.anteprima = _analizza(caricamento)[1]
    errori = caricamento.anteprima["errori"]
    caricamento.esito = StatoCaricamento.CON_ERRORI if errori else StatoCaricamento.ANTEPRIMA
    caricamento.save()
    return caricamento


@transaction.atomic
def applica(caricamento, *, poteri, adesso):
    """Secondo passo: scrive tutto o niente. `CaricamentoSuperato` se nel frattempo l’anteprima non vale più."""
    caricamento = _prendi(caricamento)
    tracciato = TRACCIATI[caricamento.tracciato]
    poteri.esigi(tracciato.permesso, caricamento.comune_id)
    righe, anteprima = _analizza(caricamento)
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
    _chiudi(_prendi(caricamento, (StatoCaricamento.ANTEPRIMA, StatoCaricamento.CON_ERRORI)), StatoCaricamento.ANNULLATO, None)


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
    tracciato, foglio = TRACCIATI[caricamento.tracciato], _foglio(caricamento)
    trovate, mancanti, ignote = abbina(_colonne(tracciato, caricamento), foglio.intestazioni)
    if mancanti:
        raise FoglioRifiutato(f"Nel foglio mancano le colonne: {', '.join(mancanti)}. Scarica il modello e ricopia i dati lì.")
    dati, totali = separa_totali(foglio.righe) if tracciato.controlla_totale else (foglio.righe, [])
    righe, errori = leggi_righe(trovate, dati)
    if not righe and not errori:
        raise FoglioRifiutato("Il foglio non contiene righe di dati.")
    errori += tracciato.controlla(righe, caricamento)
    if not errori:
        errori += [e for numero, celle in totali for e in tracciato.controlla_totale(leggi_totale(numero, celle, trovate), righe)]
    confronto = tracciato.confronta(righe, caricamento).a_json() if not errori else {"nuove": 0, "cambiate": 0}
    errori = sorted((asdict(e) for e in errori), key=lambda e: (e["riga"], e["colonna"]))
    anteprima = {"lette": len(righe), "errori": errori[:ERRORI_MOSTRATI], "quanti_errori": len(errori)}
    return righe, {**confronto, **anteprima, "ignote": ignote, "avvisi": foglio.avvisi}


def file_degli_errori(caricamento):
    """Il foglio di partenza in csv con una colonna «errore»: si corregge e si ricarica così com’è."""
    foglio = _foglio(caricamento)
    frasi = {}
    for errore in caricamento.anteprima["errori"]:
        dove = f"{errore['colonna']}: " if errore["colonna"] else ""
        frasi.setdefault(errore["riga"], []).append(f"{dove}{errore['frase']}")
    # Un foglio già corretto una volta porta ancora la colonna di prima: non se ne aggiunge una seconda.
    tenute = [n for n, nome in enumerate(foglio.intestazioni) if normale(nome) != COLONNA_ERRORE]
    righe = [[*(celle[n] for n in tenute), "; ".join(frasi.get(numero, []))] for numero, celle in foglio.righe]
    return scrivi_csv([*(foglio.intestazioni[n] for n in tenute), COLONNA_ERRORE], righe)


def modello(tracciato, righe=()):
    """Il foglio vuoto (o già riempito con `righe`) da scaricare: intestazioni e, se vuoto, una riga d’esempio."""
    esempio = righe if righe else [[c.esempio for c in tracciato.colonne]]
    return [c.etichetta for c in tracciato.colonne], list(esempio)
