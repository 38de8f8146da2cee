"""Le note dentro un testo formattato: un `<small>` nel punto a cui si riferiscono, con sole parole.

Chi scrive le vede nel testo; chi legge trova un numero e la nota in fondo (in un PDF del piano, a piè di pagina); chi confronta due
testi, o ne vuole le sole parole, le trova fra parentesi, come si scrivono senza editor: `[nota: …]`.
"""

import re
import zlib
from itertools import count

_NOTA = re.compile(r"<small>([^<>]*)</small>")
# Una nota che c’è già si salta intera: ciò che vi è scritto fra parentesi resta suo.
_MARCATORE = re.compile(r'<small>[^<>]*</small>|<(?:[^<>"]|"[^"]*")*>|\[nota:\s*([^\[\]<>\s][^\[\]<>]*)\]', re.I)


def note_scritte(html: str) -> str:
    """Di un testo già pulito: ciò che è scritto `[nota: …]` diventa una nota."""
    return _MARCATORE.sub(lambda presa: f"<small>{presa[1].rstrip()}</small>" if presa[1] else presa[0], html)


def note_fra_parentesi(html: str) -> str:
    """Le note in mezzo alle altre parole, come si scrivono senza editor."""
    return _NOTA.sub(lambda presa: f" [nota: {presa[1].strip()}]" if presa[1].strip() else "", html)


def senza_note(html: str) -> str:
    """Il discorso, senza le note: per dirne l’inizio."""
    return _NOTA.sub("", html)


def note_a_pie(html: str) -> str:
    """Per un PDF: ogni nota va in fondo alla sua pagina, con un numero."""
    return _NOTA.sub(lambda presa: f'<span class="nota-a-pie">{presa[1].strip()}</span>' if presa[1].strip() else "", html)


def note_in_fondo(html: str, posto: str = "") -> str:
    """Al posto di ogni nota il suo numero, che porta alle note in fondo; da ciascuna si torna al testo.

    I nomi delle ancore vengono dal testo: due testi nella stessa pagina non si confondono. Una pagina che può mostrare due volte
    lo stesso testo dice in quale `posto`.
    """
    segno = f"{zlib.crc32(f'{posto}{html}'.encode()):08x}"
    numeri, scritte = count(1), []

    def rimando(presa: re.Match[str]) -> str:
        parole = presa[1].strip()
        if not parole:
            return ""
        n = next(numeri)
        scritte.append(
            f'<li id="nota-{segno}-{n}">{parole} <a href="#rif-{segno}-{n}">Torna al testo'
            f'<span class="visually-hidden"> dalla nota {n}</span></a></li>'
        )
        return (
            f'<sup data-nota><a href="#nota-{segno}-{n}" id="rif-{segno}-{n}">'
            f'<span class="visually-hidden">Nota </span>{n}</a></sup>'
        )

    testo = _NOTA.sub(rimando, html)
    if not scritte:
        return testo
    return f"{testo}<div data-nota><p><strong>Note</strong></p><ol>{''.join(scritte)}</ol></div>"
