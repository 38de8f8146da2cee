"""Scritture sul percorso del piano: le tappe di base, poi ciascuna con le sue date e il suo atto."""

from datetime import date, timedelta

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import TappaIter
from piano.operazioni.piani import blocca

REDIGE = "redige_piano"
# Il percorso di base, all’indietro dal 1° gennaio del primo anno: nome, giorni fra l’inizio e quel giorno, durata in giorni.
TAPPE = [
    ("{organo.con_il_maiuscolo} dà mandato all’Ufficio di Piano", 275, 30),
    ("Convocazione della Conferenza di piano", 245, 30),
    ("Analisi del contesto e dei bisogni", 260, 75),
    ("Conferenza di piano", 215, 15),
    ("Priorità e risorse", 200, 30),
    ("Tavoli di concertazione", 185, 90),
    ("Stesura del piano", 120, 75),
    ("Osservazioni dei Comuni e voto {organo.con_di}", 45, 30),
    ("Firma dell’accordo di programma", 15, 15),
]


class PercorsoGiaPresente(ErroreAtteso):
    """Il percorso c’è già."""


@transaction.atomic
def prepara_percorso(piano, *, poteri, adesso):
    """Scrive le tappe di base, circa nove mesi prima del triennio; poi si adattano una per una."""
    poteri.esigi(REDIGE)
    blocca(piano.pk)
    if TappaIter.objects.filter(piano=piano).exists():
        raise PercorsoGiaPresente("Il percorso c’è già: si modifica una tappa per volta.")
    inizio, organo = date(piano.triennio_inizio, 1, 1), poteri.ambito.organo
    TappaIter.objects.bulk_create(
        TappaIter(
            piano=piano, ordine=n, nome=nome.format(organo=organo), dal=inizio - timedelta(prima),
            al=inizio - timedelta(prima - durata + 1),
        )
        for n, (nome, prima, durata) in enumerate(TAPPE, 1)
    )  # fmt: skip
    annota(piano, "piano.percorso", f"Preparato il percorso del {piano}: {len(TAPPE)} tappe", autore=poteri.utente, quando=adesso)


@transaction.atomic
def salva_tappa(tappa, *, poteri, adesso):
    """Cambia una tappa, o ne aggiunge una in fondo."""
    poteri.esigi(REDIGE)
    piano, nuova = blocca(tappa.piano_id), tappa.pk is None
    if nuova:
        ultima = TappaIter.objects.filter(piano=piano).order_by("-ordine").first()
        tappa.ordine = ultima.ordine + 1 if ultima else 1
    tappa.save()
    date_scritte = {campo: str(getattr(tappa, campo) or "") for campo in ("dal", "al", "fatta_il")}
    frase = f"{'Aggiunta' if nuova else 'Modificata'} la tappa «{tappa}» del percorso"
    annota(piano, "piano.tappa", frase, autore=poteri.utente, quando=adesso, dopo=date_scritte)
    return tappa


@transaction.atomic
def togli_tappa(tappa, *, poteri, adesso):
    """Toglie una tappa che per questo piano non serve."""
    poteri.esigi(REDIGE)
    annota(tappa.piano, "piano.tappa_togli", f"Tolta la tappa «{tappa}»", autore=poteri.utente, quando=adesso)
    tappa.delete()
