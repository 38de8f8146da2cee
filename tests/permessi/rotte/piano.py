"""Le rotte del Piano di Zona."""

from piano import operazioni
from piano.models import Tavolo
from piano.selezioni import coerenza
from tests.permessi.rotta import UFFICIO, Rotta
from tests.piano.fabbriche import piano_pronto, sezione_di
from tests.scena import ADESSO

LEGGE = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "delegato", "operatore", "ragioneria", "ats"}
COORDINA = frozenset({"coordinatore"})


def prepara(lodi):
    """Un piano proposto una volta (quindi con una versione congelata) e tornato in bozza."""
    poteri = lodi.poteri("coordinatore")
    piano = piano_pronto(lodi)
    operazioni.proponi(piano, poteri=poteri, adesso=ADESSO)
    operazioni.rinvia_a_bozza(piano, poteri=poteri, adesso=ADESSO, nota="Da completare")
    tavolo = Tavolo.objects.create(piano=piano, nome="Tavolo di prova")
    da_guardare = next(r for r in coerenza.rilievi(piano, ADESSO.date()) if not r.blocca)
    commento = operazioni.commenta(sezione_di(piano), "Da chiarire.", poteri=poteri, adesso=ADESSO)
    oggetti = {"sezione": sezione_di(piano).pk, "commento": commento.pk, "obiettivo": "D1", "tavolo": tavolo.pk, "versione": 1}
    return {"triennio": piano.triennio, "rilievo": da_guardare.chiave, **oggetti}


CHIAVI = {"sezione": "pk", "commento": "commento", "tavolo": "pk", "obiettivo": "codice", "versione": "numero"}


def _piano(*nomi):
    return lambda oggetti: {"triennio": oggetti["triennio"], **{CHIAVI[n]: oggetti[n] for n in nomi}}


ROTTE = [
    Rotta("piano:piani", LEGGE, UFFICIO),
    Rotta("piano:piano", LEGGE, argomenti=_piano()),
    Rotta("piano:passo", None, COORDINA, argomenti=_piano()),
    Rotta("piano:documento", None, LEGGE, argomenti=_piano()),
    Rotta("piano:word", LEGGE, argomenti=_piano()),
    Rotta("piano:sezione", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:completa", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:conflitto", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:revisioni", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:presenza", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:commenti", LEGGE, LEGGE, argomenti=_piano("sezione")),
    Rotta("piano:rispondi", None, LEGGE, argomenti=_piano("sezione", "commento")),
    Rotta("piano:esito_commento", None, UFFICIO, argomenti=_piano("sezione", "commento")),
    Rotta("piano:sezione_in_word", LEGGE, argomenti=_piano("sezione")),
    Rotta("piano:importa", UFFICIO, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:obiettivi", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_obiettivo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:obiettivo", LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:modifica_obiettivo", UFFICIO, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:togli_obiettivo", None, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:coerenza", LEGGE, argomenti=_piano()),
    Rotta("piano:motiva", UFFICIO, UFFICIO, argomenti=lambda o: {"triennio": o["triennio"], "chiave": o["rilievo"]}),
    Rotta("piano:tavoli", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_tavolo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tavolo", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:versioni", LEGGE, argomenti=_piano()),
    Rotta("piano:versione", LEGGE, LEGGE, argomenti=_piano("versione")),
]
