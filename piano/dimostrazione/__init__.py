"""I piani dimostrativi di Lodi: uno concluso, il 2025-2027 in bozza. Nei testi le cifre inventate portano «dato dimostrativo»."""

from datetime import timedelta
from functools import partial

from django.utils.timezone import localdate

from ambito import seguiti
from ambito.nucleo.periodi import Triennio
from ambito.poteri import Poteri
from piano import operazioni
from piano.dimostrazione import (
    attuativi,
    commenti,
    figure,
    formazione,
    giri,
    monitoraggio,
    obiettivi,
    precedente,
    quote,
    sezioni,
    tavoli,
    versioni,
)
from piano.dimostrazione.partecipazione import Partecipazione
from piano.models import PianoDiZona


def popola(scena):
    """Crea i piani di Lodi, se non ce n’è; altrove niente, così si può provare a crearne uno."""
    if scena.ambito.slug != "lodi" or PianoDiZona.objects.exists():
        return
    udp, coordinatore = scena.persona("udp"), scena.persona("coordinatore")
    inizio = scena.adesso - timedelta(days=40)
    precedente.racconta(scena, inizio - timedelta(days=1))
    piano = operazioni.crea_piano(Triennio(2025), utente=coordinatore, adesso=inizio)
    sezioni.affida(scena, piano, [udp, coordinatore], inizio)
    momenti = [
        (inizio + timedelta(hours=1), partial(figure.carica, scena, piano)),
        *tavoli.momenti(piano, udp, inizio),
        *sezioni.momenti(piano, [udp, coordinatore], inizio),
        *obiettivi.momenti(piano, udp, inizio),
        (inizio + timedelta(days=18), partial(sezioni.riassumi, scena, piano)),
        *versioni.momenti(scena, piano, inizio),
    ]
    # In ordine di tempo: una versione congelata a metà contiene ciò che era scritto allora, non di più.
    for quando, fai in sorted(momenti, key=lambda momento: momento[0]):
        fai(quando)
    versioni.chiedi_il_confronto(piano, coordinatore, scena.adesso)
    oggi = localdate(scena.adesso)
    poteri = Poteri(udp, scena.ambito, oggi)
    attuativi.scrivi(piano, {"poteri": poteri, "adesso": inizio + timedelta(days=26)})
    quote.collega(piano, scena)
    giri.svolgi(scena, piano)
    monitoraggio.segui(scena, piano, udp, oggi)
    formazione.programma(scena, piano, udp, oggi)
    seguiti.segui("piano", piano, utente=coordinatore, adesso=scena.adesso)
    Partecipazione(scena, piano).scrivi()
    commenti.scrivi(piano, scena, inizio + timedelta(days=30))
