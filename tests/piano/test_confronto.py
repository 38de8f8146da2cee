"""Il confronto puro fra due fotografie: niente se sono uguali, simmetrico, e dalle differenze si ritrovano i testi."""

import copy
import re
from collections import Counter
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.testo import differenze_per_documento
from piano.confronto import Genere, Parte, accoppia, confronta
from piano.confronto.racconto import racconta
from piano.selezioni import confronti
from piano.templatetags.piano import differenze_di_sintesi

VUOTA = {"titolo": "Piano", "triennio": "2025-2027", "anni": [2025, 2026, 2027], "sezioni": [], "tavoli": [], "obiettivi": []}
PAROLE = st.lists(st.sampled_from(["casa", "anziani", "Comuni", "rete", "è", "2025"]), max_size=6).map(" ".join)
PARAGRAFO = PAROLE.map(lambda t: f"<p>{t}</p>")
ELENCO = st.lists(PAROLE, min_size=1, max_size=3).map(lambda voci: "<ul>" + "".join(f"<li>{v}</li>" for v in voci) + "</ul>")
TABELLA = st.lists(st.lists(PAROLE, min_size=2, max_size=2), min_size=1, max_size=3).map(
    lambda righe: "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in righe) + "</table>"
)
TESTI = st.lists(PARAGRAFO | ELENCO | TABELLA, max_size=4).map("".join)
IMPORTI = st.decimals(min_value=0, max_value=9_999_999, places=2).map(lambda v: f"{v:.2f}")


def sezione(pk, testo="<p>Uno.</p>", codice=None, titolo="Contesto", revisione=1):
    codice = codice or str(pk)
    return {"id": pk, "codice": codice, "titolo": titolo, "testo": testo, "revisione": revisione, "livello": 1, "collegato": ""}


def obiettivo(pk, risorse=(), **altro):
    base = {
        "id": pk, "codice": f"D{pk}", "titolo": f"Obiettivo {pk}", "area": "Domiciliarità", "descrizione": "", "bisogno": "",
        "target": ["Anziani"], "continuita": "Nuovo", "modalita": "", "inizio": "2025-01-01", "fine": "2027-12-31",
        "referente": "Paolo", "integrazione_sociosanitaria": False, "azioni": [], "indicatori": [],
        "risorse": [{"fondo": fondo, "anno": anno, "importo": importo} for fondo, anno, importo in risorse],
    }  # fmt: skip
    return {**base, **altro}


def foto(sezioni=(), obiettivi=(), tavoli=()):
    return {**VUOTA, "sezioni": list(sezioni), "obiettivi": list(obiettivi), "tavoli": list(tavoli)}


RISORSE = st.dictionaries(st.tuples(st.sampled_from(["FNPS", "FNA"]), st.sampled_from([2025, 2026])), IMPORTI, max_size=4).map(
    lambda voci: [(*chiave, importo) for chiave, importo in voci.items()]
)
SEZIONI = st.dictionaries(st.integers(1, 5), TESTI, max_size=5).map(lambda voci: [sezione(pk, t) for pk, t in voci.items()])
OBIETTIVI = st.dictionaries(st.integers(1, 4), st.tuples(RISORSE, PAROLE), max_size=4).map(
    lambda voci: [obiettivo(pk, risorse, referente=chi) for pk, (risorse, chi) in voci.items()]
)
FOTO = st.builds(foto, SEZIONI, OBIETTIVI)


@given(FOTO)
def test_una_fotografia_non_differisce_da_se_stessa(una):
    confronto = confronta(una, copy.deepcopy(una))
    assert confronto.uguali and confronto.somme == [] and confronto.totale.differenza == 0
    assert racconta(confronto, {})["conteggi"] == []


@given(FOTO, FOTO)
def test_scambiando_i_due_momenti_i_conti_si_scambiano(una, altra):
    avanti, indietro = confronta(una, altra), confronta(altra, una)
    contrario = {Genere.AGGIUNTA: Genere.TOLTA, Genere.TOLTA: Genere.AGGIUNTA}
    for parte in ("sezioni", "obiettivi", "tavoli"):
        qui, la = (Counter(v.genere for v in getattr(c, parte)) for c in (avanti, indietro))
        assert Counter({contrario.get(g, g): n for g, n in qui.items()}) == la
    assert {(s.nome, s.piu, s.meno) for s in avanti.sezioni} == {(s.nome, s.meno, s.piu) for s in indietro.sezioni}
    assert {(s.fondo, s.anno, s.differenza) for s in avanti.somme} == {(s.fondo, s.anno, -s.differenza) for s in indietro.somme}
    assert avanti.totale.differenza == -indietro.totale.differenza


