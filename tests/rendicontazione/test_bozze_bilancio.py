"""Una bozza di bilancio la vede chi la scrive; chi guarda i conti la vede quando è approvata, e chi deve saperlo è avvisato."""

from decimal import Decimal

import pytest

from ambito.models import Avviso, Evento
from rendicontazione.models import VersioneBilancio
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi, obiettivo_del_piano, riga
from tests.scena import ADESSO, aggiungi_delegato

CASA = f"/lodi/rendicontazione/{ANNO}/bilancio/"
CHI_LEGGE = ["sindaco", "delegato", "operatore", "ragioneria", "revisore", "segretario", "presidente", "ats"]
CHI_SCRIVE = ["udp", "coordinatore"]


@pytest.fixture
def con_bozza(lodi):
    """La previsione approvata e un assestamento in bozza, con una riga che nella previsione non c’è."""
    aggiungi_delegato(lodi)
    with lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
        approvato(lodi, scheda=scheda)
        bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
        lodi.capitolo = riga(lodi, bozza, scheda, "77777.77", "FNA").capitolo_id
        lodi.bozza = bozza
    return lodi


def stato(scena, ruolo, resto=""):
    return scena.client(ruolo).get(CASA + resto).status_code


def corpo(scena, ruolo, resto=""):
    return scena.client(ruolo).get(CASA + resto).content.decode()


@pytest.mark.parametrize("ruolo", CHI_LEGGE)
def test_chi_guarda_non_trova_la_bozza_da_nessuna_parte(con_bozza, ruolo):
    assert stato(con_bozza, ruolo, "versioni/0/") == 200
    nascoste = ["versioni/1/", "versioni/1/?formato=csv", "confronto/0..1/", f"capitoli/{con_bozza.capitolo}/"]
    assert [stato(con_bozza, ruolo, dove) for dove in nascoste] == [404] * len(nascoste)
    for pagina in ("", "catena/", "movimenti/"):
        testo = corpo(con_bozza, ruolo, pagina)
        assert "Assestamento" not in testo and "77.777,77" not in testo, pagina
    anni = con_bozza.client(ruolo).get("/lodi/rendicontazione/bilancio/").content.decode()
    assert "Previsione" in anni and "Assestamento" not in anni


@pytest.mark.parametrize("ruolo", CHI_SCRIVE)
def test_chi_lo_tiene_la_trova(con_bozza, ruolo):
    for dove in ("versioni/1/", "confronto/0..1/", f"capitoli/{con_bozza.capitolo}/"):
        assert "77.777,77" in corpo(con_bozza, ruolo, dove) or "Assestamento 1" in corpo(con_bozza, ruolo, dove)
    assert "Assestamento 1" in corpo(con_bozza, ruolo)


def test_senza_versioni_approvate_chi_guarda_lo_legge(lodi):
    with lodi.aperto("udp"):
        obiettivo_del_piano(lodi)
        operazioni.comincia_versione(ANNO, **chi(lodi))
    assert "si legge qui quando è approvato" in corpo(lodi, "sindaco") and "1.234,56" not in corpo(lodi, "sindaco")
    assert "nessuna approvata" in lodi.client("sindaco").get("/lodi/rendicontazione/bilancio/").content.decode()


def test_approvata_si_legge_e_lo_sa_chi_siede_in_assemblea(con_bozza):
    with con_bozza.aperto("udp"):
        Avviso.objects.all().delete()
        approva(con_bozza, con_bozza.bozza, "Deliberazione n. 9")
        avvisi = list(Avviso.objects.filter(genere="versionebilancio.approva").select_related("destinatario"))
    chi_lo_sa = {a.destinatario.email.partition("@")[0] for a in avvisi}
    assert {"coordinatore", "sindaco", "sindaco.altro"} <= chi_lo_sa
    assert not chi_lo_sa & {"udp", "operatore", "ragioneria", "ats", "ets"}
    assert avvisi[0].url == f"{CASA}versioni/1/" and "Deliberazione n. 9 del 01/03/2025" in avvisi[0].testo
    assert stato(con_bozza, "sindaco", "versioni/1/") == 200 and "77.777,77" in corpo(con_bozza, "sindaco", "versioni/1/")


def test_si_filtrano_le_righe_di_tutto_l_ambito(con_bozza):
    with con_bozza.aperto("udp"):
        scheda = bilancio.obiettivi_dell_anno(ANNO).first()
        riga(con_bozza, con_bozza.bozza, scheda, "88888.88", "FSR", "Codogno")
    tutte = corpo(con_bozza, "udp", "versioni/1/")
    assert "88.888,88" in tutte and "77.777,77" in tutte and "Tutto l’Ambito" in tutte
    dell_ambito = corpo(con_bozza, "udp", "versioni/1/?comune=ambito")
    assert "88.888,88" not in dell_ambito and "77.777,77" in dell_ambito
    di_codogno = corpo(con_bozza, "udp", "versioni/1/?comune=098019")
    assert "88.888,88" in di_codogno and "77.777,77" not in di_codogno
    assert f"{CASA}versioni/0/?comune=ambito" in corpo(con_bozza, "udp")
    with con_bozza.aperto("udp"):
        righe = bilancio.righe(con_bozza.bozza).filter(capitolo__comune=None)
        assert bilancio.totale(righe) == Decimal("80012.33")


def test_il_registro_non_dice_gli_importi_di_una_bozza(con_bozza):
    """Lo leggono segretario e revisore, che le bozze non le vedono."""
    with con_bozza.aperto("udp"):
        scritta = con_bozza.bozza.righe.get(capitolo=con_bozza.capitolo)
        operazioni.cambia_riga(scritta, importo=Decimal("66666.66"), nota="", revisione=scritta.revisione, **chi(con_bozza))
        foglio = {"obiettivo": scritta.capitolo.obiettivo, "fondo": scritta.capitolo.fondo, "importo": Decimal("55555.55")}
        operazioni.scrivi_righe(con_bozza.bozza, [foglio], **chi(con_bozza))
        operazioni.togli_riga(scritta, **chi(con_bozza))
        operazioni.elimina_versione(con_bozza.bozza, **chi(con_bozza))
        eventi = Evento.objects.filter(verbo__regex="^(rigabilancio|versionebilancio)").values_list("frase", "prima", "dopo")
        scritto = " ".join(str(evento) for evento in eventi)
    assert "Cambiata la riga" in scritto and "Tolta la riga" in scritto
    importi = ("77777", "77.777", "66666", "66.666", "55555", "55.555", "1234.56", "1.234,56")
    assert [importo for importo in importi if importo in scritto] == []


def test_di_un_anno_con_la_sola_bozza_e_senza_piano_chi_guarda_non_trova_nulla(lodi):
    with lodi.aperto("udp"):
        VersioneBilancio.objects.create(anno=2031, numero=0, creata_il=ADESSO)
    pagine = {ruolo: lodi.client(ruolo).get("/lodi/rendicontazione/2031/bilancio/").status_code for ruolo in ("sindaco", "udp")}
    assert pagine == {"sindaco": 404, "udp": 200}
