"""Verifica pubblica di un documento, dal codice o dal file: l’Ambito è scritto nel codice, così la regola di riga resta chiusa.

Il codice comincia col numero dell’Ambito dove è nato. Un Ambito arrivato da un’altra installazione risponde anche col numero che
aveva là (`NumeroDiPrima`): se quel numero qui è di un altro, si cerca prima da lui.
"""

import hashlib
import re
from dataclasses import dataclass

from django.db.models import Q

from ambito.contesto import in_ambito
from ambito.models import Ambito, Documento, StatoDocumento

CODICE = re.compile(r"^(\d{1,9})-([2-9A-HJ-NP-Z]{4})-([2-9A-HJ-NP-Z]{4})-([2-9A-HJ-NP-Z]{4})$")
# I nostri PDF portano il codice fra le parole chiave dei metadati, che PDF/A vuole in chiaro: si trova senza aprire il file.
CODICE_NEL_FILE = re.compile(rb"<pdf:Keywords>(\d{1,9}(?:-[2-9A-HJ-NP-Z]{4}){3})</pdf:Keywords>")


@dataclass(frozen=True)
class EsitoVerifica:
    """Un documento emesso davvero: i suoi dati pubblici, che cosa vale oggi e, se c’è, il codice della versione più recente."""

    codice: str
    titolo: str
    ambito: str
    versione: int
    emesso_il: object
    sha256: str
    dimensione: int
    stato: str
    superato_da: str
    annullato_il: object
    motivo_annullamento: str


class Confronto:
    """Com’è il file di chi verifica rispetto a quello emesso."""

    IDENTICO, CON_AGGIUNTE, DIVERSO, SENZA_CODICE = "identico", "con_aggiunte", "diverso", "senza_codice"


def cerca_nell_ambito(codice, trova):
    """Ciò che dà `trova(ambito, codice)`, chiamata in sola lettura in ogni Ambito che può averlo; `None` se nessuno l’ha."""
    forma = CODICE.match(codice.strip().upper())
    for ambito in _ambiti(int(forma[1])) if forma else []:
        with in_ambito(ambito.pk, sola_lettura=True):
            if trovato := trova(ambito, forma[0]):
                return trovato
    return None


def _ambiti(numero):
    """Quello che ha quel numero qui, poi chi lo aveva altrove; di una prova generale non si verifica nulla."""
    tutti = Ambito.objects.veri().filter(Q(pk=numero) | Q(numeri_di_prima__numero=numero)).distinct().order_by("pk")
    return sorted(tutti, key=lambda ambito: ambito.pk != numero)


def cerca(codice):
    """L’esito per quel codice, o `None` se nessun documento lo porta."""
    return cerca_nell_ambito(codice, _cerca)


def _cerca(ambito, codice):
    documento = Documento.objects.con_stato().filter(codice=codice).first()
    return _esito(documento, ambito) if documento else None


def _esito(documento, ambito):
    ultimo = Documento.objects.filter(tipo=documento.tipo, oggetto_id=documento.oggetto_id).order_by("-versione").first()
    return EsitoVerifica(
        codice=documento.codice,
        titolo=documento.titolo,
        ambito=ambito.nome,
        versione=documento.versione,
        emesso_il=documento.emesso_il,
        sha256=documento.sha256,
        dimensione=documento.dimensione,
        stato=StatoDocumento(documento.stato),
        superato_da="" if ultimo.pk == documento.pk else ultimo.codice,
        annullato_il=documento.annullato_il,
        motivo_annullamento=documento.motivo_annullamento,
    )


def codice_nel_file(byte):
    """Il codice di verifica scritto nei metadati di un nostro PDF, o stringa vuota."""
    trovato = CODICE_NEL_FILE.search(byte)
    return trovato[1].decode() if trovato else ""


def confronta(byte, esito):
    """`Confronto` fra un file e il documento emesso, byte per byte (attraverso l’impronta).

    Un file che comincia col documento emesso e prosegue (una firma aggiunta in fondo, PAdES) è «con aggiunte».
    """
    if hashlib.sha256(byte).hexdigest() == esito.sha256:
        return Confronto.IDENTICO
    if len(byte) > esito.dimensione and hashlib.sha256(byte[: esito.dimensione]).hexdigest() == esito.sha256:
        return Confronto.CON_AGGIUNTE
    return Confronto.DIVERSO
