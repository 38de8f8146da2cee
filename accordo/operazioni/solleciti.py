"""Il sollecito a chi non ha ancora inviato: un gesto solo, una volta al giorno per persona."""

from django.db import transaction
from django.utils import timezone

from accordo import selezioni
from ambito import solleciti
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota
from ambito.solleciti import NessunoDaSollecitare


@transaction.atomic
def sollecita(avviso, testo, *, poteri, adesso, lettere=False):
    """Avvisa, nel portale e per posta, chi può inviare per ciascun Comune che manca; restituisce l’`Invio`.

    Chi oggi l’ha già ricevuto non lo riceve due volte; con `lettere`, chi non ha nessuno ha una lettera.
    `NessunoDaSollecitare` se non parte nulla.
    """
    poteri.esigi("istruisce_adesioni")
    oggi = timezone.localdate(adesso)
    if not avviso.in_corso(oggi):
        raise NessunoDaSollecitare("L’avviso non è in corso: un sollecito inviterebbe a fare ciò che non si può.")
    invio, righe = solleciti.manda(
        selezioni.da_sollecitare(avviso, oggi),
        genere=selezioni.genere_sollecito(avviso),
        cosa=f"Sollecito per l’adesione {avviso.triennio}",
        testi=selezioni.testi_del_sollecito(avviso),
        testo=testo,
        autore=poteri.utente,
        adesso=adesso,
        giorno=oggi,
        lettere=lettere,
    )
    comuni, persone = conta(len(righe), "Comune", "Comuni"), invio.persone
    annota(avviso, "avviso.sollecita", f"Sollecito a {comuni} per l’adesione {avviso.triennio}", autore=poteri.utente,
           quando=adesso, dopo={"comuni": [r.comune.codice_istat for r in righe], "persone": persone}, nota=testo)  # fmt: skip
    return invio
