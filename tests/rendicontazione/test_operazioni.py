"""Campagna, righe, invio, controllo: chi può, che cosa si rifiuta, che cosa resta scritto."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Evento
from rendicontazione import operazioni
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from tests.rendicontazione.fabbriche import aggiungi, apri, chi, consegna, euro, spesa_di, valori


def test_la_campagna_da_un_rendiconto_a_ogni_comune(aperta):
    assert Rendiconto.objects.count() == len(aperta.comuni)
    assert set(Rendiconto.objects.values_list("stato", flat=True)) == {"da_compilare"}


@pytest.mark.parametrize("anno, apre, chiude, parola", [
    (2024, date(2025, 2, 1), date(2025, 3, 1), "esiste già"),
    (2026, date(2025, 2, 1), date(2025, 3, 1), "non è ancora cominciato"),
    (2023, date(2025, 3, 1), date(2025, 2, 1), "prima dell’apertura"),
])  # fmt: skip
def test_campagne_rifiutate_con_una_frase(aperta, anno, apre, chiude, parola):
    with pytest.raises(operazioni.CampagnaNonValida, match=parola):
        operazioni.apri_campagna(anno=anno, apre=apre, chiude=chiude, **chi(aperta, "udp"))
    assert Campagna.objects.count() == 1


def test_la_netta_la_calcola_la_banca_dati(aperta):
    voce = aggiungi(aperta, spesa_di(aperta))
    assert VoceSpesa.objects.get(pk=voce.pk).spesa_netta == euro("825.00")
    assert spesa_di(aperta).stato == "in_compilazione"


@pytest.mark.parametrize("vincolo, altri", [
    ("vocespesa_liquidato", {"liquidato": "1000.01"}),
    ("vocespesa_netta", {"altre_entrate": "850.01"}),
    ("vocespesa_non_negativi", {"quota_ssn": "-0.01"}),
])  # fmt: skip
def test_la_banca_dati_rifiuta_righe_che_non_tornano(aperta, vincolo, altri):
    importi = {campo: Decimal(importo) for campo, importo in altri.items()}
    with pytest.raises(IntegrityError, match=vincolo), transaction.atomic():
        VoceSpesa.objects.create(rendiconto=spesa_di(aperta), **valori(**importi))


def test_una_riga_doppia_si_rifiuta_anche_senza_fondo(aperta):
    aggiungi(aperta, spesa_di(aperta))
    with pytest.raises(operazioni.VoceDoppia, match="C’è già una riga"):
        aggiungi(aperta, spesa_di(aperta))
    assert VoceSpesa.objects.count() == 1


def test_chi_scrive_dopo_un_collega_non_lo_sovrascrive(aperta):
    voce = aggiungi(aperta, spesa_di(aperta))
    operazioni.cambia_voce(voce, valori=valori(lorda="2000.00"), revisione=1, **chi(aperta, "operatore"))
    with pytest.raises(operazioni.VoceCambiata):
        operazioni.cambia_voce(voce, valori=valori(lorda="3000.00"), revisione=1, **chi(aperta, "operatore"))
    assert VoceSpesa.objects.get(pk=voce.pk).spesa_lorda == euro("2000.00")


def test_l_operatore_di_un_altro_comune_non_scrive(aperta):
    with pytest.raises(PermissionDenied):
        aggiungi(aperta, spesa_di(aperta), ruolo="operatore.altro")
    with pytest.raises(PermissionDenied):
        aggiungi(aperta, spesa_di(aperta), ruolo="coordinatore")
    assert not VoceSpesa.objects.exists()


def test_dopo_l_invio_le_righe_non_si_toccano(aperta):
    rendiconto = consegna(aperta)
    voce = rendiconto.voci.get()
    for scrivi in (
        lambda: aggiungi(aperta, rendiconto, area="DIS"),
        lambda: operazioni.cambia_voce(voce, valori=valori(), revisione=1, **chi(aperta, "operatore")),
        lambda: operazioni.togli_voce(voce, **chi(aperta, "operatore")),
    ):
        with pytest.raises(operazioni.RendicontoChiuso, match="già stata inviata"):
            scrivi()
    assert rendiconto.voci.count() == 1


def test_senza_righe_serve_la_dichiarazione(aperta):
    invio = {"messaggio": "", **chi(aperta, "operatore")}
    with pytest.raises(RequisitiMancanti, match="Non c’è nessuna riga"):
        operazioni.invia(spesa_di(aperta), senza_spesa=False, **invio)
    assert spesa_di(aperta).inviato_il is None
    assert operazioni.invia(spesa_di(aperta), senza_spesa=True, **invio).stato == "inviato"


@pytest.mark.parametrize("altri", [{"utenti": 0}, {"lorda": "0.00", "compartecipazione_utenti": Decimal(0), "quota_ssn": Decimal(0),
                                                   "altre_entrate": Decimal(0), "liquidato": Decimal(0)}])  # fmt: skip
def test_utenti_senza_spesa_e_spesa_senza_utenti_si_spiegano(aperta, altri):
    voce = aggiungi(aperta, spesa_di(aperta), **altri)
    invio = {"senza_spesa": False, "messaggio": "", **chi(aperta, "operatore")}
    with pytest.raises(RequisitiMancanti, match="va spiegato"):
        operazioni.invia(spesa_di(aperta), **invio)
    spiegati = valori(**altri, nota="Servizio gestito dall’azienda")
    operazioni.cambia_voce(voce, valori=spiegati, revisione=1, **chi(aperta, "operatore"))
    assert operazioni.invia(spesa_di(aperta), **invio).stato == "inviato"


def test_rimandare_vuole_il_motivo_e_il_comune_lo_legge(aperta):
    rendiconto = consegna(aperta)
    with pytest.raises(RequisitiMancanti, match="motivo"):
        operazioni.rimanda(rendiconto, motivo="  ", **chi(aperta, "udp"))
    operazioni.rimanda(rendiconto, motivo="Manca il nido", **chi(aperta, "udp"))
    assert (spesa_di(aperta).stato, spesa_di(aperta).motivo) == ("rettifica_richiesta", "Manca il nido")
    aggiungi(aperta, spesa_di(aperta), area="FM")
    reinviata = operazioni.invia(spesa_di(aperta), senza_spesa=False, messaggio="Aggiunto", **chi(aperta, "operatore"))
    assert (reinviata.stato, spesa_di(aperta).motivo) == ("inviato", "")


def test_certifica_la_ragioneria_e_valida_l_ufficio(aperta):
    rendiconto = consegna(aperta)
    for ruolo in ("operatore", "ragioneria.altro", "coordinatore"):
        with pytest.raises(PermissionDenied):
            operazioni.certifica(rendiconto, **chi(aperta, ruolo))
    operazioni.certifica(rendiconto, **chi(aperta, "ragioneria"))
    with pytest.raises(PermissionDenied):
        operazioni.valida(rendiconto, **chi(aperta, "ragioneria"))
    assert operazioni.valida(rendiconto, **chi(aperta, "udp")).stato == "validato"


def test_chiusura_e_riapertura(aperta):
    campagna = Campagna.objects.get()
    rendiconto = consegna(aperta)
    with pytest.raises(RequisitiMancanti, match="aspetta"):
        operazioni.chiudi_campagna(campagna, **chi(aperta, "udp"))
    operazioni.valida(rendiconto, **chi(aperta, "udp"))
    operazioni.chiudi_campagna(campagna, **chi(aperta, "udp"))
    assert spesa_di(aperta).stato == "chiuso"
    with pytest.raises(operazioni.RendicontoChiuso, match="è chiusa"):
        aggiungi(aperta, spesa_di(aperta, "Casalpusterlengo"), ruolo="operatore.altro")
    with pytest.raises(TransizioneNonAmmessa):
        operazioni.rimanda(rendiconto, motivo="tardi", **chi(aperta, "udp"))
    operazioni.riapri_campagna(campagna, nota="Errore di un Comune", **chi(aperta, "udp"))
    assert spesa_di(aperta).stato == "validato"


def test_prima_dell_apertura_non_si_scrive(lodi):
    with lodi.aperto("operatore"):
        campagna = apri(lodi)
        operazioni.cambia_campagna(campagna, apre=date(2025, 6, 11), chiude=date(2025, 7, 1), **chi(lodi, "udp"))
        with pytest.raises(operazioni.RendicontoChiuso, match="apertura 11 giugno 2025"):
            aggiungi(lodi, spesa_di(lodi))


def test_ogni_scrittura_lascia_una_riga_nel_registro(aperta):
    consegna(aperta)
    verbi = set(Evento.objects.values_list("verbo", flat=True))
    assert {"campagna.apri", "vocespesa.aggiungi", "rendiconto.comincia", "rendiconto.invia"} <= verbi
