"""I promemoria di servizi e fondi: bandi, somme da spendere, misure da consegnare."""

from datetime import timedelta

from django.urls import reverse

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from servizi.models import Raccolta
from servizi.selezioni import bandi, rilevazioni, risorse
from servizi.stati import GESTISCE, StatoBando

GIORNI_PRIMA = {30, 7, 1}
GIORNI_PRIMA_DELLE_MISURE = {7, 1}
ORIZZONTE = timedelta(days=max(GIORNI_PRIMA))


def ricorda(oggi, adesso):
    """Trenta, sette e un giorno prima per bandi e fondi; sette e uno per chi deve ancora consegnare le misure."""
    _bandi(oggi, adesso)
    _fondi(oggi, adesso)
    _misure(oggi, adesso)


def _bandi(oggi, adesso):
    for bando in bandi.con_termine(oggi, oggi + ORIZZONTE):
        termine = bandi.termine(bando)
        if (termine - oggi).days in GIORNI_PRIMA:
            cosa = "Rendiconta" if bando.stato == StatoBando.FINANZIATO else "Presenta la domanda"
            avvisa(
                persone_con(GESTISCE, oggi),
                genere="bando.promemoria", oggetto=bando, adesso=adesso, giorno=oggi,
                titolo=f"{cosa} entro il {formatta_data(termine, esteso=True)}: {bando}",
                testo=f"Il bando «{bando}» di {bando.ente} è «{bando.get_stato_display().lower()}».",
                url=reverse("servizi:bando", args=[bando.ambito.slug, bando.pk]),
            )  # fmt: skip


def _fondi(oggi, adesso):
    for assegnazione in risorse.in_scadenza(oggi, oggi + ORIZZONTE):
        if (assegnazione.spendere_entro - oggi).days in GIORNI_PRIMA:
            resta = formatta_importo(risorse.residuo(assegnazione))
            avvisa(
                persone_con(GESTISCE, oggi),
                genere="assegnazione.promemoria", oggetto=assegnazione, adesso=adesso, giorno=oggi,
                titolo=f"{assegnazione}: da spendere entro il {formatta_data(assegnazione.spendere_entro, esteso=True)}",
                testo=f"Restano da impegnare {resta} euro.",
                url=reverse("servizi:assegnazione", args=[assegnazione.ambito.slug, assegnazione.pk]),
            )  # fmt: skip


def _misure(oggi, adesso):
    for raccolta in Raccolta.objects.filter(chiude__gte=oggi).select_related("ambito"):
        if (raccolta.chiude - oggi).days not in GIORNI_PRIMA_DELLE_MISURE:
            continue
        for appartenenza, consegna in rilevazioni.consegne(raccolta, oggi):
            if consegna is None:
                _ricorda_misure(raccolta, appartenenza.comune, oggi, adesso)


def _ricorda_misure(raccolta, comune, oggi, adesso):
    avvisa(
        persone_con("compila_servizi", oggi, comune_id=comune.pk),
        genere=f"misure.{comune.codice_istat}", oggetto=raccolta, adesso=adesso, giorno=oggi,
        titolo=f"Misure {raccolta.anno} di {comune}: termine {formatta_data(raccolta.chiude, esteso=True)}",
        testo=f"{comune} non ha ancora detto di aver finito.",
        url=reverse("servizi:misure_comune", args=[raccolta.ambito.slug, raccolta.anno, comune.codice_istat]),
    )  # fmt: skip
