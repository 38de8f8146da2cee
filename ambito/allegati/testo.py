"""Cerca codici fiscali di persone nel testo di un PDF (anche dentro un p7m), in un processo figlio limitato."""

import json

from ambito.allegati.riconoscimento import AllegatoNonAmmesso
from ambito.nucleo.codici import trova_codici_fiscali
from ambito.nucleo.figlio import FiglioFallito, esegui

SECONDI = 5
MEMORIA = 1 << 30
# Sotto questa soglia il PDF è un’immagine: non possiamo dire che cosa c’è scritto.
TESTO_MINIMO = 20


def conta_codici_fiscali(nome, formato, byte):
    """Quanti codici fiscali di persone ci sono; `None` se il testo non si legge (scansione, immagine). Un PDF guasto si rifiuta."""
    if formato == "application/pdf":
        return _conta(_leggi(nome, byte))
    if formato == "application/pkcs7-mime":
        return _conta_nel_firmato(byte)
    return None


def _conta_nel_firmato(byte):
    inizio, fine = byte.find(b"%PDF-"), byte.rfind(b"%%EOF")
    if not 0 <= inizio < fine:
        return None
    try:
        return _conta(_leggi("il documento firmato", byte[inizio : fine + 5]))
    except AllegatoNonAmmesso:
        # Dentro l’involucro il PDF può essere spezzato: chi istruisce lo aprirà con il suo programma di firma.
        return None


def _conta(testo):
    return len(trova_codici_fiscali(testo)) if len(testo.strip()) >= TESTO_MINIMO else None


def _leggi(nome, byte):
    try:
        risposta = json.loads(esegui("ambito.allegati.testo_figlio", byte, secondi=SECONDI, memoria=MEMORIA))
    except FiglioFallito as errore:
        if errore.scaduto:
            return ""
        raise AllegatoNonAmmesso(f"«{nome}» non si riesce a leggere: il PDF è rovinato o costruito in modo anomalo.") from errore
    if risposta["esito"] == "cifrato":
        raise AllegatoNonAmmesso(f"«{nome}» è protetto da password: salvalo senza protezione e riprova.")
    if risposta["esito"] == "rovinato":
        raise AllegatoNonAmmesso(f"«{nome}» non si apre: il PDF è rovinato. Salvalo di nuovo e riprova.")
    return risposta["testo"]
