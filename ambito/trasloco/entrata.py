"""L’Ambito entra: si controlla tutto, si scrive in una transazione, si ricalcolano le impronte. Se non tornano, niente resta."""

import hashlib
import secrets
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from ambito import incarichi, registro
from ambito.contesto import in_ambito
from ambito.db.guardie import guardie_aperte, possiede
from ambito.db.sequenze import prendi
from ambito.models import Ambito, Comune, NumeroDiPrima
from ambito.nucleo.chiave_oggetto import PERSI_DA
from ambito.operazioni import esigi_slug
from ambito.registro import annota
from ambito.trasloco import campi, impronte, persone
from ambito.trasloco.archivio import Archivio
from ambito.trasloco.errori import TraslocoNonRiuscito, se_e_occupata
from ambito.trasloco.impronte import FORMATO
from ambito.trasloco.inventario import AMBITO, tavole
from ambito.trasloco.livelli import diversi
from ambito.trasloco.posti import Arrivi

# Righe scritte per volta: poche quando portano file, perché la memoria resti piccola.
PEZZO, PEZZO_CON_FILE = 500, 10
TESTATA = {
    "formato": int, "slug": str, "livelli": dict, "numeri": list, "ultimi": dict, "registro": dict, "arrivo": dict | None,
}  # fmt: skip
DATI_SBAGLIATI = (KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError, ValidationError)


@dataclass(frozen=True)
class Importato:
    """L’Ambito nuovo, le impronte ricalcolate (uguali a quelle dell’archivio), le persone, le righe di registro risigillate."""

    ambito: Ambito
    impronte: dict
    persone: persone.Accolte
    registro: registro.EsitoVerifica


def importa(file, *, slug, adesso, totale=None):
    """Importa l’archivio come Ambito nuovo all’indirizzo `slug`; `AmbitoNonValido` o `TraslocoNonRiuscito` se non si può.

    `totale`: l’impronta che l’archivio deve avere, tenuta altrove da quando è uscito.
    """
    esigi_slug(slug)
    if not possiede([tavola.modello._meta.db_table for tavola in tavole()]):
        raise TraslocoNonRiuscito(
            "Per importare serve il ruolo che possiede le tabelle (quello delle migrazioni): «./portale manage» lo usa da sé, "
            "altrove va messo in DATABASE_URL."
        )
    try:
        with Path(file).open("rb") as flusso:
            return _importa_da(flusso, slug, adesso, totale)
    except FileNotFoundError as errore:
        raise TraslocoNonRiuscito(f"L’archivio «{file}» non c’è.") from errore
    except (PermissionError, IsADirectoryError) as errore:
        raise TraslocoNonRiuscito(f"L’archivio «{file}» non si può leggere: {errore.strerror}.") from errore


def _importa_da(flusso, slug, adesso, totale):
    sha256 = hashlib.file_digest(flusso, "sha256").hexdigest()
    archivio = Archivio(flusso)
    archivio.controlla()
    testata, attese = archivio.testo("ambito.json"), archivio.testo("impronte.json")
    _esigi_compatibile(archivio, testata, attese)
    if totale and totale != attese.get("totale"):
        raise TraslocoNonRiuscito("L’impronta totale dell’archivio non è quella indicata: non è ciò che era stato esportato.")
    try:
        with se_e_occupata(), transaction.atomic():
            return _importa(archivio, testata, attese, slug=slug, sha256=sha256, adesso=adesso)
    except (IntegrityError, DataError) as errore:
        raise TraslocoNonRiuscito(f"La banca dati rifiuta una riga dell’archivio: {_prima_riga(errore)}") from errore


def _esigi_compatibile(archivio, testata, attese):
    if not (_ha_forma(testata) and isinstance(attese, dict) and attese.get("formato") == testata["formato"] == FORMATO):
        raise TraslocoNonRiuscito(f"L’archivio ha un formato diverso da quello di questa versione del portale ({FORMATO}).")
    if diverse := diversi(testata["livelli"]):
        raise TraslocoNonRiuscito(
            f"L’archivio viene da un’altra versione del portale ({diverse}). "
            "Porta le due installazioni alla stessa versione, esporta di nuovo e riprova."
        )
    quante = {tavola.nome: archivio.quante(f"tavole/{tavola.nome}.jsonl") for tavola in tavole()}
    if quante[AMBITO] != 1 or {nome: somma.get("righe") for nome, somma in attese.get("tavole", {}).items()} != quante:
        raise TraslocoNonRiuscito("Le tabelle dell’archivio non hanno le righe che dicono le sue impronte. Non si è scritto nulla.")


def _ha_forma(testata):
    """Ogni voce c’è ed è del suo genere; i numeri sono numeri di righe vere, non messi lì per consumare le sequenze."""
    if not isinstance(testata, dict) or any(not isinstance(testata.get(nome), genere) for nome, genere in TESTATA.items()):
        return False
    return all(isinstance(n, int) and 0 < n < PERSI_DA for n in [*testata["numeri"], *testata["ultimi"].values()])


