"""La fine di un documento lungo, nel figlio: impagina frontespizio e indice, unisce i capitoli, stampa il piede su ogni pagina."""

import io
import math
import sys
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from .pdf import SEGNO_DI_ERRORE
from .pdf_figlio import Tipografia, scrivi, tipografia
from .pdf_unione import SCHEMA, Unione, arrivi

# Il piede si legge ma non si marca: nel documento entra come contenuto di servizio.
VARIANTE_DEL_PIEDE = "pdf/a-3u"
# Quante volte rifare l’indice perché le pagine che occupa siano quelle che dichiara.
GIRI = 5
RIGHE_PER_PAGINA = 34
FORME = {False: "foglio", True: "foglio paesaggio"}


def _esci(frase: str, dettagli: str = "") -> None:
    sys.exit(f"{dettagli}\n{SEGNO_DI_ERRORE}{frase}")


def _pagine_dei_capitoli(capitoli: list[Any]) -> dict[str, int]:
    """La pagina di ogni arrivo, da uno, contata dalla prima del primo capitolo."""
    pagine: dict[str, int] = {}
    inizio = 1
    for capitolo in capitoli:
        pagine |= {nome: inizio + numero for nome, numero in arrivi(capitolo).items()}
        inizio += len(capitolo.pages)
    return pagine


def _rimandi(pagina: Any) -> list[tuple[Any, str]]:
    """I collegamenti ai capitoli scritti nel frontespizio, ciascuno con il nome del punto d’arrivo.

    Nel PDF al posto del nome va il numero del rimando: un nome qualunque, passando da un indirizzo, si altererebbe.
    """
    tutti = [a for a in pagina.etree_element.iter("a") if a.get("href", "").startswith(SCHEMA)]
    rimandi = [(a, a.get("href").removeprefix(SCHEMA)) for a in tutti]
    for numero, collegamento in enumerate(tutti):
        collegamento.set("href", f"{SCHEMA}{numero}")
    return rimandi


def _impagina_fronte(mestiere: Tipografia, pagina: Any, rimandi: list[tuple[Any, str]], pagine: Mapping[str, int]) -> Any:
    """Il frontespizio con i numeri di pagina: si rifà finché le pagine che occupa sono quelle che si era detto."""
    # La copertina, poi una riga per rimando: spesso è giusto al primo giro.
    quante = 1 + math.ceil(len(rimandi) / RIGHE_PER_PAGINA)
    for _ in range(GIRI):
        for collegamento, nome in rimandi:
            if nome not in pagine:
                _esci("L’indice del documento rimanda a una parte che non c’è.", nome)
            collegamento.set("data-pagina", str(quante + pagine[nome]))
        documento = mestiere.disponi(pagina)
        if len(documento.pages) == quante:
            return documento
        quante = len(documento.pages)
    _esci("L’indice del documento non si può impaginare.")
    return None


def _fogli(html: str, foglio_di_stile: str, versi: list[bool]) -> Any:
    """Un PDF di pagine vuote, in verticale o in orizzontale come `versi`, con il piede che quel foglio di stile lascia."""
    import pikepdf

    mestiere = tipografia(foglio_di_stile)
    pagina = mestiere.leggi(html)
    corpo = next(pagina.etree_element.iter("body"))
    for in_orizzontale in versi:
        corpo.append(corpo.makeelement("div", {"class": FORME[in_orizzontale]}))
    byte = mestiere.disponi(pagina, VARIANTE_DEL_PIEDE).write_pdf(pdf_variant=VARIANTE_DEL_PIEDE)
    return pikepdf.open(io.BytesIO(byte))


def _stampa_piede(unione: Unione, html: str) -> None:
    """Il piede, uguale dappertutto, si compone una volta per verso della pagina; il numero pagina per pagina."""
    versi = [float(foglio.mediabox[2]) > float(foglio.mediabox[3]) for foglio in unione.pdf.pages]
    piedi = _fogli(html, "piede.css", [False, True])
    unione.stampa("Piede", piedi, [int(in_orizzontale) for in_orizzontale in versi])
    unione.stampa("Numero", _fogli("<html lang=it><body></body></html>", "numero.css", versi), range(len(versi)))


def componi(fronte: str, piede: str, titolo: str, capitoli: list[dict[str, Any]], allegati: list[dict[str, Any]]) -> bytes:
    """Il documento intero; i capitoli sono i frammenti già impaginati."""
    import pikepdf

    frammenti = [pikepdf.open(io.BytesIO(b64decode(c["pdf"]))) for c in capitoli]
    mestiere = tipografia("senza_piede.css")
    pagina = mestiere.leggi(fronte)
    rimandi = _rimandi(pagina)
    documento = _impagina_fronte(mestiere, pagina, rimandi, _pagine_dei_capitoli(frammenti))
    unione = Unione(pikepdf.open(io.BytesIO(scrivi(documento, titolo, allegati, mestiere.recupera))))
    for capitolo, frammento in zip(capitoli, frammenti, strict=True):
        unione.aggiungi(frammento, sotto=capitolo["sotto"])
    unione.collega([(nome, "".join(collegamento.itertext())) for collegamento, nome in rimandi])
    _stampa_piede(unione, piede)
    return unione.byte()
