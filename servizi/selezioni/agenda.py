"""Che cosa cade in un mese: i termini di servizi e fondi, e le date dei bandi su cui non c’è più nulla da fare."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from servizi.models import Bando
from servizi.parole import frase_del_termine
from servizi.selezioni.termini import GENERI, termini
from servizi.stati import DA_PRESENTARE, StatoBando

# Le parti fra cui si sceglie che cosa guardare, con i generi di termine di ciascuna.
PARTI = {
    "bandi": ("Bandi", {"presenta", "rendiconta"}),
    "risorse": ("Risorse", {"impegna"}),
    "affidamenti": ("Affidamenti", {"affidamento"}),
    "strutture": ("Strutture", {"accreditamento", "pratica", "prescrizione"}),
    "reti": ("Reti", {"rete"}),
}
PARTE_DI = {genere: parte for parte, (_, generi) in PARTI.items() for genere in generi}
# Le date di un bando che non sono già fra i termini: campo, come si dice, stati in cui la data è invece un termine.
DATE_DEL_BANDO = [
    ("apre_il", "Si apre il bando", ()),
    ("scade_il", "Si chiudono le domande", DA_PRESENTARE),
    ("rendicontare_entro", "Si chiude la rendicontazione", (StatoBando.FINANZIATO,)),
]


class Appuntamento(NamedTuple):
    """Una cosa che cade in un giorno: di quale parte è, che cosa succede, perché conta, a quale pagina si va."""

    giorno: date
    parte: str
    che_cosa: str
    nome: str
    perche: str
    rotta: str
    pagina_id: int


def appuntamenti(dal, al):
    """Ciò che cade fra due giorni compresi, in ordine. Due interrogazioni, quante che siano le righe."""
    scadono = [_da_termine(t) for t in termini(dal, al, al) if t.giorno >= dal]
    return sorted([*scadono, *_dei_bandi(dal, al)], key=lambda a: (a.giorno, a.parte, a.nome))


def _da_termine(termine):
    genere = GENERI[termine.genere]
    return Appuntamento(
        termine.giorno, PARTE_DI[termine.genere], genere.verbo, termine.nome, frase_del_termine(termine), genere.rotta,
        termine.pagina_id,
    )  # fmt: skip


def _dei_bandi(dal, al):
    """I bandi lasciati non contano: di loro non si aspetta più niente."""
    nel_periodo = Q()
    for campo, *_ in DATE_DEL_BANDO:
        nel_periodo |= Q(**{f"{campo}__range": (dal, al)})
    for bando in Bando.objects.filter(nel_periodo).exclude(stato=StatoBando.RINUNCIATO):
        perche = f"La domanda dell’Ambito è nello stato «{bando.get_stato_display().lower()}»."
        for campo, che_cosa, gia_termine in DATE_DEL_BANDO:
            giorno = getattr(bando, campo)
            if giorno and dal <= giorno <= al and bando.stato not in gia_termine:
                yield Appuntamento(giorno, "bandi", che_cosa, bando.titolo, perche, "bando", bando.pk)
