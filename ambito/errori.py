"""Errori attesi: eccezioni con una frase per chi usa il portale. Tutto il resto è un difetto e deve emergere."""


class ErroreAtteso(Exception):
    """Base degli errori da raccontare: `frase` dice che cosa è successo e che cosa fare."""

    def __init__(self, frase):
        super().__init__(frase)
        self.frase = frase
