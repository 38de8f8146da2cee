"""Un piano inventato di oltre duecento pagine, come fotografia: testi, tabelle e schede nelle proporzioni di quelli veri."""

import random

from ambito.nucleo.testo import per_documento
from piano.documenti import impagina

FRASARIO = (
    "servizi comuni famiglie anziani minori disabilità accesso sportello domicilio equipe rete risorse fondo sostegno percorso "
    "valutazione bisogno territorio ambito ufficio cooperazione scuola lavoro casa salute integrazione continuità programmazione"
)
PAROLE = FRASARIO.split()
LEGAMI = ["e", "con", "per", "nel", "della", "verso", "fra", "senza", "oltre"]
AREE = [
    "Anziani",
    "Contrasto alla povertà",
    "Disabilità",
    "Domiciliarità",
    "Giovani e minori",
    "Politiche per la casa",
    "Salute mentale",
]
FONDI = ["FNPS", "Fondo povertà", "FNA", "Fondo sociale regionale", "Risorse comunali"]
ANNI = [2025, 2026, 2027]
CAPITOLI = 14


def _frase(caso):
    parole = [p for _ in range(caso.randint(6, 11)) for p in (caso.choice(PAROLE), caso.choice(LEGAMI))][:-1]
    return " ".join(parole).capitalize() + "."


def _capoverso(caso):
    return " ".join(_frase(caso) for _ in range(5))


def _tabella(caso):
    testa = "".join(f"<th>{c}</th>" for c in ["Comune", "Residenti", "Minori", "Anziani", "Utenti", "Spesa"])
    righe = "".join(
        f"<tr><td>Comune {n}</td>" + "".join(f"<td>{caso.randint(100, 9999)}</td>" for _ in range(5)) + "</tr>" for n in range(18)
    )
    return f"<table><tr>{testa}</tr>{righe}</table>"


def _testo(caso, capoversi):
    pezzi = []
    for numero in range(capoversi):
        if numero % 5 == 0:
            pezzi.append(f"<h2>{_frase(caso)[:48].rstrip('.')}</h2>")
        pezzi.append(f"<p>{_capoverso(caso)}</p>")
        if numero % 6 == 3:
            pezzi.append("<ul>" + "".join(f"<li><p>{_frase(caso)}</p></li>" for _ in range(4)) + "</ul>")
        if numero % 8 == 5:
            pezzi.append(_tabella(caso))
    return "".join(pezzi)


def _sezioni(caso):
    for capitolo in range(CAPITOLI):
        collegato = {4: "risorse", 7: "obiettivi", 9: "indicatori"}.get(capitolo, "")
        yield _sezione(str(capitolo), _frase(caso)[:40], collegato, _testo(caso, 14))
        for paragrafo in range(1, 0 if collegato == "obiettivi" else 4):
            yield _sezione(f"{capitolo}.{paragrafo}", _frase(caso)[:40], "", _testo(caso, 14))


def _sezione(codice, titolo, collegato, testo):
    livello = 1 + codice.count(".")
    return {"codice": codice, "titolo": titolo, "collegato": collegato, "testo": testo, "revisione": 1, "livello": livello}


def _obiettivo(caso, area, numero):
    return {
        "codice": f"{AREE[area][0]}{area}{numero}", "titolo": _frase(caso)[:60], "area": AREE[area], "continuita": "Nuovo",
        "descrizione": _capoverso(caso), "bisogno": _capoverso(caso), "modalita": _capoverso(caso), "referente": "Ufficio di Piano",
        "integrazione_sociosanitaria": True, "target": ["Anziani", "Famiglie"], "inizio": "2025-01-01", "fine": "2027-12-31",
        "azioni": [{"titolo": _frase(caso), "responsabile": "Ufficio", "inizio": "2025-01-01", "fine": "2026-01-01"}
                   for _ in range(4)],
        "indicatori": [{"tipo": "risultato", "nome": _frase(caso)[:50], "unita": "persone", "base": "10.00", "atteso": "20.00",
                        "fonte": "Cartella sociale"} for _ in range(4)],
        "risorse": [{"anno": a, "fondo": f, "importo": f"{caso.randint(1000, 90000)}.00"} for a in ANNI for f in FONDI],
    }  # fmt: skip


def piano_lungo():
    """I dati pronti da mostrare di un piano di oltre duecento pagine; sempre gli stessi."""
    caso = random.Random(14)
    fotografia = {
        "titolo": "Piano di Zona 2025-2027", "triennio": "2025-2027", "anni": ANNI, "tavoli": [],
        "sezioni": list(_sezioni(caso)),
        "obiettivi": [_obiettivo(caso, area, n) for area in range(len(AREE)) for n in range(1, 6)],
    }  # fmt: skip
    return {**impagina(fotografia), "bozza": True, "versione_piano": 0, "impronta_versione": ""}


def corretto(dati, codice):
    """Lo stesso piano con un capoverso in più nella sezione indicata."""
    altro = per_documento("<p>Un capoverso aggiunto dopo una rilettura.</p>")
    return {**dati, "sezioni": [s | {"html": s["html"] + altro} if s["codice"] == codice else s for s in dati["sezioni"]]}
