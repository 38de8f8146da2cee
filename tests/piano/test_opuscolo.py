"""Il piano in dieci minuti: sintesi, soldi, Comuni nominati; dalle versioni di prima, senza toccarle; PDF e pagina."""

import copy

import pytest

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.documenti import Preparato
from ambito.models import Lavoro
from ambito.nucleo.impronta import impronta
from ambito.nucleo.pdf import rendi_pdf
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.registri import DOCUMENTI
from piano import operazioni, selezioni
from piano.documenti import fotografa, impagina, opuscolo
from piano.models import VersionePiano
from piano.selezioni.menzioni import menzioni
from tests.piano.fabbriche import obiettivo, piano_pronto, sezione_di
from tests.scena import ADESSO, OGGI, crea_scena

pytestmark = pytest.mark.django_db
PAGINA = "/lodi/piano/2025-2027/in-breve/"


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        operazioni.riassumi_sezione(sezione_di(piano), "Si invecchia.", poteri=lodi.poteri("udp"), adesso=ADESSO)
        yield piano


def scrivi(lodi, sezione, testo):
    operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=lodi.utenti["udp"], adesso=ADESSO)


def test_l_edizione_breve_ha_sintesi_obiettivi_e_soldi(piano):
    breve = opuscolo.riassumi(fotografa(piano, OGGI))
    assert breve["sezioni"] == [{"codice": "3.1", "titolo": "Popolazione", "livello": 2, "sintesi": "Si invecchia."}]
    assert len(breve["senza_sintesi"]) == 13 and breve["senza_sintesi"][0] == "0 Premessa"
    uno = {"codice": "D1", "titolo": "Più anziani seguiti a casa", "area": "Domiciliarità", "importo": "2.234,56"}
    assert breve["obiettivi"] == [uno] and breve["quadro"]["totale"] == "2.234,56"


def com_era(dati):
    """La fotografia com’era prima delle sintesi e dei nomi dei livelli."""
    vecchia = copy.deepcopy(dati)
    del vecchia["livelli"]
    for sezione in vecchia["sezioni"]:
        del sezione["sintesi"]
    return vecchia


def test_una_versione_di_prima_resta_intatta_e_si_stampa(lodi, piano):
    dati = com_era(fotografa(piano, OGGI))
    versione = VersionePiano.objects.create(piano=piano, numero=1, dati=dati, impronta=impronta(dati), quando=ADESSO)
    versione.refresh_from_db()
    for tipo in ("piano", "opuscolo"):
        lavoro = documenti.richiedi(tipo, versione, utente=lodi.utenti["udp"], adesso=ADESSO)
        preparato = Preparato(**lavoro.argomenti["preparato"])
        html = documenti.componi(lavoro, preparato)
        assert "Domiciliarità" in html + "".join(c.html for c in documenti.componi_capitoli(lavoro, preparato))
    assert "Le sintesi non sono ancora scritte" in html
    assert impagina(versione.dati)["livelli"]["area"] == "Area"
    assert VersionePiano.objects.get().e_integra() and VersionePiano.objects.get().dati == dati
    assert lodi.client("sindaco").get("/lodi/piano/2025-2027/versioni/1/").status_code == 200


COMUNI = ["Lodi", "Lodi Vecchio", "Sant'Angelo Lodigiano", "Codogno", "San Rocco al Porto"]


@pytest.mark.parametrize(
    ("testo", "nominati"),
    [
        ("<p>A Lodi si apre uno sportello.</p>", ["Lodi"]),
        ("<p>A Lodi Vecchio si apre uno sportello.</p>", ["Lodi Vecchio"]),
        ("<p>Sant’Angelo Lodigiano e Codogno.</p>", ["Sant'Angelo Lodigiano", "Codogno"]),
        ("<p>L’Ambito di Lodi, la provincia di Lodi, ASST di Lodi e l’Ambito territoriale di Lodi.</p>", []),
        ("<p>Nell’Ambito di Lodi il Comune di Lodi fa da capofila.</p>", ["Lodi"]),
        ("<p>I lodigiani, il codognese, Codognola.</p>", []),
        ("<table><tr><td>Zona</td><td>San Rocco al Porto</td></tr></table>", ["San Rocco al Porto"]),
        ("", []),
    ],
)
def test_un_comune_e_nominato_se_lo_e_davvero(piano, testo, nominati):
    dati = {"sezioni": [{"codice": "1", "titolo": "T", "testo": testo}], "obiettivi": []}
    trovate = menzioni(dati, COMUNI)
    assert sorted(nome for nome, punti in trovate.items() if punti) == sorted(nominati)
    assert menzioni(dati, []) == {}


