"""Il ruolo che serve le pagine esporta, ma non importa: non può aprire le guardie di ciò che è concluso."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, transaction

from ambito.assemblea.models import Voto
from ambito.db.guardie import guardie_aperte, possiede
from ambito.progetto.locale import gestione
from ambito.trasloco.errori import TraslocoNonRiuscito
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


@pytest.mark.parametrize(
    ("comando", "ruolo", "da_rifare"), [("importa_ambito", "owner", 0), ("esporta_ambito", "app", 0), ("migrate", "owner", 1)]
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
