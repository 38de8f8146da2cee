"""Il figlio che impagina con WeasyPrint: legge JSON da stdin, scrive il PDF su stdout."""

import gc
import json
import logging
import re
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from .figlio import lavora
from .pdf import SEGNO_DI_ERRORE

STAMPA = Path(__file__).parent / "stampa"
VARIANTE = "pdf/a-3a"
FOGLIO = "documento.css"
_TIPI = {".css": "text/css", ".ttf": "font/ttf"}
_SENZA_DISEGNO = re.compile(r"\(U\+([0-9A-F]{4,6})\)")
_MARCATORE = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>", re.DOTALL)
_IMMAGINE = re.compile(r"data:image/(?:png|jpeg);base64,")

# Un documento di poche righe con ciò che quasi tutti hanno: un figlio aperto lo impagina prima della prima richiesta.
PROVA = """<!DOCTYPE html><html lang="it"><head><title>Prova</title></head><body data-ambito="Prova" data-titolo="Prova">
<h1>Prova</h1><h2>Programmazione degli interventi</h2><p>La valutazione <strong>multidimensionale</strong> e <em>integrata</em>.</p>
<ul><li><p>Domiciliarità</p></li></ul><table><caption>Prova</caption><thead><tr><th>Comune</th><th class="numero">Spesa</th></tr>
</thead><tbody><tr><th scope="row">Prova</th><td class="numero">1.000,00</td></tr></tbody></table></body></html>"""

# L'identificazione PDF/UA e lo schema che PDF/A vuole per accettarla (ISO 14289-1 §5, ISO 19005-3 §6.6.2.3).
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class _Ascolto(logging.Handler):
    """Raccoglie gli avvisi di WeasyPrint che rendono il documento non conforme."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errori: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        messaggio = record.getMessage()
        if record.levelno >= logging.ERROR or ".notdef" in messaggio or messaggio.startswith("Font-face"):
            self.errori.append(messaggio)


def _recupera(indirizzo: str) -> tuple[str, bytes]:
    """I soli contenuti ammessi: i file della cartella `stampa` e le immagini scritte dentro l'HTML."""
    if indirizzo.startswith("stampa:"):
        file = STAMPA / indirizzo.removeprefix("stampa:")
        if file.parent == STAMPA and file.suffix in _TIPI and file.is_file():
            return _TIPI[file.suffix], file.read_bytes()
    if _IMMAGINE.match(indirizzo):
        testata, _, dati = indirizzo.partition(",")
        return testata[5:].partition(";")[0], b64decode(dati)
    raise ValueError(f"Indirizzo non ammesso in un documento: {indirizzo[:100]}")


def _doppia_conformita(documento: Any) -> None:
    """Dichiara anche PDF/UA-1: WeasyPrint ne scrive una sola, e i metadati devono restare leggibili (non compressi)."""
    metadati = documento.metadata
    genera, includi = metadati.generate_rdf_metadata, metadati.include_in_pdf
    metadati.generate_rdf_metadata = lambda *dati: genera(*dati).replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>")
    metadati.include_in_pdf = lambda pdf, variante, versione, conformita, _: includi(pdf, variante, versione, conformita, False)


def ordina_elenchi(_documento: Any, pdf: Any) -> None:
    """Mette in un corpo (LBody) i capoversi che WeasyPrint lascia accanto al segno di una voce d’elenco (ISO 14289-1 §7.2)."""
    from pydyf import Array, Dictionary

    elementi = {oggetto.reference: oggetto for oggetto in pdf.objects if isinstance(oggetto, Dictionary) and "S" in oggetto}
    for voce in [elemento for elemento in elementi.values() if elemento["S"] == "/LI"]:
        segni = [figlio for figlio in voce["K"] if elementi[figlio]["S"] == "/Lbl"]
        resto = [figlio for figlio in voce["K"] if figlio not in segni]
        if [elementi[figlio]["S"] for figlio in resto] in ([], ["/LBody"]):
            continue
        corpo = Dictionary({**voce, "S": "/LBody", "P": voce.reference, "K": Array(resto)})
        pdf.add_object(corpo)
        voce["K"] = Array([*segni, corpo.reference])
        for figlio in resto:
            elementi[figlio]["P"] = corpo.reference
            if elementi[figlio]["S"] == "/LBody":
                elementi[figlio]["S"] = "/NonStruct"


# Ciò che ha un elemento che marca soltanto del testo.
_SOLO_TESTO = frozenset({"Type", "S", "P", "Pg", "K"})