def _importa(archivio, testata, attese, *, slug, sha256, adesso):
    accolte = persone.accogli(archivio.righe("persone.jsonl"))
    codici = {"ambito.comune": dict(Comune.objects.values_list("codice_istat", "pk")), "ambito.utente": accolte.numeri}
    ambito = _crea_ambito(archivio, codici, slug)
    with in_ambito(ambito.pk):
        arrivi = _prepara_numeri(testata, attese, codici)
        with guardie_aperte([tavola.modello._meta.db_table for tavola in tavole()]):
            for tavola in tavole()[1:]:
                _scrivi(archivio, tavola, arrivi, ambito)
        NumeroDiPrima.objects.bulk_create([NumeroDiPrima(di=ambito, numero=n) for n in dict.fromkeys(testata["numeri"])])
        incarichi.allinea(timezone.localdate(adesso))
        fatte = impronte.calcola()
        _esigi_uguali(attese, fatte)
        _annota(ambito, testata, attese, sha256, adesso)
        registro.sigilla()
        return Importato(ambito, fatte, accolte, registro.verifica())


def _crea_ambito(archivio, codici, slug):
    tavola = tavole()[0]
    (riga,) = archivio.righe(f"tavole/{AMBITO}.jsonl")
    argomenti = _argomenti(tavola, riga, 1, _SoloCodici(codici), archivio)
    ambito = Ambito(slug=slug, **argomenti)
    ambito.save(force_insert=True)
    return ambito


class _SoloCodici:
    """Finché l’Ambito non c’è, si sa solo dove stanno Comuni e persone."""

    def __init__(self, codici):
        self.codici = codici

    def traduci(self, modello, codice):
        return self.codici[modello][codice]


def _prepara_numeri(testata, attese, codici):
    """Tutti i numeri nuovi prima di scrivere: le righe si rimandano l’un l’altra anche in tondo.

    Cominciano oltre quelli di là: un numero vecchio rimasto in una fotografia congelata non indica mai la riga sbagliata.
    """
    numeri = {
        tavola.nome: prendi(tavola.modello, attese["tavole"][tavola.nome]["righe"], oltre=testata["ultimi"].get(tavola.nome, 0))
        for tavola in tavole()[1:]
    }
    return Arrivi(numeri, codici)


def _scrivi(archivio, tavola, arrivi, ambito):
    """Le righe di una tabella, a pezzi: il numero di ciascuna è quello del suo posto."""
    pezzo = PEZZO_CON_FILE if campi.di_byte(tavola) else PEZZO
    comuni = {} if tavola.automatica else {"ambito_id": ambito.pk}
    righe = enumerate(archivio.righe(f"tavole/{tavola.nome}.jsonl"), 1)
    numeri = arrivi.numeri[tavola.nome]
    while lette := list(islice(righe, pezzo)):
        tavola.modello._base_manager.bulk_create(
            [_oggetto(tavola, posto, riga, numeri[posto - 1], arrivi, archivio, comuni) for posto, riga in lette]
        )


def _oggetto(tavola, posto, riga, numero, arrivi, archivio, comuni):
    argomenti = _argomenti(tavola, riga, posto, arrivi, archivio)
    if riempi := DA_RIEMPIRE.get(tavola.nome):
        argomenti |= riempi(argomenti, comuni["ambito_id"])
    return tavola.modello(pk=numero, **argomenti, **comuni)


def _argomenti(tavola, riga, posto, arrivi, archivio):
    try:
        return campi.leggi(tavola, riga, arrivi, archivio.file)
    except DATI_SBAGLIATI as errore:
        motivo = errore.args[0] if errore.args else errore
        raise TraslocoNonRiuscito(
            f"La riga {posto} di «{tavola.nome}» non si può rileggere ({motivo!s:.80}): {RIMEDIO}"
        ) from errore


RIMEDIO = "mancano i dati di riferimento («./portale manage carica_riferimenti») o l’archivio è stato cambiato."


def _gruppo(argomenti, ambito_id):
    comune = Comune.objects.filter(pk=argomenti["comune_id"]).first()
    return {"gruppo": incarichi.gruppo_con_diritti(argomenti["ruolo"], ambito_id, comune, argomenti["ente_id"])}


def _segreto_senza_codice(argomenti, ambito_id):
    """Un’impronta di cui nessuno ha il codice: il collegamento di là non apre nulla qui, e se ne può mandare uno nuovo."""
    return {"impronta": hashlib.sha256(secrets.token_bytes(32)).hexdigest()}


DA_RIEMPIRE = {
    "ambito.gruppodiruolo": _gruppo,
    "ambito.invito": _segreto_senza_codice,
    "accordo.richiestaente": _segreto_senza_codice,
}


CATENA = (
    "La catena del registro comprende i numeri delle righe, che qui sono altri: è stata rifatta. La testa di là è in «registro»."
)


def _esigi_uguali(attese, fatte):
    if attese == fatte:
        return
    diverse = [nome for nome, somma in fatte["tavole"].items() if attese["tavole"][nome] != somma]
    raise TraslocoNonRiuscito(
        f"Le impronte ricalcolate non sono quelle dell’archivio ({', '.join(diverse[:5]) or 'file'}): non si è scritto nulla."
    )


def _annota(ambito, testata, attese, sha256, adesso):
    righe = attese["tavole"]["ambito.evento"]["righe"]
    frase = f"Importato l’Ambito da un’esportazione di «{testata['slug']}», con {righe} righe di registro"
    dopo = {
        "archivio": sha256,
        "totale": attese["totale"],
        "slug": testata["slug"],
        "registro": testata["registro"],
        "arrivo": testata["arrivo"],
    }
    annota(ambito, "ambito.importa", frase, autore=None, quando=adesso, dopo=dopo, nota=CATENA)


def _prima_riga(errore):
    return str(errore).strip().splitlines()[0][:200]
