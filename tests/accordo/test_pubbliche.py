"""La pagina pubblica: l’avviso com’è, chi ha aderito per area, e nessun dato di persone, bozze o adesioni non accolte."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accordo import operazioni
from accordo.models import Adesione
from ambito.models import Ente
from servizi.selezioni import aree
from tests.accordo.fabbriche import CF_PERSONA, DATI, adesso, crea_avviso, invia, invia_ente, oggi

PAGINA = "/lodi/trasparenza/adesioni/"
SEGRETI = [CF_PERSONA, "Bruno Neri", "Anna Verdi", DATI["telefono"], DATI["email"], DATI["pec"], "delibera.pdf"]


@pytest.fixture
def accolte(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"], atto="Determina 14", allegati_richiesti=[])
        decisa = {"motivo": "", "poteri": lodi.poteri("udp"), "adesso": adesso()}
        operazioni.istruisci(invia(lodi, avviso), "accogli_sottoscrittore", **decisa)
        operazioni.istruisci(invia_ente(lodi, avviso), "accogli_consultiva", **decisa)
        invia(lodi, avviso, "Casalpusterlengo", "operatore.altro")
        lodi.avviso = avviso
    return lodi


def html(url):
    risposta = Client().get(url)
    assert risposta.status_code == 200
    return risposta.content.decode()


def test_chiunque_vede_avviso_e_aderenti_e_nessuna_persona(accolte):
    pagina, csv = html(PAGINA), html(f"{PAGINA}?formato=csv")
    for testo in (pagina, csv):
        assert "Comune di Codogno" in testo and "Cooperativa di prova" in testo and "Sottoscrive l’accordo" in testo
        assert "Casalpusterlengo" not in testo and not [s for s in SEGRETI if s in testo]
    assert "Determina 14" in pagina and "Enti del terzo settore" in pagina
    assert csv.splitlines()[0].lstrip("\ufeff") == "chi;tipo;ruolo;aree;triennio"


def test_si_filtra_per_area_nome_e_triennio(accolte):
    with accolte.aperto("udp"):
        scelta, altra = aree()[0], aree()[5]
    assert "Comune di Codogno" in html(f"{PAGINA}?area={scelta.pk}")
    assert "Nessuna adesione corrisponde" in html(f"{PAGINA}?area={altra.pk}")
    filtrata = html(f"{PAGINA}?q=cooperativa&triennio=2025")
    assert "Cooperativa di prova" in filtrata and "Comune di Codogno" not in filtrata


def test_senza_avvisi_ne_adesioni(lodi):
    assert "non ci sono avvisi aperti" in html(PAGINA) and "Ancora nessuna adesione" in html(PAGINA)
    assert Client().get("/nessuno/trasparenza/adesioni/").status_code == 404


def test_un_ente_con_piu_aree_sta_su_una_riga_e_il_costo_e_costante(accolte):
    html(PAGINA)
    with CaptureQueriesContext(connection) as poche:
        html(PAGINA)
    with accolte.aperto("udp"):
        for n in range(20):
            ente = Ente.objects.create(tipo="ets", denominazione=f"Ente {n:02}")
            dati = {"stato": "accolta_consultiva", "tipo": "partner", "anno": oggi().year, "numero": 100 + n}
            adesione = Adesione.objects.create(avviso=accolte.avviso, ente=ente, inviata_il=adesso(), **dati)
            adesione.aree_target.set(aree()[:3])
    with CaptureQueriesContext(connection) as tante:
        pagina = html(PAGINA)
    assert len(poche) == len(tante) and pagina.count("Ente 07") == 1
