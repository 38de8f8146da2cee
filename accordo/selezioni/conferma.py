"""Chi conferma l’adesione di un Comune, e che cosa aspetta la sua conferma."""

from ambito.avvisi import persone_con
from ambito.models import Incarico
from ambito.nucleo.formati_italiani import formatta_data
from ambito.permessi import RUOLI
from ambito.selezioni import storia

CONFERMA = "conferma_adesione"


def incarico_di_conferma(poteri, comune):
    """L’incarico vigente con cui la persona impegna quel Comune, o `None`: una delega per una sola seduta non basta."""
    return next((i for i in poteri.incarichi if i.comune_id == comune.pk and _impegna(i)), None)


def _impegna(incarico):
    return CONFERMA in incarico.sul_comune and not (incarico.ruolo == "delegato" and incarico.al is not None)


def in_forza_di(incarico, poteri):
    """L’incarico in parole, con l’atto: «Sindaco di Codogno dal 1º giugno 2024 (proclamazione)»."""
    suoi = Incarico.objects.filter(utente=poteri.utente, ruolo=incarico.ruolo, comune=incarico.comune_id, dal=incarico.dal)
    atto = suoi.values_list("atto", flat=True).first()
    ruolo = f"{RUOLI[incarico.ruolo].nome} di {incarico.dove}, dal {formatta_data(incarico.dal, esteso=True)}"
    return f"{ruolo} ({atto})" if atto else ruolo


def comuni_che_impegna(poteri):
    """I Comuni (numeri) di cui la persona conferma l’adesione."""
    return {i.comune_id for i in poteri.incarichi if _impegna(i)}


def puo_confermare_qualcuno(comune, oggi):
    """C’è oggi una persona che possa confermare l’adesione di quel Comune?"""
    return persone_con(CONFERMA, oggi, comune_id=comune.pk).exists()


def pronta_da(adesione):
    """L’evento con cui chi compila l’ha detta pronta l’ultima volta, o `None`."""
    return storia(adesione).filter(verbo="adesione.passa_al_sindaco").select_related("autore").first()
