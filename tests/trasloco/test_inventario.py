"""Che cosa viaggia si ricava dai modelli: una tabella, una colonna, un tipo nuovi non si possono dimenticare."""

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.models import Ambito
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo import chiave_oggetto
from ambito.registri import CHIAVI, CHIAVI_NEI_DATI, DOCUMENTI, PUBBLICABILI, RIGHE_NEI_DATI
from ambito.trasloco import inventario
from ambito.trasloco.inventario import AMBITO, CAMPI_LASCIATI, LASCIATE, NATURALI, tavole

# Tabelle che possono restare fuori: allungare l’elenco è una scelta, si fa in due posti.
FUORI = 11
RIFERIMENTI_INTERI = {
    "ambito.datapubblica", "ambito.documento", "ambito.evento", "ambito.oggettoseguito", "assemblea.puntoodg",
}  # fmt: skip
# Numeri di righe dentro un JSON che si conservano apposta com’erano.
COME_ERANO = {
    "ambito.evento.prima", "ambito.evento.dopo", "ambito.documento.dati", "ambito.caricamento.anteprima",
    "piano.versionepiano.dati", "piano.versioneattuativo.dati", "accordo.versioneaccordo.dati",
}  # fmt: skip
# JSON in cui non c’è alcun numero di riga: codici Istat, regole, importi, nomi.
SENZA_NUMERI = {
    "rendicontazione.chiusuracampagna.regole",
    "accordo.avvisoadesione.ammessi", "accordo.avvisoadesione.allegati_richiesti", "accordo.allegatoadesione.firmatari",
    "accordo.firmaparte.firme", "accordo.quotacomune.dettaglio", "accordo.scenario.colonne", "assemblea.consultazione.seggi",
    "assemblea.consultazione.regola_congelata", "assemblea.consultazione.esito_calcolo", "assemblea.elezione.regola",
    "assemblea.regolavoto.articoli", "assemblea.regolavoto.contenuto", "assemblea.regolavoto.elezione",
    "assemblea.regolavoto.quote", "assemblea.regolavoto.richiesta", "assemblea.seduta.regola_congelata", "assemblea.turno.ammessi",
    "assemblea.turno.passaggi", "assemblea.turno.voti", "assemblea.verbalefirmato.firme", "assemblea.votazione.esito_calcolo",
    "assemblea.votazione.testata", "piano.giroosservazioni.sezioni",
}  # fmt: skip


def campi():
    return [(tavola, campo) for tavola in tavole() for campo in tavola.campi]


def test_ogni_tabella_di_un_ambito_viaggia_o_si_dice_perche_no():
    tutte = {m._meta.label_lower for m in apps.get_models(include_auto_created=True) if issubclass(m, ModelloDiAmbito)}
    tutte |= {m._meta.label_lower for m in apps.get_models(include_auto_created=True) if _legata(m)}
    viaggiano = {tavola.nome for tavola in tavole()}
    assert tutte - viaggiano - LASCIATE.keys() == set()
    assert viaggiano & LASCIATE.keys() == set() and len(viaggiano) > 100
    assert LASCIATE.keys() <= tutte and len(LASCIATE) == FUORI
    assert all(len(perche) > 15 for perche in [*LASCIATE.values(), *CAMPI_LASCIATI.values()])


def _legata(modello):
    """Ha una chiave verso un Ambito, o lega con una molti-a-molti le righe di un Ambito."""
    if origine := modello._meta.auto_created:
        return issubclass(origine, ModelloDiAmbito)
    return any(c.related_model is Ambito for c in modello._meta.local_fields)


def test_i_campi_lasciati_ci_sono_davvero():
    for nome in CAMPI_LASCIATI:
        modello, _, campo = nome.rpartition(".")
        assert apps.get_model(modello)._meta.get_field(campo)


def test_una_chiave_va_a_una_tabella_che_viaggia_o_a_un_codice_che_vale_ovunque():
    note = {tavola.nome for tavola in tavole()} | NATURALI.keys()
    assert [f"{t.nome}.{c.name}" for t, c in campi() if c.is_relation and c.related_model._meta.label_lower not in note] == []


