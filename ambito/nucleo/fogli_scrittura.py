"""Scrittura di csv e xlsx che si aprono bene in un foglio di calcolo italiano e non eseguono formule."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

Valore = str | int | Decimal | date | bool | None

FOGLIO_AMMESSE = "Voci ammesse"
RIGHE_CON_SCELTA = 1000
_FORMULA = re.compile(r"\s*[=+\-@\t\r]|[\t\r]")
_NEUTRALIZZATA = re.compile(r"'(?=\s*[=+\-@\t\r])")
_INVISIBILI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _testo_innocuo(testo: str) -> str:
    """Un testo che sembra una formula prende davanti un apostrofo; i caratteri di controllo spariscono."""
    pulito = _INVISIBILI.sub("", testo)
    return f"'{pulito}" if _FORMULA.match(pulito) else pulito


def senza_apostrofo(testo: str) -> str:
    """Toglie l'apostrofo messo da `_testo_innocuo`, così un file esportato si reimporta uguale."""
    return _NEUTRALIZZATA.sub("", testo, count=1) if _NEUTRALIZZATA.match(testo) else testo


def _per_csv(valore: Valore) -> str:
    if valore is None:
        return ""
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, Decimal):
        return format(valore, "f").replace(".", ",")
    if isinstance(valore, datetime):
        return valore.strftime("%d/%m/%Y %H:%M")
    if isinstance(valore, date):
        return valore.strftime("%d/%m/%Y")
    return str(valore) if isinstance(valore, int) else _testo_innocuo(str(valore))


def scrivi_csv(intestazioni: Sequence[str], righe: Iterable[Sequence[Valore]]) -> bytes:
    """CSV per un foglio di calcolo italiano: UTF-8 con BOM, punto e virgola, virgola decimale, date gg/mm/aaaa."""
    uscita = io.StringIO(newline="")
    scrittore = csv.writer(uscita, delimiter=";", lineterminator="\r\n")
    scrittore.writerow([_per_csv(nome) for nome in intestazioni])
    scrittore.writerows([_per_csv(valore) for valore in riga] for riga in righe)
    return uscita.getvalue().encode("utf-8-sig")


def _larghezze(intestazioni: Sequence[str], righe: list[Sequence[Valore]]) -> list[int]:
    colonne = zip(*([intestazioni, *righe[:200]]), strict=False)
    return [min(60, max(10, *(len(_per_csv(valore)) + 2 for valore in colonna))) for colonna in colonne]


def scrivi_xlsx(
    titolo: str, intestazioni: Sequence[str], righe: Iterable[Sequence[Valore]], ammesse: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Un foglio xlsx con la prima riga bloccata; `Decimal` e interi come numeri, testi sempre come testo.

    `ammesse`, per intestazione, sono le voci fra cui scegliere in quella colonna: stanno in un secondo foglio, da dove si copiano.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    elenco = list(righe)
    libro = Workbook(write_only=True)
    foglio = libro.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", _INVISIBILI.sub("", titolo)).strip("' ")[:31] or "Dati")
    foglio.freeze_panes = "A2"
    for numero, larghezza in enumerate(_larghezze(intestazioni, elenco), start=1):
        foglio.column_dimensions[get_column_letter(numero)].width = larghezza
    foglio.append([_cella(foglio, nome, grassetto=True) for nome in intestazioni])
    for riga in elenco:
        foglio.append([_cella(foglio, valore) for valore in riga])
    if ammesse:
        _aggiungi_ammesse(libro, foglio, intestazioni, ammesse)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def _aggiungi_ammesse(libro: Any, foglio: Any, intestazioni: Sequence[str], ammesse: Mapping[str, Sequence[str]]) -> None:
    """Il foglio delle voci, e nelle celle delle loro colonne l’elenco da cui si scelgono (si può scrivere anche altro)."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    elenco = libro.create_sheet(FOGLIO_AMMESSE)
    for numero, (nome, voci) in enumerate(ammesse.items(), start=1):
        qui, li = get_column_letter(intestazioni.index(nome) + 1), get_column_letter(numero)
        elenco.column_dimensions[li].width = max(len(nome), *map(len, voci), 8) + 2
        scelta = DataValidation(type="list", formula1=f"'{FOGLIO_AMMESSE}'!${li}$2:${li}${len(voci) + 1}", allow_blank=True)
        scelta.add(f"{qui}2:{qui}{RIGHE_CON_SCELTA}")
        foglio.data_validations.append(scelta)
    elenco.append([_cella(elenco, nome, grassetto=True) for nome in ammesse])
    for riga in zip_longest(*ammesse.values()):
        elenco.append([_cella(elenco, voce) for voce in riga])


def _cella(foglio: Any, valore: Valore, grassetto: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if valore is None:
        return None
    cella = WriteOnlyCell(foglio)
    if isinstance(valore, Decimal):
        cella.value, cella.number_format = valore, "#,##0.00" if valore.as_tuple().exponent == -2 else "General"
    elif isinstance(valore, date):
        naive = valore.replace(tzinfo=None) if isinstance(valore, datetime) else valore
        cella.value, cella.number_format = naive, "dd/mm/yyyy hh:mm" if isinstance(valore, datetime) else "dd/mm/yyyy"
    elif isinstance(valore, int) and not isinstance(valore, bool):
        cella.value = valore
    else:
        cella.value = _per_csv(valore)
        cella.data_type = "s"
    if grassetto:
        cella.font = Font(bold=True)
    return cella
