"""La guida che il portale serve da sé: le pagine di `docs/guida`, lette una volta per processo."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.safestring import mark_safe

from ambito.nucleo.marcato import Resa, rendi

CARTELLA = Path(__file__).resolve().parent.parent / "docs" / "guida"
# Il nome della pagina iniziale nel deposito, dove chi sfoglia il codice la trova aperta.
INIZIO = "README"
SEZIONI = {"ruolo": "Secondo il tuo ruolo", "percorso": "I quattro percorsi", "": "Argomento per argomento"}


@dataclass(frozen=True)
class Pagina:
    """Una pagina della guida: `nome` è la sua parte d’indirizzo, vuota per quella iniziale."""

    nome: str
    resa: Resa

    @property
    def titolo(self):
        return self.resa.titolo

    @property
    def html(self):
        # L’HTML nasce da `rendi`, che non lascia passare marcatori scritti nel testo.
        return mark_safe(self.resa.html)

    @property
    def sezione(self):
        prima, segno, _ = self.nome.partition("-")
        return prima if segno and prima in SEZIONI else ""


def nomi():
    """I nomi delle pagine che ci sono."""
    return sorted("" if file.stem == INIZIO else file.stem for file in CARTELLA.glob("*.md"))


@cache
def pagina(nome):
    """La pagina con quel nome, o `None`."""
    if nome not in nomi():
        return None
    testo = (CARTELLA / f"{nome or INIZIO}.md").read_text("utf-8")
    return Pagina(nome, rendi(testo, lambda meta: _collega(nome, meta), _figura))


@cache
def sommario():
    """Le sezioni della guida con le loro pagine: `(titolo, pagine)`."""
    tutte = [pagina(nome) for nome in nomi() if nome]
    return [(titolo, [p for p in tutte if p.sezione == sezione]) for sezione, titolo in SEZIONI.items()]


def _collega(da, meta):
    """L’indirizzo, relativo, di un’altra pagina: lo stesso dentro e fuori da un Ambito."""
    file, segno, punto = meta.partition("#")
    if not file:
        return meta
    nome = file.removesuffix(".md")
    casa = "../" if da else "./"
    return f"{casa}{'' if nome == INIZIO else nome + '/'}{segno}{punto}"


def _figura(meta):
    return static(f"guida/{meta.removeprefix('immagini/')}")
