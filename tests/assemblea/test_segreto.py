"""Il voto segreto su schede di carta: solo totali, nessun legame fra chi vota e come, provabile lo stesso."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from ambito.assemblea.documenti import estratto
from ambito.assemblea.documenti import prepara as verbale_in_pdf
from ambito.assemblea.esempi import UN_VOTO
from ambito.assemblea.models import Deliberazione, Votazione, Voto
from ambito.assemblea.operazioni import aula, organi, votazioni
from ambito.assemblea.operazioni.votazioni import VotazioneNonApribile, VotoNonValido
from ambito.assemblea.selezioni import conto, pubblica
from ambito.assemblea.strumenti import riconteggio
from ambito.flusso import esegui
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.scena import OGGI

SEGRETO = Votazione.Scrutinio.SEGRETO
TOTALI = {"favorevoli": 2, "contrari": 1, "astenuti": 1}


def con_un_voto_a_testa(assemblea):
    organi.adotta_regola(assemblea.organo, replace(UN_VOTO), fonte="Regolamento", verificata=True,
                         valida_dal=QUANDO.date(), poteri=assemblea.poteri, adesso=QUANDO)  # fmt: skip
    return assemblea


def al_voto(assemblea):
    seduta = assemblea.in_corso()
    punto = esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    return votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO, scrutinio=SEGRETO)


def chiudi(assemblea, votazione, totali=TOTALI):
    return votazioni.chiudi_votazione(votazione, poteri=assemblea.poteri, adesso=QUANDO, totali=totali)


@pytest.fixture
def aperta(assemblea):
    return al_voto(con_un_voto_a_testa(assemblea))


def test_con_i_pesi_un_voto_segreto_non_si_apre(assemblea):
    with pytest.raises(VotazioneNonApribile, match="il peso fa riconoscere il Comune"):
        al_voto(assemblea)


def test_nessuno_vota_dal_portale(assemblea, aperta):
    with pytest.raises(VotoNonValido, match="soltanto i totali"):
        assemblea.mano(aperta, "Lodi", "favorevole")


def test_si_proclamano_i_totali_e_non_resta_nessuna_scheda(assemblea, aperta):
    chiusa = chiudi(assemblea, aperta)
    assert chiusa.approvata and not Voto.objects.exists()
    conteggi = {nome: gruppo["teste"] for nome, gruppo in chiusa.esito_calcolo["conteggi"].items()}
    assert conteggi["presenti"] == 4 and TOTALI.items() <= conteggi.items()
    assert Deliberazione.objects.count() == 1 and conto.riconta(chiusa).coincide


@pytest.mark.parametrize("totali", [None, {**TOTALI, "favorevoli": 9}, {**TOTALI, "contrari": -1}])
def test_totali_che_non_tornano_si_rifiutano(assemblea, aperta, totali):
    with pytest.raises(VotoNonValido):
        chiudi(assemblea, aperta, totali)
    aperta.refresh_from_db()
    assert aperta.e_aperta


def test_il_riconteggio_a_parte_dice_ok_e_vede_ogni_ritocco(assemblea, aperta):
    dati = json.loads(json.dumps(conto.da_esportare(chiudi(assemblea, aperta))))
    assert riconteggio.controlla(dati, dati["testa"]) == []
    ritocchi = {
        "totali": lambda d: d["urna"]["totali"].update(favorevoli=3),
        "presenti": lambda d: d["urna"]["presenti"].pop(),
        "esito": lambda d: d["esito"].update(approvata=False),
        "urna tolta": lambda d: d.pop("urna"),
        "una scheda in più": lambda d: d["schede"].append({"codice": "098031", "espressione": "favorevole"}),
        "testa": lambda d: d.update(testa="0" * 64),
    }
    for nome, ritocca in ritocchi.items():
        falsi = json.loads(json.dumps(dati))
        ritocca(falsi)
        assert riconteggio.controlla(falsi), nome


def test_un_altro_totale_spezza_la_catena_del_portale(assemblea, aperta):
    chiusa = chiudi(assemblea, aperta)
    chiusa.esito_calcolo["totali"]["favorevoli"] = 3
    riconto = conto.riconta(chiusa)
    assert not riconto.coincide and "totali del voto segreto" in riconto.frase


def test_pagina_pubblica_estratto_e_verbale_dicono_che_e_segreto(assemblea, aperta):
    chiusa = chiudi(assemblea, aperta)
    mostrata = pubblica.da_mostrare(pubblica.cerca(chiusa.codice))
    assert mostrata["righe"] == [] and mostrata["presenti"] == ["Abbadia Cerreto", "Casalpusterlengo", "Codogno", "Lodi"]
    dati = estratto.prepara(Deliberazione.objects.get(), OGGI).dati
    assert dati["presenti"] == "Abbadia Cerreto, Casalpusterlengo, Codogno e Lodi" and "segreto" in dati["scrutinio"]
    verbale = aula.chiudi(aperta.seduta, poteri=assemblea.poteri, adesso=QUANDO).verbale
    assert "con voto segreto" in verbale.testo
    assert verbale_in_pdf(verbale, OGGI).dati["votazioni"][0]["voti"] == []


def test_dalle_pagine_si_apre_e_si_proclama(lodi):
    with lodi.aperto("segretario"):
        assemblea = con_un_voto_a_testa(Assemblea(lodi))
        seduta = assemblea.in_corso()
        punto = esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)

    def url(nome, pk):
        return reverse(f"assemblea:{nome}", args=["lodi", pk])

    segretario, sindaco = lodi.client("segretario"), lodi.client("sindaco")
    assert "Voto segreto, su carta" in segretario.get(url("sala", seduta.pk)).content.decode()
    assert segretario.post(url("passo_punto", punto.pk), {"passo": "vota_segreto"}).status_code == 302
    with lodi.aperto():
        votazione = Votazione.objects.get()
    assert "qui non c’è nulla da premere" in sindaco.get(url("sala", seduta.pk)).content.decode()
    assert "Proclama e chiudi" in segretario.get(url("votazione", votazione.pk)).content.decode()
    assert "Proclama e chiudi" not in sindaco.get(url("votazione", votazione.pk)).content.decode()
    dati = {"totali-favorevoli": "3", "totali-contrari": "1", "totali-astenuti": "0"}
    assert segretario.post(url("chiudi_votazione", votazione.pk), {**dati, "totali-contrari": ""}).status_code == 422
    troppi = segretario.post(url("chiudi_votazione", votazione.pk), {**dati, "totali-favorevoli": "30"})
    assert troppi.status_code == 422 and "più dei presenti" in troppi.content.decode()
    assert segretario.post(url("chiudi_votazione", votazione.pk), dati).status_code == 302
    assert "si conservano chi era presente e i totali" in sindaco.get(url("votazione", votazione.pk)).content.decode()
    assert "Chi era presente" in lodi.client("udp").get(reverse("votazione_pubblica", args=[votazione.codice])).content.decode()
