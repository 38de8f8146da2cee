"""Le bozze congelate del piano dimostrativo: una per i Tavoli, una per i Sindaci; e il documento di che cosa cambia."""

from datetime import timedelta
from functools import partial

from ambito.poteri import Poteri
from piano import operazioni, selezioni
from piano.documenti.confronto import Coppia

BOZZE = [
    (7, "udp", "Prima stesura per i Tavoli", "Contesto e bisogni, prima che si scrivano tutti gli obiettivi."),
    (20, "coordinatore", "Bozza per i Sindaci", "Con gli obiettivi e le risorse, prima di portarla in Assemblea."),
]


def momenti(scena, piano, inizio):
    """Quando si congela ciascuna bozza: (istante, che cosa si fa)."""
    for giorni, chi, nome, nota in BOZZE:
        poteri = Poteri(scena.persona(chi), scena.ambito, scena.adesso.date())
        yield inizio + timedelta(days=giorni), partial(_congela, piano, nome, nota, poteri)


def _congela(piano, nome, nota, poteri, quando):
    operazioni.congela_bozza(piano, nome=nome, nota=nota, poteri=poteri, adesso=quando)


def chiedi_il_confronto(piano, utente, adesso):
    """Il PDF di che cosa cambia fra le due bozze."""
    coppia = Coppia(piano, selezioni.versione(piano, 1), selezioni.versione(piano, 2))
    operazioni.richiedi_confronto(coppia, utente=utente, adesso=adesso)
