"""Riconoscere i Comuni dai codici o dai nomi come li scrive la gente; nel dubbio si propone e si chiede."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from .colonne import Colonna
from .lettura import Riga
from .numeri import e_numerica, e_vuota

PROPOSTE = 5
_SOMIGLIANZA = 0.86
_PAROLINE = {
    "di", "del", "della", "dello", "dei", "degli", "delle", "d", "dell", "sul", "sulla", "sullo", "al", "alla", "allo", "in", "con",
    "e", "ed", "nel", "nell", "nella", "la", "il", "lo", "le", "de", "da", "dal", "su", "a",
}  # fmt: skip
_NOME_DI_COLONNA = re.compile(r"\bcomun[ei]\b|denominazione|localit|municip|\bente\b|\bnome\b", re.I)
_COMUNE = re.compile(r"\bcomun[ei]\b", re.I)
_ALTRI_ENTI = re.compile(r"\b(?:asl|ats|asst|ambito|distretto|regione|provincia|missione|servizio|fornitore)\b", re.I)
_NOME_DI_PROVINCIA = re.compile(r"\bprov(?:incia)?\b|sigla", re.I)
# Quanta parte dei valori (su cento) deve essere di Comuni perché la colonna lo sia.
_ABBASTANZA = 50


@dataclass(frozen=True)
class ComuneNoto:
    """Un Comune con cui confrontare: codice Istat di sei cifre, nome, sigla della provincia, altri nomi e codici di prima."""

    istat: str
    nome: str
    provincia: str
    altri_nomi: tuple[str, ...] = ()
    nomi_di_prima: tuple[str, ...] = ()
    codici_di_prima: tuple[str, ...] = ()


@dataclass(frozen=True)
class Riconosciuti:
    """Chi è chi: riga → codice Istat, testi da confermare con le proposte, testi sconosciuti."""

    per_riga: dict[int, str] = field(default_factory=dict)
    da_confermare: dict[str, list[str]] = field(default_factory=dict)
    sconosciuti: list[str] = field(default_factory=list)
    discordi: list[int] = field(default_factory=list)


def chiave(testo: str) -> str:
    """Il nome senza maiuscole, accenti, apostrofi, trattini e spazi: «CASALPUSTERLEN GO» = «Casalpusterlengo»."""
    piano = unicodedata.normalize("NFKD", testo).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]", "", piano)


def _parole(testo: str) -> list[str]:
    piano = unicodedata.normalize("NFKD", testo.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", piano)


class Elenco:
    """L'elenco dei Comuni in cui cercare: l'Ambito o l'Italia intera."""

    def __init__(self, noti: Iterable[ComuneNoto]) -> None:
        self.noti = list(noti)
        self.codici = {codice: c for c in self.noti for codice in c.codici_di_prima} | {c.istat: c for c in self.noti}
        self.per_nome: dict[str, list[ComuneNoto]] = defaultdict(list)
        self.di_prima: dict[str, list[ComuneNoto]] = defaultdict(list)
        for comune in self.noti:
            nomi = (comune.nome, *comune.altri_nomi, *re.split(r"[/]", comune.nome))
            for nome in {chiave(nome) for nome in nomi if nome}:
                self.per_nome[nome].append(comune)
            for nome in {chiave(nome) for nome in comune.nomi_di_prima}:
                self.di_prima[nome].append(comune)

    def dal_codice(self, testo: str) -> ComuneNoto | None:
        """Il Comune con quel codice Istat, anche se ha perso lo zero iniziale."""
        cifre = testo.strip().removesuffix(",0")
        return self.codici.get(cifre.zfill(6)) if re.fullmatch(r"\d{4,6}", cifre, re.A) else None

    def dal_nome(self, testo: str, provincia: str = "") -> list[ComuneNoto]:
        """I Comuni che si chiamano così; la sigla della provincia, se c'è, toglie gli omonimi."""
        trovati = self.per_nome.get(chiave(testo), [])
        in_provincia = [c for c in trovati if c.provincia == provincia.strip().upper()]
        return in_provincia or trovati

    def e_un_comune(self, testo: str) -> bool:
        return bool(self.per_nome.get(chiave(testo)))

    def proposte(self, testo: str, provincia: str = "") -> list[str]:
        """I codici dei Comuni che potrebbe essere, dal più probabile: nomi di prima, troncati, abbreviati, scritti male."""
        sigla = provincia.strip().upper()
        modi = (lambda testo: self.di_prima.get(chiave(testo), []), self._troncati, self._abbreviati, self._simili)
        candidati = [c.istat for modo in modi for c in modo(testo) if sigla in ("", c.provincia)]
        return list(dict.fromkeys(candidati))[:PROPOSTE]

    def _troncati(self, testo: str) -> list[ComuneNoto]:
        inizio = chiave(testo)
        return [c for c in self.noti if len(inizio) >= 4 and chiave(c.nome).startswith(inizio)]

    def _abbreviati(self, testo: str) -> list[ComuneNoto]:
        """«Montesano S/M» = «Montesano sulla Marcellana», «Reggio Emilia» = «Reggio nell'Emilia», «Puegnago sul Garda»."""
        parole = _parole(testo)
        piene = [p for p in parole if p not in _PAROLINE]
        if not parole or len(parole[0]) < 4:
            return []
        return [c for c in self.noti if _accorcia(parole, _parole(c.nome)) or _stesse_parole(piene, _parole(c.nome))]

    def _simili(self, testo: str) -> list[ComuneNoto]:
        vicini = get_close_matches(chiave(testo), self.per_nome, n=PROPOSTE, cutoff=_SOMIGLIANZA)
        return [comune for nome in vicini for comune in self.per_nome[nome]]


