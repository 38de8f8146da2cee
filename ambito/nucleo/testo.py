"""Il testo formattato che scrivono gli utenti: pulizia, testo semplice, differenze, unione, stampa."""

import re
from html import unescape

from .confronto import Conflitto, differenze, differenze_brevi, fondi, tre_vie
from .marcatura import BLOCCHI, Gettone, blocchi, gettoni, pulisci_html, righe_di_tabella
from .note import note_fra_parentesi, note_in_fondo

__all__ = [
    "Conflitto",
    "blocchi",
    "differenze",
    "differenze_per_documento",
    "fondi",
    "per_documento",
    "pulisci_html",
    "regolare",
    "testo_semplice",
    "tre_vie",
]
_COLLEGAMENTO = re.compile(r"(<a [^<>]*>)(.*?)</a>", re.S)
_SEGNATO = re.compile(r"(<(?:ins|del)>.*?</(?:ins|del)>)", re.S)
_AGGIUNTO = re.compile(r"(<ins><span[^<>]*>[^<>]*</span>)(.*?)(<span[^<>]*>[^<>]*</span></ins>)", re.S)
_TITOLO_SCRITTO = re.compile(r"<(/?)h([2-4])>")


def testo_semplice(html: str) -> str:
    """Le sole parole: una riga per paragrafo, «- » davanti alle voci d'elenco, le celle separate da tabulazioni."""
    pezzi: list[str] = []
    for gettone in gettoni(note_fra_parentesi(pulisci_html(html))):
        if gettone.tipo == "testo":
            pezzi.append(unescape(gettone.grezzo))
        elif gettone.nome == "li" and gettone.tipo == "apre":
            pezzi.append("\n- ")
        elif gettone.nome in ("td", "th") and gettone.tipo == "chiude":
            pezzi.append("\t")
        elif pezzi[-1:] == ["\n- "]:
            continue
        elif gettone.nome in BLOCCHI | {"br", "tr"}:
            pezzi.append("\n")
    righe = (" ".join(riga.split(" ")).strip() for riga in "".join(pezzi).split("\n"))
    return "\n".join(riga for riga in righe if riga)


def per_documento(html: str, livello: int = 3, posto: str = "") -> str:
    """Prepara un testo per essere letto: come `regolare`, con un numero al posto di ogni nota e le note in fondo.

    `posto`: quale dei testi della pagina è, se lo stesso può tornarvi.
    """
    return note_in_fondo(regolare(html, livello), posto)


def regolare(html: str, livello: int = 3) -> str:
    """Titoli senza salti da `livello` in giù, tabelle regolari con intestazione; le note restano dove sono scritte."""
    uscita: list[str] = []
    tabella: list[Gettone] | None = None
    titoli: list[int] = []
    for gettone in gettoni(pulisci_html(html)):
        if gettone.nome == "table" and tabella is None and gettone.tipo == "apre":
            tabella = []
        if tabella is not None:
            tabella.append(gettone)
            if gettone.nome == "table" and gettone.tipo == "chiude":
                uscita.append(_tabella(tabella))
                tabella = None
        elif gettone.nome in ("h2", "h3", "h4"):
            uscita.append(_titolo(gettone, titoli, livello))
        else:
            uscita.append(gettone.grezzo)
    return "".join(uscita)


def differenze_per_documento(prima: str, dopo: str, livello: int = 4) -> str:
    """Le differenze senza i lunghi tratti uguali, con i titoli da `livello` in giù e le tabelle regolari: in pagina e nei PDF."""
    segnate = differenze_brevi(*(note_fra_parentesi(regolare(testo, 2)) for testo in (prima, dopo)))
    segnate = _COLLEGAMENTO.sub(_segni_fuori, segnate)
    return _TITOLO_SCRITTO.sub(lambda presa: f"<{presa[1]}h{min(int(presa[2]) + livello - 2, 6)}>", segnate)


def _segni_fuori(collegamento: re.Match[str]) -> str:
    """Dentro un collegamento resta solo testo: i segni gli stanno intorno, e ciò che è tolto non porta più da nessuna parte."""
    apre, dentro = collegamento[1], collegamento[2]
    uscita = []
    for pezzo in filter(None, _SEGNATO.split(dentro)):
        if pezzo.startswith("<ins>"):
            uscita.append(_AGGIUNTO.sub(lambda presa: f"{presa[1]}{apre}{presa[2]}</a>{presa[3]}", pezzo))
        else:
            uscita.append(pezzo if pezzo.startswith("<del>") else f"{apre}{pezzo}</a>")
    return "".join(uscita)


def _titolo(gettone: Gettone, titoli: list[int], livello: int) -> str:
    """Rinumera un titolo: il primo sta a `livello`, ognuno scende al più di uno rispetto a quello che lo contiene."""
    if gettone.tipo == "apre":
        scritto = int(gettone.nome[1])
        while titoli and titoli[-1] >= scritto:
            titoli.pop()
        titoli.append(scritto)
    numero = min(livello + len(titoli) - 1, 6)
    return f"<h{numero}>" if gettone.tipo == "apre" else f"</h{numero}>"


def _tabella(elenco: list[Gettone]) -> str:
    """Righe della stessa lunghezza, niente celle unite, prima riga d'intestazione se nessuna cella lo è."""
    righe = righe_di_tabella(elenco)
    larghezza = max((len(riga) for riga in righe), default=0)
    if not larghezza:
        return ""
    ha_intestazioni = any(cella[0] == "th" for riga in righe for cella in riga)
    scritte = []
    for numero, riga in enumerate(righe):
        completa = riga + [("td", "")] * (larghezza - len(riga))
        intestazione = not ha_intestazioni and numero == 0
        celle = "".join(_cella("th" if intestazione else nome, testo, numero) for nome, testo in completa)
        # La prima riga, se è tutta d’intestazione, si ripete dove la tabella passa a un’altra pagina.
        in_testa = numero == 0 and (intestazione or all(nome == "th" for nome, _ in completa))
        scritte.append(f"<thead><tr>{celle}</tr></thead>" if in_testa else f"<tr>{celle}</tr>")
    return f"<table>{''.join(scritte)}</table>"


def _cella(nome: str, testo: str, riga: int) -> str:
    ambito = f' scope="{"col" if riga == 0 else "row"}"' if nome == "th" else ""
    return f"<{nome}{ambito}>{testo}</{nome}>"
