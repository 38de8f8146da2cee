"""Il protocollo: a mano o da un registro, senza buchi, nello stato e nella ricevuta; se il registro tace l’invio resta."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from accordo import operazioni
from accordo.documenti.adesione import prepara
from accordo.models import Adesione, NumeratoreProtocollo
from accordo.registri import PROTOCOLLI, ProtocolloIndisponibile, ServizioProtocollo
from ambito.models import Avviso
from tests.accordo.fabbriche import adesso, compila, conferma, crea_avviso, invia, oggi, rilegge, rimanda, salva

CODOGNO = "/lodi/accordo/2025-2027/adesioni/098019/"


def ufficio(lodi, ruolo="udp"):
    return {"poteri": lodi.poteri(ruolo), "adesso": adesso()}


def test_a_mano_si_scrive_si_corregge_e_sta_nella_ricevuta(lodi):
    with lodi.aperto("udp"):
        adesione = invia(lodi, crea_avviso(lodi))
        assert adesione.protocollo == ""
        operazioni.protocolla(adesione, numero=" 4107 ", data=oggi(), **ufficio(lodi))
        corretta = operazioni.protocolla(adesione, numero="4108", data=oggi(), **ufficio(lodi))
        assert corretta.protocollo.startswith("n. 4108 del ")
        assert prepara(rilegge(adesione), oggi()).dati["protocollo"] == corretta.protocollo


@pytest.mark.parametrize(
    ("numero", "giorni", "frase"), [("  ", 0, "Scrivi il numero"), ("1", 1, "fra il giorno"), ("1", -1, "fra il")]
)
def test_numero_e_data_possibili(lodi, numero, giorni, frase):
    with lodi.aperto("udp"):
        adesione = invia(lodi, crea_avviso(lodi))
        with pytest.raises(operazioni.ProtocolloNonAmmesso, match=frase):
            operazioni.protocolla(adesione, numero=numero, data=oggi() + timedelta(days=giorni), **ufficio(lodi))


def test_una_bozza_non_si_protocolla_e_solo_l_ufficio(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        bozza = compila(lodi, avviso)
        with pytest.raises(operazioni.ProtocolloNonAmmesso, match="non lo è ancora"):
            operazioni.protocolla(bozza, numero="1", data=oggi(), **ufficio(lodi))
        inviata = conferma(lodi, bozza)
        for scrittura in (
            lambda chi: operazioni.protocolla(inviata, numero="1", data=oggi(), **chi),
            lambda chi: operazioni.chiedi_protocollo(inviata, **chi),
            lambda chi: operazioni.scegli_protocollo("interno", **chi),
        ):
            with pytest.raises(PermissionDenied):
                scrittura(ufficio(lodi, "operatore"))


def test_il_registro_interno_numera_all_invio_e_una_volta_sola(lodi):
    with lodi.aperto("udp"):
        operazioni.scegli_protocollo("interno", **ufficio(lodi))
        avviso = crea_avviso(lodi)
        prima = invia(lodi, avviso)
        seconda = invia(lodi, avviso, "Casalpusterlengo", "operatore.altro")
        assert [a.protocollo_numero for a in (prima, seconda)] == ["0000001", "0000002"]
        assert prima.protocollo_data == oggi() and prima.protocollo_servizio == "interno"
        rimanda(lodi, prima, "pec")
        salva(lodi, prima, "dati", {"pec": "nuova@pec.example.it"})
        ancora = conferma(lodi, prima)
        assert (ancora.protocollo_numero, NumeratoreProtocollo.objects.get().ultimo) == ("0000001", 2)
        with pytest.raises(operazioni.ProtocolloNonAmmesso, match="non si cambia a mano"):
            operazioni.protocolla(prima, numero="9", data=oggi(), **ufficio(lodi))


def test_la_ricevuta_per_posta_dice_numero_e_protocollo(lodi):
    with lodi.aperto("udp"):
        operazioni.scegli_protocollo("interno", **ufficio(lodi))
        adesione = invia(lodi, crea_avviso(lodi))
        ricevute = Avviso.objects.filter(genere="adesione.ricevuta")
        assert {r.destinatario.email for r in ricevute} == {"operatore@lodi.example", "sindaco@lodi.example"}
        ricevuta = ricevute[0]
        assert adesione.numero_scritto in ricevuta.titolo and "n. 0000001 del" in ricevuta.testo


def test_se_il_registro_tace_l_invio_resta_e_il_protocollo_si_chiede_dopo(lodi, monkeypatch):
    risposte = iter([None, ("P-77", oggi())])

    def assegna(adesione, adesso):
        if (risposta := next(risposte)) is None:
            raise ProtocolloIndisponibile("Il protocollo non risponde.")
        return risposta

    monkeypatch.setitem(PROTOCOLLI, "prova", ServizioProtocollo("prova", "Di prova", assegna))
    with lodi.aperto("udp"):
        operazioni.scegli_protocollo("prova", **ufficio(lodi))
        adesione = invia(lodi, crea_avviso(lodi))
        assert (adesione.stato, adesione.protocollo) == ("presentata", "")
        assert operazioni.chiedi_protocollo(adesione, **ufficio(lodi)).protocollo_numero == "P-77"
        with pytest.raises(operazioni.ProtocolloNonAmmesso, match="c’è già"):
            operazioni.chiedi_protocollo(adesione, **ufficio(lodi))


def test_un_servizio_che_non_c_e_non_si_sceglie(lodi):
    with lodi.aperto("udp"), pytest.raises(operazioni.ProtocolloNonAmmesso, match="non c’è"):
        operazioni.scegli_protocollo("inventato", **ufficio(lodi))


def test_la_banca_dati_rifiuta_mezzi_protocolli_e_numeri_indietro(lodi):
    with lodi.aperto("udp"):
        operazioni.scegli_protocollo("interno", **ufficio(lodi))
        adesione = invia(lodi, crea_avviso(lodi))
        for tentativo in (
            lambda: Adesione.objects.filter(pk=adesione.pk).update(protocollo_data=None),
            lambda: NumeratoreProtocollo.objects.update(ultimo=0),
            lambda: NumeratoreProtocollo.objects.all().delete(),
        ):
            with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
                tentativo()


def test_le_pagine(lodi):
    with lodi.aperto("udp"):
        invia(lodi, crea_avviso(lodi))
    udp = lodi.client("udp")
    assert "Non ancora protocollata" in udp.get(f"{CODOGNO}istruttoria/").content.decode()
    futuro = udp.post(f"{CODOGNO}protocollo/", {"numero": "1", "data": oggi() + timedelta(days=2)})
    assert futuro.status_code == 422 and "fra il giorno del primo invio e oggi" in futuro.content.decode()
    assert udp.post(f"{CODOGNO}protocollo/", {"numero": "4107", "data": oggi()}).url == f"{CODOGNO}istruttoria/"
    assert "Protocollo n. 4107 del" in lodi.client("operatore").get(CODOGNO).content.decode()
    assert udp.post("/lodi/accordo/protocollo/", {"servizio": "interno"}).url == "/lodi/accordo/"
    assert udp.post(f"{CODOGNO}protocollo/chiedi/").url == f"{CODOGNO}istruttoria/"
