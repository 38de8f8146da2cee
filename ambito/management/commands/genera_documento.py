"""Emette un documento ufficiale dalla riga di comando: lo stesso della pagina, con lo stesso lavoro."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito, ContenutoDocumento, Lavoro, StatoLavoro
from ambito.nucleo.periodi import Triennio
from ambito.registri import DOCUMENTI

ATTESA_SECONDI = 600


class Command(BaseCommand):
    help = "Genera un documento ufficiale e lo scrive in un file; senza TIPO elenca i tipi."

    def add_arguments(self, parser):
        parser.add_argument("tipo", nargs="?")
        parser.add_argument("--ambito")
        periodo = parser.add_mutually_exclusive_group()
        periodo.add_argument("--triennio", help="per esempio 2025-2027")
        periodo.add_argument("--anno", type=int, help="per esempio 2025")
        parser.add_argument("--codice", help="quale, dove ce ne sono molti: per esempio l’obiettivo D1")
        parser.add_argument("--file", help="dove scrivere il PDF")

    def handle(self, *args, tipo, ambito, triennio, anno, codice, file, **opzioni):
        if tipo is None:
            self._elenca()
            return
        if tipo not in DOCUMENTI:
            raise CommandError(f"Il tipo «{tipo}» non esiste. Tipi: {', '.join(sorted(DOCUMENTI))}.")
        if codice and not DOCUMENTI[tipo].per_codice:
            raise CommandError(f"Di «{tipo}» ce n’è uno per periodo: --codice non serve.")
        if not ambito or not file:
            raise CommandError("Servono --ambito SLUG e --file PERCORSO.")
        trovato = Ambito.objects.filter(slug=ambito).first()
        if trovato is None:
            raise CommandError(f"Nessun Ambito ha indirizzo «{ambito}».")
        try:
            byte = self._genera(trovato, tipo, [_triennio(triennio), anno, *([codice] if codice else [])])
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        Path(file).write_bytes(byte)
        self.stdout.write(f"Scritto {file} ({len(byte)} byte).")

    def _elenca(self):
        for nome in sorted(DOCUMENTI):
            self.stdout.write(f"{nome}  {DOCUMENTI[nome].etichetta}")

    def _genera(self, ambito, tipo, quale):
        with in_ambito(ambito.pk):
            oggetto = DOCUMENTI[tipo].trova(*quale)
            lavoro = documenti.richiedi(tipo, oggetto, utente=None, adesso=timezone.now())
        # Se un worker è acceso può prenderlo lui: chi arriva secondo non fa nulla e aspetta.
        lavori.esegui(ambito.pk, lavoro.pk)
        return _attendi(ambito.pk, lavoro.pk)


def _triennio(testo):
    try:
        return Triennio.leggi(testo) if testo else None
    except ValueError as errore:
        raise CommandError(str(errore)) from errore


def _attendi(ambito_id, lavoro_id):
    scade = time.monotonic() + ATTESA_SECONDI
    while time.monotonic() < scade:
        with in_ambito(ambito_id):
            lavoro = Lavoro.objects.get(pk=lavoro_id)
            if lavoro.errore or lavoro.avvio == StatoLavoro.ANNULLATO:
                raise CommandError(lavoro.errore or "Il lavoro è stato annullato dalla pagina dei lavori.")
            if lavoro.documento_id:
                return bytes(ContenutoDocumento.objects.get(documento_id=lavoro.documento_id).byte)
        time.sleep(0.5)
    raise CommandError("Il documento non è pronto dopo dieci minuti: guarda la pagina dei lavori.")
