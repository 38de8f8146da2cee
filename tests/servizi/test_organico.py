"""Gli assistenti sociali: rapporto con i residenti, soglie di legge, contributo; chi scrive i recapiti degli uffici."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.assistenti_sociali import prospetto
from ambito.poteri import PotereMancante
from servizi.models import Organico, UfficioSociale
from servizi.operazioni import organico as operazioni
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni.organico import Quadro
from tests.servizi.fabbriche import ANNO, chi, crea_organico

OGGI = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("etp", "residenti", "contributo"),
    [
        ("10", 65_000, "0.00"),  # uno ogni 6.500: il contributo comincia da qui
        ("13", 65_000, "120000.00"),  # uno ogni 5.000: tre oltre l’inizio, a 40.000
        ("16.25", 65_000, "185000.00"),  # uno ogni 4.000: altri 3,25 a 20.000
        ("30", 65_000, "185000.00"),  # oltre l’obiettivo non cresce più
        ("5", 65_000, "0.00"),
        ("0", 65_000, "0.00"),
        ("11.5", 65_000, "60000.00"),
    ],
)
def test_il_contributo_secondo_la_legge(etp, residenti, contributo):
    assert prospetto(Decimal(etp), residenti).contributo == Decimal(contributo)


def test_le_soglie_in_parole():
    sotto, livello, obiettivo = (prospetto(Decimal(e), 65_000) for e in ("12", "13", "16.25"))
    assert (sotto.raggiunge_il_livello, sotto.mancano_al_livello) == (False, 1)
    assert livello.raggiunge_il_livello and not livello.raggiunge_l_obiettivo
    assert livello.residenti_per_etp == 5000 and obiettivo.raggiunge_l_obiettivo
    assert prospetto(0, 0).residenti_per_etp is None and not prospetto(0, 0).raggiunge_il_livello
    with pytest.raises(ValueError, match="negativi"):
        prospetto(-1, 10)


@given(etp=st.integers(0, 10**5), residenti=st.integers(1, 10**6), piu=st.integers(0, 10**4))
def test_un_assistente_in_piu_non_fa_mai_perdere_contributo(etp, residenti, piu):
    prima, dopo = (prospetto(Fraction(n, 100), residenti) for n in (etp, etp + piu))
    assert prima.contributo <= dopo.contributo
    assert prima.contributo <= Fraction(residenti, 5000) * 40_000 + Fraction(residenti, 4000) * 20_000
    assert prima.raggiunge_il_livello == (prima.etp > 0 and prima.etp * 5000 >= residenti)


def test_nel_prospetto_contano_solo_quelli_a_tempo_indeterminato(lodi):
    with lodi.aperto("udp"):
        crea_organico(lodi, "Codogno", "4.00")
        crea_organico(lodi, "Codogno", "2.00", contratto="TD")
        crea_organico(lodi, None, "9.00", datore="associato")
        quadro = Quadro(ANNO, OGGI)
        codogno = next(c for c in quadro.comuni if c.appartenenza.comune.nome == "Codogno")
    assert (quadro.indeterminati, quadro.totali, quadro.condivisi) == (Decimal("13.00"), Decimal("15.00"), Decimal("9.00"))
    assert (codogno.indeterminati, codogno.totali, codogno.residenti_per_etp) == (Decimal("4.00"), Decimal("6.00"), 2650)
    assert quadro.prospetto.etp == 13 and quadro.residenti == 76_380


def test_righe_che_non_si_scrivono(lodi):
    with lodi.aperto("udp"):
        crea_organico(lodi)
        with pytest.raises(DatoNonValido, match="c’è già una riga"):
            crea_organico(lodi)
        with pytest.raises(DatoNonValido, match="più delle persone"):
            crea_organico(lodi, etp="9.50", contratto="TD")
        with pytest.raises(DatoNonValido, match="non è ancora cominciato"):
            crea_organico(lodi, anno=date.today().year + 1)
        assert Organico.objects.count() == 1


def test_i_recapiti_li_scrive_l_ufficio_o_l_operatore_del_comune(lodi):
    with lodi.aperto("operatore"):
        operazioni.salva_ufficio(UfficioSociale(comune=lodi.comuni["Codogno"], telefono="0377"), **chi(lodi, "operatore"))
        with pytest.raises(PotereMancante):
            operazioni.salva_ufficio(UfficioSociale(comune=lodi.comuni["Lodi"]), **chi(lodi, "operatore"))
        operazioni.salva_ufficio(UfficioSociale(comune=lodi.comuni["Lodi"]), **chi(lodi, "udp"))
    pagina = lodi.client("operatore").get("/lodi/servizi/uffici/").content.decode()
    assert "0377" in pagina and "2 Comuni senza recapiti" in pagina
    assert "/lodi/servizi/uffici/098019/" in pagina and "/lodi/servizi/uffici/098031/" not in pagina


def test_la_pagina_dice_quanti_ne_mancano(lodi):
    navigatore = lodi.client("sindaco")
    assert "Nessun anno è ancora scritto" in navigatore.get("/lodi/servizi/servizio-sociale/").content.decode()
    with lodi.aperto("udp"):
        crea_organico(lodi, "Codogno", "4.00")
    pagina = navigatore.get("/lodi/servizi/servizio-sociale/").content.decode()
    assert "mancano 11,28 assistenti" in pagina and "1 ogni 19.095" in pagina and "0,00 €" in pagina
    foglio = navigatore.get("/lodi/servizi/servizio-sociale/?formato=csv").content.decode("utf-8-sig")
    assert "098019" in foglio and "4,00" in foglio
