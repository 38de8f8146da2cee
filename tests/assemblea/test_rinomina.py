"""L’organo cambia nome: da ora in poi, senza toccare gli atti già numerati né prendere il nome di un altro."""

import pytest
from django.urls import reverse

from ambito.assemblea.models import Deliberazione, Organo
from ambito.assemblea.operazioni import organi
from ambito.models import Evento
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import QUANDO
from tests.assemblea.test_atti import tratta
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def organo(lodi):
    with lodi.aperto("segretario"):
        chi = {"poteri": lodi.poteri("segretario"), "adesso": ADESSO, "dal": ADESSO.date()}
        organi.istituisci(nome="Tavolo istituzionale", **chi)
        return organi.istituisci(nome="Assemblea dei Sindaci", **chi)


def rinomina(lodi, organo, nome="Conferenza dei Sindaci", nome_atto="decisione", ruolo="segretario"):
    return organi.rinomina(organo, nome=nome, nome_atto=nome_atto, poteri=lodi.poteri(ruolo), adesso=ADESSO)


def test_il_nome_nuovo_resta_scritto_con_quello_di_prima(lodi, organo):
    with lodi.aperto("segretario"):
        rinomina(lodi, organo, " Conferenza dei Sindaci ")
        rinomina(lodi, organo)
        organo = Organo.objects.get(pk=organo.pk)
        assert (str(organo), organo.nome_atto) == ("Conferenza dei Sindaci", "decisione")
        evento = Evento.objects.get(verbo="organo.rinomina")
        assert (evento.prima["nome"], evento.dopo["nome"]) == ("Assemblea dei Sindaci", "Conferenza dei Sindaci")


def test_non_prende_il_nome_di_un_altro(lodi, organo):
    with lodi.aperto("segretario"):
        with pytest.raises(organi.NomeNonAmmesso, match="è già un altro organo"):
            rinomina(lodi, organo, "tavolo ISTITUZIONALE")
        assert Organo.objects.filter(nome="Assemblea dei Sindaci").exists()


def test_gli_atti_gia_numerati_tengono_il_loro_nome(assemblea):
    seduta = assemblea.in_corso()
    tratta(assemblea, seduta)
    chi = {"poteri": assemblea.poteri, "adesso": QUANDO}
    with pytest.raises(organi.NomeNonAmmesso, match="si chiamano «deliberazione»"):
        organi.rinomina(seduta.organo, nome="Comitato dei Sindaci", nome_atto="decisione", **chi)
    organi.rinomina(seduta.organo, nome="Comitato dei Sindaci", nome_atto="deliberazione", **chi)
    assert str(Deliberazione.objects.get()).startswith("Deliberazione n. 1/2025")


def test_lo_fa_chi_convoca(lodi, organo):
    with lodi.aperto("coordinatore"), pytest.raises(PotereMancante):
        rinomina(lodi, organo, ruolo="sindaco")


def test_dalla_pagina_della_regola(lodi, organo):
    navigatore = lodi.client("segretario")
    regola = reverse("assemblea:regola", args=["lodi", organo.pk])
    indirizzo = reverse("assemblea:rinomina_organo", args=["lodi", organo.pk])
    assert indirizzo in navigatore.get(regola).text
    assert 'value="Assemblea dei Sindaci"' in navigatore.get(indirizzo).text
    occupato = navigatore.post(indirizzo, {"nome": "Tavolo istituzionale", "nome_atto": "deliberazione"})
    assert occupato.status_code == 422 and "è già un altro organo" in occupato.text
    assert navigatore.post(indirizzo, {"nome": "Comitato dei Sindaci", "nome_atto": "deliberazione"}).url == regola
    assert "Comitato dei Sindaci" in navigatore.get(regola).text
    assert indirizzo not in lodi.client("sindaco").get(regola).text
