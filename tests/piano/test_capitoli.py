"""Il piano a capitoli: come si divide, che cosa si rifà dopo una correzione, gli elenchi con la pagina."""

import io

import pikepdf
import pytest

from ambito import documenti, lavori
from ambito.documenti import Preparato
from ambito.models import ContenutoDocumento, FrammentoDocumento, Lavoro
from ambito.nucleo.pdf_capitoli import Officina
from ambito.nucleo.pdf_verifica import verifica_pdf
from piano.documenti.capitoli import capitoli
from piano.models import Sezione, Tavolo
from piano.operazioni import salva_sezione
from tests.documenti.test_specie import parole_di
from tests.piano.fabbriche import obiettivo, piano_pronto
from tests.scena import ADESSO

TABELLA = (
    "<h2>Residenti per Comune</h2><table><tr><td>Comune</td><td>Residenti</td></tr><tr><td>Lodi</td><td>45.000</td></tr></table>"
)


def sezione(codice, collegato=""):
    return {"codice": codice, "titolo": f"Sezione {codice}", "livello": 1 + codice.count("."), "collegato": collegato}


def scheda(codice, area):
    return {"codice": codice, "area": area}


def divisi(sezioni, obiettivi=(), per_area=()):
    return [(c.chiave, [s["codice"] for s in c.dati.get("sezioni", [])], c.sotto)
            for c in capitoli({"sezioni": sezioni, "obiettivi": list(obiettivi), "per_area": list(per_area)})]  # fmt: skip


def test_un_capitolo_per_sezione_di_primo_livello_con_i_suoi_paragrafi():
    sezioni = [sezione("0"), sezione("1"), sezione("1.1"), sezione("2")]
    assert divisi(sezioni) == [("s-0", ["0"], False), ("s-1", ["1", "1.1"], False), ("s-2", ["2"], False)]


def test_le_schede_stanno_dopo_la_loro_sezione_area_per_area():
    sezioni = [sezione("7", "obiettivi"), sezione("7.1"), sezione("8")]
    schede = [scheda("A1", "Anziani"), scheda("A2", "Anziani"), scheda("D1", "Domiciliarità")]
    chiavi = [chiave for chiave, _, _ in divisi(sezioni, schede, per_area=[1])]
    assert chiavi == ["in-breve", "s-7", "o-A1", "o-D1", "s-7.1", "s-8"]
    assert [sotto for _, _, sotto in divisi(sezioni, schede)] == [False, True, True, True, False]


@pytest.fixture
def bozza(lodi, monkeypatch):
    monkeypatch.setattr(lavori, "_sveglia", lambda ambito_id, lavoro_id: None)
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        obiettivo(piano, lodi.utenti["udp"], "Una casa per tutti", area="E")
        Tavolo.objects.create(piano=piano, nome="Tavolo anziani")
        scrivi(lodi, piano, "3.1", TABELLA)
    return piano


def scrivi(scena, piano, codice, testo):
    sezione = Sezione.objects.get(piano=piano, codice=codice)
    salva_sezione(sezione, testo, partenza=sezione.revisione, utente=scena.utenti["udp"], adesso=ADESSO)


def html_dei_capitoli(scena, piano):
    with scena.aperto("udp"):
        lavoro = documenti.richiedi("piano", piano, utente=scena.utenti["udp"], adesso=ADESSO)
        composti = documenti.componi_capitoli(lavoro, Preparato(**lavoro.argomenti["preparato"]))
    return {c.capitolo.chiave: c.html for c in composti}


def test_correggere_una_sezione_cambia_soltanto_il_suo_capitolo(lodi, bozza):
    prima = html_dei_capitoli(lodi, bozza)
    with lodi.aperto("udp"):
        scrivi(lodi, bozza, "3", TABELLA + "<p>Un capoverso in più.</p>")
    dopo = html_dei_capitoli(lodi, bozza)
    assert [chiave for chiave in dopo if dopo[chiave] != prima[chiave]] == ["s-3"]
    assert "Tabella 3.2 – Residenti per Comune" in dopo["s-3"] and "Tabella 1.1 – Tavoli del piano" in dopo["s-1"]


def test_un_obiettivo_nuovo_non_tocca_le_schede_delle_altre_aree(lodi, bozza):
    prima = html_dei_capitoli(lodi, bozza)
    with lodi.aperto("udp"):
        obiettivo(bozza, lodi.utenti["udp"], "Un altro", area="D")
    dopo = html_dei_capitoli(lodi, bozza)
    uguali = {chiave for chiave in dopo if dopo[chiave] == prima[chiave]}
    assert "o-E1" in uguali and "o-D1" not in uguali and {"s-0", "s-1", "s-2", "s-3", "s-7"} <= uguali


def emesso(scena, piano, monkeypatch):
    """Il PDF emesso, e quali capitoli si sono impaginati per farlo."""
    fatti, vero = [], Officina.impagina

    def contati(officina, pezzi):
        fatti.extend(p.chiave for p in pezzi)
        return vero(officina, pezzi)

    monkeypatch.setattr(Officina, "impagina", contati)
    with scena.aperto("udp"):
        lavoro = documenti.richiedi("piano", piano, utente=scena.utenti["udp"], adesso=ADESSO)
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    monkeypatch.setattr(Officina, "impagina", vero)
    with scena.aperto():
        lavoro = Lavoro.objects.get(pk=lavoro.pk)
        assert lavoro.errore == ""
        return bytes(ContenutoDocumento.objects.get(documento=lavoro.documento_id).byte), fatti


def test_dopo_una_correzione_si_impagina_un_capitolo_e_gli_elenchi_dicono_la_pagina(lodi, bozza, monkeypatch):
    _, tutti = emesso(lodi, bozza, monkeypatch)
    assert len(tutti) == len(html_dei_capitoli(lodi, bozza))
    with lodi.aperto("udp"):
        scrivi(lodi, bozza, "2", "<p>" + "Un esito. " * 900 + "</p>")
    byte, fatti = emesso(lodi, bozza, monkeypatch)
    assert fatti == ["s-2"]
    with lodi.aperto():
        assert FrammentoDocumento.objects.count() == len(tutti) + 1
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        pagine = {p.objgen: n for n, p in enumerate(pdf.pages, 1)}
        mete = {str(nome): pagine[dove[0].objgen] for nome, dove in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        with pdf.open_outline() as indice:
            segnalibri = [v.title for v in indice.root]
    assert segnalibri[:2] == ["Piano di Zona 2025-2027", "Le risorse, in breve"]
    assert "7 Obiettivi della programmazione" in segnalibri
    testo = "\n".join(parole_di(byte, n) for n in range(2, mete["in-breve"]))
    for voce, nome in [("Tabella 3.1 – Residenti per Comune", "tabella-3.1"), ("E1 Una casa per tutti", "o-E1"),
                       ("Figura S.1", "figura-S.1"), ("3.1 Popolazione", "s-3.1")]:  # fmt: skip
        riga = next(riga for riga in testo.splitlines() if voce in riga)
        assert riga.split()[-1] == str(mete[nome])
        assert voce in parole_di(byte, mete[nome])


def test_le_note_di_due_capitoli_restano_note_nel_documento_unito(lodi, bozza, monkeypatch):
    with lodi.aperto("udp"):
        for codice in ("0", "1"):
            scrivi(lodi, bozza, codice, "<p>Il servizio[nota: Legge 328/2000.] è unico.</p>")
    byte = emesso(lodi, bozza, monkeypatch)[0]
    assert verifica_pdf(byte) == []
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        note = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Note]
        assert len(note) == len({str(nota.ID) for nota in note}) == 2
