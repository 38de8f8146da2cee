"""Le rotte del Piano di Zona."""

from decimal import Decimal

from piano import operazioni
from piano.models import Azione, Indicatore, IniziativaFormativa, PartecipazioneFormazione, ProvaRilevazione, Tavolo
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
    indicatore = Indicatore.objects.get()
    foglio = ("foglio.png", b"\x89PNG\r\n\x1a\n" + b"0" * 30 + b"IEND\xaeB`\x82")
    lettura = operazioni.rileva(indicatore, al=ADESSO.date(), valore=Decimal(12), prova=foglio, poteri=poteri, adesso=ADESSO)
    iniziativa = IniziativaFormativa(piano=piano, argomento="Un corso", anno=2025, ore=Decimal(8))
    persone = [PartecipazioneFormazione(figura="Educatore", attese=3, venute=2)]
    operazioni.salva_iniziativa(iniziativa, righe=persone, poteri=poteri, adesso=ADESSO)
    oggetti = {"sezione": sezione_di(piano).pk, "obiettivo": "D1", "tavolo": tavolo.pk, "versione": 1, "indicatore": indicatore.pk,
               "lettura": lettura.pk, "prova": ProvaRilevazione.objects.get().pk, "azione": Azione.objects.get().pk,
               "iniziativa": iniziativa.pk}  # fmt: skip
    return {"triennio": piano.triennio, "rilievo": da_guardare.chiave, **oggetti}


CHIAVI = {
    "sezione": "pk", "tavolo": "pk", "obiettivo": "codice", "versione": "numero", "indicatore": "pk", "lettura": "pk",
    "prova": "pk", "azione": "pk", "iniziativa": "pk",
}  # fmt: skip


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
    Rotta("piano:andamento", LEGGE, argomenti=_piano()),
    Rotta("piano:andamento_obiettivo", LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:valuta_obiettivo", UFFICIO, UFFICIO, argomenti=lambda o: {**_piano("obiettivo")(o), "quando": "2025"}),
    Rotta("piano:rileva", UFFICIO, UFFICIO, argomenti=_piano("indicatore")),
    Rotta("piano:correggi_rilevazione", UFFICIO, UFFICIO, argomenti=_piano("lettura")),
    Rotta("piano:prova", UFFICIO, argomenti=_piano("prova")),
    Rotta("piano:avanza_azione", UFFICIO, UFFICIO, argomenti=_piano("azione")),
    Rotta("piano:relazione", None, LEGGE, argomenti=lambda o: {"triennio": o["triennio"], "anno": 2025}),
    Rotta("piano:formazione", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_iniziativa", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:iniziativa", LEGGE, UFFICIO, argomenti=_piano("iniziativa")),
    Rotta("piano:modifica_iniziativa", UFFICIO, UFFICIO, argomenti=_piano("iniziativa")),
    Rotta("piano:passo_iniziativa", UFFICIO, UFFICIO, argomenti=lambda o: {**_piano("iniziativa")(o), "passo": "annulla"}),
    Rotta("piano:tavoli", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_tavolo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tavolo", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:versioni", LEGGE, argomenti=_piano()),
    Rotta("piano:versione", LEGGE, LEGGE, argomenti=_piano("versione")),
]
