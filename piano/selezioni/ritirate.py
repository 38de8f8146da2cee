"""Le sezioni che se ne sono andate con un aggiornamento ritirato: ciò che vi si era scritto e che le versioni non tengono.

Stanno nell’aggiornamento, riga per riga, nello stesso formato delle righe in vigore (`in_vigore.fotografa_righe`).
"""

from collections import defaultdict
from dataclasses import dataclass

from ambito.models import Utente
from piano.models import Aggiornamento, BozzaPersonale, Commento, RevisioneSezione, RispostaCommento, Sezione
from piano.selezioni import in_vigore

# Che cosa si tiene, e per che via si arriva alla sezione.
TENUTE = {
    Sezione: "pk", RevisioneSezione: "sezione", Commento: "sezione", RispostaCommento: "commento__sezione",
    BozzaPersonale: "sezione",
}  # fmt: skip
PERSONE = ("autore", "esaminato_da", "utente")


@dataclass(frozen=True)
class SezioneRitirata:
    """Una sezione che non c’è più: il suo ultimo testo, le revisioni dalla più recente, i commenti, le bozze di chi guarda."""

    sezione: Sezione
    revisioni: list
    commenti: list
    bozze: list


def fotografa(nate):
    """Le righe di quelle sezioni e di ciò che se ne va con loro; niente se non ce ne sono."""
    quali = list(nate.values_list("pk", flat=True))
    if not quali:
        return {}
    return {
        modello._meta.model_name: [
            in_vigore.in_testi(riga) for riga in modello.objects.filter(**{f"{via}__in": quali}).order_by("pk")
        ]
        for modello, via in TENUTE.items()
    }


def rileggi(aggiornamento, utente):
    """Le `SezioneRitirata` di un aggiornamento, nell’ordine che avevano; delle bozze soltanto quelle di `utente`."""
    salvate = Aggiornamento.objects.values_list("com_era", flat=True).get(pk=aggiornamento.pk)
    righe = {modello: in_vigore.rileggi(modello, salvate[modello._meta.model_name]) for modello in TENUTE}
    _ritrova_le_persone([riga for elenco in righe.values() for riga in elenco])
    risposte = _per(righe[RispostaCommento], "commento_id")
    for commento in righe[Commento]:
        commento._prefetched_objects_cache = {"risposte": risposte[commento.pk]}
    bozze = _per([b for b in righe[BozzaPersonale] if b.utente_id == utente.pk], "sezione_id")
    revisioni, commenti = _per(reversed(righe[RevisioneSezione]), "sezione_id"), _per(righe[Commento], "sezione_id")
    return [
        SezioneRitirata(s, revisioni[s.pk], commenti[s.pk], bozze[s.pk]) for s in sorted(righe[Sezione], key=lambda s: s.ordine)
    ]


def _per(righe, campo):
    gruppi = defaultdict(list)
    for riga in righe:
        gruppi[getattr(riga, campo)].append(riga)
    return gruppi


def _ritrova_le_persone(righe):
    """Mette al posto dei numeri le persone, in una sola interrogazione; chi non c’è più resta senza nome."""
    posti = [(riga, campo) for riga in righe for campo in PERSONE if getattr(riga, f"{campo}_id", None)]
    persone = Utente.objects.in_bulk({getattr(riga, f"{campo}_id") for riga, campo in posti})
    for riga, campo in posti:
        setattr(riga, campo, persone.get(getattr(riga, f"{campo}_id")))
