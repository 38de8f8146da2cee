"""Non si trova, e non si conta, ciò che non si può aprire: per ogni ruolo, ogni genere, ogni riga."""

from importlib import import_module

import pytest
from django.db import transaction

from ambito import cerca
from ambito.registri import CERCABILI
from tests.permessi.rotta import TUTTI
from tests.permessi.test_matrice import ALTRI, MODULI
from tests.scena import aggiungi_delegato, crea_scena

RUOLI = [*sorted(TUTTI), *ALTRI]


@pytest.fixture(scope="module")
def mondo(django_db_setup, django_db_blocker):
    """I due Ambiti; quello di Lodi con gli oggetti di ogni app."""
    with django_db_blocker.unblock(), transaction.atomic():
        lodi, pavese = (aggiungi_delegato(crea_scena(slug)) for slug in ("lodi", "pavese"))
        with lodi.aperto():
            for modulo in MODULI:
                import_module(f"tests.permessi.rotte.{modulo}").prepara(lodi)
        yield lodi, pavese
        transaction.set_rollback(True)


def visti(scena, ruolo):
    """Tutto ciò che quel ruolo può trovare."""
    with scena.aperto(ruolo):
        poteri = scena.poteri(ruolo)
        tutti = {c.genere: [r.pk for r in (c.righe(poteri, poteri.oggi) or [])] for c in CERCABILI}
        return cerca.ritrova({g: n for g, n in tutti.items() if n}, poteri, poteri.oggi)


@pytest.mark.django_db
@pytest.mark.parametrize("ruolo", RUOLI)
def test_ogni_cosa_trovata_si_apre(mondo, ruolo):
    lodi, _ = mondo
    navigatore, chiusi = lodi.client(ruolo), []
    for trovato in visti(lodi, ruolo):
        with transaction.atomic():
            codice = navigatore.get(trovato.url).status_code
            transaction.set_rollback(True)
        if codice != 200:
            chiusi.append((trovato.genere, trovato.url, codice))
    assert chiusi == []
