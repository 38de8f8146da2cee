"""La verifica dell’anno prima dice da quale fonte viene ogni cifra: ciò che il portale non sa resta vuoto."""

import pytest

from piano.documenti.attuativo import impagina_anno
from piano.models import Obiettivo, RisorsaObiettivo
from piano.selezioni import dell_anno
from rendicontazione import operazioni as rendicontazione
from rendicontazione.operazioni import bilancio as scrive_bilancio
from servizi.models import Fondo
from tests.piano.test_aggiornamento import vigente
from tests.rendicontazione import bilanci
from tests.rendicontazione.fabbriche import aggiungi, apri, spesa_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
DAL_BILANCIO, DAI_COMUNI = ("stanziato", "impegnato", "pagato"), ("rendicontato",)


@pytest.fixture
def scena(lodi):
    with lodi.aperto("coordinatore"):
        lodi.piano = vigente(lodi)
        yield lodi


def cifre(nomi, anno=2025):
    righe = dell_anno.verifica(anno)["spesa"]["righe"]
    return {riga[nome] for riga in righe for nome in nomi}


def test_senza_fonti_resta_soltanto_cio_che_si_prevedeva(scena):
    apri(scena, 2025)
    scrive_bilancio.comincia_versione(2025, poteri=scena.poteri("udp"), adesso=ADESSO)
    assert cifre(DAL_BILANCIO + DAI_COMUNI) == {""} and cifre(["previsto"]) == {"1234.56"}
    scritta = impagina_anno({"verifica": dell_anno.verifica(2025)})["verifica"]
    assert scritta["spesa"]["righe"][0]["cifre"] == ["1.234,56", "–", "–", "–", "–"]
    assert scritta["spesa"]["totali"] == ["1.234,56", "–", "–", "–", "–"] and scritta["obiettivi"][0]["pagato"] == ""


def test_col_solo_bilancio_dei_comuni_non_si_sa(scena):
    bilanci.approvato(scena, "1000.00", Obiettivo.objects.get())
    assert cifre(DAI_COMUNI) == {""} and "" not in cifre(DAL_BILANCIO)
    assert dell_anno.verifica(2025)["obiettivi"][0]["pagato"] == "0.00"


def test_con_la_sola_rendicontazione_c_e_ogni_fondo_anche_non_programmato_e_il_pagato_non_si_sa(scena):
    apri(scena, 2025)
    fuori = Fondo.objects.exclude(pk__in=RisorsaObiettivo.objects.values("fondo")).last()
    rendiconto, chi = spesa_di(scena, anno=2025), {"poteri": scena.poteri("operatore"), "adesso": ADESSO}
    aggiungi(scena, rendiconto, fondo=fuori)
    rendicontazione.invia(rendiconto, senza_spesa=False, messaggio="", **chi)
    verifica = dell_anno.verifica(2025)
    rendicontati = {r["fondo"]: r["rendicontato"] for r in verifica["spesa"]["righe"]}
    assert rendicontati[fuori.nome] == "25.00" and cifre(DAL_BILANCIO) == {""}
    assert verifica["obiettivi"][0]["pagato"] == "" and "rendicontazione 2025" in verifica["spesa"]["fonte"]


def test_due_fondi_con_lo_stesso_nome_non_si_sovrascrivono(scena):
    fondi = [bilanci.fondo("FSR"), bilanci.fondo("FNA")]
    Fondo.objects.filter(pk__in=[f.pk for f in fondi]).update(nome="Fondo omonimo")
    scheda = Obiettivo.objects.get()
    versione = scrive_bilancio.comincia_versione(2025, poteri=scena.poteri("udp"), adesso=ADESSO)
    bilanci.riga(scena, versione, scheda, "100.00", "FSR")
    bilanci.riga(scena, versione, scheda, "30.00", "FNA")
    bilanci.approva(scena, versione)
    stanziati = {r["fondo"]: r["stanziato"] for r in dell_anno.verifica(2025)["spesa"]["righe"]}
    assert stanziati["Fondo omonimo (FSR)"] == "100.00" and stanziati["Fondo omonimo (FNA)"] == "30.00"