def _accorcia(corte: list[str], intere: list[str]) -> bool:
    """Ogni parola corta comincia, in ordine, una parola intera; le paroline si possono saltare."""
    resto = iter(intere)
    for corta in corte:
        for intera in resto:
            if intera.startswith(corta):
                break
            if intera not in _PAROLINE:
                return False
        else:
            return False
    return all(p in _PAROLINE for p in resto)


def _stesse_parole(piene: list[str], intere: list[str]) -> bool:
    """Le stesse parole a meno delle paroline, o la stessa prima parola (lunga) con qualcosa in più o in meno."""
    altre = [p for p in intere if p not in _PAROLINE]
    if len(piene) >= 2 and piene == altre:
        return True
    return bool(piene) and len(piene[0]) >= 6 and piene[:1] == altre[:1] and len(piene) != len(altre)


def riconosci(dati: list[Riga], colonne: list[Colonna], elenco: Elenco) -> Riconosciuti:
    """Cerca la colonna dei codici e quella dei nomi, poi riconosce riga per riga; senza colonne di Comuni non c'è nulla da dire."""
    codici = _colonna_dei_codici(dati, colonne, elenco)
    nomi = _colonna_dei_nomi(dati, colonne, elenco)
    sigle = next((n for n, c in enumerate(colonne) if _NOME_DI_PROVINCIA.search(c.nome) and _e_di_sigle(dati, n)), None)
    esito = Riconosciuti()
    if codici is None and nomi is None:
        return esito
    for numero, riga in dati:
        codice = riga[codici] if codici is not None else ""
        nome = riga[nomi] if nomi is not None else ""
        _riconosci_riga(numero, codice, nome, riga[sigle] if sigle is not None else "", elenco, esito)
    return esito


def _riconosci_riga(numero: int, codice: str, nome: str, sigla: str, elenco: Elenco, esito: Riconosciuti) -> None:
    del_nome = elenco.dal_nome(nome, sigla) if nome else []
    if comune := elenco.dal_codice(codice):
        esito.per_riga[numero] = comune.istat
        if del_nome and comune not in del_nome:
            esito.discordi.append(numero)
    elif len(del_nome) == 1:
        esito.per_riga[numero] = del_nome[0].istat
    elif testo := nome or codice:
        proposte = [c.istat for c in del_nome] or elenco.proposte(testo, sigla)
        if proposte:
            esito.da_confermare[testo] = proposte
        elif testo not in esito.sconosciuti:
            esito.sconosciuti.append(testo)


def _valori(dati: list[Riga], posto: int) -> list[str]:
    return [riga[posto] for _, riga in dati if not e_vuota(riga[posto])]


def _colonna_dei_codici(dati: list[Riga], colonne: list[Colonna], elenco: Elenco) -> int | None:
    """La prima colonna quasi tutta di codici Istat; i codici scritti per intero vincono su quelli senza zero."""
    buone = []
    for posto, colonna in enumerate(colonne):
        valori = _valori(dati, posto)
        trovati = sum(elenco.dal_codice(v) is not None for v in valori) if colonna.tipo in ("codice", "numero") else 0
        if trovati and 100 * trovati >= 80 * len(valori) and len(set(valori)) * 2 > len(valori):
            buone.append((not all(len(v) == 6 for v in valori), posto))
    return min(buone)[1] if buone else None


def _colonna_dei_nomi(dati: list[Riga], colonne: list[Colonna], elenco: Elenco) -> int | None:
    """La colonna di testo con più nomi di Comuni; il titolo aiuta, e quello di altri enti la esclude."""
    migliori = []
    for posto, colonna in enumerate(colonne):
        valori = [v for v in _valori(dati, posto) if not e_numerica(v)]
        if colonna.tipo != "testo" or not valori or _ALTRI_ENTI.search(colonna.nome):
            continue
        trovati = [v for v in valori if elenco.e_un_comune(v)]
        if 100 * len(trovati) >= _ABBASTANZA * len(valori) or _COMUNE.search(colonna.nome):
            # La provincia si chiama come il suo capoluogo: fra due colonne vince quella con più Comuni diversi.
            migliori.append((len(set(trovati)), bool(_NOME_DI_COLONNA.search(colonna.nome)), -posto))
    return -max(migliori)[2] if migliori else None


def _e_di_sigle(dati: list[Riga], posto: int) -> bool:
    valori = _valori(dati, posto)
    return bool(valori) and all(re.fullmatch(r"[A-Za-z]{2}", v) for v in valori)
