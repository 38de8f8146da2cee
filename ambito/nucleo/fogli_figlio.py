"""Il figlio che apre xlsx, ods e xls con calamine: legge il file da stdin e scrive JSON su stdout."""

import io
import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from .figlio import lavora
from .fogli_guardia import MASSIME_CELLE, MASSIME_COLONNE, MASSIME_RIGHE


def _numero(valore: float) -> str:
    """Quindici cifre significative come un foglio di calcolo, con la virgola decimale italiana."""
    if not math.isfinite(valore):
        return "#NUM!"
    testo = format(Decimal(f"{valore:.15g}"), "f")
    return testo.replace(".", ",")


def testo_della_cella(valore: Any) -> str:
    """La cella come la vede una persona: interi senza decimali, virgola decimale, date ISO, VERO/FALSO."""
    if valore is None:
        return ""
    if isinstance(valore, bool):
        return "VERO" if valore else "FALSO"
    if isinstance(valore, int | float):
        return _numero(float(valore)) if isinstance(valore, float) else str(valore)
    if isinstance(valore, datetime):
        return valore.isoformat(" ") if valore.time() != time() else valore.date().isoformat()
    if isinstance(valore, date | time | timedelta):
        return str(valore)
    return str(valore)


def leggi(contenuto: bytes, nome_foglio: str | None) -> dict[str, Any]:
    """Legge il foglio chiesto, o il primo visibile che contiene qualcosa: nomi dei fogli pieni, righe numerate, celle unite."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    libro = CalamineWorkbook.from_filelike(io.BytesIO(contenuto))
    visibili = [
        foglio.name
        for foglio in libro.sheets_metadata
        if foglio.visible == SheetVisibleEnum.Visible and foglio.typ == SheetTypeEnum.WorkSheet
    ]
    scelti = [nome for nome in visibili if nome_foglio in (None, nome)]
    pieni, unite = {}, {}
    for nome in scelti:
        foglio = libro.get_sheet_by_name(nome)
        if foglio.total_height > MASSIME_RIGHE or foglio.total_width > MASSIME_COLONNE:
            raise OverflowError(nome)
        if foglio.total_height * foglio.total_width > MASSIME_CELLE:
            raise OverflowError(nome)
        if righe := _righe(foglio):
            pieni[nome] = righe
            unite[nome] = foglio.merged_cell_ranges or []
    primo, righe = next(iter(pieni.items()), (None, []))
    return {"fogli": list(pieni), "letto": primo, "righe": righe, "unite": unite.get(primo, [])}


def _righe(foglio: Any) -> list[tuple[int, list[str]]]:
    numerate = enumerate(foglio.to_python(skip_empty_area=False), start=1)
    testi = ((numero, [testo_della_cella(cella) for cella in riga]) for numero, riga in numerate)
    return [(numero, riga) for numero, riga in testi if any(cella.strip() for cella in riga)]


def _rispondi(richiesta: bytes) -> bytes:
    """Ingresso: una riga JSON con il nome del foglio (o null), poi i byte del file."""
    intestazione, _, contenuto = richiesta.partition(b"\n")
    return json.dumps(leggi(contenuto, json.loads(intestazione))).encode()


if __name__ == "__main__":
    lavora(_rispondi)
