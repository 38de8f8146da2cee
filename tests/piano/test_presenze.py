"""La presenza: dice chi scrive, scade da sé, non ferma nessuno, e leggere non la tocca."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from piano import operazioni
from piano.models import Presenza
from piano.selezioni import presenze
from tests.piano.fabbriche import piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def sezione(lodi):
    with lodi.aperto("udp"):
        yield sezione_di(piano_nuovo(lodi))


def indirizzo(sezione, nome="presenza"):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", sezione.pk])


def segna(lodi, sezione, ruolo, quando=ADESSO):
    return operazioni.segna_presenza(sezione, utente=lodi.utenti[ruolo], adesso=quando)


def test_ci_si_rinnova_e_si_scade_da_se(lodi, sezione):
    segna(lodi, sezione, "udp")
    poco_dopo = ADESSO + timedelta(seconds=80)
    assert segna(lodi, sezione, "udp", poco_dopo).dal == ADESSO
    chiara = lodi.utenti["coordinatore"]
    assert len(presenze.altri_su(sezione, chiara, poco_dopo + presenze.DURATA)) == 1
    tardi = poco_dopo + presenze.DURATA + timedelta(seconds=1)
    assert presenze.altri_su(sezione, chiara, tardi) == []
    assert segna(lodi, sezione, "udp", tardi).dal == tardi
    assert Presenza.objects.count() == 1


def test_nessuno_e_un_altro_per_se_stesso(lodi, sezione):
    segna(lodi, sezione, "udp")
    assert presenze.altri_su(sezione, lodi.utenti["udp"], ADESSO) == []


def test_la_pagina_segna_e_leggere_no(lodi, sezione):
    udp, chiara = lodi.client("udp"), lodi.client("coordinatore")
    udp.get(indirizzo(sezione, "sezione"))
    assert not Presenza.objects.exists()
    assert udp.post(indirizzo(sezione)).json() == {"altri": []}
    altri = chiara.post(indirizzo(sezione)).json()["altri"]
    assert [a["nome"] for a in altri] == [lodi.utenti["udp"].nome_completo]
    udp.post(indirizzo(sezione), {"esci": "1"})
    assert chiara.post(indirizzo(sezione)).json() == {"altri": []}


def test_chi_arriva_dopo_legge_o_scrive_lo_stesso(lodi, sezione):
    segna(lodi, sezione, "udp", timezone.now())
    chiara = lodi.client("coordinatore")
    pagina = chiara.get(indirizzo(sezione, "sezione")).content.decode()
    assert "sta scrivendo qui dalle" in pagina and "Scrivi lo stesso" in pagina and "data-editor" not in pagina
    assert "data-editor" in chiara.get(indirizzo(sezione, "sezione"), {"scrivi": "1"}).content.decode()
    assert chiara.post(indirizzo(sezione, "sezione"), {"testo": "<p>Mio.</p>", "revisione": 0}).status_code == 302
    assert sezione_di(sezione.piano).testo == "<p>Mio.</p>"


def test_chi_scrive_si_vede_sulla_pagina_del_piano(lodi, sezione):
    segna(lodi, sezione, "udp", timezone.now())
    pagina = lodi.client("sindaco").get(reverse("piano:piano", args=["lodi", "2025-2027"])).content.decode()
    assert f"Adesso scrivono: {lodi.utenti['udp'].nome_completo} nella sezione 3.1" in pagina


def test_a_piano_proposto_nessuno_sta_scrivendo(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        url = indirizzo(sezione_di(piano))
    lodi.client("udp").post(url)
    with lodi.aperto("udp"):
        assert not Presenza.objects.exists()
