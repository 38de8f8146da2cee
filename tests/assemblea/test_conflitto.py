"""Chi è in conflitto di interessi consegna una scheda che lo dice e, per quella votazione, non è fra i presenti."""

import pytest
from django.urls import reverse

from ambito.assemblea.documenti.estratto import prepara
from ambito.assemblea.models import Deliberazione
from ambito.assemblea.operazioni.votazioni import GiaVotato
from ambito.assemblea.selezioni import conto, mani
from ambito.assemblea.strumenti import riconteggio
from tests.assemblea.conftest import QUANDO
from tests.scena import OGGI


@pytest.fixture
def chiusa(assemblea):
    """Lodi in conflitto, Codogno e Casalpusterlengo a favore, Abbadia Cerreto muta."""
    votazione = assemblea.al_voto()
    assemblea.mano(votazione, "Lodi", "conflitto")
    for nome in ("Codogno", "Casalpusterlengo"):
        assemblea.mano(votazione, nome, "favorevole")
    return assemblea.chiudi(votazione)


def test_non_e_fra_i_presenti_ne_fra_i_votanti(chiusa):
    conteggi = chiusa.esito_calcolo["conteggi"]
    assert conteggi["presenti"] == {"teste": 3, "peso": 31_380} and conteggi["componenti"]["teste"] == 4
    assert chiusa.esito_calcolo["passaggi"][0] == "Per conflitto di interessi non partecipa al voto: Lodi."
    # Senza i 45.000 residenti di Lodi i presenti non rappresentano più di metà dell’Ambito.
    assert not chiusa.valida


def test_il_programma_a_parte_riconta_lo_stesso(chiusa):
    assert conto.riconta(chiusa).coincide
    dati = conto.da_esportare(chiusa)
    assert riconteggio.controlla(dati, chiusa.testa) == []
    dati["esito"]["conteggi"]["presenti"]["teste"] = 4
    assert any("presenti, teste" in guasto for guasto in riconteggio.controlla_conti(dati))


def test_la_scheda_e_una_anche_per_chi_e_in_conflitto(assemblea):
    votazione = assemblea.al_voto()
    assemblea.mano(votazione, "Lodi", "conflitto")
    with pytest.raises(GiaVotato, match="in conflitto di interessi"):
        assemblea.mano(votazione, "Lodi", "favorevole")


def test_nell_estratto_non_compare_fra_i_presenti(assemblea):
    votazione = assemblea.al_voto()
    assemblea.mano(votazione, "Abbadia Cerreto", "conflitto")
    for nome in ("Lodi", "Codogno", "Casalpusterlengo"):
        assemblea.mano(votazione, nome, "favorevole")
    assemblea.chiudi(votazione)
    dati = prepara(Deliberazione.objects.get(), OGGI).dati
    assert dati["presenti"] == "Casalpusterlengo, Codogno e Lodi"
    assert "Abbadia Cerreto" in dati["passaggi"][0]


def test_le_mani_si_ripetono_come_nella_votazione_di_prima(lodi, assemblea):
    seduta = assemblea.in_corso(punti=2)
    segretario = lodi.client("segretario")
    prima, dopo = (_al_voto(assemblea, punto) for punto in ((seduta, 0), (seduta, 1)))
    assert mani.da_ripetere(prima) is None and mani.da_ripetere(dopo) == prima
    muti = dict.fromkeys(("Casalpusterlengo", "Abbadia Cerreto"), "non_votante")
    attese = {assemblea.seggio(seduta, nome).pk: voto for nome, voto in {"Lodi": "contrario", **muti}.items()}
    assert mani.scelte_di(seduta, prima.pk) == attese
    pagina = reverse("assemblea:mani", args=["lodi", dopo.pk])
    assert f"?come={prima.pk}" in segretario.get(pagina).content.decode()
    form = segretario.get(pagina, {"come": prima.pk}).context["form"]
    assert {campo.label: campo.value() for campo in form.dei_seggi() if campo.value()} == {"Lodi": "contrario", **muti}


def _al_voto(assemblea, quale):
    """Il primo punto si vota e si chiude, il secondo resta aperto."""
    seduta, n = quale
    punto = seduta.punti.all()[n]
    votazione = assemblea.metti_ai_voti(punto)
    if n == 0:
        for nome, voto in (("Lodi", "contrario"), ("Codogno", "favorevole")):
            assemblea.mano(votazione, nome, voto)
        assemblea.chiudi(votazione, adesso=QUANDO)
    return votazione