def accorcia_celle(_documento: Any, pdf: Any) -> None:
    """Il testo di una cella si marca con la cella stessa: WeasyPrint ci mette in mezzo un elemento (Span) che non dice nulla.

    In una tabella di migliaia di righe sono metà degli elementi, e della memoria che serve a unire i capitoli.
    """
    from pydyf import Array, Dictionary

    elementi = {oggetto.reference: oggetto for oggetto in pdf.objects if isinstance(oggetto, Dictionary) and "S" in oggetto}
    al_posto = {}
    for cella in [elemento for elemento in elementi.values() if elemento["S"] in ("/TD", "/TH")]:
        testi = [elementi.get(figlio, {}) for figlio in cella["K"]]
        # Su due pagine i numeri dei testi non basterebbero a dire quali sono.
        if not testi or not all(map(_e_solo_testo, testi)) or len({testo["Pg"] for testo in testi}) > 1:
            continue
        cella["Pg"], cella["K"] = testi[0]["Pg"], Array(numero for testo in testi for numero in testo["K"])
        for testo in testi:
            al_posto[testo.reference] = cella.reference
            # Resta un oggetto vuoto che nessuno cita: toglierlo sposterebbe gli altri.
            testo.clear()
    # Da ogni numero di testo si risale al suo elemento.
    for voce in next(o for o in pdf.objects if isinstance(o, Dictionary) and "Nums" in o)["Nums"]:
        if isinstance(voce, list):
            voce[:] = [al_posto.get(riferimento, riferimento) for riferimento in voce]


def _e_solo_testo(elemento: Any) -> bool:
    """Un elemento che non aggiunge nulla al testo che marca: né lingua, né descrizione, né altri elementi."""
    solo = elemento.get("S") == "/Span" and _SOLO_TESTO.issuperset(elemento)
    return solo and all(isinstance(numero, int) for numero in elemento["K"])


def marca_note(documento: Any, pdf: Any) -> None:
    """Le note a piè di pagina, che WeasyPrint marca come testo qualunque, si dicono note, con numero e nome (ISO 14289-1 §7.9)."""
    from pydyf import Dictionary, String

    elementi = {oggetto.reference: oggetto for oggetto in pdf.objects if isinstance(oggetto, Dictionary) and "S" in oggetto}
    intero = next((e for e in elementi.values() if e["S"] == "/Document"), None)
    # Il piede di una pagina è un gruppo a sé, di soli pezzi che cominciano con il loro numero.
    gruppi = [elementi[f] for f in (intero or {}).get("K", ()) if f in elementi and elementi[f]["S"] == "/NonStruct"]
    for gruppo in gruppi:
        note = [elementi.get(figlio, {}) for figlio in gruppo["K"]]
        numeri = [elementi.get((nota.get("K") or [None])[0], {}) for nota in note]
        if not all(n.get("S") == "/Span" and s.get("S") == "/NonStruct" for n, s in zip(note, numeri, strict=True)):
            continue
        for nota, numero in zip(note, numeri, strict=True):
            nome = zlib.crc32(f"{documento.metadata.title} {nota.reference}".encode())
            nota["S"], nota["ID"], numero["S"] = "/Note", String(f"nota-{nome:08x}"), "/Lbl"


def rifinisci(documento: Any, pdf: Any) -> None:
    """I ritocchi alla struttura prima di scrivere il PDF."""
    marca_note(documento, pdf)
    ordina_elenchi(documento, pdf)
    accorcia_celle(documento, pdf)


def _allegati(elenco: list[dict[str, Any]], recupera: Any) -> list[Any]:
    from weasyprint import Attachment

    return [
        Attachment(
            string=b64decode(voce["contenuto"]),
            name=voce["nome"],
            description=voce["descrizione"],
            created=datetime.fromisoformat(voce["momento"]),
            modified=datetime.fromisoformat(voce["momento"]),
            relationship=voce["relazione"],
            url_fetcher=recupera,
        )
        for voce in elenco
    ]


@dataclass(frozen=True)
class Tipografia:
    """Caratteri e fogli di stile letti una volta: chi impagina più pezzi dello stesso documento li riusa."""

    recupera: Any
    caratteri: Any
    stili: list[Any]

    def componi(self, html: str, variante: str = VARIANTE) -> Any:
        """Il documento di WeasyPrint, impaginato e non ancora scritto."""
        return self.disponi(self.leggi(html), variante)

    def leggi(self, html: str) -> Any:
        """L’HTML letto in un albero, che si può ancora ritoccare."""
        from weasyprint import HTML

        return HTML(string=html, base_url="stampa:", url_fetcher=self.recupera)

    def disponi(self, pagina: Any, variante: str = VARIANTE) -> Any:
        return pagina.render(stylesheets=self.stili, font_config=self.caratteri, pdf_variant=variante)


