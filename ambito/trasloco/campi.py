"""Ogni colonna sa scriversi in una riga d’archivio e rileggersi: valori esatti, nessun numero della banca dati."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, Func

from ambito.nucleo import chiave_oggetto
from ambito.registri import CHIAVI, CHIAVI_NEI_DATI, RIGHE_NEI_DATI
from ambito.trasloco import righe
from ambito.trasloco.errori import TraslocoNonRiuscito


class CampoIgnoto(TraslocoNonRiuscito):
    """Un genere di colonna, o di cosa indicata, che il trasloco non sa portare: va insegnato qui."""


def di_byte(tavola):
    """I campi il cui contenuto viaggia in un file."""
    return [campo for campo in tavola.campi if isinstance(campo, models.BinaryField)]


def letture(tavola):
    """Ciò che si chiede alla banca dati per ogni campo: il valore o, dei byte, l’impronta, che così non si leggono qui."""
    return [Func(F(c.name), function="sha256") if isinstance(c, models.BinaryField) else F(c.attname) for c in tavola.campi]


def scrivi(tavola, valori, posti):
    """La riga d’archivio: nome del campo → valore che sta in un JSON."""
    riga = dict(zip([c.name for c in tavola.campi], valori, strict=True))
    return {campo.name: _scrivi(tavola, campo, riga, posti.traduci) for campo in tavola.campi}


def leggi(tavola, riga, arrivi, byte):
    """Gli argomenti con cui rifare l’oggetto da una riga d’archivio; `byte(impronta)` dà il contenuto di un file."""
    if riga.keys() != {campo.name for campo in tavola.campi}:
        raise ValueError("i campi non sono quelli di questa versione")
    return {campo.attname: _leggi(tavola, campo, riga, arrivi.traduci, byte) for campo in tavola.campi}


def _scrivi(tavola, campo, riga, traduci):
    valore = riga[campo.name]
    if valore is None:
        return None
    if campo.is_relation:
        return traduci(campo.related_model._meta.label_lower, valore)
    if isinstance(campo, models.BinaryField):
        return bytes(valore).hex()
    if campo.name == "oggetto_id":
        return [[m, traduci(m, v) if m else v] for m, v in _chiave(tavola, riga).scomponi(valore)]
    if isinstance(campo, models.JSONField):
        return _nei_dati(tavola, campo, valore, traduci, righe.verso_l_archivio)
    return _esatto(valore)


def _leggi(tavola, campo, riga, traduci, byte):
    valore = riga[campo.name]
    if valore is None:
        # Un JSON obbligatorio può contenere «null»: non è un valore che manca.
        return models.Value(None, campo) if isinstance(campo, models.JSONField) and not campo.null else None
    if campo.is_relation:
        return traduci(campo.related_model._meta.label_lower, valore)
    if isinstance(campo, models.BinaryField):
        return byte(valore)
    if campo.name == "oggetto_id":
        return _chiave(tavola, riga).ricomponi([traduci(m, v) if m else v for m, v in valore])
    if isinstance(campo, models.JSONField):
        return _nei_dati(tavola, campo, valore, traduci, righe.dall_archivio)
    return campo.to_python(valore)


def _esatto(valore):
    match valore:
        case bool() | int() | str():
            return valore
        case Decimal():
            return format(valore, "f")
        case datetime():
            return valore.astimezone(UTC).isoformat()
        case date():
            return valore.isoformat()
    raise CampoIgnoto(f"Il trasloco non sa portare un valore di tipo «{type(valore).__name__}».")


def _chiave(tavola, riga):
    """Di quali righe è fatto il numero: lo dice il registro; dove il tipo è già il nome di un modello, di quello."""
    tipo = riga["oggetto_tipo"] if "oggetto_tipo" in riga else riga["tipo"]
    if chiave := CHIAVI.get((tavola.nome, tipo)):
        return chiave
    if "." not in tipo:
        raise CampoIgnoto(f"Non si sa che cosa indica un «{tipo}» di {tavola.nome}: va detto in `CHIAVI`.")
    return chiave_oggetto.di(tipo)


def _nei_dati(tavola, campo, valore, traduci, copiate):
    """I dati com’erano, salvo i numeri di righe che vi sono dichiarati; `copiate` traduce le righe intere."""
    dove = f"{tavola.nome}.{campo.name}"
    if app := RIGHE_NEI_DATI.get(dove):
        return copiate(app, valore, traduci)
    if modello := CHIAVI_NEI_DATI.get(dove):
        return _tradotti(modello, valore, traduci)
    if not isinstance(valore, dict):
        return valore
    dichiarati = {voce: CHIAVI_NEI_DATI[f"{dove}.{voce}"] for voce in valore if f"{dove}.{voce}" in CHIAVI_NEI_DATI}
    return {**valore, **{voce: _tradotti(modello, valore[voce], traduci) for voce, modello in dichiarati.items()}}


def _tradotti(modello, valore, traduci):
    return [traduci(modello, v) for v in valore] if isinstance(valore, list) else traduci(modello, valore)
