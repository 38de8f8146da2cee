"""Scritture sui giri di osservazioni: preparare, aprire, spostare il termine, ricordare, chiudere."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito import avvisi, documenti, flusso, solleciti
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registro import annota
from piano import annunci
from piano.models import GiroOsservazioni
from piano.operazioni.piani import blocca_in_bozza, congela, richiedi_documento
from piano.selezioni import giri
from piano.selezioni.giri import QuadroGiro, destinatari
from piano.selezioni.lettura import da_leggere
from piano.stati import GUIDA_GIRO, StatoGiro

GIORNI_PRIMA = {7, 3, 1}


class GiroNonValido(ErroreDiCampo):
    """Il giro non si può preparare, aprire o spostare così."""


class GiroAncoraAperto(ErroreAtteso):
    """L’esito si fa quando il giro è chiuso."""


def blocca_giro(giro):
    """Riserva il giro a chi scrive fino alla fine della transazione: nessuno può chiuderlo intanto."""
    return GiroOsservazioni.objects.select_for_update(of=("self",), no_key=True).select_related("piano").get(pk=giro.pk)


@transaction.atomic
def prepara_giro(piano, *, titolo, lettera, chiude, silenzio, poteri, adesso):
    """Scrive un giro da aprire. `GiroNonValido` se ce n’è già uno in preparazione o aperto, o se il termine è passato."""
    poteri.esigi(GUIDA_GIRO)
    _esigi_termine(chiude, adesso)
    piano = blocca_in_bozza(piano.pk)
    numero = seguente(GiroOsservazioni.objects.filter(piano=piano))
    try:
        with transaction.atomic():
            giro = GiroOsservazioni.objects.create(
                piano=piano, numero=numero, titolo=titolo.strip(), lettera=lettera.strip(), chiude=chiude, silenzio=silenzio,
                creato_il=adesso, creato_da=poteri.utente,
            )  # fmt: skip
    except IntegrityError as errore:
        raise GiroNonValido("C’è già un giro in preparazione o aperto: uno per volta.") from errore
    annota(giro, "giroosservazioni.prepara", f"Preparato il {giro}", autore=poteri.utente, quando=adesso)
    return giro


def _esigi_termine(chiude, adesso):
    if chiude <= timezone.localdate(adesso):
        raise GiroNonValido("Per leggere e rispondere ci vuole tempo: scegli un giorno dopo oggi.", "chiude")


@transaction.atomic
def modifica_giro(giro, *, titolo, lettera, chiude, silenzio, poteri, adesso):
    """Cambia un giro non ancora aperto; dopo, la lettera e la regola del silenzio sono quelle che i Comuni hanno letto."""
    poteri.esigi(GUIDA_GIRO)
    _esigi_termine(chiude, adesso)
    giro = blocca_giro(giro)
    if giro.stato != StatoGiro.PREPARATO:
        raise GiroNonValido("Il giro è già aperto: la lettera non cambia più. Si può soltanto spostare il termine.")
    giro.titolo, giro.lettera, giro.chiude, giro.silenzio = titolo.strip(), lettera.strip(), chiude, silenzio
    giro.save(update_fields=["titolo", "lettera", "chiude", "silenzio"])
    annota(giro, "giroosservazioni.modifica", f"Modificato il {giro}", autore=poteri.utente, quando=adesso)
    return giro


@transaction.atomic
def apri_giro(giro, *, poteri, adesso):
    """Apre il giro: congela il piano com’è adesso, ne mette in coda il PDF, avvisa i Sindaci."""
    poteri.esigi(GUIDA_GIRO)
    piano = blocca_in_bozza(giro.piano_id)
    giro = blocca_giro(giro)
    _esigi_termine(giro.chiude, adesso)
    if giro.stato == StatoGiro.PREPARATO:
        _congela_per(giro, piano, poteri, adesso)
    return flusso.esegui(giro, "apri", poteri=poteri, adesso=adesso)


def _congela_per(giro, piano, poteri, adesso):
    versione = congela(piano, nome=f"{giro.numero}º giro di osservazioni", utente=poteri.utente, adesso=adesso)
    sezioni = [{"codice": s["codice"], "titolo": s["titolo"]} for s in da_leggere(versione.dati)]
    if not sezioni:
        raise GiroNonValido("Il piano non ha ancora testi da far leggere: scrivi almeno una sezione.")
    giro.versione, giro.sezioni, giro.aperto_il = versione, sezioni, adesso
    giro.save(update_fields=["versione", "sezioni", "aperto_il"])
    richiedi_documento(versione, utente=poteri.utente, adesso=adesso)


@transaction.atomic
def sposta_termine(giro, *, chiude, motivo, poteri, adesso):
    """Sposta l’ultimo giorno di un giro, con un motivo: se era chiuso si riapre. Chi deve rispondere è avvisato."""
    poteri.esigi(GUIDA_GIRO)
    _esigi_termine(chiude, adesso)
    blocca_in_bozza(giro.piano_id)
    giro = blocca_giro(giro)
    if giro.stato == StatoGiro.PREPARATO:
        raise GiroNonValido("Il giro non è ancora aperto: cambia il termine fra i suoi dati.")
    if not motivo.strip():
        raise GiroNonValido("Scrivi il motivo: i Comuni lo leggono.", "motivo")
    prima, giro.chiude = giro.chiude, chiude
    giro.save(update_fields=["chiude"])
    if giro.e_chiuso:
        return _riapri(giro, motivo, poteri, adesso)
    frase = f"Termine spostato dal {formatta_data(prima)} al {formatta_data(chiude)}: {giro}"
    annota(giro, "giroosservazioni.proroga", frase, autore=poteri.utente, quando=adesso, nota=motivo,
           prima={"chiude": prima.isoformat()}, dopo={"chiude": chiude.isoformat()})  # fmt: skip
    avvisi.annuncia(giro, "proroga", autore=poteri.utente, adesso=adesso, nota=motivo)
    return giro


def _riapri(giro, motivo, poteri, adesso):
    if GiroOsservazioni.objects.filter(piano=giro.piano_id, numero__gt=giro.numero).exists():
        raise GiroNonValido("Dopo questo giro ce n’è già un altro: non si riapre.")
    giro.chiuso_il, giro.motivo_chiusura = None, ""
    giro.save(update_fields=["chiuso_il", "motivo_chiusura"])
    return flusso.esegui(giro, "riapri", poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def chiudi_giro(giro, *, motivo="", poteri, adesso):
    """Chiude il giro: prima del termine vuole un motivo, dopo no. L’esito in PDF si prepara in secondo piano."""
    poteri.esigi(GUIDA_GIRO)
    giro = blocca_giro(giro)
    if giro.e_aperto and timezone.localdate(adesso) > giro.chiude:
        return _chiudi(giro, "scadi", poteri=None, adesso=adesso)
    return _chiudi(giro, "chiudi", poteri=poteri, adesso=adesso, nota=motivo)


def _chiudi(giro, passo, *, poteri, adesso, nota=""):
    giro = flusso.esegui(giro, passo, poteri=poteri, adesso=adesso, nota=nota)
    giro.chiuso_il, giro.motivo_chiusura = adesso, nota.strip()[:500]
    giro.save(update_fields=["chiuso_il", "motivo_chiusura"])
    richiedi_esito(giro, utente=poteri and poteri.utente, adesso=adesso)
    return giro


def richiedi_esito(giro, *, utente, adesso):
    """Mette in coda il PDF dell’esito com’è adesso, riscontri compresi; restituisce il `Lavoro`."""
    if not giro.e_chiuso:
        raise GiroAncoraAperto("Il giro è ancora aperto: l’esito si fa alla chiusura.")
    return documenti.richiedi("osservazioni", giro, utente=utente, adesso=adesso)


def ogni_giorno(oggi, adesso):
    """Ciò che fa l’orologio: chiude i giri il cui ultimo giorno è passato, ricorda a chi manca nei giorni vicini al termine."""
    for giro in GiroOsservazioni.objects.filter(stato=StatoGiro.APERTO).select_related("piano"):
        if oggi > giro.chiude:
            _chiudi_scaduto(giro, oggi, adesso)
        elif (giro.chiude - oggi).days in GIORNI_PRIMA:
            _avvisa_chi_manca(giro, "giro.promemoria", oggi, adesso)


@transaction.atomic
def _chiudi_scaduto(giro, oggi, adesso):
    """Si rilegge sotto chiave: fra l’elenco e adesso il coordinatore può averlo chiuso, o prorogato."""
    giro = blocca_giro(giro)
    if giro.e_aperto and oggi > giro.chiude:
        _chiudi(giro, "scadi", poteri=None, adesso=adesso)


@transaction.atomic
def ricorda_a_chi_manca(giro, testo, *, poteri, adesso, lettere=False):
    """Sollecita i Comuni che non hanno risposto a tutto, ognuno una volta al giorno; restituisce l’`Invio`, che si può annullare.

    Con `lettere`, i Comuni per cui non risponde nessuno hanno una lettera. `NessunoDaSollecitare` se non parte nulla.
    """
    poteri.esigi(GUIDA_GIRO)
    oggi = timezone.localdate(adesso)
    if not giro.accoglie(oggi):
        raise GiroNonValido("Il giro non è aperto: non c’è niente da ricordare.")
    invio, righe = solleciti.manda(
        giri.da_sollecitare(giro, oggi), genere=giri.SOLLECITO, cosa=f"Sollecito per il {giro}",
        testi=annunci.testi_del_sollecito(giro), testo=testo, autore=poteri.utente, adesso=adesso, giorno=oggi, lettere=lettere,
    )  # fmt: skip
    frase = f"Sollecito a {conta(len(righe), 'Comune', 'Comuni')}: {giro}"
    annota(giro, "giroosservazioni.ricorda", frase, autore=poteri.utente, quando=adesso,
           dopo={"comuni": [r.comune.codice_istat for r in righe], "persone": invio.persone}, nota=testo)  # fmt: skip
    return invio


def _avvisa_chi_manca(giro, genere, oggi, adesso):
    mancano = QuadroGiro(giro).mancano
    persone = destinatari(mancano, oggi)
    for comune in mancano:
        detto = annunci.promemoria(giro, comune)
        avvisi.avvisa(persone[comune.pk], genere=genere, oggetto=comune, adesso=adesso, giorno=oggi, **detto)
