"""Chi si avvisa, e quando un termine si avvicina."""

from accordo.annunci import accordi, adesioni, fascicoli, richieste, riparti

ANNUNCI = {**adesioni.ANNUNCI, **accordi.ANNUNCI, **riparti.ANNUNCI, **richieste.ANNUNCI}
PROMEMORIA = [adesioni.ricorda, accordi.ricorda, accordi.ricorda_la_fine, riparti.ricorda, fascicoli.ricorda]
