"""Ciò che del piano si trova cercando: le sezioni anche nel loro testo, obiettivi, azioni, tavoli."""

from django.db.models import Case, TextField, Value, When
from django.urls import reverse

from ambito.cerca.espressioni import fra_spazi, insieme, senza_marcature, triennio
from ambito.cerca.voci import a, rotta, se_puo, vede
from ambito.registri import Cercabile, Pagina
from piano.models import Azione, Figura, Obiettivo, PianoDiZona, Sezione, Tavolo
from piano.stati import FINITI

LEGGE = "legge_piano"
NEL_PIANO = insieme(Value("Piano di Zona "), triennio("piano__triennio_inizio"))
# Il testo dei piani finiti non si rilegge a ogni ricerca: resta ciò che lo riassume, e il loro PDF.
TESTO = Case(When(piano__stato__in=sorted(FINITI), then=Value("")), default=senza_marcature("testo"), output_field=TextField())


def _all_azione(slug, del_piano, codice):
    return f"{reverse('piano:obiettivo', args=[slug, del_piano, codice])}#azioni"


def _alla_figura(slug, del_piano, codice):
    return f"{reverse('piano:figure', args=[slug, del_piano])}#{codice}"


CERCABILI = [
    Cercabile(
        "piano", "Piani di Zona", "Piano", se_puo(LEGGE, PianoDiZona.objects.all),
        insieme(Value("Piano di Zona "), triennio("triennio_inizio")), a("piano:piano"), (triennio("triennio_inizio"),),
        nota="deliberazione",
    ),
    Cercabile(
        "sezione", "Sezioni del piano", "Sezione", se_puo(LEGGE, Sezione.objects.all),
        insieme("codice", Value(" "), "titolo"), a("piano:sezione"), (triennio("piano__triennio_inizio"), "pk"),
        nota=NEL_PIANO, testo=fra_spazi("sintesi", TESTO),
    ),
    Cercabile(
        "obiettivo", "Obiettivi", "Obiettivo", se_puo(LEGGE, Obiettivo.objects.all),
        insieme("codice", Value(" "), "titolo"), a("piano:obiettivo"), (triennio("piano__triennio_inizio"), "codice"),
        nota=NEL_PIANO, testo=fra_spazi("area__nome", "descrizione", "bisogno", "modalita", "referente"),
    ),
    Cercabile(
        "figura", "Figure del piano", "Figura", se_puo(LEGGE, lambda: Figura.objects.filter(tolta_il=None)), "titolo",
        _alla_figura, (triennio("piano__triennio_inizio"), "codice"),
        nota=NEL_PIANO, testo=fra_spazi("descrizione", "fonte"),
    ),
    Cercabile(
        "azione", "Azioni", "Azione", se_puo(LEGGE, Azione.objects.all), "titolo", _all_azione,
        (triennio("obiettivo__piano__triennio_inizio"), "obiettivo__codice"),
        nota=insieme(Value("Obiettivo "), "obiettivo__codice", Value(" "), "obiettivo__titolo"), testo="responsabile",
    ),
    Cercabile(
        "tavolo", "Tavoli", "Tavolo", se_puo(LEGGE, Tavolo.objects.all), "nome", a("piano:tavolo"),
        (triennio("piano__triennio_inizio"), "pk"), nota=NEL_PIANO, testo=fra_spazi("descrizione", "referente"),
    ),
]  # fmt: skip

PAGINE = [
    Pagina(
        "Piano di Zona", rotta("piano:piani"), vede(LEGGE), "pdz triennio programmazione obiettivi tavoli attuativi osservazioni"
    ),
]
