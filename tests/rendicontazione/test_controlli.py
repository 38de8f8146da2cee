"""I controlli che guardano le righe insieme, e le spiegazioni del Comune."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.flusso import RequisitiMancanti
from rendicontazione import controlli, operazioni, selezioni
from rendicontazione.models import Spiegazione
from rendicontazione.selezioni.controlli import rilevati, rilevati_di, scoperti
from tests.rendicontazione.fabbriche import (
    ANNO,
    aggiungi,
    apri,
    chi,
    consegna,
    euro,
    invia,
    spesa_di,
    valori,
)

PRIMA = ANNO - 1


@pytest.mark.parametrize("prima, ora, frase", [
    ({}, {}, None),
    ({"a": ("A", euro("10000"))}, {"a": ("A", euro("13000"))}, None),
    ({"a": ("A", euro("10000"))}, {"a": ("A", euro("13000.01"))}, "Nel 2023 erano 10.000,00 €; ora 13.000,01 € (+30,0 %)."),
    ({"a": ("A", euro("10000"))}, {"a": ("A", euro("5000"))}, "Nel 2023 erano 10.000,00 €; ora 5.000,00 € (-50,0 %)."),
    ({"a": ("A", euro("500"))}, {"a": ("A", euro("1400"))}, None),
    ({}, {"a": ("A", euro("1000"))}, "Nel 2023 non c’era; ora 1.000,00 €."),
    ({"a": ("A", euro("1000"))}, {"b": ("B", euro("1"))}, "Nel 2023 erano 1.000,00 €; ora non c’è."),
    ({"a": ("A", euro("900")), "b": ("B", euro("100"))}, {}, "Nel 2023 erano 1.000,00 €; ora nessuna riga."),
])  # fmt: skip
def test_quando_una_variazione_si_fa_notare(prima, ora, frase):
    trovati = controlli.scostamenti(prima, ora, anno=2023, soglia=30)
    assert [r.frase for r in trovati] == ([frase] if frase else [])


@pytest.mark.parametrize(
    "valore, comuni, atteso", [("50.00", 5, False), ("49.99", 5, True), ("150.01", 9, True), ("10.00", 4, False)]
)
def test_la_distanza_dalla_mediana_si_dice_solo_fra_molti(valore, comuni, atteso):
    trovato = controlli.lontano_dalla_mediana(euro(valore), euro("100.00"), comuni=comuni, scarto=50)
    assert bool(trovato) is atteso
    assert controlli.lontano_dalla_mediana(None, euro("1"), comuni=9, scarto=50) is None


def test_un_salto_si_spiega_e_se_le_cifre_cambiano_si_conferma(con_prima):
    voce = aggiungi(con_prima, spesa_di(con_prima), lorda="20000.00")
    [rilevato] = scoperti(spesa_di(con_prima))
    assert (rilevato.codice, rilevato.frase) == ("C07", "Nel 2023 erano 10.000,00 €; ora 20.000,00 € (+100,0 %).")
    with pytest.raises(RequisitiMancanti, match="Un controllo va spiegato"):
        invia(con_prima)
    testi = {("C07", rilevato.riguarda): "Da gennaio il servizio copre anche i festivi"}
    assert operazioni.spiega(spesa_di(con_prima), testi, **chi(con_prima, "operatore")) == 1
    assert operazioni.spiega(spesa_di(con_prima), testi, **chi(con_prima, "operatore")) == 0
    assert not scoperti(spesa_di(con_prima))
    operazioni.cambia_voce(voce, valori=valori(lorda="25000.00"), revisione=1, **chi(con_prima, "operatore"))
    [superata] = rilevati_di(spesa_di(con_prima))
    assert superata.superata and superata.scoperto and superata.spiegazione.startswith("Da gennaio")
    operazioni.spiega(spesa_di(con_prima), testi, **chi(con_prima, "operatore"))
    assert invia(con_prima).stato == "inviato"
    assert Spiegazione.objects.get().rilevato.startswith("Nel 2023 erano 10.000,00 €; ora 25.000,00 €")


def test_una_spiegazione_vuota_si_toglie(con_prima):
    aggiungi(con_prima, spesa_di(con_prima), lorda="20000.00")
    chiave = ("C07", scoperti(spesa_di(con_prima))[0].riguarda)
    operazioni.spiega(spesa_di(con_prima), {chiave: "Così"}, **chi(con_prima, "operatore"))
    operazioni.spiega(spesa_di(con_prima), {chiave: "", ("C07", "inventata"): "x"}, **chi(con_prima, "operatore"))
    assert not Spiegazione.objects.exists()


def test_la_spiegazione_di_una_riga_e_la_sua_nota(aperta):
    voce = aggiungi(aperta, spesa_di(aperta), utenti=0)
    [rilevato] = scoperti(spesa_di(aperta))
    operazioni.spiega(spesa_di(aperta), {("C08", rilevato.riguarda): "Canone della sede"}, **chi(aperta, "operatore"))
    voce.refresh_from_db()
    assert (voce.nota, voce.revisione) == ("Canone della sede", 2)
    assert invia(aperta).stato == "inviato"


def test_chi_l_anno_prima_non_aveva_inviato_non_ha_confronti(lodi):
    with lodi.aperto("operatore"):
        apri(lodi, PRIMA)
        aggiungi(lodi, spesa_di(lodi, anno=PRIMA), lorda="10000.00")
        apri(lodi)
        aggiungi(lodi, spesa_di(lodi), lorda="90000.00")
        assert not rilevati_di(spesa_di(lodi))


@pytest.mark.parametrize("dichiarato, frase", [("1000.00", ""), ("1000.01", "0,01 € in meno"), ("900.00", "100,00 € in più")])
def test_il_totale_dichiarato_torna_o_ferma(aperta, dichiarato, frase):
    aggiungi(aperta, spesa_di(aperta))
    if frase:
        with pytest.raises(RequisitiMancanti, match=frase):
            invia(aperta, totale_dichiarato=euro(dichiarato))
    else:
        assert invia(aperta, totale_dichiarato=euro(dichiarato)).totale_dichiarato == euro(dichiarato)


def test_i_controlli_di_molti_comuni_costano_come_di_uno(con_prima):
    campagna = spesa_di(con_prima).campagna
    consegna(con_prima, lorda="10000.00", utenti=0, nota="canone")
    uno = _conta(con_prima, campagna)
    consegna(con_prima, "Casalpusterlengo", "operatore.altro", utenti=0, nota="canone")
    assert _conta(con_prima, campagna) == uno


def _conta(scena, campagna):
    tutti = list(selezioni.quadro(campagna))
    with CaptureQueriesContext(
        connection,
    ) as conto:
        assert rilevati(tutti, campagna)
    return len(conto)
