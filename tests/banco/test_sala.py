"""Quanto costa una lettura periodica della sala, e se cresce con i Comuni: in CPU, contro la vista più povera e fra due sedute.

Poi duecentocinquanta persone vere davanti a un processo web solo: guardano ogni cinque secondi e intanto votano.
"""

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.urls import reverse

from tests.assemblea.conftest import Assemblea
from tests.banco.test_pagine import Portale
from tests.processi.casa import Casa
from tests.processi.elettori import Urna
from tests.scena import crea_scena

POCHI, MOLTI, GIRI = 4, 250, 15
# Quanto può costare in più con tanti Comuni, e quante volte la vista più povera (docs/esercizio/misure.md).
CRESCITA, MASSIMI = 1.4, {"invariata": 12, "cambiata": 32}
PERIODO, LETTURE, SI_VOTA_IN = 5, 7, 4


class Lettore:
    """Chi tiene aperta la sala di una seduta con tanti Comuni."""

    def __init__(self, slug, provincia, quanti):
        self.scena = crea_scena(slug, [(f"{provincia}{n:03}", f"Comune {n}", 900 + n) for n in range(1, quanti + 1)])
        with self.scena.aperto("segretario"):
            self.assemblea = Assemblea(self.scena)
            self.votazione = self.assemblea.al_voto()
        sindaco = self.scena.client("sindaco")
        self.sala = reverse("assemblea:sala", args=[slug, self.votazione.seduta_id])
        self.segno = re.search(r"segno=(\w+)", sindaco.get(self.sala).content.decode())[1]
        self.portale = Portale(sindaco.cookies[settings.SESSION_COOKIE_NAME].value)

    def invariata(self):
        return self.portale.costo(f"{self.sala}?segno={self.segno}", 204, HTTP_HX_REQUEST="true")

    def cambiata(self):
        return self.portale.costo(f"{self.sala}?segno=altro", HTTP_HX_REQUEST="true")


@pytest.mark.lento
def test_una_lettura_della_sala_non_cresce_con_i_comuni(db):
    lettori = {"pochi": Lettore("pochi", "991", POCHI), "molti": Lettore("molti", "098", MOLTI)}
    nudo, base = Portale(MIDDLEWARE=[], ROOT_URLCONF="tests.banco.test_pagine"), []
    misure = {(quanti, genere): [] for quanti in lettori for genere in MASSIMI}
    for _ in range(GIRI):
        base.append(nudo.costo("/povera/"))
        for (quanti, genere), tempi in misure.items():
            tempi.append(getattr(lettori[quanti], genere)())
    migliori = {chiave: min(tempi) for chiave, tempi in misure.items()}
    volte = {genere: migliori["molti", genere] / min(base) for genere in MASSIMI}
    crescita = {genere: migliori["molti", genere] / migliori["pochi", genere] for genere in MASSIMI}
    print(f"{MOLTI} Comuni contro {POCHI}: {crescita}; contro la vista più povera: {volte}")
    assert max(crescita.values()) <= CRESCITA
    assert all(volte[genere] <= massimo for genere, massimo in MASSIMI.items())


def guarda(urna, elettore, posto, inizio):
    """Legge la sala ogni cinque secondi, ciascuno sfasato dagli altri, e in venti secondi votano tutti: codici e ritardi."""
    codici, ritardi, segno = [], [], ""
    for giro in range(LETTURE):
        quando = inizio + giro * PERIODO + PERIODO * posto / MOLTI
        time.sleep(max(0, quando - time.monotonic()))
        codice, testo = urna.legge(elettore, f"sedute/{urna.sedute[0]}/sala/?segno={segno}")
        ritardi.append(time.monotonic() - quando)
        codici.append(codice)
        segno = trovato[1] if (trovato := re.search(r"segno=(\w+)", testo)) else segno
        if giro == 2 + posto % SI_VOTA_IN:
            codici.append(urna.insiste(elettore, "favorevole"))
    return codici, ritardi


@pytest.mark.lento
def test_duecentocinquanta_elettori_davanti_a_un_processo_solo():
    """Nessuna lettura e nessun voto si perdono, anche mentre votano tutti.

    Quanto si aspetta dipende dalla macchina, e qui si scrive soltanto: la prova che non ne dipende è il rapporto qui sopra.
    """
    casa = Casa("tests.processi.urna", quanti=[MOLTI])
    comando = list(casa.squadra.comandi["web"])
    comando[comando.index("--workers") + 1] = "1"
    casa.squadra.comandi["web"] = tuple(comando)
    try:
        casa.avvia()
        urna = Urna(casa)
        inizio = time.monotonic() + 2
        with ThreadPoolExecutor(MOLTI) as esecutore:
            esiti = [esecutore.submit(guarda, urna, e, n, inizio) for n, e in enumerate(urna.elettori)]
            codici, ritardi = zip(*[esito.result() for esito in esiti], strict=True)
    finally:
        casa.ferma()
    conto, tutti = Counter(c for lista in codici for c in lista), sorted(r for lista in ritardi for r in lista)
    print(f"{len(tutti)} letture: {dict(conto)}, mediana {tutti[len(tutti) // 2]:.3f} s, la più lenta {tutti[-1]:.2f} s")
    assert set(conto) <= {200, 204, 302} and conto[302] == MOLTI and len(tutti) == MOLTI * LETTURE
