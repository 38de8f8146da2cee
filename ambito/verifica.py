"""Verifica pubblica di un documento dal suo codice: l’Ambito è scritto nel codice, così la regola di riga resta chiusa."""

import re
from dataclasses import dataclass

from ambito.contesto import in_ambito
from ambito.models import Ambito, Documento

CODICE = re.compile(r"^(\d{1,9})-([2-9A-HJ-NP-Z]{4})-([2-9A-HJ-NP-Z]{4})-([2-9A-HJ-NP-Z]{4})$")


@dataclass(frozen=True)
class EsitoVerifica:
    """Un documento emesso davvero: i suoi dati pubblici e, se c’è, il codice della versione che lo sostituisce."""

    titolo: str
    ambito: str
    versione: int
    emesso_il: object
    sha256: str
    superato_da: str


def cerca(codice):
    """L’esito per quel codice, o `None` se nessun documento lo porta."""
    trovato = CODICE.match(codice.strip().upper())
    ambito = Ambito.objects.filter(pk=int(trovato[1])).first() if trovato else None
    if ambito is None:
        return None
    with in_ambito(ambito.pk, sola_lettura=True):
        documento = Documento.objects.filter(codice=trovato[0]).first()
        return _esito(documento, ambito) if documento else None


def _esito(documento, ambito):
    ultimo = Documento.objects.filter(tipo=documento.tipo, oggetto_id=documento.oggetto_id).order_by("-versione").first()
    superato_da = "" if ultimo.pk == documento.pk else ultimo.codice
    return EsitoVerifica(documento.titolo, ambito.nome, documento.versione, documento.emesso_il, documento.sha256, superato_da)