@given(FOTO, FOTO)
def test_le_somme_cambiate_spiegano_tutta_la_differenza(una, altra):
    confronto = confronta(una, altra)
    assert sum((s.differenza for s in confronto.somme), Decimal(0)) == confronto.totale.differenza


NASCOSTI = re.compile(r'<span class="visually-hidden">[^<]*</span>')


def parole(segnato, senza):
    pulito = re.sub(rf"<{senza}>.*?</{senza}>", " ", NASCOSTI.sub("", segnato), flags=re.S)
    return Counter(unescape(re.sub("<[^<>]+>", " ", pulito)).split())


@settings(max_examples=200)
@given(TESTI, TESTI)
def test_dalle_differenze_si_ritrovano_le_parole_di_prima_e_di_dopo(prima, dopo):
    segnato = differenze_per_documento(prima, dopo)
    if "capoversi uguali" in segnato:
        return
    assert parole(segnato, senza="del") == parole(dopo, senza="del")
    assert parole(segnato, senza="ins") == parole(prima, senza="ins")


def test_una_sezione_rinumerata_e_la_stessa_sezione():
    prima, dopo = foto([sezione(7, codice="3")]), foto([sezione(7, "<p>Due.</p>", codice="4")])
    [cambiata] = confronta(prima, dopo).sezioni_cambiate
    assert (cambiata.genere, cambiata.nome, cambiata.nome_di_prima) == (Genere.CAMBIATA, "4 Contesto", "3 Contesto")
    assert (cambiata.piu, cambiata.meno) == (1, 1)


def test_la_sola_sintesi_cambia_la_sezione_e_non_il_testo():
    prima = foto([{**sezione(1), "sintesi": "Tre righe <vecchie>."}, {**sezione(2), "sintesi": "Uguale."}])
    dopo = foto([{**sezione(1), "sintesi": "Tre righe <nuove>."}, {**sezione(2), "sintesi": "Uguale."}])
    [cambiata] = racconta(confronta(prima, dopo), {})["sezioni"]
    assert (cambiata["genere"], cambiata["piu"], cambiata["meno"], cambiata["testo_uguale"]) == ("cambiata", 0, 0, True)
    segnata = NASCOSTI.sub("", differenze_di_sintesi(cambiata["sintesi"]))
    assert segnata == "<p>Tre righe &lt;<del>vecchie</del><ins>nuove</ins>&gt;.</p>"


def test_una_fotografia_di_prima_delle_sintesi_non_ne_ha():
    con = foto([{**sezione(1), "sintesi": "Tre righe."}])
    [aggiunta] = racconta(confronta(foto([sezione(1)]), con), {})["sezioni"]
    assert aggiunta["sintesi"] == {"prima": "", "dopo": "Tre righe."}
    senza = foto([{**sezione(1, "<p>Due.</p>"), "sintesi": ""}])
    [cambiata] = racconta(confronta(foto([sezione(1)]), senza), {})["sezioni"]
    assert cambiata["sintesi"] is None


def test_una_fotografia_vecchia_senza_id_si_confronta_per_codice():
    vecchia = {k: v for k, v in sezione(7, codice="3").items() if k != "id"}
    [stessa] = confronta(foto([vecchia]), foto([sezione(7, codice="3")])).sezioni
    assert stessa.genere == Genere.UGUALE


def test_una_fotografia_di_prima_di_un_trasloco_si_confronta_per_codice():
    """Un Ambito arrivato da un’altra installazione ha numeri nuovi: nessun `id` è di tutte e due le fotografie."""
    prima = [sezione(7, codice="3"), sezione(8, codice="4")]
    dopo = [sezione(107, codice="3", testo="<p>Due.</p>"), sezione(108, codice="5")]
    coppie = accoppia(prima, dopo, "codice")
    assert [(a and a["id"], b and b["id"]) for a, b in coppie] == [(7, 107), (8, None), (None, 108)]


def test_le_voci_tolte_restano_dove_erano():
    voci = [{"id": n} for n in range(5)]
    coppie = accoppia(voci, [voci[4], voci[0], voci[3], {"id": 9}], "id")
    assert [(a or b)["id"] for a, b in coppie] == [4, 0, 1, 2, 3, 9]
    assert [a is not None and b is None for a, b in coppie] == [False, False, True, True, False, False]


def test_due_azioni_con_lo_stesso_titolo_restano_due():
    azione = {"titolo": "Bando", "responsabile": "", "inizio": "", "fine": ""}
    con = foto(obiettivi=[obiettivo(1, azioni=[azione, {**azione, "responsabile": "ATS"}])])
    [scheda] = confronta(foto(obiettivi=[obiettivo(1, azioni=[azione])]), con).obiettivi_cambiati
    assert [(c.parte, c.genere, c.dopo) for c in scheda.campi] == [(Parte.AZIONE, Genere.AGGIUNTA, "chi la fa: ATS")]


