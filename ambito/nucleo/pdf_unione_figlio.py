"""La fine di un documento lungo, nel figlio: impagina frontespizio e indice, unisce i capitoli, stampa il piede su ogni pagina."""

import io
import math
import sys
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from .pdf import SEGNO_DI_ERRORE
from .pdf_figlio import Tipografia, scrivi, tipografia
from .pdf_unione import SCHEMA, Scritta, Unione, arrivi

# Il piede si legge ma non si marca: nel documento entra come contenuto di servizio.
VARIANTE_DEL_PIEDE = "pdf/a-3u"
# Quante volte rifare l’indice perché le pagine che occupa siano quelle che dichiara.
GIRI = 5
RIGHE_PER_PAGINA = 32
FORME = ("foglio", "foglio paesaggio")
MM = 72 / 25.4
PUNTI = 0.75
# Margini a destra e in basso di una pagina, in verticale e in orizzontale (documento.css); lati della striscia (numero.css).
MARGINI = ((20 * MM, 26 * MM), (16 * MM, 24 * MM))
LARGA, ALTA = 34 * MM, 8 * MM


def _esci(frase: str, dettagli: str = "") -> None:
    sys.exit(f"{dettagli}\n{SEGNO_DI_ERRORE}{frase}")


def _apri(capitolo: Mapping[str, Any]) -> Any:
    import pikepdf

    return pikepdf.open(io.BytesIO(b64decode(capitolo["pdf"])))


def _pagine_dei_capitoli(capitoli: list[dict[str, Any]]) -> dict[str, int]:
    """La pagina di ogni arrivo, da uno, contata dalla prima del primo capitolo."""
    pagine: dict[str, int] = {}
    inizio = 1
    for capitolo in capitoli:
        with _apri(capitolo) as frammento:
            pagine |= {nome: inizio + numero for nome, numero in arrivi(frammento).items()}
            inizio += len(frammento.pages)
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
    # La copertina, una riga per rimando e due per titolo: spesso è giusto al primo giro.
    titoli = sum(1 for _ in pagina.etree_element.iter("h2"))
    quante = 1 + math.ceil((len(rimandi) + 2 * titoli) / RIGHE_PER_PAGINA)
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


def _fogli(mestiere: Tipografia, html: str, elementi: list[tuple[str, str]]) -> Any:
    """Un PDF da stampare sopra un altro: all’HTML si aggiungono gli elementi, ciascuno con la sua classe e il suo testo."""
    import pikepdf

    pagina = mestiere.leggi(html)
    corpo = next(pagina.etree_element.iter("body"))
    for classe, testo in elementi:
        elemento = corpo.makeelement("div", {"class": classe})
        elemento.text = testo
        corpo.append(elemento)
    byte = mestiere.disponi(pagina, VARIANTE_DEL_PIEDE).write_pdf(pdf_variant=VARIANTE_DEL_PIEDE)
    return pikepdf.open(io.BytesIO(byte))


def _stampa_piede(unione: Unione, html: str) -> None:
    """Il piede è uguale dappertutto e si compone una volta per verso della pagina; poi il numero di ciascuna."""
    lati = [(float(pagina.mediabox[2]), float(pagina.mediabox[3])) for pagina in unione.pdf.pages]
    versi = [int(largo > alto) for largo, alto in lati]
    unione.stampa(_fogli(tipografia("documento.css", "piede.css"), html, [(forma, "") for forma in FORME]), versi)
    testi = [("numero", f"pagina {numero} di {len(versi)}") for numero in range(1, len(versi) + 1)]
    numeri = _fogli(tipografia("caratteri.css", "numero.css"), "<html lang=it><body></body></html>", testi)
    posti = [(largo - MARGINI[verso][0] - LARGA, MARGINI[verso][1]) for (largo, _), verso in zip(lati, versi, strict=True)]
    unione.numera(*_scritte(numeri), posti)


def _scritte(numeri: Any) -> tuple[Any, list[Scritta]]:
    """Il carattere e le scritte dei numeri, ciascuna con la sua posizione nella propria striscia, dall’angolo in alto."""
    import pikepdf

    scritte, stato = [], {}
    for pagina in numeri.pages:
        for operandi, operatore in pikepdf.parse_content_stream(pagina):
            stato[str(operatore)] = list(operandi)
            if str(operatore) == "TJ":
                nome, corpo = stato["Tf"]
                x, y = (float(valore) * PUNTI for valore in stato["Tm"][4:])
                scritte.append(Scritta(operandi[0], x, y % ALTA, float(corpo) * PUNTI, stato["rg"]))
    return numeri.pages[0].Resources.Font[nome], scritte


def componi(fronte: str, piede: str, titolo: str, capitoli: list[dict[str, Any]], allegati: list[dict[str, Any]]) -> bytes:
    """Il documento intero; i capitoli sono i frammenti già impaginati."""
    import pikepdf

    mestiere = tipografia("documento.css", "senza_piede.css")
    pagina = mestiere.leggi(fronte)
    rimandi = _rimandi(pagina)
    documento = _impagina_fronte(mestiere, pagina, rimandi, _pagine_dei_capitoli(capitoli))
    unione = Unione(pikepdf.open(io.BytesIO(scrivi(documento, titolo, allegati, mestiere.recupera))))
    for capitolo in capitoli:
        # Uno alla volta: aperti tutti insieme resterebbero in memoria fino alla fine.
        unione.aggiungi(_apri(capitolo), sotto=capitolo["sotto"])
    unione.collega([(nome, "".join(collegamento.itertext())) for collegamento, nome in rimandi])
    _stampa_piede(unione, piede)
    return unione.byte()
