"""Controlli di struttura su un PDF nostro (PDF/A-3a e PDF/UA-1): non un validatore, ma trova gli errori già visti."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_DIPINGE = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI", "INLINE IMAGE"})
_FIGLI_AMMESSI = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}}
_RELAZIONI = (Name.Data, Name.Source, Name.Supplement, Name.Alternative)
Problemi = Iterator[str]


def verifica_pdf(pdf: bytes, lingua: str = "it", allegati: Mapping[str, bytes] | None = None) -> list[str]:
    """L'elenco dei problemi, vuoto se il documento è a posto; `allegati` sono i file che deve contenere, byte per byte."""
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        controlli: list[Callable[[], Problemi]] = [
            lambda: _catalogo(documento, lingua),
            lambda: _metadati(documento.Root),
            lambda: _pagine(documento),
            lambda: _struttura(documento.Root),
            lambda: _allegati(documento.Root, allegati or {}),
        ]
        return sorted({problema for controllo in controlli for problema in controllo()})


def _catalogo(documento: pikepdf.Pdf, lingua: str) -> Problemi:
    radice: Any = documento.Root
    intenti = radice.get("/OutputIntents")
    vuole = {
        "il file è cifrato": not documento.is_encrypted,
        "manca l’identificatore del file": "/ID" in documento.trailer,
        "il documento non è marcato": bool(radice.get("/MarkInfo", {}).get("/Marked", False)),
        "la lingua non è dichiarata": str(radice.get("/Lang", "")).split("-")[0] == lingua,
        "il titolo non si mostra": bool(radice.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
        "mancano i marcatori": "/StructTreeRoot" in radice,
        "manca il profilo di colore": bool(intenti) and intenti[0].S == Name.GTS_PDFA1 and "/DestOutputProfile" in intenti[0],
        "ci sono azioni automatiche": not any(chiave in radice for chiave in ("/OpenAction", "/AA")),
        "c’è JavaScript": "/JavaScript" not in radice.get("/Names", {}),
    }
    yield from (problema for problema, va_bene in vuole.items() if not va_bene)


def _metadati(radice: Any) -> Problemi:
    if "/Metadata" not in radice:
        yield "mancano i metadati XMP"
        return
    testo = bytes(radice.Metadata.read_bytes()).decode()
    vuole = {
        "i metadati XMP sono compressi": "/Filter" not in radice.Metadata,
        "non è dichiarato PDF/A-3": re.search(r'pdfaid:part(?:="|>)3', testo),
        "non è dichiarato il livello A": re.search(r'pdfaid:conformance(?:="|>)A', testo),
        "non è dichiarato PDF/UA-1": re.search(r'pdfuaid:part(?:="|>)1', testo),
        "manca lo schema di estensione di PDF/UA": "pdfaExtension:schemas" in testo,
        "manca il titolo": re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+", testo, re.S),
        "c’è più di un blocco RDF": testo.count("<rdf:RDF") == 1,
    }
    yield from (problema for problema, va_bene in vuole.items() if not va_bene)


def _pagine(documento: pikepdf.Pdf) -> Problemi:
    visti: set[tuple[int, int]] = set()
    for numero, pagina in enumerate(documento.pages, start=1):
        oggetto = pagina.obj
        if oggetto.get("/Tabs") != Name.S or "/StructParents" not in oggetto:
            yield f"pagina {numero}: non è legata ai marcatori"
        if _dipinge_fuori(oggetto):
            yield f"pagina {numero}: contenuto dipinto fuori dai marcatori"
        yield from _risorse(oggetto.get("/Resources", Dictionary()), visti)
        for annotazione in oggetto.get("/Annots", []):
            yield from (f"pagina {numero}: {problema}" for problema in _annotazione(annotazione))


def _risorse(risorse: Any, visti: set[tuple[int, int]]) -> Problemi:
    for carattere in (risorse.get("/Font") or {}).values():
        if carattere.objgen not in visti:
            visti.add(carattere.objgen)
            yield from _carattere(carattere)
    for oggetto in (risorse.get("/XObject") or {}).values():
        if oggetto.get("/Subtype") == Name.Image and bool(oggetto.get("/Interpolate", False)):
            yield "un’immagine è interpolata"


def _carattere(carattere: Any) -> Problemi:
    nome = str(carattere.get("/BaseFont"))
    discendente = carattere.DescendantFonts[0] if "/DescendantFonts" in carattere else carattere
    descrittore = discendente.get("/FontDescriptor", {})
    if not any(chiave in descrittore for chiave in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"il carattere {nome} non è incorporato"
    if "/ToUnicode" not in carattere:
        yield f"il carattere {nome} non si può rileggere come testo"


def _annotazione(annotazione: Any) -> Problemi:
    if not int(annotazione.get("/F", 0)) & 4:
        yield "un’annotazione non si stampa"
    if annotazione.Subtype == Name.Link:
        if not str(annotazione.get("/Contents", "")):
            yield "un collegamento non ha descrizione"
        if "/StructParent" not in annotazione:
            yield "un collegamento non è marcato"


def _apre_marcatura(operandi: list[Any], oggetto: Any, modulo: bool) -> bool:
    """Vero se BDC/BMC apre davvero contenuto marcato (in un modulo con MCID serve anche /StructParents)."""
    proprieta = operandi[1] if len(operandi) > 1 else None
    con_mcid = isinstance(proprieta, Dictionary) and "/MCID" in proprieta
    return not (modulo and con_mcid and "/StructParents" not in oggetto)


def _dipinge_fuori(oggetto: Any, modulo: bool = False) -> bool:
    livello = 0
    for operandi, operatore in pikepdf.parse_content_stream(oggetto):
        nome = str(operatore)
        if nome in ("BDC", "BMC"):
            livello += _apre_marcatura(list(operandi), oggetto, modulo)
        elif nome == "EMC":
            livello = max(0, livello - 1)
        elif livello == 0 and (nome in _DIPINGE or (nome == "Do" and _chiamata_dipinge(oggetto, str(operandi[0])))):
            return True
    return False


def _chiamata_dipinge(oggetto: Any, nome: str) -> bool:
    chiamato = oggetto.get("/Resources", {}).get("/XObject", {}).get(nome)
    return chiamato is None or chiamato.Subtype == Name.Image or _dipinge_fuori(chiamato, modulo=True)


def _figli(elemento: Any) -> list[Any]:
    figli = elemento.get("/K")
    elenco = figli if isinstance(figli, Array) else [figli]
    return [figlio for figlio in elenco if isinstance(figlio, Dictionary)]


def _discendenti(elemento: Any) -> Iterator[Any]:
    for figlio in _figli(elemento):
        yield figlio
        if "/S" in figlio:
            yield from _discendenti(figlio)


def _tipo(elemento: Any) -> str:
    return str(elemento.get("/S", "")).lstrip("/")


def _struttura(radice: Any) -> Problemi:
    if "/StructTreeRoot" not in radice:
        return
    elementi = list(_discendenti(radice.StructTreeRoot))
    livelli = [0, *(int(_tipo(e)[1]) for e in elementi if re.fullmatch("H[1-6]", _tipo(e)))]
    yield from (f"il titolo H{dopo} segue H{prima}" for prima, dopo in pairwise(livelli) if dopo > prima + 1)
    note = [str(e.get("/ID", "")) for e in elementi if _tipo(e) == "Note"]
    if "" in note or len(set(note)) < len(note):
        yield "una nota non ha un nome, o è quello di un’altra"
    for elemento in elementi:
        if _tipo(elemento) == "Figure" and not str(elemento.get("/Alt", "")).strip():
            yield "una figura non ha testo alternativo"
        if _tipo(elemento) != "Link" and any(_e_collegamento(figlio) for figlio in _figli(elemento)):
            yield f"un collegamento è marcato come {_tipo(elemento)}"
        if _tipo(elemento) in _FIGLI_AMMESSI:
            yield from _elenco(elemento)
        if _tipo(elemento) == "Table":
            yield from _tabella(elemento)


def _elenco(elemento: Any) -> Problemi:
    tipo = _tipo(elemento)
    if estranei := {_tipo(figlio) for figlio in _figli(elemento)} - _FIGLI_AMMESSI[tipo]:
        yield f"un elenco ({tipo}) contiene {', '.join(sorted(estranei))}"


def _e_collegamento(figlio: Any) -> bool:
    return figlio.get("/Type") == Name.OBJR and figlio.Obj.get("/Subtype") == Name.Link


def _tabella(tabella: Any) -> Problemi:
    righe = [elemento for elemento in _discendenti(tabella) if _tipo(elemento) == "TR"]
    celle = [[cella for cella in _figli(riga) if _tipo(cella) in ("TH", "TD")] for riga in righe]
    if not any(_tipo(cella) == "TH" for riga in celle for cella in riga):
        yield "una tabella non ha intestazioni"
    larghezze = _larghezze(celle)
    if len(larghezze) > 1:
        yield f"una tabella ha righe di lunghezza diversa: {sorted(larghezze)}"


def _larghezze(celle: list[list[Any]]) -> set[int]:
    """Le larghezze delle righe, contando le celle unite in orizzontale e quelle che scendono dalle righe sopra."""
    larghezze: set[int] = set()
    scendono: list[int] = []
    for riga in celle:
        larghezza = len(scendono)
        scendono = [resto - 1 for resto in scendono if resto > 1]
        for cella in riga:
            attributi = cella.get("/A", {})
            colonne, in_giu = int(attributi.get("/ColSpan", 1)), int(attributi.get("/RowSpan", 1))
            larghezza += colonne
            scendono += [in_giu - 1] * colonne if in_giu > 1 else []
        larghezze.add(larghezza)
    return larghezze


def _allegati(radice: Any, attesi: Mapping[str, bytes]) -> Problemi:
    presenti = {str(file.get("/UF", file.get("/F"))): file for file in radice.get("/AF", [])}
    for nome, file in presenti.items():
        if file.get("/AFRelationship") not in _RELAZIONI:
            yield f"allegato {nome}: manca la relazione col documento"
        if "/Subtype" not in file.EF.F or "/ModDate" not in file.EF.F.get("/Params", {}):
            yield f"allegato {nome}: mancano il tipo o la data"
    for nome, contenuto in attesi.items():
        if nome not in presenti or presenti[nome].EF.F.read_bytes() != contenuto:
            yield f"allegato {nome}: manca o è diverso"
