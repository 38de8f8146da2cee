"""Le scritture della rendicontazione: un caso d’uso, una funzione, una transazione."""

from operator import attrgetter

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ambito import flusso, selezioni
from ambito.db.blocco import scrivi_in_blocco
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.registro import annota
from rendicontazione.annunci import annuncia_campagna
from rendicontazione.models import IMPORTI, Campagna, Rendiconto, VoceSpesa
from rendicontazione.stati import StatoRendiconto


class CampagnaNonValida(ErroreAtteso):
    """La campagna non si può aprire o cambiare così: la frase dice perché."""


class RendicontoChiuso(ErroreAtteso):
    """Le righe del Comune ora non si possono cambiare: la frase dice perché."""


class VoceDoppia(ErroreAtteso):
    """Esiste già una riga con lo stesso intervento, area, forma di gestione e fondo."""


class VoceCambiata(ErroreAtteso):
    """Qualcun altro ha cambiato o tolto la riga mentre la si scriveva: nulla è stato sovrascritto."""


CHIAVE_VOCE = ("ambito", "rendiconto", "intervento", "area", "forma_gestione", "fondo")
VALORI_VOCE = ("utenti", *IMPORTI, "nota", "revisione")


@transaction.atomic
def apri_campagna(*, anno, apre, chiude, poteri, adesso):
    """Apre la campagna dell’anno per tutti i Comuni dell’Ambito; il termine si può cambiare dopo."""
    poteri.esigi("controlla_rendiconti")
    if anno > localdate(adesso).year:
        raise CampagnaNonValida(f"Il {anno} non è ancora cominciato: non c’è spesa da rendicontare.")
    _controlla_date(apre, chiude)
    if Campagna.objects.filter(anno=anno).exists():
        raise CampagnaNonValida(f"La campagna {anno} esiste già.")
    try:
        with transaction.atomic():
            campagna = Campagna.objects.create(anno=anno, apre=apre, chiude=chiude)
    except IntegrityError as errore:
        raise CampagnaNonValida(f"La campagna {anno} è appena stata aperta da un collega.") from errore
    _aggiungi_comuni(campagna, adesso)
    annota(campagna, "campagna.apri", f"Aperta la {str(campagna).lower()}, termine {formatta_data(chiude)}",
           autore=poteri.utente, quando=adesso, dopo={"apre": apre, "chiude": chiude})  # fmt: skip
    annuncia_campagna(campagna, adesso)
    return campagna


@transaction.atomic
def cambia_termine(campagna, *, apre, chiude, poteri, adesso):
    """Cambia le date di una campagna aperta e vi aggiunge i Comuni entrati nel frattempo nell’Ambito."""
    poteri.esigi("controlla_rendiconti")
    _controlla_date(apre, chiude)
    campagna = Campagna.objects.select_for_update(of=("self",)).get(pk=campagna.pk)
    if not campagna.e_aperta:
        raise CampagnaNonValida(f"La campagna {campagna.anno} è chiusa: per cambiare le date va riaperta.")
    prima = {"apre": campagna.apre, "chiude": campagna.chiude}
    campagna.apre, campagna.chiude = apre, chiude
    campagna.save(update_fields=["apre", "chiude"])
    _aggiungi_comuni(campagna, adesso)
    annota(campagna, "campagna.termine", f"Cambiate le date: {campagna}, termine {formatta_data(chiude)}",
           autore=poteri.utente, quando=adesso, prima=prima, dopo={"apre": apre, "chiude": chiude})  # fmt: skip
    return campagna


@transaction.atomic
def chiudi_campagna(campagna, *, poteri, adesso):
    """Chiude la campagna; i rendiconti validati diventano definitivi."""
    campagna = flusso.esegui(campagna, "chiudi", poteri=poteri, adesso=adesso)
    _per_ogni(campagna, StatoRendiconto.VALIDATO, "chiudi", adesso)
    return campagna


@transaction.atomic
def riapri_campagna(campagna, *, poteri, adesso, nota):
    """Riapre la campagna, con il motivo; i rendiconti definitivi tornano validati."""
    campagna = flusso.esegui(campagna, "riapri", poteri=poteri, adesso=adesso, nota=nota)
    _per_ogni(campagna, StatoRendiconto.CHIUSO, "riapri", adesso)
    return campagna


@transaction.atomic
def aggiungi_voce(rendiconto, *, valori, poteri, adesso):
    """Aggiunge una riga di spesa; `VoceDoppia` se c’è già una riga con la stessa chiave."""
    rendiconto = _comincia(_blocca(rendiconto, poteri, adesso), poteri, adesso)
    voce = _salva(VoceSpesa(rendiconto=rendiconto, **valori))
    annota(voce, "vocespesa.aggiungi", f"Aggiunta la riga «{voce}» a {rendiconto}",
           autore=poteri.utente, quando=adesso, dopo=_cifre(voce))  # fmt: skip
    return voce


@transaction.atomic
def cambia_voce(voce, *, valori, revisione, poteri, adesso):
    """Cambia una riga; `VoceCambiata` se nel frattempo la riga non è più quella letta (`revisione`)."""
    rendiconto = _comincia(_blocca(voce.rendiconto, poteri, adesso), poteri, adesso)
    attuale = VoceSpesa.objects.filter(pk=voce.pk, rendiconto=rendiconto).first()
    if attuale is None or attuale.revisione != revisione:
        raise VoceCambiata("Un collega ha cambiato questa riga mentre scrivevi: riguarda i valori di adesso e riscrivi i tuoi.")
    prima = _cifre(attuale)
    for campo, valore in valori.items():
        setattr(attuale, campo, valore)
    attuale.revisione += 1
    attuale = _salva(attuale)
    annota(attuale, "vocespesa.cambia", f"Cambiata la riga «{attuale}» di {rendiconto}",
           autore=poteri.utente, quando=adesso, prima=prima, dopo=_cifre(attuale))  # fmt: skip
    return attuale


