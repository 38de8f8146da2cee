"""Ciò che i moduli dell’adesione hanno in comune."""

import re

from django.core.exceptions import ValidationError

from ambito.nucleo.codici import leggi_codice_fiscale, leggi_partita_iva
from ambito.nucleo.formati_italiani import ErroreFormato

_TELEFONO = re.compile(r"\+?[0-9][0-9 ./-]{4,28}")


class InBozza:
    """Con `bozza=True` i campi obbligatori possono restare vuoti: si finirà dopo. Ciò che è scritto dev’essere comunque giusto."""

    def __init__(self, *args, bozza=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.bozza = bozza

    def full_clean(self):
        obbligatori = [campo for campo in self.fields.values() if campo.required and self.bozza]
        for campo in obbligatori:
            campo.required = False
        super().full_clean()
        for campo in obbligatori:
            campo.required = True


def codice_fiscale(testo, *, di_persona):
    """Il codice fiscale controllato, in maiuscolo; `ValidationError` con la frase. Vuoto resta vuoto."""
    if not testo:
        return ""
    try:
        codice = leggi_codice_fiscale(testo)
    except ErroreFormato as errore:
        raise ValidationError(str(errore)) from errore
    if di_persona != (len(codice) == 16):
        attesi = "le 16 lettere e cifre di una persona" if di_persona else "le 11 cifre di un ente"
        raise ValidationError(f"Codice fiscale: qui servono {attesi}.")
    return codice


def partita_iva(testo):
    """La partita IVA controllata; `ValidationError` con la frase. Vuota resta vuota."""
    try:
        return leggi_partita_iva(testo) if testo else ""
    except ErroreFormato as errore:
        raise ValidationError(str(errore)) from errore


def telefono(testo):
    """Un numero di telefono plausibile; vuoto resta vuoto."""
    if testo and not _TELEFONO.fullmatch(testo):
        raise ValidationError("Scrivi il telefono con sole cifre, per esempio 0377 314 215.")
    return testo
