"""L’adesione di un ente firmata digitalmente: chi ha firmato, se vale, che cosa fare se no; l’ente lo sa subito."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accordo import operazioni
from accordo.documenti.adesione import prepara
from accordo.models import AllegatoAdesione
from accordo.requisiti.adesioni import discordanza, firma_digitale, mancanze
from ambito.flusso import RequisitiMancanti
from ambito.models import Lavoro
from ambito.selezioni import documenti_visibili
from tests.accordo.fabbriche import (
    CF_PERSONA,
    adesso,
    compila,
    compila_ente,
    conferma,
    crea_avviso,
    emetti_da_firmare,
    oggi,
    pdf,
    rilegge,
    rimanda,
    salva,
)
from tests.firme import Autorita, Firmatario, riscrivi

ALTRO = "VRDDAA80A41F205X"
DA_FIRMARE = pdf("Adesione da firmare")


@pytest.fixture(scope="module")
def anna():
    """La legale rappresentante scritta nei dati."""
    return Firmatario("ANNA", "VERDI", CF_PERSONA)


@pytest.fixture
def ente(lodi):
    """La cooperativa ha compilato tutto, ha scelto la firma digitale e ha scaricato il PDF da firmare."""
    with lodi.aperto("ets"):
        lodi.adesione = compila_ente(lodi, crea_avviso(lodi, ammessi=["comuni", "terzo_settore"]), firma="digitale", allega=())
        emetti_da_firmare(lodi.adesione, DA_FIRMARE)
        lodi.scheda = f"/lodi/accordo/2025-2027/enti/{lodi.adesione.ente_id}/"
        yield lodi


def allega(scena, byte, nome="adesione.pdf", tipo="firmata"):
    dove = {"avviso": scena.adesione.avviso, "soggetto": scena.adesione.ente, "poteri": scena.poteri("ets"), "adesso": adesso()}
    return operazioni.allega(tipo=tipo, nome=nome, byte=byte, **dove)


def html(risposta):
    return risposta.content.decode()


def test_senza_il_file_firmato_non_parte_e_dice_che_cosa_fare(ente):
    assert mancanze(ente.adesione) == [("risorse", firma_digitale(ente.adesione))]
    with pytest.raises(RequisitiMancanti, match="«Il PDF da firmare»"):
        conferma(ente, ente.adesione, "ets")


@pytest.mark.parametrize("busta", [True, False], ids=["p7m", "pdf"])
def test_firmata_da_chi_rappresenta_l_ente_parte(ente, anna, busta):
    byte, nome = (anna.busta(DA_FIRMARE), "adesione.pdf.p7m") if busta else (anna.pdf(DA_FIRMARE), "adesione.pdf")
    allegato = allega(ente, byte, nome)
    assert allegato.firma_valida and "Firma digitale valida di Anna Verdi" in allegato.firma_esito
    assert ("CAdES" if busta else "PAdES") in allegato.firma_esito and "01/01/2035" in allegato.firma_esito
    assert allegato.firmatari == [{"nome": "Anna Verdi", "codice_fiscale": CF_PERSONA}]
    assert discordanza(ente.adesione, allegato) == ""
    inviata = conferma(ente, ente.adesione, "ets")
    dati = prepara(rilegge(inviata), oggi()).dati
    assert dati["allegati"][0]["firma"] == allegato.firma_esito and CF_PERSONA not in str(dati)


def casi(anna):
    scaduto = Firmatario("ANNA", "VERDI", CF_PERSONA, scade=datetime(2025, 6, 1))
    di_accesso = Firmatario("ANNA", "VERDI", CF_PERSONA, usi=("digital_signature",))
    return {
        "mai firmato": (DA_FIRMARE, "nessuna firma digitale"),
        "scaduto": (scaduto.pdf(DA_FIRMARE), "non è valido oggi"),
        "di accesso": (di_accesso.pdf(DA_FIRMARE), "serve ad accedere"),
    }


@pytest.mark.parametrize("caso", ["mai firmato", "scaduto", "di accesso"])
def test_una_firma_che_non_vale_si_tiene_si_spiega_e_ferma_l_invio(ente, anna, caso):
    byte, frase = casi(anna)[caso]
    allegato = allega(ente, byte)
    assert allegato.firma_valida is False and frase in allegato.firma_esito
    with pytest.raises(RequisitiMancanti, match=frase):
        conferma(ente, ente.adesione, "ets")
    allega(ente, anna.busta(DA_FIRMARE), "rifatta.pdf.p7m")
    assert conferma(ente, ente.adesione, "ets").stato == "presentata"


def altri_file(anna):
    return {
        "un altro pdf": (anna.pdf(pdf("Un altro testo, firmato bene")), "non è il PDF di questa adesione"),
        "non è un pdf": (anna.busta(b"testo"), "non è il PDF di questa adesione"),
        "riscritto e poi firmato": (anna.pdf(riscrivi(DA_FIRMARE)), "è cambiato altro"),
        "riscritto dopo la firma": (riscrivi(anna.pdf(DA_FIRMARE)), "è cambiato altro"),
    }


@pytest.mark.parametrize("caso", ["un altro pdf", "non è un pdf", "riscritto e poi firmato", "riscritto dopo la firma"])
def test_firmato_un_altro_documento_non_si_accetta(ente, anna, caso):
    byte, frase = altri_file(anna)[caso]
    with pytest.raises(operazioni.AltroDocumento, match=frase):
        allega(ente, byte, "adesione.p7m" if caso == "non è un pdf" else "adesione.pdf")
    assert not ente.adesione.allegati.exists()


def test_il_pdf_di_un_altra_adesione_non_e_il_suo(ente, anna):
    altrui = pdf("Adesione di un altro")
    emetti_da_firmare(compila(ente, ente.adesione.avviso), altrui)
    with pytest.raises(operazioni.AltroDocumento, match="non è il PDF di questa adesione"):
        allega(ente, anna.pdf(altrui))


def test_se_l_adesione_cambia_prima_di_caricarlo_va_scaricato_di_nuovo(ente, anna):
    salva(ente, ente.adesione, "dati", {"pec": "nuova@pec.example.it"}, "ets")
    with pytest.raises(operazioni.AltroDocumento, match="è cambiata dopo che questo PDF"):
        allega(ente, anna.pdf(DA_FIRMARE))
    nuovo = pdf("Adesione con la PEC nuova")
    emetti_da_firmare(rilegge(ente.adesione), nuovo, 2)
    allegato = allega(ente, anna.pdf(nuovo))
    assert allegato.firma_valida and allegato.documento.versione == 2


def test_se_cambia_dopo_la_firma_non_vale_piu_e_l_invio_si_ferma(ente, anna):
    allegato = allega(ente, anna.pdf(DA_FIRMARE))
    salva(ente, ente.adesione, "invio", {"note": "Chiamare di mattina"}, "ets")
    allegato.refresh_from_db()
    assert allegato.firma_valida, "le note non si firmano"
    salva(ente, ente.adesione, "aree", {"esperienza": "Dal 2010"}, "ets")
    allegato.refresh_from_db()
    assert not allegato.firma_valida and "scarica di nuovo «Il PDF da firmare»" in allegato.firma_esito
    with pytest.raises(RequisitiMancanti, match="è cambiata dopo che questo PDF"):
        conferma(ente, ente.adesione, "ets")


def test_corretta_su_richiesta_va_firmata_di_nuovo(ente, anna):
    allega(ente, anna.pdf(DA_FIRMARE))
    rimandata = rimanda(ente, conferma(ente, ente.adesione, "ets"), "pec")
    corretta = salva(ente, rimandata, "dati", {"pec": "nuova@pec.example.it"}, "ets")
    with pytest.raises(RequisitiMancanti, match="è cambiata dopo che questo PDF"):
        conferma(ente, corretta, "ets")
    nuovo = pdf("Adesione con la PEC nuova")
    emetti_da_firmare(rilegge(corretta), nuovo, 2)
    allega(ente, anna.pdf(nuovo), "corretta.pdf")
    assert conferma(ente, corretta, "ets").numero_scritto == rimandata.numero_scritto


def test_il_pdf_si_prepara_si_scarica_e_si_rifa_se_l_adesione_cambia(ente):
    ets, pagina = ente.client("ets"), f"{ente.scheda}da-firmare/"
    assert f'href="{pagina}pdf/"' in html(ets.get(pagina))
    assert ets.get(f"{pagina}pdf/").content == DA_FIRMARE
    salva(ente, ente.adesione, "dati", {"pec": "nuova@pec.example.it"}, "ets")
    cambiata = html(ets.get(pagina))
    assert "L’adesione è cambiata" in cambiata and "Prepara il PDF da firmare" in cambiata
    assert ets.get(f"{pagina}pdf/").status_code == 404
    assert ets.post(pagina).url == pagina
    assert "Si sta preparando" in html(ets.get(pagina))
    with ente.aperto("ets"):
        lavoro = Lavoro.objects.get(chiave__startswith="documento:adesione-da-firmare:")
    congelati = lavoro.argomenti["preparato"]
    assert ["PEC", "nuova@pec.example.it"] in congelati["dati"]["adesione"]["dati"] and CF_PERSONA not in str(congelati)
    assert len(congelati["dati"]["adesione"]["dichiarazioni"]) == 4


def test_incompleta_non_si_firma_e_la_pagina_dice_che_cosa_manca(ente):
    salva(ente, ente.adesione, "dati", {"sede": ""}, "ets")
    ets, pagina = ente.client("ets"), f"{ente.scheda}da-firmare/"
    assert "manca: sede legale" in html(ets.get(pagina))
    assert "Prima completa i dati" in html(ets.post(pagina, follow=True))
    with ente.aperto("ets"):
        assert not Lavoro.objects.filter(chiave__startswith="documento:adesione-da-firmare:").exists()


def test_l_ufficio_non_trova_nell_archivio_la_bozza_da_firmare(ente):
    with ente.aperto("coordinatore"):
        assert not documenti_visibili(ente.poteri("coordinatore")).filter(tipo="adesione-da-firmare").exists()
    assert ente.client("udp").get(f"{ente.scheda}da-firmare/").status_code == 404


def test_solo_le_autorita_di_cui_ci_si_fida_se_se_ne_indicano(ente, anna, settings, tmp_path):
    autorita = Autorita()
    (tmp_path / "radice.pem").write_bytes(autorita.pem())
    settings.RADICI_FIRMA = str(tmp_path)
    assert "non è fra le autorità riconosciute" in allega(ente, anna.pdf(DA_FIRMARE)).firma_esito
    fidata = allega(ente, Firmatario("ANNA", "VERDI", CF_PERSONA, autorita=autorita).pdf(DA_FIRMARE), "fidata.pdf")
    assert fidata.firma_valida and "non è controllata" not in fidata.firma_esito


def test_se_ha_firmato_un_altro_lo_leggono_l_ente_e_l_ufficio_che_decide(ente):
    allegato = allega(ente, Firmatario("ADA", "VERDI", ALTRO).pdf(DA_FIRMARE))
    assert "Ha firmato Ada Verdi, ma il legale rappresentante scritto nei dati è Anna Verdi" in discordanza(ente.adesione, allegato)
    conferma(ente, ente.adesione, "ets")
    esame = html(ente.client("udp").get(f"{ente.scheda}istruttoria/"))
    assert "Ha firmato un’altra persona" in esame and ALTRO in esame
    # Chi legge soltanto vede che cosa ne è della firma, non il codice fiscale.
    letta = html(ente.client("revisore").get(ente.scheda))
    assert "Ha firmato un’altra persona" in letta and ALTRO not in letta


def test_la_pagina_lo_dice_appena_si_carica(ente, anna):
    righe = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0", "firma": "digitale", "tipo_allegato": "firmata"}
    righe |= {"azione": "carica", "revisione": ente.adesione.revisione}
    ets = ente.client("ets")
    assert "Adesione firmata digitalmente" in html(ets.get(f"{ente.scheda}risorse/"))
    risposta = ets.post(
        f"{ente.scheda}risorse/", {**righe, "file": SimpleUploadedFile("adesione.pdf", anna.pdf(DA_FIRMARE))}, follow=True
    )
    assert "Firma digitale verificata" in html(risposta) and "Anna Verdi" in html(risposta)


def test_un_comune_non_ha_questo_allegato_e_ogni_file_firmato_e_stato_guardato(lodi):
    with lodi.aperto("operatore"):
        adesione = compila(lodi, crea_avviso(lodi))
        with pytest.raises(IntegrityError), transaction.atomic():
            AllegatoAdesione.objects.filter(adesione=adesione).update(tipo="firmata")
    pagina = html(lodi.client("operatore").get("/lodi/accordo/2025-2027/adesioni/098019/risorse/"))
    assert "Adesione firmata digitalmente" not in pagina


def test_chi_l_aveva_inviata_prima_senza_file_la_puo_correggere(ente, anna):
    """Un’adesione di prima resta valida; se torna indietro per un altro dato, gli allegati si aprono perché manca la firma."""
    allegato = allega(ente, anna.pdf(DA_FIRMARE))
    inviata = conferma(ente, ente.adesione, "ets")
    allegato.delete()
    rimandata = rimanda(ente, inviata, "pec")
    assert allega(ente, anna.busta(DA_FIRMARE), "adesione.p7m").firma_valida
    assert rimandata.numero == 1
