"""Le pagine come le usano le persone: compilare, sbagliare senza perdere niente, inviare, esaminare, guardare il quadro."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accordo import operazioni
from accordo.models import Adesione, AllegatoAdesione, AvvisoAdesione, Rilievo
from ambito import lavori
from ambito.models import Documento, Lavoro
from servizi.selezioni import aree
from tests.accordo.fabbriche import ATTO, CF_PERSONA, DATI, DICHIARA, adesso, compila, crea_avviso, invia, oggi, pdf, rimanda

BASE = "/lodi/accordo/2025-2027"
CODOGNO = f"{BASE}/adesioni/098019/"
CAMPI = {nome: re.compile(rf'<input type="email" name="{nome}"[^>]*>') for nome in ("pec", "email")}
VUOTA = {"risorse-TOTAL_FORMS": "1", "risorse-INITIAL_FORMS": "0", "risorse-0-descrizione": ""}


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        crea_avviso(lodi)
    return lodi


@pytest.fixture
def inviata(aperto):
    with aperto.aperto("operatore"):
        invia(aperto, AvvisoAdesione.objects.get())
    return aperto


def file(byte, nome="delibera.pdf"):
    return SimpleUploadedFile(nome, byte, content_type="application/pdf")


def html(risposta):
    return risposta.content.decode()


def test_senza_avviso_si_dice_che_cosa_fare(lodi):
    assert "Apri l’avviso del triennio" in html(lodi.client("udp").get("/lodi/accordo/"))
    assert "non ha ancora aperto" in html(lodi.client("operatore").get("/lodi/accordo/"))
    assert lodi.client("operatore").get(CODOGNO).status_code == 404


def test_l_ufficio_apre_proroga_e_chiude_un_avviso(lodi):
    udp = lodi.client("udp")
    dati = {"triennio_inizio": 2025, "apre": oggi(), "chiude": oggi() - timedelta(days=1), "ammessi": ["comuni"]}
    dati["oltre_termine"] = "consultiva"
    sbagliato = udp.post("/lodi/accordo/nuovo-avviso/", dati)
    assert sbagliato.status_code == 422 and "viene prima dell’apertura" in html(sbagliato)
    dati["chiude"] = oggi() + timedelta(days=9)
    assert udp.post("/lodi/accordo/nuovo-avviso/", dati).url == f"{BASE}/adesioni/"
    doppio = udp.post("/lodi/accordo/nuovo-avviso/", dati)
    assert doppio.status_code == 422 and "c’è già un avviso" in html(doppio)
    dati["chiude"] = oggi() + timedelta(days=20)
    assert udp.post(f"{BASE}/avviso/", dati).status_code == 302
    udp.post(f"{BASE}/avviso/stato/")
    assert "Si possono inviare solo le correzioni" in html(udp.get(f"{BASE}/adesioni/"))
    with lodi.aperto("udp"):
        avviso = AvvisoAdesione.objects.get()
        assert (avviso.stato, avviso.chiude) == ("chiuso", dati["chiude"])


def test_la_scheda_non_iniziata_e_precompilata_e_leggere_non_scrive(aperto):
    operatore = aperto.client("operatore")
    assert "Non iniziata" in html(operatore.get(CODOGNO))
    pagina = html(operatore.get(f"{CODOGNO}dati/"))
    assert 'value="Comune di Codogno"' in pagina and 'value="operatore@lodi.example"' in pagina and "15.900 residenti" in pagina
    with aperto.aperto("operatore"):
        assert not Adesione.objects.exists()


def test_un_dato_sbagliato_e_detto_e_resta_scritto(aperto):
    sbagliati = {"codice_fiscale": "02031600155", "rappresentante_cf": "RSSMRA85T10A562X", "pec": "non una pec", "telefono": "boh"}
    risposta = aperto.client("operatore").post(f"{CODOGNO}dati/", {**DATI, **sbagliati, "revisione": 0})
    pagina = html(risposta)
    assert risposta.status_code == 422
    assert all(f'value="{valore}"' in pagina for valore in sbagliati.values())
    assert "l’ultima cifra non torna" in pagina and "sole cifre" in pagina
    con_nul = aperto.client("operatore").post(f"{CODOGNO}dati/", {**DATI, "sede": "a\x00b", "revisione": 0})
    assert con_nul.status_code == 400
    with aperto.aperto("operatore"):
        assert not Adesione.objects.exists()


def test_a_meta_si_salva_e_si_riprende(aperto):
    operatore = aperto.client("operatore")
    a_meta = {"denominazione": "Comune di Codogno", "pec": "comune@pec.example.it", "revisione": 0, "azione": "bozza"}
    assert operatore.post(f"{CODOGNO}dati/", a_meta).url == CODOGNO
    assert "Riprendi la compilazione" in html(operatore.get(CODOGNO))
    assert 'value="comune@pec.example.it"' in html(operatore.get(f"{CODOGNO}dati/"))


def test_due_finestre_nessuna_perde_cio_che_ha_scritto(aperto):
    operatore = aperto.client("operatore")
    assert operatore.post(f"{CODOGNO}dati/", {**DATI, "revisione": 0}).status_code == 302
    seconda = operatore.post(f"{CODOGNO}dati/", {**DATI, "sede": "Piazza Cairoli", "revisione": 0})
    assert seconda.status_code == 422
    assert "Nel frattempo" in html(seconda) and 'value="Piazza Cairoli"' in html(seconda) and 'value="1"' in html(seconda)
    assert operatore.post(f"{CODOGNO}dati/", {**DATI, "sede": "Piazza Cairoli", "revisione": 1}).status_code == 302


def test_tutto_il_giro_fino_alla_ricevuta(aperto):
    operatore = aperto.client("operatore")
    with aperto.aperto("operatore"):
        scelte = [a.pk for a in aree()[:2]]
    assert operatore.post(f"{CODOGNO}dati/", {**DATI, "revisione": 0}).url == f"{CODOGNO}aree/"
    aree_scelte = {"tipo": "sottoscrittore", "aree_target": scelte, "revisione": 1}
    assert operatore.post(f"{CODOGNO}aree/", aree_scelte).url == f"{CODOGNO}risorse/"
    riga = {**VUOTA, "risorse-0-tipo": "sede", "risorse-0-descrizione": "Sala", "risorse-0-valore_stimato": "1.200,50"}
    atto = {**ATTO, "atto_data": oggi(), "tipo_allegato": "atto", "file": file(pdf())}
    assert operatore.post(f"{CODOGNO}risorse/", {**riga, **atto, "revisione": 2}).url == f"{CODOGNO}invio/"
    pagina = html(operatore.get(f"{CODOGNO}invio/"))
    assert "Sala" in pagina and "1.200,50 €" in pagina and "delibera.pdf" in pagina and "manca qualcosa" not in pagina
    spuntate = dict.fromkeys(DICHIARA, "on")
    passata = html(operatore.post(f"{CODOGNO}invio/", {**spuntate, "revisione": 3}, follow=True))
    assert "il Sindaco la trova in «Tocca a te»" in passata and "Da confermare" in passata
    assert aperto.client("sindaco").post(f"{CODOGNO}conferma/", {"revisione": 5}).url == CODOGNO
    with aperto.aperto("operatore"):
        lavoro = Lavoro.objects.get()
    assert lavori.esegui(aperto.ambito.pk, lavoro.pk)
    with aperto.aperto("operatore"):
        documento = Documento.objects.get()
        assert documento.comune.nome == "Codogno" and documento.permesso == "legge_comune"
        assert documento.titolo == f"Ricevuta di adesione n. 1/{oggi().year}"
        assert CF_PERSONA not in str(documento.dati)
    assert f"/documenti/{documento.pk}/scarica/" in html(operatore.get(CODOGNO))
    scarica = f"/lodi/documenti/{documento.pk}/scarica/"
    codici = {
        r: aperto.client(r).get(scarica).status_code
        for r in ("operatore", "sindaco", "udp", "operatore.altro", "sindaco.altro", "ats")
    }
    assert codici == {"operatore": 200, "sindaco": 200, "udp": 200, "operatore.altro": 404, "sindaco.altro": 404, "ats": 404}


def test_le_risorse_gia_salvate_restano_se_si_salva_di_nuovo(aperto):
    operatore = aperto.client("operatore")
    riga = {**VUOTA, "risorse-0-tipo": "sede", "risorse-0-descrizione": "Sala civica", "risorse-0-quantita": "12"}
    for revisione in (0, 1):
        dati = {**riga, "risorse-TOTAL_FORMS": "2", "risorse-INITIAL_FORMS": "1", "revisione": revisione}
        assert operatore.post(f"{CODOGNO}risorse/", dati).status_code == 302
        with aperto.aperto("operatore"):
            assert [str(r) for r in Adesione.objects.get().risorse.all()] == ["Sede o spazio: Sala civica"]
    assert operatore.post(f"{CODOGNO}risorse/", {**dati, "risorse-0-DELETE": "on", "revisione": 2}).status_code == 302
    with aperto.aperto("operatore"):
        assert not Adesione.objects.get().risorse.exists()


def test_aggiungere_una_riga_non_perde_il_resto(aperto):
    dati = {**VUOTA, "risorse-0-descrizione": "Sala", "atto_numero": "41", "azione": "riga", "revisione": 0}
    pagina = html(aperto.client("operatore").post(f"{CODOGNO}risorse/", dati))
    assert 'value="Sala"' in pagina and 'value="41"' in pagina and 'name="risorse-1-descrizione"' in pagina


def test_un_file_rifiutato_non_porta_via_cio_che_e_scritto(aperto):
    dati = {**VUOTA, "risorse-0-tipo": "sede", "risorse-0-descrizione": "Sala civica", "revisione": 0, "azione": "carica"}
    risposta = aperto.client("operatore").post(f"{CODOGNO}risorse/", {**dati, "file": file(b"MZ\x90\x00 programma")})
    assert risposta.status_code == 422
    assert "è un programma" in html(risposta) and 'value="Sala civica"' in html(risposta)
    senza = aperto.client("operatore").post(f"{CODOGNO}risorse/", dati)
    assert senza.status_code == 422 and "Scegli il file da allegare" in html(senza)


def test_un_file_buono_si_tiene_anche_se_altro_e_sbagliato(aperto):
    dati = {**VUOTA, "risorse-0-descrizione": "manca il tipo", "revisione": 0, "azione": "carica", "file": file(pdf())}
    risposta = aperto.client("operatore").post(f"{CODOGNO}risorse/", dati)
    assert risposta.status_code == 422 and "Togli «delibera.pdf»" in html(risposta) and 'value="manca il tipo"' in html(risposta)
    with aperto.aperto("operatore"):
        assert AllegatoAdesione.objects.get().nome == "delibera.pdf"


def test_si_toglie_un_allegato(aperto):
    operatore = aperto.client("operatore")
    operatore.post(f"{CODOGNO}risorse/", {**VUOTA, "revisione": 0, "azione": "carica", "file": file(pdf())})
    with aperto.aperto("operatore"):
        numero = AllegatoAdesione.objects.get().pk
    assert operatore.post(f"{CODOGNO}risorse/", {**VUOTA, "revisione": 1, "togli": numero}).status_code == 302
    assert operatore.post(f"{CODOGNO}risorse/", {**VUOTA, "revisione": 2, "togli": "9" * 30}).status_code == 302
    with aperto.aperto("operatore"):
        assert not AllegatoAdesione.objects.exists()


def test_incompleta_non_parte_e_dice_dove_rimediare(aperto):
    with aperto.aperto("operatore"):
        revisione = compila(aperto, AvvisoAdesione.objects.get(), allega=False).revisione
    dati = {**dict.fromkeys(DICHIARA, "on"), "revisione": revisione}
    risposta = aperto.client("operatore").post(f"{CODOGNO}invio/", dati)
    assert risposta.status_code == 422
    assert "serve l’atto allegato" in html(risposta) and f'href="{CODOGNO}risorse/"' in html(risposta)


def test_chi_arriva_tardi_lo_sa_prima(lodi):
    with lodi.aperto("udp"):
        crea_avviso(lodi, giorni=-1)
    operatore = lodi.client("operatore")
    for pagina in (CODOGNO, f"{CODOGNO}aree/", f"{CODOGNO}invio/", "/lodi/"):
        assert "solo come partecipazione consultiva" in html(operatore.get(pagina))
    assert 'value="sottoscrittore"' not in html(operatore.get(f"{CODOGNO}aree/"))


def test_un_rilievo_apre_solo_il_suo_campo_e_chi_corregge_lo_vede_accanto(inviata):
    udp, operatore = inviata.client("udp"), inviata.client("operatore")
    assert "C’è un’adesione da esaminare" in html(udp.get("/lodi/"))
    esame = f"{CODOGNO}istruttoria/"
    senza = udp.post(esame, {"esito": "chiedi_integrazione", "motivo": " "})
    assert senza.status_code == 422 and "Scrivi il motivo" in html(senza) and "almeno un rilievo" in html(senza)
    vuoto = udp.post(f"{CODOGNO}rilievi/", {"bersaglio": "pec", "testo": " "})
    assert vuoto.status_code == 422
    assert udp.post(f"{CODOGNO}rilievi/", {"bersaglio": "pec", "testo": "Non <b>risponde</b>"}).status_code == 302
    assert "Non &lt;b&gt;risponde&lt;/b&gt;" in html(udp.get(esame))
    assert "risponde" not in html(operatore.get(CODOGNO))
    entro = oggi() + timedelta(days=5)
    dati = {"esito": "chiedi_integrazione", "motivo": "Un recapito", "entro": entro}
    assert udp.post(esame, dati).url == CODOGNO
    assert "Un recapito" in html(operatore.get("/lodi/")) and "chiede di correggere" in html(operatore.get(CODOGNO))
    assert f'href="{CODOGNO}dati/#rilievo-pec"' in html(operatore.get(CODOGNO))
    assert "tocca all’operatore comunale" in html(inviata.client("sindaco").get(CODOGNO))
    pagina = html(operatore.get(f"{CODOGNO}dati/"))
    campi = {nome: campo.search(pagina)[0] for nome, campo in CAMPI.items()}
    assert "disabled" not in campi["pec"] and "disabled" in campi["email"]
    assert 'id="rilievo-pec"' in pagina and 'name="risposta-pec"' in pagina
    assert "si può solo rileggere" in html(operatore.get(f"{CODOGNO}aree/"))


def test_corretto_o_con_risposta_si_rinvia_e_resta_la_storia(inviata):
    with inviata.aperto("operatore"):
        rimanda(inviata, Adesione.objects.get(), "pec", "risorse", "allegati")
    operatore = inviata.client("operatore")
    dichiarate = dict.fromkeys(DICHIARA, "on")
    incompleta = operatore.post(f"{CODOGNO}invio/", {**dichiarate, "revisione": 4})
    assert incompleta.status_code == 422 and "Resta un rilievo su: PEC" in html(incompleta)
    sbagliata = operatore.post(f"{CODOGNO}dati/", {"pec": "no", "risposta-pec": "È giusta", "revisione": 5})
    assert sbagliata.status_code == 422 and "È giusta</textarea>" in html(sbagliata)
    buona = {"pec": "nuova@pec.example.it", "email": "furba@example.it", "revisione": 5}
    assert operatore.post(f"{CODOGNO}dati/", buona).url == f"{CODOGNO}risorse/"
    riga = {**VUOTA, "risorse-0-tipo": "sede", "risorse-0-descrizione": "Sala civica"}
    risposte = {"risposta-risorse": "È quella", "risposta-allegati": "È firmato"}
    assert operatore.post(f"{CODOGNO}risorse/", {**riga, **risposte, "atto_numero": "99", "revisione": 6}).url == f"{CODOGNO}invio/"
    assert operatore.post(f"{CODOGNO}invio/", {**dichiarate, "revisione": 7}).url == CODOGNO
    assert inviata.client("sindaco").post(f"{CODOGNO}conferma/", {"revisione": 9}).url == CODOGNO
    with inviata.aperto("operatore"):
        adesione = Adesione.objects.get()
        assert (adesione.pec, adesione.email, adesione.atto_numero) == ("nuova@pec.example.it", DATI["email"], "41")
        assert [(r.bersaglio, r.esito) for r in adesione.rilievi.all()] == [
            ("pec", "Corretto"), ("risorse", "Con risposta"), ("allegati", "Con risposta"),
        ]  # fmt: skip
    assert "È firmato" in html(inviata.client("udp").get(f"{CODOGNO}istruttoria/"))
    assert "Correzioni già fatte" in html(operatore.get(CODOGNO))


def test_cio_che_e_fermo_si_vede_e_non_si_scrive(inviata):
    with inviata.aperto("operatore"):
        rimanda(inviata, Adesione.objects.get(), "pec")
        allegato = AllegatoAdesione.objects.get().pk
    operatore = inviata.client("operatore")
    pagina = html(operatore.get(f"{CODOGNO}risorse/"))
    assert "Sala civica" in pagina and "delibera.pdf" in pagina
    assert "Carica il file" not in pagina and "Togli «" not in pagina and "Salva e continua" not in pagina
    furbo = {**VUOTA, "togli": allegato, "file": file(pdf("Un altro atto di Codogno")), "azione": "carica", "revisione": 4}
    operatore.post(f"{CODOGNO}risorse/", furbo)
    with inviata.aperto("operatore"):
        assert [a.nome for a in AllegatoAdesione.objects.all()] == ["delibera.pdf"]
        assert Adesione.objects.get().risorse.count() == 1


def test_un_rilievo_in_preparazione_si_toglie(inviata):
    udp = inviata.client("udp")
    udp.post(f"{CODOGNO}rilievi/", {"bersaglio": "pec", "testo": "Non risponde"})
    with inviata.aperto("udp"):
        rilievo = Rilievo.objects.get().pk
    for numero in ("9" * 30, "x", rilievo, rilievo):
        assert udp.post(f"{CODOGNO}rilievi/", {"togli": numero}).status_code == 302
    with inviata.aperto("udp"):
        assert not Rilievo.objects.exists()


def test_accolta_e_detta_a_ciascuno_con_le_sue_parole(inviata):
    assert inviata.client("udp").post(f"{CODOGNO}istruttoria/", {"esito": "accogli_sottoscrittore"}).url == CODOGNO
    assert "Non devi fare altro" in html(inviata.client("operatore").get(CODOGNO))
    assert "il tuo Comune sottoscriverà" in html(inviata.client("sindaco").get(CODOGNO))
    assert "fra i sottoscrittori" in html(inviata.client("udp").get(CODOGNO))


def test_il_codice_fiscale_lo_vedono_solo_il_comune_che_compila_e_l_ufficio(inviata):
    vede = {
        r: CF_PERSONA in html(inviata.client(r).get(CODOGNO)) for r in ("operatore", "udp", "sindaco", "ragioneria", "revisore")
    }
    assert vede == {"operatore": True, "udp": True, "sindaco": True, "ragioneria": False, "revisore": False}


def test_la_bozza_e_del_comune(aperto):
    with aperto.aperto("operatore"):
        allegato = compila(aperto, AvvisoAdesione.objects.get()).allegati.get().pk
    assert "Bruno Neri" in html(aperto.client("sindaco").get(CODOGNO))
    ufficio = aperto.client("udp")
    assert "Bruno Neri" not in html(ufficio.get(CODOGNO)) and "È ancora in compilazione" in html(ufficio.get(CODOGNO))
    assert ufficio.get(f"{CODOGNO}allegati/{allegato}/").status_code == 404
    assert ufficio.get(f"{CODOGNO}istruttoria/").status_code == 404


def test_l_allegato_si_scarica_e_basta(inviata):
    with inviata.aperto("operatore"):
        allegato = AllegatoAdesione.objects.get().pk
    risposta = inviata.client("udp").get(f"{CODOGNO}allegati/{allegato}/")
    assert risposta.content.startswith(b"%PDF-")
    assert risposta["Content-Disposition"] == 'attachment; filename="delibera.pdf"'
    assert (risposta["X-Content-Type-Options"], risposta["Content-Security-Policy"]) == ("nosniff", "sandbox; default-src 'none'")


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_il_quadro_si_esporta_filtrato(inviata, formato):
    risposta = inviata.client("coordinatore").get(f"{BASE}/adesioni/?formato={formato}&stato=presentata")
    assert risposta["Content-Disposition"] == f'attachment; filename="adesioni-2025-2027.{formato}"'
    if formato == "csv":
        righe = html(risposta).splitlines()
        assert len(righe) == 2 and righe[1].startswith("098019;Codogno;") and "Inviata, da esaminare" in righe[1]
        assert CF_PERSONA not in righe[1] and "Bruno Neri" not in righe[1]


def test_il_quadro_conta_filtra_e_dice_chi_manca(inviata):
    coordinatore = inviata.client("coordinatore")
    pagina = html(coordinatore.get(f"{BASE}/adesioni/"))
    assert "<strong>1 su 4</strong>" in pagina
    mancanti = html(coordinatore.get(f"{BASE}/adesioni/?stato=da_inviare"))
    assert 'id="c098001"' in mancanti and 'id="c098019"' not in mancanti
    assert "Mancano 3 adesioni su 4" in html(coordinatore.get("/lodi/"))
    assert "Mancano" not in html(inviata.client("udp").get("/lodi/"))


def test_triennio_scritto_male(aperto):
    for sbagliato in ("2025", "2025-2028", "2024-2026", "20252027", "²025-2027", "2025–2027"):
        assert aperto.client("udp").get(f"/lodi/accordo/{sbagliato}/adesioni/").status_code == 404


def test_dopo_l_invio_un_secondo_clic_dice_che_e_gia_fatto(inviata):
    with inviata.aperto("operatore"):
        revisione = Adesione.objects.get().revisione
    dati = {**dict.fromkeys(DICHIARA, "on"), "revisione": revisione}
    risposta = inviata.client("operatore").post(f"{CODOGNO}invio/", dati)
    assert risposta.status_code == 422 and "è già stata inviata" in html(risposta)
    with inviata.aperto("operatore"):
        assert Adesione.objects.get().numero == 1


def test_due_dell_ufficio_decidono_insieme_vale_la_prima(inviata):
    with inviata.aperto("udp"):
        adesione = Adesione.objects.select_related("avviso", "comune").get()
        operazioni.istruisci(adesione, "accogli_sottoscrittore", motivo="", poteri=inviata.poteri("udp"), adesso=adesso())
    risposta = inviata.client("coordinatore").post(f"{CODOGNO}istruttoria/", {"esito": "respingi", "motivo": "no"})
    assert risposta.status_code == 422
    with inviata.aperto("udp"):
        assert Adesione.objects.get().stato == "accolta_sottoscrittore"
