"""La casa: chi può importare chi, verso dove puntano le chiavi, chi scrive lo stato, chi guarda l’orologio."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

RADICE = Path(__file__).resolve().parents[2]
APP = {"ambito": 0, "assemblea": 1, "servizi": 2, "piano": 3, "accordo": 4, "rendicontazione": 5}
CARTELLE = ["ambito", "servizi", "piano", "accordo", "rendicontazione"]


def sorgenti(*nomi):
    """I file Python delle app (senza migrazioni); con `nomi`, solo i moduli o pacchetti con quei nomi."""
    for cartella in CARTELLE:
        for file in sorted((RADICE / cartella).rglob("*.py")):
            pezzi = file.relative_to(RADICE).with_suffix("").parts
            if "migrations" not in pezzi and (not nomi or set(nomi) & set(pezzi)):
                yield file


def relativo(file):
    return str(file.relative_to(RADICE))


def test_i_contratti_d_importazione_sono_rispettati():
    esito = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=RADICE, capture_output=True, text=True, check=False
    )
    assert esito.returncode == 0, esito.stdout


def test_le_chiavi_puntano_verso_il_basso():
    """Le chiavi scritte come stringa sfuggono a import-linter: qui no."""
    in_su = [
        f"{campo.model.__name__}.{campo.name}"
        for modello in apps.get_models()
        if modello._meta.app_label in APP
        for campo in modello._meta.get_fields()
        if campo.concrete and campo.is_relation and campo.related_model and campo.related_model._meta.app_label in APP
        and APP[campo.related_model._meta.app_label] > APP[modello._meta.app_label]
    ]  # fmt: skip
    assert in_su == []


def test_solo_il_flusso_scrive_lo_stato():
    sospetti = [
        f"{relativo(file)}:{numero}"
        for file in sorgenti()
        if relativo(file) != "ambito/flusso.py"
        for numero, riga in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"\.stato\b[^=!<>()]*=[^=]|\.update\([^)]*\bstato=", riga)
    ]
    assert sospetti == []


def chiamate(file):
    for nodo in ast.walk(ast.parse(file.read_text())):
        if isinstance(nodo, ast.Call) and not nodo.args:
            yield ast.unparse(nodo.func), nodo.lineno


@pytest.mark.parametrize("strato", ["operazioni", "models", "documenti", "stati", "nucleo", "importazione", "tracciati"])
def test_l_orologio_entra_dal_bordo(strato):
    """Chiedere l’ora è vietato; tradurre un’ora ricevuta (`localdate(adesso)`) no."""
    orologi = {"timezone.now", "timezone.localdate", "datetime.now", "date.today", "datetime.utcnow"}
    trovate = [f"{relativo(f)}:{n}" for f in sorgenti(strato) for nome, n in chiamate(f) if nome in orologi]
    assert trovate == []


@pytest.mark.parametrize("strato", ["operazioni", "models", "selezioni", "documenti", "tasks", "importazione"])
def test_sotto_le_viste_non_si_parla_http(strato):
    vietati = ("django.http", "django.shortcuts", "django.forms", "django.views", "django.contrib.messages")
    trovati = [
        f"{relativo(file)}: {modulo}"
        for file in sorgenti(strato)
        if "views" not in file.parts
        for nodo in ast.walk(ast.parse(file.read_text()))
        if isinstance(nodo, ast.ImportFrom) and (modulo := nodo.module or "").startswith(vietati)
    ]
    assert trovati == []


def test_guardian_ha_una_porta_sola():
    ammessi = {"ambito/models/ambito.py", "ambito/models/comune.py"}
    trovati = [relativo(f) for f in sorgenti() if re.search(r"^\s*(from|import) guardian", f.read_text(), re.M)]
    assert set(trovati) <= ammessi


def test_i_fogli_hanno_una_strada_sola():
    """Chi scrive un csv o un xlsx passa dallo scrittore che disarma le formule; chi esporta, da `ambito.esporta`."""
    strade = {"csv.writer": "ambito/nucleo/fogli_scrittura.py", "openpyxl": "ambito/nucleo/fogli_scrittura.py",
              ".export(": "ambito/esporta.py", '"text/csv': "ambito/esporta.py"}  # fmt: skip
    trovati = {(parola, relativo(f)) for f in sorgenti() for parola in strade if parola in f.read_text()}
    assert trovati <= set(strade.items())


def test_chi_spedisce_da_se_guarda_se_la_posta_e_ferma():
    """La posta in uscita la ferma `spedizione`; il riepilogo dei guasti e i messaggi sull’accesso non sono di un Ambito."""
    da_se = {relativo(f): f.read_text() for f in sorgenti() if re.search(r"\b(send_mail|EmailMessage)\(", f.read_text())}
    fuori = {"ambito/spedizione.py", "ambito/guasti.py", "ambito/accesso/adattatore.py"}
    assert fuori <= set(da_se) and len(da_se) > len(fuori)
    assert [nome for nome, testo in da_se.items() if nome not in fuori and "esigi_posta(" not in testo] == []


def test_i_blocchi_nominano_la_tabella():
    nudi = [
        f"{relativo(file)}:{numero}"
        for file in sorgenti()
        for numero, riga in enumerate(file.read_text().splitlines(), 1)
        if "select_for_update(" in riga and "of=" not in riga
    ]
    assert nudi == []


def test_le_importazioni_stanno_in_cima():
    """Fuori dalla cima solo `ready()` e le librerie pesanti dei processi figli."""
    ammessi = re.compile(r"(^|/)apps\.py$|nucleo/|progetto/|_figlio\.py$")
    dentro = [
        f"{relativo(file)}:{nodo.lineno}"
        for file in sorgenti()
        if not ammessi.search(relativo(file))
        for funzione in ast.walk(ast.parse(file.read_text()))
        if isinstance(funzione, ast.FunctionDef)
        for nodo in ast.walk(funzione)
        if isinstance(nodo, ast.Import | ast.ImportFrom)
    ]
    assert dentro == []


MODULI = {
    "__init__", "accesso", "admin", "allegati", "annunci", "apps", "assemblea", "avvio", "avvisi", "calendario", "capitoli",
    "catena", "cerca", "compiti", "condiviso", "confronto", "conservazione", "contesto", "controlli", "dati", "dati_aperti",
    "db", "dimostrazione", "documenti", "errori", "esempi", "esporta", "filtri", "flusso", "forms", "gestione", "griglie",
    "guasti", "guida", "importazione", "incarichi", "insieme", "invii", "inviti", "lavori", "lettere", "management", "mappe",
    "middleware", "migrations", "misure", "models", "moduli", "nucleo", "operazioni", "pagina", "parole", "periodici",
    "permessi", "poteri", "progetto", "rapporti", "registri", "registro", "requisiti", "ricevitori", "riepilogo", "riferimenti",
    "rifiuti", "risorse", "salute", "scadenzario", "segnali", "segreti", "seguiti", "selezioni", "solleciti", "spedizione",
    "stati", "statici", "stemmi", "storia", "strumenti", "tappe", "tasks", "templatetags", "tracciati", "trasloco",
    "trasparenza", "urls", "verifica", "vetrina", "views",
}  # fmt: skip


def test_ogni_app_si_apre_allo_stesso_modo():
    """Stessi nomi, stesso significato: un file nuovo nella stanza d’ingresso di un’app si decide, non capita."""
    ignoti = [
        relativo(voce)
        for cartella in [*CARTELLE, "ambito/assemblea"]
        for voce in sorted((RADICE / cartella).iterdir())
        if voce.stem not in MODULI and voce.name != "__pycache__"
    ]
    assert ignoti == []
