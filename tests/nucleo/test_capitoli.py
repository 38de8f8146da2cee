"""Un documento lungo fatto a capitoli: unito è conforme, i rimandi portano alla pagina scritta, i pezzi sono indipendenti."""

import io
import re
import time
from collections import Counter
from datetime import UTC, datetime

import page
import pikepdf
import pytest

from ambito.nucleo import pdf_unione
from ambito.nucleo.pdf import Allegato, PdfNonRiuscito
from ambito.nucleo.pdf_capitoli import DaImpaginare, Frammento, Officina, motore
from ambito.nucleo.pdf_verifica import verifica_pdf
from tests.documenti.test_specie import PROFILI, parole_di, rilievi

RIGHE = "".join(f"<tr><th scope=row>Comune {n}</th><td>{n}</td></tr>" for n in range(60))
TESTA = "<thead><tr><th scope=col>Comune</th><th scope=col>Voti</th></tr></thead>"
TABELLA = f"<table><caption id=t-{{0}}>Voti</caption>{TESTA}{RIGHE}</table>"
SEGUE = "<ul><li><p>uno</p></li></ul><h3 id=p-{0}>Paragrafo {0}</h3><p>Testo con <a href='https://www.example.it/'>collegamento</a>.</p>"
NOMI = ["uno", "due", "tre"]
ARRIVI = [f"{che}-{nome}" for nome in NOMI for che in "cpt"]


def capitolo(nome, altro=""):
    corpo = f"<h2 class=capitolo id=c-{nome}>Capitolo {nome}</h2>{TABELLA.format(nome)}{SEGUE.format(nome)}{altro}"
    return DaImpaginare(
        nome, f"<html lang=it><title>t</title><body data-ambito=Lodi data-titolo='Capitolo {nome}'>{corpo}</body></html>"
    )


def fronte(*arrivi):
    voci = "".join(f"<li><a href='capitolo:{a}'>Vai a {a}</a></li>" for a in arrivi)
    corpo = f"<h1>Piano</h1><h2 class=nuova-pagina>Indice</h2><ol class=indice>{voci}</ol>"
    return f"<html lang=it><head><title>t</title></head><body>{corpo}</body></html>"


PIEDE = "<html lang=it><title>t</title><body><div class=piede><p>Codice 1-ABCD</p></div></body></html>"
ALLEGATO = Allegato("dati.csv", b"a;b\n", "i dati", datetime(2026, 11, 25, tzinfo=UTC))


def fai(pezzi, *arrivi):
    with Officina() as officina:
        frammenti = dict(officina.impagina(pezzi))
        unito = officina.unisci(fronte(*arrivi), [Frammento(frammenti[p.chiave]) for p in pezzi], piede=PIEDE, titolo="Piano",
                                allegati=[ALLEGATO])  # fmt: skip
    return frammenti, unito


@pytest.fixture(scope="module")
def documento():
    return fai([capitolo(nome) for nome in NOMI], *ARRIVI)


def test_unito_e_conforme_per_due_controllori(documento):
    assert verifica_pdf(documento[1], allegati={"dati.csv": b"a;b\n"}) == []
    assert [rilievi(documento[1], profilo) for profilo in PROFILI] == [set(), set()]


def test_il_controllore_vede_un_capitolo_senza_marcatori(documento):
    """Il guasto messo apposta: i marcatori dell’ultimo capitolo mancano dal documento."""
    with pikepdf.open(io.BytesIO(documento[1])) as pdf:
        del pdf.Root.StructTreeRoot.ParentTree.Nums[8:]
        uscita = io.BytesIO()
        pdf.save(uscita)
    assert rilievi(uscita.getvalue(), page.ValidationProfile.PDF_UA_1)


