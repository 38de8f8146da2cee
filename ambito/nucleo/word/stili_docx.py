"""Stili, numerazioni e collegamenti di un docx: ciò che serve a dire che cosa è un paragrafo."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from .archivio import Archivio

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELAZIONE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CATENA_MASSIMA = 20


@dataclass
class Stile:
    """Uno stile: il nome (in inglese per quelli di Word), da chi deriva, titolo ed elenco che porta, formati."""

    nome: str = ""
    base: str = ""
    titolo: int | None = None
    numerazione: str = ""
    livello: int = 0
    formati: dict[str, bool] = field(default_factory=dict)


def valore(elemento: ET.Element | None, nome: str, attributo: str = "val") -> str:
    """L’attributo `w:val` (o un altro) del figlio `w:nome`; vuoto se manca."""
    figlio = elemento.find(W + nome) if elemento is not None else None
    return figlio.get(W + attributo, "") if figlio is not None else ""


def numero(testo: str, se_manca: int = 0) -> int:
    """Un intero piccolo scritto in un attributo, o `se_manca`."""
    return int(testo) if re.fullmatch(r"\d{1,4}", testo) else se_manca


def acceso(elemento: ET.Element | None, nome: str) -> bool | None:
    """Un formato acceso (`<w:b/>`), spento (`<w:b w:val="0"/>`) o non detto (`None`)."""
    figlio = elemento.find(W + nome) if elemento is not None else None
    if figlio is None:
        return None
    return figlio.get(W + "val", "1").lower() not in ("0", "false", "off", "none")


def formati_detti(proprieta: ET.Element | None) -> dict[str, bool]:
    """I formati che queste proprietà accendono o spengono, coi nomi dei marcatori."""
    detti = {nome: acceso(proprieta, sigla) for sigla, nome in (("b", "strong"), ("i", "em"), ("strike", "s"), ("u", "u"))}
    scelti = {nome: si for nome, si in detti.items() if si is not None}
    posto = valore(proprieta, "vertAlign")
    if posto:
        scelti |= {"sup": posto == "superscript", "sub": posto == "subscript"}
    return scelti


class Stili:
    """Gli stili del documento, per identificativo; ogni ricerca risale a quelli da cui lo stile deriva."""

    def __init__(self, archivio: Archivio) -> None:
        self._stili: dict[str, Stile] = {}
        radice = archivio.xml("word/styles.xml")
        for elemento in radice.iter(W + "style") if radice is not None else ():
            self._stili[elemento.get(W + "styleId", "")] = _stile(elemento)

    def catena(self, identificativo: str) -> list[Stile]:
        """Lo stile e quelli da cui deriva, dal più vicino."""
        catena: list[Stile] = []
        while identificativo in self._stili and len(catena) < _CATENA_MASSIMA:
            catena.append(self._stili[identificativo])
            identificativo = catena[-1].base
        return catena

    def nome(self, identificativo: str) -> str:
        """Il nome dello stile, minuscolo; se non è fra gli stili vale l’identificativo."""
        stile = self._stili.get(identificativo)
        return (stile.nome if stile and stile.nome else identificativo).lower()

    def formati(self, identificativo: str) -> dict[str, bool]:
        """I formati che uno stile di carattere porta, anche per via dei nomi che Word dà a quelli di serie."""
        raccolti: dict[str, bool] = {}
        for stile in reversed(self.catena(identificativo)):
            raccolti |= stile.formati
        di_serie = {"strong": "strong", "emphasis": "em", "intense emphasis": "em"}.get(self.nome(identificativo))
        return raccolti | ({di_serie: True} if di_serie else {})


def _stile(elemento: ET.Element) -> Stile:
    paragrafo = elemento.find(W + "pPr")
    elenco = paragrafo.find(W + "numPr") if paragrafo is not None else None
    livello = valore(paragrafo, "outlineLvl")
    nome = valore(elemento, "name")
    scritto = re.fullmatch(r"(?:heading|titolo) (\d)", nome.lower())
    return Stile(
        nome=nome,
        base=valore(elemento, "basedOn"),
        titolo=int(scritto[1]) if scritto else (numero(livello) + 1 if re.fullmatch(r"[0-8]", livello) else None),
        numerazione=valore(elenco, "numId"),
        livello=numero(valore(elenco, "ilvl")),
        formati=formati_detti(elemento.find(W + "rPr")) if elemento.get(W + "type") == "character" else {},
    )


class Numerazioni:
    """Quali elenchi sono numerati e quali puntati."""

    def __init__(self, archivio: Archivio) -> None:
        self._formati: dict[tuple[str, int], str] = {}
        self._di: dict[str, str] = {}
        radice = archivio.xml("word/numbering.xml")
        if radice is None:
            return
        for astratta in radice.iter(W + "abstractNum"):
            identificativo = astratta.get(W + "abstractNumId", "")
            for livello in astratta.iter(W + "lvl"):
                self._formati[identificativo, numero(livello.get(W + "ilvl", ""))] = valore(livello, "numFmt")
        for scelta in radice.iter(W + "num"):
            self._di[scelta.get(W + "numId", "")] = valore(scelta, "abstractNumId")

    def esiste(self, identificativo: str) -> bool:
        """È un elenco, e non «nessun elenco» (identificativo 0)."""
        return identificativo in self._di and identificativo != "0"

    def ordinato(self, identificativo: str, livello: int) -> bool:
        """Le voci di quel livello hanno un numero o una lettera."""
        return self._formati.get((self._di.get(identificativo, ""), livello), "bullet") not in ("bullet", "none", "")


def parti_incluse(archivio: Archivio) -> dict[str, str]:
    """Le parti del documento a cui il testo rimanda, per identificativo: fra loro le immagini."""
    radice = archivio.xml("word/_rels/document.xml.rels")
    righe = radice.iter(_RELAZIONE) if radice is not None else ()
    return {r.get("Id", ""): r.get("Target", "") for r in righe if r.get("TargetMode") != "External"}


def collegamenti(archivio: Archivio) -> dict[str, str]:
    """Gli indirizzi esterni del documento; non se ne apre nessuno."""
    radice = archivio.xml("word/_rels/document.xml.rels")
    righe = radice.iter(_RELAZIONE) if radice is not None else ()
    return {r.get("Id", ""): r.get("Target", "") for r in righe if r.get("TargetMode") == "External"}
