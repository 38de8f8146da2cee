"""Scritture sul piano intero: nascita da un modello, proposta, esito del voto."""

import csv
import json
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max

from ambito import documenti, flusso
from ambito.errori import ErroreAtteso
from ambito.nucleo.impronta import impronta
from ambito.registro import annota
from ambito.riferimenti import DATI
from piano.documenti import fotografa
from piano.models import AreaPolicy, PianoDiZona, Sezione, VersionePiano

MODELLO = Path(__file__).resolve().parent.parent / "dati" / "modello_lombardia.json"
AREE = Path(DATI) / "codici" / "aree_policy_lombardia_2021_2023.csv"


class PianoGiaPresente(ErroreAtteso):
    """C’è già un piano per quegli anni."""


class PianoBloccato(ErroreAtteso):
    """Il piano non è in bozza: non si modifica."""


def blocca_in_bozza(piano_id):
    """Riserva il piano a chi scrive fino alla fine della transazione; se non è in bozza, `PianoBloccato`."""
    piano = blocca(piano_id)
    if not piano.modificabile:
        raise PianoBloccato(frase_bloccato(piano))
    return piano


def blocca(piano_id):
    """Riserva il piano a chi scrive fino alla fine della transazione: nessuno può proporlo intanto."""
    return PianoDiZona.objects.select_for_update(of=("self",), no_key=True).get(pk=piano_id)


def frase_bloccato(piano):
    """Perché il piano non si può modificare adesso e chi può riaprirlo."""
    return f"Il piano è {piano.stato_in_parole}: per modificarlo il coordinatore deve prima rinviarlo a bozza."


@transaction.atomic
def crea_piano(triennio, *, utente, adesso):
    """Crea il piano del `Triennio` dal modello, con le aree di programmazione; `PianoGiaPresente` se gli anni si toccano."""
    inizio, fine = triennio.anni[0], triennio.anni[-1]
    vicino = PianoDiZona.objects.filter(triennio_inizio__lte=fine, triennio_fine__gte=inizio).first()
    if vicino:
        raise PianoGiaPresente(f"C’è già un piano per quegli anni: {vicino}.")
    try:
        with transaction.atomic():
            piano = PianoDiZona.objects.create(triennio_inizio=inizio, triennio_fine=fine, creato_il=adesso, creato_da=utente)
    except IntegrityError as errore:
        raise PianoGiaPresente(f"Qualcuno ha appena creato il piano {triennio}.") from errore
    Sezione.objects.bulk_create(Sezione(piano=piano, ordine=n, **voce) for n, voce in enumerate(_modello()))
    AreaPolicy.objects.bulk_create(AreaPolicy(piano=piano, **voce) for voce in _aree())
    annota(piano, "piano.crea", f"Creato il {piano} dal modello di indice", autore=utente, quando=adesso)
    return piano


def _modello():
    return json.loads(MODELLO.read_text(encoding="utf-8"))


def _aree():
    with AREE.open(encoding="utf-8") as file:
        return [{"codice": r["codice"], "nome": r["nome"]} for r in csv.DictReader(file)]


@transaction.atomic
def proponi(piano, *, poteri, adesso):
    """Propone il piano all’Assemblea: lo congela in una `VersionePiano` numerata e ne mette in coda il PDF."""
    piano = flusso.esegui(piano, "proponi", poteri=poteri, adesso=adesso)
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto="")
    versione = congela(piano, utente=poteri.utente, adesso=adesso)
    richiedi_documento(versione, utente=poteri.utente, adesso=adesso)
    return versione


def congela(piano, *, utente, adesso):
    """Congela il piano com’è adesso in una `VersionePiano` numerata. Chi chiama lo ha già riservato a sé (`blocca`)."""
    dati = fotografa(piano)
    ultimo = VersionePiano.objects.filter(piano=piano).aggregate(n=Max("numero"))["n"] or 0
    versione = VersionePiano.objects.create(
        piano=piano, numero=ultimo + 1, dati=dati, impronta=impronta(dati), quando=adesso, autore=utente
    )
    frase = f"Congelata la versione {versione.numero} del {piano}"
    annota(versione, "versionepiano.congela", frase, autore=utente, quando=adesso, dopo={"impronta": versione.impronta})
    return versione


@transaction.atomic
def rinvia_a_bozza(piano, *, poteri, adesso, nota):
    """Riapre il piano proposto, con un motivo; la versione congelata resta."""
    return flusso.esegui(piano, "rinvia_a_bozza", poteri=poteri, adesso=adesso, nota=nota)


@transaction.atomic
def approva(piano, *, deliberazione, deliberato_il, adesso):
    """Il sistema approva il piano dopo il voto: ne porta gli estremi della deliberazione."""
    PianoDiZona.objects.filter(pk=piano.pk).update(
        deliberazione=deliberazione[:120], deliberato_il=deliberato_il, esito_voto="Approvato dall’Assemblea."
    )
    return flusso.esegui(piano, "approva", poteri=None, adesso=adesso, nota=deliberazione)


@transaction.atomic
def registra_voto_contrario(piano, frase, *, adesso):
    """Il voto non ha approvato (o riguardava una versione superata): lo stato non cambia, la frase resta sul piano."""
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto=frase[:300])
    annota(piano, "pianodizona.voto", frase, autore=None, quando=adesso)


def richiedi_documento(oggetto, *, utente, adesso):
    """Mette in coda il PDF di una versione congelata, o della bozza se `oggetto` è il piano; restituisce il `Lavoro`."""
    return documenti.richiedi("piano", oggetto, utente=utente, adesso=adesso)
