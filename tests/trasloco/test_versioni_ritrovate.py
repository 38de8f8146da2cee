"""In un Ambito portato altrove le versioni congelate raccontano ancora le loro righe, che lì hanno altre chiavi."""

from datetime import date

import pytest

from ambito.contesto import in_ambito
from ambito.models import Ambito
from ambito.registri import DOCUMENTI
from ambito.trasloco import prova_generale
from piano.models import Aggiornamento, Obiettivo, Rilevazione, ValutazioneObiettivo
from piano.selezioni import dell_anno, ritirate
from tests.piano import test_ritirate
from tests.piano.test_aggiornamento import in_aggiornamento, vigente
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def prova(lodi):
    with lodi.aperto("coordinatore"):
        vigente(lodi)
        scheda, chi = Obiettivo.objects.get(), {"scritta_il": ADESSO, "scritta_da": lodi.utenti["udp"]}
        Rilevazione.objects.create(indicatore=scheda.indicatori.get(), al=date(2025, 12, 31), valore=13, **chi)
        ValutazioneObiettivo.objects.create(obiettivo=scheda, anno=2025, esito="in_parte", grado=60, perche="x", **chi)
    return prova_generale.rifai(lodi.ambito, adesso=ADESSO)


def test_la_verifica_dell_anno_trova_letture_e_valutazioni(prova):
    with in_ambito(prova.pk):
        (detto,) = dell_anno.verifica(2025)["obiettivi"]
    assert detto["esito"] == "Raggiunto in parte" and detto["indicatori"][0]["letto"] == "13.00"


def test_la_scheda_in_vigore_non_esce_come_bozza_e_ha_le_sue_letture(prova):
    with in_ambito(prova.pk):
        scheda = Obiettivo.objects.select_related("piano").get()
        preparato = DOCUMENTI["scheda-obiettivo"].prepara(scheda, date(2026, 1, 31))
    assert not preparato.dati["bozza"] and preparato.dati["avanzamento"][0]["punto"] == "da avviare, 0 %"
    letti = [v["letto"] for g in preparato.dati["o"]["gruppi"] for i in g["indicatori"] for v in i["per_anno"]]
    assert letti == ["13", "", ""]


def test_cio_che_un_aggiornamento_ritirato_ha_lasciato_si_legge_anche_di_la(lodi):
    """Sezione, revisioni, commenti, bozze: righe che non ci sono più, con i loro numeri e le loro persone."""
    with lodi.aperto("coordinatore"):
        lodi.piano = in_aggiornamento(lodi)
        test_ritirate.vissuta(lodi)
        (prima,) = ritirate.rileggi(test_ritirate.ritira(lodi), lodi.utenti["udp"])
    Ambito.objects.filter(pk=lodi.ambito.pk).update(nome_organo="Conferenza dei Sindaci")
    copia = prova_generale.rifai(lodi.ambito, adesso=ADESSO)
    assert copia.organo == "Conferenza dei Sindaci", "anche il nome dell’organo viene con l’Ambito"
    with in_ambito(copia.pk):
        (dopo,) = ritirate.rileggi(Aggiornamento.objects.get(), lodi.utenti["udp"])
    assert _letta(dopo) == _letta(prima)


def _letta(ritirata):
    """Ciò che se ne legge, e di chi è."""
    return (
        [(r.numero, r.testo, r.autore) for r in ritirata.revisioni],
        [(c.testo, c.autore, [(r.testo, r.autore) for r in c.risposte.all()]) for c in ritirata.commenti],
        [(b.testo, b.utente) for b in ritirata.bozze],
    )
