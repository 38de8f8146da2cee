"""Il calendario: ogni scadenza nel suo giorno e una volta sola, il mese nell’indirizzo, oggi detto in parole."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito import flusso
from servizi.models import Bando
from servizi.operazioni import bandi as operazioni
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni.agenda import PARTE_DI, appuntamenti
from servizi.selezioni.termini import GENERI
from tests.servizi.fabbriche import (
    chi,
    crea_affidamento,
    crea_assegnazione,
    crea_bando,
    crea_rete,
    crea_sopralluogo,
    crea_unita,
)

URL = "/lodi/servizi/calendario/"
DAL, AL = date(2025, 6, 1), date(2025, 6, 30)


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        yield lodi


def detti(dal=DAL, al=AL):
    return [(a.giorno, a.che_cosa, a.nome) for a in appuntamenti(dal, al)]


def test_ogni_genere_di_termine_ha_la_sua_parte():
    assert set(PARTE_DI) == set(GENERI)


def test_in_un_mese_ci_sono_i_suoi_termini_e_non_quelli_degli_altri(aperta):
    crea_bando(aperta, "Scaduto a maggio", date(2025, 5, 31))
    crea_bando(aperta, "Di giugno", AL)
    crea_bando(aperta, "Di luglio", date(2025, 7, 1))
    crea_assegnazione(aperta, entro=DAL)
    crea_affidamento(aperta, al=date(2025, 6, 15))
    crea_sopralluogo(aperta, crea_unita(aperta), entro=date(2025, 6, 15))
    crea_rete(aperta, al=date(2025, 7, 8))
    assert detti() == [
        (DAL, "Impegna ciò che resta", "FNPS 2024"),
        (date(2025, 6, 15), "Rinnova o riaffida", "Assistenza domiciliare"),
        (date(2025, 6, 15), "Controlla le prescrizioni", "ASILO_NIDO di prova"),
        (AL, "Presenta la domanda", "Di giugno"),
    ]


def test_le_date_di_un_bando_secondo_dove_e_arrivato(aperta):
    """Finché si può presentare, la chiusura è una cosa da fare; poi resta una data, e conta la rendicontazione."""
    bando = crea_bando(aperta, "B", date(2025, 6, 20), apre_il=date(2025, 6, 2))
    assert [(g.day, c) for g, c, _ in detti()] == [(2, "Si apre il bando"), (20, "Presenta la domanda")]
    bando = operazioni.compi(bando, "presenta", **chi(aperta))
    assert [(g.day, c) for g, c, _ in detti()] == [(2, "Si apre il bando"), (20, "Si chiudono le domande")]
    bando = operazioni.finanzia(bando, ottenuto=Decimal(10), rendicontare_entro=date(2025, 6, 28), cup="", **chi(aperta))
    assert [(g.day, c) for g, c, _ in detti()][-1] == (28, "Rendiconta")
    operazioni.compi(bando, "rendiconta", **chi(aperta))
    assert [(g.day, c) for g, c, _ in detti()][-1] == (28, "Si chiude la rendicontazione")
    assert "«rendicontato»" in appuntamenti(DAL, AL)[0].perche


def test_un_bando_lasciato_non_compare(aperta):
    bando = crea_bando(aperta, "B", date(2025, 6, 20), apre_il=date(2025, 6, 2))
    flusso.esegui(bando, "lascia", nota="No", **chi(aperta))
    assert detti() == []


def test_un_bando_non_si_apre_dopo_la_chiusura(aperta):
    with pytest.raises(DatoNonValido, match="dopo il termine"):
        crea_bando(aperta, "B", date(2025, 6, 20), apre_il=date(2025, 6, 21))
    bando = crea_bando(aperta, "B", date(2025, 6, 20), apre_il=date(2025, 6, 20))
    with pytest.raises(IntegrityError, match="bando_date"), transaction.atomic():
        Bando.objects.filter(pk=bando.pk).update(apre_il=date(2025, 6, 21))


def test_la_pagina_del_mese_e_delle_parti(aperta):
    crea_bando(aperta, "Doposcuola", date(2025, 6, 20))
    crea_affidamento(aperta, al=date(2025, 6, 15))
    navigatore = aperta.client("udp")
    testo = navigatore.get(URL, {"mese": "2025-06"}).content.decode()
    assert "Giugno 2025" in testo and "Venerdì 20 giugno 2025" in testo and "Festa della Repubblica" in testo
    assert "Presenta la domanda: Doposcuola" in testo and "Rinnova o riaffida: Assistenza domiciliare" in testo
    assert "?mese=2025-05" in testo and "?mese=2025-07" in testo and "torna a " in testo
    solo = navigatore.get(URL, {"mese": "2025-06", "parte": "bandi"}).content.decode()
    assert "Doposcuola" in solo and "Assistenza domiciliare" not in solo and "?mese=2025-07&amp;parte=bandi" in solo
    reti = navigatore.get(URL, {"mese": "2025-06", "parte": "reti"}).content.decode()
    assert "In questo mese non cade nulla" in reti and "Mostra tutto" in reti


def test_oggi_si_dice_in_parole(aperta):
    oggi = timezone.localdate()
    crea_bando(aperta, "Di oggi", oggi)
    testo = aperta.client("udp").get(URL).content.decode()
    assert "<strong>oggi</strong>" in testo and '<span class="stato stato-attesa">oggi</span>' in testo
    assert "torna a " not in testo


@pytest.mark.parametrize("mese", ["novembre", "2026-13", "99999-01"])
def test_un_mese_che_non_si_capisce_non_ferma_la_pagina(aperta, mese):
    risposta = aperta.client("udp").get(URL, {"mese": mese, "parte": "zz"})
    assert risposta.status_code == 200 and "non si capisce" in risposta.content.decode()


@pytest.mark.parametrize("mese", ["1990-01", "2100-12"])
def test_ai_bordi_del_tempo_manca_un_vicino_solo(aperta, mese):
    testo = aperta.client("udp").get(URL, {"mese": mese}).content.decode()
    assert ("Mese prima" in testo) != ("Mese dopo" in testo)


def test_il_calendario_e_di_chi_tiene_i_servizi(aperta):
    assert aperta.client("sindaco").get(URL).status_code == 403
    assert aperta.client("udp").post(URL).status_code == 405
    assert URL not in aperta.client("sindaco").get("/lodi/servizi/bandi/").content.decode()
    assert URL in aperta.client("udp").get("/lodi/servizi/bandi/").content.decode()
