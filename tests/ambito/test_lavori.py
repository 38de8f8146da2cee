"""I lavori: una volta sola, anche con messaggi doppi, lavoratori morti, code svuotate."""

import re
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from ambito import lavori, tasks
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ente, Lavoro
from ambito.nucleo import figlio
from ambito.registri import LAVORI, TipoLavoro
from tests.scena import ADESSO


@pytest.fixture
def tipo(monkeypatch):
    """Registra un tipo di lavoro di prova e lo toglie alla fine."""

    def registra(funzione, nome="prova.lavoro"):
        monkeypatch.setitem(LAVORI, nome, TipoLavoro(nome, funzione))
        return nome

    return registra


@pytest.fixture
def svegliati(monkeypatch):
    """Le sveglie mandate al broker, al posto di mandarle."""
    inviati = []
    monkeypatch.setattr(current_app, "send_task", lambda nome, kwargs: inviati.append(kwargs["lavoro_id"]))
    return inviati


def un_ente(lavoro, avanza):
    """Effetto visibile: crea un ente, nella transazione finale."""
    avanza(1, 2, "a metà")
    return lambda lavoro: Ente.objects.create(tipo="altro", denominazione=f"effetto {lavoro.pk}")


def accoda(lodi, tipo, chiave="k"):
    with lodi.aperto():
        return lavori.accoda(tipo, chiave, "Prova", argomenti={}, utente=lodi.utenti["udp"], adesso=ADESSO)


def rileggi(lodi, lavoro):
    with lodi.aperto():
        return Lavoro.objects.get(pk=lavoro.pk)


def effetti(lodi, lavoro):
    with lodi.aperto():
        return Ente.objects.filter(denominazione=f"effetto {lavoro.pk}").count()


def test_la_stessa_chiave_da_lo_stesso_lavoro(lodi, tipo, svegliati):
    nome = tipo(un_ente)
    assert accoda(lodi, nome).pk == accoda(lodi, nome).pk


