"""Ciò che di servizi e fondi si trova cercando."""

from django.db.models import Value
from django.urls import reverse
from django.utils.http import urlencode

from ambito.cerca.espressioni import fra_spazi, insieme, scelta
from ambito.cerca.voci import a, rotta, se_puo, vede
from ambito.registri import Cercabile, Pagina
from servizi.models import (
    Affidamento,
    AssegnazioneFondo,
    Bando,
    Fondo,
    FormaAffidamento,
    GenerePratica,
    LivelloBando,
    Pratica,
    Rete,
    Servizio,
    UnitaOfferta,
)

LEGGE = "legge_servizi"


def _fondo(slug, nome):
    return f"{reverse('servizi:fondi', args=[slug])}?{urlencode({'q': nome})}"


CERCABILI = [
    Cercabile(
        "servizio", "Servizi", "Servizio", se_puo(LEGGE, Servizio.objects.all), "nome", a("servizi:servizio"),
        nota="area__nome", testo=fra_spazi("codice", "sigla", "regime", "norma"),
    ),
    Cercabile(
        "unita", "Unità d’offerta", "Unità d’offerta", se_puo(LEGGE, UnitaOfferta.objects.all), "denominazione", a("servizi:unita"),
        nota=fra_spazi("servizio__nome", "comune__nome"), testo=fra_spazi("gestore", "indirizzo", "codice_afam"),
    ),
    Cercabile(
        "fondo", "Fondi", "Fondo", se_puo(LEGGE, Fondo.objects.all), "nome", _fondo, ("nome",),
        nota="codice", testo=fra_spazi("livello", "norma", "vincoli"),
    ),
    Cercabile(
        "assegnazione", "Assegnazioni dei fondi", "Assegnazione", se_puo(LEGGE, AssegnazioneFondo.objects.all),
        insieme("fondo__codice", Value(" "), "annualita"), a("servizi:assegnazione"),
        nota="fondo__nome", testo=fra_spazi("atto", "vincolo", "cup"),
    ),
    Cercabile(
        "bando", "Bandi", "Bando", se_puo(LEGGE, Bando.objects.all), "titolo", a("servizi:bando"),
        nota="ente", testo=fra_spazi(scelta("livello", LivelloBando.choices), "partner", "cup"),
    ),
    Cercabile(
        "affidamento", "Affidamenti", "Affidamento", se_puo(LEGGE, Affidamento.objects.all), "oggetto", a("servizi:affidamento"),
        nota="affidatario", testo=fra_spazi(scelta("forma", FormaAffidamento.choices), "servizio__nome", "atto", "cig", "cup"),
    ),
    Cercabile(
        "pratica", "Autorizzazioni e accreditamenti", "Pratica", se_puo(LEGGE, Pratica.objects.all),
        insieme(scelta("genere", GenerePratica.choices), Value(" di «"), "unita__denominazione", Value("»")), a("servizi:pratica"),
        nota="unita__comune__nome", testo=fra_spazi("protocollo", "provvedimento"),
    ),
    Cercabile(
        "rete", "Reti", "Rete", se_puo(LEGGE, Rete.objects.all), "nome", a("servizi:rete"),
        nota="referente", testo=fra_spazi("scopo", "protocollo"),
    ),
]  # fmt: skip

PAGINE = [
    Pagina("Servizi e fondi", rotta("servizi:panoramica"), vede(LEGGE), "offerta sociale"),
    Pagina("Catalogo dei servizi", rotta("servizi:catalogo"), vede(LEGGE), "nomenclatore interventi aree utenza"),
    Pagina("Offerta: unità e strutture", rotta("servizi:offerta"), vede(LEGGE), "strutture sedi asili mappa gestori posti"),
    Pagina("Matrice Comuni per servizi", rotta("servizi:matrice"), vede(LEGGE), "chi ha quale servizio manca"),
    Pagina("Livelli essenziali (LEPS)", rotta("servizi:leps"), vede(LEGGE), "lep"),
    Pagina("Risorse e fondi assegnati", rotta("servizi:risorse"), vede(LEGGE), "assegnazioni incassi finanziamenti soldi fnps"),
    Pagina("Bandi", rotta("servizi:bandi"), vede(LEGGE), "finanziamenti contributi pnrr candidature"),
    Pagina("Autorizzazioni e accreditamenti", rotta("servizi:pratiche"), vede(LEGGE), "pratiche cpe scia accreditati"),
    Pagina("Affidamenti", rotta("servizi:affidamenti"), vede(LEGGE), "contratti appalti cooperative cig"),
    Pagina("Reti", rotta("servizi:reti"), vede(LEGGE), "antiviolenza conciliazione"),
    Pagina("Bisogni della popolazione", rotta("servizi:bisogni"), vede(LEGGE), "residenti anziani minori indicatori demografia"),
    Pagina("Misure annuali dei servizi", rotta("servizi:raccolte"), vede(LEGGE), "rilevazioni utenti dati annuali compilare"),
    Pagina("Servizio sociale professionale", rotta("servizi:servizio_sociale"), vede(LEGGE), "assistenti sociali organico"),
]
