"""La salute dei lavori: si vede ciò che è fermo, con il suo nome; ciò che va non disturba."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ambito import lavori, salute
from ambito.avvisi import avvisa
from ambito.models import Avviso, Lavoro
from ambito.registri import LAVORI, TipoLavoro


@pytest.fixture
def lavoro(lodi, monkeypatch):
    monkeypatch.setattr(lavori, "_sveglia", lambda ambito_id, lavoro_id: None)
    monkeypatch.setitem(LAVORI, "prova", TipoLavoro("prova", lambda lavoro, avanza: None))
    with lodi.aperto():
        Avviso.objects.all().delete()
        return lavori.accoda("prova", "a", "Lavoro di prova", argomenti={}, utente=None, adesso=timezone.now())


def cambia(lodi, lavoro, **campi):
    with lodi.aperto():
        Lavoro.objects.filter(pk=lavoro.pk).update(**campi)


def test_cio_che_va_non_disturba(lodi, pavese, lavoro, capsys):
    cambia(lodi, lavoro, avvio="in_corso", battito=timezone.now(), preso_da="uno")
    call_command("salute_lavori")
    assert capsys.readouterr().out == "Lavori e posta vanno avanti.\n"


def test_un_worker_che_non_batte_piu_si_scopre_per_nome(lodi, lavoro):
    tardi = timezone.now() - lavori.AFFITTO - timedelta(seconds=1)
    cambia(lodi, lavoro, avvio="in_corso", battito=tardi, preso_da="uno:7:abc")
    with pytest.raises(CommandError, match=f"lodi: il lavoro {lavoro.pk} .* è in mano a uno:7:abc"):
        call_command("salute_lavori")


def test_una_coda_che_nessuno_prende(lodi, lavoro):
    assert salute.allarmi() == []
    assert "1 lavoro aspetta" in salute.allarmi(timezone.now() + salute.IN_CODA_TROPPO + timedelta(seconds=1))[0]


def test_la_posta_che_non_parte(lodi, lavoro):
    cambia(lodi, lavoro, avvio="fatto", finito_il=timezone.now())
    adesso = timezone.now()
    with lodi.aperto():
        avvisa([lodi.utenti["udp"]], genere="prova", oggetto=lodi.ambito, titolo="T", testo="T", url="/lodi/", adesso=adesso)
    assert salute.allarmi(adesso) == []
    dopo = salute.allarmi(adesso + salute.POSTA_IN_RITARDO + timedelta(seconds=1))
    assert dopo == ["lodi: 1 messaggio non è partito da un quarto d’ora: l’orologio è fermo."]
