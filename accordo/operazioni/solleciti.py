"""Il sollecito a chi manca, all’adesione o all’accordo: un gesto solo, una volta al giorno per persona, e si può annullare."""

from django.db import transaction
from django.utils import timezone

from accordo import selezioni
from accordo.selezioni.solleciti_parti import ASPETTANO, GENERE, parti_da_sollecitare, testi_per_le_parti
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


@transaction.atomic
def sollecita_le_parti(accordo, testo, *, poteri, adesso, lettere=False):
    """Avvisa chi carica atti e firme per le parti che devono ancora approvare o firmare; dà l’`Invio`, come `sollecita`."""
    poteri.esigi("tiene_accordo")
    oggi = timezone.localdate(adesso)
    if accordo.stato not in ASPETTANO:
        raise NessunoDaSollecitare("Adesso non tocca alle parti: non c’è niente da ricordare.")
    invio, righe = solleciti.manda(
        parti_da_sollecitare(accordo, oggi), genere=GENERE, cosa=f"Sollecito alle parti dell’{accordo.in_frase}",
        testi=testi_per_le_parti(accordo), testo=testo, autore=poteri.utente, adesso=adesso, giorno=oggi, lettere=lettere,
    )  # fmt: skip
    frase = f"Ricordato a {conta(len(righe), 'parte', 'parti')} l’{accordo.in_frase}"
    annota(accordo, "accordo.sollecito", frase, autore=poteri.utente, quando=adesso,
           dopo={"parti": [r.chi.nome for r in righe], "persone": invio.persone}, nota=testo)  # fmt: skip
    return invio
