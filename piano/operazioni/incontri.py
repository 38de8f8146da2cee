"""Scritture sugli incontri dei tavoli: convocazione, presenze, verbale, allegati."""

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito import flusso
from ambito.allegati.esame import esamina
from ambito.avvisi import avvisa, esigi_posta
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota
from ambito.spedizione import connessione
from piano import annunci
from piano.models import AllegatoIncontro, EsitoPresenza, IncontroTavolo, PresenzaTavolo, Tavolo
from piano.operazioni.testo import testo_pulito
from piano.selezioni import incontri as letture

REDIGE = "redige_piano"
MASSIMI_ALLEGATI = 20


class IncontroNonValido(ErroreDiCampo):
    """L’incontro non si può scrivere così."""


class IncontroChiuso(ErroreAtteso):
    """L’incontro ha il verbale approvato, o è annullato: non cambia più."""


class VerbaleCambiato(ErroreAtteso):
    """Un collega ha salvato il verbale nel frattempo."""


class ConvocazioneGiaMandata(ErroreAtteso):
    """Un collega ha mandato la convocazione nel frattempo."""


class ConvocazioneNonPartita(ErroreAtteso):
    """La posta del portale non risponde: nessuno è stato convocato."""


def _fermo(incontro):
    """L’incontro riletto e riservato a chi scrive; `IncontroChiuso` se non si può più cambiare."""
    fermo = IncontroTavolo.objects.select_for_update(of=("self",)).select_related("tavolo__piano").get(pk=incontro.pk)
    if not fermo.aperto:
        raise IncontroChiuso(f"L’incontro non si può più cambiare: {fermo.get_stato_display().lower()}.")
    return fermo


@transaction.atomic
def salva_incontro(incontro, *, poteri, adesso):
    """Aggiunge o cambia un incontro. La Conferenza di piano ne ha uno solo."""
    poteri.esigi(REDIGE)
    nuovo = incontro.pk is None
    tavolo = Tavolo.objects.select_for_update(of=("self",)).get(pk=incontro.tavolo_id)
    if nuovo and tavolo.conferenza and tavolo.incontri.exists():
        raise IncontroNonValido("La Conferenza di piano si riunisce una volta: modifica l’incontro che c’è.")
    if not nuovo:
        _fermo(incontro)
    campi = None if nuovo else ["quando", "luogo", "collegamento", "ordine_del_giorno"]
    try:
        with transaction.atomic():
            incontro.save(update_fields=campi)
    except IntegrityError as errore:
        raise IncontroNonValido("Il tavolo ha già un incontro a quell’ora.", "quando") from errore
    frase = f"{'Fissato' if nuovo else 'Modificato'} l’incontro {incontro}"
    annota(incontro, "incontro.fissa" if nuovo else "incontro.modifica", frase, autore=poteri.utente, quando=adesso)
    return incontro


@transaction.atomic
def convoca(incontro, *, viste, poteri, adesso):
    """Convoca i membri: chi ha un accesso riceve l’avviso, gli altri la sola posta, con gli indirizzi nascosti fra loro.

    `viste` è quante convocazioni risultavano: una di più è di un collega, o di un secondo clic (`ConvocazioneGiaMandata`).
    La posta parte in questa transazione: se il servizio non risponde non è convocato nessuno.
    """
    poteri.esigi(REDIGE)
    incontro = _fermo(incontro)
    if incontro.convocazioni != viste:
        raise ConvocazioneGiaMandata("La convocazione è appena partita: guarda se serve mandarla di nuovo.")
    if not incontro.ordine_del_giorno.strip():
        raise IncontroNonValido("Scrivi prima l’ordine del giorno.")
    destinatari = letture.destinatari(incontro)
    if not destinatari.raggiunti:
        raise IncontroNonValido("Nessun membro ha un indirizzo e-mail: aggiungine almeno uno.")
    incontro.convocato_il, incontro.convocazioni = adesso, incontro.convocazioni + 1
    incontro.save(update_fields=["convocato_il", "convocazioni"])
    annuncio = annunci.convocazione(incontro)
    avvisa(
        destinatari.utenti, genere=f"incontro.convoca.{incontro.convocazioni}", oggetto=incontro, titolo=annuncio.titolo,
        testo=annuncio.testo, url=annuncio.url, adesso=adesso, urgente=True,
    )  # fmt: skip
    _spedisci(annuncio, [m.email for m in destinatari.per_posta], incontro.ambito)
    quanti = conta(destinatari.raggiunti, "membro", "membri")
    annota(incontro, "incontro.convoca", f"Convocato l’incontro {incontro}: {quanti}", autore=poteri.utente, quando=adesso)
    return destinatari.raggiunti