def test_i_campi_di_un_obiettivo_si_leggono_in_italiano():
    indicatore = {"id": 1, "tipo": "output", "nome": "Persone", "unita": "persone", "base": "10.00", "atteso": "20.50", "fonte": ""}
    prima = foto(obiettivi=[obiettivo(1, [("FNPS", 2025, "1000.00")], indicatori=[indicatore])])
    dopo = foto(
        obiettivi=[
            obiettivo(
                1, [("FNPS", 2025, "1500.50")], titolo="Nuovo titolo", fine="2026-12-31", integrazione_sociosanitaria=True,
                indicatori=[{**indicatore, "base": ""}],
            )
        ]
    )  # fmt: skip
    [scheda] = confronta(prima, dopo).obiettivi_cambiati
    assert {c.nome: (c.prima, c.dopo) for c in scheda.campi} == {
        "titolo": ("Obiettivo 1", "Nuovo titolo"),
        "fine": ("31/12/2027", "31/12/2026"),
        "integrazione sociosanitaria": ("", "con ATS e ASST"),
        "indicatore «Persone»": ("valore di partenza: 10", "valore di partenza: non indicato"),
        "FNPS, 2025": ("1.000,00 €", "1.500,50 €"),
    }
    racconto = racconta(confronta(prima, dopo), {("obiettivi", "D1 Nuovo titolo"): ["Anna", "Ugo"]})
    assert racconto["somme"] == [{"fondo": "FNPS", "anno": 2025, "prima": "1.000,00", "dopo": "1.500,50", "differenza": "+500,50"}]
    assert racconto["conteggi"][0] == {"nome": "Obiettivi", "cambiate": 1, "aggiunte": 0, "tolte": 0}
    assert racconto["persone"] == [
        {"nome": "Anna", "opere": ["obiettivi D1"]},
        {"nome": "Ugo", "opere": ["obiettivi D1"]},
    ]


def test_un_obiettivo_tolto_dice_che_cosa_c_era_e_quanto():
    confronto = confronta(foto(obiettivi=[obiettivo(1, [("FNA", 2026, "10.00")])]), foto())
    [scheda] = confronto.obiettivi_cambiati
    assert scheda.genere == Genere.TOLTA and all(c.genere == Genere.TOLTA for c in scheda.campi)
    assert racconta(confronto, {})["totale"]["differenza"] == "−10,00"


def test_l_elenco_delle_sezioni_cambiate_per_gli_altri():
    prima = foto([sezione(1), sezione(2), sezione(3)])
    dopo = foto([sezione(1), sezione(2, "<p>Altro.</p>"), sezione(4)])
    cambiate = confronti.sezioni_cambiate(prima, dopo)
    assert [(s.attuale["id"], s.genere) for s in cambiate] == [(2, "cambiata"), (3, "tolta"), (4, "aggiunta")]


@pytest.mark.parametrize(
    "prima, dopo, atteso",
    [
        ("<ul><li>uno</li><li>due</li></ul>", "<ul><li>uno</li></ul>", "<ul><li>uno</li><li><del>due</del></li></ul>"),
        (
            "<table><tr><th>a</th></tr><tr><td>x</td></tr></table>",
            "<table><tr><th>a</th></tr></table>",
            '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td><del>x</del></td></tr></tbody></table>',
        ),
        (
            '<p><a href="https://a.it">sito</a></p>',
            '<p><a href="https://a.it">portale</a></p>',
            '<p><del>sito</del><ins><a href="https://a.it" rel="noopener noreferrer">portale</a></ins></p>',
        ),
        ("<p>Il piano vale tre bei anni.</p>", "<p>Il piano vale due soli anni.</p>",
         "<p>Il piano vale <del>tre bei</del><ins>due soli</ins> anni.</p>"),
        (
            "<h2>T</h2><p>a</p><p>b</p><p>c</p><p>d</p><p>uno due tre</p>",
            "<h2>T</h2><p>a</p><p>b</p><p>c</p><p>d</p><p>uno due sei</p>",
            "<h4>T</h4><p>a</p><p>[…] 2 capoversi uguali […]</p><p>d</p><p>uno due <del>tre</del><ins>sei</ins></p>",
        ),
    ],
)  # fmt: skip
def test_come_si_segnano_elenchi_tabelle_collegamenti_e_tratti_uguali(prima, dopo, atteso):
    assert NASCOSTI.sub("", differenze_per_documento(prima, dopo)) == atteso
