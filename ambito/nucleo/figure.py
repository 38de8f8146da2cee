"""Le figure dentro un testo formattato: un paragrafo con il solo segno `[figura: nome]`, dove chi legge trova l’immagine.

Nel testo restano sole parole: si confrontano, si uniscono e si scrivono in più persone come le altre. L’immagine, la didascalia e
la descrizione stanno a parte, in un dizionario per figura: `codice`, `titolo`, `descrizione`, `fonte`, `larghezza`, `altezza`, e
`sorgente`, l’indirizzo da cui prenderla (in un PDF, l’immagine stessa).
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

# Nella didascalia torna l’evidenza di chi ha commentato quel passaggio.
_FIGURA = re.compile(r"<p>((?:<mark[^<>]*>)?)\[figura:\s*([a-z0-9-]{1,40})\s*\]((?:</mark>)?)</p>", re.I)
# Ogni segno, anche dove o come una figura non può stare: fra le parole di una frase, con un nome che non è un codice.
_SEGNO = re.compile(r"\[figura:[^\[\]<>]{0,80}\]", re.I)
# Scritto senza editor, fra un blocco e l’altro.
_BLOCCO = r"(?:p|h[2-4]|ul|ol|table|blockquote)"
_FRA_I_BLOCCHI = re.compile(rf"(^|</{_BLOCCO}>)\s*(\[figura:\s*[a-z0-9-]{{1,40}}\s*\])\s*(?=<{_BLOCCO}[ >]|$)", re.I)


def segno_di_figura(codice: str) -> str:
    """Come si cita una figura in un testo."""
    return f"[figura: {codice}]"


def figure_scritte(html: str) -> str:
    """Di un testo già pulito: il segno di una figura lasciato fra due blocchi diventa un paragrafo."""
    return _FRA_I_BLOCCHI.sub(r"\1<p>\2</p>", html)


def figure_citate(html: str) -> list[str]:
    """I codici delle figure citate in un testo già pulito, nell’ordine in cui compaiono, ciascuno una volta."""
    return list(dict.fromkeys(codice.lower() for _, codice, _ in _FIGURA.findall(html)))


def senza_figure(html: str) -> str:
    """Il discorso, senza le figure: per dirne l’inizio."""
    return _SEGNO.sub("", _FIGURA.sub("", html))


def segni_fuori_posto(html: str) -> list[str]:
    """Di un testo già pulito, i segni che resterebbero scritti come sono: in mezzo a una frase, o senza il codice di una figura."""
    return list(dict.fromkeys(_SEGNO.findall(_FIGURA.sub("", html))))


def con_le_figure(html: str, figure: Iterable[Mapping[str, object]]) -> str:
    """Il testo con le immagini al posto dei segni; un segno senza la sua figura, o senza `sorgente`, resta com’è scritto."""
    per_codice = {figura["codice"]: figura for figura in figure if figura.get("sorgente")}
    if not per_codice:
        return html

    def immagine(presa: re.Match[str]) -> str:
        figura = per_codice.get(presa[2].lower())
        return presa[0] if figura is None else _disegna(figura, presa[1], presa[3])

    return _FIGURA.sub(immagine, html)


def _disegna(figura: Mapping[str, object], apre: str, chiude: str) -> str:
    # Una figura presa da un documento può aspettare la descrizione: intanto parla la didascalia.
    figura = {**figura, "descrizione": figura["descrizione"] or figura["titolo"]}
    dati = {nome: escape(str(figura[nome])) for nome in ("sorgente", "descrizione", "titolo", "fonte", "larghezza", "altezza")}
    fonte = f'<p class="nota fonte-figura">Fonte: {dati["fonte"]}</p>' if dati["fonte"] else ""
    return (
        f'<figure><img src="{dati["sorgente"]}" alt="{dati["descrizione"]}" width="{dati["larghezza"]}" '
        f'height="{dati["altezza"]}" loading="lazy"><figcaption>{apre}{dati["titolo"]}{chiude}</figcaption></figure>{fonte}'
    )
