"""Lo stemma dei documenti: si ridisegna da capo, uno in uso alla volta, chi non è un’immagine si rifiuta."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ambito import stemmi
from ambito.models import Evento, Stemma
from ambito.nucleo.immagini import ImmagineNonLetta, ridisegna
from ambito.poteri import PotereMancante
from ambito.stemmi import LATO_MASSIMO
from tests.scena import ADESSO


def immagine(formato="PNG", lato=40, colore=(200, 0, 0, 128), modo="RGBA", **altro):
    uscita = io.BytesIO()
    Image.new(modo, (lato, lato), colore[: len(modo)]).save(uscita, formato, **altro)
    return uscita.getvalue()


def aperta(byte):
    return Image.open(io.BytesIO(byte))


def test_si_ridisegna_su_fondo_bianco_senza_metadati():
    from PIL.PngImagePlugin import PngInfo

    dati = PngInfo()
    dati.add_text("Comment", "dove abito")
    png = aperta(ridisegna(immagine(pnginfo=dati), lato=LATO_MASSIMO).byte)
    assert (png.format, png.mode, png.size, png.text) == ("PNG", "RGB", (40, 40), {})
    assert png.getpixel((5, 5)) == (227, 127, 127)


def test_un_immagine_grande_si_rimpicciolisce_e_si_ripete_uguale():
    byte = immagine("JPEG", 1500, modo="RGB")
    primo = ridisegna(byte, lato=LATO_MASSIMO)
    assert aperta(primo.byte).size == (primo.larghezza, primo.altezza) == (LATO_MASSIMO, LATO_MASSIMO)
    assert primo.formato == "png" and ridisegna(byte, lato=LATO_MASSIMO) == primo


def rumore(lato=300):
    """Un’immagine che non si comprime, come una fotografia."""
    uscita = io.BytesIO()
    Image.effect_noise((lato, lato // 2), 90).convert("RGB").save(uscita, "PNG")
    return uscita.getvalue()


def test_una_fotografia_diventa_un_jpeg_e_un_disegno_resta_un_png():
    foto, disegno = (ridisegna(byte, lato=LATO_MASSIMO, png_massimo=20_000) for byte in (rumore(), immagine()))
    assert (foto.formato, disegno.formato) == ("jpeg", "png")
    assert (aperta(foto.byte).format, aperta(foto.byte).size) == ("JPEG", (300, 150)) == ("JPEG", (foto.larghezza, foto.altezza))


def test_chi_ha_girato_il_telefono_vede_l_immagine_dritta():
    girata = Image.Exif()
    girata[0x0112] = 6
    uscita = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(uscita, "JPEG", exif=girata)
    dritta = ridisegna(uscita.getvalue(), lato=LATO_MASSIMO)
    assert (dritta.larghezza, dritta.altezza) == (20, 40) and not aperta(dritta.byte).getexif()


def test_la_fotografia_di_un_telefono_da_quarantotto_megapixel_si_legge():
    uscita = io.BytesIO()
    Image.new("RGB", (8064, 6048), "red").save(uscita, "JPEG")
    disegno = ridisegna(uscita.getvalue(), lato=LATO_MASSIMO)
    assert (disegno.larghezza, disegno.altezza) == (LATO_MASSIMO, LATO_MASSIMO * 3 // 4)


@pytest.mark.parametrize("byte", [
    b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", immagine("GIF", modo="RGB"), immagine()[:60],
    immagine("PNG", 6000, (0,), "L"), b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
], ids=["vuoto", "pdf", "svg", "gif", "troncata", "bomba", "finta"])  # fmt: skip
def test_cio_che_non_e_un_immagine_si_rifiuta(byte):
    with pytest.raises(ImmagineNonLetta, match="PNG o JPEG"):
        ridisegna(byte, lato=LATO_MASSIMO)


def cambia(lodi, descrizione="Stemma di Lodi", ruolo="coordinatore", byte=None):
    return stemmi.cambia(byte=byte or immagine(), descrizione=descrizione, poteri=lodi.poteri(ruolo), adesso=ADESSO)


def test_uno_solo_e_in_uso_e_quello_di_prima_resta(lodi):
    with lodi.aperto("coordinatore"):
        primo, secondo = cambia(lodi), cambia(lodi, "Nuovo stemma")
        assert stemmi.in_uso() == secondo and Stemma.objects.get(pk=primo.pk).tolto_il == ADESSO
        stemmi.togli(poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        stemmi.togli(poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        assert stemmi.in_uso() is None and Stemma.objects.count() == 2
        assert list(Evento.objects.filter(verbo__startswith="stemma.").order_by("id").values_list("verbo", flat=True)) == [
            "stemma.cambia", "stemma.cambia", "stemma.togli"]  # fmt: skip


def test_serve_il_diritto_e_un_file_sbagliato_non_tocca_quello_in_uso(lodi):
    with lodi.aperto("coordinatore"):
        in_uso = cambia(lodi)
        with pytest.raises(stemmi.StemmaNonValido):
            cambia(lodi, byte=b"non un png")
        with pytest.raises(PotereMancante):
            cambia(lodi, ruolo="udp")
        assert stemmi.in_uso() == in_uso


def test_dalla_pagina_si_carica_si_vede_e_si_toglie(lodi):
    navigatore, pagina = lodi.client("coordinatore"), "/lodi/documenti/intestazione/"
    assert "I documenti escono senza stemma" in navigatore.get(pagina).content.decode()
    sbagliato = navigatore.post(pagina, {"file": SimpleUploadedFile("a.png", b"no"), "descrizione": "Stemma di Lodi"})
    assert sbagliato.status_code == 422 and "esportala di nuovo" in sbagliato.content.decode()
    assert 'value="Stemma di Lodi"' in sbagliato.content.decode()
    risposta = navigatore.post(
        pagina, {"file": SimpleUploadedFile("a.png", immagine()), "descrizione": "Stemma di Lodi"}, follow=True
    )
    assert 'alt="Stemma di Lodi"' in risposta.content.decode()
    figura = navigatore.get(f"{pagina}stemma/")
    assert figura["Content-Type"] == "image/png" and aperta(figura.content).size == (40, 40)
    assert "senza stemma" in navigatore.post(pagina, {"togli": "1"}, follow=True).content.decode()
    assert navigatore.get(f"{pagina}stemma/").status_code == 404
