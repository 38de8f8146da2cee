"""Il piano diviso in capitoli da impaginare ciascuno per conto suo: una correzione rifà soltanto il suo."""

from itertools import groupby

from ambito.registri import Capitolo

MODELLI = "documenti/piano"


def capitoli(dati):
    """I `Capitolo` del piano, nell’ordine: il riassunto, uno per sezione di primo livello, le schede obiettivo area per area.

    `dati` è la fotografia già pronta da mostrare. Dopo le schede ciò che segue riprende in un pezzo nuovo.
    """
    if dati["per_area"]:
        yield Capitolo("in-breve", "Le risorse, in breve", f"{MODELLI}/in_breve.html", dati, "S")
    for sezioni in _pezzi(dati["sezioni"]):
        prima = sezioni[0]
        titolo = f"{prima['codice']} {prima['titolo']}"
        yield Capitolo(f"s-{prima['codice']}", titolo, f"{MODELLI}/capitolo.html", {**dati, "sezioni": sezioni},
                       numero=prima["codice"], sotto=prima["livello"] > 1)  # fmt: skip
        if sezioni[-1]["collegato"] == "obiettivi":
            yield from _aree(sezioni[-1], dati)


def _pezzi(sezioni):
    """Le sezioni raccolte per capitolo; quella delle schede chiude il suo pezzo, perché le schede la seguano."""
    pezzi = []
    for sezione in sezioni:
        if sezione["livello"] == 1 or not pezzi or pezzi[-1][-1]["collegato"] == "obiettivi":
            pezzi.append([])
        pezzi[-1].append(sezione)
    return pezzi


def _aree(sezione, dati):
    for area, gruppo in groupby(dati["obiettivi"], key=lambda o: o["area"]):
        obiettivi = list(gruppo)
        prima = obiettivi[0]["codice"]
        yield Capitolo(
            chiave=f"o-{prima}",
            titolo=f"{sezione['codice']} {sezione['titolo']}: {area}",
            modello=f"{MODELLI}/area.html",
            dati={"area": area, "obiettivi": obiettivi, "livelli": dati.get("livelli", {})},
            numero=prima,
            elenca=False,
            sotto=True,
        )
