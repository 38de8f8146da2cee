"""Chi si avvisa di un documento del fascicolo: quando sta per scadere, quando è scaduto, quando l’Ufficio di Piano lo esclude."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from accordo.selezioni import fascicoli
from accordo.stati.fascicolo import RICHIESTI
from ambito.avvisi import avvisa, persone_con, persone_dell_ente
from ambito.nucleo.formati_italiani import formatta_data

# Giorni che mancano alla scadenza; di meno di zero: è passata.
GIORNI_PRIMA = (30, 7, 1, -1)
SCADE = "Carica quello nuovo nel fascicolo dell’ente appena ce l’hai: quello di adesso vale fino a quel giorno compreso."
SOSPESO = "L’ente è sospeso finché non carichi quello nuovo: se non manca altro torna idoneo subito."
SCADUTO = "L’ente è sospeso finché non lo rinnova. {referenti}"


def ricorda(oggi, adesso):
    """Trenta, sette e un giorno prima che un documento scada, e il giorno dopo, lo ricorda ai referenti dell’ente.

    Se quello scaduto era richiesto lo sa anche l’Ufficio di Piano.
    """
    tempo = {"giorno": oggi, "adesso": adesso}
    for documento in fascicoli.che_scadono([oggi + timedelta(days=giorni) for giorni in GIORNI_PRIMA]):
        referenti, quando = _referenti(documento, oggi), formatta_data(documento.scade_il, esteso=True)
        if documento.scade_il >= oggi:
            _avvisa(referenti, documento, "scade", f"scade il {quando}", SCADE, **tempo)
            continue
        richiesto = documento.genere in RICHIESTI
        titolo = f"è scaduto il {quando}"
        _avvisa(referenti, documento, "scaduto", titolo, SOSPESO if richiesto else "Se serve ancora, carica quello nuovo.", **tempo)
        if richiesto:
            sanno = "I suoi referenti ricevono lo stesso avviso." if referenti else "Non ha nessuno nel portale: sentilo tu."
            _avvisa(persone_con("istruisce_adesioni", oggi), documento, "sospeso", titolo, SCADUTO.format(referenti=sanno), **tempo)


def escluso(documento, adesso):
    """Dice ai referenti dell’ente che un documento non va bene, e perché."""
    testo = f"L’Ufficio di Piano non lo può accettare: caricane un altro.\n\nMotivo: {documento.non_valido_motivo}"
    oggi = localdate(adesso)
    _avvisa(_referenti(documento, oggi), documento, "escluso", "non va bene", testo, giorno=oggi, adesso=adesso)


def tolto(documento, adesso):
    """Dice ai referenti dell’ente che un documento caricato per sbaglio non c’è più, e perché."""
    testo = f"Era stato caricato per sbaglio: se serve, carica quello giusto.\n\nMotivo: {documento.tolto_motivo}"
    oggi = localdate(adesso)
    _avvisa(_referenti(documento, oggi), documento, "tolto", f"è stato {documento.tolto_come}", testo, giorno=oggi, adesso=adesso)


def _referenti(documento, oggi):
    return list(persone_dell_ente("compila_adesione", documento.ente_id, oggi))


def _avvisa(persone, documento, genere, che_cosa, testo, **tempo):
    avvisa(
        persone, genere=f"documentoente.{genere}", oggetto=documento, testo=testo, **tempo,
        titolo=f"{documento.ente}: {documento} {che_cosa}",
        url=reverse("accordo:fascicolo", args=[documento.ambito.slug, documento.ente_id]),
    )  # fmt: skip
