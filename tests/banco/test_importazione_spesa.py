"""Quanto costa importare diecimila righe di spesa, in rapporto alla sola lettura dello stesso foglio nella stessa corsa."""

import time

import pytest

from ambito.importazione import motore
from ambito.nucleo.fogli import leggi_foglio, scrivi_csv
from rendicontazione.models import FormaGestione
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.colonne import COLONNE
from servizi import selezioni as catalogo
from servizi.models import Intervento
from tests.rendicontazione.fabbriche import ANNO, apri, spesa_di
from tests.scena import ADESSO

RIGHE = 10_000
# Due controlli e una scrittura contro due letture del foglio: misurato 13, con margine per una macchina carica.
RAPPORTO_MASSIMO = 40


def misura(lavoro):
    inizio = time.perf_counter()
    esito = lavoro()
    return esito, time.perf_counter() - inizio


def diecimila():
    Intervento.objects.bulk_create(Intervento(codice=f"X{n}", nome=f"Intervento {n}", ordine=100 + n) for n in range(480))
    chiavi = [(i, a, f.value) for i in catalogo.interventi() for a in catalogo.aree() for f in FormaGestione][:RIGHE]
    celle = [
        ["098019 Codogno", ANNO, i.etichetta, a.etichetta, f, "", n, f"{n + 1000},50", "10,00", "", "5,25", "", "100", ""]
        for n, (i, a, f) in enumerate(chiavi)
    ]
    return scrivi_csv([c.etichetta for c in COLONNE], celle)


@pytest.mark.lento
def test_diecimila_righe_restano_svelte(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        byte = diecimila()
        _, lettura = misura(lambda: leggi_foglio("spesa.csv", byte))
        dati = {"comune": lodi.comuni["Codogno"], "parametri": {"anno": ANNO}, "utente": lodi.utenti["operatore"], "adesso": ADESSO}
        caricamento, controllo = misura(lambda: motore.carica(SPESA, nome_file="spesa.csv", byte=byte, **dati))
        assert caricamento.anteprima["nuove"] == RIGHE
        poteri = lodi.poteri("operatore")
        _, scrittura = misura(lambda: motore.applica(caricamento, poteri=poteri, adesso=ADESSO))
        assert spesa_di(lodi).voci.count() == RIGHE
    rapporto = (controllo + scrittura) / (2 * lettura)
    print(f"lettura {lettura:.2f} s, controllo {controllo:.2f} s, scrittura {scrittura:.2f} s, rapporto {rapporto:.1f}")
    assert rapporto <= RAPPORTO_MASSIMO
