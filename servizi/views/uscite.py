"""Ciò che esce dal portale tutto insieme: le scadenze per il calendario, l’estrazione per la Regione."""

import io
import zipfile
from datetime import timedelta

from ambito.esporta import scarica
from ambito.nucleo.fogli import scrivi_csv
from servizi.calendario import calendario
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import estrazione
from servizi.selezioni.termini import termini
from servizi.views.base import SOLO_GET, VistaServizi
from servizi.views.rilevazioni import VistaRaccolta

UN_ANNO = timedelta(days=365)


class Scadenze(VistaServizi):
    """Le scadenze dei prossimi dodici mesi per il calendario del telefono (file .ics)."""

    permesso = GESTISCE
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        voci = termini(self.oggi, self.oggi + UN_ANNO, self.oggi + UN_ANNO)
        byte = calendario(voci, self.ambito, self.assoluto, self.adesso)
        return scarica(byte, "scadenze.ics", "text/calendar; charset=utf-8")

    def assoluto(self, rotta, pk):
        return self.request.build_absolute_uri(self.indirizzo(rotta, pk))


class Estrazione(VistaRaccolta):
    """Offerta, misure, organico e popolazione in un archivio di csv, con la spiegazione dei campi."""

    permesso = "legge_ogni_comune"
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        archivio = io.BytesIO()
        with zipfile.ZipFile(archivio, "w", zipfile.ZIP_DEFLATED) as zip_:
            for nome, (intestazioni, righe) in estrazione.tabelle(self.anno, self.oggi).items():
                zip_.writestr(f"{nome}.csv", scrivi_csv(intestazioni, righe))
            zip_.writestr("LEGGIMI.txt", estrazione.leggimi(self.ambito, self.anno, self.oggi))
        return scarica(archivio.getvalue(), f"estrazione-{self.anno}.zip", "application/zip")
