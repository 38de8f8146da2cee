"""Scritture sul piano di formazione degli operatori."""

from django.db import IntegrityError, transaction

from ambito import flusso
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.registro import annota
from piano.models import IniziativaFormativa
from piano.stati import StatoFormazione

SCRIVE = "redige_piano"


class IniziativaNonValida(ErroreDiCampo):
    """L’iniziativa non si può scrivere così."""


class IniziativaSvolta(ErroreAtteso):
    """È già svolta: ciò che è avvenuto non si toglie."""


@transaction.atomic
def salva_iniziativa(iniziativa, *, righe=(), tolte=(), poteri, adesso):
    """Aggiunge o cambia un’iniziativa con i suoi partecipanti (soli conti). L’anno e le date sono del piano."""
    poteri.esigi(SCRIVE)
    _esigi_nel_piano(iniziativa)
    nuova = iniziativa.pk is None
    try:
        with transaction.atomic():
            iniziativa.save()
            _scrivi_partecipazioni(iniziativa, righe, tolte)
    except IntegrityError as errore:
        raise IniziativaNonValida(
            "C’è già un’iniziativa su questo argomento in quell’anno, o la stessa figura dello stesso Comune in due righe."
        ) from errore
    verbo = "iniziativaformativa.aggiungi" if nuova else "iniziativaformativa.cambia"
    dopo = {"anno": iniziativa.anno, "argomento": iniziativa.argomento, "ore": f"{iniziativa.ore:.2f}"}
    annota(iniziativa, verbo, f"Formazione {iniziativa.anno}: {iniziativa}", autore=poteri.utente, quando=adesso, dopo=dopo)
    return iniziativa


def _esigi_nel_piano(iniziativa):
    piano = iniziativa.piano
    if iniziativa.anno not in piano.anni:
        raise IniziativaNonValida(f"Il {iniziativa.anno} non è un anno del piano.", "anno")
    for campo in ("inizio", "fine"):
        giorno = getattr(iniziativa, campo)
        if giorno and giorno.year != iniziativa.anno:
            frase = f"La data è fuori dal {iniziativa.anno}: un corso che continua si scrive anno per anno."
            raise IniziativaNonValida(frase, campo)


def _scrivi_partecipazioni(iniziativa, righe, tolte):
    for riga in tolte:
        riga.delete()
    for riga in righe:
        riga.iniziativa = iniziativa
        riga.save()


@transaction.atomic
def chiudi_iniziativa(iniziativa, *, passo, nota="", poteri, adesso):
    """Dice che un’iniziativa si è svolta, si annulla (con il perché) o si rimette fra le previste."""
    return flusso.esegui(iniziativa, passo, poteri=poteri, adesso=adesso, nota=nota)


@transaction.atomic
def togli_iniziativa(iniziativa, *, poteri, adesso):
    """Toglie un’iniziativa scritta per sbaglio; se si è svolta, `IniziativaSvolta`."""
    poteri.esigi(SCRIVE)
    iniziativa = IniziativaFormativa.objects.select_for_update(of=("self",)).get(pk=iniziativa.pk)
    if iniziativa.stato == StatoFormazione.SVOLTA:
        raise IniziativaSvolta("È già svolta: ciò che è avvenuto non si toglie. Se è un errore, rimettila prima fra le previste.")
    annota(iniziativa, "iniziativaformativa.togli", f"Tolta l’iniziativa {iniziativa}", autore=poteri.utente, quando=adesso)
    iniziativa.delete()
