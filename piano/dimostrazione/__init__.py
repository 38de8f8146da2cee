"""Il piano dimostrativo di Lodi: quasi scritto, in bozza. Nei testi, le cifre inventate portano «dato dimostrativo»."""

from datetime import timedelta

from ambito.nucleo.periodi import Triennio
from piano import operazioni
from piano.dimostrazione import commenti, obiettivi, sezioni, tavoli
from piano.models import PianoDiZona


def popola(scena):
    """Crea il piano 2025-2027 di Lodi se non c’è; altrove niente, così si può provare a crearne uno."""
    if scena.ambito.slug != "lodi" or PianoDiZona.objects.exists():
        return
    udp, coordinatore = scena.persona("udp"), scena.persona("coordinatore")
    inizio = scena.adesso - timedelta(days=40)
    piano = operazioni.crea_piano(Triennio(2025), utente=coordinatore, adesso=inizio)
    tavoli.apri(piano, udp, inizio)
    sezioni.scrivi(piano, [udp, coordinatore], inizio)
    obiettivi.scrivi(piano, udp, inizio + timedelta(days=12))
    commenti.scrivi(piano, scena, inizio + timedelta(days=30))
