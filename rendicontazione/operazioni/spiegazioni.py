"""Il Comune spiega le cifre che un controllo fa notare."""

from django.db import transaction
from django.db.models import F

from ambito.registro import annota
from rendicontazione.models import Spiegazione, VoceSpesa
from rendicontazione.operazioni.blocco import blocca
from rendicontazione.selezioni.controlli import rilevati_di


@transaction.atomic
def spiega(rendiconto, testi, *, poteri, adesso):
    """Conserva le spiegazioni (`{(controllo, riguarda): testo}`); un testo vuoto toglie quella che c’era.

    Di una riga con utenti e senza spesa, o il contrario, la spiegazione è la nota della riga: nel foglio è la stessa colonna.
    """
    rendiconto = blocca(rendiconto, poteri, adesso)
    prima, dopo = {}, {}
    for rilevato in rilevati_di(rendiconto):
        testo = testi.get((rilevato.codice, rilevato.riguarda))
        if not rilevato.si_spiega or testo is None or (testo == rilevato.spiegazione and not rilevato.superata):
            continue
        (_scrivi_nota if rilevato.codice == "C08" else _scrivi)(rendiconto, rilevato, testo)
        nome = f"{rilevato.codice} {rilevato.oggetto}"
        prima[nome], dopo[nome] = rilevato.spiegazione, testo
    if dopo:
        annota(rendiconto, "rendiconto.spiega", f"Spiegati i controlli: {rendiconto}", autore=poteri.utente, quando=adesso,
               prima=prima, dopo=dopo)  # fmt: skip
    return len(dopo)


def _scrivi_nota(rendiconto, rilevato, testo):
    VoceSpesa.objects.filter(rendiconto=rendiconto, pk=int(rilevato.riguarda)).update(nota=testo, revisione=F("revisione") + 1)


def _scrivi(rendiconto, rilevato, testo):
    chiave = {"rendiconto": rendiconto, "controllo": rilevato.codice, "riguarda": rilevato.riguarda}
    if testo:
        Spiegazione.objects.update_or_create(**chiave, defaults={"rilevato": rilevato.frase, "testo": testo})
    else:
        Spiegazione.objects.filter(**chiave).delete()
