from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.codici import (
    e_codice_fiscale_di_persona,
    leggi_codice_fiscale,
    leggi_iban,
    leggi_partita_iva,
    trova_codici_fiscali,
)
from ambito.nucleo.formati_italiani import ErroreFormato

PERSONA = "RSSMRA85T10A562S"
IBAN = "IT60X0542811101000000123456"


def test_codice_fiscale_di_persona():
    assert leggi_codice_fiscale(" rssmra85t10a562s ") == PERSONA
    assert leggi_codice_fiscale("RSSMRA85T10A56NH") == "RSSMRA85T10A56NH"


def test_codici_degli_enti():
    assert leggi_codice_fiscale("84507570152") == "84507570152"
    assert leggi_partita_iva("IT 02031600154") == "02031600154"
    with pytest.raises(ErroreFormato, match="forse mancano gli zeri iniziali"):
        leggi_codice_fiscale("3322340138")


@pytest.mark.parametrize(
    "testo",
    ["RSSMRA85T10A562X", "RSSMRA85T72A562S", "RSSMRA85Z10A562S", "84507570153", "0" * 11, "", "٨٤٥٠٧٥٧٠١٥٢", "rßsmra85t10a562"],
)
def test_codice_fiscale_sbagliato(testo):
    with pytest.raises(ErroreFormato, match=r"Codice fiscale: .*\."):
        leggi_codice_fiscale(testo)


def test_iban():
    assert leggi_iban("IT60 X054 2811 1010 0000 0123 456") == IBAN
    for sbagliato in (
        "IT61X0542811101000000123456",
        "IT60Y0542811101000000123456",
        "DE89370400440532013000",
        "IT60X05428111010000001234٥6",
    ):
        with pytest.raises(ErroreFormato):
            leggi_iban(sbagliato)


@given(st.integers(0, 26), st.sampled_from("0123456789ABCXYZ"))
def test_iban_un_carattere_cambiato_si_scopre(posto, carattere):
    mutato = IBAN[:posto] + carattere + IBAN[posto + 1 :]
    if mutato == IBAN:
        return
    with pytest.raises(ErroreFormato):
        leggi_iban(mutato)


@given(st.integers(0, 10), st.integers(0, 9))
def test_partita_iva_una_cifra_cambiata_si_scopre(posto, cifra):
    giusta = "02031600154"
    mutata = giusta[:posto] + str(cifra) + giusta[posto + 1 :]
    if mutata == giusta:
        return
    with pytest.raises(ErroreFormato):
        leggi_partita_iva(mutata)


def test_trova_codici_fiscali_in_un_testo():
    testo = f"Utente {PERSONA.lower()}, e ancora {PERSONA}; X{PERSONA} no, RSSMRA85T10A562X no."
    assert trova_codici_fiscali(testo) == [PERSONA]
    assert trova_codici_fiscali("84507570152 niente") == []


@given(st.text(max_size=60))
def test_solo_l_errore_dichiarato(testo):
    for leggi in (leggi_codice_fiscale, leggi_partita_iva, leggi_iban):
        with suppress(ErroreFormato):
            leggi(testo)
    assert all(e_codice_fiscale_di_persona(codice) for codice in trova_codici_fiscali(testo))
