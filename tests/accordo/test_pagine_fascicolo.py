"""Le pagine dei fascicoli: chi vede che cosa, che cosa legge, quanto costano."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni
from accordo.models import DocumentoEnte
from ambito.models import Ente
from tests.accordo.fabbriche import adesso, carica_documento, compila_ente, completa_fascicolo, crea_avviso, invia_ente, oggi, pdf

ELENCO = "/lodi/accordo/fascicoli/"


@pytest.fixture
def scena(lodi):
    with lodi.aperto("ets"):
        lodi.ente = Ente.objects.get(tipo="ets")
    lodi.pagina = f"{ELENCO}{lodi.ente.pk}/"
    return lodi


def html(risposta):
    return risposta.content.decode()


def file():
    return SimpleUploadedFile("documento.pdf", pdf("Documento di prova del fascicolo"))


def test_il_referente_parte_dalla_casa_carica_e_diventa_idoneo(scena):
    ets = scena.client("ets")
    casa = html(ets.get("/lodi/"))
    assert "Completa il fascicolo di Cooperativa di prova" in casa and f'href="{scena.pagina}"' in casa
    pagina = html(ets.get(scena.pagina))
    assert pagina.count("Manca: carica il documento.") == 4 and "non valido" not in pagina
    durc = html(ets.get(f"{scena.pagina}carica/durc/"))
    assert "120 giorni" in durc and "Chi non ha dipendenti" in durc
    dati = {"riferimento": "", "emesso_il": oggi()}
    vuota = ets.post(f"{scena.pagina}carica/runts/", dati)
    assert vuota.status_code == 422
    for genere, altro in {
        "statuto": {}, "runts": {"riferimento": "12345"}, "durc": {}, "assicurazione": {"scade_il": oggi() + timedelta(days=90)}
    }.items():  # fmt: skip
        risposta = ets.post(f"{scena.pagina}carica/{genere}/", {**dati, **altro, "file": file()}, follow=True)
        assert risposta.redirect_chain == [(scena.pagina, 302)], html(risposta)
    assert "Documento caricato. I documenti richiesti ci sono e valgono" in html(risposta)
    casa = html(ets.get("/lodi/"))
    assert "Fascicolo di Cooperativa di prova" in casa and "Completa il fascicolo" not in casa


def test_gli_errori_stanno_accanto_al_campo_e_il_file_si_riconosce_dal_contenuto(scena):
    ets = scena.client("ets")
    url = f"{scena.pagina}carica/durc/"
    scaduto = ets.post(url, {"emesso_il": oggi() - timedelta(days=200), "file": file()})
    assert scaduto.status_code == 422 and "È già scaduto" in html(scaduto)
    finto = ets.post(url, {"emesso_il": oggi(), "file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")})
    assert finto.status_code == 422 and "è un programma" in html(finto)
    assert ets.get(f"{scena.pagina}carica/boh/").status_code == 404
    with scena.aperto("ets"):
        assert not DocumentoEnte.objects.exists()


def test_l_ufficio_esclude_con_un_motivo_e_il_referente_lo_legge(scena):
    with scena.aperto("ets"):
        durc = completa_fascicolo(scena)["durc"]
    udp, ets = scena.client("udp"), scena.client("ets")
    url = f"{scena.pagina}documenti/{durc.pk}/non-valido/"
    assert url in html(udp.get(scena.pagina))
    assert udp.post(url, {"motivo": " "}).status_code == 422
    assert udp.post(url, {"motivo": "È di un’altra associazione"}).url == scena.pagina
    pagina = html(ets.get(scena.pagina))
    assert "L’ultimo caricato non va bene" in pagina and "È di un’altra associazione" in pagina and "Sospeso" in pagina
    assert udp.get(url).status_code == 404
    assert ets.get(f"{scena.pagina}documenti/{durc.pk}/").status_code == 200
    with scena.aperto("ets"):
        carica_documento(scena, "durc")
    assert "L’ultimo caricato non va bene" not in html(ets.get(scena.pagina))


def test_il_file_si_scarica_protetto_e_solo_da_chi_puo(scena, pavese):
    with scena.aperto("ets"):
        documento = carica_documento(scena)
    url = f"{scena.pagina}documenti/{documento.pk}/"
    for ruolo in ("ets", "udp", "coordinatore", "revisore"):
        risposta = scena.client(ruolo).get(url)
        assert risposta.content.startswith(b"%PDF-") and "sandbox" in risposta["Content-Security-Policy"]
        assert risposta["Content-Disposition"].startswith("attachment") and "no-store" in risposta["Cache-Control"]
    for ruolo in ("ats", "operatore", "sindaco", "segretario", "presidente"):
        assert scena.client(ruolo).get(url).status_code == 404
    assert pavese.client("udp").get(url).status_code == 404
    with pavese.aperto("udp"):
        altrui = Ente.objects.get(tipo="ets").pk
    for casa in (altrui, scena.ente.pk):
        assert pavese.client("udp").get(f"/pavese/accordo/fascicoli/{casa}/documenti/{documento.pk}/").status_code == 404


def test_il_documento_di_un_ente_non_passa_dal_fascicolo_di_un_altro(scena):
    with scena.aperto("udp"):
        documento = carica_documento(scena)
        altro = Ente.objects.create(tipo="ets", denominazione="Altra associazione")
        ats = Ente.objects.get(tipo="ats")
    assert scena.client("udp").get(f"{ELENCO}{altro.pk}/documenti/{documento.pk}/").status_code == 404
    assert scena.client("ets").get(f"{ELENCO}{altro.pk}/").status_code == 404
    # Il fascicolo è del terzo settore: l’ATS non ce l’ha, neppure per chi ci lavora.
    for ruolo in ("ats", "udp"):
        assert scena.client(ruolo).get(f"{ELENCO}{ats.pk}/").status_code == 404


def test_il_revisore_legge_e_non_tocca(scena):
    with scena.aperto("ets"):
        carica_documento(scena)
    pagina = html(scena.client("revisore").get(scena.pagina))
    assert "statuto.pdf" in pagina and "Carica" not in pagina.split("<h1", 1)[1].split("Storia")[0].replace("Caricato", "")


def test_l_elenco_si_filtra_dall_indirizzo_e_conta_tutti(scena):
    udp = scena.client("udp")
    with scena.aperto("ets"):
        completa_fascicolo(scena)
        Ente.objects.create(tipo="ets", denominazione="Associazione senza carte")
        chiuso = oggi() - timedelta(days=1)
        Ente.objects.create(tipo="ets", denominazione="Non c’è più", dal=chiuso, al=chiuso)
    tutti = html(udp.get(ELENCO))
    assert "Cooperativa di prova" in tutti and "Associazione senza carte" in tutti and "Non c’è più" not in tutti
    due = ("Cooperativa di prova", "Associazione senza carte")
    for stato, (dentro, fuori) in {"idoneo": due, "sospeso": due[::-1]}.items():
        filtrata = html(udp.get(f"{ELENCO}?stato={stato}"))
        assert dentro in filtrata and fuori not in filtrata
        assert f'<a href="{ELENCO}?stato={stato}">1</a>' in filtrata
    assert "Nessun ente" in html(udp.get(f"{ELENCO}?stato=scaduto"))


def test_l_elenco_filtrato_si_scarica(scena):
    udp = scena.client("udp")
    with scena.aperto("ets"):
        completa_fascicolo(scena)
        Ente.objects.create(tipo="ets", denominazione="Associazione senza carte")
    pagina = html(udp.get(f"{ELENCO}?stato=incompleto"))
    assert "Associazione senza carte" in pagina and "Cooperativa di prova" not in pagina
    assert "stato=incompleto&amp;formato=csv" in pagina
    righe = udp.get(f"{ELENCO}?stato=incompleto&formato=csv").content.decode("utf-8-sig").splitlines()
    assert righe[0].startswith("ente;codice_fiscale;fascicolo;perche;prossima_scadenza;statuto")
    assert "Cooperativa di prova" not in "".join(righe) and "Sospeso;mancano lo statuto" in "".join(righe)
    tutti = udp.get(f"{ELENCO}?formato=csv").content.decode("utf-8-sig")
    assert "Cooperativa di prova" in tutti and "Idoneo" in tutti and "Valido, fino al" in tutti
    assert udp.get(f"{ELENCO}?stato=idoneo&formato=xlsx").content.startswith(b"PK")
    assert scena.client("ets").get(f"{ELENCO}?formato=csv").status_code == 403


def test_chi_aderisce_si_filtra_per_fascicolo_e_il_foglio_lo_dice(scena):
    with scena.aperto("udp"):
        invia_ente(scena, crea_avviso(scena, ammessi=["terzo_settore"]))
    udp, enti = scena.client("udp"), "/lodi/accordo/2025-2027/enti/"
    assert "Cooperativa di prova" in html(udp.get(f"{enti}?fascicolo=incompleto"))
    assert "Nessun ente" in html(udp.get(f"{enti}?fascicolo=idoneo"))
    foglio = udp.get(f"{enti}?fascicolo=sospeso&formato=csv").content.decode("utf-8-sig").splitlines()
    assert foglio[0].endswith(";fascicolo") and foglio[1].endswith(";Sospeso")


def test_l_ufficio_sa_chi_e_sospeso_per_una_scadenza(scena):
    with scena.aperto("ets"):
        crea_avviso(scena)
        carica_documento(scena, "durc", quando=adesso() - timedelta(days=130))
    udp = scena.client("udp")
    assert "Un ente è sospeso: un documento è scaduto" in html(udp.get("/lodi/"))
    assert "Cooperativa di prova" in html(udp.get(f"{ELENCO}?stato=scaduto"))
    with scena.aperto("udp"):
        _scaduti(Ente.objects.create(tipo="ets", denominazione="Altra associazione"))
    assert "2 enti sospesi per documenti scaduti" in html(udp.get("/lodi/"))
    casa = html(scena.client("ets").get("/lodi/"))
    assert "Cooperativa di prova è sospeso: rinnova i documenti" in casa and "il DURC è scaduto il" in casa


def _scaduti(ente):
    """Due documenti scaduti dello stesso ente: è un ente solo."""
    base = DocumentoEnte.objects.get()
    for genere in ("durc", "assicurazione"):
        base.pk, base.ente, base.genere, base._state.adding = None, ente, genere, True
        base.save()


def test_dall_adesione_al_fascicolo_e_lo_statuto_che_c_e_gia(scena):
    with scena.aperto("ets"):
        avviso = crea_avviso(scena, ammessi=["terzo_settore"], allegati_richiesti=["statuto"])
        carica_documento(scena)
        adesione = compila_ente(scena, avviso)
    scheda = f"/lodi/accordo/2025-2027/enti/{scena.ente.pk}/"
    assert "non serve allegarlo di nuovo" in html(scena.client("ets").get(f"{scheda}risorse/"))
    with scena.aperto("ets"):
        operazioni.presenta(adesione, poteri=scena.poteri("ets"), adesso=adesso())
    for ruolo, pezzo in (("ets", ""), ("udp", ""), ("udp", "istruttoria/")):
        pagina = html(scena.client(ruolo).get(f"{scheda}{pezzo}"))
        assert f'href="{scena.pagina}"' in pagina and "dal fascicolo dell’ente" in pagina
    assert f'href="{scena.pagina}"' in html(scena.client("udp").get("/lodi/accordo/2025-2027/enti/"))
    assert f'href="{scheda}"' in html(scena.client("ets").get(scena.pagina))
    assert "Codogno" in html(scena.client("udp").get(scena.pagina))


def test_niente_del_fascicolo_si_pubblica(scena):
    with scena.aperto("ets"):
        adesione = invia_ente(scena, crea_avviso(scena, ammessi=["terzo_settore"]))
        operazioni.istruisci(adesione, "accogli_consultiva", motivo="", poteri=scena.poteri("udp"), adesso=adesso())
        carica_documento(scena, "altro", riferimento="Certificazione segreta")
    pubblica = html(scena.client("ets").get("/lodi/trasparenza/adesioni/"))
    assert "Cooperativa di prova" in pubblica and "Certificazione segreta" not in pubblica and "fascicol" not in pubblica


PAGINE = {
    ("udp", ELENCO): 15,
    ("udp", "/lodi/accordo/2025-2027/enti/"): 17,
    ("udp", "{pagina}"): 16,
    ("ets", "{pagina}"): 14,
    ("ets", "/lodi/"): 24,
}


def costo(scena, ruolo, url):
    navigatore = scena.client(ruolo)
    url = url.format(pagina=scena.pagina)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        navigatore.get(url)
    return len(catturate)


def test_il_costo_non_dipende_da_quanti_enti_e_documenti(scena):
    with scena.aperto("ets"):
        invia_ente(scena, crea_avviso(scena, ammessi=["terzo_settore"]))
        completa_fascicolo(scena)
    prima = {chi: costo(scena, *chi) for chi in PAGINE}
    with scena.aperto("udp"):
        base = DocumentoEnte.objects.filter(genere="durc").first()
        enti = [scena.ente, *(Ente.objects.create(tipo="ets", denominazione=f"Ente {n:02}") for n in range(20))]
        for _ in range(3):
            for ente in enti:
                base.pk, base.ente, base._state.adding = None, ente, True
                base.save()
    assert {chi: costo(scena, *chi) for chi in PAGINE} == prima
    assert {chi: (prima[chi], tetto) for chi, tetto in PAGINE.items() if prima[chi] > tetto} == {}
