"""HTML ostile nei documenti: nessuna richiesta esce, nessun file entra, né dai campi né da un HTML che li superasse."""

import gc
import http.server
import io
import threading
import warnings
from contextlib import contextmanager
from dataclasses import replace

import pikepdf
import pytest

from ambito.nucleo import pdf_figlio
from ambito.nucleo.pdf import PdfNonRiuscito, rendi_pdf
from ambito.nucleo.testo import per_documento, pulisci_html
from tests.documenti.payload import FILE_LOCALI, PAYLOAD, RICHIESTE
from tests.documenti.test_specie import SPECIE, parole_di

pytestmark = pytest.mark.django_db
SEGRETO = "SEGRETO-DEL-SERVER-8213"
# Ciò che non scrive una persona: HTML già pulito all’ingresso (provato a parte) e disegni fatti dal portale.
NON_SCRITTI = {"html", "grafico"}


class _Ascolta(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.richieste.append(self.path)
        self.send_response(302 if self.path.endswith("/redirect") else 200)
        self.send_header("Location", "/dopo-il-rinvio")
        self.end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def canarino():
    """Un server locale che tiene nota di chi bussa."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Ascolta)
    server.richieste = []
    filo = threading.Thread(target=server.serve_forever)
    filo.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        filo.join()


@pytest.fixture
def trappola(tmp_path):
    """`(server, arma)`: il canarino e la funzione che mette in un payload il suo indirizzo e quello di un file segreto."""
    segreto = tmp_path / "segreto.txt"
    segreto.write_text(SEGRETO)
    with canarino() as server:
        yield server, lambda payload: payload.format(canarino=f"http://127.0.0.1:{server.server_port}", file=segreto)


def pagina(corpo):
    return f"<!doctype html><html lang=it><head><title>t</title></head><body><h1>t</h1>{corpo}</body></html>"


@pytest.fixture(scope="module")
def mestiere():
    return pdf_figlio.tipografia(pdf_figlio.FOGLIO)


def impagina(mestiere, corpo):
    """L’impaginazione del figlio, fatta qui: la prova è sul recupero, non sul processo. WeasyPrint lascia aperto un suo file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        byte = pdf_figlio.impagina(mestiere, pagina(corpo), "t", [])
        gc.collect()
    return byte


def trapela(byte):
    """Ciò che un PDF non deve contenere: il segreto, nel testo, nei flussi o fra gli allegati."""
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        flussi = b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/DecodeParms" not in o
                          and o.get("/Subtype") != pikepdf.Name.Image)  # fmt: skip
        return SEGRETO.encode() in flussi or SEGRETO in parole_di(byte, 1) or bool(pdf.attachments)


def test_la_batteria_e_larga():
    assert len(set(PAYLOAD)) == len(PAYLOAD) >= 60


@pytest.mark.parametrize("numero", range(len(PAYLOAD)))
def test_un_html_ostile_arrivato_all_impaginazione_non_esce(trappola, mestiere, numero):
    """Il caso peggiore: il payload è già nell’HTML. Ciò che ne resta non porta nulla; il figlio poi lo rifiuta (prova dopo)."""
    server, arma = trappola
    assert not trapela(impagina(mestiere, arma(PAYLOAD[numero])))
    assert server.richieste == []


@pytest.mark.parametrize("payload", [RICHIESTE[0], RICHIESTE[17], FILE_LOCALI[0], FILE_LOCALI[3]])
def test_il_figlio_rifiuta_il_documento_e_dice_perche(trappola, payload):
    server, arma = trappola
    with pytest.raises(PdfNonRiuscito, match="esterno"):
        rendi_pdf(pagina(arma(payload)), titolo="t")
    assert server.richieste == []


def riempi(valore, testi):
    """Gli stessi dati, con un payload in ogni testo che una persona può scrivere."""
    if isinstance(valore, dict):
        return {k: v if k in NON_SCRITTI else riempi(v, testi) for k, v in valore.items()}
    if isinstance(valore, list | tuple):
        return [riempi(v, testi) for v in valore]
    return f"{valore} {next(testi)}" if isinstance(valore, str) and not _e_cifra(valore) else valore


def _e_cifra(testo):
    return testo.replace(".", "").replace(",", "").replace("-", "").isdigit()


def a_giro(arma):
    while True:
        yield from map(arma, PAYLOAD)


@pytest.mark.parametrize("tipo", SPECIE)
def test_in_ogni_campo_di_ogni_specie_e_solo_testo(esemplari, trappola, tipo):
    server, arma = trappola
    testi = a_giro(arma)
    prima = esemplari[tipo].preparato
    dopo = replace(prima, titolo=arma(PAYLOAD[0]), sottotitolo=arma(FILE_LOCALI[3]), dati=riempi(prima.dati, testi), allegati=[],
                   intestazione={**prima.intestazione, "ambito": arma(RICHIESTE[9])})  # fmt: skip
    ostile = esemplari[tipo].con(dopo)
    html = ostile.html()
    assert "&lt;img src=" in html and "<script" not in html and "<link" not in html and "<iframe" not in html
    byte = ostile.pdf()
    assert not trapela(byte) and server.richieste == []
    assert "<img" in parole_di(byte, 1)


@pytest.mark.parametrize("pulisci", [pulisci_html, per_documento])
def test_il_testo_formattato_tiene_i_soli_marcatori_ammessi(trappola, pulisci):
    _, arma = trappola
    for payload in PAYLOAD:
        pulito = pulisci(f"<p>prima</p>{arma(payload)}<p>dopo</p>").lower()
        assert not any(brutto in pulito for brutto in ("<img", "<svg", "<style", "<link", "<script", "<object", "<embed", "<iframe",
                       "<base", "<meta", "<video", "style=", "rel=\"attachment", "rel='attachment", "onerror", "url("))  # fmt: skip


def test_la_batteria_vede_un_recupero_aperto(trappola, mestiere, monkeypatch):
    """Il guasto messo apposta: chi recupera apre ogni indirizzo, e il canarino e il file se ne accorgono."""
    import urllib.request

    def aperto(indirizzo):
        with urllib.request.urlopen(indirizzo.replace("stampa:/", "file:/")) as risposta:
            return "text/css", risposta.read()

    server, arma = trappola
    vero = pdf_figlio._recupera
    monkeypatch.setattr(pdf_figlio, "_recupera", lambda i: vero(i) if i.startswith("stampa:") else aperto(i))
    byte = impagina(mestiere, arma(RICHIESTE[15]) + arma(FILE_LOCALI[3]))
    assert trapela(byte) and "/link.css" in server.richieste
