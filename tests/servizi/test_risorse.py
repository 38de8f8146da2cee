"""Le assegnazioni: quanto entra, quanto si impegna, che cosa si rischia di perdere; i bandi e i loro promemoria."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ambito import flusso
from ambito.models import Avviso, Evento
from servizi import annunci
from servizi.compiti import compiti
from servizi.operazioni import bandi, fondi
from servizi.operazioni.scrittura import DatoNonValido
from servizi.riepilogo import proiezione
from servizi.selezioni import bandi as letture_bandi
from servizi.selezioni import risorse
from servizi.stati import StatoBando
from tests.scena import ADESSO
from tests.servizi.fabbriche import apri_raccolta, chi, crea_assegnazione, crea_bando

DAL = date(2025, 1, 1)


def euro(testo):
    return Decimal(testo)


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        yield lodi


def usa(scena, assegnazione, al, impegnato, pagato="0.00"):
    return fondi.aggiorna_utilizzo(assegnazione, al=al, impegnato=euro(impegnato), pagato=euro(pagato), **chi(scena))


def incassa(scena, assegnazione, importo):
    return fondi.incassa(assegnazione, giorno=DAL, importo=euro(importo), causale="", **chi(scena))


def test_le_cifre_di_un_assegnazione(aperta):
    una = crea_assegnazione(aperta, "1000.00")
    incassa(aperta, una, "600.00")
    incassa(aperta, una, "-100.00")
    usa(aperta, una, date(2025, 3, 1), "200.00", "50.00")
    usa(aperta, una, date(2025, 6, 1), "450.10", "300.00")
    letta = risorse.assegnazione(una.pk)
    assert (letta.incassato, letta.impegnato, letta.pagato, risorse.residuo(letta)) == (
        euro("500.00"), euro("450.10"), euro("300.00"), euro("549.90"),
    )  # fmt: skip
    assert risorse.totali([letta])["residuo"] == euro("549.90")


def test_non_si_incassa_piu_dell_assegnato_ne_si_impegna_all_indietro(aperta):
    una = crea_assegnazione(aperta, "1000.00")
    incassa(aperta, una, "900.00")
    for sbagliato in ("100.01", "-900.01", "0.00"):
        with pytest.raises(DatoNonValido):
            incassa(aperta, una, sbagliato)
    usa(aperta, una, date(2025, 3, 1), "200.00", "50.00")
    for al, impegnato, pagato, frase in [
        (date(2025, 4, 1), "199.99", "50.00", "non possono scendere"),
        (date(2025, 2, 1), "200.01", "50.00", "non possono scendere"),
        (date(2025, 4, 1), "300.00", "300.01", "non può superare"),
        (date(2025, 4, 1), "1000.01", "0.00", "L’assegnazione è di"),
    ]:
        with pytest.raises(DatoNonValido, match=frase):
            usa(aperta, una, al, impegnato, pagato)
    una.importo = euro("150.00")
    with pytest.raises(DatoNonValido, match="Ne sono già impegnati"):
        fondi.salva_assegnazione(una, **chi(aperta))
    una.importo = euro("899.99")
    with pytest.raises(DatoNonValido, match="Ne sono già entrati 900,00"):
        fondi.salva_assegnazione(una, **chi(aperta))


def test_la_parte_vincolata_dice_a_che_cosa(aperta):
    with pytest.raises(DatoNonValido, match="a che cosa"):
        crea_assegnazione(aperta, vincolata=euro("500.00"))
    with pytest.raises(DatoNonValido, match="più dell’importo"):
        crea_assegnazione(aperta, vincolata=euro("1000.01"), vincolo="minori")
    assert crea_assegnazione(aperta, vincolata=euro("1000.00"), vincolo="minori").vincolata == euro("1000.00")
    with pytest.raises(DatoNonValido, match="c’è già un’assegnazione"):
        crea_assegnazione(aperta)
    assert crea_assegnazione(aperta, annualita=2025) and risorse.assegnazioni().count() == 2


def test_che_cosa_si_rischia_di_non_spendere(aperta):
    una = crea_assegnazione(aperta, "1000.00", entro=DAL + timedelta(days=100))
    usa(aperta, una, DAL + timedelta(days=50), "300.00")
    letta = risorse.assegnazione(una.pk)
    assert risorse.a_rischio(letta, DAL + timedelta(days=60)) == euro("400.00")
    assert risorse.a_rischio(letta, DAL + timedelta(days=100)) == euro("700.00")
    usa(aperta, una, DAL + timedelta(days=60), "600.00")
    assert risorse.a_rischio(risorse.assegnazione(una.pk), DAL + timedelta(days=60)) == 0
    assert risorse.a_rischio(risorse.assegnazione(crea_assegnazione(aperta, annualita=2020, entro=None).pk), DAL) is None


@given(centesimi=st.integers(0, 10**10), passati=st.integers(0, 2000), restano=st.integers(0, 2000))
def test_la_proiezione_non_scende_mai_sotto_il_fatto(centesimi, passati, restano):
    fatto, al = Decimal(centesimi).scaleb(-2), DAL + timedelta(days=passati)
    prevista = proiezione(fatto, DAL, al, al + timedelta(days=restano))
    assert prevista >= fatto and (restano or prevista == fatto)


def test_il_cammino_di_un_bando(aperta):
    bando = crea_bando(aperta, importo=None)
    with pytest.raises(flusso.RequisitiMancanti, match="importo che si chiede"):
        bandi.compi(bando, "presenta", **chi(aperta))
    bando.importo = euro("5000.00")
    bandi.salva_bando(bando, **chi(aperta))
    bando = bandi.compi(bandi.compi(bando, "prepara", **chi(aperta)), "presenta", **chi(aperta))
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        bandi.compi(bando, "respingi", **chi(aperta))
    bando = bandi.finanzia(bando, ottenuto=euro("4000.00"), rendicontare_entro=date(2026, 1, 31), cup="", **chi(aperta))
    assert bando.stato == StatoBando.FINANZIATO and letture_bandi.termine(bando) == date(2026, 1, 31)
    with pytest.raises(flusso.TransizioneNonAmmessa):
        bandi.compi(bando, "presenta", **chi(aperta))
    assert bandi.compi(bando, "rendiconta", **chi(aperta)).stato == StatoBando.RENDICONTATO
    assert Evento.objects.filter(oggetto_tipo="servizi.bando").count() >= 5


def test_i_promemoria_arrivano_trenta_sette_e_un_giorno_prima_una_volta_sola(aperta):
    apri_raccolta(aperta, chiude=date(2025, 7, 8))
    bando = crea_bando(aperta, scade_il=date(2025, 7, 8))
    crea_assegnazione(aperta, entro=date(2025, 7, 8))
    Avviso.objects.all().delete()
    giorni = [date(2025, 7, 8) - timedelta(days=n) for n in range(40, -1, -1)]
    for oggi in giorni + giorni:
        annunci.ricorda(oggi, ADESSO)

    def quando(genere):
        return sorted({a.giorno for a in Avviso.objects.filter(genere__startswith=genere)})

    assert quando("scadenza.presenta") == quando("scadenza.impegna") == [giorni[10], giorni[33], giorni[39]]
    assert quando("misure.") == [giorni[33], giorni[39]]
    assert Avviso.objects.filter(genere="scadenza.presenta", oggetto_id=bando.pk).count() == 3 * 2
    assert Avviso.objects.filter(genere="misure.098019").count() == 2


def test_tocca_a_chi_tocca(aperta):
    oggi = timezone.localdate()
    apri_raccolta(aperta, chiude=oggi + timedelta(days=5))
    crea_bando(aperta, scade_il=oggi + timedelta(days=20))
    crea_bando(aperta, titolo="Lontano", scade_il=oggi + timedelta(days=31))
    crea_assegnazione(aperta, entro=oggi + timedelta(days=80))
    titoli = {r: [c.titolo for c in compiti(aperta.poteri(r), oggi)] for r in ("operatore", "operatore.altro", "udp", "sindaco")}
    assert titoli["operatore"] == ["Scrivi le misure 2024 dei servizi di Codogno"]
    assert titoli["operatore.altro"] == ["Scrivi le misure 2024 dei servizi di Casalpusterlengo"]
    assert titoli["udp"] == ["Presenta la domanda: Bando di prova", "Impegna ciò che resta: FNPS 2024"]
    assert titoli["sindaco"] == []


def test_le_misure_in_ritardo_restano_finche_non_ne_comincia_una_nuova(aperta):
    oggi = timezone.localdate()
    apri_raccolta(aperta, anno=2023, chiude=oggi - timedelta(days=400))
    apri_raccolta(aperta, anno=2024, chiude=oggi - timedelta(days=3))
    (compito,) = compiti(aperta.poteri("operatore"), oggi)
    assert compito.titolo == "Scrivi le misure 2024 dei servizi di Codogno" and compito.scadenza == oggi - timedelta(days=3)
    assert "il termine era il" in aperta.client("operatore").get("/lodi/").content.decode()


def test_dalle_pagine_si_impegna_e_si_finanzia(aperta):
    una, bando = crea_assegnazione(aperta, "1000.00"), crea_bando(aperta)
    navigatore = aperta.client("udp")
    url = f"/lodi/servizi/fondi/{una.pk}/"
    risposta = navigatore.post(f"{url}utilizzo/", {"al": "2025-06-01", "impegnato": "1.200,00", "pagato": "0"})
    assert risposta.status_code == 422 and "L’assegnazione è di 1.000,00 euro" in risposta.content.decode()
    assert navigatore.post(f"{url}utilizzo/", {"al": "2025-06-01", "impegnato": "250,00", "pagato": "0"}).url == url
    assert "750,00" in navigatore.get(url).content.decode()
    scheda = f"/lodi/servizi/bandi/{bando.pk}/"
    assert "Lascia il bando" in navigatore.get(scheda).content.decode()
    assert navigatore.post(f"{scheda}lascia/", {"motivo": ""}).status_code == 422
    assert navigatore.post(f"{scheda}lascia/", {"motivo": "Non siamo pronti"}).url == scheda
    pagina = navigatore.get(scheda).content.decode()
    assert "Lasciato" in pagina and "Non siamo pronti" in pagina
    assert "Lasciato" in aperta.client("sindaco").get("/lodi/servizi/bandi/?stato=rinunciato").content.decode()
