"""Un Ambito non resta mai senza coordinatore: né adesso, né a una data futura, né per due mani contemporanee."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ambito import incarichi
from ambito.contesto import in_ambito
from ambito.incarichi import SenzaGuida
from ambito.models import Incarico
from tests.scena import crea_scena, crea_utente

OGGI = timezone.localdate()
FRA = {giorni: OGGI + timedelta(giorni) for giorni in (1, 10, 30, 60)}


def nomina(email="altra@x.example", ruolo="coordinatore", **campi):
    dati = {"dal": OGGI, "atto": "decreto", "autore": None, "adesso": timezone.now(), **campi}
    return incarichi.conferisci(utente=crea_utente(email), ruolo=ruolo, **dati)


def termina(incarico, al=OGGI):
    return incarichi.cessa(incarico, al=al, autore=None, adesso=timezone.now())


@pytest.fixture
def aperta(lodi):
    """L’Ambito aperto, con il suo solo coordinatore."""
    with lodi.aperto():
        yield Incarico.objects.get(ruolo="coordinatore")


@pytest.mark.parametrize("al", [OGGI - timedelta(1), OGGI, FRA[60]])
def test_l_ultimo_coordinatore_non_si_chiude_ne_oggi_ne_a_termine(aperta, al):
    with pytest.raises(SenzaGuida, match="resterebbe senza coordinatore"), transaction.atomic():
        termina(aperta, al)
    assert Incarico.objects.get(pk=aperta.pk).al is None


def test_con_un_successore_si_chiude(aperta):
    nomina(dal=FRA[10])
    with pytest.raises(SenzaGuida, match=f"dal {FRA[1]:%d/%m/%Y}"), transaction.atomic():
        termina(aperta, OGGI)
    termina(aperta, FRA[10] - timedelta(1))


def test_un_successore_a_termine_non_basta_e_da_solo_non_comincia(aperta):
    nomina(al=FRA[30])
    with pytest.raises(SenzaGuida), transaction.atomic():
        termina(aperta, FRA[10])
    nomina("terza@x.example", dal=FRA[30])
    termina(aperta, FRA[10])


def test_il_primo_coordinatore_non_puo_avere_una_scadenza(aperta):
    Incarico.objects.filter(pk=aperta.pk).delete()
    with pytest.raises(SenzaGuida), transaction.atomic():
        nomina(al=FRA[60])
    nomina()


def test_un_coordinatore_sospeso_non_conta(aperta):
    altro = nomina()
    altro.utente.is_active = False
    altro.utente.save()
    with pytest.raises(SenzaGuida), transaction.atomic():
        termina(aperta)


def test_un_coordinatore_appena_nominato_non_si_annulla_se_e_il_solo(aperta):
    nuovo = nomina()
    termina(aperta)
    Incarico.objects.filter(pk=aperta.pk).update(al=OGGI - timedelta(1))
    with pytest.raises(SenzaGuida), transaction.atomic():
        incarichi.annulla(nuovo, autore=None, adesso=timezone.now(), nota="sbaglio")


def test_gli_altri_ruoli_si_chiudono_senza_condizioni(aperta):
    termina(Incarico.objects.get(ruolo="udp"))


def test_la_pagina_spiega_il_rifiuto(lodi):
    with lodi.aperto():
        ultimo = Incarico.objects.get(ruolo="coordinatore")
    risposta = lodi.client("coordinatore").post(f"/lodi/persone/{ultimo.pk}/termina/", {"al": OGGI.isoformat(), "nota": "Pensione"})
    assert risposta.status_code == 422
    assert "Prima conferisci l’incarico a chi subentra" in risposta.content.decode() and "Pensione" in risposta.content.decode()


@pytest.mark.django_db(transaction=True)
def test_due_coordinatori_che_si_terminano_a_vicenda_ne_lasciano_uno():
    scena = crea_scena("lodi")
    with scena.aperto():
        nomina()
        due = list(Incarico.objects.filter(ruolo="coordinatore"))
    pronti = Barrier(2)

    def chiudi(incarico):
        try:
            with in_ambito(scena.ambito.pk):
                # Tutti e due hanno già letto che c’è un altro coordinatore.
                assert Incarico.objects.filter(ruolo="coordinatore", al=None).count() == 2
                pronti.wait(10)
                termina(incarico)
            return True
        except SenzaGuida:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as esecutore:
        assert sorted(esecutore.map(chiudi, due)) == [False, True]
    with scena.aperto():
        assert Incarico.objects.filter(ruolo="coordinatore", al=None).count() == 1
