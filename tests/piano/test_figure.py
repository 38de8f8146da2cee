"""Le figure dei testi: si caricano una volta, il testo ne porta il segno, chi legge trova l’immagine, chi congela la tiene."""

import io
import zipfile
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from PIL import Image

from ambito import documenti as ufficiali
from ambito.models import Evento
from ambito.nucleo.word import leggi_documento
from ambito.registri import DOCUMENTI
from piano import operazioni
from piano.documenti import con_le_immagini, fotografa, impagina
from piano.documenti.confronto import Coppia
from piano.models import Figura
from piano.operazioni.piani import PianoBloccato
from piano.selezioni import coerenza
from tests.piano.fabbriche import piano_nuovo, piano_pronto, sezione_di
from tests.piano.test_aggiornamento import in_aggiornamento
from tests.piano.test_piano import voto
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db
PAROLE = {"titolo": "Accessi al servizio", "descrizione": "Gli accessi crescono <ogni> anno.", "fonte": "Istat, 2024"}
PAGINA, CODICE = "/lodi/piano/2025-2027/figure/", "accessi-al-servizio"


def disegno(lato=30, colore="navy"):
    uscita = io.BytesIO()
    Image.new("RGB", (lato, lato), colore).save(uscita, "PNG")
    return uscita.getvalue()


def carica(lodi, piano, byte=None, **parole):
    chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
    return operazioni.carica_figura(piano, byte=byte or disegno(), **{**PAROLE, **parole}, **chi)


def scrivi(lodi, piano, testo, codice="3.1"):
    sezione = sezione_di(piano, codice)
    salvata = operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=lodi.utenti["udp"], adesso=ADESSO)
    assert salvata.salvata
    return sezione.pk


CITA = "<p>Prima.</p><p>[figura: accessi-al-servizio]</p><p>Dopo.</p>"


