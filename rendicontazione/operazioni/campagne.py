"""La raccolta di un anno: si apre, cambia termine e regole, si chiude lasciando le righe com’erano, si riapre con un motivo."""

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ambito import flusso, selezioni
from ambito.db.turno import CORRISPONDENZE, aspetta_il_turno
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta_file
from ambito.registro import annota
from rendicontazione import selezioni as letture
from rendicontazione.annunci import annuncia_campagna
from rendicontazione.models import Campagna, ChiusuraCampagna, Rendiconto
from rendicontazione.selezioni.regole import da_fissare
from rendicontazione.selezioni.righe import foglio
from rendicontazione.stati import CONSEGNATI, StatoRendiconto


class CampagnaNonValida(ErroreAtteso):
    """La campagna non si può aprire o cambiare così: la frase dice perché."""


# Le regole di una campagna che l’Ufficio decide: percentuali dei controlli C07, C14 e C03, da che importo serve una prova (C13),
# uno o due controlli.
REGOLE = ("scostamento", "scarto_mediana", "quota_minori", "prova_da", "doppio_controllo")


@transaction.atomic
def apri_campagna(*, anno, apre, chiude, poteri, adesso, **regole):
    """Apre la campagna dell’anno per tutti i Comuni dell’Ambito; il termine e le `REGOLE` si possono cambiare dopo."""
    poteri.esigi("controlla_rendiconti")
    if anno > localdate(adesso).year:
        raise CampagnaNonValida(f"Il {anno} non è ancora cominciato: non c’è spesa da rendicontare.")
    _controlla_date(apre, chiude)
    if Campagna.objects.filter(anno=anno).exists():
        raise CampagnaNonValida(f"La campagna {anno} esiste già.")
    try:
        with transaction.atomic():
            campagna = Campagna.objects.create(anno=anno, apre=apre, chiude=chiude, **regole)
    except IntegrityError as errore:
        raise CampagnaNonValida(f"La campagna {anno} è appena stata aperta da un collega.") from errore
    _aggiungi_comuni(campagna, adesso)
    annota(campagna, "campagna.apri", f"Aperta la {str(campagna).lower()}, termine {formatta_data(chiude)}",
           autore=poteri.utente, quando=adesso, dopo={"apre": apre, "chiude": chiude, **regole})  # fmt: skip
    annuncia_campagna(campagna, adesso)
    return campagna


@transaction.atomic
def cambia_campagna(campagna, *, apre, chiude, poteri, adesso, **regole):
    """Cambia date e `REGOLE` di una campagna aperta e vi aggiunge i Comuni entrati nel frattempo nell’Ambito."""
    poteri.esigi("controlla_rendiconti")
    _controlla_date(apre, chiude)
    campagna = Campagna.objects.select_for_update(of=("self",)).get(pk=campagna.pk)
    if not campagna.e_aperta:
        raise CampagnaNonValida(f"La campagna {campagna.anno} è chiusa: per cambiare le date va riaperta.")
    _esigi_due_controlli(campagna, regole, poteri)
    nuovi = {"apre": apre, "chiude": chiude, **regole}
    prima = {campo: getattr(campagna, campo) for campo in nuovi}
    for campo, valore in nuovi.items():
        setattr(campagna, campo, valore)
    campagna.save(update_fields=list(nuovi))
    _aggiungi_comuni(campagna, adesso)
    annota(campagna, "campagna.termine", f"Cambiate date e regole: {campagna}, termine {formatta_data(chiude)}",
           autore=poteri.utente, quando=adesso, prima=prima, dopo=nuovi)  # fmt: skip
    return campagna


@transaction.atomic
def chiudi_campagna(campagna, *, poteri, adesso):
    """Chiude la campagna: i rendiconti validati diventano definitivi; di righe e corrispondenze resta una copia con l’impronta."""
    aspetta_il_turno(CORRISPONDENZE, insieme=True)
    campagna = flusso.esegui(campagna, "chiudi", poteri=poteri, adesso=adesso)
    _per_ogni(campagna, StatoRendiconto.VALIDATO, "chiudi", adesso)
    _fotografa(campagna, poteri.utente, adesso)
    return campagna


@transaction.atomic
def riapri_campagna(campagna, *, poteri, adesso, nota):
    """Riapre la campagna, con il motivo; i rendiconti definitivi tornano validati."""
    campagna = flusso.esegui(campagna, "riapri", poteri=poteri, adesso=adesso, nota=nota)
    _per_ogni(campagna, StatoRendiconto.CHIUSO, "riapri", adesso)
    return campagna


def _controlla_date(apre, chiude):
    if chiude < apre:
        raise CampagnaNonValida("Il termine per l’invio viene prima dell’apertura.")


def _aggiungi_comuni(campagna, adesso):
    """Un rendiconto da compilare per ogni Comune dell’Ambito che ancora non l’ha."""
    comuni = selezioni.appartenenze(localdate(adesso)).values_list("comune_id", flat=True)
    Rendiconto.objects.bulk_create([Rendiconto(campagna=campagna, comune_id=c) for c in comuni], ignore_conflicts=True)


def _esigi_due_controlli(campagna, regole, poteri):
    """A raccolta cominciata chi controlla non si toglie da sé il secondo controllo: lo decide chi emette la rendicontazione."""
    cambia = regole.get("doppio_controllo", campagna.doppio_controllo) != campagna.doppio_controllo
    cominciata = cambia and campagna.rendiconti.filter(stato__in=CONSEGNATI).exists()
    if cominciata and not poteri.puo("esporta_rendiconti"):
        raise CampagnaNonValida("Qualche Comune ha già inviato: se i controlli sono uno o due lo cambia solo il coordinatore.")


def _fotografa(campagna, utente, adesso):
    """Conserva le righe contate, e le corrispondenze delle griglie, com’erano alla chiusura."""
    voci = letture.voci(campagna)
    totali, contenuto, (regole, segno) = letture.totali(voci), foglio(voci), da_fissare(campagna)
    chiusura = ChiusuraCampagna.objects.create(
        campagna=campagna,
        numero=campagna.chiusure.count() + 1,
        chiusa_da=utente,
        chiusa_il=adesso,
        comuni=campagna.rendiconti.filter(stato__in=CONSEGNATI).count(),
        righe=voci.count(),
        spesa_lorda=totali["totale_spesa_lorda"],
        spesa_netta=totali["totale_spesa_netta"],
        righe_csv=contenuto,
        impronta=impronta_file(contenuto),
        regole=regole,
        impronta_regole=segno,
    )
    annota(chiusura, "campagna.fotografia", f"Conservate le righe alla {chiusura}", autore=utente, quando=adesso,
           dopo={"righe": chiusura.righe, "impronta": chiusura.impronta, "regole": segno})  # fmt: skip


def _per_ogni(campagna, stato, passo, adesso):
    for rendiconto in Rendiconto.objects.filter(campagna=campagna, stato=stato):
        flusso.esegui(rendiconto, passo, poteri=None, adesso=adesso)
