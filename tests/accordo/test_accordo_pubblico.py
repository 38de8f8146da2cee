"""L’accordo come lo legge chiunque: soltanto in vigore o concluso, con atti e pubblicazioni, senza dati di persone."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accordo import operazioni
from accordo.models import AccordoDiProgramma, FirmaParte, ParteAccordo
from accordo.operazioni import accordi, parti, pubblicita
from accordo.parole.accordi import piano_adottato
from ambito.models import Appartenenza, Documento, Evento
from ambito.poteri import PotereMancante
from tests.accordo.accordi import chi, congelato, in_bozza, parte_di, vigente
from tests.accordo.fabbriche import adesso, crea_avviso, invia_ente, oggi
from tests.nucleo.test_fascicolo import documento
from tests.scena import crea_comune

pytestmark = pytest.mark.django_db
ELENCO = "/lodi/trasparenza/accordo/"
PAGINA = f"{ELENCO}2025-2027/"
CODICE = "RSSMRA80A01F205X"


def html(url, navigatore=None):
    risposta = (navigatore or Client()).get(url)
    assert risposta.status_code == 200, url
    return risposta.content.decode()


def firma(scena, parte, versione):
    return FirmaParte.objects.create(
        parte=parte, versione=versione, firmatario="Ada Segreta", codice_fiscale=CODICE, titolo="Sindaca dal 1/1/2025",
        formato="PAdES", emittente="Prova", firme=[], nome_file="firmato.pdf", dimensione=4, sha256="0" * 64, byte=b"%PDF",
        caricata_da=scena.utenti["udp"], caricata_il=adesso(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "adottata, si_aggiorna, detto",
    [
        (1, False, "L’accordo adotta la versione 1."),
        (1, True, "L’accordo adotta la versione 1. Un aggiornamento è in corso"),
        (4, False, "Poi il piano è stato aggiornato: in vigore è la versione 4."),
        (4, True, "in vigore è la versione 4. Un altro aggiornamento è in corso"),
    ],
)
def test_si_dice_quale_piano_adotta_e_quale_vale(adottata, si_aggiorna, detto):
    piano = SimpleNamespace(adottata_id=adottata, adottata=SimpleNamespace(numero=adottata), si_aggiorna=si_aggiorna)
    versione = SimpleNamespace(versione_piano_id=1, versione_piano=SimpleNamespace(numero=1))
    assert detto in piano_adottato(SimpleNamespace(piano=piano), versione)


@pytest.fixture
def in_vigore(lodi):
    with lodi.aperto("udp"):
        accordo, versione = vigente(lodi, documento(2))
        accordi.indica_chi_firma(parte_di(accordo, lodi.comuni["Codogno"]), nome="Ada Segreta", codice_fiscale=CODICE,
                                 titolo="Delega riservata", **chi(lodi))  # fmt: skip
        firma(lodi, parte_di(accordo, lodi.comuni["Codogno"]), versione)
        lodi.accordo, lodi.versione = accordo, versione
    return lodi


def test_chiunque_legge_che_cos_e_le_parti_il_testo_e_dove_e_pubblicato(in_vigore):
    pagina = html(PAGINA)
    for detto in (
        "È il patto con cui Comuni ed enti attuano insieme il Piano di Zona 2025-2027", "È in vigore fino al 31 dicembre 2027",
        "Comune di Codogno", "ATS di prova", "Giunta comunale, n. 41", "Art. 16", "Decreto n. 3", "BURL n. 12", "0 Comuni su 2",
        "Firmato da tutti il", "L’accordo adotta la versione 1.",
    ):  # fmt: skip
        assert detto in pagina, detto
    with in_vigore.aperto("udp"):
        emesso = Documento.objects.get(tipo="accordo")
    assert emesso.sha256 in pagina and f'href="/verifica/{emesso.codice}/"' in pagina
    assert not [
        segreto for segreto in ("Ada Segreta", CODICE, "Sindaca dal", "Delega riservata", "firmato.pdf") if segreto in pagina
    ]
    testo = Client().get(f"{PAGINA}pdf/")
    assert testo.content == documento(2) and testo["Content-Type"] == "application/pdf"
    assert (
        "public" in Client().get(PAGINA)["Cache-Control"]
        and in_vigore.client("udp").get(PAGINA)["Cache-Control"] == "private, no-store"
    )


def test_si_arriva_dalle_altre_pagine(in_vigore):
    assert f'href="{PAGINA}"' in html(ELENCO) and f'href="{ELENCO}"' in html("/lodi/trasparenza/adesioni/")
    udp = in_vigore.client("udp")
    assert f'href="{PAGINA}"' in html("/lodi/accordo/2025-2027/", udp) and f'href="{ELENCO}"' in html("/lodi/accordo/", udp)


def test_finche_non_e_in_vigore_non_si_vede(lodi, pavese):
    for stato in ("bozza", "condiviso", "in_approvazione", "approvato", "in_firma", "perfezionato", "in_pubblicazione"):
        with lodi.aperto("udp"):
            if not AccordoDiProgramma.objects.exists():
                congelato(lodi)
            AccordoDiProgramma.objects.update(stato=stato)
        assert {Client().get(url).status_code for url in (PAGINA, f"{PAGINA}pdf/")} == {404}, stato
        assert "Ancora nessun accordo in vigore" in html(ELENCO) and "Come lo vedono" not in html(
            "/lodi/accordo/2025-2027/", lodi.client("udp")
        )


def test_un_altro_ambito_non_lo_mostra(in_vigore, pavese):
    assert Client().get("/pavese/trasparenza/accordo/2025-2027/").status_code == 404
    assert {Client().get(f"{ELENCO}{codice}/").status_code for codice in ("2025-2027-i1", "2022-2024", "x", "٢٠٢٥-٢٠٢٧")} == {404}
    assert Client().post(PAGINA).status_code == 405


@pytest.mark.parametrize(("stato", "frase"), [("scaduto", "È finito il 31 dicembre 2027"), ("risolto", "È stato sciolto prima")])
def test_un_accordo_concluso_si_legge_ancora(in_vigore, stato, frase):
    with in_vigore.aperto("udp"):
        AccordoDiProgramma.objects.update(stato=stato)
        parti_di_prova = ParteAccordo.objects.filter(accordo=in_vigore.accordo, comune=in_vigore.comuni["Codogno"])
        parti_di_prova.update(stato="receduta", motivo="Motivo interno")
    pagina = html(PAGINA)
    assert frase in pagina and "Ha receduto" in pagina and "Motivo interno" not in pagina and "0 Comuni su 1" in pagina


def test_senza_pdf_la_pagina_si_legge_lo_stesso(in_vigore):
    with in_vigore.aperto("udp"):
        annullato = {"annullato_il": adesso(), "annullato_da": in_vigore.utenti["udp"], "motivo_annullamento": "Errore"}
        Documento.objects.filter(tipo="accordo").update(**annullato)
    assert "Impronta SHA-256" not in html(PAGINA) and Client().get(f"{PAGINA}pdf/").status_code == 404


def test_gli_integrativi_si_leggono_quando_sono_in_vigore(in_vigore):
    with in_vigore.aperto("udp"):
        integrativo = accordi.apri_integrativo(
            in_vigore.accordo, list(in_vigore.accordo.articoli.all()[:2]), "Il riparto", **chi(in_vigore)
        )
    assert "Il riparto" not in html(PAGINA)
    with in_vigore.aperto("udp"):
        accordi.scrivi_dati(integrativo, termine_atti=oggi(), **chi(in_vigore))
        accordi.compi(integrativo, "condividi", **chi(in_vigore))
        accordi.congela(integrativo, **chi(in_vigore))
        AccordoDiProgramma.objects.filter(pk=integrativo.pk).update(stato="vigente")
    assert "Il riparto" in html(PAGINA) and "cambia alcuni articoli" in html(f"{ELENCO}2025-2027-i1/")


def test_chi_aderisce_a_testo_fermo_e_scritto_a_parte(in_vigore):
    with in_vigore.aperto("udp"):
        avviso = crea_avviso(in_vigore, ammessi=["comuni", "terzo_settore"], allegati_richiesti=[])
        decisa = {"motivo": "", **chi(in_vigore)}
        adesione = invia_ente(in_vigore, avviso)
        assert "Cooperativa di prova" not in html(PAGINA)
        operazioni.istruisci(adesione, "accogli_consultiva", **decisa)
    assert "Chi ha aderito dopo" in html(PAGINA) and "Cooperativa di prova" in html(PAGINA)


def test_il_comune_scrive_dov_e_la_notizia(in_vigore):
    with in_vigore.aperto("udp"):
        parte, ats = parte_di(in_vigore.accordo, in_vigore.comuni["Codogno"]), in_vigore.accordo.parti.get(ente__isnull=False)
    qui = f"/lodi/accordo/2025-2027/parti/{parte.pk}/"
    operatore = in_vigore.client("operatore")
    assert "Dai notizia dell’accordo" in html("/lodi/", operatore) and "Scrivi dov’è la notizia" in html(qui, operatore)
    domani = {"giorno": "2999-01-01", "indirizzo": "https://www.codogno.example/12"}
    risposta = operatore.post(f"{qui}sito/", domani)
    assert risposta.status_code == 422 and "deve ancora arrivare" in risposta.content.decode()
    assert operatore.post(f"{qui}sito/", {**domani, "giorno": oggi()}).url == qui
    assert "Dai notizia dell’accordo" not in html("/lodi/", operatore)
    pagina = html(PAGINA)
    assert "1 Comune su 2" in pagina and 'href="https://www.codogno.example/12"' in pagina
    with in_vigore.aperto("udp"):
        assert Evento.objects.get(verbo="parteaccordo.sito").dopo["sito_url"] == domani["indirizzo"]
        con = {"giorno": oggi(), "indirizzo": "https://ats.example"}
        with pytest.raises(pubblicita.SoloIComuni):
            pubblicita.annota_sito(ats, **con, **chi(in_vigore))
        with pytest.raises(PotereMancante):
            pubblicita.annota_sito(parte, **con, **chi(in_vigore, "operatore.altro"))


def test_prima_che_sia_in_vigore_non_c_e_notizia_da_dare(lodi):
    with lodi.aperto("udp"):
        parte = parte_di(in_bozza(lodi), lodi.comuni["Codogno"])
        with pytest.raises(parti.NonAdesso):
            pubblicita.annota_sito(parte, giorno=oggi(), indirizzo="https://a.example", **chi(lodi))


def test_il_costo_non_dipende_da_quante_parti_e_quanti_accordi(in_vigore):
    def quante():
        conti = []
        for url in (PAGINA, ELENCO):
            html(url)
            with CaptureQueriesContext(connection) as fatte:
                html(url)
            conti.append(len(fatte))
        return conti

    prima = quante()
    with in_vigore.aperto("udp"):
        for numero in range(12):
            comune = crea_comune(f"0984{numero:02}", f"Terra {numero:02}", 900)
            Appartenenza.objects.create(comune=comune, dal=oggi())
            firma(
                in_vigore,
                ParteAccordo.objects.create(accordo=in_vigore.accordo, comune=comune, stato="firmata"),
                in_vigore.versione,
            )
        for numero in range(1, 6):
            AccordoDiProgramma.objects.create(
                piano=in_vigore.accordo.piano, triennio_inizio=2025, integrativo=numero, integra=in_vigore.accordo, stato="vigente",
                dal=in_vigore.accordo.dal, al=in_vigore.accordo.al, creato_il=adesso(),
            )  # fmt: skip
    assert "Terra 11" in html(PAGINA)
    assert quante() == prima and prima == [16, 6]
