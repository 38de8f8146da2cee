"""Ciò che esce dal portale tutto insieme: le scadenze per il calendario, l’estrazione per la Regione."""

import io
import zipfile

from ambito.calendario import TIPO
from ambito.esporta import scarica
from ambito.nucleo.fogli import scrivi_csv
from ambito.views.base import SOLO_GET
from servizi.calendario import calendario
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import estrazione
from servizi.views.base import VistaServizi
from servizi.views.rilevazioni import VistaRaccolta


class Scadenze(VistaServizi):
    """Le scadenze dei prossimi dodici mesi per il calendario del telefono (file .ics)."""

    permesso = GESTISCE
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        return scarica(calendario(self.poteri, self.oggi, self.adesso), "scadenze.ics", TIPO)


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
