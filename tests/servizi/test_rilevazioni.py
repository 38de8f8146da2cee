"""Le misure annuali: chi le scrive, il perché dei salti, il foglio che va e torna, chi ha finito."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from ambito.models import Avviso, Caricamento
from ambito.poteri import PotereMancante
from servizi.controlli import MINIMI_DA_SPIEGARE, in_pubblico, misure_che_saltano, salta
from servizi.models import Consegna, Rilevazione
from servizi.operazioni import rilevazioni as operazioni
from servizi.operazioni.rilevazioni import RilevazioneCambiata
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni import rilevazioni
from tests.servizi.fabbriche import ANNO, apri_raccolta, chi, crea_organico, crea_unita, misure, scrivi, servizio

BASE = f"/lodi/servizi/rilevazioni/{ANNO}/comuni/098019/"


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        apri_raccolta(lodi)
        yield lodi


def test_aprire_una_raccolta_avvisa_chi_compila_una_volta_sola(aperta):
    prima = Avviso.objects.filter(genere="raccolta.apri").count()
    assert prima == 2
    raccolta = apri_raccolta(aperta, chiude=date(2025, 9, 30))
    assert raccolta.chiude == date(2025, 9, 30) and Avviso.objects.filter(genere="raccolta.apri").count() == prima
    with pytest.raises(DatoNonValido, match="non è ancora cominciato"):
        apri_raccolta(aperta, anno=2026)


def test_le_scrive_l_operatore_del_comune_o_l_ufficio(aperta):
    assert scrivi(aperta, utenti=12, costo=Decimal("300.50")).revisione == 1
    assert scrivi(aperta, "ADM", ruolo="udp", utenti=3).utenti == 3
    for ruolo in ("operatore.altro", "sindaco", "revisore"):
        with pytest.raises(PotereMancante):
            scrivi(aperta, "TM", ruolo=ruolo, utenti=1)
    with pytest.raises(DatoNonValido, match="almeno una misura"):
        scrivi(aperta, "TM")


def test_un_valore_che_salta_vuole_un_perche(aperta):
    scrivi(aperta, anno=ANNO - 1, utenti=100, ore=1000)
    with pytest.raises(DatoNonValido, match="scrivi perché"):
        scrivi(aperta, utenti=150, ore=1000)
    assert not Rilevazione.objects.filter(anno=ANNO).exists()
    assert scrivi(aperta, utenti=150, ore=1000, motivo="Nuovo bando").motivo == "Nuovo bando"
    assert scrivi(aperta, "SADH", utenti=150).utenti == 150


@given(misura=st.sampled_from(sorted(MINIMI_DA_SPIEGARE)), prima=st.integers(0, 10**6), dopo=st.integers(0, 10**6))
def test_quando_un_valore_salta(misura, prima, dopo):
    atteso = abs(dopo - prima) * 10 > prima * 3 and abs(dopo - prima) >= MINIMI_DA_SPIEGARE[misura]
    assert salta(misura, prima, dopo) == atteso
    assert (misura in misure_che_saltano({misura: prima}, {misura: dopo})) == atteso
    assert not salta(misura, None, dopo) and not salta(misura, prima, None)


@pytest.mark.parametrize(("vero", "detto"), [(None, None), (0, 0), (1, "meno di 3"), (2, "meno di 3"), (3, 3), (400, 400)])
def test_sotto_tre_persone_in_pubblico_non_si_dice(vero, detto):
    assert in_pubblico(vero) == detto


def test_due_persone_sulla_stessa_misura_non_si_sovrascrivono(aperta):
    scrivi(aperta, utenti=10)
    with pytest.raises(RilevazioneCambiata):
        scrivi(aperta, utenti=11)
    assert scrivi(aperta, utenti=12, revisione=1).revisione == 2
    with pytest.raises(RilevazioneCambiata):
        scrivi(aperta, utenti=13, revisione=1)
    assert Rilevazione.objects.get().utenti == 12


def test_togliere_lascia_traccia(aperta):
    riga = scrivi(aperta, utenti=10)
    operazioni.togli_misure(riga, **chi(aperta, "operatore"))
    assert not Rilevazione.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_due_ho_finito_insieme_fanno_una_consegna(lodi):
    with lodi.aperto("udp"):
        raccolta = apri_raccolta(lodi)
    via = Barrier(4)

    def finisce(_):
        try:
            with lodi.aperto("operatore"):
                via.wait()
                return operazioni.consegna(raccolta, lodi.comuni["Codogno"], **chi(lodi, "operatore")).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as mani:
        assert len(set(mani.map(finisce, range(4)))) == 1
    with lodi.aperto():
        assert Consegna.objects.count() == 1


def test_il_foglio_scaricato_e_ricaricato_non_cambia_nulla(aperta):
    scrivi(aperta, utenti=10, ore=40, costo=Decimal("1234.50"), motivo="prova")
    scrivi(aperta, "TM", anno=ANNO - 1, utenti=4)
    navigatore = aperta.client("operatore")
    for formato in ("csv", "xlsx"):
        foglio = navigatore.get(f"{BASE}modello/{formato}/").content
        if formato == "csv":
            # I servizi dell’anno prima ancora senza misure ci sono, vuoti: si riempiono o si tolgono.
            assert "TM Tutela minori" in foglio.decode("utf-8-sig")
            foglio = "\n".join(r for r in foglio.decode("utf-8-sig").splitlines() if "TM Tutela" not in r).encode()
            risposta = navigatore.post(BASE, {"file": SimpleUploadedFile("m.csv", foglio)})
            caricamento = Caricamento.objects.get(pk=int(risposta.url.rstrip("/").split("/")[-1]))
            assert (caricamento.anteprima["uguali"], caricamento.anteprima["nuove"], caricamento.esito) == (1, 0, "anteprima")
        else:
            assert foglio[:2] == b"PK"


def carica(scena, *righe):
    """Carica un csv con quelle righe (celle dopo Comune e anno) e restituisce il caricamento."""
    testa = "Codice Istat del Comune;Anno;Servizio;Utenti nell’anno;Ore erogate;Costo totale;Perché cambia molto"
    corpo = [f"098019 Codogno;{ANNO};{riga}" for riga in righe]
    file = SimpleUploadedFile("misure.csv", "\n".join([testa, *corpo]).encode())
    risposta = scena.client("operatore").post(BASE, {"file": file})
    assert risposta.status_code == 302, risposta.content.decode()
    return Caricamento.objects.get(pk=int(risposta.url.rstrip("/").split("/")[-1]))


def test_un_foglio_si_controlla_e_si_applica(aperta):
    scrivi(aperta, utenti=10)
    scrivi(aperta, anno=ANNO - 1, utenti=10)
    caricamento = carica(aperta, "SAD;12;;1.500,00;", "TM Tutela minori;4;30;;")
    assert (caricamento.anteprima["cambiate"], caricamento.anteprima["nuove"]) == (1, 1)
    risposta = aperta.client("operatore").post(f"/lodi/caricamenti/{caricamento.pk}/", {"azione": "applica"})
    assert risposta.status_code in (302, 303)
    scritte = {s.codice: adesso for s, adesso, _ in rilevazioni.del_comune(aperta.comuni["Codogno"], ANNO) if adesso}
    assert (scritte["SAD"].utenti, scritte["SAD"].costo, scritte["SAD"].revisione) == (12, Decimal("1500.00"), 2)
    assert (scritte["TM"].ore, scritte["TM"].costo) == (30, None)


def test_un_foglio_sbagliato_dice_dove_e_che_cosa_fare(aperta):
    scrivi(aperta, "TM", anno=ANNO - 1, utenti=100)
    caricamento = carica(aperta, "SAD;dodici;;;", "RSA;4;;;", "TM;10;;;", "ADM;;;;", "SADH;1;;;", "SADH;2;;;")
    frasi = {(e["riga"], e["colonna"]): e["frase"] for e in caricamento.anteprima["errori"]}
    assert caricamento.esito == "con_errori" and not Rilevazione.objects.filter(anno=ANNO).exists()
    assert "non è un servizio" in frasi[3, "Servizio"]
    assert (2, "Utenti nell’anno") in frasi
    assert "scrivi perché" in frasi[4, "Utenti nell’anno"]
    assert "nessuna misura" in frasi[5, ""] and "È già nella riga 6" in frasi[7, "Servizio"]


def test_le_pagine_dell_operatore(aperta):
    scrivi(aperta, anno=ANNO - 1, utenti=10, costo=Decimal("900.00"))
    navigatore = aperta.client("operatore")
    pagina = navigatore.get(BASE).content.decode()
    assert "1 servizio che il Comune aveva l’anno scorso è ancora da scrivere" in pagina and "Ho finito" in pagina
    sad = servizio("SAD").pk
    assert f"Nel {ANNO - 1}: 10." in navigatore.get(f"{BASE}servizi/{sad}/").content.decode()
    risposta = navigatore.post(f"{BASE}servizi/{sad}/", {"utenti": "40", "costo": "1.000,00"})
    assert risposta.status_code == 422 and "scrivi perché" in risposta.content.decode()
    dati = {"utenti": "40", "costo": "1.000,00", "motivo": "Più ore dal fondo"}
    assert navigatore.post(f"{BASE}servizi/{sad}/", dati).status_code == 302
    assert navigatore.post(f"{BASE}finito/").status_code == 302
    assert "Finito" in navigatore.get(BASE).content.decode()
    quadro = aperta.client("udp").get(f"/lodi/servizi/rilevazioni/{ANNO}/").content.decode()
    assert "1 su 4" in quadro.replace("</strong>", "") or "1</strong> su" in quadro
    assert "1.000,00" in quadro
    assert misure(utenti=40, costo=Decimal("1000.00")) == rilevazioni.misure_di(Rilevazione.objects.get(anno=ANNO))


def test_chi_non_vede_i_comuni_non_vede_pochissime_persone(aperta):
    scrivi(aperta, utenti=2, lista_attesa=1, costo=Decimal("900.00"))
    url = f"/lodi/servizi/catalogo/servizi/{servizio('SAD').pk}/"
    di_tutti, dell_ufficio = (aperta.client(chi_legge).get(url).content.decode() for chi_legge in ("sindaco", "udp"))
    assert di_tutti.count("meno di 3") == 2 and "Comune per Comune" not in di_tutti
    assert "meno di 3" not in dell_ufficio and "Comune per Comune" in dell_ufficio and "0,06" in dell_ufficio


def test_l_estrazione_per_la_regione_porta_i_codici_degli_altri(aperta):
    scrivi(aperta, utenti=12, costo=Decimal("300.50"))
    crea_unita(aperta)
    crea_organico(aperta)
    byte = aperta.client("revisore").get(f"/lodi/servizi/rilevazioni/{ANNO}/estrazione/").content
    with zipfile.ZipFile(io.BytesIO(byte)) as archivio:
        testi = {nome: archivio.read(nome).decode("utf-8-sig") for nome in archivio.namelist()}
    assert set(testi) == {"offerta.csv", f"misure-{ANNO}.csv", f"assistenti-sociali-{ANNO}.csv", "popolazione.csv", "LEGGIMI.txt"}
    testa, riga = (r.split(";") for r in testi[f"misure-{ANNO}.csv"].splitlines())
    misura = dict(zip(testa, riga, strict=True))
    assert (misura["istat_code"], misura["servizio"], misura["fnps"], misura["sioss"], misura["utenti"], misura["costo"]) == (
        "098019", "SAD", "2.1", "C1", "12", "300,50",
    )  # fmt: skip
    assert misura["ore"] == "" and "BILANCIO" in testi["LEGGIMI.txt"] and "FNPS" not in testi["LEGGIMI.txt"]
    assert "ASILO_NIDO" in testi["offerta.csv"] and "TI" in testi[f"assistenti-sociali-{ANNO}.csv"]