def test_la_sveglia_parte_solo_dopo_il_commit(lodi, tipo, svegliati, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rimandate:
        accoda(lodi, tipo(un_ente))
        assert svegliati == []
    assert len(rimandate) == 1


def test_eseguire_due_volte_fa_l_effetto_una_volta(lodi, tipo, svegliati):
    lavoro = accoda(lodi, tipo(un_ente))
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is True
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    finito = rileggi(lodi, lavoro)
    assert (finito.avvio, finito.percentuale, effetti(lodi, lavoro)) == ("fatto", 100, 1)
    assert finito.finito_il is not None


def test_chi_ha_perso_il_lavoro_non_lascia_traccia(lodi, tipo, svegliati):
    def rubato(lavoro, avanza):
        with in_ambito(lavoro.ambito_id):
            Lavoro.objects.filter(pk=lavoro.pk).update(preso_da="un altro")
        return lambda lavoro: Ente.objects.create(tipo="altro", denominazione=f"effetto {lavoro.pk}")

    lavoro = accoda(lodi, tipo(rubato))
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    assert effetti(lodi, lavoro) == 0
    assert rileggi(lodi, lavoro).avvio == "in_corso"


def test_l_avanzamento_di_chi_ha_perso_il_lavoro_si_ferma(lodi, tipo, svegliati):
    lavoro = accoda(lodi, tipo(un_ente))
    with lodi.aperto():
        Lavoro.objects.update(avvio="in_corso", preso_da="un altro", battito=timezone.now())
    with pytest.raises(lavori.LavoroPerso):
        lavori.Avanzamento(lavoro, "io")(2, 2)


def test_un_lavoro_tenuto_da_un_altro_non_si_prende_finche_batte(lodi, tipo, svegliati):
    lavoro = accoda(lodi, tipo(un_ente))
    with lodi.aperto():
        Lavoro.objects.update(avvio="in_corso", preso_da="un altro", battito=timezone.now())
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    with lodi.aperto():
        Lavoro.objects.update(battito=timezone.now() - lavori.AFFITTO - timedelta(seconds=1))
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is True


def test_lo_spazzino_risveglia_i_fermi_e_chiude_chi_ha_esaurito_i_tentativi(lodi, tipo, svegliati):
    nome = tipo(un_ente)
    fermo, morto, disperato = (accoda(lodi, nome, k) for k in "abc")
    vecchio = timezone.now() - lavori.AFFITTO - timedelta(seconds=1)
    with lodi.aperto():
        Lavoro.objects.filter(pk=morto.pk).update(avvio="in_corso", preso_da="x", battito=vecchio)
        Lavoro.objects.filter(pk=disperato.pk).update(avvio="in_corso", battito=vecchio, tentativi=lavori.TENTATIVI_MASSIMI)

    assert lavori.spazza(lodi.ambito.pk) == 2

    assert svegliati == [fermo.pk, morto.pk] or set(svegliati) == {fermo.pk, morto.pk}
    assert (rileggi(lodi, disperato).avvio, rileggi(lodi, disperato).errore) == ("fallito", lavori.TROPPI)


def test_un_errore_atteso_ferma_il_lavoro_e_dice_perche(lodi, tipo, svegliati):
    def impossibile(lavoro, avanza):
        raise ErroreAtteso("Manca il testo.")

    lavoro = accoda(lodi, tipo(impossibile))
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    assert (rileggi(lodi, lavoro).avvio, rileggi(lodi, lavoro).errore) == ("fallito", "Manca il testo.")


def test_un_errore_imprevisto_rimette_in_coda_e_poi_rinuncia(lodi, tipo, svegliati):
    def rotto(lavoro, avanza):
        raise ZeroDivisionError

    lavoro = accoda(lodi, tipo(rotto))
    for _ in range(lavori.TENTATIVI_MASSIMI):
        with pytest.raises(ZeroDivisionError):
            lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert (rileggi(lodi, lavoro).avvio, rileggi(lodi, lavoro).errore) == ("fallito", lavori.TROPPI)


def test_un_effetto_che_fallisce_non_lascia_il_lavoro_fatto(lodi, tipo, svegliati):
    def rompe_alla_fine(lavoro, avanza):
        def concludi(lavoro):
            Ente.objects.create(tipo="altro", denominazione=f"effetto {lavoro.pk}")
            raise ZeroDivisionError

        return concludi

    lavoro = accoda(lodi, tipo(rompe_alla_fine))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert effetti(lodi, lavoro) == 0


def test_riprovare_rimette_in_coda_un_lavoro_fallito(lodi, tipo, svegliati):
    lavoro = accoda(lodi, tipo(un_ente))
    with lodi.aperto():
        Lavoro.objects.update(avvio="fallito", finito_il=ADESSO, tentativi=5, errore="x")
    risposta = lodi.client("udp").post(f"/lodi/lavori/{lavoro.pk}/")
    assert risposta.status_code == 302
    assert (rileggi(lodi, lavoro).avvio, rileggi(lodi, lavoro).tentativi) == ("in_coda", 0)


def test_il_lavoro_gira_nel_suo_ambito_e_non_vede_gli_altri(lodi, pavese, tipo, svegliati):
    visti = []

    def guarda(lavoro, avanza):
        with in_ambito(lavoro.ambito_id):
            visti.extend(Ente._base_manager.values_list("ambito_id", flat=True))

    lavoro = accoda(lodi, tipo(guarda))
    tasks.esegui_lavoro(ambito_id=lodi.ambito.pk, lavoro_id=lavoro.pk)
    assert set(visti) == {lodi.ambito.pk}
    # Un messaggio con l’Ambito sbagliato non trova il lavoro.
    assert lavori.esegui(pavese.ambito.pk, lavoro.pk) is False


def test_i_compiti_periodici_passano_ogni_ambito(lodi, pavese, svegliati):
    tasks.sigilla_registri()
    tasks.spazza_lavori()
    tasks.allinea_poteri()
    from ambito import registro

    for scena in (lodi, pavese):
        with scena.aperto():
            assert registro.verifica().righe > 0


def test_un_lavoro_annullato_non_parte_e_chiesto_di_nuovo_riparte(lodi, tipo, svegliati):
    nome = tipo(un_ente)
    lavoro = accoda(lodi, nome)
    navigatore = lodi.client("udp")
    assert "Annulla" in navigatore.get(f"/lodi/lavori/{lavoro.pk}/").content.decode()
    assert navigatore.post(f"/lodi/lavori/{lavoro.pk}/annulla/").status_code == 302
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    pagina = navigatore.get(f"/lodi/lavori/{lavoro.pk}/").content.decode()
    assert "Annullato: non ha prodotto nulla" in pagina and "Riprova" in pagina
    assert accoda(lodi, nome).pk == lavoro.pk and lavori.esegui(lodi.ambito.pk, lavoro.pk) is True
    risposta = navigatore.post(f"/lodi/lavori/{lavoro.pk}/annulla/", follow=True)
    assert "Il lavoro era già finito" in risposta.content.decode() and effetti(lodi, lavoro) == 1


def test_annullato_mentre_gira_si_ferma_e_non_lascia_traccia(lodi, tipo, svegliati):
    def lungo(lavoro, avanza):
        with in_ambito(lavoro.ambito_id):
            lavori.annulla(lavoro, timezone.now())
        return un_ente(lavoro, avanza)

    lavoro = accoda(lodi, tipo(lungo))
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    assert (rileggi(lodi, lavoro).avvio, effetti(lodi, lavoro)) == ("annullato", 0)


@pytest.mark.parametrize("errore", [ErroreAtteso("Manca il testo."), ZeroDivisionError()])
def test_annullato_resta_annullato_anche_se_il_lavoro_poi_sbaglia(lodi, tipo, svegliati, errore):
    def sbaglia(lavoro, avanza):
        with in_ambito(lavoro.ambito_id):
            lavori.annulla(lavoro, timezone.now())
        raise errore

    lavoro = accoda(lodi, tipo(sbaglia))
    with suppress(ZeroDivisionError):
        lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert (rileggi(lodi, lavoro).avvio, rileggi(lodi, lavoro).errore) == ("annullato", "")


def test_si_sa_quanto_e_costato(lodi, tipo, svegliati):
    def calcola(lavoro, avanza):
        inizio = time.process_time()
        while time.process_time() - inizio < 0.2:
            pass

    lavoro = accoda(lodi, tipo(calcola))
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    costato = rileggi(lodi, lavoro)
    assert costato.secondi_cpu >= 0.15 and costato.durata.total_seconds() >= 0.15
    pagina = lodi.client("udp").get(f"/lodi/lavori/{lavoro.pk}/").content.decode()
    assert re.search(r"Durata \d+,\d s, calcolo \d+,\d s, memoria [\d.]+ MB, 1 tentativo\.", pagina)


def test_si_conta_anche_chi_lavora_in_un_altro_processo(lodi, tipo, svegliati):
    """Il figlio che resta aperto calcola 0,6 secondi a ogni richiesta e non finisce: li dice lui."""

    def chiede(lavoro, avanza):
        for _ in range(2):
            figlio.esegui("tests.nucleo.figlio_di_prova", b"breve", secondi=5, memoria=256 << 20)

    for giro in ("uno", "due"):
        lavoro = accoda(lodi, tipo(chiede, giro), giro)
        lavori.esegui(lodi.ambito.pk, lavoro.pk)
        costato = rileggi(lodi, lavoro)
        assert 1.2 <= costato.secondi_cpu < 3
        assert 5 << 20 < costato.memoria_massima < 4 << 30


def test_i_lavori_finiti_da_sei_mesi_si_tolgono(lodi, pavese, tipo, svegliati):
    nome = tipo(un_ente)
    vecchio, recente, in_coda = (accoda(lodi, nome, k) for k in "abc")
    soglia = timezone.now() - lavori.CONSERVAZIONE
    with lodi.aperto():
        Lavoro.objects.filter(pk=vecchio.pk).update(avvio="annullato", finito_il=soglia - timedelta(days=1))
        Lavoro.objects.filter(pk=recente.pk).update(avvio="fatto", finito_il=soglia + timedelta(days=1))
    tasks.scarta()
    with lodi.aperto():
        assert set(Lavoro.objects.values_list("pk", flat=True)) == {recente.pk, in_coda.pk}
