"""I rapporti: pagina, fogli e PDF dicono le stesse cifre; ogni cifra riporta alle righe di cui è la somma."""

import csv
import io
import subprocess
from decimal import Decimal
from html import unescape

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.pdf_verifica import verifica_pdf
from rendicontazione import operazioni, rapporti, selezioni
from rendicontazione.rapporti import documento, letture
from rendicontazione.rapporti.codici import LETTERE
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, euro, spesa_di
from tests.scena import ADESSO, OGGI, crea_scena

TIPI = ["comune", "fondo", "confronto"]


def due_anni(scena):
    """Codogno e Casalpusterlengo inviano il 2024; Codogno anche il 2023. Una riga sta su un fondo."""
    fnps = catalogo.fondi().get(codice="FNPS")
    apri(scena, ANNO - 1)
    prima = spesa_di(scena, anno=ANNO - 1)
    aggiungi(scena, prima, lorda="800.10")
    operazioni.invia(prima, senza_spesa=False, messaggio="", poteri=scena.poteri("operatore"), adesso=ADESSO)
    apri(scena)
    aggiungi(scena, spesa_di(scena), area="FM", intervento="3.1", lorda="333.33", liquidato=euro("0.01"), fondo=fnps)
    consegna(scena, lorda="1000.01")
    consegna(scena, "Casalpusterlengo", "operatore.altro", lorda="2000.10", fondo=fnps)
    return selezioni.campagna(ANNO)


def rapporto(tipo, campagna, scena):
    if tipo == "comune":
        return rapporti.del_comune(campagna, selezioni.rendiconto(campagna, scena.comuni["Codogno"]))
    if tipo == "fondo":
        return rapporti.del_fondo(campagna, catalogo.fondi().get(codice="FNPS"))
    return rapporti.fra_anni(letture.da_confrontare(campagna))


INDIRIZZI = {
    "comune": f"/lodi/rendicontazione/{ANNO}/comuni/098019/rapporto/",
    "fondo": f"/lodi/rendicontazione/{ANNO}/rapporti/fondo/FNPS/",
    "confronto": f"/lodi/rendicontazione/{ANNO}/rapporti/confronto/",
}


def emetti(scena, tipo, tutte=False):
    """Il PDF del rapporto, fatto dal lavoro."""
    with scena.aperto("coordinatore"):
        richiesta = documento.Richiesta(rapporto(tipo, due_anni(scena), scena), tutte)
        lavoro = documenti.richiedi(f"rapporto-{tipo}", richiesta, utente=scena.utenti["coordinatore"], adesso=ADESSO)
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        return emesso, bytes(ContenutoDocumento.objects.get(documento=emesso).byte)


def stampato_di(byte):
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=byte, capture_output=True, check=True).stdout.decode()


