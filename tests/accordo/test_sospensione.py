"""Un’adesione accolta si sospende, con data e motivo, e si riattiva: finché è sospesa non conta fra chi aderisce."""

from datetime import timedelta

import pytest
from django.test import Client

from accordo import operazioni, selezioni
from accordo.compiti import adesioni as compiti
from accordo.operazioni import SospensioneNonValida
from accordo.operazioni import accordi as scritture
from accordo.selezioni import pubbliche
from ambito import flusso
from ambito.models import Avviso, Evento
from ambito.poteri import PotereMancante
from tests.accordo.accordi import chi
from tests.accordo.fabbriche import adesso, crea_avviso, invia, invia_ente, oggi, rilegge
from tests.piano.fabbriche import piano_nuovo

PAGINA = "/lodi/accordo/2025-2027/adesioni/098019/"
MOTIVO = "L’atto è stato annullato: serve quello nuovo"


@pytest.fixture
def accolta(lodi):
    with lodi.aperto("udp"):
        adesione = invia(lodi, crea_avviso(lodi, ammessi=["comuni", "terzo_settore"]))
        lodi.adesione = operazioni.istruisci(adesione, "accogli_sottoscrittore", motivo="", **chi(lodi))
        yield lodi


def sospendi(scena, motivo=MOTIVO, ruolo="udp", dal=None):
    return operazioni.sospendi_adesione(scena.adesione, motivo, dal=dal or oggi(), **chi(scena, ruolo))


def riattiva(scena, motivo="L’atto nuovo c’è", ruolo="udp"):
    return operazioni.riattiva_adesione(scena.adesione, motivo, **chi(scena, ruolo))


def test_si_sospende_con_un_motivo_e_chi_aderisce_lo_sa(accolta):
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        sospendi(accolta, " ")
    for ruolo in ("operatore", "sindaco", "segretario"):
        with pytest.raises(PotereMancante):
            sospendi(accolta, ruolo=ruolo)
    assert rilegge(accolta.adesione).sospesa_dal is None
    sospesa = sospendi(accolta)
    assert (sospesa.stato, sospesa.sospesa_motivo, sospesa.sospesa_dal) == ("sospesa", MOTIVO, oggi())
    avvisi = Avviso.objects.filter(genere="adesione.sospendi")
    assert set(avvisi.values_list("destinatario__email", flat=True)) == {"operatore@lodi.example", "sindaco@lodi.example"}
    assert MOTIVO in avvisi.first().testo
    evento = Evento.objects.get(verbo="adesione.sospendi")
    assert (evento.autore.email, evento.nota) == ("udp@lodi.example", MOTIVO)


def test_la_sospensione_non_comincia_prima_dell_invio_ne_domani(accolta):
    for dal in (oggi() - timedelta(days=1), oggi() + timedelta(days=1)):
        with pytest.raises(SospensioneNonValida, match="quando fu inviata"):
            sospendi(accolta, dal=dal)
    assert rilegge(accolta.adesione).accolta


def test_finche_e_sospesa_non_conta_e_non_diventa_parte(accolta):
    assert selezioni.aderenti(oggi()).count() == 1
    sospendi(accolta)
    assert not selezioni.aderenti(oggi()).exists()
    assert pubbliche.quanti_aderenti(oggi()) == ""
    assert scritture.riprendi_dalle_adesioni(scritture.crea_accordo(piano_nuovo(accolta), **chi(accolta)), **chi(accolta)) == 0


def test_riattivata_torna_com_era_stata_accolta(accolta):
    operazioni.istruisci(accolta.adesione, "riesamina", motivo="Rivediamo", **chi(accolta))
    operazioni.istruisci(accolta.adesione, "accogli_consultiva", motivo="Solo tavoli", **chi(accolta))
    sospendi(accolta)
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        riattiva(accolta, "")
    with pytest.raises(PotereMancante):
        riattiva(accolta, ruolo="operatore")
    tornata = riattiva(accolta)
    # Il motivo con cui era stata accolta solo come consultiva non si perde.
    assert (tornata.stato, tornata.motivo, tornata.sospesa_motivo) == ("accolta_consultiva", "Solo tavoli", "")
    assert tornata.sospesa_dal is None and Evento.objects.get(verbo="adesione.riattiva_consultiva").nota == "L’atto nuovo c’è"
    assert selezioni.aderenti(oggi()).count() == 1
    assert Avviso.objects.filter(genere="adesione.riattiva_consultiva").count() == 2


