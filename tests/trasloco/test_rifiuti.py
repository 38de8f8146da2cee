"""Un archivio che non è quello, o che non può entrare, si rifiuta con una frase; e non resta scritto nulla."""

import hashlib
import json
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Comune, Ente, Utente
from ambito.trasloco import archivio as letto
from ambito.trasloco.livelli import livelli
from tests.trasloco.fabbriche import porta_dentro, porta_via, riempi, righe, riscritto, voce

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(lodi, tmp_path):
    riempi(lodi)
    return porta_via(lodi.ambito, tmp_path)


def rifiutato(file, slug="arrivato"):
    """La frase con cui si rifiuta; dopo, l’installazione è com’era."""
    prima = quanti()
    with pytest.raises(ErroreAtteso) as errore:
        porta_dentro(file, slug)
    assert quanti() == prima
    with connection.cursor() as cursore:
        cursore.execute("select count(*) from pg_trigger where tgenabled = 'D'")
        assert cursore.fetchone()[0] == 0
    return errore.value.frase


def quanti():
    with connection.cursor() as cursore:
        cursore.execute("select count(*) from auth_group")
        return Ambito.objects.count(), Utente.objects.count(), cursore.fetchone()


def cambiata(file, tavola, posto, **valori):
    """Le righe di una tabella con una cambiata, nella forma dell’archivio."""
    tutte = righe(file, tavola)
    tutte[posto].update(valori)
    return b"".join(json.dumps(r, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n" for r in tutte)


@pytest.mark.parametrize(
    ("slug", "frase"),
    [("lodi", "Esiste già un Ambito"), ("Con Spazi", "solo lettere minuscole"), ("gestione", "già usato da una pagina")],
)
def test_l_indirizzo(file, slug, frase):
    assert frase in rifiutato(file, slug)


def test_un_file_che_non_e_un_archivio(tmp_path, lodi):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 niente")
    assert "rovinato" in rifiutato(tmp_path / "a.zip")
    assert "non c’è" in rifiutato(tmp_path / "manca.zip")
    assert "non si può leggere" in rifiutato(tmp_path)


def test_un_byte_cambiato(file):
    """Senza rifare le somme: lo vede il controllo dello zip, o quello delle impronte."""
    byte = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archivio:
        documento = next(v for v in archivio.infolist() if v.filename.startswith("file/"))
    byte[documento.header_offset + len(documento.filename) + 60] ^= 1
    file.write_bytes(byte)
    assert "rovinato" in rifiutato(file) or "è stato cambiato" in rifiutato(file)


def test_una_voce_cambiata_con_uno_zip_in_regola(file, tmp_path):
    with zipfile.ZipFile(file) as di_la, zipfile.ZipFile(tmp_path / "b.zip", "w") as di_qua:
        for nome in di_la.namelist():
            di_qua.writestr(nome, di_la.read(nome) + (b"\n" if nome == "persone.jsonl" else b""))
    assert "l’impronta di «persone.jsonl» non torna" in rifiutato(tmp_path / "b.zip")


def test_una_riga_cambiata_con_le_somme_rifatte_si_vede_dalle_impronte(file):
    with riscritto(file, **{"tavole/ambito.ente.jsonl": cambiata(file, "ambito.ente", 0, denominazione="Un altro")}) as nuovo:
        assert "Le impronte ricalcolate non sono quelle dell’archivio (ambito.ente)" in rifiutato(nuovo)
    assert not Ente._base_manager.filter(denominazione="Un altro").exists()


IMPOSSIBILI = [
    ("ambito.appartenenza", {"comune": "999999"}, "La riga 1 di «ambito.appartenenza» non si può rileggere"),
    ("ambito.incarico", {"gruppo": 10_000}, "carica_riferimenti"),
    ("ambito.incarico", {"gruppo": 0}, "il posto zero"),
    ("ambito.ente", {"dal": "2025-99-99"}, "La riga 1 di «ambito.ente»"),
    ("ambito.ente", {"pk": 7}, "i campi non sono quelli"),
    ("ambito.ente", {"tipo": "inventato"}, "La banca dati rifiuta una riga"),
    ("ambito.contenutodocumento", {"byte": "0" * 64}, "manca il file"),
    ("ambito.contenutodocumento", {"byte": "../../etc/passwd"}, "manca il file"),
]


def test_una_riga_impossibile(file):
    for tavola, valori, frase in IMPOSSIBILI:
        with riscritto(file, **{f"tavole/{tavola}.jsonl": cambiata(file, tavola, 0, **valori)}) as nuovo:
            assert frase in rifiutato(nuovo), valori


def test_una_persona_impossibile(file):
    with riscritto(file, **{"persone.jsonl": b'{"email": 3}\n'}) as nuovo:
        assert "persone.jsonl" in rifiutato(nuovo)


def test_righe_tolte_o_contate_male(file):
    with riscritto(file, **{"tavole/ambito.ente.jsonl": b""}) as nuovo:
        assert "non hanno le righe che dicono" in rifiutato(nuovo)


def test_un_nome_che_non_ci_dovrebbe_essere(file):
    for nome in ("../fuori.txt", "/etc/passwd", "tavole/../x.jsonl", "file/x", "altro.txt", "tavole/ambito.lavoro.jsonl"):
        with riscritto(file, **{nome: b"x"}) as nuovo:
            assert "non ci dovrebbe essere" in rifiutato(nuovo), nome


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_due_voci_con_lo_stesso_nome(file):
    with riscritto(file) as nuovo:
        with zipfile.ZipFile(nuovo, "a") as archivio:
            archivio.writestr("ambito.json", b"{}")
        assert "due voci con lo stesso nome" in rifiutato(nuovo)


def test_una_voce_che_manca(file):
    with riscritto(file, **{"tavole/ambito.evento.jsonl": None}) as nuovo:
        assert "manca «tavole/ambito.evento.jsonl»" in rifiutato(nuovo)


def test_un_archivio_gonfiato_non_si_apre(file):
    with riscritto(file, **{"tavole/ambito.evento.jsonl": b"\n" * (8 << 20)}) as nuovo:
        assert "smisurato" in rifiutato(nuovo)


def test_i_limiti_di_grandezza(file, monkeypatch):
    monkeypatch.setattr(letto, "MASSIMO_APERTO", 1000)
    assert "troppo grande da aperto" in rifiutato(file)
    monkeypatch.undo()
    monkeypatch.setattr(letto, "MASSIMO_FILE", 10)
    assert "smisurato" in rifiutato(file)


def test_un_altra_versione_del_portale(file):
    testata = voce(file, "ambito.json")
    assert testata["livelli"] == livelli()
    vecchia = testata | {"livelli": testata["livelli"] | {"accordo": "0001_initial"}}
    with riscritto(file, **{"ambito.json": json.dumps(vecchia).encode()}) as nuovo:
        frase = rifiutato(nuovo)
    assert f"accordo 0001_initial invece di {livelli()['accordo']}" in frase and "stessa versione" in frase


def test_una_testata_impossibile(file):
    buona = voce(file, "ambito.json")
    sbagliate = [buona | {"formato": 2}, buona | {"numeri": "3"}, buona | {"ultimi": {"ambito.ente": 10**17}}, []]
    for testata in sbagliate:
        with riscritto(file, **{"ambito.json": json.dumps(testata).encode()}) as nuovo:
            assert "formato diverso" in rifiutato(nuovo), testata


def test_senza_i_comuni_di_riferimento(file):
    Comune.objects.filter(codice_istat="098001").update(codice_istat="098999")
    assert "carica_riferimenti" in rifiutato(file)


def test_il_comando_esce_con_errore_e_la_frase(file):
    with pytest.raises(CommandError, match="Esiste già un Ambito con indirizzo «lodi»"):
        call_command("importa_ambito", str(file), slug="lodi")


def test_l_impronta_tenuta_altrove(file):
    with pytest.raises(CommandError, match="non è ciò che era stato esportato"):
        call_command("importa_ambito", str(file), slug="arrivato", totale="0" * 64)
    call_command("importa_ambito", str(file), slug="arrivato", totale=voce(file, "impronte.json")["totale"], stdout=StringIO())
    assert Ambito.objects.filter(slug="arrivato").exists()


def test_una_cartella_che_non_c_e(lodi, tmp_path):
    with pytest.raises(CommandError, match="non si può scrivere"):
        call_command("esporta_ambito", "lodi", file=str(tmp_path / "manca" / "a.zip"))


def test_il_file_si_chiama_come_il_suo_contenuto(file):
    with zipfile.ZipFile(file) as archivio:
        nomi = [nome for nome in archivio.namelist() if nome.startswith("file/")]
        assert nomi and all(hashlib.sha256(archivio.read(nome)).hexdigest() == nome.removeprefix("file/") for nome in nomi)
