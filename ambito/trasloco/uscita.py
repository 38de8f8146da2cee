"""L’Ambito esce: un archivio zip scritto a pezzi, uguale byte per byte se i dati sono gli stessi."""

import hashlib
import os
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from ambito import registro
from ambito.contesto import in_ambito
from ambito.models import Ambito, Evento, NumeroDiPrima
from ambito.nucleo.contesto import esigi_ambito
from ambito.registro import annota
from ambito.trasloco import impronte, persone
from ambito.trasloco.errori import TraslocoNonRiuscito
from ambito.trasloco.impronte import FORMATO, Somma, fotografia, in_riga
from ambito.trasloco.inventario import CAMPI_LASCIATI, LASCIATE, TRACCE, tavole
from ambito.trasloco.leggimi import leggimi
from ambito.trasloco.livelli import livelli
from ambito.trasloco.posti import Posti

# Nessuna data vera nello zip: due esportazioni degli stessi dati sono lo stesso file.
DATA = (1980, 1, 1, 0, 0, 0)
SOMME = "SHA256SUMS"


@dataclass(frozen=True)
class Esportato:
    """Che cosa è uscito: le impronte scritte nell’archivio, l’impronta e i byte dell’archivio, se il registro è integro."""

    impronte: dict
    sha256: str
    byte: int
    registro_integro: bool


class Scrittore:
    """Lo zip che si scrive, con l’impronta di ogni file che vi entra."""

    def __init__(self, archivio):
        self.archivio, self.somme = archivio, {}

    @contextmanager
    def voce(self, nome, *, compresso=True):
        """Una voce aperta: `scrivi(byte)` quante volte si vuole."""
        voce = zipfile.ZipInfo(nome, DATA)
        voce.compress_type = zipfile.ZIP_DEFLATED if compresso else zipfile.ZIP_STORED
        voce.external_attr = 0o600 << 16
        somma = hashlib.sha256()
        with self.archivio.open(voce, "w", force_zip64=True) as flusso:

            def scrivi(byte):
                somma.update(byte)
                flusso.write(byte)

            yield scrivi
        self.somme[nome] = somma.hexdigest()

    def aggiungi(self, nome, byte, *, compresso=True):
        with self.voce(nome, compresso=compresso) as scrivi:
            scrivi(byte)


def esporta(ambito, file, *, adesso, per_prova=False):
    """Scrive l’Ambito intero in `file` (che alla fine c’è tutto o non c’è) e lo annota nel suo registro; dà `Esportato`.

    `per_prova`: l’archivio non lascia questa macchina, e che una prova generale c’è lo dice chi la fa.
    """
    with in_ambito(ambito.pk):
        registro.sigilla()
        integro = registro.verifica().integro
    with _provvisorio(Path(file)) as provvisorio:
        with zipfile.ZipFile(provvisorio, "w") as archivio, fotografia(ambito.pk):
            fatte = _scrivi(Scrittore(archivio), integro)
        sha256, byte = _impronta(provvisorio), provvisorio.stat().st_size
    if per_prova:
        return Esportato(fatte, sha256, byte, integro)
    with in_ambito(ambito.pk):
        annota(ambito, "ambito.esporta", f"Esportato l’Ambito {ambito} per intero, da riga di comando", autore=None, quando=adesso,
               dopo={"archivio": sha256, "totale": fatte["totale"]})  # fmt: skip
    return Esportato(fatte, sha256, byte, integro)


def _scrivi(scrittore, integro):
    posti, somme = Posti(), {}
    for tavola in tavole():
        somme[tavola.nome] = somma = Somma()
        with scrittore.voce(f"tavole/{tavola.nome}.jsonl") as scrivi:
            for byte in impronte.righe(tavola, posti):
                somma.aggiungi(byte)
                scrivi(byte)
    fatte = impronte.componi(somme, _scrivi_file(scrittore))
    with scrittore.voce("persone.jsonl") as scrivi:
        for scheda in persone.schede(posti):
            scrivi(in_riga(scheda) + b"\n")
    ambito = Ambito.objects.get(pk=esigi_ambito())
    testo = leggimi(nome=ambito.nome, slug=ambito.slug, totale=fatte["totale"], lasciate=LASCIATE | CAMPI_LASCIATI)
    scrittore.aggiungi("ambito.json", in_riga(_testata(ambito, posti, integro)))
    scrittore.aggiungi("impronte.json", in_riga(fatte))
    scrittore.aggiungi("LEGGIMI.txt", testo.encode())
    somme_scritte = "".join(f"{somma}  {nome}\n" for nome, somma in sorted(scrittore.somme.items()))
    scrittore.aggiungi(SOMME, somme_scritte.encode())
    return fatte


def _scrivi_file(scrittore):
    """Ogni file una volta sola, con il nome della sua impronta; dà `{impronta: byte}`."""
    scritti = {}
    for tavola in tavole():
        for campo, pk, sha256, byte in impronte.file_di(tavola):
            if sha256 not in scritti:
                contenuto = tavola.righe().values_list(campo.name, flat=True).get(pk=pk)
                scrittore.aggiungi(f"file/{sha256}", bytes(contenuto), compresso=False)
                scritti[sha256] = byte
    return scritti


def _testata(ambito, posti, integro):
    eventi = Evento.objects.exclude(verbo__in=TRACCE)
    ultimo = eventi.filter(impronta__isnull=False).order_by("-pk").first()
    arrivo = Evento.objects.filter(verbo="ambito.importa").order_by("-pk").first()
    aggiornato = eventi.aggregate(ultimo=Max("quando"))["ultimo"] or ambito.creato_il
    return {
        "formato": FORMATO,
        "nome": ambito.nome,
        "slug": ambito.slug,
        "aggiornato_al": timezone.localtime(aggiornato).isoformat(),
        "livelli": livelli(),
        "numeri": [ambito.pk, *NumeroDiPrima.objects.filter(di=ambito).order_by("numero").values_list("numero", flat=True)],
        "ultimi": {nome: numeri[-1] for nome, numeri in posti.numeri.items() if numeri},
        "registro": {"testa": bytes(ultimo.impronta).hex() if ultimo else "", "integro": integro},
        "arrivo": arrivo.dopo if arrivo else None,
    }


@contextmanager
def _provvisorio(file):
    """Un file accanto, leggibile solo da chi lo scrive, che prende il posto di quello vero quando è finito."""
    provvisorio = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        os.close(os.open(provvisorio, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        yield provvisorio
        provvisorio.replace(file)
    except OSError as errore:
        raise TraslocoNonRiuscito(f"L’archivio «{file}» non si può scrivere: {errore.strerror}.") from errore
    finally:
        provvisorio.unlink(missing_ok=True)


def _impronta(file):
    with file.open("rb") as flusso:
        return hashlib.file_digest(flusso, "sha256").hexdigest()
