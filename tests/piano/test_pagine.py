"""Le pagine: chi entra, che cosa risponde il server, quante letture costa un elenco."""

import json
import re

import pytest
from django.urls import reverse

from piano import operazioni
from piano.models import Azione, BozzaPersonale, PianoDiZona, Sezione, Tavolo
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
LETTURA = ["piano", "in_breve", "obiettivi", "tavoli", "versioni"]


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_pronto(lodi)


def url(nome, *argomenti, slug="lodi"):
    return reverse(f"piano:{nome}", args=[slug, "2025-2027", *argomenti])


@pytest.mark.parametrize("ruolo", ["coordinatore", "udp", "segretario", "revisore", "sindaco", "operatore", "ragioneria", "ats"])
def test_chi_legge_il_piano_vede_ogni_pagina(lodi, piano, ruolo):
    navigatore = lodi.client(ruolo)
    sezione, scheda = sezione_di(piano), piano.obiettivi.first()
    pagine = [reverse("piano:piani", args=["lodi"]), *map(url, LETTURA)]
    pagine += [url("sezione", sezione.pk), url("revisioni", sezione.pk), url("obiettivo", scheda.codice)]
    assert {navigatore.get(pagina).status_code for pagina in pagine} == {200}


def test_il_terzo_settore_non_legge_le_bozze(lodi, piano):
    assert {lodi.client("ets").get(url(nome)).status_code for nome in LETTURA} == {403}


@pytest.mark.parametrize("ruolo", ["sindaco", "operatore", "segretario", "revisore", "ats"])
def test_chi_legge_non_scrive(lodi, piano, ruolo):
    navigatore, sezione, scheda = lodi.client(ruolo), sezione_di(piano), piano.obiettivi.first()
    prove = [
        navigatore.post(url("sezione", sezione.pk), {"testo": "<p>No.</p>", "revisione": sezione.revisione}),
        navigatore.post(url("completa", sezione.pk), {"completa": "0"}),
        navigatore.post(url("nuovo_obiettivo"), {}), navigatore.get(url("nuovo_obiettivo")),
        navigatore.post(url("modifica_obiettivo", scheda.codice), {}),
        navigatore.post(url("togli_obiettivo", scheda.codice)),
        navigatore.post(url("nuovo_tavolo"), {"nome": "No"}),
        navigatore.post(url("passo"), {"passo": "proponi"}),
        navigatore.post(reverse("piano:piani", args=["lodi"]), {"triennio": "2028"}),
    ]  # fmt: skip
    assert {risposta.status_code for risposta in prove} == {403}
    assert sezione_di(piano).testo == sezione.testo and piano.obiettivi.count() == 1


def test_chi_e_di_un_altro_ambito_non_trova_niente(lodi, pavese, piano):
    with pavese.aperto("udp"):
        loro = piano_nuovo(pavese)
        loro_sezione = sezione_di(loro)
    straniero = pavese.client("coordinatore")
    assert {straniero.get(url(nome)).status_code for nome in LETTURA} == {404}
    navigatore = lodi.client("coordinatore")
    assert navigatore.get(url("sezione", loro_sezione.pk)).status_code == 404
    assert navigatore.post(url("sezione", loro_sezione.pk), {"testo": "x", "revisione": 0}, headers=JSON).status_code == 404
    with lodi.aperto("udp"):
        assert not Sezione.objects.filter(pk=loro_sezione.pk).exists()


@pytest.mark.parametrize("triennio", ["2025-2028", "2025", "x", "٢٠٢٥-2027", "99999999999-2027", "2025-2027-2029", "-"])
def test_un_triennio_scritto_male_non_esiste(lodi, piano, triennio):
    assert lodi.client("udp").get(f"/lodi/piano/{triennio}/").status_code == 404


def test_numeri_impossibili_negli_indirizzi(lodi, piano):
    navigatore = lodi.client("udp")
    enorme = 10**30
    for pagina in (url("sezione", enorme), url("versione", enorme), url("tavolo", enorme), url("obiettivo", "ZZ9")):
        assert navigatore.get(pagina).status_code == 404


def test_si_crea_un_piano_dalla_pagina(pavese):
    navigatore = pavese.client("udp")
    pagina = reverse("piano:piani", args=["pavese"])
    assert "Ancora nessun Piano di Zona" in navigatore.get(pagina).content.decode()
    risposta = navigatore.post(pagina, {"triennio": "2025-2027"})
    assert risposta.status_code == 302 and risposta.url == url("piano", slug="pavese")
    assert navigatore.post(pagina, {"triennio": "2025-2027"}).status_code == 422
    assert navigatore.post(pagina, {"triennio": "1492"}).status_code == 422
    with pavese.aperto("udp"):
        assert PianoDiZona.objects.count() == 1