def test_la_frase_intorno_al_nome():
    lunga = "parola " * 60
    testo = f"<p>Prima frase. Qui {lunga}Codogno {lunga}fine. Terza.</p><p>Ancora Codogno.</p>"
    dati = {"sezioni": [{"codice": "1", "titolo": "T", "testo": testo}], "obiettivi": []}
    (menzione,) = menzioni(dati, ["Codogno"])["Codogno"]
    assert menzione.nome == "Codogno" and menzione.prima.startswith("… parola") and menzione.dopo.endswith("parola …")
    assert "Prima frase" not in menzione.prima and "Terza" not in menzione.dopo


def test_negli_obiettivi_contano_anche_le_azioni(lodi, piano):
    piano.obiettivi.get().azioni.update(titolo="Sportello a Codogno")
    (menzione,) = menzioni(fotografa(piano, OGGI), COMUNI)["Codogno"]
    assert (menzione.genere, menzione.codice) == ("obiettivo", "D1")


def test_ciascuno_vede_il_suo_comune_e_ne_puo_scegliere_un_altro(lodi, piano):
    scrivi(lodi, sezione_di(piano), "<p>A Codogno cresce la domanda.</p>")
    sindaco = lodi.client("sindaco")
    pagina = sindaco.get(PAGINA).content.decode()
    assert "Codogno è nominato in 1 punto del piano" in pagina and "Si invecchia." in pagina
    altra = sindaco.get(PAGINA, {"comune": "098031"}).content.decode()
    assert "Lodi non è nominato da solo" in altra
    assert "è nominato" not in lodi.client("segretario").get(PAGINA).content.decode()
    assert "Codogno è nominato" in sindaco.get(PAGINA, {"comune": "018150"}).content.decode(), "di un altro Ambito: resta il suo"
    assert lodi.client("ets").get(PAGINA).status_code == 403


def test_proposto_il_piano_si_legge_la_versione_congelata(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        pagina = lodi.client("sindaco").get(PAGINA).content.decode()
        assert "Dalla versione 1" in pagina and "Ancora nessuna sintesi" in pagina


def test_il_costo_non_dipende_da_quanto_c_e_scritto(lodi, piano, django_assert_max_num_queries):
    navigatore = lodi.client("sindaco")
    navigatore.get(PAGINA)
    with django_assert_max_num_queries(32) as prima:
        navigatore.get(PAGINA)
    for n in range(6):
        obiettivo(piano, lodi.utenti["udp"], f"Obiettivo {n}", area="ABCDEF"[n])
    with django_assert_max_num_queries(len(prima)):
        navigatore.get(PAGINA)


def test_il_pdf_si_chiede_dalla_pagina_anche_da_chi_legge(lodi, piano):
    risposta = lodi.client("sindaco").post(f"{PAGINA}documento/")
    assert risposta.status_code == 302 and "/lavori/" in risposta.url
    assert lodi.client("ets").post(f"{PAGINA}documento/").status_code == 403


def test_l_opuscolo_della_bozza_e_un_pdf_valido(lodi, piano):
    scrivi(lodi, sezione_di(piano), "<p>A Codogno cresce la domanda.</p>")
    lavoro = documenti.richiedi("opuscolo", piano, utente=lodi.utenti["udp"], adesso=ADESSO)
    preparato = Preparato(**lavoro.argomenti["preparato"])
    assert preparato.dati["nominati"] == [{"comune": "Codogno", "dove": ["3.1 Popolazione"]}]
    assert preparato.nome_file == "piano-in-dieci-minuti-2025-2027-bozza.pdf"
    html = documenti.componi(lavoro, preparato)
    assert "Bozza" in html and "Si invecchia." in html
    assert verifica_pdf(rendi_pdf(html, titolo=preparato.titolo)) == []


@pytest.mark.django_db(transaction=True)
def test_il_pdf_della_versione_si_legge_prima_del_voto_e_non_si_confonde_col_piano():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        piano = piano_pronto(scena)
        versione = operazioni.proponi(piano, poteri=scena.poteri("coordinatore"), adesso=ADESSO)
        assert DOCUMENTI["opuscolo"].trova("2025-2027", None) == versione
        utente = scena.utenti["coordinatore"]
        lavoro = Lavoro.objects.get(argomenti__tipo="opuscolo")
        assert operazioni.richiedi_documento(versione, "opuscolo", utente=utente, adesso=ADESSO) == lavoro
        del_piano = selezioni.lavoro_di(versione, scena.poteri("coordinatore"))
        assert del_piano.pk != lavoro.pk
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        breve = selezioni.documento_di(versione, "opuscolo")
        assert breve.nome_file == "piano-in-dieci-minuti-2025-2027-v1.pdf"
        assert selezioni.documento_di(versione) is None and selezioni.carte_di_voto(versione.pk) == [breve]