@transaction.atomic
def togli_voce(voce, *, poteri, adesso):
    """Toglie una riga non ancora inviata; resta nel registro con le sue cifre."""
    rendiconto = _blocca(voce.rendiconto, poteri, adesso)
    attuale = VoceSpesa.objects.filter(pk=voce.pk, rendiconto=rendiconto).first()
    if attuale is None:
        raise VoceCambiata("Questa riga è già stata tolta.")
    annota(attuale, "vocespesa.togli", f"Tolta la riga «{attuale}» da {rendiconto}",
           autore=poteri.utente, quando=adesso, prima=_cifre(attuale))  # fmt: skip
    attuale.delete()


@transaction.atomic
def scrivi_voci(rendiconto, voci, *, poteri, adesso):
    """Scrive in blocco righe nuove e cambiate (basta che abbiano i campi di una voce): la stessa chiave prende i valori nuovi."""
    rendiconto = _comincia(_blocca(rendiconto, poteri, adesso), poteri, adesso)
    valori = attrgetter("intervento_id", "area_id", "forma_gestione", "fondo_id", *VALORI_VOCE)
    righe = ((rendiconto.ambito_id, rendiconto.pk, *valori(voce)) for voce in voci)
    scrivi_in_blocco(VoceSpesa, (*CHIAVE_VOCE, *VALORI_VOCE), righe, chiave=CHIAVE_VOCE, aggiorna=VALORI_VOCE)
    return rendiconto


@transaction.atomic
def invia(rendiconto, *, senza_spesa, messaggio, poteri, adesso):
    """Consegna la spesa all’Ufficio di Piano: da qui le righe non si cambiano più, se non vengono rimandate."""
    rendiconto = _blocca(rendiconto, poteri, adesso)
    rendiconto.senza_spesa, rendiconto.messaggio, rendiconto.motivo = senza_spesa, messaggio, ""
    rendiconto.inviato_il, rendiconto.inviato_da = adesso, poteri.utente
    rendiconto.save(update_fields=["senza_spesa", "messaggio", "motivo", "inviato_il", "inviato_da"])
    return flusso.esegui(rendiconto, "invia", poteri=poteri, adesso=adesso, nota=messaggio)


def certifica(rendiconto, *, poteri, adesso):
    """La ragioneria del Comune attesta che le cifre sono quelle della contabilità."""
    return flusso.esegui(rendiconto, "certifica", poteri=poteri, adesso=adesso)


def valida(rendiconto, *, poteri, adesso):
    """L’Ufficio di Piano accetta la spesa del Comune."""
    return flusso.esegui(rendiconto, "valida", poteri=poteri, adesso=adesso)


@transaction.atomic
def rimanda(rendiconto, *, motivo, poteri, adesso):
    """L’Ufficio di Piano rimanda la spesa al Comune dicendo che cosa correggere."""
    rendiconto = flusso.esegui(rendiconto, "rimanda", poteri=poteri, adesso=adesso, nota=motivo)
    rendiconto.motivo = motivo.strip()
    rendiconto.save(update_fields=["motivo"])
    return rendiconto


def _controlla_date(apre, chiude):
    if chiude < apre:
        raise CampagnaNonValida("Il termine per l’invio viene prima dell’apertura.")


def _aggiungi_comuni(campagna, adesso):
    """Un rendiconto da compilare per ogni Comune dell’Ambito che ancora non l’ha."""
    comuni = selezioni.appartenenze(localdate(adesso)).values_list("comune_id", flat=True)
    Rendiconto.objects.bulk_create([Rendiconto(campagna=campagna, comune_id=c) for c in comuni], ignore_conflicts=True)


def _per_ogni(campagna, stato, passo, adesso):
    for rendiconto in Rendiconto.objects.filter(campagna=campagna, stato=stato):
        flusso.esegui(rendiconto, passo, poteri=None, adesso=adesso)


def _blocca(rendiconto, poteri, adesso):
    """Rilegge il rendiconto e lo tiene fino a fine transazione: chi invia e chi scrive righe non si incrociano."""
    rendiconto = (
        Rendiconto.objects.select_related("campagna", "comune").select_for_update(of=("self",), no_key=True).get(pk=rendiconto.pk)
    )
    poteri.esigi("compila_spesa", rendiconto.comune_id)
    if motivo := rendiconto.perche_chiuso(localdate(adesso)):
        raise RendicontoChiuso(motivo)
    return rendiconto


def _comincia(rendiconto, poteri, adesso):
    if rendiconto.stato == StatoRendiconto.DA_COMPILARE:
        return flusso.esegui(rendiconto, "comincia", poteri=poteri, adesso=adesso)
    return rendiconto


def _salva(voce):
    try:
        with transaction.atomic():
            voce.save()
    except IntegrityError as errore:
        if "vocespesa_unica" not in str(errore):
            raise
        raise VoceDoppia(
            "C’è già una riga con lo stesso intervento, area, forma di gestione e fondo: modifica quella o scegli un altro fondo."
        ) from errore
    return voce


def _cifre(voce):
    """I valori di una riga come si scrivono nel registro."""
    testi = {campo: getattr(voce, campo) for campo in ("utenti", "forma_gestione", "nota")}
    importi = {campo: formatta_importo(getattr(voce, campo)) for campo in IMPORTI}
    return {**testi, **importi, "intervento": str(voce.intervento), "area": str(voce.area), "fondo": str(voce.fondo or "")}