def test_una_tabella_viene_dopo_quelle_di_cui_non_puo_fare_a_meno():
    posti = {tavola.nome: posto for posto, tavola in enumerate(tavole())}
    assert posti[AMBITO] == 0
    prima_del_tempo = [
        f"{t.nome}.{c.name}" for t, c in campi()
        if c.is_relation and not c.null and c.related_model is not t.modello
        and posti.get(c.related_model._meta.label_lower, -1) > posti[t.nome]
    ]  # fmt: skip
    assert prima_del_tempo == []


def test_ogni_numero_che_indica_una_riga_senza_chiave_e_conosciuto():
    interi = [(t, c) for t, c in campi() if isinstance(c, models.IntegerField) and not c.is_relation and c.name.endswith("_id")]
    assert {t.nome for t, _ in interi} == RIFERIMENTI_INTERI and {c.name for _, c in interi} == {"oggetto_id"}
    assert {tipo for modello, tipo in CHIAVI if modello == "ambito.documento"} == DOCUMENTI.keys()
    assert {tipo for modello, tipo in CHIAVI if modello == "ambito.datapubblica"} == PUBBLICABILI.keys()
    assert {tipo for modello, tipo in CHIAVI if modello == "assemblea.puntoodg"} == OGGETTI_DI_VOTO.keys()


def test_di_ogni_json_si_sa_se_contiene_numeri_di_righe():
    """Chi aggiunge un JSON dice qui, in `CHIAVI_NEI_DATI` o in `RIGHE_NEI_DATI`, se indica righe della banca dati."""
    json = {f"{t.nome}.{c.name}" for t, c in campi() if isinstance(c, models.JSONField)}
    tradotti = {nome for nome in json if any(chiave == nome or chiave.startswith(f"{nome}.") for chiave in CHIAVI_NEI_DATI)}
    assert json - tradotti - RIGHE_NEI_DATI.keys() - COME_ERANO - SENZA_NUMERI == set()
    assert (COME_ERANO | SENZA_NUMERI) - json == set()
    assert set(CHIAVI_NEI_DATI.values()) <= {tavola.nome for tavola in tavole()}


def test_le_chiavi_indicano_modelli_che_viaggiano():
    note = {tavola.nome for tavola in tavole()}
    for chiave in CHIAVI.values():
        for numero in (12_345_678_901_234_567, -7):
            assert {modello for modello, _ in chiave.scomponi(numero) if modello} <= note


@given(st.integers(1, 10**9), st.integers(0, 9999), st.integers(0, 9999))
def test_un_numero_composto_si_scompone_e_si_rifa(riga, da, a):
    chiave = chiave_oggetto.in_fila("piano.pianodizona", ("", 10_000), ("servizi.fondo", 10_000))
    numero = (riga * 10_000 + da) * 10_000 + a
    parti = chiave.scomponi(numero)
    assert parti == [("piano.pianodizona", riga), ("", da), ("servizi.fondo", a)]
    assert chiave.ricomponi([valore for _, valore in parti]) == numero


@given(st.integers(1, 10**12), st.sampled_from([1, -1]))
def test_il_segno_dice_quale_modello(riga, segno):
    chiave = chiave_oggetto.con_segno("piano.pianodizona", "piano.versionepiano")
    parti = chiave.scomponi(segno * riga)
    assert parti == [("", segno), ("piano.pianodizona" if segno > 0 else "piano.versionepiano", riga)]
    assert chiave.ricomponi([valore for _, valore in parti]) == segno * riga


def test_una_riga_persa_non_prende_il_posto_di_una_vera():
    chiave = chiave_oggetto.in_fila("rendicontazione.campagna", ("servizi.fondo", 1_000_000))
    numero = chiave.ricomponi([3, chiave_oggetto.PERSI_DA + 1])
    assert chiave.scomponi(numero) == [("rendicontazione.campagna", 3), ("servizi.fondo", 999_999)]


@pytest.mark.parametrize("nome", sorted(LASCIATE))
def test_nessuna_tabella_che_viaggia_aspetta_una_lasciata(nome):
    lasciato = apps.get_model(nome)
    assert [t.nome for t, c in campi() if c.is_relation and c.related_model is lasciato] == []


def test_l_inventario_e_lo_stesso_ogni_volta():
    inventario.tavole.cache_clear()
    prima = [tavola.nome for tavola in tavole()]
    inventario.tavole.cache_clear()
    assert [tavola.nome for tavola in tavole()] == prima
