"""Documenti di testo (docx, odt) letti con prudenza in un processo figlio, e docx scritti.

Si legge solo ciò che il portale sa tenere; il resto si conta e si dice in `tralasciati`. Nessun riferimento esterno viene aperto;
le immagini restano byte, che apre chi le ridisegna. Ciò che si scrive con `scrivi_docx` si rilegge uguale.
"""

from .immagini_lette import ImmagineLetta
from .lettura import DocumentoLetto, DocumentoNonLeggibile, leggi_documento
from .scrittura import scrivi_docx

__all__ = ["DocumentoLetto", "DocumentoNonLeggibile", "ImmagineLetta", "leggi_documento", "scrivi_docx"]