def test_il_salvataggio_automatico_risponde_in_json(lodi, piano):
    sezione = sezione_di(piano)
    navigatore = lodi.client("udp")
    dati = {"testo": "<p>Uno.</p><p>Due.</p>", "revisione": sezione.revisione}
    risposta = navigatore.post(url("sezione", sezione.pk), dati, headers=JSON)
    esito = json.loads(risposta.content)
    assert risposta.status_code == 200 and esito["revisione"] == sezione.revisione + 1
    assert len(esito["salvato"]) == 5 and "testo" not in esito


def test_il_conflitto_e_un_409_con_l_indirizzo_dove_si_risolve(lodi, piano):
    sezione = sezione_di(piano)
    pagina, conflitto = url("sezione", sezione.pk), url("conflitto", sezione.pk)
    lodi.client("udp").post(pagina, {"testo": "<p>Di Paolo.</p>", "revisione": sezione.revisione}, headers=JSON)
    chiara = lodi.client("coordinatore")
    risposta = chiara.post(pagina, {"testo": "<p>Di Chiara.</p>", "revisione": sezione.revisione}, headers=JSON)
    assert risposta.status_code == 409 and json.loads(risposta.content)["url"] == conflitto
    mostrata = chiara.get(conflitto).content.decode()
    assert 'id="conflitto"' in mostrata and "Di Paolo" in mostrata and "Di Chiara" in mostrata
    bozza = BozzaPersonale.objects.get()
    unito = {"scelta": "unito", "bozza": bozza.pk, "revisione": sezione.revisione + 1, "testo": "<p>Di tutti e due.</p>"}
    assert lodi.client("udp").post(conflitto, unito).status_code == 404
    assert chiara.post(conflitto, unito).status_code == 302
    assert sezione_di(piano).testo == "<p>Di tutti e due.</p>"
    assert chiara.get(conflitto).status_code == 302


def test_senza_javascript_il_conflitto_porta_alla_stessa_pagina(lodi, piano):
    sezione = sezione_di(piano)
    pagina = url("sezione", sezione.pk)
    lodi.client("udp").post(pagina, {"testo": "<p>Di Paolo.</p>", "revisione": sezione.revisione})
    risposta = lodi.client("coordinatore").post(pagina, {"testo": "Di Chiara.", "revisione": sezione.revisione})
    assert risposta.status_code == 302 and risposta.url == url("conflitto", sezione.pk)
    assert BozzaPersonale.objects.get().testo == "<p>Di Chiara.</p>"


@pytest.mark.parametrize("scelta, atteso", [("mio", "<p>Di Chiara.</p>"), ("attuale", "<p>Di Paolo.</p>")])
def test_si_sceglie_uno_dei_due(lodi, piano, scelta, atteso):
    sezione = sezione_di(piano)
    for ruolo, testo in (("udp", "<p>Di Paolo.</p>"), ("coordinatore", "<p>Di Chiara.</p>")):
        lodi.client(ruolo).post(url("sezione", sezione.pk), {"testo": testo, "revisione": sezione.revisione}, headers=JSON)
    dati = {"scelta": scelta, "bozza": BozzaPersonale.objects.get().pk, "revisione": sezione.revisione + 1}
    assert lodi.client("coordinatore").post(url("conflitto", sezione.pk), dati).status_code == 302
    assert sezione_di(piano).testo == atteso and not BozzaPersonale.objects.exists()


@pytest.mark.parametrize("revisione", ["", "x", "-1", "9" * 30])
def test_una_revisione_scritta_male_si_rifiuta_senza_perdere_il_testo(lodi, piano, revisione):
    sezione = sezione_di(piano)
    dati = {"testo": "<p>Ciò che avevo scritto.</p>", "revisione": revisione}
    risposta = lodi.client("udp").post(url("sezione", sezione.pk), dati)
    assert risposta.status_code == 422 and "Ciò che avevo scritto" in risposta.content.decode()
    assert lodi.client("udp").post(url("sezione", sezione.pk), dati, headers=JSON).status_code == 422


def test_revisioni_a_confronto_e_ripresa(lodi, piano):
    sezione = sezione_di(piano)
    navigatore = lodi.client("udp")
    navigatore.post(url("sezione", sezione.pk), {"testo": "<p>Tutt’altro.</p>", "revisione": 1})
    pagina = navigatore.get(url("revisioni", sezione.pk), {"da": 2, "a": 1, "tutte": 1}).content.decode()
    assert "<ins>" in pagina and "<del>" in pagina
    assert navigatore.get(url("revisioni", sezione.pk), {"da": 1, "a": 99}).status_code == 404
    assert navigatore.get(url("revisioni", sezione.pk), {"da": "x"}).status_code == 200
    assert navigatore.post(url("revisioni", sezione.pk), {"numero": "1"}).status_code == 302
    assert sezione_di(piano).testo == sezione.testo
    sbagliata = navigatore.post(url("revisioni", sezione.pk), {"numero": "٣"}, follow=True)
    assert "Quella revisione non c’è" in sbagliata.content.decode()


