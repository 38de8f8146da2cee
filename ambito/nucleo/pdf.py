"""Dall'HTML al PDF ufficiale (PDF/A-3a e PDF/UA-1 insieme), in un processo figlio che non vede la rete né il disco."""

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .figlio import FiglioFallito, esegui

RELAZIONI = ("Data", "Source", "Supplement", "Alternative")
SEGNO_DI_ERRORE = "PDF-NON-RIUSCITO: "


class PdfNonRiuscito(Exception):
    """Il PDF non si è potuto fare: il messaggio è una frase per l'utente, `dettagli` serve al registro tecnico."""

    def __init__(self, messaggio: str, dettagli: str = "") -> None:
        super().__init__(messaggio)
        self.dettagli = dettagli


@dataclass(frozen=True)
class Allegato:
    """Un file dentro il PDF (PDF/A-3): `momento` viene dai dati, non dall'orologio, perché il PDF sia ripetibile."""

    nome: str
    contenuto: bytes
    descrizione: str
    momento: datetime
    relazione: str = "Data"

    def __post_init__(self) -> None:
        if self.relazione not in RELAZIONI:
            raise ValueError(f"La relazione di un allegato è una fra: {', '.join(RELAZIONI)}.")
        if self.momento.tzinfo is None:
            raise ValueError("Il momento di un allegato deve avere il fuso orario.")

    def per_il_figlio(self) -> dict[str, Any]:
        """Forma da passare al processo figlio."""
        return {
            "nome": self.nome,
            "contenuto": b64encode(self.contenuto).decode(),
            "descrizione": self.descrizione,
            "momento": self.momento.astimezone(UTC).isoformat(),
            "relazione": self.relazione,
        }


def rendi_pdf(
    html: str, *, titolo: str, allegati: Iterable[Allegato] = (), limite_secondi: int = 60, limite_memoria: int = 1 << 30
) -> bytes:
    """Rende un documento HTML completo; a parità di ingresso i byte sono identici.

    Il foglio di stile dei documenti si aggiunge da sé. Ogni errore di impaginazione (immagine irraggiungibile, carattere
    senza disegno, testo alternativo mancante) fa fallire: `PdfNonRiuscito`.
    """
    richiesta = {"html": html, "titolo": titolo, "allegati": [allegato.per_il_figlio() for allegato in allegati]}
    try:
        return esegui("ambito.nucleo.pdf_figlio", json.dumps(richiesta).encode(), secondi=limite_secondi, memoria=limite_memoria)
    except FiglioFallito as errore:
        raise PdfNonRiuscito(frase(errore), errore.messaggio) from errore


def frase(errore: FiglioFallito) -> str:
    """Che cosa dire all'utente, secondo come è finito il figlio."""
    if errore.scaduto:
        return "Il documento è troppo lungo o complicato: l’impaginazione ha superato il tempo disponibile."
    if errore.senza_memoria:
        return "Il documento è troppo lungo o complicato: l’impaginazione ha superato la memoria disponibile."
    _, trovato, motivo = errore.messaggio.rpartition(SEGNO_DI_ERRORE)
    if trovato:
        return motivo.splitlines()[0]
    return "Il documento non si è potuto impaginare."
