"""Il motore delle importazioni: controlla tutto e mostra l’anteprima, poi scrive in una transazione. Stesso codice nei due passi."""

from ambito.importazione.tracciato import Anteprima, Colonna, ErroreRiga, Tracciato

__all__ = ["Anteprima", "Colonna", "ErroreRiga", "Tracciato"]
