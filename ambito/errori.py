"""Errori attesi: eccezioni con una frase per chi usa il portale. Tutto il resto è un difetto e deve emergere."""


class ErroreAtteso(Exception):
    """Base degli errori da raccontare: `frase` dice che cosa è successo e che cosa fare."""

    def __init__(self, frase):
        super().__init__(frase)
        self.frase = frase


class ErroreDiCampo(ErroreAtteso):
    """Un dato che non si può scrivere così; `campo` è quello del modulo a cui la frase si riferisce, se c’è."""

    def __init__(self, frase, campo=None):
        super().__init__(frase)
        self.campo = campo
