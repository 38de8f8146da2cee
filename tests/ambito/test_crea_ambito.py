"""Il comando `crea_ambito`: file scritti in ogni modo, errori con il numero di riga, nulla a metà."""

import io
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from ambito import riferimenti
from ambito.contesto import in_ambito
from ambito.models import Ambito, Appartenenza, Comune

pytestmark = pytest.mark.django_db

PAVIA, LODI, CODOGNO, MERATE = "018110", "098031", "098019", "097048"
NOMI = {PAVIA: "Pavia", LODI: "Lodi", CODOGNO: "Codogno", MERATE: "Merate"}


@pytest.fixture(autouse=True)
def comuni():
    Comune.objects.bulk_create(Comune(codice_istat=codice, nome=nome, regione="Lombardia") for codice, nome in NOMI.items())


@pytest.fixture
def crea(tmp_path):
    """Esegue il comando su un file con il contenuto dato (testo o byte) e restituisce ciò che scrive."""

    def esegui(contenuto, **opzioni):
        file = tmp_path / "comuni.csv"
        file.write_bytes(contenuto if isinstance(contenuto, bytes) else contenuto.encode())
        return comando(**{"comuni": str(file), **opzioni})

    return esegui


def comando(**opzioni):
    uscita = io.StringIO()
    scelte = {"nome": "Ambito di Lodi", "slug": "lodi", "regione": "Lombardia", "capofila": LODI, **opzioni}
    call_command("crea_ambito", **scelte, stdout=uscita)
    return uscita.getvalue()


def codici_di(slug):
    with in_ambito(Ambito.objects.get(slug=slug).pk):
        return sorted(Appartenenza.objects.values_list("comune__codice_istat", flat=True))


def rifiuto(crea, contenuto, **opzioni):
    """La frase con cui il comando rifiuta; controlla che non resti nulla di scritto."""
    prima = Ambito.objects.count()
    with pytest.raises(CommandError) as errore:
        crea(contenuto, **opzioni)
    assert Ambito.objects.count() == prima
    return str(errore.value)


def test_crea_l_ambito_dal_file_fornito():
    riferimenti.carica_comuni()
    uscita = comando(comuni=str(riferimenti.DATI / "lodi.csv"))
    assert uscita == "Creato «Ambito di Lodi» con 61 Comuni, all’indirizzo /lodi/\n"
    ambito = Ambito.objects.get()
    assert (ambito.nome, ambito.regione, ambito.capofila.codice_istat) == ("Ambito di Lodi", "Lombardia", LODI)
    assert not ambito.dimostrativo
    assert codici_di("lodi") == riferimenti.leggi_ambito("lodi")


@pytest.mark.parametrize(
    "contenuto",
    [
        f"istat_code,nome\n{LODI},Lodi\n{CODOGNO},Codogno\n",
        f"nome;istat_code\r\nLodi;{LODI}\r\nCodogno, il primo;{CODOGNO}\r\n",
        f"\ufeffistat_code;nome\n{LODI};Lodi\n{CODOGNO};Codogno",
        f'"nome","ISTAT_CODE "\n"Lodi\nvecchia","{LODI}"\n\n,\n"Codogno"," {CODOGNO} "\n',
        f"istat_code\n{LODI}\n{CODOGNO}\n",
        f"istat_code;città\n{LODI};Lodì\n{CODOGNO};Codogno\n".encode("cp1252"),
    ],
    ids=["virgola", "punto e virgola", "BOM", "virgolette e righe vuote", "una colonna", "cp1252"],
)
def test_legge_i_file_come_li_scrivono_i_fogli_di_calcolo(crea, contenuto):
    crea(contenuto)
    assert codici_di("lodi") == [CODOGNO, LODI]


def test_legge_dall_ingresso(monkeypatch):
    ingresso = io.TextIOWrapper(io.BytesIO(f"istat_code\n{LODI}\n".encode()))
    monkeypatch.setattr(sys, "stdin", ingresso)
    comando(comuni="-")
    assert codici_di("lodi") == [LODI]


