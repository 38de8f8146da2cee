"""La campagna severa: righe dell’anno prima, due controlli, chiusura con la copia, solleciti."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, ProgrammingError, transaction

from ambito.flusso import RequisitiMancanti
from ambito.models import Avviso, Evento
from ambito.nucleo.impronta import impronta_file
from rendicontazione import operazioni
from rendicontazione.models import ChiusuraCampagna
from rendicontazione.selezioni.solleciti import da_sollecitare
from tests.rendicontazione.fabbriche import (
    ANNO,
    cambia,
    chi,
    consegna,
    euro,
    invia,
    riga,
    rileva,
    rimanda,
    spesa_di,
    valori,
)
from tests.scena import ADESSO


def test_le_righe_dell_anno_prima_si_riportano_senza_cifre(con_prima):
    assert operazioni.riporta_righe(spesa_di(con_prima), **chi(con_prima, "operatore")) == 1
    voce = spesa_di(con_prima).voci.get()
    assert (voce.da_completare, voce.spesa_lorda, voce.area.codice) == (True, Decimal("0.00"), "ANZ")
    with pytest.raises(RequisitiMancanti, match="senza cifre"):
        invia(con_prima)
    with pytest.raises(operazioni.NienteDaRiportare, match="già delle righe"):
        operazioni.riporta_righe(spesa_di(con_prima), **chi(con_prima, "operatore"))
    operazioni.cambia_voce(voce, valori=valori(lorda="10500.00"), revisione=0, **chi(con_prima, "operatore"))
    assert invia(con_prima).stato == "inviato"


def test_durante_una_correzione_si_riporta_solo_se_mancano_righe(con_prima):
    operazioni.spiega(spesa_di(con_prima), {("C07", ""): "Non abbiamo speso"}, **chi(con_prima, "operatore"))
    invia(con_prima, senza_spesa=True)
    rileva(con_prima, None, testo="La spesa c’è stata")
    rimanda(con_prima)
    assert operazioni.riporta_righe(spesa_di(con_prima), **chi(con_prima, "operatore")) == 1
    assert not spesa_di(con_prima).rilievi.da_affrontare().exists()
    voce = spesa_di(con_prima).voci.get()
    operazioni.cambia_voce(voce, valori=valori(lorda="10500.00"), revisione=0, **chi(con_prima, "operatore"))
    assert invia(con_prima).stato == "inviato"
    rileva(con_prima, spesa_di(con_prima).voci.get())
    rimanda(con_prima)
    operazioni.togli_voce(spesa_di(con_prima).voci.get(), **chi(con_prima, "operatore"))
    with pytest.raises(operazioni.RigaFerma, match="righe nuove"):
        operazioni.riporta_righe(spesa_di(con_prima), **chi(con_prima, "operatore"))


def test_senza_un_anno_prima_non_c_e_niente_da_riportare(aperta):
    with pytest.raises(operazioni.NienteDaRiportare, match="Nel 2023 non ci sono righe"):
        operazioni.riporta_righe(spesa_di(aperta), **chi(aperta, "operatore"))
    with pytest.raises(PermissionDenied):
        operazioni.riporta_righe(spesa_di(aperta), **chi(aperta, "udp"))


def test_con_due_controlli_valida_un_altra_persona(aperta):
    campagna = spesa_di(aperta).campagna
    regole = {"apre": campagna.apre, "chiude": campagna.chiude, "doppio_controllo": True}
    operazioni.cambia_campagna(campagna, **regole, **chi(aperta, "udp"))
    rendiconto = consegna(aperta)
    with pytest.raises(RequisitiMancanti, match="vuole due controlli"):
        operazioni.valida(rendiconto, **chi(aperta, "coordinatore"))
    assert operazioni.controlla(rendiconto, **chi(aperta, "udp")).stato == "controllato"
    with pytest.raises(operazioni.UnaPersonaSola):
        operazioni.valida(rendiconto, **chi(aperta, "udp"))
    assert spesa_di(aperta).stato == "controllato"
    assert operazioni.valida(rendiconto, **chi(aperta, "coordinatore")).stato == "validato"


def test_chi_controlla_non_toglie_da_se_il_secondo_controllo(aperta):
    campagna = spesa_di(aperta).campagna
    regole = {"apre": campagna.apre, "chiude": campagna.chiude}
    operazioni.cambia_campagna(campagna, **regole, doppio_controllo=True, **chi(aperta, "udp"))
    operazioni.controlla(consegna(aperta), **chi(aperta, "coordinatore"))
    with pytest.raises(operazioni.CampagnaNonValida, match="solo il coordinatore"):
        operazioni.cambia_campagna(campagna, **regole, doppio_controllo=False, **chi(aperta, "udp"))
    operazioni.cambia_campagna(campagna, **regole, doppio_controllo=False, **chi(aperta, "coordinatore"))
    with pytest.raises(operazioni.UnaPersonaSola):
        operazioni.valida(spesa_di(aperta), **chi(aperta, "coordinatore"))


def test_non_si_chiude_con_rilievi_in_sospeso(aperta):
    operazioni.valida(consegna(aperta), **chi(aperta, "udp"))
    rilievo = rileva(aperta, riga(aperta))
    with pytest.raises(RequisitiMancanti, match="Un Comune ha rilievi preparati"):
        operazioni.chiudi_campagna(spesa_di(aperta).campagna, **chi(aperta, "udp"))
    operazioni.togli_rilievo(spesa_di(aperta), rilievo.pk, **chi(aperta, "udp"))
    assert operazioni.chiudi_campagna(spesa_di(aperta).campagna, **chi(aperta, "udp")).stato == "chiusa"


def test_con_un_controllo_solo_si_valida_e_basta(aperta):
    rendiconto = consegna(aperta)
    with pytest.raises(RequisitiMancanti, match="un controllo solo"):
        operazioni.controlla(rendiconto, **chi(aperta, "udp"))
    assert operazioni.valida(rendiconto, **chi(aperta, "udp")).stato == "validato"


def test_la_chiusura_conserva_le_righe_e_nessuno_le_cambia(aperta):
    campagna = spesa_di(aperta).campagna
    operazioni.valida(consegna(aperta, lorda="1234.56"), **chi(aperta, "udp"))
    operazioni.chiudi_campagna(campagna, **chi(aperta, "udp"))
    prima = ChiusuraCampagna.objects.get()
    assert (prima.numero, prima.comuni, prima.righe, prima.spesa_lorda) == (1, 1, 1, euro("1234.56"))
    assert prima.impronta == impronta_file(bytes(prima.righe_csv)) and b"1234,56" in bytes(prima.righe_csv)
    operazioni.riapri_campagna(campagna, nota="Errore", **chi(aperta, "udp"))
    rimanda(aperta)
    cambia(aperta, lorda="1300.00")
    invia(aperta)
    operazioni.valida(spesa_di(aperta), **chi(aperta, "udp"))
    operazioni.chiudi_campagna(campagna, **chi(aperta, "udp"))
    seconda, vecchia = ChiusuraCampagna.objects.all()
    assert (seconda.numero, seconda.spesa_lorda) == (2, euro("1300.00"))
    assert vecchia.impronta == prima.impronta != seconda.impronta
    for scrive in (lambda: ChiusuraCampagna.objects.update(righe=0), lambda: ChiusuraCampagna.objects.all().delete()):
        with pytest.raises((InternalError, ProgrammingError), match="non si cambia"), transaction.atomic():
            scrive()


def test_si_sollecita_solo_chi_manca_una_volta_al_giorno(aperta):
    campagna = spesa_di(aperta).campagna
    consegna(aperta)
    righe = {r.comune.nome: r for r in da_sollecitare(campagna, ADESSO.date())}
    assert set(righe) == {"Lodi", "Casalpusterlengo", "Abbadia Cerreto"}
    assert righe["Lodi"].senza_nessuno and len(righe["Casalpusterlengo"].nuovi) == 1
    assert operazioni.sollecita(campagna, " Manca la vostra ", **chi(aperta, "udp")).persone == 1
    avviso = Avviso.objects.get(genere=f"rendiconto.sollecito.{ANNO}")
    assert (avviso.testo, avviso.url) == ("Manca la vostra", f"/lodi/rendicontazione/{ANNO}/comuni/098010/")
    assert Evento.objects.get(verbo="campagna.sollecita").dopo["comuni"] == ["098010"]
    with pytest.raises(operazioni.NessunoDaSollecitare, match="già ricevuto oggi"):
        operazioni.sollecita(campagna, "Ancora", **chi(aperta, "udp"))
    with pytest.raises(PermissionDenied):
        operazioni.sollecita(campagna, "x", **chi(aperta, "operatore"))
