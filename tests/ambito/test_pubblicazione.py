"""I file per il riuso (CAD art. 69): licenza intera, scheda publiccode valida, decisioni elencate."""

from pathlib import Path

import yaml

RADICE = Path(__file__).resolve().parents[2]
SCHEDA = yaml.safe_load((RADICE / "publiccode.yml").read_text(encoding="utf-8"))
OBBLIGATORIE = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
FACOLTATIVE = {"intendedAudience", "dependsOn", "it", "softwareVersion", "releaseDate", "usedBy", "roadmap", "logo"}


def test_la_scheda_ha_le_chiavi_dello_standard():
    assert SCHEDA["publiccodeYmlVersion"] == "0.4"
    assert SCHEDA.keys() >= OBBLIGATORIE
    assert SCHEDA.keys() <= OBBLIGATORIE | FACOLTATIVE
    assert SCHEDA["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert SCHEDA["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    if SCHEDA["maintenance"]["type"] in {"internal", "community"}:
        assert all(referente["name"] for referente in SCHEDA["maintenance"]["contacts"])


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
