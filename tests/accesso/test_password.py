"""Le password note, senza rete: comuni, travestite, italiane; e quelle buone che devono passare."""

import hashlib
import socket

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from ambito.accesso import password
from ambito.accesso.password import ELENCO, LARGHEZZA, e_nota


@pytest.mark.parametrize(
    "scelta",
    [
        "123456789012",
        "qwertyuiop123",
        "Password2025!",
        "P4ssw0rd-2025",
        "passwordpassword",
        "Codogno2025!!",
        "Casalpusterlengo1",
        "pianodizona2025",
        "juventusjuventus",
        "Primavera-2026",
        "francesco1980",
    ],
)
def test_si_rifiuta_cio_che_si_prova_per_primo(scelta):
    with pytest.raises(ValidationError) as rifiuto:
        validate_password(scelta)
    assert "password_nota" in {errore.code for errore in rifiuto.value.error_list}


def test_una_password_corta_lo_si_dice_in_italiano():
    with pytest.raises(ValidationError) as rifiuto:
        validate_password("treni")
    assert "Questa password è troppo corta: servono almeno 12 caratteri." in rifiuto.value.messages
    assert not [frase for frase in password_validators_help_texts() if "must" in frase]


@pytest.mark.parametrize("scelta", ["tre-parole-senza-legame", "frase-di-prova-lunga", "gatto treno limone 7", "xK9#vLq2-Rt8w"])
def test_si_accetta_cio_che_non_si_indovina(scelta):
    validate_password(scelta)


def test_l_elenco_e_ordinato_senza_doppioni_e_grande_quanto_si_dice():
    contenuto = ELENCO.read_bytes()
    voci = [contenuto[i : i + LARGHEZZA] for i in range(0, len(contenuto), LARGHEZZA)]
    assert len(voci) == 134_504
    assert voci == sorted(set(voci))


def test_la_ricerca_trova_la_prima_e_l_ultima_voce_e_non_inventa(tmp_path, monkeypatch):
    voci = sorted(hashlib.sha256(v.encode()).digest()[:LARGHEZZA] for v in ["alfa", "beta", "gamma", "delta"])
    elenco = tmp_path / "elenco.bin"
    elenco.write_bytes(b"".join(voci))
    monkeypatch.setattr(password, "ELENCO", elenco)
    password._elenco.cache_clear()
    try:
        assert [e_nota(v) for v in ["alfa", "beta", "gamma", "delta", "epsilon", "", "alf"]] == [True] * 4 + [False] * 3
    finally:
        password._elenco.cache_clear()


def test_non_si_usa_la_rete(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("una password non esce dal portale"))
    with pytest.raises(ValidationError):
        validate_password("Password2025!")
