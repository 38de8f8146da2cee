"""Le pagine della rendicontazione, viste da chi le usa."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ambito.models import Caricamento, Lavoro
from rendicontazione import operazioni
from rendicontazione.models import VoceSpesa
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, campi, consegna, spesa_di
from tests.rendicontazione.test_foglio import foglio
from tests.scena import ADESSO

CODOGNO = f"/lodi/rendicontazione/{ANNO}/comuni/098019/"
CASALE = f"/lodi/rendicontazione/{ANNO}/comuni/098010/"


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
    return lodi


def corpo(risposta):
    return risposta.content.decode()


def test_dal_modulo_all_invio_e_alla_validazione(aperta):
    operatore = aperta.client("operatore")
    with aperta.aperto("operatore"):
        dati = campi()
    assert "Ancora nessuna riga" in corpo(operatore.get(CODOGNO))
    assert operatore.post(f"{CODOGNO}voci/nuova/", dati).status_code == 302
    pagina = corpo(operatore.get(CODOGNO))
    assert "850,00 €" in pagina
    assert "Assistenza domiciliare, Anziani" in pagina
    assert "850,00 €" in corpo(operatore.get(f"{CODOGNO}invia/"))
    assert operatore.post(f"{CODOGNO}invia/", {"messaggio": "Fatto"}).url == CODOGNO
    udp = aperta.client("udp")
    assert "Validare la spesa" in corpo(udp.get(CODOGNO))
    udp.post(f"{CODOGNO}valida/")
    with aperta.aperto():
        assert spesa_di(aperta).stato == "validato"


def test_un_modulo_sbagliato_risponde_422_e_tiene_cio_che_era_scritto(aperta):
    with aperta.aperto("operatore"):
        dati = campi(liquidato="5.000,00", nota="Da rivedere", spesa_lorda="1.000,00")
    risposta = aperta.client("operatore").post(f"{CODOGNO}voci/nuova/", dati)
    assert risposta.status_code == 422
    assert "supera la spesa lorda" in corpo(risposta)
    assert "5.000,00" in corpo(risposta)
    assert "Da rivedere" in corpo(risposta)
    with aperta.aperto():
        assert not VoceSpesa.objects.exists()


@pytest.mark.parametrize("campo, valore", [
    ("utenti", "-1"), ("utenti", "tre"), ("spesa_lorda", "12.34"), ("spesa_lorda", "9" * 40), ("intervento", "0"),
    ("intervento", "x"), ("forma_gestione", "ZZ"), ("fondo", "999999999999999999999"),
    ("nota", "n" * 501), ("spesa_lorda", "NaN"), ("utenti", "٣"),
    ("spesa_lorda", "9999999999999,00"),
])  # fmt: skip
def test_valori_impossibili_nel_modulo(aperta, campo, valore):
    with aperta.aperto("operatore"):
        dati = campi(**{campo: valore})
    assert aperta.client("operatore").post(f"{CODOGNO}voci/nuova/", dati).status_code == 422


def test_la_stessa_riga_due_volte_si_dice_nel_modulo(aperta):
    operatore = aperta.client("operatore")
    with aperta.aperto("operatore"):
        dati = campi()
    operatore.post(f"{CODOGNO}voci/nuova/", dati)
    risposta = operatore.post(f"{CODOGNO}voci/nuova/", dati)
    assert risposta.status_code == 422
    assert "C’è già una riga" in corpo(risposta)


def test_una_riga_si_cambia_e_si_toglie(aperta):
    operatore = aperta.client("operatore")
    with aperta.aperto("operatore"):
        voce, dati = aggiungi(aperta, spesa_di(aperta)), campi(spesa_lorda="2.000,00")
    url = f"{CODOGNO}voci/{voce.pk}/"
    assert "1.000,00" in corpo(operatore.get(url))
    assert operatore.post(url, {**dati, "revisione": "1"}).status_code == 302
    vecchia = operatore.post(url, {**dati, "revisione": "1"})
    assert vecchia.status_code == 422
    assert "Un collega ha cambiato" in corpo(vecchia)
    assert operatore.post(f"{url}togli/").status_code == 302
    with aperta.aperto():
        assert not VoceSpesa.objects.exists()


def test_la_netta_si_aggiorna_mentre_si_scrive(aperta):
    operatore = aperta.client("operatore")
    parziale = operatore.get(
        f"{CODOGNO}voci/nuova/", {"spesa_lorda": "1.000,00", "quota_ssn": "250"}, headers={"HX-Request": "true"}
    )
    assert "750,00 €" in corpo(parziale)
    assert "<html" not in corpo(parziale)


def test_da_foglio_in_due_passi(aperta):
    operatore = aperta.client("operatore")
    file = SimpleUploadedFile("spesa.csv", foglio({}, {"area": "DIS"}))
    anteprima = operatore.post(f"{CODOGNO}importa/", {"file": file}).url
    pagina = corpo(operatore.get(anteprima))
    assert "Conferma e scrivi" in pagina
    assert "2.469,12" in pagina
    assert aperta.client("operatore.altro").get(anteprima).status_code == 404
    assert operatore.post(anteprima, {"azione": "conferma"}).url == f"{CODOGNO}importa/"
    with aperta.aperto():
        assert VoceSpesa.objects.count() == 2


def test_un_file_che_non_e_un_foglio_si_rifiuta_nella_pagina(aperta):
    operatore = aperta.client("operatore")
    for nome, byte in [
        ("spesa.csv", b"<html>ciao</html>"),
        ("spesa.xlsx", b"PK\x03\x04"),
        ("spesa.exe", b"MZ"),
        ("vuoto.csv", b""),
    ]:
        risposta = operatore.post(f"{CODOGNO}importa/", {"file": SimpleUploadedFile(nome, byte)})
        assert risposta.status_code == 422
    with aperta.aperto():
        assert not Caricamento.objects.exists()


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_il_foglio_scaricato_si_ricarica_senza_cambi(aperta, formato):
    with aperta.aperto("operatore"):
        aggiungi(aperta, spesa_di(aperta), nota="=1+1 non è una formula")
    operatore = aperta.client("operatore")
    scaricato = operatore.get(f"{CODOGNO}modello/{formato}/")
    assert "attachment" in scaricato["Content-Disposition"]
    anteprima = operatore.post(f"{CODOGNO}importa/", {"file": SimpleUploadedFile(f"s.{formato}", scaricato.content)}).url
    with aperta.aperto():
        letta = Caricamento.objects.get(pk=anteprima.rstrip("/").rsplit("/")[-1]).anteprima
    assert (letta["uguali"], letta["nuove"], letta["cambiate"], letta["quanti_errori"]) == (1, 0, 0, 0)


PAGINE_DI_CASALE = ["", "voci/nuova/", "importa/", "invia/", "modello/csv/", "modello/xlsx/"]


@pytest.mark.parametrize("pagina", PAGINE_DI_CASALE)
def test_l_operatore_non_raggiunge_un_altro_comune(aperta, pagina):
    assert aperta.client("operatore").get(CASALE + pagina).status_code == 404


def test_l_operatore_non_raggiunge_le_righe_di_un_altro_dal_proprio_indirizzo(aperta):
    with aperta.aperto("operatore.altro"):
        altrui = aggiungi(aperta, spesa_di(aperta, "Casalpusterlengo"), ruolo="operatore.altro")
    operatore = aperta.client("operatore")
    assert operatore.get(f"{CODOGNO}voci/{altrui.pk}/").status_code == 404
    assert operatore.post(f"{CODOGNO}voci/{altrui.pk}/togli/").status_code == 404
    for riservata in ("", "voci/", "?formato=csv", "voci/?formato=xlsx"):
        assert operatore.get(f"/lodi/rendicontazione/{ANNO}/{riservata}").status_code == 403
    assert "Casalpusterlengo" not in corpo(operatore.get("/lodi/rendicontazione/"))


def test_le_campagne_di_un_altro_ambito_non_si_vedono(aperta, pavese):
    coordinatore = pavese.client("coordinatore")
    assert coordinatore.get(f"/lodi/rendicontazione/{ANNO}/").status_code == 404
    assert coordinatore.get(f"/pavese/rendicontazione/{ANNO}/").status_code == 404
    assert "Ancora nessuna campagna" in corpo(coordinatore.get("/pavese/rendicontazione/"))


def test_una_campagna_si_apre_e_si_chiude_dalla_pagina(pavese):
    coordinatore = pavese.client("coordinatore")
    sbagliata = coordinatore.post("/pavese/rendicontazione/nuova/", {"anno": "2024", "apre": "2025-03-01", "chiude": "2025-02-01"})
    assert sbagliata.status_code == 422
    giusta = coordinatore.post("/pavese/rendicontazione/nuova/", {"anno": "2024", "apre": "2025-02-01", "chiude": "2025-03-01"})
    assert giusta.url == "/pavese/rendicontazione/2024/"
    gestione = "/pavese/rendicontazione/2024/campagna/"
    assert coordinatore.post(gestione, {"apre": "2025-02-01", "chiude": "2025-04-01"}).url == gestione
    coordinatore.post(gestione, {"azione": "chiudi"})
    assert "Riapri la campagna" in corpo(coordinatore.get(gestione))
    assert coordinatore.post(gestione, {"motivo": ""}).status_code == 422
    coordinatore.post(gestione, {"motivo": "Un Comune ha sbagliato"})
    assert "Chiudi la campagna" in corpo(coordinatore.get(gestione))


def test_il_quadro_somma_ed_esporta(aperta):
    with aperta.aperto("operatore"):
        consegna(aperta)
        consegna(aperta, "Casalpusterlengo", "operatore.altro", lorda="2000.10")
    udp = aperta.client("udp")
    pagina = corpo(udp.get(f"/lodi/rendicontazione/{ANNO}/"))
    assert "2 su 4" in pagina
    assert "3.000,10 €" in pagina
    assert "2.650,10 €" in pagina
    filtrata = corpo(udp.get(f"/lodi/rendicontazione/{ANNO}/", {"q": "codo"}, headers={"HX-Request": "true"}))
    assert "Casalpusterlengo" not in filtrata
    da_controllare = corpo(udp.get(f"/lodi/rendicontazione/{ANNO}/", {"stato": "da_controllare"}, headers={"HX-Request": "true"}))
    assert "Codogno" in da_controllare
    assert "Abbadia Cerreto" not in da_controllare
    esportata = udp.get(f"/lodi/rendicontazione/{ANNO}/?formato=csv").content.decode("utf-8-sig")
    assert "2000,10" in esportata
    assert "Righe di spesa" in corpo(udp.get(f"/lodi/rendicontazione/{ANNO}/voci/?area=ANZ"))
    assert udp.get(f"/lodi/rendicontazione/{ANNO}/voci/?formato=xlsx").status_code == 200


@pytest.mark.parametrize("ordine", ["comune", "-netta", "lorda", "-abitante", "inventato", "'; drop"])
def test_il_quadro_si_ordina_solo_per_i_campi_ammessi(aperta, ordine):
    assert aperta.client("udp").get(f"/lodi/rendicontazione/{ANNO}/", {"ordine": ordine}).status_code == 200


def test_solo_il_coordinatore_emette_e_arriva_all_avanzamento(aperta):
    url = f"/lodi/rendicontazione/{ANNO}/esporta/"
    assert aperta.client("udp").post(url).status_code == 403
    assert aperta.client("coordinatore").get(url).status_code == 405
    risposta = aperta.client("coordinatore").post(url)
    with aperta.aperto():
        assert risposta.url == reverse("ambito:lavoro", args=["lodi", Lavoro.objects.get().pk])


def test_rimandare_mostra_il_motivo_in_cima_e_fra_i_compiti(aperta):
    with aperta.aperto("operatore"):
        consegna(aperta)
    udp = aperta.client("udp")
    assert udp.post(f"{CODOGNO}rimanda/", {"motivo": ""}).status_code == 422
    udp.post(f"{CODOGNO}rimanda/", {"motivo": "Il nido è contato due volte"})
    operatore = aperta.client("operatore")
    assert "Il nido è contato due volte" in corpo(operatore.get(CODOGNO))
    assert "Il nido è contato due volte" in corpo(operatore.get("/lodi/"))


@pytest.mark.parametrize("ruolo, parola", [
    ("operatore", "Inserisci e invia la spesa 2024 di Codogno"), ("ragioneria", "Certifica la spesa 2024 di Codogno"),
    ("udp", "Controlla la spesa 2024 di un Comune"), ("coordinatore", "3 Comuni sono in ritardo"),
])  # fmt: skip
def test_tocca_a_chi_tocca(aperta, ruolo, parola):
    if ruolo != "operatore":
        with aperta.aperto("operatore"):
            consegna(aperta)
    assert parola in corpo(aperta.client(ruolo).get("/lodi/"))
    altri = {"operatore", "ragioneria", "sindaco", "ats", "revisore"} - {ruolo}
    assert all(parola not in corpo(aperta.client(altro).get("/lodi/")) for altro in altri)


def test_dopo_l_invio_le_pagine_dicono_perche_e_non_scrivono(aperta):
    with aperta.aperto("operatore"):
        rendiconto = consegna(aperta)
        dati, voce = campi(area=spesa_di(aperta).voci.get().area_id), rendiconto.voci.get()
    operatore = aperta.client("operatore")
    assert operatore.get(f"{CODOGNO}voci/nuova/").url == CODOGNO
    assert operatore.post(f"{CODOGNO}voci/nuova/", dati).status_code == 422
    assert operatore.post(f"{CODOGNO}voci/{voce.pk}/togli/").url == CODOGNO
    assert "già stata inviata" in corpo(operatore.get(CODOGNO))
    assert "già stata inviata" in corpo(operatore.get(f"{CODOGNO}invia/"))
    with aperta.aperto("udp"):
        assert spesa_di(aperta).voci.count() == 1
        operazioni.valida(spesa_di(aperta), poteri=aperta.poteri("udp"), adesso=ADESSO)
