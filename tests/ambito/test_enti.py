"""Aggiungere un ente dalle pagine: controllato, una volta sola, con la sua traccia; poi gli si può conferire un incarico."""

import pytest

from ambito.models import Ente, Evento

NUOVO = "/lodi/persone/enti/nuovo/"


def manda(scena, ruolo="coordinatore", **campi):
    dati = {"tipo": "ets", "denominazione": "Cooperativa Il Ponte", "codice_fiscale": "00743110157", "pec": "", **campi}
    return scena.client(ruolo).post(NUOVO, dati, follow=True)


def test_si_aggiunge_e_si_torna_all_incarico_con_l_ente_scelto(lodi):
    pagina = manda(lodi)
    with lodi.aperto():
        ente = Ente.objects.get(denominazione="Cooperativa Il Ponte")
        assert Evento.objects.filter(verbo="ente.aggiungi", autore=lodi.utenti["coordinatore"]).exists()
    assert pagina.redirect_chain[-1][0] == f"/lodi/persone/nuovo/?ente={ente.pk}"
    assert f'<option value="{ente.pk}" selected>' in pagina.content.decode()


@pytest.mark.parametrize(("campi", "frase"), [
    ({"denominazione": "ATS di prova"}, "C’è già un ente con questo nome"),
    ({"denominazione": "ats  DI prova"}, "C’è già un ente con questo nome"),
    ({"codice_fiscale": "00743110158"}, "Codice fiscale"),
    ({"denominazione": ""}, "Compila questo campo"),
    ({"tipo": "inventato"}, "Scegli"),
])  # fmt: skip
def test_cio_che_non_va_si_dice_e_cio_che_era_scritto_resta(lodi, campi, frase):
    with lodi.aperto():
        prima = Ente.objects.count()
    pagina = manda(lodi, **{"pec": "ponte@pec.example.it", **campi})
    assert pagina.status_code == 422 and frase in pagina.content.decode()
    assert 'value="ponte@pec.example.it"' in pagina.content.decode()
    with lodi.aperto():
        assert Ente.objects.count() == prima


def test_dalla_pagina_del_nuovo_incarico_ci_si_arriva(lodi):
    assert NUOVO in lodi.client("coordinatore").get("/lodi/persone/nuovo/").content.decode()
