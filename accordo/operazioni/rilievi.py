"""Le scritture dei rilievi: l’Ufficio li prepara e li consegna, chi compila li affronta."""

from django.db import transaction

from accordo import selezioni
from accordo.models import Adesione, Rilievo
from accordo.requisiti.rilievi import NOMI, bersagli_di
from accordo.stati import StatoAdesione
from ambito.errori import ErroreAtteso
from ambito.registro import annota


class RilievoNonAmmesso(ErroreAtteso):
    """Adesso su quest’adesione, o su quel dato, non si può fare un rilievo."""


class CampoFermo(ErroreAtteso):
    """Durante una correzione si è provato a cambiare un dato senza rilievo."""


@transaction.atomic
def scrivi_rilievo(adesione, bersaglio, testo, *, poteri, adesso):
    """Prepara (o riscrive) il rilievo su quel dato: chi compila lo vedrà solo quando l’adesione sarà rimandata."""
    adesione = _in_esame(adesione, poteri)
    testo = testo.strip()
    if not any(bersaglio in voci for voci in bersagli_di(adesione).values()) or not testo:
        raise RilievoNonAmmesso("Scegli su che cosa è il rilievo e scrivi che cosa va corretto.")
    rilievo, _ = Rilievo.objects.update_or_create(
        adesione=adesione, bersaglio=bersaglio, consegnato_il=None,
        defaults={"testo": testo, "scritto_da": poteri.utente, "scritto_il": adesso},
    )  # fmt: skip
    annota(adesione, "adesione.rilievo", f"Preparato un {rilievo} dell’{adesione}", autore=poteri.utente, quando=adesso,
           dopo={"su": bersaglio})  # fmt: skip
    return rilievo


@transaction.atomic
def togli_rilievo(adesione, rilievo_id, *, poteri, adesso):
    """Toglie un rilievo ancora in preparazione; se non c’è più non è un errore. Restituisce il rilievo o `None`."""
    adesione = _in_esame(adesione, poteri)
    rilievo = selezioni.rilievi_in_preparazione(adesione).filter(pk=rilievo_id).first()
    if rilievo is None:
        return None
    annota(adesione, "adesione.togli_rilievo", f"Tolto un {rilievo} dell’{adesione}", autore=poteri.utente, quando=adesso,
           prima={"su": rilievo.bersaglio})  # fmt: skip
    rilievo.delete()
    return rilievo


def _in_esame(adesione, poteri):
    poteri.esigi("istruisce_adesioni")
    adesione = Adesione.objects.select_for_update(of=("self",)).select_related("comune", "ente").get(pk=adesione.pk)
    if adesione.stato != StatoAdesione.PRESENTATA:
        raise RilievoNonAmmesso(f"I rilievi si scrivono durante l’esame: adesso l’adesione è «{adesione.etichetta}».")
    return adesione


def consegna(adesione, adesso):
    """Chi compila da adesso vede i rilievi preparati. Restituisce quanti sono. Si chiama con l’adesione bloccata."""
    return selezioni.rilievi_in_preparazione(adesione).update(consegnato_il=adesso)


def chiudi(adesione, adesso):
    """L’adesione torna all’Ufficio: i rilievi affrontati restano come storia. Si chiama con l’adesione bloccata."""
    selezioni.rilievi_aperti(adesione).update(chiuso_il=adesso)


def esigi_aperti(adesione, cambiati):
    """`CampoFermo` se fra i dati che si stanno cambiando ce n’è uno senza rilievo."""
    aperti = selezioni.campi_aperti(adesione)
    fermi = [] if aperti is None else [nome for bersaglio, nome in NOMI.items() if bersaglio in cambiati - aperti]
    if fermi:
        raise CampoFermo(f"L’Ufficio di Piano non ha chiesto di cambiare: {', '.join(fermi)}. Il resto non è stato salvato.")


def affronta(adesione, cambiati, risposte, adesso):
    """Segna corretti i rilievi sui dati cambiati e conserva le risposte (`{bersaglio: testo}`)."""
    for rilievo in selezioni.rilievi_aperti(adesione):
        if rilievo.bersaglio in cambiati:
            rilievo.corretto_il = adesso
        rilievo.risposta = risposte.get(rilievo.bersaglio, rilievo.risposta).strip()[:1000]
        rilievo.save(update_fields=["corretto_il", "risposta"])
