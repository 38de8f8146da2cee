"""Il figlio che finisce un documento lungo: impagina frontespizio e indice, unisce i capitoli, stampa il piede su ogni pagina."""

import gc
import io
import json
import sys
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from .figlio import lavora
from .pdf import SEGNO_DI_ERRORE
from .pdf_figlio import Tipografia, ascolta, esigi_conforme, non_troppo_annidato, scrivi, tipografia
from .pdf_unione import SCHEMA, Unione, arrivi

# Il piede si legge ma non si marca: nel documento entra come contenuto di servizio.
VARIANTE_DEL_PIEDE = "pdf/a-3u"
# Quante volte rifare l’indice perché le pagine che occupa siano quelle che dichiara; di norma una.
GIRI = 5
ALTEZZA_ORIZZONTALE = 600


class _RimandoSenzaArrivo(Exception):
    """L’indice nomina un punto che nessun capitolo ha."""


class _IndiceInstabile(Exception):
    """L’indice non trova un numero di pagine: allungandosi cambia i numeri che contiene."""


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
    quante = 3
    for _ in range(GIRI):
        for collegamento, nome in rimandi:
            if nome not in pagine:
                raise _RimandoSenzaArrivo(nome)
            collegamento.set("data-pagina", str(quante + pagine[nome]))
        documento = mestiere.disponi(pagina)
        if len(documento.pages) == quante:
            return documento
        quante = len(documento.pages)
    raise _IndiceInstabile


def _piede(html: str, unione: Unione) -> bytes:
    """Una pagina col solo piede per ogni pagina del documento, dello stesso verso."""
    mestiere = tipografia("piede.css")
    pagina = mestiere.leggi(html)
    corpo = next(pagina.etree_element.iter("body"))
    for foglio in unione.pdf.pages:
        in_orizzontale = float(foglio.mediabox[3]) < ALTEZZA_ORIZZONTALE
        corpo.append(corpo.makeelement("div", {"class": "foglio paesaggio" if in_orizzontale else "foglio"}))
    return mestiere.disponi(pagina, VARIANTE_DEL_PIEDE).write_pdf(pdf_variant=VARIANTE_DEL_PIEDE)


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
    unione.stampa(pikepdf.open(io.BytesIO(_piede(piede, unione))))
    return unione.byte()


def _rispondi(richiesta: bytes) -> bytes:
    """Ingresso: JSON con gli argomenti di `componi`, i byte in base64."""
    gc.disable()
    errori = ascolta()
    dati = json.loads(richiesta)
    try:
        with non_troppo_annidato():
            pdf = componi(**dati)
    except _RimandoSenzaArrivo as errore:
        sys.exit(f"{errore}\n{SEGNO_DI_ERRORE}L’indice del documento rimanda a una parte che non c’è.")
    except _IndiceInstabile:
        sys.exit(f"{SEGNO_DI_ERRORE}L’indice del documento non si può impaginare.")
    esigi_conforme(errori, dati["fronte"])
    return pdf


if __name__ == "__main__":
    lavora(_rispondi)
