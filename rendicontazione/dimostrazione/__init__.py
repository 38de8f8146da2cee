"""La rendicontazione dimostrativa: una campagna con la spesa dei Comuni, il bilancio dell’Ambito, la fine del piano di prima."""

from datetime import UTC, datetime

from django.utils.timezone import localdate

from ambito import trasparenza
from ambito.poteri import Poteri
from piano import operazioni, selezioni
from rendicontazione.dimostrazione import bilancio, campagna

# Poco dopo la fine del piano: oggi, a chi lavora al piano che segue, non sarebbe una novità.
RELAZIONE = datetime(2025, 1, 31, 9, 0, tzinfo=UTC)


def popola(scena):
    campagna.popola(scena)
    bilancio.popola(scena)
    _relaziona(scena)


def _relaziona(scena):
    """La relazione finale del piano concluso, adesso che della sua spesa si sa qualcosa."""
    prima = selezioni.piano_del("2021-2023")
    if prima is not None:
        poteri = Poteri(scena.persona("coordinatore"), scena.ambito, localdate(scena.adesso))
        operazioni.richiedi_relazione_finale(prima, poteri=poteri, adesso=RELAZIONE)
        if prima.pk not in trasparenza.giorni("relazione-finale"):
            trasparenza.decidi("relazione-finale", prima.pk, dal=RELAZIONE.date(), motivo="", poteri=poteri, adesso=RELAZIONE)
