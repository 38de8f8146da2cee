"""Il ruolo che serve le pagine esporta, ma non importa: non può aprire le guardie di ciò che è concluso."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, transaction

from ambito.assemblea.models import Voto
from ambito.db.guardie import guardie_aperte, possiede
from ambito.models import Ambito
from ambito.progetto.locale import gestione
from ambito.trasloco import prova_generale
from ambito.trasloco.errori import TraslocoNonRiuscito
from tests.scena import ADESSO
from tests.trasloco.fabbriche import porta_dentro, porta_via

DA_APPLICATIVO = True


@pytest.mark.django_db
def test_il_ruolo_applicativo_esporta_ma_non_importa(lodi, tmp_path):
    file = porta_via(lodi.ambito, tmp_path)
    with pytest.raises(TraslocoNonRiuscito, match="il ruolo che possiede le tabelle"):
        porta_dentro(file)


@pytest.mark.django_db
def test_e_se_provasse_ad_aprire_le_guardie_la_banca_dati_lo_ferma(lodi):
    tabella = Voto._meta.db_table
    assert not possiede([tabella])
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), guardie_aperte([tabella]):
        pytest.fail("le guardie si sono aperte")


@pytest.mark.django_db
def test_chi_serve_le_pagine_non_fa_prove_generali_e_non_segna_un_ambito_da_buttare(lodi):
    with pytest.raises(TraslocoNonRiuscito, match="il ruolo che possiede le tabelle"):
        prova_generale.rifai(lodi.ambito, adesso=ADESSO)
    for campi in ({"prova_di": "altrove"}, {"prova_di": "lodi", "nome": "Nome"}):
        with pytest.raises(DatabaseError, match="la segna solo chi possiede"), transaction.atomic():
            Ambito.objects.filter(pk=lodi.ambito.pk).update(**campi)
    assert Ambito.objects.filter(pk=lodi.ambito.pk).update(nome="Altro nome") == 1


@pytest.mark.parametrize(
    ("comando", "ruolo", "da_rifare"),
    [("importa_ambito", "owner", 0), ("prova_generale", "owner", 0), ("esporta_ambito", "app", 0), ("migrate", "owner", 1)],
)
def test_portale_manage_sceglie_il_ruolo(monkeypatch, comando, ruolo, da_rifare):
    """E importare non fa rifare la preparazione della banca dati, come le migrazioni."""
    eseguiti, dimenticati = [], []
    monkeypatch.setattr(gestione, "servizi_condivisi", lambda cartelle, voce: nullcontext())
    monkeypatch.setattr(gestione, "ambiente", lambda *_: {"DATABASE_URL": "app", "DATABASE_URL_PROPRIETARIO": "owner"})
    monkeypatch.setattr(gestione, "prepara", lambda *_: None)
    monkeypatch.setattr(gestione, "dimentica", lambda *_: dimenticati.append(1))
    monkeypatch.setattr(gestione, "_comando", lambda parole, variabili: eseguiti.append(variabili["DATABASE_URL"]) or 0)
    assert gestione.esegui(None, print, [comando, "x"]) == 0
    assert (eseguiti, len(dimenticati)) == ([ruolo], da_rifare)
