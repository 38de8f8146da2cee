"""Il foglio del bilancio: ciò che si scarica si ricarica uguale; gli errori si dicono cella per cella; nulla si scrive prima."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ambito.importazione import motore
from ambito.models import Caricamento, Evento
from rendicontazione.models import RigaBilancio
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from rendicontazione.tracciati.bilancio import BILANCIO
from tests.rendicontazione.bilanci import ANNO, approva, chi, obiettivo_del_piano, riga
from tests.scena import ADESSO

PAGINA = f"/lodi/rendicontazione/{ANNO}/bilancio/versioni/0/"
INTESTAZIONI = "obiettivo;fondo;comune;importo;nota\n"


@pytest.fixture
def bozza(lodi):
    with lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
        versione = operazioni.comincia_versione(ANNO, **chi(lodi))
        riga(lodi, versione, scheda, "100.00", "FSR", "Codogno", "una nota")
        yield versione


def carica(lodi, testo):
    return motore.carica(BILANCIO, nome_file="righe.csv", byte=testo.encode(), comune=None, parametri={"anno": ANNO, "numero": 0},
                         utente=lodi.utenti["udp"], adesso=ADESSO)  # fmt: skip


def importi(versione):
    return {str(r.capitolo): (r.importo, r.nota) for r in bilancio.righe(versione)}


def test_cio_che_si_scarica_si_ricarica_uguale(lodi, bozza):
    scaricato = lodi.client("udp").get(f"{PAGINA}?formato=csv").content.decode("utf-8-sig")
    with lodi.aperto("udp"):
        anteprima = carica(lodi, scaricato).anteprima
    assert (anteprima["quanti_errori"], anteprima["nuove"], anteprima["cambiate"], anteprima["uguali"]) == (0, 0, 0, 2)


def test_il_foglio_cambia_e_aggiunge_e_il_resto_rimane(lodi, bozza):
    prima = importi(bozza)
    caricamento = carica(lodi, f"{INTESTAZIONI}d1;FSR;Codogno;150,00;\nD1;FNA;Tutto l'Ambito;1.000,00;nuova\n")
    assert (caricamento.anteprima["nuove"], caricamento.anteprima["cambiate"]) == (1, 1)
    assert importi(bozza) == prima
    motore.applica(caricamento, **chi(lodi))
    attesi = {"D1 con FSR, Codogno": (Decimal("150.00"), ""), "D1 con FNA": (Decimal("1000.00"), "nuova")}
    assert importi(bozza) == {**prima, **attesi}
    assert RigaBilancio.objects.get(importo=Decimal("150.00")).revisione == 2
    assert Evento.objects.get(verbo="versionebilancio.foglio").dopo == {"righe": ["D1 con FSR, Codogno", "D1 con FNA"]}


SBAGLIATI = {
    "Z9;FSR;;1,00;": "non è un obiettivo del piano",
    "D1;XYZ;;1,00;": "non è un fondo",
    "D1;FSR;Milano;1,00;": "non è un Comune di questo Ambito",
    "D1;FSR;;-1,00;": "negativo",
    "D1;FSR;;1,00;\nD1;FSR;Tutto l’Ambito;2,00;": "sono già nella riga 2",
}


@pytest.mark.parametrize("righe", list(SBAGLIATI))
def test_gli_errori_dicono_che_cosa_correggere(lodi, bozza, righe):
    anteprima = carica(lodi, f"{INTESTAZIONI}{righe}\n").anteprima
    assert SBAGLIATI[righe] in anteprima["errori"][0]["frase"]


def test_approvata_intanto_non_si_scrive_piu(lodi, bozza):
    caricamento = carica(lodi, f"{INTESTAZIONI}D1;FSR;;5,00;\n")
    approva(lodi, bozza)
    prima = importi(bozza)
    with pytest.raises((motore.CaricamentoSuperato, operazioni.BilancioNonValido)):
        motore.applica(caricamento, **chi(lodi))
    assert importi(bozza) == prima
    assert "non c’è più" in carica(lodi, f"{INTESTAZIONI}D1;FSR;;5,00;\n").anteprima["errori"][0]["frase"]


def test_dalla_pagina_all_anteprima(lodi, bozza):
    udp = lodi.client("udp")
    assert f"{PAGINA}righe/foglio/" in udp.get(PAGINA).content.decode()
    file = SimpleUploadedFile("righe.csv", f"{INTESTAZIONI}D1;FSR;;5,00;\n".encode(), content_type="text/csv")
    risposta = udp.post(f"{PAGINA}righe/foglio/", {"file": file})
    with lodi.aperto("udp"):
        assert risposta.url.endswith(f"/{Caricamento.objects.get().pk}/")
        approva(lodi, bozza)
    assert udp.get(f"{PAGINA}righe/foglio/").url == udp.post(f"{PAGINA}righe/foglio/").url == PAGINA
