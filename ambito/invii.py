"""Un messaggio a molti aspetta qualche minuto prima di partire: chi l’ha mandato per sbaglio lo annulla, e nessuno l’ha visto."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate

from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Avviso, Invio, Lettera, StatoSpedizione
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registro import annota

ATTESA_MASSIMA = 60
FERMI = [StatoSpedizione.DA_SPEDIRE, StatoSpedizione.SOLO_PORTALE]


class InvioPartito(ErroreAtteso):
    """L’invio non si annulla più: la frase dice perché."""


class ConsegnaNonValida(ErroreAtteso):
    """La consegna della lettera non si può segnare così: la frase dice perché."""


def apri(titolo, testo, *, persone, autore, adesso):
    """Un invio che parte fra quanti minuti ha deciso l’Ambito."""
    minuti = Ambito.objects.get(pk=esigi_ambito()).minuti_ripensamento
    return Invio.objects.create(titolo=titolo[:200], testo=testo, persone=persone, chiesto_da=autore, chiesto_il=adesso,
                                parte_il=adesso + timedelta(minutes=minuti))  # fmt: skip


@transaction.atomic
def annulla(invio, *, poteri, adesso):
    """Toglie ogni avviso e lettera dell’invio, se non è ancora partito; altrimenti `InvioPartito`, e resta tutto com’era."""
    poteri.esigi("legge_lavori")
    invio = Invio.objects.select_for_update(of=("self",)).get(pk=invio.pk)
    if invio.annullato_il:
        raise InvioPartito("Questo invio è già annullato.")
    # Chi spedisce potrebbe avere l’orologio avanti: se di una riga si è già occupato, l’invio è partito.
    righe = list(Avviso.objects.filter(invio=invio).select_for_update(of=("self",)))
    if not invio.si_annulla(adesso) or any(a.spedizione not in FERMI for a in righe):
        raise InvioPartito("I messaggi sono già partiti: non si possono più annullare.")
    Avviso.objects.filter(invio=invio).delete()
    Lettera.objects.filter(invio=invio).delete()
    invio.annullato_il, invio.annullato_da = adesso, poteri.utente
    invio.save(update_fields=["annullato_il", "annullato_da"])
    frase = f"Annullato prima che partisse l’invio a {conta(invio.persone, 'persona', 'persone')}: {invio}"
    annota(invio, "invio.annulla", frase, autore=poteri.utente, quando=adesso)
    return invio


@transaction.atomic
def segna_consegnata(lettera, *, giorno, poteri, adesso, oggi):
    """La lettera è stata consegnata a mano quel giorno."""
    poteri.esigi("legge_lavori")
    if not localdate(lettera.invio.chiesto_il) <= giorno <= oggi:
        raise ConsegnaNonValida("Il giorno della consegna sta fra quello dell’invio e oggi.")
    if lettera.invio.si_annulla(adesso):
        raise ConsegnaNonValida("L’invio si può ancora annullare: aspetta che parta.")
    lettera.consegnata_il = giorno
    lettera.save(update_fields=["consegnata_il"])
    annota(lettera, "lettera.consegna", f"Consegnata a mano il {formatta_data(giorno)} la lettera a {lettera.comune}",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return lettera


@transaction.atomic
def scegli_attesa(ambito, minuti, *, poteri, adesso):
    """Quanti minuti aspetta un invio a molti in questo Ambito; zero: parte subito."""
    poteri.esigi("conferisce_incarichi")
    prima, ambito.minuti_ripensamento = ambito.minuti_ripensamento, minuti
    ambito.save(update_fields=["minuti_ripensamento"])
    annota(ambito, "ambito.ripensamento", f"Gli invii a molti aspettano {conta(minuti, 'minuto', 'minuti')}",
           autore=poteri.utente, quando=adesso, prima={"minuti": prima}, dopo={"minuti": minuti})  # fmt: skip
