"""Riempie i due Ambiti dimostrativi: il nucleo crea Ambiti e persone, ogni app aggiunge i propri dati dal suo `dimostrazione`."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ambito import dimostrazione
from ambito.contesto import in_ambito

# Dal basso verso l’alto: un’app trova già fatto ciò che le sta sotto.
ORDINE = ["assemblea", "servizi", "piano", "accordo", "rendicontazione"]


class Command(BaseCommand):
    help = "Crea (se mancano) gli Ambiti dimostrativi con persone e dati; con --elenco scrive gli indirizzi per entrare."

    def add_arguments(self, parser):
        parser.add_argument("--elenco", action="store_true", help="scrive solo gli indirizzi e la password comune")

    def handle(self, *args, elenco, **opzioni):
        if elenco:
            self.scrivi_elenco()
            return
        adesso = timezone.now()
        dimostrazione.prepara_gestore()
        for voce in dimostrazione.AMBITI:
            scena = dimostrazione.prepara(voce, adesso)
            for etichetta in ORDINE:
                self.popola(etichetta, scena)
            with in_ambito(scena.ambito.pk):
                dimostrazione.racconta_scadenze_e_invii(scena)
            dimostrazione.tieni_avvisi_nel_portale(scena.ambito)
            self.stdout.write(f"{scena.ambito}: dati dimostrativi pronti ({len(scena.persone)} persone).")

    def scrivi_elenco(self):
        righe = dimostrazione.elenco_accessi()
        if not righe:
            raise CommandError("Gli indirizzi dimostrativi si elencano solo nel modo «demo», dopo aver creato i dati.")
        for riga in righe:
            self.stdout.write(riga)
        self.stdout.write(f"Password: {dimostrazione.PASSWORD}")

    def popola(self, etichetta, scena):
        modulo = f"{apps.get_app_config(etichetta).name}.dimostrazione"
        if find_spec(modulo):
            with in_ambito(scena.ambito.pk), transaction.atomic():
                import_module(modulo).popola(scena)
