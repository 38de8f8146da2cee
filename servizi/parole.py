"""Frasi comuni a «Tocca a te» e ai promemoria."""

from ambito.nucleo.formati_italiani import formatta_importo

FRASI = {
    "presenta": "Dopo il termine la domanda non si può più presentare.",
    "rendiconta": "Chi non rendiconta in tempo può dover restituire il contributo.",
    "affidamento": "Dopo la scadenza il servizio resta senza gestore.",
    "accreditamento": "Se la struttura continua, serve una domanda nuova.",
    "pratica": "La struttura deve mandare ciò che le è stato chiesto.",
    "prescrizione": "Verifica che la struttura abbia adempiuto.",
    "rete": "Se la rete continua, il protocollo va rinnovato.",
}


def frase_del_termine(termine):
    """Perché quella scadenza conta, in una frase."""
    if termine.resta is not None:
        return f"Restano da impegnare {formatta_importo(termine.resta)} euro."
    return FRASI[termine.genere]
