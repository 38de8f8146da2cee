"""Scritture sulle consultazioni pubbliche: apertura, contributi di chiunque, moderazione, cancellazione degli indirizzi."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito import flusso
from ambito.accesso import freno
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.registro import annota
from piano.models import ConsultazionePubblica, Contributo, Proposta
from piano.operazioni.proposte import numera
from piano.stati import StatoConsultazione, StatoContributo

REDIGE = "redige_piano"
MASSIMI_DA_INDIRIZZO = 5


class ConsultazioneNonValida(ErroreDiCampo):
    """La consultazione non si può scrivere così."""


class ConsultazioneChiusa(ErroreAtteso):
    """Oggi non si può scrivere: non è ancora aperta, o è finita."""


class TroppiContributi(ErroreAtteso):
    """Dallo stesso indirizzo di rete arrivano troppi contributi."""


@transaction.atomic
def salva_consultazione(consultazione, *, poteri, adesso):
    """Prepara o corregge una consultazione. Pubblicata, si può solo spostarne la chiusura."""
    poteri.esigi(REDIGE)
    nuova = consultazione.pk is None
    if not nuova:
        _esigi_ammesso(consultazione)
    try:
        with transaction.atomic():
            consultazione.save()
    except IntegrityError as errore:
        raise ConsultazioneNonValida("C’è già una consultazione con questo titolo.", "titolo") from errore
    frase = f"{'Preparata' if nuova else 'Modificata'} la consultazione «{consultazione}»"
    verbo = "consultazionepubblica.prepara" if nuova else "consultazionepubblica.modifica"
    annota(consultazione, verbo, frase, autore=poteri.utente, quando=adesso, dopo={"chiude": consultazione.chiude.isoformat()})
    return consultazione


def _esigi_ammesso(consultazione):
    prima = ConsultazionePubblica.objects.select_for_update(of=("self",)).get(pk=consultazione.pk)
    if prima.stato == StatoConsultazione.CONCLUSA:
        raise ConsultazioneNonValida("La consultazione è conclusa: non si modifica.")
    if prima.stato == StatoConsultazione.PUBBLICATA and any(
        getattr(prima, campo) != getattr(consultazione, campo) for campo in ("titolo", "domande", "apre")
    ):
        raise ConsultazioneNonValida("È già pubblicata: si può spostare solo il giorno di chiusura.")


def pubblica(consultazione, *, poteri, adesso):
    """Mette la consultazione nella pagina pubblica."""
    if consultazione.chiude < timezone.localdate(adesso):
        raise ConsultazioneNonValida("Il giorno di chiusura è già passato: spostalo e riprova.")
    return flusso.esegui(consultazione, "pubblica", poteri=poteri, adesso=adesso)


@transaction.atomic
def concludi(consultazione, *, poteri, adesso):
    """Chiude la consultazione e cancella gli indirizzi di posta. `poteri=None`: la chiude l’orologio, passato il termine."""
    passo = "scade" if poteri is None else "concludi"
    consultazione = flusso.esegui(consultazione, passo, poteri=poteri, adesso=adesso)
    consultazione.contributi.exclude(email="").update(email="")
    consultazione.email_tolte_il = adesso
    consultazione.save(update_fields=["email_tolte_il"])
    frase = f"Cancellati gli indirizzi e-mail della consultazione «{consultazione}»"
    annota(consultazione, "consultazionepubblica.email", frase, autore=poteri and poteri.utente, quando=adesso)
    return consultazione


def concludi_scadute(oggi, adesso):
    """Ogni giorno: conclude le consultazioni di cui è passato il termine."""
    scadute = ConsultazionePubblica.objects.filter(stato=StatoConsultazione.PUBBLICATA, chiude__lt=oggi)
    for consultazione in scadute.select_related("piano__ambito"):
        concludi(consultazione, poteri=None, adesso=adesso)


@transaction.atomic
def ricevi_contributo(consultazione, contributo, *, indirizzo, adesso):
    """Riceve un contributo da chiunque. `indirizzo` è quello di rete: serve solo a contare, e non si conserva in chiaro."""
    consultazione = ConsultazionePubblica.objects.select_for_update(of=("self",), no_key=True).get(pk=consultazione.pk)
    if not consultazione.aperta(timezone.localdate(adesso)):
        raise ConsultazioneChiusa("La consultazione non è aperta: il contributo non è stato ricevuto.")
    if freno.conta_tentativo(freno.chiave("contributo da", indirizzo), adesso) > MASSIMI_DA_INDIRIZZO:
        raise TroppiContributi("Da questa rete sono arrivati molti contributi in pochi minuti. Aspetta cinque minuti e riprova.")
    contributo.consultazione, contributo.ricevuto_il = consultazione, adesso
    contributo.save()
    annota(contributo, "contributo.ricevi", f"Ricevuto il {contributo}", autore=None, quando=adesso)
    return contributo


@transaction.atomic
def pubblica_contributo(contributo, *, poteri, adesso):
    """Lo mostra nella pagina pubblica e ne fa una proposta, con il suo numero: avrà una risposta come quelle dei tavoli."""
    contributo = flusso.esegui(contributo, "pubblica", poteri=poteri, adesso=adesso)
    contributo.motivo = ""
    contributo.save(update_fields=["motivo"])
    if not Proposta.objects.filter(contributo=contributo).exists():
        proposta = Proposta(
            piano_id=contributo.consultazione.piano_id, contributo=contributo, testo=contributo.testo,
            proponente=contributo.nome, ricevuta_il=timezone.localdate(contributo.ricevuto_il),
        )  # fmt: skip
        numera(proposta)
        proposta.save()
        frase = f"Registrata la proposta {proposta.codice}, {proposta.origine}"
        annota(proposta, "proposta.registra", frase, autore=poteri.utente, quando=adesso)
    return contributo


@transaction.atomic
def non_pubblicare(contributo, motivo, *, poteri, adesso):
    """Non lo mostra (o lo ritira), con il motivo."""
    poteri.esigi(REDIGE)
    Contributo.objects.filter(pk=contributo.pk).exclude(stato=StatoContributo.NON_PUBBLICATO).update(motivo=motivo.strip()[:500])
    return flusso.esegui(contributo, "non_pubblicare", poteri=poteri, adesso=adesso, nota=motivo)
