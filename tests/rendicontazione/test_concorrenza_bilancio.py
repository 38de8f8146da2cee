"""Impegni nello stesso istante: mai oltre lo stanziato, neppure mentre un assestamento lo abbassa."""

from decimal import Decimal
from threading import Thread

import pytest

from ambito.errori import ErroreAtteso
from ambito.models import Lavoro
from ambito.nucleo.formati_italiani import formatta_importo
from rendicontazione.models import CapitoloBilancio, Movimento
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from tests.accordo.test_concorrenza import in_parallelo
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi, muovi, obiettivo_del_piano
from tests.scena import crea_scena


@pytest.fixture
def scena(transactional_db):
    return crea_scena("lodi")


def test_sei_impegni_insieme_non_superano_lo_stanziato(scena):
    with scena.aperto("udp"):
        capitolo = approvato(scena, "1000.00")

    def impegna(numero):
        with scena.aperto("udp"):
            return muovi(scena, capitolo, "300.00", atto=f"Determinazione n. {numero}").pk

    esiti = in_parallelo(impegna, range(6))
    assert sum(isinstance(e, operazioni.MovimentoNonValido) for e in esiti) == 3
    with scena.aperto("udp"):
        capitolo = CapitoloBilancio.objects.get(pk=capitolo.pk)
        assert capitolo.impegnato == sum(m.importo for m in Movimento.objects.all()) == Decimal("900.00")


def test_impegnare_mentre_si_assesta(scena):
    with scena.aperto("udp"):
        capitolo = approvato(scena, "1000.00")
        versione = operazioni.comincia_versione(ANNO, **chi(scena))
        sua = bilancio.righe(versione).get(capitolo=capitolo)
        operazioni.cambia_riga(sua, importo=Decimal("500.00"), nota="", revisione=1, **chi(scena))

    def passo(quale):
        with scena.aperto("udp"):
            return approva(scena, versione).stato if quale == "approva" else muovi(scena, capitolo, "800.00").pk

    esiti = in_parallelo(passo, ["approva", "impegna"])
    assert sum(isinstance(e, ErroreAtteso) for e in esiti) == 1
    with scena.aperto("udp"):
        capitolo = CapitoloBilancio.objects.get(pk=capitolo.pk)
        assert capitolo.impegnato <= capitolo.stanziato
        assert (capitolo.stanziato, capitolo.impegnato) in ((Decimal(500), 0), (Decimal(1000), Decimal(800)))


def test_due_colleghi_cominciano_la_stessa_versione(scena):
    with scena.aperto("udp"):
        obiettivo_del_piano(scena)

    def comincia(_):
        with scena.aperto("udp"):
            return operazioni.comincia_versione(ANNO, **chi(scena)).pk

    esiti = in_parallelo(comincia, range(3))
    assert sum(isinstance(e, operazioni.BilancioNonValido) for e in esiti) == 2
    with scena.aperto("udp"):
        assert bilancio.versioni(ANNO).count() == 1


def test_chi_stampa_una_bozza_mentre_un_collega_la_scrive_ne_stampa_una_sola(scena, monkeypatch):
    """Fra una tabella e l’altra un collega raddoppia una riga: aspetta che la stampa abbia letto tutto."""
    with scena.aperto("udp"):
        capitolo = approvato(scena, "1000.00")
        versione = operazioni.comincia_versione(ANNO, **chi(scena))
        sua = bilancio.righe(versione).select_related("versione").get(capitolo=capitolo)
        prima = bilancio.versione(ANNO, 1).totale

    def raddoppia():
        with scena.aperto("udp"):
            operazioni.cambia_riga(sua, importo=Decimal("2000.00"), nota="", revisione=1, **chi(scena))

    collega, per_fondo = Thread(target=raddoppia), bilancio.per_fondo

    def fra_una_tabella_e_l_altra(letta):
        collega.start()
        collega.join(timeout=1)
        return per_fondo(letta)

    monkeypatch.setattr(bilancio, "per_fondo", fra_una_tabella_e_l_altra)
    risposta = scena.client("coordinatore").post(f"/lodi/rendicontazione/{ANNO}/bilancio/versioni/1/documento/")
    collega.join()
    assert risposta.status_code == 302
    with scena.aperto("udp"):
        dati = Lavoro.objects.get().argomenti["preparato"]["dati"]
        totali = {t["totale"]["celle"][1]["testo"] for t in dati["tavole"] if t["chiave"] in ("obiettivi", "fondi", "comuni")}
        assert totali == {formatta_importo(prima)}
        assert bilancio.versione(ANNO, 1).totale == prima + 1000
