"""Il sollecito ai Comuni che non hanno ancora inviato la spesa: un gesto solo, una volta al giorno per persona."""

from django.db import transaction
from django.utils import timezone

from ambito import solleciti
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota
from ambito.solleciti import NessunoDaSollecitare
from rendicontazione.selezioni.solleciti import da_sollecitare, genere_sollecito, testi_del_sollecito


@transaction.atomic
def sollecita(campagna, testo, *, poteri, adesso, lettere=False):
    """Avvisa, nel portale e per posta, chi compila la spesa dei Comuni che mancano; restituisce l’`Invio`.

    Chi oggi l’ha già ricevuto non lo riceve due volte; con `lettere`, chi non ha nessuno ha una lettera.
    `NessunoDaSollecitare` se non parte nulla.
    """
    poteri.esigi("controlla_rendiconti")
    oggi = timezone.localdate(adesso)
    if not campagna.e_aperta or oggi < campagna.apre:
        raise NessunoDaSollecitare("La raccolta non è in corso: un sollecito inviterebbe a fare ciò che non si può.")
    invio, righe = solleciti.manda(
        da_sollecitare(campagna, oggi),
        genere=genere_sollecito(campagna),
        cosa=f"Sollecito per la spesa {campagna.anno}",
        testi=testi_del_sollecito(campagna),
        testo=testo,
        autore=poteri.utente,
        adesso=adesso,
        giorno=oggi,
        lettere=lettere,
    )
    comuni, persone = conta(len(righe), "Comune", "Comuni"), invio.persone
    annota(campagna, "campagna.sollecita", f"Sollecito a {comuni} per la spesa {campagna.anno}", autore=poteri.utente,
           quando=adesso, dopo={"comuni": [r.comune.codice_istat for r in righe], "persone": persone}, nota=testo)  # fmt: skip
    return invio
