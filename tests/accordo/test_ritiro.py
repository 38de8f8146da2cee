"""Chi aderisce può ripensarci: dice perché, l’Ufficio lo sa; da un accordo già davanti agli enti non si esce così."""

import pytest

from accordo import operazioni, selezioni
from accordo.operazioni import AdesioneChiusa
from accordo.operazioni import accordi as scritture
from accordo.stati import ETICHETTE, SULLA_MAPPA
from ambito import flusso
from ambito.models import Avviso
from ambito.nucleo.mappa_stati import Voce, mappa_stati
from ambito.poteri import PotereMancante
from piano.operazioni import congela_bozza
from tests.accordo.accordi import chi
from tests.accordo.fabbriche import crea_avviso, invia, invia_ente, oggi, rilegge
from tests.piano.fabbriche import piano_nuovo

PAGINA = "/lodi/accordo/2025-2027/adesioni/098019/"


@pytest.fixture
def inviata(lodi):
    with lodi.aperto("udp"):
        lodi.adesione = invia(lodi, crea_avviso(lodi, ammessi=["comuni", "terzo_settore"]))
        yield lodi


def ritira(scena, motivo="Il Consiglio ha cambiato idea", ruolo="operatore"):
    return operazioni.ritira_adesione(scena.adesione, motivo, **chi(scena, ruolo))


def test_si_ritira_con_un_motivo_e_l_ufficio_lo_sa(inviata):
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        ritira(inviata, " ")
    with pytest.raises(PotereMancante):
        ritira(inviata, ruolo="sindaco.altro")
    ritirata = ritira(inviata)
    assert (ritirata.stato, ritirata.motivo) == ("ritirata", "Il Consiglio ha cambiato idea")
    avvisati = set(Avviso.objects.filter(genere="adesione.ritira").values_list("destinatario__email", flat=True))
    assert avvisati == {"udp@lodi.example", "coordinatore@lodi.example"}
    with pytest.raises(flusso.TransizioneNonAmmessa):
        ritira(inviata)
    assert operazioni.istruisci(ritirata, "riesamina", motivo="Ci ripensa", **chi(inviata)).stato == "presentata"


def test_anche_accolta_e_allora_non_si_pubblica_piu(inviata):
    operazioni.istruisci(inviata.adesione, "accogli_sottoscrittore", motivo="", **chi(inviata))
    assert selezioni.aderenti(oggi()).count() == 1
    ritira(inviata)
    assert not selezioni.aderenti(oggi()).exists()


def test_chi_era_gia_fra_le_parti_va_tolto_da_li(inviata):
    operazioni.istruisci(inviata.adesione, "accogli_sottoscrittore", motivo="", **chi(inviata))
    scritture.riprendi_dalle_adesioni(scritture.crea_accordo(piano_nuovo(inviata), **chi(inviata)), **chi(inviata))
    ritira(inviata)
    testi = set(Avviso.objects.filter(genere="adesione.ritira").values_list("testo", flat=True))
    assert len(testi) == 1 and "ancora fra le parti dell’accordo" in testi.pop()


def test_la_mappa_ha_un_segno_per_ogni_stato_e_le_cifre_non_contano_chi_si_e_ritirato(inviata):
    quadrato = {"type": "Polygon", "coordinates": [[[9.0, 45.0], [9.1, 45.0], [9.1, 45.1], [9.0, 45.0]]]}
    mappa = mappa_stati([Voce(nome, stato, quadrato) for stato, nome in SULLA_MAPPA.items()], SULLA_MAPPA, "Adesioni", "Per stato")
    assert all(f"{nome} (1)" in str(mappa) for nome in SULLA_MAPPA.values())
    assert set(ETICHETTE) - set(SULLA_MAPPA) == {"da_confermare", "sospesa"}
    assert selezioni.avvisi().get().inviate == 1
    ritira(inviata)
    assert selezioni.avvisi().get().inviate == 0


def test_da_un_testo_gia_davanti_agli_enti_non_si_esce_cosi(inviata):
    operazioni.istruisci(inviata.adesione, "accogli_sottoscrittore", motivo="", **chi(inviata))
    piano = piano_nuovo(inviata)
    congela_bozza(piano, nome="", nota="", **chi(inviata))
    accordo = scritture.crea_accordo(piano, **chi(inviata))
    scritture.riprendi_dalle_adesioni(accordo, **chi(inviata))
    scritture.scrivi_dati(accordo, termine_atti=accordo.al, **chi(inviata))
    scritture.congela(scritture.compi(accordo, "condividi", **chi(inviata)), **chi(inviata))
    with pytest.raises(AdesioneChiusa, match="dalla pagina della parte"):
        ritira(inviata)
    # La pagina non offre ciò che fallirebbe, e da sospesa dice da dove si esce.
    operatore = inviata.client("operatore")
    assert f"{PAGINA}ritiro/" not in operatore.get(PAGINA).content.decode()
    operazioni.sospendi_adesione(rilegge(inviata.adesione), "Manca l’atto", dal=oggi(), **chi(inviata))
    sospesa = operatore.get(PAGINA).content.decode()
    assert "se ne esce dalla pagina della parte" in sospesa and "la ritiri" not in sospesa


def test_le_pagine(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"])
        invia(lodi, avviso)
        ente = invia_ente(lodi, avviso)
    operatore = lodi.client("operatore")
    assert f"{PAGINA}ritiro/" in operatore.get(PAGINA).content.decode()
    assert f"{PAGINA}ritiro/" not in lodi.client("udp").get(PAGINA).content.decode()
    assert operatore.post(f"{PAGINA}ritiro/", {"motivo": ""}).status_code == 422
    assert operatore.post(f"{PAGINA}ritiro/", {"motivo": "Non serve più"}).url == PAGINA
    scheda = operatore.get(PAGINA).content.decode()
    assert "Perché è stata ritirata" in scheda and "Non serve più" in scheda and "Ritira l’adesione" not in scheda
    assert operatore.get(f"{PAGINA}ritiro/").status_code == 404
    dell_ente = f"/lodi/accordo/2025-2027/enti/{ente.ente_id}/"
    assert lodi.client("ets").post(f"{dell_ente}ritiro/", {"motivo": "Chiudiamo"}).url == dell_ente
