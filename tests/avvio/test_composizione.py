"""Controlli statici sulla composizione di esercizio: chi gira, con quali poteri, con quali segreti."""

import re
import runpy
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

RADICE = Path(__file__).resolve().parents[2]
COMPOSIZIONE = yaml.safe_load((RADICE / "docker-compose.yml").read_text())
SERVIZI = COMPOSIZIONE["services"]
DEL_PORTALE = ("web", "worker", "orologio", "insieme", "migrazioni")


def test_servizi_previsti():
    assert set(SERVIZI) == {"proxy", "web", "worker", "orologio", "insieme", "migrazioni", "postgres", "redis"}


@pytest.mark.parametrize("nome", sorted(SERVIZI))
def test_nessun_potere_superfluo(nome):
    servizio = SERVIZI[nome]
    assert servizio["read_only"] is True
    assert servizio["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in servizio["security_opt"]
    assert any(voce.startswith("/tmp") for voce in servizio["tmpfs"])
    assert nome == "proxy" or not servizio["user"].startswith(("0", "root"))
    assert "privileged" not in servizio and "cap_add" not in servizio


@pytest.mark.parametrize("nome", sorted(set(SERVIZI) - {"migrazioni"}))
def test_chi_resta_acceso_ha_un_controllo_di_salute_e_riparte(nome):
    assert SERVIZI[nome]["healthcheck"]["test"]
    assert SERVIZI[nome]["restart"] == "unless-stopped"


def test_piu_copie_di_web_e_worker_un_solo_orologio():
    assert SERVIZI["web"]["deploy"]["replicas"] > 1
    assert SERVIZI["worker"]["deploy"]["replicas"] > 1
    assert SERVIZI["orologio"]["deploy"]["replicas"] == SERVIZI["insieme"]["deploy"]["replicas"] == 1


def test_solo_le_migrazioni_conoscono_il_proprietario():
    chi = {nome for nome in DEL_PORTALE if "DATABASE_URL_PROPRIETARIO" in SERVIZI[nome]["environment"]}
    assert chi == {"migrazioni"}
    for nome in DEL_PORTALE:
        assert SERVIZI[nome]["environment"]["DATABASE_URL"].startswith("postgres://portale_app:")
    assert SERVIZI["migrazioni"]["restart"] == "no"


def test_si_serve_solo_dopo_le_migrazioni():
    for nome in ("web", "worker", "orologio", "insieme"):
        condizioni = SERVIZI[nome]["depends_on"]
        assert condizioni["migrazioni"]["condition"] == "service_completed_successfully"
        assert condizioni["postgres"]["condition"] == condizioni["redis"]["condition"] == "service_healthy"


def test_banca_dati_e_coda_non_si_vedono_da_fuori():
    assert COMPOSIZIONE["networks"]["dati"]["internal"] is True
    for nome in ("postgres", "redis"):
        assert SERVIZI[nome]["networks"] == ["dati"]
    assert {nome for nome, servizio in SERVIZI.items() if servizio.get("ports")} == {"proxy"}


def test_redis_durevole_e_postgres_sincrono():
    redis, postgres = " ".join(SERVIZI["redis"]["command"]), " ".join(SERVIZI["postgres"]["command"])
    assert "--appendonly yes" in redis and "--maxmemory-policy noeviction" in redis
    assert "synchronous_commit=on" in postgres and "fsync=on" in postgres
    assert SERVIZI["postgres"]["image"] == "postgres:18"
    assert "dati-postgres:/var/lib/postgresql" in SERVIZI["postgres"]["volumes"]
    assert "dati-redis:/data" in SERVIZI["redis"]["volumes"]


def test_nessun_segreto_scritto_e_tutte_le_variabili_spiegate():
    testo = (RADICE / "docker-compose.yml").read_text()
    obbligatorie = set(re.findall(r"\$\{(\w+):\?", testo))
    assert {"SECRET_KEY", "POSTGRES_CHIAVE", "PORTALE_OWNER_CHIAVE", "PORTALE_APP_CHIAVE"} <= obbligatorie
    esempio = (RADICE / ".docker/esempio.env").read_text()
    assert obbligatorie <= set(re.findall(r"^(\w+)=", esempio, re.M))
    assert not re.findall(r"^(?:SECRET_KEY|\w+_CHIAVE)=\S", esempio, re.M)


def test_nell_ambiente_c_e_tutto_cio_che_le_impostazioni_esigono():
    impostazioni = (RADICE / "ambito/progetto/settings.py").read_text()
    esatte = set(re.findall(r"_obbligatoria\(\"(\w+)\"", impostazioni)) | {"PORTALE_HOST", "PORTALE_MODO"}
    assert "SECRET_KEY" in esatte
    for nome in DEL_PORTALE:
        assert esatte <= set(SERVIZI[nome]["environment"]), nome


def test_chi_verifica_le_firme_vede_le_autorita_in_sola_lettura():
    for nome in ("web", "worker"):
        cartella = SERVIZI[nome]["environment"]["PORTALE_RADICI_FIRMA"].removeprefix("${PORTALE_RADICI_FIRMA:+").removesuffix("}")
        assert f"${{PORTALE_RADICI_FIRMA:-/dev/null}}:{cartella}:ro" in SERVIZI[nome]["volumes"]
    assert "\nPORTALE_RADICI_FIRMA=" in (RADICE / ".docker/esempio.env").read_text()


def test_i_file_montati_esistono():
    for nome, servizio in SERVIZI.items():
        for volume in servizio.get("volumes", []):
            sorgente = volume.split(":")[0]
            if sorgente.startswith("./"):
                assert (RADICE / sorgente).exists(), (nome, sorgente)


def test_immagine_non_root_e_con_impronte():
    righe = (RADICE / "Dockerfile").read_text().splitlines()
    assert [riga for riga in righe if riga.startswith("USER")] == ["USER 10001:10001"]
    assert len([riga for riga in righe if riga.startswith("FROM")]) == 2
    assert any("--require-hashes" in riga for riga in righe)


def test_l_immagine_ha_gli_stessi_pacchetti_di_sistema_di_portale():
    portale = re.search(r"^STAMPA='([^']+)'", (RADICE / "portale").read_text(), re.M)[1].split()
    installati = re.search(r"--no-install-recommends ([^\\\n]+)", (RADICE / "Dockerfile").read_text())[1]
    assert shlex.split(installati) == portale


def test_gunicorn_vede_l_indirizzo_vero_di_chi_chiama():
    configurazione = runpy.run_path(str(RADICE / ".docker/gunicorn.py"))
    visti = []
    lavorante = SimpleNamespace(wsgi=lambda ambiente, rispondi: visti.append(ambiente["REMOTE_ADDR"]))
    configurazione["post_worker_init"](lavorante)
    lavorante.wsgi({"REMOTE_ADDR": "172.18.0.2", "HTTP_X_REAL_IP": "192.0.2.7"}, None)
    lavorante.wsgi({"REMOTE_ADDR": "127.0.0.1"}, None)
    assert visti == ["192.0.2.7", "127.0.0.1"]


def test_il_proxy_decide_da_se_le_intestazioni_di_provenienza():
    configurazione = (RADICE / ".docker/proxy/nginx.conf").read_text()
    assert configurazione.count("{") == configurazione.count("}")
    assert "proxy_set_header X-Forwarded-Proto https;" in configurazione
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in configurazione
    assert "proxy_set_header X-Real-IP $remote_addr;" in configurazione
    assert "$http_x_forwarded" not in configurazione and "$proxy_add_x_forwarded_for" not in configurazione


def test_la_scrittura_insieme_passa_dal_proxy_e_cambia_protocollo():
    configurazione = (RADICE / ".docker/proxy/nginx.conf").read_text()
    insieme = configurazione.split("location /insieme/ {")[1].split("}")[0]
    assert "proxy_set_header Upgrade $http_upgrade;" in insieme and 'proxy_set_header Connection "upgrade";' in insieme
    assert "server insieme:8001 resolve;" in configurazione
    assert SERVIZI["insieme"]["command"][SERVIZI["insieme"]["command"].index("--port") + 1] == "8001"
    assert SERVIZI["web"]["environment"]["PORTALE_INSIEME"] == SERVIZI["insieme"]["environment"]["PORTALE_INSIEME"]