def test_racconta_ogni_riga_sbagliata_in_una_volta(crea):
    frase = rifiuto(crea, f"nome,istat_code\nLodi,{LODI}\nCodogno,98019\n\nX,999999\nY,abc\nLodi,{LODI}\nZ,\n")
    assert frase.splitlines() == [
        "Nessun Ambito creato.",
        "Riga 3: «98019»: manca lo zero iniziale: forse «098019».",
        "Riga 5: nessun Comune ha il codice Istat «999999».",
        "Riga 6: «abc» non è un codice ISTAT di Comune: servono sei cifre, per esempio «098031».",
        f"Riga 7: «{LODI}» è già alla riga 2.",
        "Riga 8: Manca il valore.",
    ]


def test_di_molti_errori_mostra_i_primi(crea):
    righe = rifiuto(crea, "istat_code\n" + "98019\n" * 25).splitlines()
    assert len(righe) == 22
    assert righe[-1] == "… e altri 5 errori."


def test_un_comune_cessato_non_entra(crea):
    Comune.objects.filter(codice_istat=CODOGNO).update(valido_al=date(2020, 12, 31))
    frase = rifiuto(crea, f"istat_code\n{LODI}\n{CODOGNO}\n")
    assert "Riga 3: Codogno («098019») non esiste più dal 31/12/2020." in frase


@pytest.mark.parametrize(
    ("contenuto", "parte"),
    [
        ("", "Il file è vuoto"),
        ("\n", "Il file è vuoto"),
        ("istat_code\n", "non elenca alcun Comune"),
        ("istat_code\n \n,,\n", "non elenca alcun Comune"),
        ("comune,codice\nLodi,098031\n", "manca la colonna «istat_code»; ci sono: comune, codice."),
        (b"istat_code\n09\x00031\n", "Riga 2"),
        (f'istat_code\n"{"9" * 200_000}"\n', "Riga 2"),
        ("istat_code\n".encode("utf-16"), "manca la colonna"),
    ],
    ids=["vuoto", "a capo", "solo intestazione", "righe bianche", "colonna", "nullo", "cella enorme", "utf-16"],
)
def test_un_file_inservibile_e_rifiutato_in_parole(crea, contenuto, parte):
    assert parte in rifiuto(crea, contenuto)


def test_un_file_che_non_c_e_e_rifiutato_in_parole():
    with pytest.raises(CommandError, match="non si può leggere"):
        comando(comuni="/inesistente/comuni.csv")


@pytest.mark.parametrize(
    ("opzioni", "parte"),
    [
        ({"capofila": MERATE}, "non è fra i Comuni"),
        ({"capofila": "98031"}, "--capofila: «98031»: manca lo zero iniziale"),
        ({"slug": "verifica"}, "è già usato da una pagina del portale"),
        ({"slug": "static"}, "è già usato da una pagina del portale"),
        ({"slug": "Lodi 1"}, "solo lettere minuscole"),
        ({"slug": ""}, "solo lettere minuscole"),
        ({"slug": "a" * 51}, "al più 50"),
        ({"nome": "  "}, "--nome: "),
        ({"nome": "x" * 201}, "--nome: "),
        ({"regione": ""}, "--regione: "),
    ],
)
def test_una_scelta_sbagliata_e_rifiutata_in_parole(crea, opzioni, parte):
    assert parte in rifiuto(crea, f"istat_code\n{LODI}\n", **opzioni)


def test_un_indirizzo_gia_preso_e_rifiutato(crea):
    crea(f"istat_code\n{LODI}\n")
    assert "Esiste già un Ambito" in rifiuto(crea, f"istat_code\n{PAVIA}\n", nome="Altro", capofila=PAVIA)
    assert codici_di("lodi") == [LODI]
