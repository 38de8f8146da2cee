"""Le pagine: il percorso intero dal navigatore, ciò che ciascuno vede, errori in parole, costo in interrogazioni."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ambito.assemblea.models import Deliberazione, Organo, Seduta, Votazione
from ambito.assemblea.operazioni import aula
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.scena import COMUNI, crea_scena

ALTRI = ["Lodi", "Casalpusterlengo", "Abbadia Cerreto"]


def url(nome, *argomenti):
    return reverse(f"assemblea:{nome}", args=["lodi", *argomenti])


def parole_di(risposta):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", risposta.content.decode()))


@pytest.fixture
def scena(lodi):
    with lodi.aperto("segretario"):
        lodi.assemblea = Assemblea(lodi)
    return lodi


def dati_seduta(scena, quando, **altri):
    with scena.aperto():
        organo = Organo.objects.get().pk
    ora = timezone.localtime(quando).strftime("%Y-%m-%dT%H:%M")
    return {"organo": organo, "prima_convocazione": ora, "seconda_convocazione": "", "modalita": "presenza",
            "luogo": "Sala consiliare", "collegamento": "", **altri}  # fmt: skip


def test_il_percorso_intero_da_navigatore(scena):
    """Convoca con urgenza, apre, chi siede entra e vota dal telefono, si chiude: deliberazione, verbale, riconto."""
    segretario, sindaco = scena.client("segretario"), scena.client("sindaco")
    domani = timezone.now() + timedelta(days=1)
    pk = segretario.post(url("nuova_seduta"), dati_seduta(scena, domani)).url.rstrip("/").split("/")[-1]
    punto = {"oggetto": "Regolamento", "proposta": "Si approva.", "relatore": "", "materia": "ordinaria", "da_votare": ""}
    assert segretario.post(url("nuovo_punto", pk), punto).status_code == 302
    rifiuto = segretario.post(url("convoca", pk), {"motivo_urgenza": ""})
    assert rifiuto.status_code == 422 and "Motivo dell’urgenza : Compila" in parole_di(rifiuto)
    segretario.post(url("convoca", pk), {"motivo_urgenza": "Scade il termine regionale."})
    assert "Assemblea dei Sindaci" in parole_di(sindaco.get("/lodi/"))
    troppo_presto = segretario.post(url("apri", pk), {"convocazione": "1"}, follow=True)
    assert "la sala si apre nell’ora precedente" in parole_di(troppo_presto)
    _apri_a_suo_tempo(scena, pk)
    assert "Segna la presenza del Comune di Codogno" in parole_di(sindaco.get("/lodi/"))
    _entrano(scena, pk, sindaco, segretario)
    votazione = _vota_il_punto(scena, pk, sindaco, segretario)
    assert "il conto, rifatto adesso dalle schede conservate" in parole_di(sindaco.get(url("votazione", votazione))).lower()
    assert segretario.post(url("passo_sala", pk), {"passo": "chiudi"}).url == url("seduta", pk)
    assert "Scade il termine regionale." in parole_di(segretario.get(url("verbale", pk)))
    with scena.aperto():
        assert Deliberazione.objects.get().sigla == f"Deliberazione n. 1/{timezone.localdate().year}"


def _apri_a_suo_tempo(scena, pk):
    """Il tempo passa solo qui: apertura e inizio con l’orologio della convocazione."""
    with scena.aperto("segretario"):
        seduta = Seduta.objects.get(pk=pk)
        aula.apri(seduta, 1, poteri=scena.assemblea.poteri, adesso=seduta.prima_convocazione)


def _entrano(scena, pk, sindaco, segretario):
    with scena.aperto("segretario"):
        seduta = Seduta.objects.get(pk=pk)
        seggi = {s.comune.nome: s.pk for s in seduta.seggi.select_related("comune")}
    assert sindaco.post(url("presenza", pk), {"seggio": seggi["Codogno"], "azione": "entra"}).status_code == 302
    segretario.post(url("appello", pk), {"seggi": [seggi[nome] for nome in ALTRI]})
    with scena.aperto("segretario"):
        aula.inizia(seduta, poteri=scena.assemblea.poteri, adesso=seduta.prima_convocazione, presiede="Aldo")


def _vota_il_punto(scena, pk, sindaco, segretario):
    with scena.aperto():
        seduta = Seduta.objects.get(pk=pk)
        punto, seggi = seduta.punti.get(), {s.comune.nome: s.pk for s in seduta.seggi.select_related("comune")}
    segretario.post(url("passo_punto", punto.pk), {"passo": "chiama"})
    segretario.post(url("passo_punto", punto.pk), {"passo": "vota"})
    with scena.aperto():
        votazione = Votazione.objects.get().pk
    assert "Si vota adesso" in parole_di(sindaco.get(url("sala", pk)))
    assert sindaco.post(url("votazione", votazione), {"seggio": seggi["Codogno"]}).status_code == 422
    esito = sindaco.post(url("votazione", votazione), {"seggio": seggi["Codogno"], "espressione": "favorevole"}, follow=True)
    assert "Voto registrato" in parole_di(esito) and re.search(r"\w{4}-\w{4}-\w{4}", parole_di(esito))
    assert "1 su 4 schede ricevute" in parole_di(segretario.get(url("sala", pk)))
    _registra_le_mani(segretario, votazione, {"altri": "favorevole", f"seggio_{seggi['Abbadia Cerreto']}": "astenuto"})
    assert "La proposta è approvata" in parole_di(segretario.post(url("chiudi_votazione", votazione), follow=True))
    return votazione


def _registra_le_mani(segretario, votazione, scelte):
    """Il primo invio rilegge e non scrive; il secondo, con le stesse scelte, registra."""
    riletta = segretario.post(url("mani", votazione), scelte)
    assert "Niente è ancora registrato" in parole_di(riletta)
    assert "A favore 2 Comuni, 60.200 abitanti: Casalpusterlengo e Lodi" in parole_di(riletta)
    assert "1 Comune ha già votato dal proprio dispositivo: l’esito si vede alla chiusura" in parole_di(riletta)
    letto = re.search(r'name="letto" value="(\w+)"', riletta.content.decode())[1]
    cambiate = segretario.post(url("mani", votazione), {**scelte, "letto": letto, "altri": "contrario"})
    assert cambiate.status_code == 200 and "Contrari 2 Comuni" in parole_di(cambiate)
    assert segretario.post(url("mani", votazione), {**scelte, "letto": letto}).status_code == 302


def test_una_data_passata_torna_con_la_frase_e_cio_che_era_scritto(scena):
    risposta = scena.client("segretario").post(url("nuova_seduta"), dati_seduta(scena, QUANDO, luogo="Palazzo Barni"))
    assert risposta.status_code == 422
    assert "è già passata" in parole_di(risposta) and "Palazzo Barni" in risposta.content.decode()


@pytest.mark.parametrize("campo", ["prima_convocazione", "seconda_convocazione", "organo", "modalita"])
def test_un_valore_assurdo_nel_modulo_della_seduta_e_un_422(scena, campo):
    domani = timezone.now() + timedelta(days=9)
    for valore in ("pippo", "99999999999999999999", "9999-99-99T99:99", "0001-01-01T00:00"):
        risposta = scena.client("segretario").post(url("nuova_seduta"), dati_seduta(scena, domani, **{campo: valore}))
        assert risposta.status_code == 422, valore


def test_la_bozza_la_vede_solo_chi_convoca(scena):
    with scena.aperto("segretario"):
        seduta = scena.assemblea.bozza()
    assert scena.client("segretario").get(url("seduta", seduta.pk)).status_code == 200
    for ruolo in ("sindaco", "coordinatore", "presidente"):
        assert scena.client(ruolo).get(url("seduta", seduta.pk)).status_code == 404
        assert "In preparazione" not in parole_di(scena.client(ruolo).get(url("sedute")))


def test_nessuno_vede_come_votano_gli_altri_finche_si_vota(scena):
    with scena.aperto("segretario"):
        votazione = scena.assemblea.al_voto()
        voto = scena.assemblea.mano(votazione, "Lodi", "contrario")
    for ruolo in ("sindaco", "coordinatore", "segretario"):
        for pagina in (url("votazione", votazione.pk), url("sala", votazione.seduta_id)):
            contenuto = parole_di(scena.client(ruolo).get(pagina))
            assert voto.ricevuta not in contenuto and "1 su 4 schede ricevute" in contenuto
    assert "contrario" not in parole_di(scena.client("segretario").get("/lodi/registro/")).lower()


def test_la_scheda_di_un_altro_comune_non_si_deposita(scena):
    with scena.aperto("segretario"):
        votazione = scena.assemblea.al_voto()
        altrui = scena.assemblea.seggio(votazione.seduta, "Casalpusterlengo").pk
    for ruolo in ("sindaco", "segretario", "coordinatore"):
        dati = {"seggio": altrui, "espressione": "favorevole"}
        assert scena.client(ruolo).post(url("votazione", votazione.pk), dati).status_code == 403
    assert scena.client("sindaco").post(url("presenza", votazione.seduta_id), {"seggio": altrui}).status_code == 403
    for seggio in ("x", "0", "9" * 30):
        dati = {"seggio": seggio, "espressione": "favorevole"}
        assert scena.client("sindaco").post(url("votazione", votazione.pk), dati).status_code == 403
        assert scena.client("sindaco").post(url("presenza", votazione.seduta_id), {"seggio": seggio}).status_code == 404


def test_un_voto_dopo_la_chiusura_e_una_frase(scena):
    with scena.aperto("segretario"):
        votazione = scena.assemblea.al_voto()
        seggio = scena.assemblea.seggio(votazione.seduta, "Codogno").pk
        scena.assemblea.chiudi(votazione)
    risposta = scena.client("sindaco").post(url("votazione", votazione.pk), {"seggio": seggio, "espressione": "favorevole"})
    assert risposta.status_code == 409 and "il voto non è stato registrato" in parole_di(risposta)


@pytest.mark.parametrize(("nome", "pezzo"), [("sala", "diretta"), ("schermo", "schermo")])
def test_chi_ha_gia_l_ultima_situazione_riceve_una_risposta_vuota(scena, nome, pezzo):
    with scena.aperto("segretario"):
        votazione = scena.assemblea.al_voto()
    sindaco, pagina = scena.client("sindaco"), url(nome, votazione.seduta_id)
    segno = re.search(r"segno=(\w+)", sindaco.get(pagina).content.decode())[1]
    assert sindaco.get(pagina, {"segno": segno}, headers={"hx-request": "true"}).status_code == 204
    with scena.aperto("segretario"):
        scena.assemblea.mano(votazione, "Lodi", "favorevole")
    nuova = sindaco.get(pagina, {"segno": segno}, headers={"hx-request": "true"})
    assert nuova.status_code == 200 and f'id="{pezzo}"' in nuova.content.decode() and "<html" not in nuova.content.decode()


def test_il_verbale_in_conflitto_non_perde_nulla(scena):
    with scena.aperto("segretario"):
        seduta = aula.chiudi(scena.assemblea.in_corso(), poteri=scena.assemblea.poteri, adesso=QUANDO)
    segretario = scena.client("segretario")
    assert segretario.post(url("verbale", seduta.pk), {"testo": "Il mio testo", "revisione": 1}).status_code == 302
    conflitto = segretario.post(url("verbale", seduta.pk), {"testo": "Testo di un altro", "revisione": 1})
    assert conflitto.status_code == 409
    assert "Il mio testo" in parole_di(conflitto) and "Testo di un altro" in parole_di(conflitto)
    assert scena.client("sindaco").post(url("verbale", seduta.pk), {"testo": "x", "revisione": 2}).status_code == 403
    assert segretario.post(url("chiudi_verbale", seduta.pk)).status_code == 302
    assert "Salva il testo" not in parole_di(segretario.get(url("verbale", seduta.pk)))


def test_il_pdf_si_chiede_e_si_segue(scena, monkeypatch):
    monkeypatch.setattr("ambito.tasks.esegui_lavoro.delay", lambda **_: None)
    with scena.aperto("segretario"):
        seduta = aula.chiudi(scena.assemblea.in_corso(), poteri=scena.assemblea.poteri, adesso=QUANDO)
    assert scena.client("segretario").post(url("emetti_verbale", seduta.pk)).url.startswith("/lodi/lavori/")


def test_il_registro_delle_deliberazioni_si_filtra_e_si_esporta(scena):
    with scena.aperto("segretario"):
        votazione = scena.assemblea.al_voto()
        for nome in (*ALTRI, "Codogno"):
            scena.assemblea.mano(votazione, nome, "favorevole")
        scena.assemblea.chiudi(votazione)
    coordinatore = scena.client("coordinatore")
    assert "Criteri di riparto 1" in parole_di(coordinatore.get(url("deliberazioni"), {"q": "riparto", "anno": 2025}))
    assert "Nessuna deliberazione" in parole_di(coordinatore.get(url("deliberazioni"), {"q": "altro"}))
    assert "Criteri di riparto 1" in coordinatore.get(url("deliberazioni"), {"formato": "csv"}).content.decode("utf-8-sig")
    with scena.aperto():
        pk = Deliberazione.objects.get().pk
    assert "Le spese si dividono per residenti." in parole_di(coordinatore.get(url("deliberazione", pk)))


def test_un_ambito_nuovo_istituisce_l_organo(lodi):
    assert "non ha ancora un organo" in parole_di(lodi.client("sindaco").get(url("sedute")))
    lodi.client("segretario").post(url("istituisci"))
    assert "Come si decide" in parole_di(lodi.client("sindaco").get(url("sedute")))
    assert "c’è già" in parole_di(lodi.client("segretario").post(url("istituisci"), follow=True))


def conta(scena, ruolo, pagina):
    navigatore = scena.client(ruolo)
    with CaptureQueriesContext(connection) as catturate:
        assert navigatore.get(pagina).status_code == 200
    return len(catturate)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nome", "massimo"), [("sedute", 18), ("seduta", 22), ("sala", 20), ("votazione", 24), ("deliberazioni", 14)]
)
def test_il_costo_non_cresce_con_comuni_e_sedute(nome, massimo):
    """La stessa pagina in un Ambito di 3 Comuni con una seduta, e in uno di 40 con tre sedute."""
    costi = []
    for slug, comuni, quante in (("lodi", COMUNI["lodi"][:3], 1), ("grande", _molti(), 3)):
        scena = crea_scena(slug, comuni)
        with scena.aperto("segretario"):
            assemblea = Assemblea(scena)
            for _ in range(quante):
                votazione = assemblea.al_voto()
                for comune in scena.elenco:
                    assemblea.mano(votazione, comune.nome, "favorevole")
                assemblea.chiudi(votazione)
        argomenti = {"seduta": [votazione.seduta_id], "sala": [votazione.seduta_id], "votazione": [votazione.pk]}.get(nome, [])
        costi.append(conta(scena, "sindaco", reverse(f"assemblea:{nome}", args=[slug, *argomenti])))
    assert costi[0] == costi[1] <= massimo


@pytest.mark.django_db
def test_tocca_a_te_costa_poco_anche_con_una_votazione_aperta_e_tante_sedute():
    costi = []
    for slug, quante in (("lodi", 1), ("grande", 4)):
        scena = crea_scena(slug, COMUNI["lodi"])
        with scena.aperto("segretario"):
            for _ in range(quante):
                Assemblea(scena).al_voto()
        costi.append((conta(scena, "sindaco", f"/{slug}/"), conta(scena, "segretario", f"/{slug}/")))
    assert costi[0] == costi[1]
    assert max(costi[0]) <= 18


def _molti():
    return [(f"097{n:03}", f"Paese {n}", 1000 + n) for n in range(1, 41)]


def test_durante_l_appello_lo_schermo_ha_il_codice_della_sala(scena):
    with scena.aperto("segretario"):
        aperta = scena.assemblea.aperta()
    appello = scena.client("segretario").get(url("schermo", aperta.pk)).content.decode()
    assert "Codice QR della sala" in appello and "Inquadra il codice" in appello
    with scena.aperto("segretario"):
        scena.assemblea.entrano(aperta)
        aula.inizia(aperta, poteri=scena.assemblea.poteri, adesso=QUANDO)
    assert "Codice QR della sala" not in scena.client("segretario").get(url("schermo", aperta.pk)).content.decode()
