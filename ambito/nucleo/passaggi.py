"""Passaggi di un testo formattato: si ritrovano dalle parole e da ciò che sta intorno, si evidenziano, si sostituiscono."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from .marcatura import IN_LINEA, gettoni

# Caratteri prima e dopo il passaggio che bastano a distinguerlo da un altro uguale.
CONTORNO = 60
_VUOTO = re.compile(r"<(strong|em|u|s|a|sup|sub)(?: [^<>]*)?></\1>")


def parole(testo: str) -> str:
    """Il testo con ogni spazio, a capo compresi, ridotto a uno."""
    return " ".join(testo.split())


@dataclass(frozen=True)
class Posto:
    """Dove sta un passaggio: i tratti di HTML che lo compongono, e se è tutto in un paragrafo (o voce, o cella)."""

    inizio: int
    fine: int
    tratti: tuple[tuple[int, int], ...]
    in_un_blocco: bool


class Passaggi:
    """Le parole di un HTML pulito, ciascun carattere con il suo posto nell’HTML; le note stanno in fondo, e non contano."""

    def __init__(self, html: str) -> None:
        self.html = html
        self._caratteri: list[str] = []
        self._posti: list[tuple[int, int] | None] = []
        dove = 0
        in_nota = False
        for gettone in gettoni(html):
            if gettone.nome == "small":
                in_nota = gettone.tipo == "apre"
            elif gettone.tipo == "testo" and not in_nota:
                self._aggiungi(gettone.grezzo, dove)
            elif gettone.tipo != "testo" and (gettone.nome == "br" or gettone.nome not in IN_LINEA):
                self._spazio(None)
            dove += len(gettone.grezzo)
        self.parole = "".join(self._caratteri)

    def _aggiungi(self, grezzo: str, dove: int) -> None:
        if grezzo.startswith("&"):
            for carattere in unescape(grezzo):
                self._caratteri.append(carattere)
                self._posti.append((dove, dove + len(grezzo)))
            return
        for n, carattere in enumerate(grezzo, start=dove):
            if carattere.isspace():
                self._spazio((n, n + 1))
            else:
                self._caratteri.append(carattere)
                self._posti.append((n, n + 1))

    def _spazio(self, posto: tuple[int, int] | None) -> None:
        """Uno spazio solo fra due parole; il confine fra due blocchi conta come spazio, senza posto."""
        if self._caratteri and self._caratteri[-1] != " ":
            self._caratteri.append(" ")
            self._posti.append(posto)
        elif posto is None and self._posti:
            self._posti[-1] = None

    def trova(self, passo: str, prima: str = "", dopo: str = "") -> Posto | None:
        """Il posto di `passo`, o `None`. Se compare più volte vale quello che ha intorno `prima` e `dopo`, o almeno uno dei due."""
        passo, prima, dopo = parole(passo), parole(prima), parole(dopo)
        inizi = self._inizi(passo) if passo else []
        if len(inizi) > 1:
            intorno = {i: self._somiglia(i, i + len(passo), prima, dopo) for i in inizi}
            inizi = [i for i in inizi if intorno[i] == 2] or [i for i in inizi if intorno[i] == 1]
        return self._posto(inizi[0], inizi[0] + len(passo)) if len(inizi) == 1 else None

    def _inizi(self, passo: str) -> list[int]:
        inizi: list[int] = []
        trovato = self.parole.find(passo)
        while trovato >= 0:
            inizi.append(trovato)
            trovato = self.parole.find(passo, trovato + 1)
        return inizi

    def _somiglia(self, inizio: int, fine: int, prima: str, dopo: str) -> int:
        """Quanti dei due lati sono quelli detti: 0, 1, 2."""
        da_prima = bool(prima) and self.parole[:inizio].rstrip().endswith(prima)
        da_dopo = bool(dopo) and self.parole[fine:].lstrip().startswith(dopo)
        return da_prima + da_dopo

    def _posto(self, inizio: int, fine: int) -> Posto:
        tratti: list[tuple[int, int]] = []
        for posto in self._posti[inizio:fine]:
            if posto is None or (tratti and posto == tratti[-1]):
                continue
            if tratti and posto[0] == tratti[-1][1]:
                tratti[-1] = (tratti[-1][0], posto[1])
            else:
                tratti.append(posto)
        return Posto(inizio, fine, tuple(tratti), None not in self._posti[inizio:fine])

    def intorno(self, posto: Posto) -> tuple[str, str]:
        """Le parole appena prima e appena dopo: servono a ritrovarlo quando il testo cambia."""
        prima = self.parole[max(posto.inizio - CONTORNO, 0) : posto.inizio]
        return parole(prima), parole(self.parole[posto.fine : posto.fine + CONTORNO])

    def sostituisci(self, posto: Posto, nuovo: str) -> str:
        """L’HTML con `nuovo` (testo semplice) al posto del passaggio; il formato è quello della sua prima parola."""
        html = self.html
        for n, (da, a) in reversed(list(enumerate(posto.tratti))):
            html = html[:da] + (escape(nuovo, quote=False) if n == 0 else "") + html[a:]
        while (senza_vuoti := _VUOTO.sub("", html)) != html:
            html = senza_vuoti
        return html

    def evidenzia(self, posti: Mapping[str, Posto]) -> str:
        """L’HTML con un `<mark>` per ogni passaggio; la chiave è l’`id` del suo primo tratto. Dove due si toccano vale il primo."""
        tratti: list[tuple[int, int, str]] = []
        for chiave, posto in posti.items():
            nome = f' id="{escape(chiave)}"'
            for da, a in posto.tratti:
                if all(a <= altro_da or altro_a <= da for altro_da, altro_a, _ in tratti):
                    tratti.append((da, a, nome))
                    nome = ""
        return _segna(self.html, sorted(tratti))


def _segna(html: str, tratti: Sequence[tuple[int, int, str]]) -> str:
    pezzi: list[str] = []
    fatto = 0
    for da, a, nome in tratti:
        if html[da:a].strip():
            pezzi += [html[fatto:da], f"<mark{nome}>", html[da:a], "</mark>"]
            fatto = a
    return "".join(pezzi) + html[fatto:]
