"""Il foglio delle presenze di una seduta: una riga per ingresso, e gli assenti."""

from ambito.assemblea.parole import giorno, ora

INTESTAZIONI = ["Seduta", "Comune o ente", "Chi siede", "Titolo", "Entra", "Esce", "Minuti", "Come si è saputo"]


def righe(seduta):
    """In ordine di Comune e di ingresso; chi non è entrato ha una riga con «assente»."""
    per_seggio = {}
    for presenza in seduta.presenze.order_by("entrata"):
        per_seggio.setdefault(presenza.seggio_id, []).append(presenza)
    quando = giorno(seduta.prima_convocazione)
    fogli = []
    for seggio in seduta.seggi.order_by("nome"):
        fogli += [_riga(quando, seggio, p) for p in per_seggio.get(seggio.pk, [])] or [
            [quando, seggio.nome, seggio.sindaco, "", "assente", "", 0, ""]
        ]
    return fogli


def _riga(quando, seggio, presenza):
    minuti = int((presenza.uscita - presenza.entrata).total_seconds() // 60) if presenza.uscita else ""
    titolo = presenza.delega or ("Ente" if seggio.materia else "Sindaco")
    esce = ora(presenza.uscita) if presenza.uscita else ""
    return [quando, seggio.nome, presenza.persona, titolo, ora(presenza.entrata), esce, minuti, presenza.get_modo_display()]
