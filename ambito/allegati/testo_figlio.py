"""Il figlio che legge il testo di un PDF: byte da stdin, JSON su stdout. Lettura approssimata: segnala, non certifica."""

import io
import json
import re

from ambito.nucleo.figlio import lavora

PAGINE = 100
CARATTERI = 2_000_000
# Uno spostamento di almeno un quinto di corpo fra due pezzi di testo è uno spazio.
SPAZIO = -200
_CODICE = rb"<([0-9A-Fa-f]{2,8})>\s*"
_COPPIA = re.compile(_CODICE + rb"<([0-9A-Fa-f]{2,64})>")
_INTERVALLO = re.compile(_CODICE + _CODICE + rb"(?:<([0-9A-Fa-f]{2,64})>|\[([^\]]*)\])")
_ESADECIMALE = re.compile(rb"<([0-9A-Fa-f]{2,64})>")
_BLOCCHI = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def _utf16(esadecimale):
    return bytes.fromhex(esadecimale.decode().zfill(4)).decode("utf-16-be", "replace")


def tavola(cmap):
    """La tavola ToUnicode di un carattere: codice → testo."""
    voci = {}
    for specie, corpo in _BLOCCHI.findall(cmap):
        if specie == b"bfchar":
            voci.update((int(codice, 16), _utf16(testo)) for codice, testo in _COPPIA.findall(corpo))
        else:
            for riga in _INTERVALLO.findall(corpo):
                voci.update(_intervallo(*riga))
    return voci


def _intervallo(primo, ultimo, base, elenco):
    inizio = int(primo, 16)
    if elenco:
        return {inizio + n: _utf16(testo) for n, testo in enumerate(_ESADECIMALE.findall(elenco))}
    testo = _utf16(base)
    quanti = min(int(ultimo, 16) - inizio, 0xFFFF) + 1
    return {inizio + n: testo[:-1] + chr((ord(testo[-1]) + n) % 0x110000) for n in range(quanti)}


class Lettore:
    """Segue gli operatori di testo di una pagina e mette insieme ciò che scrivono."""

    def __init__(self, caratteri):
        self.caratteri = caratteri
        self.attuale = None
        self.pezzi = []

    def istruzione(self, operandi, operatore):
        if operatore == "Tf" and operandi:
            self.attuale = self.caratteri.get(str(operandi[0]))
        elif operatore in ("Tj", "'", '"') and operandi:
            self.pezzi.append(self.decodifica(bytes(operandi[-1])))
        elif operatore == "TJ" and operandi:
            for pezzo in operandi[0]:
                self.pezzi.append(self._pezzo(pezzo))
        elif operatore in ("Td", "TD", "T*", "Tm", "ET"):
            self.pezzi.append(" ")

    def _pezzo(self, pezzo):
        try:
            return " " if float(pezzo) < SPAZIO else ""
        except (TypeError, ValueError):
            return self.decodifica(bytes(pezzo))

    def decodifica(self, byte):
        if self.attuale is None:
            return byte.decode("cp1252", "replace")
        doppio, voci = self.attuale
        passo = 2 if doppio else 1
        codici = (int.from_bytes(byte[i : i + passo], "big") for i in range(0, len(byte), passo))
        return "".join(voci.get(codice, "" if doppio else chr(codice)) for codice in codici)


def _caratteri(pagina):
    caratteri = {}
    for nome, carattere in (pagina.resources.get("/Font") or {}).items():
        doppio = carattere.get("/Subtype") == "/Type0"
        cmap = carattere.get("/ToUnicode")
        if cmap is not None or doppio:
            caratteri[nome] = (doppio, tavola(cmap.read_bytes()) if cmap is not None else {})
    return caratteri


def leggi(contenuto):
    """`{"esito": "letto", "testo": …}`, oppure esito «cifrato» o «rovinato»."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(contenuto), suppress_warnings=True) as pdf:
            testi = [_pagina(pikepdf, pagina) for pagina in list(pdf.pages)[:PAGINE]]
    except pikepdf.PasswordError:
        return {"esito": "cifrato"}
    except pikepdf.PdfError:
        return {"esito": "rovinato"}
    return {"esito": "letto" if testi else "rovinato", "testo": "\n".join(testi)[:CARATTERI]}


def _pagina(pikepdf, pagina):
    """Una pagina che non si capisce vale vuota: non ferma le altre."""
    guasti = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError)
    try:
        lettore = Lettore(_caratteri(pagina))
        for operandi, operatore in pikepdf.parse_content_stream(pagina):
            lettore.istruzione(operandi, str(operatore))
    except guasti:
        return ""
    return "".join(lettore.pezzi)


def _rispondi(byte):
    """Ingresso: i byte del PDF."""
    return json.dumps(leggi(byte)).encode()


if __name__ == "__main__":
    lavora(_rispondi)
