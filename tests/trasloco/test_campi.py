"""Ogni colonna di ogni tabella si scrive in un JSON e si rilegge uguale: anche quelle che nessuna prova riempie."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import models

from ambito.registri import CHIAVI, CHIAVI_NEI_DATI, RIGHE_NEI_DATI
from ambito.trasloco import campi
from ambito.trasloco.impronte import in_riga
from ambito.trasloco.inventario import Tavola, tavole

BYTE = b"contenuto"
# Dal genere più stretto al più largo: il primo che è della colonna.
ESEMPI = {
    models.ForeignKey: 7,
    models.BinaryField: hashlib.sha256(BYTE).digest(),
    models.BooleanField: True,
    models.DecimalField: Decimal("-1234567.10"),
    models.DateTimeField: datetime(2025, 12, 31, 23, 59, 59, 7, tzinfo=UTC),
    models.DateField: date(2024, 2, 29),
    models.JSONField: {"b": [1.5, None, "e\u0301\u2028\n"], "a": {"x": True}},
    models.IntegerField: 2025,
    models.CharField: "e\u0301 «x» \\ \n",
    models.TextField: "𝄞\u2028riga",
}


class Specchio:
    """Ogni numero resta sé stesso: qui si prova soltanto come si scrivono i valori."""

    def traduci(self, modello, valore):
        return valore


def esempio(tavola, campo, tipo):
    if campo.name in ("tipo", "oggetto_tipo") and tipo:
        return tipo
    if f"{tavola.nome}.{campo.name}" in CHIAVI_NEI_DATI:
        return [3, 4]
    if f"{tavola.nome}.{campo.name}" in RIGHE_NEI_DATI:
        return {"sezione": [{"id": "3", "piano_id": "4", "assegnata_a_id": None, "testo": "5"}], "nomi": {"nome_area": "6"}}
    return next(valore for genere, valore in ESEMPI.items() if isinstance(campo, genere))


def giro(tavola, valori):
    riga = campi.scrivi(tavola, valori, Specchio())
    return riga, campi.leggi(tavola, json.loads(in_riga(riga)), Specchio(), lambda impronta: BYTE)


@pytest.mark.parametrize("tavola", tavole(), ids=lambda tavola: tavola.nome)
def test_ogni_colonna_fa_il_giro(tavola):
    tipi = [tipo for modello, tipo in CHIAVI if modello == tavola.nome] or ["ambito.ente"]
    for tipo in tipi:
        attesi = {campo.attname: esempio(tavola, campo, tipo) for campo in tavola.campi}
        _, riletti = giro(tavola, list(attesi.values()))
        attesi |= {campo.attname: BYTE for campo in campi.di_byte(tavola)}
        assert riletti == attesi
        assert {nome: type(valore) for nome, valore in riletti.items()} == {nome: type(valore) for nome, valore in attesi.items()}


def test_cio_che_manca_resta_mancante():
    tavola = next(t for t in tavole() if t.nome == "assemblea.puntoodg")
    riga, riletti = giro(tavola, [None] * len(tavola.campi))
    assert set(riga.values()) == {None} and set(riletti.values()) == {None}


def test_un_null_dentro_un_json_obbligatorio_non_e_un_valore_che_manca():
    tavola = next(t for t in tavole() if t.nome == "assemblea.regolavoto")
    valori = [None if campo.name == "contenuto" else esempio(tavola, campo, "") for campo in tavola.campi]
    _, riletti = giro(tavola, valori)
    assert isinstance(riletti["contenuto"], models.Value) and riletti["contenuto"].value is None


def test_una_voce_di_un_json_che_indica_una_riga_si_traduce():
    tavola = next(t for t in tavole() if t.nome == "ambito.caricamento")
    campo = next(c for c in tavola.campi if c.name == "parametri")
    sola = Tavola(tavola.modello, (campo,))
    oltre = SimpleNamespace(traduci=lambda modello, valore: valore + 100)
    riga = campi.scrivi(sola, [{"dato": 3, "anno": 2025, "riparto": 4}], oltre)
    assert riga == {"parametri": {"dato": 103, "anno": 2025, "riparto": 104}}


def test_le_righe_copiate_in_un_json_si_traducono_colonna_per_colonna():
    tavola = next(t for t in tavole() if t.nome == "piano.aggiornamento")
    sola = Tavola(tavola.modello, (next(c for c in tavola.campi if c.name == "com_era"),))
    oltre = SimpleNamespace(traduci=lambda modello, valore: f"{modello}:{valore}")
    com_era = {"sezione": [{"id": "3", "piano_id": "4", "assegnata_a_id": None, "testo": "5"}], "nomi": {"nome_area": "6"}}
    attesa = {"id": "piano.sezione:3", "piano_id": "piano.pianodizona:4", "assegnata_a_id": None, "testo": "5"}
    assert campi.scrivi(sola, [com_era], oltre) == {"com_era": {"sezione": [attesa], "nomi": {"nome_area": "6"}}}


def test_un_genere_di_colonna_o_di_cosa_che_non_si_conosce_si_rifiuta():
    tavola = next(t for t in tavole() if t.nome == "ambito.documento")
    valori = {campo.name: esempio(tavola, campo, "mai-visto") for campo in tavola.campi}
    with pytest.raises(campi.CampoIgnoto, match="«mai-visto» di ambito.documento"):
        campi.scrivi(tavola, list(valori.values()), Specchio())
    sola = Tavola(tavola.modello, (next(c for c in tavola.campi if c.name == "titolo"),))
    with pytest.raises(campi.CampoIgnoto, match="di tipo «float»"):
        campi.scrivi(sola, [1.5], Specchio())
