"""Archivio dei file statici: nomi con impronta, gzip e brotli già pronti."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticiCompressi(CompressedManifestStaticFilesStorage):
    """Fuori dalla raccolta (`collectstatic`) un file sconosciuto è un errore che si vede subito."""