def _spedisci(annuncio, indirizzi, ambito):
    """Un messaggio solo con gli indirizzi nascosti: o parte per tutti o per nessuno."""
    if not indirizzi:
        return
    esigi_posta(ambito)
    messaggio = EmailMessage(" ".join(annuncio.titolo.split()), annuncio.testo, bcc=indirizzi, connection=connessione())
    try:
        messaggio.send()
    except OSError as errore:
        raise ConvocazioneNonPartita(
            "La convocazione non è partita: la posta del portale non risponde. Riprova fra qualche minuto."
        ) from errore


@transaction.atomic
def segna_presenze(incontro, esiti, *, poteri, adesso):
    """Scrive il foglio delle presenze: `esiti` è membro → esito (`EsitoPresenza`), con nome ed ente di quel giorno."""
    poteri.esigi(REDIGE)
    incontro = _fermo(incontro)
    if incontro.giorno > timezone.localdate(adesso):
        raise IncontroNonValido("Le presenze si segnano il giorno dell’incontro, o dopo.")
    for membro, esito in esiti.items():
        valori = {"nome": membro.nome, "per_chi": membro.per_chi, "esito": esito}
        PresenzaTavolo.objects.update_or_create(incontro=incontro, membro=membro, defaults=valori)
    presenti = sum(esito == EsitoPresenza.PRESENTE for esito in esiti.values())
    frase = f"Segnate le presenze dell’incontro {incontro}: {presenti} presenti su {len(esiti)}"
    annota(incontro, "incontro.presenze", frase, autore=poteri.utente, quando=adesso)


@transaction.atomic
def scrivi_verbale(incontro, testo, *, partenza, poteri, adesso):
    """Salva il verbale, ripulito. `partenza` è la revisione letta: se un collega ha salvato intanto, `VerbaleCambiato`."""
    poteri.esigi(REDIGE)
    incontro = _fermo(incontro)
    if incontro.quando > adesso:
        raise IncontroNonValido(f"L’incontro è del {timezone.localtime(incontro.quando):%d/%m/%Y}: il verbale si scrive dopo.")
    if incontro.revisione != partenza:
        raise VerbaleCambiato(
            "Un collega ha salvato il verbale mentre lo scrivevi. Ciò che hai scritto è ancora qui sotto: "
            "apri la pagina in un’altra finestra, unisci i due testi lì e salva."
        )
    incontro.verbale, incontro.revisione = testo_pulito(testo), partenza + 1
    incontro.save(update_fields=["verbale", "revisione"])
    annota(incontro, "incontro.verbale", f"Scritto il verbale dell’incontro {incontro}", autore=poteri.utente, quando=adesso,
           dopo={"revisione": incontro.revisione})  # fmt: skip
    return incontro


@transaction.atomic
def approva_verbale(incontro, *, partenza, poteri, adesso):
    """Approva il verbale letto alla revisione `partenza`: da qui l’incontro non cambia più, e la banca dati lo rifiuta."""
    if _fermo(incontro).revisione != partenza:
        raise VerbaleCambiato("Un collega ha cambiato il verbale mentre lo leggevi: rileggilo, poi approvalo.")
    return flusso.esegui(incontro, "approva_verbale", poteri=poteri, adesso=adesso)


def annulla_incontro(incontro, motivo, *, poteri, adesso):
    """Annulla un incontro che non si è tenuto, con il motivo."""
    return flusso.esegui(incontro, "annulla", poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def allega(incontro, *, che_cosa, nome, byte, poteri, adesso):
    """Tiene un documento dell’incontro, anche dopo l’approvazione (il verbale firmato): formato dal contenuto, impronta."""
    poteri.esigi(REDIGE)
    file = esamina(nome, byte)
    incontro = IncontroTavolo.objects.select_for_update(of=("self",)).select_related("tavolo").get(pk=incontro.pk)
    presenti = list(incontro.allegati.values_list("sha256", flat=True))
    if file.sha256 in presenti:
        raise IncontroNonValido(f"«{file.nome}» c’è già.", "file")
    if len(presenti) >= MASSIMI_ALLEGATI:
        raise IncontroNonValido(f"Gli allegati sono già {MASSIMI_ALLEGATI}, il massimo.", "file")
    allegato = AllegatoIncontro.objects.create(
        incontro=incontro, che_cosa=che_cosa, byte=byte, caricato_da=poteri.utente, caricato_il=adesso, **file._asdict()
    )
    frase = f"Allegato «{file.nome}» ({che_cosa}) all’incontro {incontro}"
    annota(incontro, "incontro.allega", frase, autore=poteri.utente, quando=adesso, dopo={"sha256": file.sha256})
    return allegato
