"""Che cosa dell’accordo tocca a chi entra, e che cosa ne dice la scheda di un Comune."""

from accordo.compiti import accordi, adesioni, fascicoli, riparti

COMPITI = [adesioni.compiti, fascicoli.compiti, accordi.compiti, riparti.compiti]
quanto_paga = riparti.quanto_paga
DA_SEGUIRE = [adesioni.da_seguire, fascicoli.da_seguire]
RIQUADRI = [adesioni.riquadri, accordi.riquadri, riparti.riquadri]
