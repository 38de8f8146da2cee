"""Il file finale dell’accordo: quello, o quelli, che insieme portano tutte le firme."""

import io
import zipfile

from accordo.models import FirmaParte
from accordo.selezioni import accordi as letture
from ambito.models import ContenutoDocumento

# Una data fissa dentro lo zip: gli stessi file danno gli stessi byte.
GIORNO = (1980, 1, 1, 0, 0, 0)


def firmato(versione, documento):
    """`(nome, byte)`: il PDF se contiene tutte le firme; altrimenti uno zip con il PDF e i file firmati a parte."""
    in_corso = letture.file_in_corso(versione)
    originale = ContenutoDocumento.objects.get(documento=documento).byte
    pdf = bytes(FirmaParte.objects.get(pk=in_corso.pk).byte if in_corso else originale)
    dentro = {firma["codice_fiscale"] for firma in in_corso.firme} if in_corso else set()
    altri = [f for f in FirmaParte.objects.filter(versione=versione).select_related("parte__comune", "parte__ente")
             if f.codice_fiscale not in dentro]  # fmt: skip
    if not altri:
        return documento.nome_file, pdf
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        archivio.writestr(zipfile.ZipInfo(documento.nome_file, GIORNO), pdf)
        for firma in altri:
            archivio.writestr(zipfile.ZipInfo(f"{firma.pk} {firma.nome_file}", GIORNO), bytes(firma.byte))
    return documento.nome_file.removesuffix(".pdf") + "-firmato.zip", uscita.getvalue()
