"""Le rotte del Piano di Zona."""

from piano import operazioni
from piano.operazioni import percorso
from piano.selezioni import coerenza
from tests.permessi.rotta import UFFICIO, Rotta
from tests.piano import partecipazione
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
    percorso.prepara_percorso(piano, poteri=poteri, adesso=ADESSO)
    da_guardare = next(r for r in coerenza.rilievi(piano, ADESSO.date()) if not r.blocca)
    oggetti = {"sezione": sezione_di(piano).pk, "obiettivo": "D1", "versione": 1, "tappa": piano.percorso.first().pk}
    return {"triennio": piano.triennio, "rilievo": da_guardare.chiave, **oggetti, **_partecipazione(lodi, piano)}


def _partecipazione(lodi, piano):
    """Un tavolo con membro, incontro e allegato, una proposta, una consultazione con un contributo."""
    tavolo, membro = partecipazione.tavolo_con_membro(lodi, piano)
    incontro = partecipazione.incontro(lodi, tavolo)
    aperta = partecipazione.consultazione(lodi, piano)
    return {
        "tavolo": tavolo.pk,
        "membro": membro.pk,
        "incontro": incontro.pk,
        "allegato": partecipazione.allegato(lodi, incontro).pk,
        "proposta": partecipazione.proposta(lodi, tavolo).numero,
        "consultazione": aperta.pk,
        "contributo": partecipazione.contributo(aperta).pk,
    }


CHIAVI = {"sezione": "pk", "tavolo": "pk", "obiettivo": "codice", "versione": "numero", "tappa": "pk", "incontro": "pk",
          "membro": "membro", "allegato": "allegato", "proposta": "numero", "consultazione": "pk", "contributo": "pk"}  # fmt: skip


def _piano(*nomi):
    return lambda oggetti: {"triennio": oggetti["triennio"], **{CHIAVI[n]: oggetti[n] for n in nomi}}


ROTTE = [
    Rotta("piano:piani", LEGGE, UFFICIO),
    Rotta("piano:piano", LEGGE, argomenti=_piano()),
    Rotta("piano:passo", None, COORDINA, argomenti=_piano()),
    Rotta("piano:documento", None, LEGGE, argomenti=_piano()),
    Rotta("piano:sezione", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:completa", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:conflitto", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:revisioni", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:obiettivi", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_obiettivo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:obiettivo", LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:modifica_obiettivo", UFFICIO, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:togli_obiettivo", None, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:coerenza", LEGGE, argomenti=_piano()),
    Rotta("piano:motiva", UFFICIO, UFFICIO, argomenti=lambda o: {"triennio": o["triennio"], "chiave": o["rilievo"]}),
    Rotta("piano:tavoli", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_tavolo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tavolo", LEGGE, argomenti=_piano("tavolo")),
    Rotta("piano:modifica_tavolo", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:nuovo_membro", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:membro", UFFICIO, UFFICIO, argomenti=_piano("tavolo", "membro")),
    Rotta("piano:nuovo_incontro", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:incontro", LEGGE, argomenti=_piano("incontro")),
    Rotta("piano:modifica_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:convoca_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:presenze", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:verbale", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:approva_verbale", None, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:annulla_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:allega_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:allegato_incontro", LEGGE, argomenti=_piano("incontro", "allegato")),
    Rotta("piano:proposte", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_proposta", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:documento_esito", None, LEGGE, argomenti=_piano()),
    Rotta("piano:proposta", LEGGE, argomenti=_piano("proposta")),
    Rotta("piano:modifica_proposta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:valuta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:rivaluta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:consultazioni", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_consultazione", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:consultazione", UFFICIO, UFFICIO, argomenti=_piano("consultazione")),
    Rotta("piano:modifica_consultazione", UFFICIO, UFFICIO, argomenti=_piano("consultazione")),
    Rotta("piano:pubblica_contributo", None, UFFICIO, argomenti=_piano("contributo")),
    Rotta("piano:non_pubblicare", UFFICIO, UFFICIO, argomenti=_piano("contributo")),
    Rotta("piano:percorso", LEGGE, UFFICIO, argomenti=_piano()),
    Rotta("piano:nuova_tappa", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tappa", UFFICIO, UFFICIO, argomenti=_piano("tappa")),
    Rotta("piano:versioni", LEGGE, argomenti=_piano()),
    Rotta("piano:versione", LEGGE, LEGGE, argomenti=_piano("versione")),
]
