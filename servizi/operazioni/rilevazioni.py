"""Scritture sulle misure annuali: si apre una raccolta, i Comuni scrivono e dicono di aver finito."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import OGNI_COMUNE
from ambito.registro import annota
from servizi.controlli import misure_che_saltano
from servizi.models import MISURE, Consegna, Raccolta, Rilevazione
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva
from servizi.selezioni.rilevazioni import misure_di, rilevazione

COMPILA = "compila_servizi"


class RilevazioneCambiata(DatoNonValido):
    """Un collega ha cambiato la stessa misura mentre la si scriveva: nulla è stato sovrascritto."""


@transaction.atomic
def apri_raccolta(*, anno, chiude, poteri, adesso):
    """Apre la raccolta di un anno per tutti i Comuni, o ne sposta il termine se c’è già."""
    poteri.esigi(GESTISCE)
    if anno > localdate(adesso).year:
        raise DatoNonValido(f"Il {anno} non è ancora cominciato: non c’è nulla da misurare.", "anno")
    raccolta = Raccolta.objects.filter(anno=anno).first() or Raccolta(anno=anno)
    nuova, raccolta.chiude = raccolta._state.adding, chiude
    salva(raccolta, frase=f"{raccolta}, termine {formatta_data(chiude)}", poteri=poteri, adesso=adesso)
    if nuova:
        _annuncia(raccolta, adesso)
    return raccolta


def _annuncia(raccolta, adesso):
    termine = formatta_data(raccolta.chiude, esteso=True)
    avvisa(
        persone_con(COMPILA, localdate(adesso), comune_id=OGNI_COMUNE),
        genere="raccolta.apri", oggetto=raccolta, adesso=adesso,
        titolo=f"Aperta la {str(raccolta).lower()}",
        testo=f"Utenti, ore, posti e costi dei servizi del tuo Comune nel {raccolta.anno} si scrivono entro il {termine}.",
        url=reverse("servizi:raccolte", args=[raccolta.ambito.slug]),
    )  # fmt: skip


def esigi_compila(comune, poteri):
    """Scrive le misure di un Comune chi le compila per lui, o l’Ufficio di Piano."""
    if not poteri.puo(GESTISCE):
        poteri.esigi(COMPILA, comune.pk)


def da_spiegare(comune, servizio, anno, misure):
    """I nomi delle misure che, rispetto all’anno prima, cambiano tanto da volere un motivo."""
    return misure_che_saltano(misure_di(rilevazione(comune, servizio, anno - 1)), misure)


@transaction.atomic
def scrivi_misure(comune, servizio, anno, *, misure, motivo, revisione, poteri, adesso):
    """Scrive le misure di un servizio. `revisione` è quella letta (`None` = non c’era): se non è più quella, non sovrascrive."""
    esigi_compila(comune, poteri)
    if all(misure[m] is None for m in MISURE):
        raise DatoNonValido("Scrivi almeno una misura: quelle che non hai lasciale vuote.")
    if da_spiegare(comune, servizio, anno, misure) and not motivo.strip():
        raise DatoNonValido("Qualche valore cambia molto rispetto all’anno prima: scrivi perché.", "motivo")
    riga = Rilevazione.objects.select_for_update(of=("self",)).filter(comune=comune, servizio=servizio, anno=anno).first()
    if (riga and riga.revisione) != revisione:
        raise RilevazioneCambiata("Un collega ha scritto questa misura mentre scrivevi: riguarda i valori di adesso.")
    riga = riga or Rilevazione(comune=comune, servizio=servizio, anno=anno, revisione=0)
    for campo, valore in {**misure, "motivo": motivo.strip()}.items():
        setattr(riga, campo, valore)
    riga.revisione += 1
    return salva(riga, frase=f"Misure: {riga}", poteri=poteri, adesso=adesso)


@transaction.atomic
def togli_misure(riga, *, poteri, adesso):
    """Toglie le misure di un servizio scritte per sbaglio."""
    esigi_compila(riga.comune, poteri)
    annota(riga, "rilevazione.togli", f"Tolte le misure: {riga}", autore=poteri.utente, quando=adesso, prima=misure_di(riga))
    riga.delete()


@transaction.atomic
def consegna(raccolta, comune, *, poteri, adesso):
    """Il Comune dice di aver finito; può ancora correggere, e la data resta quella della prima volta."""
    poteri.esigi(COMPILA, comune.pk)
    try:
        with transaction.atomic():
            fatta = Consegna.objects.create(raccolta=raccolta, comune=comune, fatta_da=poteri.utente, fatta_il=adesso)
    except IntegrityError:
        return Consegna.objects.get(raccolta=raccolta, comune=comune)
    annota(raccolta, "raccolta.consegna", f"{comune} ha finito: {raccolta}", autore=poteri.utente, quando=adesso)
    return fatta
