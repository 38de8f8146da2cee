"""I file per il riuso (CAD art. 69): licenza intera, scheda publiccode valida, decisioni elencate."""

import re
from pathlib import Path

import yaml

RADICE = Path(__file__).resolve().parents[2]
SCHEDA = yaml.safe_load((RADICE / "publiccode.yml").read_text(encoding="utf-8"))
OBBLIGATORIE = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
# Dall’elenco dello standard: le voci che potrebbero riguardare un portale come questo.
CATEGORIE = {
    "budgeting", "business-process-management", "collaboration", "compliance-management", "document-management",
    "e-signature", "financial-reporting", "grant-management", "local-government", "project-collaboration",
    "project-management", "resource-management", "task-management", "workflow-management",
}  # fmt: skip
AMBITI_D_USO = {"government", "healthcare", "local-authorities", "society", "welfare"}
FACOLTATIVE = {"intendedAudience", "dependsOn", "it", "softwareVersion", "releaseDate", "usedBy", "roadmap", "logo"}


def test_la_scheda_ha_le_chiavi_dello_standard():
    assert SCHEDA["publiccodeYmlVersion"] == "0.4"
    assert SCHEDA.keys() >= OBBLIGATORIE
    assert SCHEDA.keys() <= OBBLIGATORIE | FACOLTATIVE
    assert SCHEDA["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert SCHEDA["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    if SCHEDA["maintenance"]["type"] in {"internal", "community"}:
        assert all(referente["name"] for referente in SCHEDA["maintenance"]["contacts"])


def test_le_parole_sono_quelle_ammesse_dallo_standard():
    assert SCHEDA["categories"] and set(SCHEDA["categories"]) <= CATEGORIE
    assert set(SCHEDA["intendedAudience"]["scope"]) <= AMBITI_D_USO
    assert all(re.fullmatch("[a-z]{2}", paese) for paese in SCHEDA["intendedAudience"]["countries"])
    assert SCHEDA["softwareType"] in {"standalone/web", "standalone/other", "library", "addon"}
    assert set(SCHEDA["platforms"]) <= {"web", "linux", "windows", "mac", "ios", "android"}
    assert set(SCHEDA["description"]) == set(SCHEDA["localisation"]["availableLanguages"]) == {"it"}
    assert isinstance(SCHEDA["localisation"]["localisationReady"], bool)
    assert re.fullmatch(r"https://\S+\.git", SCHEDA["url"])
    assert set(SCHEDA["it"]["piattaforme"]) == {"spid", "cie", "anpr", "pagopa", "io"}
    assert all(isinstance(valore, bool) for valore in SCHEDA["it"]["piattaforme"].values())


def test_cio_da_cui_dipende_e_cio_che_si_usa_davvero():
    voci = {voce["name"]: voce for voce in SCHEDA["dependsOn"]["open"]}
    python = voci["Python"]
    massima = python["versionMax"].split(".")
    progetto = (RADICE / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={python["versionMin"]},<{massima[0]}.{int(massima[1]) + 1}"' in progetto
    assert {"PostgreSQL", "Redis"} <= set(voci)
    assert all(re.fullmatch(r"[\d.]+", str(v)) for voce in voci.values() for k, v in voce.items() if k.startswith("version"))


def test_la_descrizione_sta_nei_limiti():
    descrizione = SCHEDA["description"]["it"]
    assert 0 < len(descrizione["shortDescription"]) <= 150
    assert 150 <= len(descrizione["longDescription"]) <= 10_000
    assert 5 <= len(descrizione["features"]) <= 20


def test_la_licenza_e_la_stessa_ovunque_e_c_e_per_intero():
    licenza = (RADICE / "LICENSE").read_text(encoding="utf-8")
    assert SCHEDA["legal"]["license"] == "EUPL-1.2"
    assert 'license = "EUPL-1.2"' in (RADICE / "pyproject.toml").read_text(encoding="utf-8")
    assert "Licensed under the EUPL" in licenza
    articoli = [riga for riga in licenza.splitlines() if riga[:2].rstrip(".").isdigit()]
    assert [int(riga.split(".")[0]) for riga in articoli] == list(range(1, 16))
    assert "‘Compatible Licences’ according to Article 5 EUPL" in licenza


def test_ogni_decisione_e_nell_elenco():
    cartella = RADICE / "docs" / "decisioni"
    elenco = (cartella / "README.md").read_text(encoding="utf-8")
    decisioni = sorted(file.name for file in cartella.glob("0*.md"))
    assert [nome[:4] for nome in decisioni] == [f"{n:04d}" for n in range(1, len(decisioni) + 1)]
    for nome in decisioni:
        testo = (cartella / nome).read_text(encoding="utf-8")
        assert f"]({nome})" in elenco
        assert testo.startswith(f"# {nome[:4]}. ")
        assert all(parte in testo for parte in ("**Problema.**", "**Scelta.**", "**Perché.**", "**Che cosa costa.**"))
