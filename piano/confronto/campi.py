"""Un campo della fotografia che cambia, in parole già da leggere: «prima → dopo»."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ambito.nucleo.formati_italiani import formatta_misura
from piano.confronto.voci import Genere

DATE = {"inizio", "fine"}
NUMERI = {"base", "atteso", "ore", "tempo_pieno"}


class Parte(StrEnum):
    """Di che cosa parla un campo: della scheda stessa o di ciò che contiene."""

    SCHEDA = "scheda"
    AZIONE = "azione"
    INDICATORE = "indicatore"
    ENTE = "ente"
    PERSONALE = "personale"
    RISORSA = "risorsa"


@dataclass(frozen=True)
class Campo:
    """Un valore che cambia, in parole: vuoto dove non c’era o non c’è più."""

    nome: str
    prima: str
    dopo: str
    parte: Parte = Parte.SCHEDA

    @property
    def genere(self):
        """Aggiunta se prima era vuoto, tolta se adesso lo è, altrimenti cambiata."""
        return Genere.CAMBIATA if self.prima and self.dopo else Genere.AGGIUNTA if self.dopo else Genere.TOLTA


def campi_cambiati(prima, dopo, nomi):
    """I campi che cambiano fra due fotografie della stessa cosa (una può mancare). `nomi`: chiave → come si dice."""
    for chiave, nome in nomi.items():
        era, adesso = (_di(foto, chiave) for foto in (prima, dopo))
        if era != adesso:
            yield Campo(nome, era, adesso)


def _di(foto, chiave):
    # Una fotografia più vecchia può non avere i campi che la scheda ha adesso.
    return in_parole(chiave, foto.get(chiave)) if foto else ""


def in_parole(chiave, valore):
    """Il valore di un campo come si legge; vuoto se manca."""
    if valore is None or valore == "":
        return ""
    if isinstance(valore, list):
        return ", ".join(_voce(v) for v in valore)
    if chiave in DATE:
        return giorno_italiano(valore)
    return numero_italiano(valore) if chiave in NUMERI else str(valore).strip()


def _voce(valore):
    """Una voce di un elenco: un nome, oppure il valore atteso alla fine di un anno."""
    return f"{numero_italiano(valore['valore'])} a fine {valore['anno']}" if isinstance(valore, Mapping) else valore


def giorno_italiano(giorno):
    """Da «2025-01-31» a «31/01/2025»; vuoto resta vuoto."""
    return "/".join(reversed(giorno.split("-")))


def numero_italiano(testo):
    """«12.50» → «12,50»; «12.00» → «12»; vuoto resta vuoto."""
    return formatta_misura(Decimal(testo)) if testo else ""
