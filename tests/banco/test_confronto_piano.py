"""Quanto costa dire che cosa cambia fra due versioni di duecento pagine, in rapporto a impaginarne una: CPU, nella stessa corsa."""

import io
import random

import pikepdf
import pytest
from django.template.loader import render_to_string

from ambito.nucleo.pdf import rendi_pdf
from piano.confronto import confronta
from piano.confronto.racconto import racconta
from piano.documenti import impagina
from piano.templatetags.piano import differenze_di
from tests.banco.cpu import misura

PAROLE = [
    "Ambito",
    "Comuni",
    "servizi",
    "anziani",
    "famiglie",
    "minori",
    "fondo",
    "triennio",
    "obiettivo",
    "rete",
    "accesso",
    "tempi",
]
SEZIONI, PARAGRAFI, PAROLE_PER_PARAGRAFO, PAGINE = 25, 60, 65, 200
# Quanto costa al più il confronto rispetto all’impaginazione (docs/esercizio/misure.md): ritocchi sparsi, e tutto riscritto.
MASSIMI = {"un paragrafo su dieci": 0.1, "ogni paragrafo": 0.4}


def paragrafo(caso):
    return " ".join(caso.choice(PAROLE) + str(caso.randrange(200)) for _ in range(PAROLE_PER_PARAGRAFO))


def ritocca(caso, testo):
    parole = testo.split()
    for _ in range(6):
        parole[caso.randrange(len(parole))] = "ritoccata"
    return " ".join(parole)


def tabella(righe):
    return "<table>" + "".join(f"<tr><td>{n}</td><td>{testo[:60]}</td></tr>" for n, testo in enumerate(righe)) + "</table>"


def foto(sezioni):
    testi = ["".join(f"<p>{testo}</p>" for testo in paragrafi) + tabella(paragrafi[:12]) for paragrafi in sezioni]
    voci = [
        {"id": n, "codice": str(n), "titolo": f"Sezione {n}", "testo": testo, "revisione": 1, "livello": 1, "collegato": ""}
        for n, testo in enumerate(testi)
    ]
    return {"titolo": "Piano", "triennio": "2025-2027", "anni": [2025, 2026, 2027], "sezioni": voci, "tavoli": [], "obiettivi": []}


def differenze(prima, dopo):
    return [differenze_di(sezione) for sezione in racconta(confronta(prima, dopo), {})["sezioni"]]


@pytest.mark.lento
def test_il_confronto_costa_meno_dell_impaginazione(db):
    caso = random.Random(328)
    sezioni = [[paragrafo(caso) for _ in range(PARAGRAFI)] for _ in range(SEZIONI)]
    prima = foto(sezioni)
    # Tutte le sezioni in un capitolo solo: è il testo del piano, senza frontespizio e indici.
    html = render_to_string("documenti/piano/capitolo.html", {**impagina(prima), "documento": "Piano", "ambito": "Ambito di prova"})
    pdf, impaginare = misura(lambda: rendi_pdf(html, titolo="Piano"))
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        assert len(documento.pages) >= PAGINE
    rapporti = {}
    for quanto, ogni in (("un paragrafo su dieci", 10), ("ogni paragrafo", 1)):
        dopo = foto([[ritocca(caso, t) if n % ogni == 0 else t for n, t in enumerate(p)] for p in sezioni])
        segnate, speso = misura(lambda dopo=dopo: differenze(prima, dopo))
        assert all("ritoccata" in html for html in segnate)
        rapporti[quanto] = speso / impaginare
    print(f"confronto / impaginazione: {rapporti}, impaginare {impaginare:.1f} s")
    assert all(rapporti[quanto] <= massimo for quanto, massimo in MASSIMI.items())
