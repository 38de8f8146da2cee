"""La rilettura delle mani alzate: che cosa si sta per registrare e che cosa ne verrebbe."""

from ambito.assemblea.models import Votazione, Voto
from ambito.assemblea.parole import elenco
from ambito.assemblea.selezioni import conto
from ambito.assemblea.stati import Espressione, StatoVotazione
from ambito.nucleo.formati_italiani import conta, formatta_numero

NOMI = {
    Espressione.FAVOREVOLE: "A favore",
    Espressione.CONTRARIO: "Contrari",
    Espressione.ASTENUTO: "Astenuti",
    Espressione.CONFLITTO: "In conflitto di interessi, non partecipano",
    Espressione.NON_VOTANTE: "Non votano",
}
# Oltre questo numero di nomi la frase non si legge più ad alta voce: si dice quanti sono.
NOMI_DA_LEGGERE = 12


def rilettura(situazione, scelte):
    """Gruppi da leggere ad alta voce e, se nessuno ha votato dal suo dispositivo, l’esito che ne verrebbe.

    `scelte`: seggio → espressione. Le schede già consegnate dai dispositivi non si svelano prima della chiusura (`coperte`):
    con quelle in mezzo l’esito si vedrà chiudendo.
    """
    voti = list(situazione.votazione.voti.select_related("seggio"))
    coperte = sum(voto.modo == Voto.Modo.PERSONA for voto in voti)
    gruppi = [_gruppo(espressione, [s for s in situazione.elettori if scelte.get(s.pk) == espressione]) for espressione in NOMI]
    return {
        "gruppi": [gruppo for gruppo in gruppi if gruppo],
        "coperte": coperte,
        "esito": None if coperte else _esito(situazione, voti, scelte),
    }


def _gruppo(espressione, seggi):
    if not seggi:
        return None
    quanti = conta(len(seggi), "Comune", "Comuni")
    nomi = elenco(s.nome for s in seggi) if len(seggi) <= NOMI_DA_LEGGERE else ""
    abitanti = formatta_numero(sum(s.residenti for s in seggi))
    return {"nome": NOMI[espressione], "frase": f"{quanti}, {abitanti} abitanti{f': {nomi}' if nomi else ''}"}


def _esito(situazione, voti, scelte):
    """Il conto come sarebbe chiudendo adesso: le schede scritte, quelle da scrivere, i presenti muti."""
    schede = {s.codice: scelte.get(s.pk, Espressione.NON_VOTANTE) for s in situazione.elettori}
    schede |= {voto.seggio.codice: voto.espressione for voto in voti}
    votazione = situazione.votazione
    votazione.seduta = situazione.seduta
    return conto.scrutinio(votazione, schede)


def da_ripetere(votazione):
    """L’ultima votazione palese chiusa nella stessa seduta, o `None`: spesso si vota «con le stesse mani»."""
    chiuse = votazione.seduta.votazioni.filter(stato=StatoVotazione.CHIUSA, numero__lt=votazione.numero)
    return chiuse.exclude(scrutinio=Votazione.Scrutinio.SEGRETO).order_by("-numero").first()


def scelte_di(seduta, votazione_pk):
    """Seggio → espressione di chi, in quella votazione chiusa della seduta, non ha votato a favore."""
    voti = Voto.objects.filter(votazione=votazione_pk, votazione__seduta=seduta, votazione__stato=StatoVotazione.CHIUSA)
    return dict(voti.exclude(espressione=Espressione.FAVOREVOLE).values_list("seggio", "espressione"))
