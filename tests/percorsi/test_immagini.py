"""Le immagini della guida: ciascuna è una pagina della dimostrazione, vista da chi la usa.

`./portale test tests/percorsi/test_immagini.py --immagini` le rifà in `docs/guida/immagini`. Senza l’opzione si controlla che la
pagina di ciascuna ci sia ancora e non si lamenti.
"""

import io
from dataclasses import dataclass

import pytest
from PIL import Image

from ambito.guida import CARTELLA

pytestmark = [pytest.mark.browser, pytest.mark.lento]
PIANO, ADESIONI = "/lodi/piano/2025-2027/", "/lodi/accordo/2025-2027/adesioni/"
LARGA, STRETTA = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
QUALITA = 72


@dataclass(frozen=True)
class Foto:
    """Chi guarda, da dove parte, quale collegamento segue, quanto è largo il suo schermo."""

    chi: str
    dove: str
    segue: str = ""
    schermo: str = "largo"


FOTO = {
    "casa-coordinatore": Foto("coordinatore@lodi.example", "/lodi/"),
    "casa-sindaco": Foto("sindaco.codogno@lodi.example", "/lodi/", schermo="stretto"),
    "casa-operatore": Foto("operatore.codogno@lodi.example", "/lodi/"),
    "piano": Foto("udp@lodi.example", PIANO),
    "piano-sezione": Foto("udp@lodi.example", PIANO, "3 Analisi del contesto"),
    "piano-obiettivi": Foto("udp@lodi.example", f"{PIANO}obiettivi/"),
    "assemblea": Foto("segretario@lodi.example", "/lodi/assemblea/"),
    "adesioni-quadro": Foto("udp@lodi.example", ADESIONI),
    "adesione-sindaco": Foto("sindaco.codogno@lodi.example", f"{ADESIONI}098019/", schermo="stretto"),
    "riparti": Foto("udp@lodi.example", "/lodi/accordo/riparti/"),
    "rendicontazione": Foto("coordinatore@lodi.example", "/lodi/rendicontazione/2025/"),
    "spesa-comune": Foto("operatore.codogno@lodi.example", "/lodi/rendicontazione/2025/comuni/098019/"),
    "offerta": Foto("udp@lodi.example", "/lodi/servizi/offerta/"),
    "andamento": Foto("gestore@portale.example", "/gestione/andamento/"),
}


@pytest.mark.parametrize("nome", FOTO)
def test_immagine(persona, pytestconfig, nome):
    foto = FOTO[nome]
    schermo = STRETTA if foto.schermo == "stretto" else LARGA
    chi = persona(foto.chi)
    chi.pagina.set_viewport_size(schermo)
    chi.va(foto.dove)
    if foto.segue:
        chi.segue(foto.segue)
        chi.pagina.wait_for_load_state("networkidle")
    chi.controlla(schermo["width"])
    if pytestconfig.getoption("immagini"):
        chi.pagina.set_viewport_size(schermo)
        chi.pagina.evaluate("scrollTo(0, 0)")
        (CARTELLA / "immagini").mkdir(exist_ok=True)
        with Image.open(io.BytesIO(chi.pagina.screenshot(animations="disabled"))) as presa:
            presa.convert("RGB").save(CARTELLA / "immagini" / f"{nome}.webp", quality=QUALITA, method=6)
