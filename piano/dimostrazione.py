"""Il piano dimostrativo di Lodi: quasi scritto, in bozza. Nei testi, le cifre inventate portano «dato dimostrativo»."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ambito.nucleo.periodi import Triennio
from piano import operazioni
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, PianoDiZona, RisorsaObiettivo, Sezione, Tavolo
from servizi.selezioni import aree, fondi

DATI = Path(__file__).resolve().parent / "dati" / "lodi"
# Lasciata a metà, perché ci sia qualcosa da finire.
DA_FINIRE = "4"


def popola(scena):
    """Crea il piano 2025-2027 di Lodi se non c’è; altrove niente, così si può provare a crearne uno."""
    if scena.ambito.slug != "lodi" or PianoDiZona.objects.exists():
        return
    udp, coordinatore = scena.persona("udp"), scena.persona("coordinatore")
    inizio = scena.adesso - timedelta(days=40)
    piano = operazioni.crea_piano(Triennio(2025), utente=coordinatore, adesso=inizio)
    _tavoli(piano, udp, inizio)
    _sezioni(piano, [udp, coordinatore], inizio)
    _obiettivi(piano, udp, inizio + timedelta(days=12))


def _leggi(nome):
    return json.loads((DATI / nome).read_text(encoding="utf-8"))


def _tavoli(piano, utente, adesso):
    per_codice = {area.codice: area for area in aree()}
    for voce in _leggi("tavoli.json"):
        tavolo = Tavolo(piano=piano, **{**voce, "area": per_codice.get(voce["area"])})
        operazioni.salva_tavolo(tavolo, utente=utente, adesso=adesso)


def _sezioni(piano, persone, inizio):
    """Ogni sezione in due tempi e a quattro mani: una prima stesura, poi il testo intero; così la storia ha qualcosa da dire."""
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano)):
        file = DATI / f"{sezione.codice}.html"
        if not file.exists():
            continue
        testo = file.read_text(encoding="utf-8")
        stesura = testo[: testo.index("</p>") + len("</p>")]
        quando = inizio + timedelta(days=n, hours=3)
        prima, seconda = _turno(persone, n)
        operazioni.salva_sezione(sezione, stesura, partenza=0, utente=prima, adesso=quando)
        operazioni.salva_sezione(sezione, testo, partenza=1, utente=seconda, adesso=quando + timedelta(days=2))
        if sezione.codice != DA_FINIRE:
            operazioni.segna_completa(sezione, True, utente=seconda, adesso=quando + timedelta(days=3))


def _turno(persone, n):
    return persone[n % 2], persone[(n + 1) % 2]


def _obiettivi(piano, utente, adesso):
    per_area = {area.codice: area for area in AreaPolicy.objects.filter(piano=piano)}
    per_target = {area.codice: area for area in aree()}
    per_fondo = {fondo.codice: fondo for fondo in fondi()}
    for voce in _leggi("obiettivi.json"):
        scheda = Obiettivo(
            piano=piano, area=per_area[voce["area"]], inizio=piano.dal, fine=piano.al,
            integrazione_sociosanitaria=voce["integrazione"],
            **{campo: voce[campo] for campo in ("titolo", "descrizione", "bisogno", "modalita", "continuita", "referente")},
        )  # fmt: skip
        target = [per_target[codice] for codice in voce["target"]]
        operazioni.salva_obiettivo(
            scheda, target=target, righe=_righe(voce, piano, per_fondo), partenza=0, utente=utente, adesso=adesso
        )


def _righe(voce, piano, per_fondo):
    giorno = date.fromisoformat
    righe = [Azione(titolo=t, responsabile=chi, inizio=giorno(dal), fine=giorno(al)) for t, chi, dal, al in voce["azioni"]]
    for tipo, nome, unita, base, atteso, fonte in voce["indicatori"]:
        righe.append(Indicatore(tipo=tipo, nome=nome, unita=unita, base=Decimal(base), atteso=Decimal(atteso), fonte=fonte))
    for codice, *importi in voce["risorse"]:
        righe += [
            RisorsaObiettivo(anno=anno, fondo=per_fondo[codice], importo=Decimal(importo))
            for anno, importo in zip(piano.anni, importi, strict=True)
            if Decimal(importo)
        ]
    return righe
