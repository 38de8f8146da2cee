"""Il costo di ogni pagina non dipende da quanti Comuni, servizi o righe ci sono."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.models import Appartenenza
from servizi import selezioni as catalogo
from servizi.models import Bando, Natura, Organico, Rilevazione, UnitaOfferta
from tests.scena import ADESSO, COMUNI, crea_comune, crea_scena
from tests.servizi.fabbriche import (
    ANNO,
    apri_raccolta,
    crea_affidamento,
    crea_assegnazione,
    crea_bando,
    crea_organico,
    crea_pratica,
    crea_rete,
    crea_unita,
    scrivi,
)

MOLTI = [(f"098{n:03}", f"Comune {n}", 1000 + n) for n in range(100, 158)]
# La pagina della matrice: dodici letture al più, con 61 Comuni e 40 servizi.
PAGINE = {
    "/lodi/servizi/": 19, "/lodi/servizi/catalogo/servizi/": 15, "/lodi/servizi/offerta/": 15, "/lodi/servizi/offerta/matrice/": 12,
    "/lodi/servizi/offerta/leps/": 12, "/lodi/servizi/servizio-sociale/": 12, "/lodi/servizi/uffici/": 11,
    "/lodi/servizi/rilevazioni/": 11, f"/lodi/servizi/rilevazioni/{ANNO}/": 14,
    f"/lodi/servizi/rilevazioni/{ANNO}/comuni/098019/": 15, "/lodi/servizi/bisogni/": 12, "/lodi/servizi/fondi/": 14,
    "/lodi/servizi/bandi/": 14, "/lodi/servizi/affidamenti/": 14, "/lodi/servizi/accreditamenti/": 14, "/lodi/servizi/reti/": 11,
    "/lodi/servizi/calendario/?mese=2025-06": 9,
}  # fmt: skip


@pytest.fixture
def piccolo(db):
    scena = crea_scena("lodi", COMUNI["lodi"][:3])
    with scena.aperto("udp"):
        apri_raccolta(scena)
        crea_unita(scena)
        crea_organico(scena)
        crea_assegnazione(scena)
        crea_bando(scena)
        scrivi(scena, utenti=10)
        crea_affidamento(scena)
        crea_pratica(scena, crea_unita(scena, "CDA"))
        crea_rete(scena)
    return scena


def riempi(scena):
    """Porta l’Ambito a 61 Comuni, con quaranta servizi in ciascuno e trenta righe in ogni elenco."""
    with scena.aperto("udp"):
        comuni = [crea_comune(*riga) for riga in MOLTI]
        Appartenenza.objects.bulk_create(Appartenenza(comune=c, dal=date(2025, 1, 1)) for c in comuni)
        servizi = list(catalogo.servizi())[:40]
        UnitaOfferta.objects.bulk_create(
            UnitaOfferta(servizio=s, denominazione=f"{s.codice} {c}", comune=c) for s in servizi for c in comuni
        )
        Organico.objects.bulk_create(
            Organico(anno=ANNO, comune=c, datore="comune", contratto="TI", persone=1, etp=Decimal("0.50")) for c in comuni
        )
        sociali = [s for s in servizi if s.natura != Natura.SOCIOSANITARIA]
        codogno = scena.comuni["Codogno"]
        scritti = set(Rilevazione.objects.values_list("servizio", flat=True))
        Rilevazione.objects.bulk_create(
            Rilevazione(anno=ANNO, servizio=s, comune=c, utenti=5)
            for s in sociali for c in [*comuni, codogno] if not (c == codogno and s.pk in scritti)
        )  # fmt: skip
        for n in range(30):
            crea_assegnazione(scena, annualita=2030 + n)
            crea_affidamento(scena, atto=f"Determina {n + 2}")
            crea_rete(scena, nome=f"Rete {n}", comuni=comuni[:5])
        strutture = UnitaOfferta.objects.filter(servizio__natura=Natura.STRUTTURA)[:30]
        for unita in strutture:
            crea_pratica(scena, unita, ricevuta_il=date(2025, 5, 1))
        Bando.objects.bulk_create(Bando(titolo=f"B{n}", ente="E", livello="locale", scade_il=ADESSO.date()) for n in range(30))


def conta(scena, url):
    navigatore = scena.client("coordinatore")
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        assert navigatore.get(url).status_code == 200
    return len(catturate)


def test_le_interrogazioni_non_crescono_con_comuni_servizi_e_righe(piccolo):
    poche = {url: conta(piccolo, url) for url in PAGINE}
    riempi(piccolo)
    assert {url: conta(piccolo, url) for url in PAGINE} == poche
    assert {url: n for url, n in poche.items() if n > PAGINE[url]} == {}
