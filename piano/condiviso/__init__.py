"""Il testo di una sezione come documento Yjs: da HTML, a HTML, unito a ciò che arriva da fuori. Niente banca dati."""

from piano.condiviso.lettura import html_del, html_di
from piano.condiviso.scrittura import documento, in_forma, scrivi_blocchi
from piano.condiviso.unione import accogli, intreccia

__all__ = ["accogli", "documento", "html_del", "html_di", "in_forma", "intreccia", "scrivi_blocchi"]
