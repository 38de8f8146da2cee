"""Seguire un oggetto: un avviso per giorno passato, mai dei propri atti, mai a chi non può più aprirlo."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ambito import seguiti
from ambito.incarichi import cessa
from ambito.models import Avviso, CadenzaPosta, Incarico, OggettoSeguito, PreferenzaPosta
from ambito.registro import annota

ADESSO = timezone.now()
OGGI = timezone.localdate(ADESSO)
IERI = seguiti._mezzanotte(OGGI) - timedelta(hours=9)


@pytest.fixture
def incarico(lodi):
    with lodi.aperto():
        return Incarico.objects.get(utente=lodi.utenti["operatore"])


def segue(scena, incarico, *ruoli):
    for ruolo in ruoli:
        seguiti.segui("incarico", incarico, utente=scena.utenti[ruolo], adesso=IERI - timedelta(days=1))


def avvisi():
    return {(a.destinatario.nome, a.giorno): a for a in Avviso.objects.filter(genere="seguito").select_related("destinatario")}


def test_seguire_due_volte_e_come_una(lodi, incarico):
    navigatore, url = lodi.client("coordinatore"), f"/lodi/storia/incarico/{incarico.pk}/"
    assert "Lo segui: il giorno dopo" in navigatore.post(url, {"segui": "si"}, follow=True).content.decode()
    assert "Lo seguivi già." in navigatore.post(url, {"segui": "si"}, follow=True).content.decode()
    with lodi.aperto():
        assert OggettoSeguito.objects.count() == 1
    elenco = navigatore.get("/lodi/avvisi/seguiti/").content.decode()
    assert str(incarico) in elenco and f"/lodi/persone/#i{incarico.pk}" in elenco
    assert "Non segui ancora nulla" in lodi.client("udp").get("/lodi/avvisi/seguiti/").content.decode()
    assert "Non lo segui più" in navigatore.post(url, {"segui": "no"}, follow=True).content.decode()
    with lodi.aperto():
        assert not OggettoSeguito.objects.exists()


def test_il_giorno_dopo_un_avviso_solo_e_mai_dei_propri_atti(lodi, incarico):
    with lodi.aperto():
        segue(lodi, incarico, "udp", "coordinatore", "segretario")
        annota(incarico, "prova", "Primo cambiamento", autore=lodi.utenti["udp"], quando=IERI)
        annota(incarico, "prova", "Secondo cambiamento", autore=lodi.utenti["coordinatore"], quando=IERI + timedelta(hours=1))
        annota(incarico, "prova", "Di oggi", autore=None, quando=ADESSO)
        for _ in range(3):
            seguiti.avvisa_chi_segue(OGGI, ADESSO)
        trovati = avvisi()
        ieri = OGGI - timedelta(days=1)
        assert set(trovati) == {("udp", ieri), ("coordinatore", ieri), ("segretario", ieri)}
        assert trovati["udp", ieri].testo == "Secondo cambiamento (coordinatore)."
        assert trovati["coordinatore", ieri].testo == "Primo cambiamento (udp)."
        assert trovati["segretario", ieri].testo == "Secondo cambiamento (coordinatore).\nPrimo cambiamento (udp)."
        assert trovati["udp", ieri].url == f"/lodi/storia/incarico/{incarico.pk}/"
        # Con il riepilogo, anche a chi gli altri avvisi li vuole subito.
        assert trovati["udp", ieri].in_riepilogo
        # Il giorno dopo si racconta il giorno dopo, e basta.
        seguiti.avvisa_chi_segue(OGGI + timedelta(days=1), ADESSO + timedelta(days=1))
        assert len(avvisi()) == 6


def test_chi_non_puo_piu_aprirlo_non_ne_sa_nulla(lodi, incarico):
    with lodi.aperto():
        segue(lodi, incarico, "segretario", "udp")
        suo = Incarico.objects.get(utente=lodi.utenti["segretario"])
        cessa(suo, al=OGGI - timedelta(days=1), autore=lodi.utenti["coordinatore"], adesso=ADESSO)
        annota(incarico, "prova", "Cambiato", autore=None, quando=IERI)
        seguiti.avvisa_chi_segue(OGGI, ADESSO)
        assert {nome for nome, _ in avvisi()} == {"udp"}


def test_si_racconta_soltanto_cio_che_viene_dopo_aver_scelto_di_seguire(lodi, incarico):
    with lodi.aperto():
        annota(incarico, "prova", "Prima", autore=None, quando=IERI)
        seguiti.segui("incarico", incarico, utente=lodi.utenti["udp"], adesso=IERI + timedelta(hours=1))
        seguiti.avvisa_chi_segue(OGGI, ADESSO)
        assert avvisi() == {}


def test_i_giorni_persi_si_raccontano_uno_per_uno_e_quelli_lontani_no(lodi, incarico):
    with lodi.aperto():
        segue(lodi, incarico, "udp")
        OggettoSeguito.objects.update(dal=IERI - timedelta(days=30))
        for giorni in (0, 1, 20):
            annota(incarico, "prova", "Cambiato", autore=None, quando=IERI - timedelta(days=giorni))
        seguiti.avvisa_chi_segue(OGGI, ADESSO)
        assert {giorno for _, giorno in avvisi()} == {OGGI - timedelta(days=1), OGGI - timedelta(days=2)}


def test_chi_non_vuole_posta_lo_legge_nel_portale(lodi, incarico):
    with lodi.aperto():
        PreferenzaPosta.objects.create(utente=lodi.utenti["udp"], cadenza=CadenzaPosta.MAI)
        segue(lodi, incarico, "udp")
        annota(incarico, "prova", "Cambiato", autore=None, quando=IERI)
        seguiti.avvisa_chi_segue(OGGI, ADESSO)
        (avviso,) = avvisi().values()
        assert avviso.spedizione == "solo_portale" and not avviso.in_riepilogo


def test_non_si_segue_cio_che_non_si_puo_aprire(lodi, incarico):
    assert lodi.client("operatore").post(f"/lodi/storia/incarico/{incarico.pk}/", {"segui": "si"}).status_code == 403
    with lodi.aperto():
        assert not OggettoSeguito.objects.exists()