def test_chi_legge_trova_l_immagine_con_le_sue_parole(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        assert carica(lodi, piano).codice == "accessi-al-servizio"
        pk = scrivi(lodi, piano, CITA)
    sindaco = lodi.client("sindaco")
    pagina = sindaco.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert f'<img src="{PAGINA}accessi-al-servizio/immagine/" alt="Gli accessi crescono &lt;ogni&gt; anno." width="30"' in pagina
    assert '<figcaption>Accessi al servizio</figcaption></figure><p class="nota fonte-figura">Fonte: Istat, 2024</p>' in pagina
    assert "[figura:" not in pagina
    immagine = sindaco.get(f"{PAGINA}accessi-al-servizio/immagine/")
    assert immagine["Content-Type"] == "image/png" and Image.open(io.BytesIO(immagine.content)).size == (30, 30)


def test_chi_scrive_vede_il_segno_e_l_editor_sa_dove_sono_le_immagini(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        carica(lodi, piano)
        pk = scrivi(lodi, piano, CITA)
    udp = lodi.client("udp")
    pagina = udp.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert "[figura: accessi-al-servizio]" in pagina and f'data-figure="{PAGINA}"' in pagina
    assert udp.get(f"{PAGINA}?formato=json").json()["gruppi"][0]["dati"] == [
        {"figura": "accessi-al-servizio", "nome": "Accessi al servizio", "testo": "", "fonte": "Istat, 2024"}
    ]


def test_un_commento_sulla_figura_ne_evidenzia_la_didascalia(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        carica(lodi, piano)
        sezione = sezione_di(piano)
        pk = scrivi(lodi, piano, CITA)
        sezione.refresh_from_db()
        chi = {"poteri": lodi.poteri("sindaco"), "adesso": ADESSO}
        operazioni.commenta(sezione, "Manca il 2025.", passo="[figura: accessi-al-servizio]", **chi)
    pagina = lodi.client("sindaco").get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert "<figcaption><mark" in pagina and "Accessi al servizio</mark></figcaption>" in pagina


def test_si_carica_dalla_pagina_e_chi_sbaglia_legge_perche(lodi):
    with lodi.aperto("udp"):
        piano_nuovo(lodi)
    udp = lodi.client("udp")
    prova = partial(udp.post, PAGINA)
    sbagliato = prova({**PAROLE, "file": SimpleUploadedFile("g.png", b"\x89PNG\r\n\x1a\n rotta")})
    assert sbagliato.status_code == 422
    assert "esportala di nuovo" in sbagliato.content.decode() and "Accessi al servizio" in sbagliato.content.decode()
    assert prova({**PAROLE, "descrizione": "", "file": SimpleUploadedFile("g.png", disegno())}).status_code == 422
    pagina = prova({**PAROLE, "file": SimpleUploadedFile("g.png", disegno())}, follow=True).content.decode()
    assert "Figura caricata" in pagina and "<code>[figura: accessi-al-servizio]</code>" in pagina and "In nessun testo" in pagina


def test_i_codici_non_si_ripetono_neppure_dopo_aver_tolto(lodi):
    chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        prima = carica(lodi, piano)
        operazioni.togli_figura(prima, **chi)
        assert [carica(lodi, piano).codice, carica(lodi, piano).codice, carica(lodi, piano, titolo="«»").codice] == [
            "accessi-al-servizio-2", "accessi-al-servizio-3", "figura"]  # fmt: skip
        with pytest.raises(operazioni.FiguraFerma, match="già tolto"):
            operazioni.togli_figura(prima, **chi)
        assert Evento.objects.filter(verbo="figura.togli").count() == 1


def test_non_si_toglie_finche_un_testo_la_mostra(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        figura = carica(lodi, piano)
        scrivi(lodi, piano, CITA)
    udp = lodi.client("udp")
    pagina = udp.post(f"{PAGINA}{figura.codice}/togli/", follow=True).content.decode()
    assert "prima toglila da lì" in pagina and "[figura: accessi-al-servizio]" in pagina
    with lodi.aperto("udp"):
        scrivi(lodi, piano, "<p>Senza.</p>")
    assert "Ancora nessuna figura" in udp.post(f"{PAGINA}{figura.codice}/togli/", follow=True).content.decode()


def test_la_versione_tiene_le_parole_di_allora_e_l_immagine(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        figura = carica(lodi, piano)
        scrivi(lodi, piano, CITA)
        versione = operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        foto = next(s for s in versione.dati["sezioni"] if s["codice"] == "3.1")
        assert [(f["codice"], f["titolo"], f["impronta"]) for f in foto["figure"]] == [
            (figura.codice, "Accessi al servizio", figura.impronta)]  # fmt: skip
        assert all("figure" not in s for s in versione.dati["sezioni"] if s["codice"] != "3.1")
        chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
        with pytest.raises(PianoBloccato):
            operazioni.descrivi_figura(figura, **{**PAROLE, "titolo": "Altro"}, **chi)
        operazioni.rinvia_a_bozza(piano, nota="Da rivedere", **chi)
        operazioni.descrivi_figura(figura, **{**PAROLE, "titolo": "Altro"}, **chi)
        scrivi(lodi, piano, "<p>Senza.</p>")
        operazioni.togli_figura(figura, **chi)
    pagina = lodi.client("sindaco").get("/lodi/piano/2025-2027/versioni/1/").content.decode()
    assert "<figcaption>Accessi al servizio</figcaption>" in pagina
    assert lodi.client("sindaco").get(f"{PAGINA}{figura.codice}/immagine/").status_code == 200


def test_nel_pdf_l_immagine_e_numerata_descritta_e_solo_il_suo_capitolo_cambia(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        prima = fotografa(piano, OGGI)
        assert con_le_immagini(impagina(prima)) == impagina(prima)
        figura = carica(lodi, piano)
        scrivi(lodi, piano, CITA)
        lavoro = operazioni.richiedi_documento(piano, utente=lodi.utenti["udp"], adesso=ADESSO)
    preparato = ufficiali.Preparato(**lavoro.argomenti["preparato"])
    composti = {c.capitolo.chiave: c for c in ufficiali.componi_capitoli(lavoro, preparato)}
    con_immagine = [chiave for chiave, c in composti.items() if "data:image/png;base64," in c.html]
    assert con_immagine == ["s-3"]
    assert [(v.etichetta, v.didascalia) for v in composti["s-3"].voci if v.specie == "Figura"] == [
        ("Figura 3.1", "Accessi al servizio")]  # fmt: skip
    # Nei dati congelati l’immagine non c’è: ne hanno l’impronta.
    assert figura.impronta in str(lavoro.argomenti) and "base64" not in str(lavoro.argomenti)


def test_chiunque_la_vede_quando_il_piano_e_pubblico(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        carica(lodi, piano)
        carica(lodi, piano, titolo="Mai citata")
        scrivi(lodi, piano, CITA)
        voto(operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO), approvata=True)
    casa, navigatore = "/lodi/trasparenza/piano/2025-2027/", Client()
    pagina = navigatore.get(f"{casa}sezioni/3.1/").content.decode()
    assert f'<img src="{casa}figure/accessi-al-servizio/" alt="Gli accessi' in pagina
    immagine = navigatore.get(f"{casa}figure/accessi-al-servizio/")
    assert immagine["Content-Type"] == "image/png" and "public" in immagine["Cache-Control"]
    assert Image.open(io.BytesIO(immagine.content)).size == (30, 30)
    assert navigatore.get(f"{casa}figure/mai-citata/").status_code == 404
    assert Client().get(f"{PAGINA}accessi-al-servizio/immagine/").status_code == 302


def test_un_segno_senza_figura_ferma_la_proposta(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        pk = scrivi(lodi, piano, "<p>[figura: che-non-c-e]</p>")
        trovati = [r for r in coerenza.rilievi(piano, OGGI) if r.chiave.startswith("figura:")]
        assert [(r.blocca, r.argomenti) for r in trovati] == [(True, (pk,))] and "«che-non-c-e»" in trovati[0].frase
    pagina = lodi.client("sindaco").get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert "[figura: che-non-c-e]" in pagina


@pytest.mark.parametrize("testo", ["<p>Come in [figura: accessi-al-servizio] qui.</p>", "<p>[figura: Accessi al servizio]</p>"])
def test_un_segno_che_non_puo_diventare_un_immagine_ferma_la_proposta(lodi, testo):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        carica(lodi, piano)
        scrivi(lodi, piano, testo)
        trovati = [r for r in coerenza.rilievi(piano, OGGI) if r.chiave.startswith("figura")]
    assert [r.blocca for r in trovati] == [True] and "da sola in un paragrafo" in trovati[0].frase


@pytest.mark.parametrize("comando", [
    "delete from piano_figura", "update piano_figura set byte = 'x'", "update piano_figura set codice = 'x'",
    "update piano_figura set impronta = 'x'", "update piano_figura set tolta_il = null, titolo = 'x'",
])  # fmt: skip
def test_la_banca_dati_non_lascia_cambiare_l_immagine(lodi, comando):
    with lodi.aperto("udp"):
        figura = carica(lodi, piano_nuovo(lodi))
        if "tolta_il" in comando:
            operazioni.togli_figura(figura, poteri=lodi.poteri("udp"), adesso=ADESSO)
        with pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic(), connection.cursor() as cursore:
            cursore.execute(comando)
        assert Figura.objects.count() == 1


def test_di_un_aggiornamento_la_vede_chi_ne_legge_il_testo(lodi):
    """Una sezione che si aggiorna la leggono tutti quelli che leggono il piano: con le sue figure."""
    with lodi.aperto("udp"):
        piano = in_aggiornamento(lodi)
        carica(lodi, piano)
        pk = scrivi(lodi, piano, CITA)
    sindaco, figura = lodi.client("sindaco"), f"{PAGINA}accessi-al-servizio/immagine/"
    assert figura in sindaco.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert sindaco.get(figura).status_code == 200 and figura in sindaco.get(PAGINA).content.decode()
    assert Client().get(f"/lodi/trasparenza/piano/2025-2027/figure/{CODICE}/").status_code == 404


def test_si_trova_cercando_e_il_segno_non_si_legge_fra_le_parole_del_testo(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        carica(lodi, piano)
        scrivi(lodi, piano, "<p>Prima del segretariato.</p><p>[figura: accessi-al-servizio]</p><p>Dopo.</p>")
    sindaco = lodi.client("sindaco")
    assert f'href="{PAGINA}#{CODICE}"' in sindaco.get("/lodi/cerca/?q=accessi").content.decode()
    trovata = sindaco.get("/lodi/cerca/?q=segretariato").content.decode()
    assert "sezioni/" in trovata and "[figura" not in trovata


def test_il_confronto_dice_quali_parole_di_una_figura_sono_cambiate(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
        figura = carica(lodi, piano, fonte="")
        scrivi(lodi, piano, CITA)
        prima = operazioni.congela_bozza(piano, nome="Prima", nota="", **chi)
        operazioni.descrivi_figura(figura, titolo="Accessi, 2024", descrizione=PAROLE["descrizione"], fonte="Istat", **chi)
        racconto = Coppia(piano, prima, None).racconto(OGGI)
        preparato = DOCUMENTI["confronto"].prepara(Coppia(piano, prima, None), OGGI)
    (cambiata,) = racconto["sezioni"]
    assert cambiata["testo_uguale"] and cambiata["figure"] == [
        "Figura «Accessi, 2024»: la didascalia era «Accessi al servizio», adesso è «Accessi, 2024».",
        "Figura «Accessi, 2024»: la fonte mancava, adesso è «Istat».",
    ]
    pagina = lodi.client("sindaco").get("/lodi/piano/2025-2027/versioni/confronto/").content.decode()
    assert "la fonte mancava, adesso è «Istat»" in pagina and preparato.dati["sezioni"][0]["figure"] == cambiata["figure"]


def test_in_word_c_e_l_immagine_e_tornando_resta_il_segno(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        figura = carica(lodi, piano)
        pk = scrivi(lodi, piano, CITA)
    udp = lodi.client("udp")
    for indirizzo in (f"sezioni/{pk}/word/", "word/"):
        byte = udp.get(f"/lodi/piano/2025-2027/{indirizzo}").content
        with zipfile.ZipFile(io.BytesIO(byte)) as docx:
            assert docx.read("word/media/figura-1.png") == bytes(figura.byte)
            assert 'descr="Gli accessi crescono &lt;ogni&gt; anno."' in docx.read("word/document.xml").decode()
        letto = leggi_documento(byte)
        assert CITA in letto.html and "Fonte: Istat" not in letto.html
