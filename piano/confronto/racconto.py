"""Il confronto in parole: elenchi di soli testi e interi, che si mostrano in pagina e si congelano in un documento."""

from collections import Counter, defaultdict

from ambito.nucleo.formati_italiani import formatta_importo
from piano.confronto.campi import Parte
from piano.confronto.voci import Genere


def racconta(confronto, chi):
    """Il confronto pronto da mostrare. `chi`: `{("sezioni" | "obiettivi" | "tavoli", nome): [persone]}`."""
    return {
        "uguali": confronto.uguali,
        "conteggi": _conteggi(confronto),
        "sezioni": [_sezione(s, chi.get(("sezioni", s.nome), [])) for s in confronto.sezioni_cambiate],
        "sezioni_uguali": [s.nome for s in confronto.sezioni if s.genere == Genere.UGUALE],
        "obiettivi": [_scheda(o, chi.get(("obiettivi", o.nome), [])) for o in confronto.obiettivi_cambiati],
        "obiettivi_uguali": [o.nome for o in confronto.obiettivi if o.genere == Genere.UGUALE],
        "tavoli": [_scheda(t, chi.get(("tavoli", t.nome), [])) for t in confronto.tavoli_cambiati],
        "somme": [_somma(s) for s in confronto.somme],
        "totale": _somma(confronto.totale),
        "persone": _persone(chi),
    }


def _conteggi(confronto):
    """Quante voci aggiunte, tolte, cambiate, per ciascun genere di cosa; solo dove qualcosa si è mosso."""
    gruppi = {
        "Sezioni": confronto.sezioni_cambiate,
        "Obiettivi": confronto.obiettivi_cambiati,
        "Azioni": confronto.righe(Parte.AZIONE),
        "Indicatori": confronto.righe(Parte.INDICATORE),
        "Tavoli": confronto.tavoli_cambiati,
    }
    righe = []
    for nome, voci in gruppi.items():
        quante = Counter(voce.genere for voce in voci)
        if quante:
            cambiate, aggiunte, tolte = (quante[g] for g in (Genere.CAMBIATA, Genere.AGGIUNTA, Genere.TOLTA))
            righe.append({"nome": nome, "cambiate": cambiate, "aggiunte": aggiunte, "tolte": tolte})
    return righe


def _sezione(sezione, chi):
    prima, dopo = sezione.testi
    di_prima, di_adesso = sezione.sintesi
    return {
        "codice": sezione.attuale["codice"],
        "nome": sezione.nome,
        "nome_di_prima": sezione.nome_di_prima,
        "genere": str(sezione.genere),
        "piu": sezione.piu,
        "meno": sezione.meno,
        "prima": prima,
        "dopo": dopo,
        "testo_uguale": prima == dopo,
        "figure": sezione.figure,
        "sintesi": {"prima": di_prima, "dopo": di_adesso} if sezione.sintesi_cambiata else None,
        "chi": chi,
    }


def _scheda(scheda, chi):
    campi = [{"nome": c.nome, "prima": c.prima, "dopo": c.dopo, "genere": str(c.genere)} for c in scheda.campi]
    return {"nome": scheda.nome, "genere": str(scheda.genere), "campi": campi, "chi": chi}


def _somma(somma):
    return {
        "fondo": somma.fondo,
        "anno": somma.anno,
        "prima": formatta_importo(somma.prima),
        "dopo": formatta_importo(somma.dopo),
        "differenza": _con_segno(somma.differenza),
    }


def _con_segno(importo):
    segno = "+" if importo > 0 else "−" if importo < 0 else ""
    return segno + formatta_importo(abs(importo))


def _persone(chi):
    """Ogni persona con ciò a cui ha messo mano: «sezioni 2, 3.1», «obiettivi D1», «tavoli: …»."""
    opere = defaultdict(lambda: defaultdict(list))
    for (genere, nome), persone in chi.items():
        for persona in persone:
            opere[persona][genere].append(nome)
    return [{"nome": persona, "opere": [_opera(*voce) for voce in opere[persona].items()]} for persona in sorted(opere)]


def _opera(genere, nomi):
    """Di sezioni e obiettivi basta il codice, che è la prima parola del nome."""
    if genere == "tavoli":
        return f"tavoli: {', '.join(nomi)}"
    return f"{genere} {', '.join(nome.partition(' ')[0] for nome in nomi)}"
