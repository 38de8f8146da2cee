"""Chi si avvisa quando la spesa di un Comune passa di mano, e quando il termine si avvicina."""

from django.urls import reverse
from django.utils.timezone import localdate

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import OGNI_COMUNE, Annuncio
from rendicontazione.models import Campagna
from rendicontazione.stati import MODIFICABILI, StatoCampagna
from rendicontazione.stati.bilancio import TIENE

GIORNI_PRIMA = {7, 3, 1}


def _url(rendiconto):
    argomenti = [rendiconto.ambito.slug, rendiconto.campagna.anno, rendiconto.comune.codice_istat]
    return reverse("rendicontazione:comune", args=argomenti)


def _inviata(rendiconto, nota):
    cosa = f"spesa {rendiconto.campagna.anno} di {rendiconto.comune}"
    return Annuncio(f"Inviata la {cosa}", f"La {cosa} è arrivata: si può controllare.", _url(rendiconto), "controlla_rendiconti")


def _rimandata(rendiconto, nota):
    cosa = f"spesa {rendiconto.campagna.anno} di {rendiconto.comune}"
    testo = f"L’Ufficio di Piano ha rimandato la {cosa}.\n\nMotivo: {nota.strip()}"
    return Annuncio(f"Da correggere: {cosa}", testo, _url(rendiconto), "compila_spesa", rendiconto.comune_id)


def _validata(rendiconto, nota):
    cosa = f"spesa {rendiconto.campagna.anno} di {rendiconto.comune}"
    return Annuncio(f"Validata la {cosa}", f"La {cosa} è in ordine.", _url(rendiconto), "compila_spesa", rendiconto.comune_id)


ANNUNCI = {
    ("rendicontazione.rendiconto", "invia"): _inviata,
    ("rendicontazione.rendiconto", "rimanda"): _rimandata,
    ("rendicontazione.rendiconto", "valida"): _validata,
}


def annuncia_campagna(campagna, adesso):
    """L’apertura di una campagna si dice a chi compila la spesa, in ogni Comune."""
    avvisa(
        persone_con("compila_spesa", localdate(adesso), comune_id=OGNI_COMUNE),
        genere="campagna.apri", oggetto=campagna, adesso=adesso,
        titolo=f"Aperta la rendicontazione {campagna.anno}",
        testo=f"La spesa sociale {campagna.anno} del tuo Comune si invia entro il {formatta_data(campagna.chiude, esteso=True)}.",
        url=reverse("rendicontazione:anni", args=[campagna.ambito.slug]),
    )  # fmt: skip


def annuncia_bilancio(versione, *, autore, adesso):
    """Una versione approvata si dice a chi impegna su di essa e a chi siede in Assemblea; non a chi l’ha approvata."""
    oggi = localdate(adesso)
    persone = persone_con(TIENE, oggi) | persone_con("vota", oggi, comune_id=OGNI_COMUNE)
    avvisa(
        persone.exclude(pk=autore.pk),
        genere="versionebilancio.approva", oggetto=versione, adesso=adesso,
        titolo=f"Approvato il bilancio: {str(versione).lower()}",
        testo=f"{versione} è in vigore, con {versione.atto} del {formatta_data(versione.atto_del)}: dice quanto si può impegnare.",
        url=reverse("rendicontazione:versione_bilancio", args=[versione.ambito.slug, versione.anno, versione.numero]),
    )  # fmt: skip


def ricorda(oggi, adesso):
    """Sette, tre e un giorno prima del termine ricorda ai Comuni che non hanno ancora inviato la spesa."""
    for campagna in Campagna.objects.filter(stato=StatoCampagna.APERTA).select_related("ambito"):
        if (campagna.chiude - oggi).days not in GIORNI_PRIMA:
            continue
        for rendiconto in campagna.rendiconti.filter(stato__in=MODIFICABILI).select_related("comune", "campagna", "ambito"):
            avvisa(
                persone_con("compila_spesa", oggi, comune_id=rendiconto.comune_id),
                genere="rendiconto.promemoria", oggetto=rendiconto, adesso=adesso, giorno=oggi,
                titolo=f"La spesa {campagna.anno} di {rendiconto.comune} scade il {formatta_data(campagna.chiude, esteso=True)}",
                testo=f"{rendiconto.comune} non ha ancora inviato la spesa {campagna.anno}.",
                url=_url(rendiconto),
            )  # fmt: skip