def test_l_indice_dice_la_pagina_dove_porta(documento):
    with pikepdf.open(io.BytesIO(documento[1])) as pdf:
        pagine = {p.objgen: n for n, p in enumerate(pdf.pages, 1)}
        mete = {str(nome): pagine[dove[0].objgen] for nome, dove in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        rimandi = [str(nota.Dest) for nota in pdf.pages[1].Annots]
    assert len(set(rimandi)) == 9 and 3 == mete["c-uno"] < mete["c-due"] < mete["c-tre"]
    scritte = dict(re.findall(r"Vai a (\S+) +(\d+)", parole_di(documento[1], 2)))
    assert scritte == {nome: str(mete[nome]) for nome in rimandi}
    for nome in NOMI:
        assert f"Capitolo {nome}" in parole_di(documento[1], mete[f"c-{nome}"])


def test_segnalibri_piede_e_titolo_corrente(documento):
    with pikepdf.open(io.BytesIO(documento[1])) as pdf:
        quante = len(pdf.pages)
        with pdf.open_outline() as indice:
            titoli = [v.title for v in indice.root]
            assert [f.title for f in indice.root[-1].children] == ["Paragrafo tre"]
    assert titoli == ["Piano", "Capitolo uno", "Capitolo due", "Capitolo tre"]
    for numero in range(1, quante + 1):
        parole = parole_di(documento[1], numero)
        assert f"pagina {numero} di {quante}" in parole and parole.count("Codice 1-ABCD") == 1
    assert "Capitolo tre" in parole_di(documento[1], quante).splitlines()[0]


def test_un_capitolo_da_gli_stessi_byte_in_qualunque_ordine_e_compagnia(documento):
    frammenti, unito = documento
    with Officina() as officina:
        da_solo = dict(officina.impagina([capitolo("tre")]))
        al_contrario = dict(officina.impagina([capitolo(nome) for nome in reversed(NOMI)]))
        pezzi = [Frammento(al_contrario[nome]) for nome in NOMI]
        ripreso = officina.unisci(fronte(*ARRIVI), pezzi, piede=PIEDE, titolo="Piano", allegati=[ALLEGATO])
    assert da_solo["tre"] == frammenti["tre"] and al_contrario == frammenti and ripreso == unito


def test_le_intestazioni_delle_tabelle_restano_diverse(documento):
    with pikepdf.open(io.BytesIO(documento[1])) as pdf:
        nomi = [str(o.ID) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH" and "/ID" in o]
    assert {n.split("-")[0] for n in nomi} == set(NOMI)


def forma(frammenti):
    """Ciò che si vede di un’unione: testo di ogni pagina, arrivi, segnalibri, quanti elementi per genere e per pagina."""
    primo, *altri = [pikepdf.open(io.BytesIO(frammenti[nome])) for nome in NOMI]
    unione = pdf_unione.Unione(primo)
    for altro in altri:
        unione.aggiungi(altro)
    unione.collega([])
    byte = unione.byte()
    with pikepdf.open(io.BytesIO(byte)) as pdf, pdf.open_outline() as indice:
        pagine = {p.objgen: n for n, p in enumerate(pdf.pages, 1)}
        mete = {str(nome): pagine[dove[0].objgen] for nome, dove in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        titoli = [(v.title, pagine[v.destination[0].objgen]) for v in indice.root]
        generi = Counter(str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o)
        numeri = pdf.Root.StructTreeRoot.ParentTree.Nums
        testi = [len(numeri[posto]) for posto in range(1, len(numeri), 2) if isinstance(numeri[posto], pikepdf.Array)]
        return [parole_di(byte, n) for n in pagine.values()], mete, titoli, generi, testi


def test_scaricare_la_memoria_a_meta_non_cambia_il_documento(documento, monkeypatch):
    insieme = forma(documento[0])
    assert len(insieme[0]) > len(NOMI) and insieme[2]
    monkeypatch.setattr(pdf_unione, "OGGETTI", 0)
    assert forma(documento[0]) == insieme


def test_il_testo_di_una_cella_e_della_cella(documento):
    """Nessun elemento in mezzo, e dal numero di ogni testo si torna alla sua cella."""
    with pikepdf.open(io.BytesIO(documento[1])) as pdf:
        celle = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S")) in ("/TD", "/TH")]
        numeri = pdf.Root.StructTreeRoot.ParentTree.Nums
        pagine = {int(numeri[posto]): numeri[posto + 1] for posto in range(0, len(numeri), 2)}
        assert len(celle) >= 2 * 61 * len(NOMI)
        for cella in celle:
            suoi = pagine[int(cella.Pg.StructParents)]
            assert all(suoi[int(numero)].objgen == cella.objgen for numero in cella.K)


def test_una_pagina_in_orizzontale_ha_il_piede_nel_suo_verso():
    largo = capitolo("largo", "<div class=paesaggio><p>Tabella larga.</p></div>")
    _, unito = fai([largo], "c-largo")
    assert verifica_pdf(unito, allegati={"dati.csv": b"a;b\n"}) == []
    with pikepdf.open(io.BytesIO(unito)) as pdf:
        assert float(pdf.pages[-1].mediabox[2]) > 800
        quante = len(pdf.pages)
    assert f"pagina {quante} di {quante}" in parole_di(unito, quante) and "Codice 1-ABCD" in parole_di(unito, quante)


def test_un_rimando_senza_arrivo_ferma_il_documento():
    with pytest.raises(PdfNonRiuscito, match="una parte che non c’è"):
        fai([capitolo("uno")], "c-altro")


def test_un_simbolo_che_non_si_stampa_ferma_il_capitolo_e_dice_dove():
    with pytest.raises(PdfNonRiuscito, match="dopo «.*Ecco»"):
        fai([capitolo("uno", "<p>Ecco \U0001f9ff</p>")])


def test_chi_smette_ferma_i_figli():
    with Officina() as officina:
        next(officina.impagina([capitolo("breve"), *(capitolo(f"n{n}", "<p>lungo</p>" * 5000) for n in range(3))]))
        inizio, figli = time.monotonic(), [f.processo for f in officina.figli]
    assert time.monotonic() - inizio < 10 and all(f.returncode is not None for f in figli)


def test_il_motore_cambia_con_cio_che_decide_i_byte():
    assert re.fullmatch("[0-9a-f]{64}", motore())
