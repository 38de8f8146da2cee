"""Le griglie di una campagna chiusa si riempiono con le corrispondenze della chiusura: sempre, e ovunque vada l’Ambito."""

import csv
import io
from decimal import Decimal

import pytest

from ambito.nucleo.impronta import impronta
from rendicontazione import operazioni, rapporti, selezioni
from rendicontazione.griglie import documento, letture, versioni
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.models import Campagna, ChiusuraCampagna, Corrispondenza, VersioneCorrispondenze
from rendicontazione.selezioni import regole
from tests.rendicontazione.fabbriche import ANNO, apri, chi, consegna, spesa_di
from tests.scena import ADESSO, OGGI

PAGINE = f"/lodi/rendicontazione/{ANNO}/griglie/"
DOMICILIARE = {"asse": "riga", "intervento": "2.1"}


def celle(codice="FNPS"):
    """Le celle piene di una griglia della campagna, dalla sua prima misura."""
    campagna, griglia = selezioni.campagna(ANNO), griglie()[codice]
    piena = letture.piena(griglia, griglia.misure[0], letture.righe(campagna), regole.della_campagna(campagna).regole)
    return {cella: valore for cella, valore in piena.celle.items() if valore}


def altrove(voce="1.1"):
    """Le corrispondenze di un’altra installazione: la domiciliare va in un’altra casella."""
    Corrispondenza.objects.filter(versione__griglia="FNPS", **DOMICILIARE).update(voce=voce)


def chiudi(scena):
    return operazioni.chiudi_campagna(spesa_di(scena).campagna, **chi(scena, "udp"))


def chiudi_con_la_sua_casella(lodi, gestore):
    """La campagna di Lodi chiusa, con la domiciliare in una casella scelta nella console."""
    versione = versioni.copia("FNPS", ANNO, gestore=gestore, adesso=ADESSO)
    riga = versione.righe.select_related("versione").get(**DOMICILIARE)
    versioni.cambia(riga, valori={**DOMICILIARE, "area": "", "voce": "2.2", "peso": Decimal(1)}, gestore=gestore, adesso=ADESSO)
    with lodi.aperto("operatore"):
        apri(lodi)
        operazioni.valida(consegna(lodi, lorda="1000.01"), **chi(lodi, "udp"))
        chiudi(lodi)
    return lodi


@pytest.fixture
def chiusa(lodi, gestore):
    return chiudi_con_la_sua_casella(lodi, gestore)


def test_la_chiusura_conserva_le_corrispondenze_con_la_loro_impronta(chiusa):
    with chiusa.aperto("udp"):
        fissata = ChiusuraCampagna.objects.get()
        assert fissata.impronta_regole == impronta(fissata.regole)
        assert set(fissata.regole) == set(griglie())
        assert ["riga", "2.1", "", "2.2", "1"] in fissata.regole["FNPS"]
        assert regole.della_campagna(fissata.campagna).regole == regole.dell_anno(ANNO)


@pytest.mark.parametrize("come", ["altrove", "senza_versioni"])
def test_le_griglie_di_una_campagna_chiusa_non_seguono_le_corrispondenze_del_posto(chiusa, come):
    with chiusa.aperto("udp"):
        prima, csv_prima = celle(), documento.prepara(selezioni.campagna(ANNO), OGGI).allegati
        allegato = [t.valori() for t in rapporti.degli_schemi(selezioni.campagna(ANNO)).tavole]
        assert [riga for riga, _ in prima] == ["2.2"]
        if come == "altrove":
            altrove()
        else:
            Corrispondenza.objects.all().delete()
            VersioneCorrispondenze.objects.all().delete()
        assert regole.dell_anno(ANNO) != regole.della_campagna(selezioni.campagna(ANNO)).regole
        assert celle() == prima
        assert documento.prepara(selezioni.campagna(ANNO), OGGI).allegati == csv_prima
        assert [t.valori() for t in rapporti.degli_schemi(selezioni.campagna(ANNO)).tavole] == allegato


