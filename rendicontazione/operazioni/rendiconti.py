"""La spesa di un Comune passa di mano: invio, certificazione, controllo, validazione, rinvio."""

from django.db import transaction

from ambito import flusso
from ambito.errori import ErroreAtteso
from rendicontazione import selezioni
from rendicontazione.controlli import totale_diverso
from rendicontazione.operazioni.blocco import blocca, tieni_aperta
from rendicontazione.selezioni.controlli import scoperti, senza_prova

INVIO = ["senza_spesa", "messaggio", "motivo", "inviato_il", "inviato_da", "controllato_da", "totale_dichiarato"]


class UnaPersonaSola(ErroreAtteso):
    """Chi ha fatto il primo controllo non può anche validare."""


@transaction.atomic
def invia(rendiconto, *, senza_spesa, messaggio, poteri, adesso, totale_dichiarato=None):
    """Consegna la spesa all’Ufficio di Piano: da qui le righe non si cambiano più, se non vengono rimandate.

    `RequisitiMancanti` se un controllo che va spiegato non lo è, se a una riga manca la prova, o se il totale dichiarato (euro) non
    è la somma delle righe.
    """
    tieni_aperta(rendiconto)
    rendiconto = blocca(rendiconto, poteri, adesso)
    rendiconto.senza_spesa, rendiconto.messaggio, rendiconto.motivo = senza_spesa, messaggio, ""
    rendiconto.inviato_il, rendiconto.inviato_da, rendiconto.controllato_da = adesso, poteri.utente, None
    rendiconto.totale_dichiarato = totale_dichiarato
    rendiconto.save(update_fields=INVIO)
    rendiconto = flusso.esegui(rendiconto, "invia", poteri=poteri, adesso=adesso, nota=messaggio)
    _esigi_controlli(rendiconto)
    rendiconto.rilievi.aperti().update(chiuso_il=adesso)
    rendiconto.voci.filter(nuova=True).update(nuova=False)
    return rendiconto


@transaction.atomic
def prepara_invio(rendiconto, messaggio, totale_dichiarato, *, poteri, adesso):
    """Conserva ciò che accompagnerà l’invio (il totale in euro, o `None`), senza inviare."""
    rendiconto = blocca(rendiconto, poteri, adesso)
    rendiconto.messaggio, rendiconto.totale_dichiarato = messaggio, totale_dichiarato
    rendiconto.save(update_fields=["messaggio", "totale_dichiarato"])
    return rendiconto


def _esigi_controlli(rendiconto):
    somma = selezioni.totali(rendiconto.voci.all())["totale_spesa_lorda"]
    motivi = [frase for frase in [totale_diverso(somma, rendiconto.totale_dichiarato)] if frase]
    if quante := senza_prova(rendiconto).count():
        chi = "A una riga manca la prova" if quante == 1 else f"A {quante} righe manca la prova"
        motivi.append(f"{chi}: allegala prima di inviare.")
    if quanti := len(scoperti(rendiconto)):
        quali = "Un controllo va spiegato" if quanti == 1 else f"{quanti} controlli vanno spiegati"
        motivi.append(f"{quali} prima di inviare.")
    if motivi:
        raise flusso.RequisitiMancanti(motivi)


@transaction.atomic
def certifica(rendiconto, *, poteri, adesso):
    """La ragioneria del Comune attesta che le cifre sono quelle della contabilità."""
    tieni_aperta(rendiconto)
    return flusso.esegui(rendiconto, "certifica", poteri=poteri, adesso=adesso)


@transaction.atomic
def controlla(rendiconto, *, poteri, adesso):
    """Il primo dei due controlli dell’Ufficio, dove la campagna ne vuole due."""
    tieni_aperta(rendiconto)
    rendiconto = flusso.esegui(rendiconto, "controlla", poteri=poteri, adesso=adesso)
    rendiconto.controllato_da = poteri.utente
    rendiconto.save(update_fields=["controllato_da"])
    return rendiconto


@transaction.atomic
def valida(rendiconto, *, poteri, adesso):
    """L’Ufficio di Piano accetta la spesa del Comune; `UnaPersonaSola` se chi valida è chi ha fatto il primo controllo."""
    tieni_aperta(rendiconto)
    rendiconto = flusso.esegui(rendiconto, "valida", poteri=poteri, adesso=adesso)
    if rendiconto.controllato_da_id == poteri.utente.pk:
        raise UnaPersonaSola("Il primo controllo l’hai fatto tu: questa campagna vuole che validi un’altra persona dell’Ufficio.")
    return rendiconto


@transaction.atomic
def rimanda(rendiconto, *, motivo, poteri, adesso):
    """L’Ufficio di Piano rimanda la spesa al Comune dicendo che cosa correggere.

    I rilievi preparati si consegnano: si riaprono solo le loro righe e celle. Senza rilievi si riapre tutto.
    """
    tieni_aperta(rendiconto)
    rendiconto = flusso.esegui(rendiconto, "rimanda", poteri=poteri, adesso=adesso, nota=motivo)
    rendiconto.rilievi.in_preparazione().update(consegnato_il=adesso)
    rendiconto.motivo = motivo.strip()
    rendiconto.save(update_fields=["motivo"])
    return rendiconto
