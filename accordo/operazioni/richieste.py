"""Un ente del terzo settore si fa avanti da sé: chiede, dimostra il suo indirizzo, l’Ufficio di Piano lo invita o dice di no."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accordo.models import AvvisoAdesione, RichiestaEnte
from accordo.selezioni import richieste as letture
from accordo.stati.richieste import CONFERISCE, IN_SOSPESO, StatoRichiesta
from ambito import flusso, inviti
from ambito.accesso import freno
from ambito.avvisi import esigi_posta
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.impronta import impronta_file
from ambito.operazioni import aggiungi_ente
from ambito.registro import annota

VALIDITA = timedelta(days=2)
MASSIME_DA_RETE, MASSIME_A_INDIRIZZO = 5, 3


class RichiestaNonAmmessa(ErroreAtteso):
    """La richiesta non si può mandare, o il collegamento non vale più."""


@transaction.atomic
def chiedi_di_aderire(avviso, richiesta, *, rete, adesso):
    """Riceve la richiesta di chiunque e manda il collegamento all’indirizzo scritto.

    A chi scrive si risponde sempre allo stesso modo: non deve imparare chi ha già chiesto. `rete` serve solo a contare.
    """
    avviso = AvvisoAdesione.objects.select_for_update(of=("self",), no_key=True).get(pk=avviso.pk)
    if not avviso.riceve_richieste(timezone.localdate(adesso)):
        raise RichiestaNonAmmessa("L’avviso non è aperto agli enti del terzo settore: la richiesta non è partita.")
    if freno.conta_tentativo(freno.chiave("richieste da", rete), adesso) > MASSIME_DA_RETE:
        raise RichiestaNonAmmessa("Da questa rete sono arrivate molte richieste in pochi minuti. Aspetta cinque minuti e riprova.")
    if freno.conta_tentativo(freno.chiave("richieste a", richiesta.email), adesso) > MASSIME_A_INDIRIZZO:
        return
    mie = RichiestaEnte.objects.filter(avviso=avviso, email=richiesta.email, stato__in=IN_SOSPESO)
    if mie.filter(stato=StatoRichiesta.VERIFICATA).exists():
        return
    # L’ha scritta di nuovo, o l’aveva scritta un altro: vale l’ultima, con il collegamento nuovo.
    mie.delete()
    codice = secrets.token_urlsafe(32)
    richiesta.avviso, richiesta.impronta = avviso, impronta_file(codice.encode())
    richiesta.creata_il, richiesta.scade_il = adesso, adesso + VALIDITA
    richiesta.save()
    _manda("richiesta_ente", richiesta, "Conferma la richiesta di aderire", codice)


@transaction.atomic
def verifica_richiesta(codice, *, adesso):
    """L’indirizzo è di chi ha chiesto: ora la vede l’Ufficio di Piano. `RichiestaNonAmmessa` se il codice non vale."""
    richiesta = letture.da_verificare(codice, adesso)
    if richiesta is None:
        raise RichiestaNonAmmessa("Il collegamento non vale più: manda di nuovo la richiesta.")
    RichiestaEnte.objects.filter(pk=richiesta.pk).update(verificata_il=adesso)
    return flusso.esegui(richiesta, "verifica", poteri=None, adesso=adesso)


@transaction.atomic
def accogli_richiesta(richiesta, *, ente=None, poteri, adesso):
    """Invita chi ha chiesto, per un ente nuovo o per `ente` che c’era già; gli errori sono quelli dell’ente e dell’invito."""
    poteri.esigi(CONFERISCE)
    ente = ente or aggiungi_ente(tipo="ets", denominazione=richiesta.denominazione, codice_fiscale=richiesta.codice_fiscale, pec="",
                                 poteri=poteri, adesso=adesso)  # fmt: skip
    RichiestaEnte.objects.filter(pk=richiesta.pk).update(ente=ente)
    accolta = flusso.esegui(richiesta, "accogli", poteri=poteri, adesso=adesso)
    inviti.conferisci_o_invita(
        email=richiesta.email, nome=richiesta.nome, cognome=richiesta.cognome, ruolo="ets", ente=ente,
        dal=timezone.localdate(adesso), atto=f"Richiesta del {timezone.localdate(richiesta.creata_il):%d/%m/%Y}",
        autore=poteri.utente, adesso=adesso,
    )  # fmt: skip
    return accolta


@transaction.atomic
def respingi_richiesta(richiesta, motivo, *, poteri, adesso):
    """Dice di no, con il motivo, e lo scrive a chi ha chiesto."""
    poteri.esigi(CONFERISCE)
    RichiestaEnte.objects.filter(pk=richiesta.pk, stato=StatoRichiesta.VERIFICATA).update(motivo=motivo.strip()[:1000])
    respinta = flusso.esegui(richiesta, "respingi", poteri=poteri, adesso=adesso, nota=motivo)
    _manda("richiesta_respinta", respinta, "La richiesta di aderire")
    return respinta


def in_attesa_di_conferma():
    """Quante richieste aspettano che qualcuno dimostri il suo indirizzo."""
    return RichiestaEnte.objects.filter(stato=StatoRichiesta.INVIATA).count()


def cancella_scadute(adesso):
    """Ciò che fa l’orologio: di chi non ha dimostrato il suo indirizzo non si tiene niente. Dà quante ne ha tolte."""
    scadute, tolte = RichiestaEnte.objects.filter(stato=StatoRichiesta.INVIATA, scade_il__lte=adesso), 0
    for avviso in AvvisoAdesione.objects.filter(richieste__in=scadute).distinct():
        quante, _ = scadute.filter(avviso=avviso).delete()
        cancellate = f"Cancellat{'a' if quante == 1 else 'e'} {conta(quante, 'richiesta', 'richieste')}"
        frase = f"{cancellate} di enti, mai confermate, all’avviso {avviso.triennio}"
        annota(avviso, "avviso.richieste_scadute", frase, autore=None, quando=adesso)
        tolte += quante
    return tolte


def _manda(modello, richiesta, oggetto, codice=""):
    """Nella transazione di chi scrive: se la posta non parte, non è successo niente e la persona lo sa."""
    esigi_posta(richiesta.ambito)
    dove = reverse("verifica_richiesta", args=[richiesta.ambito.slug, codice]) if codice else ""
    testo = render_to_string(
        f"email/{modello}.txt", {"richiesta": richiesta, "collegamento": f"{settings.INDIRIZZO_PUBBLICO}{dove}"}
    )
    try:
        send_mail(" ".join(f"{oggetto}: {richiesta.ambito}".split()), testo, None, [richiesta.email])
    except OSError as errore:
        raise RichiestaNonAmmessa("La posta del portale non risponde: riprova fra qualche minuto.") from errore
