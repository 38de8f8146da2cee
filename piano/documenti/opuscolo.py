"""«Il piano in dieci minuti»: le sintesi, gli obiettivi una riga l’uno, i soldi, dove è nominato ogni Comune.

Parte dalla stessa fotografia del piano intero: della versione congelata, o della bozza.
"""

from ambito.documenti import Preparato
from piano import documenti, selezioni
from piano.selezioni.menzioni import menzioni


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