def test_proporre_dalla_pagina_porta_alla_versione(lodi, piano):
    navigatore = lodi.client("coordinatore")
    risposta = navigatore.post(url("passo"), {"passo": "proponi"})
    assert risposta.status_code == 302 and risposta.url == url("versione", 1)
    pagina = navigatore.get(url("versione", 1)).content.decode()
    assert "ricalcolata adesso corrisponde" in pagina and "1.234,56" in pagina
    assert "Il PDF si sta preparando" in pagina
    assert "Prepara il PDF" in lodi.client("sindaco").get(url("versione", 1)).content.decode()
    assert lodi.client("udp").get(url("modifica_obiettivo", "D1")).status_code == 302
    assert "data-autosalva" not in lodi.client("udp").get(url("sezione", sezione_di(piano).pk)).content.decode()
    assert navigatore.post(url("passo"), {"passo": "approva"}).status_code == 302
    piano.refresh_from_db()
    assert piano.stato == "proposto"


def test_cio_che_manca_ha_un_collegamento(lodi, piano):
    sezione = sezione_di(piano)
    operazioni.segna_completa(sezione, False, utente=lodi.utenti["udp"], adesso=ADESSO)
    navigatore = lodi.client("coordinatore")
    assert (
        url("sezione", sezione.pk)
        in navigatore.get(url("piano")).content.decode().split("Che cosa manca")[1].split("Sezioni</h2>")[0]
    )
    navigatore.post(url("passo"), {"passo": "proponi"})
    assert "Sezioni obbligatorie da completare: 3.1." in navigatore.get(url("piano")).content.decode()


def test_tocca_a_te_a_chi_puo(lodi, piano):
    def compiti(ruolo):
        return lodi.client(ruolo).get("/lodi/").content.decode()

    assert "Proponi il Piano di Zona" in compiti("coordinatore") and "Proponi il Piano di Zona" not in compiti("udp")
    operazioni.segna_completa(sezione_di(piano), False, utente=lodi.utenti["udp"], adesso=ADESSO)
    assert "Completa 1 sezione" in compiti("udp") and "Completa 1 sezione" not in compiti("sindaco")


def test_i_tavoli_si_aprono_si_cambiano_si_tolgono(lodi, piano):
    navigatore = lodi.client("udp")
    assert navigatore.post(url("nuovo_tavolo"), {"tipo": "tematico", "nome": "Anziani"}).status_code == 302
    assert navigatore.post(url("nuovo_tavolo"), {"tipo": "tematico", "nome": "ANZIANI"}).status_code == 422
    tavolo = Tavolo.objects.get()
    assert navigatore.post(url("modifica_tavolo", tavolo.pk), {"tipo": "tecnico", "nome": "Anziani e casa"}).status_code == 302
    assert Tavolo.objects.get().nome == "Anziani e casa"
    assert navigatore.post(url("modifica_tavolo", tavolo.pk), {"togli": "1"}).status_code == 302
    assert not Tavolo.objects.exists()


def test_l_elenco_si_filtra_e_si_esporta(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], "Nidi", area="G")
    navigatore = lodi.client("sindaco")
    pagina = navigatore.get(url("obiettivi"), {"q": "nidi"}).content.decode()
    # Una parola intera: un gettone a caso può contenere qualunque coppia di lettere.
    assert "G1 Nidi" in pagina and not re.search(r"\bD1\b", pagina)
    foglio = navigatore.get(url("obiettivi"), {"q": "nidi", "formato": "csv"}).content.decode("utf-8-sig")
    assert "G1;Nidi" in foglio and "D1" not in foglio


def conta(navigatore, pagina, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as letture:
        assert navigatore.get(pagina).status_code == 200
    return len(letture)


@pytest.mark.parametrize("nome, massimo", [("obiettivi", 22), ("piano", 30), ("tavoli", 20), ("coerenza", 24)])
def test_le_letture_non_crescono_con_le_righe(lodi, piano, nome, massimo, django_assert_max_num_queries):
    navigatore = lodi.client("udp")
    Tavolo.objects.create(piano=piano, nome="Primo")
    navigatore.get(url(nome))
    prima = conta(navigatore, url(nome), django_assert_max_num_queries)
    for n in range(12):
        obiettivo(piano, lodi.utenti["udp"], f"Obiettivo {n}", area="ABCDEFGHIJK"[n % 11])
        Tavolo.objects.create(piano=piano, nome=f"Tavolo {n}")
    assert conta(navigatore, url(nome), django_assert_max_num_queries) == prima <= massimo


def test_la_scheda_da_modificare_costa_lo_stesso_con_piu_righe(lodi, piano, django_assert_max_num_queries):
    navigatore, scheda = lodi.client("udp"), piano.obiettivi.first()
    pagina = url("modifica_obiettivo", scheda.codice)
    navigatore.get(pagina)
    prima = conta(navigatore, pagina, django_assert_max_num_queries)
    Azione.objects.bulk_create(Azione(obiettivo=scheda, titolo=f"Azione {n}") for n in range(15))
    assert conta(navigatore, pagina, django_assert_max_num_queries) == prima
