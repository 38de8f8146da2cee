"""Il motore delle importazioni: controlla tutto e mostra l’anteprima, poi scrive in una transazione. Un codice solo."""

from ambito.importazione.tracciato import Anteprima, Colonna, ErroreRiga, Tracciato, ripetute

__all__ = ["Anteprima", "Colonna", "ErroreRiga", "Tracciato", "ripetute"]
