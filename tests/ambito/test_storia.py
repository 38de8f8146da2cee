"""La storia in parole: chi, per conto di chi, che cosa è cambiato; e soltanto a chi può aprire l’oggetto."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from ambito.incarichi import conferisci
from ambito.models import Evento, Incarico
from ambito.registri import OGGETTI, VOCI_DEL_REGISTRO
from ambito.registro import annota
from ambito.storia import letture
from ambito.storia.parole import TECNICHE, racconta
from tests.permessi.rotta import TUTTI
from tests.scena import ADESSO, OGGI, aggiungi_delegato, crea_utente

RADICE = Path(__file__).resolve().parents[2]
APP = ("ambito", "servizi", "piano", "accordo", "rendicontazione")


@pytest.fixture
def incarico(lodi):
    with lodi.aperto():
        return Incarico.objects.get(utente=lodi.utenti["operatore"])


def parole_di(oggetto, **valori):
    evento = annota(oggetto, "prova", "Prova", autore=None, quando=ADESSO, **valori)
    return {c.nome: (c.prima, c.dopo) for c in racconta([Evento.objects.get(pk=evento.pk)])[0].cambi}


def test_i_valori_si_leggono_in_italiano(lodi, incarico):
    with lodi.aperto():
        utente = lodi.utenti["udp"]
        parole = parole_di(
            incarico,
            prima={"al": None, "ruolo": "operatore", "comune_id": lodi.comuni["Codogno"].pk, "utente": utente.pk, "sha256": "aa"},
            dopo={"al": date(2026, 3, 1), "ruolo": "sindaco", "comune_id": lodi.comuni["Lodi"].pk, "utente": 0, "sha256": "bb"},
        )
    assert parole == {
        "Fino al": ("niente", "1º marzo 2026"),
        "Ruolo": ("Operatore comunale", "Sindaco"),
        "Comune": ("Codogno", "Lodi"),
        "Utente": (utente.nome_completo, "una voce che non c’è più"),
    }


def test_elenchi_numeri_ore_e_testi_lunghi(lodi, incarico):
    with lodi.aperto():
        parole = parole_di(
            incarico,
            dopo={
                "comuni": ["098031", "098019"], "comune": "098019", "sezioni": ["1.1", "3.10"], "vuoto": "", "totale": "1234.50",
                "righe": 3, "attivo": True, "inizio": ADESSO, "testo": "<p>Una <strong>frase</strong></p>",
                "dati": {"nome": "A", "sha256": "x", "nuove": []}, "lungo": "a" * 900,
            },
        )  # fmt: skip
    assert parole["Comuni"] == (None, "Lodi, Codogno") and parole["Comune"] == (None, "Codogno")
    assert parole["Sezioni"] == (None, "1.1, 3.10") and "Vuoto" not in parole
    assert parole["Totale"] == (None, "1.234,50") and parole["Righe"] == (None, "3") and parole["Attivo"] == (None, "sì")
    assert parole["Inizio"] == (None, "10 giugno 2025, ore 11:00")
    assert parole["Testo"] == (None, "Una frase")
    assert parole["Dati"] == (None, "Nome: A; Righe nuove: niente")
    assert len(parole["Lungo"][1]) == 240


def test_chi_l_ha_fatto_e_per_conto_di_chi(lodi, incarico):
    with lodi.aperto():
        di_ieri = crea_utente("ieri@x.example")
        conferisci(utente=di_ieri, ruolo="udp", dal=date(2024, 1, 1), al=date(2024, 2, 1), atto="a", autore=None, adesso=ADESSO)
        for autore in (lodi.utenti["operatore"], di_ieri, None):
            annota(incarico, "prova", "Prova", autore=autore, quando=ADESSO)
        racconti = racconta(Evento.objects.select_related("autore").filter(verbo="prova").order_by("pk"))
    assert [(r.chi, r.per_conto) for r in racconti] == [
        ("operatore", "Operatore comunale – Codogno"), ("ieri", ""), ("il portale", ""),
    ]  # fmt: skip


def test_la_pagina_racconta_e_non_mostra_json(lodi, incarico):
    pagina = lodi.client("coordinatore").get(f"/lodi/storia/incarico/{incarico.pk}/").content.decode()
    assert "operatore riceve l’incarico" in pagina and "1º gennaio 2025" in pagina and "atto di prova" in pagina
    assert "{&#x27;" not in pagina and "comune_id" not in pagina and "{&quot;" not in pagina


@pytest.mark.parametrize("indirizzo", ["nulla/1/", "incarico/0/", "incarico/99999999/", "seduta/99999999/"])
def test_una_storia_che_non_c_e_e_404(lodi, indirizzo):
    assert lodi.client("coordinatore").get(f"/lodi/storia/{indirizzo}").status_code == 404


def test_senza_il_diritto_e_403_e_di_un_altro_ambito_404(lodi, pavese, incarico):
    assert lodi.client("operatore").get(f"/lodi/storia/incarico/{incarico.pk}/").status_code == 403
    with pavese.aperto():
        altro = Incarico.objects.first()
    assert lodi.client("coordinatore").get(f"/lodi/storia/incarico/{altro.pk}/").status_code == 404


def test_la_pagina_non_costa_di_piu_con_piu_eventi(lodi, incarico):
    navigatore, url = lodi.client("coordinatore"), f"/lodi/storia/incarico/{incarico.pk}/"

    def costo():
        navigatore.get(url)
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(url).status_code == 200
        return len(catturate)

    def scrivi(numeri):
        with lodi.aperto():
            for numero in numeri:
                utente = crea_utente(f"{numero}@x.example")
                annota(incarico, "prova", f"Riga {numero}", autore=utente, quando=ADESSO, dopo={"utente": utente.pk, "al": OGGI})

    scrivi([0])
    poche = costo()
    scrivi(range(1, 31))
    assert costo() == poche <= 14


def test_ogni_tipo_sa_trovare_le_sue_righe_e_la_loro_pagina(lodi):
    """Un modello vero, parti che portano all’oggetto, righe che si possono cercare insieme alle altre."""
    aggiungi_delegato(lodi)
    with lodi.aperto():
        for nome, oggetto in OGGETTI.items():
            modello = apps.get_model(oggetto.modello)
            assert re.fullmatch(r"[a-z]+", nome) and oggetto.modello == modello._meta.label_lower
            for parte, via in oggetto.parti:
                assert apps.get_model(parte)._meta.get_field(via).related_model is modello
        for ruolo in TUTTI:
            assert letture.visti({(nome, 0) for nome in OGGETTI}, lodi.poteri(ruolo)) == set()
        incarico = Incarico.objects.first()
        assert letture.visti({("incarico", incarico.pk), ("seduta", 0)}, lodi.poteri("udp")) == {("incarico", incarico.pk)}
        assert letture.visti({("incarico", incarico.pk)}, lodi.poteri("ets")) == set()


def voci_scritte():
    """I nomi delle voci che le operazioni scrivono in `prima` e `dopo`, letti dal codice."""
    for app in APP:
        for percorso in (RADICE / app).rglob("*.py"):
            if "migrations" in percorso.parts:
                continue
            for nodo in ast.walk(ast.parse(percorso.read_text(encoding="utf-8"))):
                if isinstance(nodo, ast.Call) and getattr(nodo.func, "id", "") == "annota":
                    for argomento in nodo.keywords:
                        if argomento.arg in {"prima", "dopo"} and isinstance(argomento.value, ast.Dict):
                            yield from (k.value for k in argomento.value.keys if isinstance(k, ast.Constant))


def test_ogni_voce_scritta_nel_registro_ha_un_nome_che_si_legge():
    campi = {c.name for m in apps.get_models() for c in m._meta.get_fields() if isinstance(c, models.Field)}
    voci = set(voci_scritte())
    assert len(voci) > 30
    assert voci - campi - TECNICHE - VOCI_DEL_REGISTRO.keys() == set()


def test_una_novita_la_legge_chi_puo_aprire_l_oggetto(lodi, incarico):
    with lodi.aperto():
        annota(incarico, "prova", "Cambiato", autore=lodi.utenti["segretario"], quando=ADESSO)
        prima = ADESSO - timedelta(days=1)
        vedono = {r for r in TUTTI - {"delegato"} if letture.novita(lodi.poteri(r), prima, quante=99)}
    assert vedono == {"coordinatore", "udp", "segretario", "revisore"}