def test_riaperta_e_richiusa_tiene_le_corrispondenze_della_prima_chiusura(chiusa):
    with chiusa.aperto("udp"):
        prima = celle()
        altrove()
        operazioni.riapri_campagna(spesa_di(chiusa).campagna, nota="Un errore", **chi(chiusa, "udp"))
        assert celle() == prima
        chiudi(chiusa)
        seconda, vecchia = ChiusuraCampagna.objects.all()
        assert (seconda.numero, seconda.impronta_regole) == (2, vecchia.impronta_regole)
        assert seconda.regole == vecchia.regole and celle() == prima


def test_una_griglia_nata_dopo_la_chiusura_si_riempie_con_le_corrispondenze_dell_anno(chiusa, monkeypatch):
    del_portale = regole.del_portale()
    monkeypatch.setattr(regole, "del_portale", lambda: {**del_portale, "NUOVA": del_portale["FNPS"]})
    with chiusa.aperto("udp"):
        usate = regole.della_campagna(selezioni.campagna(ANNO)).regole
    assert usate["NUOVA"] == regole.regole("FNPS", ANNO) != usate["FNPS"]


def test_pagine_fogli_e_pdf_dicono_quali_corrispondenze_sono(chiusa):
    with chiusa.aperto("udp"):
        segno = ChiusuraCampagna.objects.get().impronta_regole
        dati = documento.prepara(selezioni.campagna(ANNO), OGGI).dati
    frase = f"Corrispondenze fissate alla chiusura 1 del 10/06/2025, impronta {segno[:12]}."
    assert dati["regole"] == frase
    udp = chiusa.client("udp")
    for pagina in ("", "fnps/", "fnps/2.2/DNA/"):
        assert frase in udp.get(PAGINE + pagina).content.decode(), pagina
    foglio = udp.get(f"{PAGINE}fnps/?formato=csv").content.decode("utf-8-sig")
    assert frase in [r[1] for r in csv.reader(io.StringIO(foglio), delimiter=";")]
    assert segno in udp.get(f"/lodi/rendicontazione/{ANNO}/campagna/").content.decode()


def test_di_una_chiusura_senza_corrispondenze_la_pagina_lo_dice(lodi):
    """Le chiusure di prima, e gli anni dimostrativi caricati già chiusi."""
    with lodi.aperto("operatore"):
        apri(lodi)
        operazioni.valida(consegna(lodi, lorda="1000.01"), **chi(lodi, "udp"))
        assert not regole.della_campagna(selezioni.campagna(ANNO)).da_dove
        Campagna.objects.update(stato="chiusa")
        assert regole.della_campagna(selezioni.campagna(ANNO)).regole == regole.dell_anno(ANNO)
        assert documento.prepara(selezioni.campagna(ANNO), OGGI).dati["regole"] == regole.NON_CONSERVATE
    for pagina in ("", "sioss/"):
        assert "Corrispondenze non conservate" in lodi.client("udp").get(PAGINE + pagina).content.decode()


def test_le_ore_che_la_scheda_chiede_non_si_inventano_e_lo_si_dice(chiusa):
    with chiusa.aperto("udp"):
        griglia = next(g for g in documento.prepara(selezioni.campagna(ANNO), OGGI).dati["griglie"] if "SOSE" in g["titolo"])
    detto = griglie()["SOSE"].avvertenza
    assert "non le raccoglie" in detto and griglia["avvertenza"] == detto
    udp = chiusa.client("udp")
    assert detto in udp.get(f"{PAGINE}sose/").content.decode() and detto in udp.get(PAGINE).content.decode()
    assert detto in udp.get(f"{PAGINE}sose/?formato=csv").content.decode("utf-8-sig")
    assert detto not in udp.get(f"{PAGINE}fnps/").content.decode()
