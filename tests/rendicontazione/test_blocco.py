"""La scrittura in blocco: testi con ogni segno, righe uguali intatte, isolamento e vincoli come per ogni altra scrittura."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.db.blocco import scrivi_in_blocco
from rendicontazione.models import VoceSpesa
from rendicontazione.operazioni.voci import CHIAVE_VOCE, VALORI_VOCE
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import apri, spesa_di

ZERO = Decimal("0.00")


@pytest.fixture
def spesa(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        yield spesa_di(lodi)


def righe(rendiconto, *note, lorda="5.00", ambito_id=None):
    """Una riga per nota, su interventi diversi."""
    dove, area = (ambito_id or rendiconto.ambito_id, rendiconto.pk), catalogo.aree()[0].pk
    cifre = (1, Decimal(lorda), ZERO, ZERO, ZERO, ZERO)
    return [(*dove, i.pk, area, "SIN", None, *cifre, nota, 1) for i, nota in zip(catalogo.interventi(), note, strict=False)]


def scrivi(valori):
    return scrivi_in_blocco(VoceSpesa, (*CHIAVE_VOCE, *VALORI_VOCE), valori, chiave=CHIAVE_VOCE, aggiorna=VALORI_VOCE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_ogni_testo_torna_com_era(spesa, nota):
    scrivi(righe(spesa, nota))
    assert VoceSpesa.objects.get(rendiconto=spesa).nota == nota


@pytest.mark.parametrize("nota", ["\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\\x41", '"', "NULL", ""])
def test_i_segni_di_copy_sono_solo_testo(spesa, nota):
    scrivi(righe(spesa, nota))
    assert VoceSpesa.objects.get(rendiconto=spesa).nota == nota


def test_si_contano_le_nuove_e_le_cambiate_e_le_uguali_restano(spesa):
    assert scrivi(righe(spesa, "a", "b", "c")) == 3
    assert scrivi(righe(spesa, "a", "x", "c")) == 1
    assert scrivi([]) == 0
    assert sorted(VoceSpesa.objects.values_list("nota", flat=True)) == ["a", "c", "x"]


def test_i_vincoli_valgono_e_nulla_resta_a_meta(spesa):
    with pytest.raises(IntegrityError), transaction.atomic():
        scrivi([*righe(spesa, "a"), *righe(spesa, "", "b", lorda="-1.00")[1:]])
    assert not VoceSpesa.objects.exists()


def test_non_si_scrive_nell_ambito_di_un_altro(spesa, pavese):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        scrivi(righe(spesa, "a", ambito_id=pavese.ambito.pk))


def test_le_righe_partono_a_pezzi_e_arrivano_tutte(spesa, monkeypatch):
    monkeypatch.setattr("ambito.db.blocco.PEZZO", 2)
    assert scrivi(righe(spesa, *"abcde")) == 5
    assert VoceSpesa.objects.count() == 5
