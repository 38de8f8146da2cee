import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.grafici import barre, indicatore
from ambito.nucleo.mappa_quantita import mappa
from ambito.nucleo.mappa_stati import Voce, mappa_stati
from ambito.nucleo.qr import QrTroppoLungo, qr_svg

SVG = "{http://www.w3.org/2000/svg}"
QUADRATO = [[[9.0, 45.0], [9.1, 45.0], [9.1, 45.1], [9.0, 45.1], [9.0, 45.0]]]
NUMERI = st.none() | st.integers(-100, 10**9) | st.decimals(-5, 10**6, places=2) | st.fractions(0, 1000)
TESTI = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20)


def leggi(svg):
    """Un SVG ben formato, senza stili né script, con il titolo come primo figlio."""
    radice = ElementTree.fromstring(svg)
    assert radice.tag == f"{SVG}svg"
    assert radice[0].tag == f"{SVG}title"
    assert radice[0].text
    assert radice.get("aria-labelledby") == radice[0].get("id")
    for elemento in radice.iter():
        assert not any(nome == "style" or nome.startswith("on") for nome in elemento.attrib)
        assert elemento.tag not in (f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject")
    return radice


def voci(*valori, **altro):
    return [{"nome": f"Comune {n}", "valore": valore, "geometria": QUADRATO, **altro} for n, valore in enumerate(valori)]


def larghezze(radice):
    return [float(rettangolo.get("width")) for rettangolo in radice.iter(f"{SVG}rect")]


def test_barre_proporzionali_e_numeri_italiani():
    radice = leggi(barre(voci(4000, 1000, 0), "Spesa", "Per Comune", "euro"))
    uno, due, tre = larghezze(radice)
    assert uno == pytest.approx(4 * due, abs=0.2)
    assert tre == 0
    scritte = [elemento.text for elemento in radice.iter(f"{SVG}text")]
    assert "4.000" in scritte
    assert radice[0].text == "Spesa. Per Comune."
    assert radice.get("role") == "img"


def test_barre_strette_senza_dati_e_con_dato_mancante():
    assert "stretto" in leggi(barre(voci(1), "t", "d", "u", larghezza=340)).get("class")
    assert "Nessun dato da mostrare." in barre([], "t", "d", "u")
    assert "Comune 0: dato mancante" in barre(voci(None), "t", "d", "u")


def test_i_collegamenti_hanno_un_nome_e_solo_indirizzi_innocui():
    radice = leggi(barre(voci(5, url="/lodi/comuni/098031/"), "t", "d", "residenti"))
    (collegamento,) = radice.iter(f"{SVG}a")
    assert collegamento.get("aria-label") == "Comune 0: 5 residenti"
    assert "Comune 0 5" in "".join(collegamento.itertext())
    assert radice.get("role") == "group"
    assert "javascript" not in barre(voci(5, url="javascript:alert(1)"), "t", "d", "u")


def test_mappa_con_le_classi_nella_legenda():
    svg = mappa(voci(10, 20, 30, 40, 50, None, url="/x/"), "Mappa", "Più scuro, di più", "residenti")
    radice = leggi(svg)
    assert len(list(radice.iter(f"{SVG}a"))) == 6
    riempimenti = {forma.get("fill") for forma in radice.iter(f"{SVG}path") if forma.get("fill-rule")}
    assert len(riempimenti) == 6
    scritte = [elemento.text for elemento in radice.iter(f"{SVG}text")]
    assert "10 (1 Comune)" in scritte
    assert "dato mancante (1)" in scritte


def percorsi(tracciato):
    """I punti di un tracciato fatto di un inizio assoluto e di spostamenti relativi, anello per anello."""
    for anello in tracciato.split("M")[1:]:
        inizio, _, passi = anello.rstrip("z").partition("l")
        x, y = map(int, re.findall(r"-?\d+", inizio))
        yield x, y
        numeri = list(map(int, re.findall(r"-?\d+", passi)))
        for dx, dy in zip(numeri[::2], numeri[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


def test_mappa_ha_la_forma_vera_dei_comuni_di_lodi():
    file = Path(__file__).parents[2] / "ambito" / "dati" / "geometrie" / "lodi.json"
    geometrie = json.loads(file.read_text(encoding="utf-8"))
    elenco = [{"nome": chiave, "valore": int(chiave), "geometria": g, "chiave": chiave} for chiave, g in geometrie.items()]
    radice = leggi(mappa(elenco, "Mappa", "", "codice"))
    forme = [forma for forma in radice.iter(f"{SVG}path") if forma.get("data-chiave")]
    assert len(forme) == 61
    larghezza, altezza = (float(n) for n in radice.get("viewBox").split()[2:])
    punti = [punto for forma in forme for punto in percorsi(forma.get("d"))]
    assert all(0 <= x <= larghezza and 0 <= y <= altezza for x, y in punti)
    assert max(x for x, _ in punti) - min(x for x, _ in punti) > 0.9 * larghezza


@pytest.mark.parametrize(
    "geometria",
    [
        QUADRATO,
        [QUADRATO],
        {"type": "Polygon", "coordinates": QUADRATO},
        {"type": "MultiPolygon", "coordinates": [QUADRATO, QUADRATO]},
    ],
)
def test_geometrie_di_ogni_forma(geometria):
    assert "fill-rule" in mappa([{"nome": "a", "valore": 1, "geometria": geometria}], "t", "d", "u")


def test_mappa_senza_confini():
    for geometria in (None, [], {}, "x", [[[1, 2]]]):
        assert "Nessun confine" in leggi(mappa([{"nome": "a", "valore": 1, "geometria": geometria}], "t", "d", "u"))[1].text


STATI = {"manca": "Non inviata", "inviata": "Inviata", "accolta": "Accolta"}


def test_mappa_degli_stati_conta_in_legenda_solo_quelli_presenti():
    comuni = [
        Voce("Lodi", "accolta", QUADRATO, "/lodi/"),
        Voce("Codogno", "accolta", QUADRATO),
        Voce("Salerano", "manca", QUADRATO),
    ]
    radice = leggi(mappa_stati(comuni, STATI, "Adesioni", "Per Comune"))
    scritte = [elemento.text for elemento in radice.iter(f"{SVG}text")]
    assert [s for s in scritte if "(" in s] == ["Non inviata (1)", "Accolta (2)"]
    assert [a.get("aria-label") for a in radice.iter(f"{SVG}a")] == ["Lodi: Accolta"]
    assert radice.get("role") == "group"
    riempimenti = [p.get("fill") for p in radice.iter(f"{SVG}path") if p.get("fill-rule")]
    assert riempimenti[0] == riempimenti[1] != riempimenti[2]


def test_mappa_degli_stati_senza_confini_e_con_troppi_stati():
    assert "Nessun confine da mostrare." in mappa_stati([Voce("Lodi", "manca", None)], STATI, "t", "d")
    with pytest.raises(ValueError, match="al più 8"):
        mappa_stati([Voce("Lodi", "0", QUADRATO)], {str(n): str(n) for n in range(9)}, "t", "d")


@pytest.mark.parametrize(("quanti", "totale", "pieni"), [(32, 40, 32), (0, 3, 0), (9, 3, 3)])
def test_indicatore(quanti, totale, pieni):
    radice = leggi(indicatore(quanti, totale, "Comuni che hanno risposto"))
    assert sum(r.get("fill") == "#0066cc" for r in radice.iter(f"{SVG}rect")) == pieni
    assert radice[0].text == f"Comuni che hanno risposto: {quanti} su {totale}."


def test_indicatore_grande_e_vuoto():
    assert [float(r.get("width")) for r in leggi(indicatore(122, 244, "t")).iter(f"{SVG}rect")] == [162, 81]
    assert leggi(indicatore(0, 0, "t"))[0].text == "t: 0 su 0."


@given(st.lists(st.tuples(TESTI, NUMERI), max_size=8), TESTI, st.sampled_from([340, 720]))
def test_qualunque_testo_e_numero_danno_un_svg_ben_formato(coppie, titolo, larghezza):
    elenco = [{"nome": nome, "valore": valore, "geometria": QUADRATO, "url": nome} for nome, valore in coppie]
    leggi(barre(elenco, titolo, titolo, titolo, larghezza))
    leggi(mappa(elenco, titolo, titolo, titolo, larghezza, decimali=2))


def test_svg_non_si_protegge_due_volte_e_si_ripete_uguale():
    elenco = voci(Decimal("1.5"), Fraction(1, 3))
    svg = barre(elenco, "<b>", "&", "u", decimali=2)
    assert svg.__html__() == svg == barre(elenco, "<b>", "&", "u", decimali=2)
    assert "&lt;b&gt;" in svg


def _moduli(svg):
    """I quadrati neri di un QR disegnato da noi."""
    neri = set()
    for x, y, lungo in re.findall(r"M(\d+) (\d+)h(\d+)", svg):
        neri |= {(int(x) + n, int(y)) for n in range(int(lungo))}
    return neri


def test_qr_e_lo_stesso_della_libreria():
    import qrcode

    indirizzo = "https://portale.example.it/verifica/1-ABCD-EFGH-JKLM/"
    codice = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    codice.add_data(indirizzo)
    codice.make(fit=True)
    attesi = {(x, y) for y, riga in enumerate(codice.get_matrix()) for x, nero in enumerate(riga) if nero}
    svg = qr_svg(indirizzo)
    assert _moduli(svg) == attesi
    assert f"<title>Codice QR: {indirizzo}</title>" in svg
    ElementTree.fromstring(svg)


def test_qr_troppo_lungo():
    with pytest.raises(QrTroppoLungo, match="troppo lungo"):
        qr_svg("x" * 5000)
