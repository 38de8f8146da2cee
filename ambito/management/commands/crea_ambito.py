import csv
import sys
from io import StringIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito import operazioni
from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Comune
from ambito.nucleo.formati_italiani import ErroreFormato, leggi_codice_istat

COLONNA = "istat_code"
ERRORI_MOSTRATI = 20


class Command(BaseCommand):
    """Crea un Ambito dall’elenco dei suoi Comuni; se qualcosa non va spiega ogni riga e non scrive nulla."""

    help = "Crea un Ambito con i Comuni elencati in un file CSV (colonna istat_code, le altre non contano)."

    def add_arguments(self, parser):
        parser.add_argument("--nome", required=True, help="per esempio «Ambito territoriale di Lodi»")
        parser.add_argument("--slug", required=True, help="la parola dell’indirizzo, per esempio «lodi»")
        parser.add_argument("--regione", required=True)
        parser.add_argument("--capofila", required=True, metavar="ISTAT", help="codice Istat del Comune capofila")
        parser.add_argument("--comuni", required=True, metavar="FILE.csv", help="«-» per leggere dall’ingresso")

    def handle(self, *, nome, slug, regione, capofila, comuni, **options):
        codici = _codici(_righe(_testo(comuni)))
        try:
            ambito = operazioni.crea_ambito(
                nome=_breve("nome", nome),
                slug=slug,
                regione=_breve("regione", regione),
                capofila=leggi_codice_istat(capofila),
                codici_istat=codici,
                adesso=timezone.now(),
            )
        except ErroreFormato as errore:
            raise CommandError(f"--capofila: {errore}") from errore
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        self.stdout.write(f"Creato «{ambito.nome}» con {len(codici)} Comuni, all’indirizzo /{ambito.slug}/")


def _breve(campo, valore):
    try:
        return Ambito._meta.get_field(campo).clean(valore.strip(), None)
    except ValidationError as errore:
        raise CommandError(f"--{campo}: {' '.join(errore.messages)}") from errore


def _testo(nome):
    """Il contenuto del file (o dell’ingresso, «-») come testo: UTF-8, altrimenti la codifica di Excel in italiano."""
    try:
        grezzo = sys.stdin.buffer.read() if nome == "-" else Path(nome).read_bytes()
    except OSError as errore:
        raise CommandError(f"Il file «{nome}» non si può leggere: {errore.strerror}.") from errore
    try:
        return grezzo.decode("utf-8-sig")
    except UnicodeDecodeError:
        return grezzo.decode("cp1252", errors="replace")


def _righe(testo):
    """Le righe non vuote come coppie (numero di riga nel file, codice scritto)."""
    delimitatore = ";" if ";" in testo.partition("\n")[0] else ","
    lettore = csv.reader(StringIO(testo, newline=""), delimiter=delimitatore)
    try:
        colonna = _colonna(next(lettore, []))
        return [(lettore.line_num, "".join(riga[colonna : colonna + 1])) for riga in lettore if "".join(riga).strip()]
    except csv.Error as errore:
        raise CommandError(f"Riga {lettore.line_num}: non è una riga di un file CSV ({errore}).") from errore


def _colonna(intestazione):
    nomi = [nome.strip().lower() for nome in intestazione]
    if not any(nomi):
        raise CommandError("Il file è vuoto: serve una prima riga con la colonna «istat_code», poi un Comune per riga.")
    if COLONNA not in nomi:
        raise CommandError(f"Riga 1: manca la colonna «{COLONNA}»; ci sono: {', '.join(nomi)}.")
    return nomi.index(COLONNA)


def _codici(righe):
    """I codici Istat delle righe, controllati tutti prima di protestare una volta sola."""
    if not righe:
        raise CommandError("Il file non elenca alcun Comune.")
    possibili = [scritto.strip() for _, scritto in righe if scritto.strip().isdecimal()]
    noti = Comune.objects.in_bulk(possibili, field_name="codice_istat")
    visti, errori = {}, []
    for numero, scritto in righe:
        try:
            codice = leggi_codice_istat(scritto)
            _esigi_valido(codice, noti, visti)
            visti[codice] = numero
        except ErroreFormato as errore:
            errori.append(f"Riga {numero}: {errore}")
    if errori:
        raise CommandError(_riassunto(errori))
    return list(visti)


def _riassunto(errori):
    taciuti = len(errori) - ERRORI_MOSTRATI
    coda = [f"… e altri {taciuti} errori."] if taciuti > 0 else []
    return "\n".join(["Nessun Ambito creato.", *errori[:ERRORI_MOSTRATI], *coda])


def _esigi_valido(codice, noti, visti):
    if codice in visti:
        raise ErroreFormato(f"«{codice}» è già alla riga {visti[codice]}.")
    if codice not in noti:
        raise ErroreFormato(f"nessun Comune ha il codice Istat «{codice}».")
    if (fine := noti[codice].valido_al) and fine < timezone.localdate():
        raise ErroreFormato(f"{noti[codice]} («{codice}») non esiste più dal {fine:%d/%m/%Y}.")