def fogli(navigatore, url, chiave):
    """Le righe della tabella come stanno nel csv e nell’xlsx, in testi italiani."""
    scaricato = navigatore.get(f"{url}?formato=csv&tavola={chiave}").content.decode("utf-8-sig")
    libro = openpyxl.load_workbook(io.BytesIO(navigatore.get(f"{url}?formato=xlsx&tavola={chiave}").content))
    return list(csv.reader(io.StringIO(scaricato), delimiter=";")), [list(r) for r in libro.active.iter_rows(values_only=True)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tipo", TIPI)
def test_pagina_fogli_e_pdf_dicono_le_stesse_cifre(tipo):
    scena = crea_scena("lodi")
    emesso, byte = emetti(scena, tipo)
    with scena.aperto("coordinatore"):
        atteso = rapporto(tipo, selezioni.campagna(ANNO), scena)
        quante = len(atteso.righe().righe)
    assert verifica_pdf(byte) == []
    navigatore, stampato = scena.client("coordinatore"), stampato_di(byte)
    pagina = unescape(navigatore.get(INDIRIZZI[tipo]).content.decode())
    for tavola in atteso.tavole:
        in_csv, in_xlsx = fogli(navigatore, INDIRIZZI[tipo], tavola.chiave)
        assert len(in_csv) == len(in_xlsx) == 1 + len(tavola.valori())
        for riga_csv, riga_xlsx, valori in zip(in_csv[1:], in_xlsx[1:], tavola.valori(), strict=True):
            for cella, numero, valore in zip(riga_csv, riga_xlsx, valori, strict=True):
                if isinstance(valore, Decimal):
                    assert (cella, Decimal(str(numero)).quantize(valore)) == (f"{valore:f}".replace(".", ","), valore)
                    if valore.as_tuple().exponent == -2:
                        assert formatta_importo(valore) in pagina
                        assert formatta_importo(valore) in stampato
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        allegate = pdf.attachments[f"righe-{atteso.nome}.csv"].get_file().read_bytes().decode("utf-8-sig")
        collegamenti = {str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/URI" in a.get("/A", {})}
    assert len(allegate.splitlines()) == 1 + quante
    codici = {r.codice for t in atteso.tavole for r in t.righe if r.codice}
    assert codici
    assert {c.rstrip("/").rpartition("/")[2] for c in collegamenti if "/rendicontazione/cifre/" in c} >= codici
    assert emesso.permesso == ("legge_comune" if tipo == "comune" else "legge_rendiconti")


@pytest.mark.parametrize("tipo", TIPI)
def test_ogni_codice_riapre_righe_che_sommano_la_sua_cifra(lodi, tipo):
    with lodi.aperto("coordinatore"):
        campagna = due_anni(lodi)
        tavole = [t for t in rapporto(tipo, campagna, lodi).tavole if t.con_codici]
        for tavola in tavole:
            nomi = [c.etichetta for c in tavola.colonne]
            for riga in [*tavola.righe, tavola.totale]:
                righe = rapporti.voci(rapporti.Cifra.leggi(riga.codice))
                if tipo == "confronto":
                    attesa = sum(v for n, v in zip(nomi, riga.valori, strict=True) if n.startswith("Netta") and v is not None)
                    assert selezioni.totali(righe)["totale_spesa_netta"] == attesa
                else:
                    totali = selezioni.totali(righe)
                    assert totali["totale_spesa_lorda"] == riga.valori[nomi.index("Lorda")]
                    assert totali["totale_spesa_netta"] == riga.valori[nomi.index("Netta")]


def test_il_codice_si_apre_dal_suo_comune_e_non_da_un_altro(lodi):
    with lodi.aperto("coordinatore"):
        due_anni(lodi)
    url = f"/lodi/rendicontazione/cifre/R{ANNO}-C098019-AANZ/"
    pagina = lodi.client("operatore").get(url).content.decode()
    assert "1.000,01" in pagina
    assert "333,33" not in pagina
    assert lodi.client("operatore.altro").get(url).status_code == 404
    assert lodi.client("operatore").get(f"/lodi/rendicontazione/cifre/R{ANNO}/").status_code == 403
    assert lodi.client("coordinatore").get("/lodi/rendicontazione/cifre/R2024-X1/").status_code == 404
    assert "nessun invio" in lodi.client("coordinatore").get("/lodi/rendicontazione/cifre/R2001-AANZ/").content.decode()


PARTI = st.fixed_dictionaries({}, optional=dict.fromkeys(LETTERE.values(), st.text("ABZ019._-", max_size=8)))


@given(anni=st.lists(st.integers(2000, 2100), min_size=1, max_size=4), altre=PARTI)
def test_il_codice_si_rilegge_uguale(anni, altre):
    cifra = rapporti.Cifra(tuple(anni), **altre)
    assert rapporti.Cifra.leggi(cifra.codice) == cifra


@pytest.mark.parametrize("codice", ["", "R", "R24", "2024", "R2024-", "R2024-Z1", "R2024-A1-C2", "R2024-C1-C2", "R2024..2025"])
def test_un_codice_scritto_male_non_si_legge(codice):
    with pytest.raises(rapporti.CodiceNonLeggibile):
        rapporti.Cifra.leggi(codice)


def test_molte_righe_si_stampano_solo_se_richiesto_e_restano_sempre_allegate(lodi, monkeypatch):
    with lodi.aperto("coordinatore"):
        campagna = due_anni(lodi)
        intero = rapporto("comune", campagna, lodi)
        monkeypatch.setattr(documento, "RIGHE_STAMPATE", 1)
        monkeypatch.setattr(documento, "RIGHE_PER_CAPITOLO", 1)
        senza = documento.prepara(documento.Richiesta(intero), OGGI)
        con = documento.prepara(documento.Richiesta(intero, tutte=True), OGGI)
    assert senza.dati["righe"] is None
    assert list(documento.capitoli(senza.dati)) == []
    assert senza.allegati == con.allegati
    assert [c.titolo for c in documento.capitoli(con.dati)] == ["Righe da 1 a 1", "Righe da 2 a 2"]


@pytest.mark.django_db(transaction=True)
def test_le_righe_a_capitoli_fanno_un_pdf_valido(monkeypatch):
    monkeypatch.setattr(documento, "RIGHE_PER_CAPITOLO", 2)
    _, byte = emetti(crea_scena("lodi"), "confronto")
    assert verifica_pdf(byte) == []
    stampato = stampato_di(byte)
    assert "Righe da 1 a 2" in stampato
    assert "Righe da 3 a 4" in stampato
    # Cifre che stanno soltanto nelle righe di spesa, una per capitolo.
    assert "1.825,10" in stampato
    assert "158,33" in stampato


def test_una_spesa_rimandata_esce_dal_rapporto_e_lo_si_dice(lodi):
    with lodi.aperto("coordinatore"):
        campagna = due_anni(lodi)
        operazioni.rimanda(spesa_di(lodi), motivo="Una riga è doppia.", poteri=lodi.poteri("udp"), adesso=ADESSO)
        suo = rapporto("comune", campagna, lodi)
        assert suo.righe().righe == []
        assert suo.al is None
        assert documento.prepara(documento.Richiesta(suo), OGGI).dati["righe"] is None
    assert "finché non lo è" in unescape(lodi.client("operatore").get(INDIRIZZI["comune"]).content.decode())


def test_la_certificazione_di_prima_di_un_rinvio_non_conta(lodi):
    with lodi.aperto("coordinatore"):
        campagna = due_anni(lodi)
        operazioni.certifica(spesa_di(lodi), poteri=lodi.poteri("ragioneria"), adesso=ADESSO)
        assert "certificazione della ragioneria del" in rapporto("comune", campagna, lodi).sottotitolo
        dopo = ADESSO.replace(minute=ADESSO.minute + 1)
        operazioni.rimanda(spesa_di(lodi), motivo="Rivedete.", poteri=lodi.poteri("udp"), adesso=dopo)
        operazioni.invia(spesa_di(lodi), senza_spesa=False, messaggio="", poteri=lodi.poteri("operatore"), adesso=dopo)
        assert "senza certificazione" in rapporto("comune", campagna, lodi).sottotitolo


def test_dalla_scelta_si_arriva_al_rapporto_e_il_pdf_emesso_si_ritrova(lodi):
    with lodi.aperto("coordinatore"):
        due_anni(lodi)
    navigatore, elenco = lodi.client("coordinatore"), f"/lodi/rendicontazione/{ANNO}/rapporti/"
    assert navigatore.get(f"{elenco}?tipo=comune&comune=098019").url == INDIRIZZI["comune"]
    assert navigatore.get(f"{elenco}?tipo=fondo&fondo=FNPS").url == INDIRIZZI["fondo"]
    assert navigatore.get(f"{elenco}?tipo=confronto&dal={ANNO - 1}").url == f"{INDIRIZZI['confronto']}?dal={ANNO - 1}"
    assert navigatore.get(f"{elenco}?tipo=fondo").status_code == 422
    risposta = navigatore.post(INDIRIZZI["comune"])
    assert "/lodi/lavori/" in risposta.url
    with lodi.aperto("coordinatore"):
        assert Lavoro.objects.get(argomenti__tipo="rapporto-comune").titolo == f"Rendiconto {ANNO} di Codogno"


@pytest.mark.parametrize("dal", ["", "abcd", "9999", "²"])
def test_un_anno_di_partenza_strano_non_rompe_il_confronto(lodi, dal):
    with lodi.aperto("coordinatore"):
        due_anni(lodi)
    assert lodi.client("coordinatore").get(INDIRIZZI["confronto"], {"dal": dal}).status_code == 200