def tipografia(*fogli: str) -> Tipografia:
    """La tipografia con i `fogli` di stile dati, nell’ordine (nomi di file della cartella `stampa`)."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class RecuperoChiuso(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            tipo, contenuto = _recupera(url)
            return URLFetcherResponse(url, contenuto, {"Content-Type": tipo})

    recupera, caratteri = RecuperoChiuso(), FontConfiguration()
    stili = [
        CSS(string=(STAMPA / foglio).read_text(encoding="utf-8"), url_fetcher=recupera, font_config=caratteri) for foglio in fogli
    ]
    return Tipografia(recupera, caratteri, stili)


def scrivi(documento: Any, titolo: str, allegati: list[dict[str, Any]], recupera: Any) -> bytes:
    """Il PDF conforme di un documento impaginato."""
    documento.metadata.title = titolo
    _doppia_conformita(documento)
    return documento.write_pdf(pdf_variant=VARIANTE, attachments=_allegati(allegati, recupera), finisher=rifinisci)


def impagina(mestiere: Tipografia, html: str, titolo: str, allegati: list[dict[str, Any]]) -> bytes:
    """Impagina con i soli contenuti ammessi."""
    return scrivi(mestiere.componi(html), titolo, allegati, mestiere.recupera)


def _simbolo(errore: str, pagina: str) -> str:
    """Quale simbolo nessun carattere sa disegnare, e dopo quali parole sta."""
    trovato = _SENZA_DISEGNO.search(errore)
    simbolo = chr(int(trovato[1], 16)) if trovato else ""
    testo = " ".join(unescape(_MARCATORE.sub(" ", pagina)).split())
    prima, presente, _ = testo.partition(simbolo) if simbolo else ("", "", "")
    dove = f" dopo «{prima[-40:].strip()}»" if presente and prima.strip() else ""
    return f"C’è un simbolo che non si può stampare («{simbolo}»{dove}): toglilo dal testo e riprova."


def _spiega(errori: list[str], pagina: str) -> str:
    """La frase per l'utente dal primo errore di WeasyPrint; `pagina` è l'HTML, per dire dove."""
    if ".notdef" in errori[0]:
        return _simbolo(errori[0], pagina)
    if "Failed to load" in errori[0] or errori[0].startswith("Font-face"):
        return "Il documento richiama un’immagine o un file esterno, che nei documenti ufficiali non è ammesso."
    if "alt" in errori[0]:
        return "Un’immagine del documento non ha il testo alternativo."
    return "Il documento ha un errore di impaginazione."


def ascolta() -> list[str]:
    """Comincia a raccogliere gli avvisi di WeasyPrint che rendono il documento non conforme, nell’elenco che restituisce."""
    ascolto = _Ascolto()
    logging.getLogger("weasyprint").addHandler(ascolto)
    return ascolto.errori


def esigi_conforme(errori: list[str], html: str) -> None:
    """Se il documento non sarebbe conforme il figlio esce e dice perché."""
    if errori:
        dettagli = "\n".join(errori[:20])
        sys.exit(f"{dettagli}\n{SEGNO_DI_ERRORE}{_spiega(errori, html)}")


@contextmanager
def non_troppo_annidato() -> Iterator[None]:
    """Un documento con troppi elementi uno dentro l’altro non è un guasto: il figlio esce e lo dice."""
    try:
        yield
    except RecursionError:
        sys.exit(f"{SEGNO_DI_ERRORE}Il documento ha troppi elementi uno dentro l’altro.")


def _risponditore() -> Callable[[bytes], bytes]:
    """Risponde a un JSON con html, titolo e allegati; i caratteri e il foglio di stile dei documenti si leggono una volta."""
    gc.disable()
    errori, mestiere = ascolta(), tipografia(FOGLIO)

    def rispondi(richiesta: bytes) -> bytes:
        dati = json.loads(richiesta)
        with non_troppo_annidato():
            pdf = impagina(mestiere, **dati)
        esigi_conforme(errori, dati["html"])
        return pdf

    return rispondi


if __name__ == "__main__":
    lavora(_risponditore(), json.dumps({"html": PROVA, "titolo": "Prova", "allegati": []}).encode())