def test_due_volte_non_si_sospende_e_il_primo_motivo_resta(accolta):
    sospendi(accolta)
    with pytest.raises(flusso.TransizioneNonAmmessa, match="Sospesa"):
        sospendi(accolta, "Un altro motivo")
    assert rilegge(accolta.adesione).sospesa_motivo == MOTIVO
    riattiva(accolta)
    with pytest.raises(flusso.TransizioneNonAmmessa):
        riattiva(accolta)


def test_da_sospesa_si_puo_ritirare_e_della_sospensione_non_resta_niente(accolta):
    sospendi(accolta)
    ritirata = rilegge(operazioni.ritira_adesione(accolta.adesione, "Ci ripensiamo", **chi(accolta, "operatore")))
    assert (ritirata.stato, ritirata.sospesa_dal, ritirata.sospesa_come) == ("ritirata", None, "")


def test_tocca_a_chi_aderisce_e_non_sta_piu_fra_cio_che_aspetta(lodi):
    with lodi.aperto("udp"):
        ente = invia_ente(lodi, crea_avviso(lodi, ammessi=["terzo_settore"]))
        lodi.adesione = operazioni.istruisci(ente, "accogli_consultiva", motivo="", **chi(lodi))
        poteri = lodi.poteri("ets")
        assert not list(compiti.compiti(poteri, oggi()))
        sospendi(lodi)
        (voce,) = compiti.compiti(lodi.poteri("ets"), oggi())
        assert "è sospesa" in voce.titolo and MOTIVO in voce.spiegazione
        assert not list(compiti.da_seguire(lodi.poteri("ets")))


def test_le_pagine(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        operazioni.istruisci(invia(lodi, avviso), "accogli_sottoscrittore", motivo="", **chi(lodi))
    udp, operatore = lodi.client("udp"), lodi.client("operatore")
    assert f"{PAGINA}sospensione/" in udp.get(PAGINA).content.decode()
    assert f"{PAGINA}sospensione/" not in operatore.get(PAGINA).content.decode()
    assert operatore.post(f"{PAGINA}sospensione/", {"motivo": "no", "dal": oggi()}).status_code == 403
    assert udp.post(f"{PAGINA}sospensione/", {"motivo": "", "dal": oggi()}).status_code == 422
    assert udp.post(f"{PAGINA}sospensione/", {"motivo": MOTIVO, "dal": oggi() + timedelta(days=3)}).status_code == 422
    assert udp.post(f"{PAGINA}sospensione/", {"motivo": MOTIVO, "dal": oggi()}).url == PAGINA
    scheda = operatore.get(PAGINA).content.decode()
    assert "Perché è sospesa" in scheda and MOTIVO in scheda and "poi scrivilo all’Ufficio di Piano" in scheda
    assert "Comune di Codogno" not in Client().get("/lodi/trasparenza/adesioni/").content.decode()
    quadro = udp.get("/lodi/accordo/2025-2027/adesioni/?stato=sospesa").content.decode()
    assert "Codogno" in quadro and "1 sospesa" in quadro
    # Un secondo clic, o una pagina rimasta aperta: lo dice, e non cambia niente.
    assert udp.get(f"{PAGINA}sospensione/").url == PAGINA
    assert "Adesso non si può" in udp.get(PAGINA).content.decode()
    assert udp.post(f"{PAGINA}sospensione/", {"motivo": "Ancora", "dal": oggi()}).status_code == 422
    assert udp.post(f"{PAGINA}riattivazione/", {"motivo": "A posto"}).url == PAGINA
    assert "A posto" in operatore.get(PAGINA).content.decode()


def test_a_triennio_finito_non_si_sospende_ne_si_riattiva(accolta):
    dopo = {**chi(accolta), "adesso": adesso().replace(year=2028, month=6, day=1)}
    with pytest.raises(SospensioneNonValida, match="Il triennio 2025-2027 è finito"):
        operazioni.sospendi_adesione(accolta.adesione, MOTIVO, dal=oggi(), **dopo)
    sospendi(accolta)
    with pytest.raises(SospensioneNonValida, match="Il triennio 2025-2027 è finito"):
        operazioni.riattiva_adesione(accolta.adesione, "A posto", **dopo)
    assert rilegge(accolta.adesione).sospesa


def test_chi_comincia_un_integrativo_sa_quali_parti_sono_sospese(accolta):
    from tests.accordo.accordi import vigente

    vigente(accolta)
    udp, pagina = accolta.client("udp"), "/lodi/accordo/2025-2027/integra/"
    assert "l’adesione sospesa" not in udp.get(pagina).content.decode()
    sospendi(accolta)
    assert "chi ha l’adesione sospesa: Comune di Codogno." in udp.get(pagina).content.decode()
