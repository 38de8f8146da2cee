"""«Il piano in dieci minuti»: le sintesi, gli obiettivi una riga l’uno, i soldi, dove è nominato ogni Comune.

Parte dalla stessa fotografia del piano intero: della versione congelata, o della bozza.
"""

import re
from dataclasses import dataclass

from ambito.documenti import Preparato
from ambito.nucleo.testo import testo_semplice
from piano import documenti, selezioni

INTORNO = 160
# «Ambito di Lodi» e «provincia di Lodi» non parlano del Comune di Lodi.
NON_IL_COMUNE = re.compile(
    r"(?:ambito|distretto|provincia|ats|asst|prefettura|questura|tribunale)(?: \w+)? (?:di|del|della) $", re.I
)
APOSTROFI = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True)
class Menzione:
    """Un punto del piano che nomina un Comune: in quale `sezione` o `obiettivo` (`genere`), e la frase intorno al nome."""

    genere: str
    codice: str
    titolo: str
    prima: str
    nome: str
    dopo: str


def dati_di(piano, versione, oggi):
    """La fotografia da cui leggere: quella della `versione`, o di adesso se il piano è in bozza o non ne ha."""
    return documenti.fotografa(piano, oggi) if piano.modificabile or versione is None else versione.dati


def riassumi(dati):
    """L’edizione breve di una fotografia. Una versione di prima delle sintesi non ne ha: resta tutto il resto."""
    # I testi interi qui non servono: non si mettono in pagina.
    intero = documenti.impagina({**dati, "sezioni": []})
    sezioni = [{campo: s.get(campo, "") for campo in ("codice", "titolo", "livello", "sintesi")} for s in dati["sezioni"]]
    return {
        "titolo_piano": dati["titolo"],
        "triennio": dati["triennio"],
        "livelli": documenti.livelli(dati),
        "sezioni": [s for s in sezioni if s["sintesi"]],
        "senza_sintesi": [f"{s['codice']} {s['titolo']}" for s in sezioni if not s["sintesi"]],
        "obiettivi": [_in_una_riga(o) for o in intero["obiettivi"]],
        "per_area": intero["per_area"],
        "quadro": intero["quadro"],
    }


def _in_una_riga(obiettivo):
    campi = {campo: obiettivo[campo] for campo in ("codice", "titolo", "area")}
    return {**campi, "importo": obiettivo["risorse"]["totale"]}


def menzioni(dati, comuni):
    """Dove la fotografia nomina ciascuno dei Comuni (nomi): nome → elenco di `Menzione`, una per sezione o obiettivo."""
    cerca = _cercatore(comuni)
    trovate = {nome: [] for nome in comuni}
    for genere, voce, righe in _testi(dati):
        gia = set()
        for riga in righe:
            for nome, inizio, fine in cerca(riga):
                if nome not in gia:
                    gia.add(nome)
                    pezzi = _intorno(riga, inizio, fine)
                    trovate[nome].append(Menzione(genere, voce["codice"], voce["titolo"], *pezzi))
    return trovate


def _testi(dati):
    """Ogni parte del piano con le sue righe: `(genere, voce, righe)`."""
    for sezione in dati["sezioni"]:
        # Le celle di una tabella arrivano separate da tabulazioni.
        yield "sezione", sezione, testo_semplice(sezione["testo"]).replace("\t", " – ").split("\n")
    for obiettivo in dati["obiettivi"]:
        righe = [obiettivo[campo] for campo in ("titolo", "descrizione", "bisogno", "modalita")]
        righe += [f"{azione['titolo']} – {azione['responsabile']}" for azione in obiettivo["azioni"]]
        yield "obiettivo", obiettivo, righe


def _cercatore(comuni):
    """Una funzione che dà `(nome, inizio, fine)` dei Comuni nominati in un testo; «Lodi Vecchio» non nomina Lodi."""
    per_chiave = {_chiave(nome): nome for nome in comuni}
    nomi = sorted(map(re.escape, per_chiave), key=len, reverse=True)
    schema = re.compile(rf"(?<!\w)(?:{'|'.join(nomi)})(?!\w)") if nomi else None

    def cerca(testo):
        piatto = _chiave(testo)
        for trovato in schema.finditer(piatto) if schema else ():
            if not NON_IL_COMUNE.search(piatto[max(0, trovato.start() - INTORNO) : trovato.start()]):
                yield per_chiave[trovato[0]], trovato.start(), trovato.end()

    return cerca


def _chiave(testo):
    """Il testo con apostrofi e spazi di una forma sola; ogni carattere resta al suo posto."""
    return testo.translate(APOSTROFI)


def _intorno(riga, inizio, fine):
    """La frase che contiene il nome, divisa in ciò che viene prima, il nome, ciò che segue; se è lunga, un taglio si vede."""
    da = riga.rfind(". ", 0, inizio)
    a = riga.find(". ", fine)
    prima = riga[da + 2 if da >= 0 else 0 : inizio]
    dopo = riga[fine : a + 1 if a >= 0 else len(riga)]
    if len(prima) > INTORNO:
        prima = "… " + prima[-INTORNO:].partition(" ")[2]
    if len(dopo) > INTORNO:
        dopo = dopo[:INTORNO].rpartition(" ")[0] + " …"
    return prima, riga[inizio:fine], dopo


def prepara(oggetto, oggi):
    """Il documento di una `VersionePiano` o, se `oggetto` è il piano, della sua bozza: la stessa origine del piano intero."""
    da = documenti.origine(oggetto, oggi)
    comuni = [comune.nome for comune in selezioni.comuni_del_piano(da.piano)]
    trovate = menzioni(da.dati, comuni)
    nominati = [{"comune": nome, "dove": [f"{m.codice} {m.titolo}" for m in punti]} for nome, punti in trovate.items() if punti]
    return Preparato(
        oggetto_id=da.oggetto_id,
        titolo="Il piano in dieci minuti",
        sottotitolo=f"{da.dati['titolo']}. {da.stato}",
        nome_file=documenti.nome_file("piano-in-dieci-minuti", da.dati, da.segni),
        dati={**riassumi(da.dati), **da.segni, "nominati": nominati, "n_comuni": len(comuni)},
        permesso="legge_piano",
        dimostrativo=da.dati["dimostrativo"],
    )
