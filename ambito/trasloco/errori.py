from ambito.errori import ErroreAtteso


class TraslocoNonRiuscito(ErroreAtteso):
    """L’Ambito non si può esportare o importare: la frase dice perché e che cosa fare."""
