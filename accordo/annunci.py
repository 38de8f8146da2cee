"""Chi si avvisa quando un’adesione cambia stato, e quando il termine si avvicina."""

from django.urls import reverse

from accordo.models import Adesione, AvvisoAdesione
from accordo.stati import StatoAvviso
from ambito.avvisi import avvisa, persone_con
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Annuncio
from ambito.selezioni import appartenenze

GIORNI_PRIMA = {7, 3, 1}


def _url(adesione):
    return reverse("accordo:adesione", args=[adesione.ambito.slug, adesione.avviso.triennio, adesione.comune.codice_istat])


def _presentata(adesione, nota):
    numero = adesione.numero_scritto
    return Annuncio(
        f"{adesione.comune} ha inviato l’adesione n. {numero}",
        f"L’adesione di {adesione.comune} all’accordo {adesione.avviso.triennio} è arrivata con il numero {numero}: va esaminata.",
        _url(adesione),
        "istruisce_adesioni",
    )


def _al_comune(titolo, frase):
    def annuncio(adesione, nota):
        motivo = f"\n\nMotivo: {nota.strip()}" if nota.strip() else ""
        testo = frase.format(comune=adesione.comune, triennio=adesione.avviso.triennio) + motivo
        return Annuncio(titolo.format(comune=adesione.comune), testo, _url(adesione), "compila_adesione", adesione.comune_id)

    return annuncio


_ACCOLTA = "Accolta l’adesione di {comune}"
ANNUNCI = {
    ("accordo.adesione", "presenta"): _presentata,
    ("accordo.adesione", "chiedi_integrazione"): _al_comune(
        "L’adesione di {comune} va corretta", "L’Ufficio di Piano chiede di correggere l’adesione di {comune} {triennio}."
    ),
    ("accordo.adesione", "accogli_sottoscrittore"): _al_comune(_ACCOLTA, "{comune} sottoscrive l’accordo di programma {triennio}."),
    ("accordo.adesione", "accogli_consultiva"): _al_comune(_ACCOLTA, "{comune} aderisce in via consultiva all’accordo {triennio}."),
    ("accordo.adesione", "respingi"): _al_comune(
        "Respinta l’adesione di {comune}", "L’adesione di {comune} all’accordo {triennio} non è stata accolta."
    ),
}


def ricorda(oggi, adesso):
    """Sette, tre e un giorno prima del termine ricorda ai Comuni che non hanno ancora inviato."""
    for avviso in AvvisoAdesione.objects.filter(stato=StatoAvviso.APERTO).select_related("ambito"):
        if (avviso.chiude - oggi).days not in GIORNI_PRIMA:
            continue
        inviate = set(Adesione.objects.filter(avviso=avviso, numero__isnull=False).values_list("comune_id", flat=True))
        for comune in (a.comune for a in appartenenze(oggi) if a.comune_id not in inviate):
            avvisa(
                persone_con("compila_adesione", oggi, comune_id=comune.pk),
                genere="adesione.promemoria", oggetto=comune, adesso=adesso, giorno=oggi,
                titolo=f"L’adesione di {comune} scade il {formatta_data(avviso.chiude, esteso=True)}",
                testo=f"{comune} non ha ancora inviato l’adesione all’accordo {avviso.triennio}.",
                url=reverse("accordo:adesione", args=[avviso.ambito.slug, avviso.triennio, comune.codice_istat]),
            )  # fmt: skip
