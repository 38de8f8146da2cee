"""I promemoria di servizi e fondi: ciò che scade, per chi li tiene; le misure da consegnare, per i Comuni."""

from datetime import timedelta

from django.urls import reverse

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo.formati_italiani import formatta_data
from servizi.models import Raccolta
from servizi.parole import frase_del_termine
from servizi.selezioni import rilevazioni
from servizi.selezioni.termini import GENERI, termini
from servizi.stati import GESTISCE

GIORNI_PRIMA = {30, 7, 1}
GIORNI_PRIMA_DELLE_MISURE = {7, 1}
ORIZZONTE = timedelta(days=max(GIORNI_PRIMA))


def ricorda(oggi, adesso):
    """Trenta, sette e un giorno prima di ciò che scade; sette e uno per chi deve ancora consegnare le misure."""
    for termine in termini(oggi, oggi + ORIZZONTE, oggi + ORIZZONTE):
        if (termine.giorno - oggi).days in GIORNI_PRIMA:
            _ricorda_termine(termine, oggi, adesso)
    for raccolta in Raccolta.objects.filter(chiude__gte=oggi).select_related("ambito"):
        if (raccolta.chiude - oggi).days in GIORNI_PRIMA_DELLE_MISURE:
            _ricorda_misure(raccolta, oggi, adesso)


def _ricorda_termine(termine, oggi, adesso):
    genere = GENERI[termine.genere]
    oggetto = genere.modello.objects.select_related("ambito").get(pk=termine.oggetto_id)
    avvisa(
        persone_con(GESTISCE, oggi),
        genere=f"scadenza.{termine.genere}", oggetto=oggetto, adesso=adesso, giorno=oggi,
        titolo=f"{genere.verbo} entro il {formatta_data(termine.giorno, esteso=True)}: {termine.nome}",
        testo=frase_del_termine(termine),
        url=reverse(f"servizi:{genere.rotta}", args=[oggetto.ambito.slug, termine.pagina_id]),
    )  # fmt: skip


def _ricorda_misure(raccolta, oggi, adesso):
    for appartenenza, consegna in rilevazioni.consegne(raccolta, oggi):
        if consegna is not None:
            continue
        comune = appartenenza.comune
        avvisa(
            persone_con("compila_servizi", oggi, comune_id=comune.pk),
            genere=f"misure.{comune.codice_istat}", oggetto=raccolta, adesso=adesso, giorno=oggi,
            titolo=f"Misure {raccolta.anno} di {comune}: termine {formatta_data(raccolta.chiude, esteso=True)}",
            testo=f"{comune} non ha ancora detto di aver finito.",
            url=reverse("servizi:misure_comune", args=[raccolta.ambito.slug, raccolta.anno, comune.codice_istat]),
        )  # fmt: skip
