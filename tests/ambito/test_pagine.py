"""Le pagine del nucleo: ciò che mostrano, e come rispondono a ingressi sbagliati."""

import csv
import io

import pytest
from django.test import Client

from ambito.models import Ente
from ambito.operazioni import slug_riservati


def test_l_elenco_dei_comuni_sta_in_una_pagina_e_porta_alle_schede(lodi):
    pagina = lodi.client("operatore").get("/lodi/comuni/").content.decode()
    for comune in lodi.elenco:
        assert f'href="/lodi/comuni/{comune.codice_istat}/"' in pagina
    assert "4 Comuni" in pagina and "76.380" in pagina


def test_il_filtro_sta_nell_indirizzo_e_vale_anche_per_l_esportazione(lodi):
    navigatore = lodi.client("udp")
    assert "Casalpusterlengo" not in navigatore.get("/lodi/comuni/?q=codo").content.decode()
    risposta = navigatore.get("/lodi/comuni/?q=codo&formato=csv")
    righe = list(csv.reader(io.StringIO(risposta.content.decode("utf-8-sig")), delimiter=";"))
    assert [r[0] for r in righe] == ["istat_code", "098019"]
    assert navigatore.get("/lodi/comuni/?formato=xlsx").content.startswith(b"PK")


def test_htmx_riceve_solo_la_parte_che_cambia(lodi):
    risposta = lodi.client("udp").get("/lodi/comuni/?q=codo", headers={"HX-Request": "true"}).content.decode()
    assert "Codogno" in risposta and "<html" not in risposta


@pytest.mark.parametrize(
    "indirizzo",
    ["/lodi/comuni/98019/", "/lodi/comuni/099999/", "/lodi/comuni/abc/", "/lodi/documenti/999999/", "/lodi/lavori/99999999999/",
     "/lodi/caricamenti/0/", "/nessuno/", "/lodi/niente/"],
)  # fmt: skip
def test_cio_che_non_c_e_si_dice_in_parole(lodi, indirizzo):
    risposta = lodi.client("coordinatore").get(indirizzo)
    assert risposta.status_code == 404
    assert "<h1" in risposta.content.decode()


@pytest.mark.parametrize("indirizzo", ["/lodi/comuni/?q=%00", "/lodi/comuni/%00/", "/verifica/?codice=a%00"])
def test_un_carattere_nullo_e_una_richiesta_sbagliata_non_un_guasto(lodi, indirizzo):
    assert lodi.client("coordinatore").get(indirizzo).status_code == 400
    assert lodi.client("coordinatore").post("/lodi/registro/", {"x": "a\x00b"}).status_code == 400


@pytest.mark.parametrize(
    "parametri", ["pagina=0", "pagina=x", "pagina=999", "formato=exe", "ordine=;drop", "dal=32/13/2025", "q=" + "a" * 3000]
)
def test_parametri_senza_senso_non_rompono_gli_elenchi(lodi, parametri):
    assert lodi.client("coordinatore").get(f"/lodi/registro/?{parametri}").status_code == 200


def test_leggere_non_scrive_lo_garantisce_la_banca_dati(lodi, monkeypatch):
    from ambito.views import Home

    monkeypatch.setattr(Home, "prepara", lambda vista: Ente.objects.create(tipo="altro", denominazione="di nascosto"))
    with pytest.raises(Exception, match="read-only transaction"):
        lodi.client("coordinatore").get("/lodi/")


def test_una_vista_senza_diritto_dichiarato_non_si_serve(lodi, monkeypatch):
    from ambito.views import Home

    monkeypatch.setattr(Home, "permesso", None)
    assert lodi.client("coordinatore").get("/lodi/").status_code == 403


def test_le_pagine_riservate_non_si_conservano(lodi):
    assert "no-store" in lodi.client("coordinatore").get("/lodi/")["Cache-Control"]


def test_le_intestazioni_di_sicurezza_ci_sono_ovunque(lodi):
    for risposta in (Client().get("/"), lodi.client("coordinatore").get("/lodi/"), Client().get("/niente/niente/")):
        assert "default-src 'none'" in risposta["Content-Security-Policy"] and "unsafe" not in risposta["Content-Security-Policy"]
        assert (risposta["X-Content-Type-Options"], risposta["X-Frame-Options"]) == ("nosniff", "DENY")


def test_chi_ha_un_ambito_solo_ci_va_diritto_chi_ne_ha_di_piu_sceglie(lodi, pavese, gestore):
    from datetime import date

    from ambito import incarichi
    from tests.scena import ADESSO

    assert lodi.client("udp").get("/").url == "/lodi/"
    with pavese.aperto():
        incarichi.conferisci(utente=lodi.utenti["udp"], ruolo="udp", dal=date(2025, 1, 1), atto="a", autore=None, adesso=ADESSO)
    scelta = lodi.client("udp").get("/").content.decode()
    assert "Ambito di lodi" in scelta and "Ambito di pavese" in scelta
    assert "Cambia ente" in lodi.client("udp").get("/lodi/").content.decode()
    navigatore = Client()
    navigatore.force_login(gestore)
    assert "Non hai incarichi" in navigatore.get("/").content.decode()
    assert navigatore.get("/lodi/").status_code == 404


def test_gli_slug_riservati_coprono_ogni_pagina_di_primo_livello():
    assert {"accedi", "esci", "verifica", "salute", "password", "static"} <= slug_riservati()


def test_salute_risponde(db):
    assert Client().get("/salute/").json() == {"stato": "ok"}


def test_la_vetrina_dei_componenti_in_produzione_non_c_e(db, client, settings):
    risposta = client.get("/vetrina/")
    assert risposta.status_code == 200 and "Vetrina dei componenti" in risposta.content.decode()
    settings.PRODUZIONE = True
    assert client.get("/vetrina/").status_code == 404
