"""Il testo di una sezione da e verso Word: due passi, una revisione, niente che non si sia visto prima."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ambito.nucleo.citazioni import fissa_citazioni
from ambito.nucleo.immagini import Disegno
from ambito.nucleo.word import leggi_documento, scrivi_docx
from piano import operazioni
from piano.dimostrazione.dati import DATI
from piano.models import Figura, RevisioneSezione, Sezione
from piano.operazioni import testo
from piano.selezioni import coerenza
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.piano.test_figure import disegno
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db
ARRIVATO = "<h2>Dal documento</h2><p>Testo nuovo.</p>"


@pytest.fixture
def sezione(lodi):
    with lodi.aperto("udp"):
        sezione = sezione_di(piano_nuovo(lodi))
        operazioni.salva_sezione(sezione, "<p>Prima.</p>", partenza=0, utente=lodi.utenti["udp"], adesso=ADESSO)
        return Sezione.objects.get(pk=sezione.pk)


def indirizzo(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def documento(html=ARRIVATO, nome="bozza.docx"):
    byte = html if isinstance(html, bytes) else scrivi_docx(html, titolo="", autore="A", creato=ADESSO, scarto_titoli=1)
    return SimpleUploadedFile(nome, byte)


def adesso(lodi, sezione):
    with lodi.aperto("udp"):
        return Sezione.objects.get(pk=sezione.pk)


def test_prima_si_guarda_poi_si_mette_ed_e_una_revisione(lodi, sezione):
    udp = lodi.client("udp")
    pagina = udp.post(indirizzo("importa", sezione.pk), {"file": documento()})
    assert pagina.status_code == 200 and "Dal documento" in pagina.content.decode()
    assert adesso(lodi, sezione).testo == "<p>Prima.</p>"
    form = pagina.context["form"]
    dati = {"testo": form.initial["testo"], "revisione": form.initial["revisione"], "modo": "sostituisci"}
    assert udp.post(indirizzo("importa", sezione.pk), dati).status_code == 302
    dopo = adesso(lodi, sezione)
    assert (dopo.testo, dopo.revisione) == (ARRIVATO, 2)
    with lodi.aperto("udp"):
        assert RevisioneSezione.objects.get(sezione=sezione, numero=1).testo == "<p>Prima.</p>"


def test_in_fondo_resta_anche_il_testo_di_prima_e_cio_che_un_collega_ha_scritto_intanto(lodi, sezione):
    with lodi.aperto("udp"):
        operazioni.salva_sezione(sezione, "<p>Prima, corretto.</p>", partenza=1, utente=lodi.utenti["coordinatore"], adesso=ADESSO)
    dati = {"testo": "<p>In fondo.</p>", "revisione": 1, "modo": "aggiungi"}
    lodi.client("udp").post(indirizzo("importa", sezione.pk), dati)
    assert adesso(lodi, sezione).testo == "<p>Prima, corretto.</p><p>In fondo.</p>"


def test_cio_che_torna_dall_anteprima_si_ripulisce_ancora(lodi, sezione):
    dati = {"testo": '<p onclick="x()">Sì<script>alert(1)</script></p>', "revisione": 1, "modo": "sostituisci"}
    lodi.client("udp").post(indirizzo("importa", sezione.pk), dati)
    assert adesso(lodi, sezione).testo == "<p>Sì</p>"


@pytest.mark.parametrize(
    ("file", "frase"),
    [
        (documento(b"%PDF-1.7"), "serve il documento da cui è nato"),
        (documento("", "vuoto.docx"), "non c’è testo"),
        (documento(ARRIVATO, "bozza.pdf"), "non è fra i formati ammessi"),
    ],
    ids=["pdf travestito", "vuoto", "estensione"],
)
def test_un_documento_che_non_va_torna_accanto_al_campo(lodi, sezione, file, frase):
    file.seek(0)
    risposta = lodi.client("udp").post(indirizzo("importa", sezione.pk), {"file": file})
    assert risposta.status_code == 422 and frase in risposta.content.decode()


def test_a_piano_proposto_non_si_carica(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        sezione = sezione_di(piano)
    assert lodi.client("udp").get(indirizzo("importa", sezione.pk)).status_code == 302


def test_una_sezione_scaricata_e_ricaricata_e_la_stessa(lodi, sezione):
    scaricata = lodi.client("sindaco").get(indirizzo("sezione_in_word", sezione.pk))
    assert scaricata["Content-Disposition"] == 'attachment; filename="sezione-3.1-2025-2027.docx"'
    assert testo.testo_pulito(leggi_documento(scaricata.content).html) == "<p>Prima.</p>"


@pytest.mark.parametrize("file", sorted(DATI.glob("*.html")), ids=lambda f: f.stem)
def test_i_testi_dimostrativi_tornano_parola_per_parola(file):
    scritto = fissa_citazioni(testo.testo_pulito(file.read_text(encoding="utf-8")), {})
    byte = scrivi_docx(scritto, titolo="T", autore="A", creato=ADESSO, scarto_titoli=1)
    # L’editor vuole un paragrafo in ogni voce e in ogni cella: è l’unica cosa che cambia.
    assert _senza_paragrafi(testo.testo_pulito(leggi_documento(byte).html)) == _senza_paragrafi(scritto)


def _senza_paragrafi(html):
    piano = re.sub(r"</?(?:thead|tbody)>", "", html)
    return re.sub(r"(<(?:li|td|th)[^>]*>)<p>|</p>(</(?:li|td|th)>|<[uo]l>)", r"\1\2", piano)


def test_il_piano_intero_ha_sezioni_obiettivi_e_tabelle(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
    letto = leggi_documento(lodi.client("sindaco").get(indirizzo("word")).content).html
    assert "Bozza di lavoro" in letto and "Più anziani seguiti a casa" in letto
    assert "2.234,56" in letto and letto.count("<table>") >= 3
    assert re.search(r"<h2>3 .*?<h3>3\.1 ", letto)


IMMAGINE = (
    '<p>{1}</p><figure><img src="{0}" alt="Cala, di poco. Descrizione generata automaticamente" width="30" height="30"></figure>'
)


def con_immagini(*byte, parole="Prima."):
    """Un documento con quelle immagini, che chi lo ha scritto non ha preso da noi."""
    disegni = {f"i{n}": Disegno(b, "png", 30, 30) for n, b in enumerate(byte)}
    html = "".join(IMMAGINE.format(nome, parole) for nome in disegni)
    docx = scrivi_docx(html, titolo="", autore="A", creato=ADESSO, disegni=disegni)
    uscita = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as da, zipfile.ZipFile(uscita, "w") as a:
        for voce in da.infolist():
            a.writestr(voce.filename, da.read(voce).replace(b"figura:i", b"Immagine "))
    return uscita.getvalue()


def test_le_immagini_diventano_figure_da_descrivere_una_volta_sola(lodi, sezione):
    udp = lodi.client("udp")
    byte = con_immagini(disegno(), disegno(), disegno(colore="red"), b"GIF89a")
    for _ in range(2):
        pagina = udp.post(indirizzo("importa", sezione.pk), {"file": documento(byte), "figure": "on"})
    html = pagina.content.decode()
    with lodi.aperto("udp"):
        figure = list(Figura.objects.all())
    assert [(f.titolo, f.descrizione) for f in figure] == [
        ("Immagine 1 di bozza.docx", "Cala, di poco"), ("Immagine 3 di bozza.docx", "Cala, di poco")]  # fmt: skip
    segni = [f"<p>[figura: {figure[n].codice}]</p>" for n in (0, 0, 1)]
    assert pagina.context["letto"].testo == "".join(f"<p>Prima.</p>{s}" for s in [*segni, ""])
    assert "1 altra immagine" in html and html.count("<figcaption>") == 3
    assert adesso(lodi, sezione).testo == "<p>Prima.</p>"


def test_chi_non_le_vuole_prende_il_solo_testo(lodi, sezione):
    pagina = lodi.client("udp").post(indirizzo("importa", sezione.pk), {"file": documento(con_immagini(disegno()))})
    assert pagina.context["letto"].testo == "<p>Prima.</p>" and "1 altra immagine" in pagina.content.decode()
    with lodi.aperto("udp"):
        assert not Figura.objects.exists()


def test_un_documento_di_sole_immagini_senza_prenderle_non_ha_testo(lodi, sezione):
    byte = con_immagini(disegno(), parole="")
    assert "non c’è testo" in lodi.client("udp").post(indirizzo("importa", sezione.pk), {"file": documento(byte)}).content.decode()


def test_una_figura_senza_descrizione_ferma_la_proposta(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
        figura = operazioni.prendi_figura(piano, byte=disegno(), titolo="Accessi", descrizione="", fonte="", **chi)
        citante = sezione_di(piano)
        operazioni.salva_sezione(
            citante, "<p>[figura: accessi]</p>", partenza=citante.revisione, utente=lodi.utenti["udp"], adesso=ADESSO
        )
        trovati = [r for r in coerenza.rilievi(piano, OGGI) if r.chiave.startswith("figura")]
        assert [(r.rotta, r.argomenti, r.blocca) for r in trovati] == [("piano:figura", (figura.codice,), True)]
    pagina = lodi.client("udp").get(indirizzo("figure")).content.decode()
    assert "Da descrivere" in pagina and 'alt="Accessi"' in pagina
