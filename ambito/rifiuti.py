"""«Perché non vedo?»: quale potere manca a una persona, se l’ha avuto o l’avrà, chi può darglielo. Si usa dentro l’Ambito."""

from dataclasses import dataclass

from ambito import selezioni
from ambito.models import Comune, Incarico
from ambito.nucleo.formati_italiani import formatta_data
from ambito.permessi import OVUNQUE, PERMESSI_AMBITO, PERMESSI_COMUNE, RUOLI

PAROLE = dict([*PERMESSI_AMBITO, *PERMESSI_COMUNE])


@dataclass(frozen=True)
class Rifiuto:
    """Un potere che manca, in parole: `dove` (un Comune, o `None`), la `storia` in frasi, i ruoli che lo danno, chi li dà."""

    potere: str
    dove: Comune | None
    storia: list
    ruoli: list
    chi: list


def spiega(poteri, permesso, comune_id=None):
    """Il `Rifiuto` per quel diritto (su quel Comune, se si dice quale); `None` se il diritto non esiste o la persona ce l’ha."""
    if permesso not in PAROLE or poteri.puo(permesso) or (comune_id and poteri.puo(permesso, comune_id)):
        return None
    return Rifiuto(
        potere=PAROLE[permesso],
        dove=Comune.objects.filter(pk=comune_id).first() if comune_id else None,
        storia=_storia(poteri, permesso, comune_id),
        ruoli=ruoli_con(permesso),
        chi=list(selezioni.coordinatori(poteri.oggi)),
    )


def ruoli_con(permesso):
    """I nomi dei ruoli che danno quel diritto, in proprio o perché vale su ogni Comune."""
    return [ruolo.nome for ruolo in RUOLI.values() if _da(ruolo, permesso)]


def _da(ruolo, permesso):
    return ruolo.da(permesso) or OVUNQUE.get(permesso) in ruolo.ambito


def _storia(poteri, permesso, comune_id):
    """Una frase per ogni incarico della persona che dava, darà o dà altrove quel potere; il più recente per primo."""
    tutti = Incarico.objects.filter(utente=poteri.utente).select_related("comune", "ente").order_by("-dal")
    return [frase for i in tutti if _da(RUOLI[i.ruolo], permesso) if (frase := _frase(i, poteri.oggi, comune_id))]


def _frase(incarico, oggi, comune_id):
    if incarico.comune_id and incarico.comune_id != comune_id and incarico.vigente(oggi):
        return f"Ce l’hai per {incarico.comune} soltanto."
    if incarico.comune_id and comune_id and incarico.comune_id != comune_id:
        return ""
    if incarico.al and incarico.al < oggi:
        return f"Il tuo incarico di {incarico} è terminato il {formatta_data(incarico.al, esteso=True)}."
    if incarico.dal > oggi:
        return f"Il tuo incarico di {incarico} comincia il {formatta_data(incarico.dal, esteso=True)}: da quel giorno potrai."
    return ""
