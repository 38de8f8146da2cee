"""Bilanci di prova: il piano con una risorsa, la previsione, i movimenti (da usare dentro l’Ambito)."""

from datetime import date
from decimal import Decimal

from rendicontazione.models import CapitoloBilancio
from rendicontazione.operazioni import bilancio as operazioni
from servizi import selezioni as catalogo
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.scena import ADESSO

ANNO = 2025
OGGI = ADESSO.date()


def chi(scena, ruolo="udp"):
    return {"poteri": scena.poteri(ruolo), "adesso": ADESSO}


def fondo(codice="FNPS"):
    return catalogo.fondi().get(codice=codice)


def obiettivo_del_piano(scena):
    """Un piano 2025-2027 con un obiettivo: per il 2025 prevede 1.234,56 € del primo fondo, per gli anziani."""
    return obiettivo(piano_nuovo(scena), scena.utenti["udp"])


def riga(scena, versione, scheda, importo, codice="FNPS", comune=None, nota=""):
    return operazioni.aggiungi_riga(versione, obiettivo=scheda, fondo=fondo(codice), comune=comune and scena.comuni[comune],
                                    importo=Decimal(importo), nota=nota, **chi(scena))  # fmt: skip


def approva(scena, versione, atto="Deliberazione n. 4"):
    return operazioni.approva_versione(versione, atto=atto, atto_del=date(2025, 3, 1), **chi(scena))


def approvato(scena, importo="1000.00", scheda=None, comune=None, codice="FSR"):
    """Un bilancio approvato con una riga in più di quella del piano; restituisce il capitolo di quella riga."""
    scheda = scheda or obiettivo_del_piano(scena)
    versione = operazioni.comincia_versione(ANNO, **chi(scena))
    nuova = riga(scena, versione, scheda, importo, codice, comune)
    approva(scena, versione)
    return CapitoloBilancio.objects.get(pk=nuova.capitolo_id)


def muovi(scena, capitolo, importo, genere="impegno", giorno=date(2025, 5, 2), atto="Determinazione n. 1"):
    return operazioni.registra_movimento(
        capitolo, genere=genere, giorno=giorno, atto=atto, importo=Decimal(importo), causale="", **chi(scena)
    )
