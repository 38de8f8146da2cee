"""Archivio dei file statici: nomi con impronta, gzip e brotli già pronti."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticiCompressi(CompressedManifestStaticFilesStorage):
    """Fuori dalla raccolta (`collectstatic`) un file sconosciuto è un errore che si vede subito.

    Ogni pagina chiede una ventina di indirizzi, sempre gli stessi: si calcolano una volta per processo.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._indirizzi = {}

    def url(self, name, force=False):
        if force:
            return super().url(name, force)
        if name not in self._indirizzi:
            self._indirizzi[name] = super().url(name)
        return self._indirizzi[name]
