"""Le letture pronte dicono le stesse cose che direbbero composte ogni volta: con altri valori, in un altro Ambito, da più fili."""

import re
import sys
from datetime import date, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito import selezioni
from ambito.contesto import in_ambito
from ambito.db.pronte import LetturaPronta, pronta
from ambito.models import Ambito, Appartenenza, FiltroSalvato, Incarico
from ambito.nucleo.contesto import AmbitoMancante
from ambito.storia import letture
from tests.scena import crea_scena

APP = {"ambito", "servizi", "piano", "accordo", "rendicontazione"}
OGGI = date(2026, 6, 1)
# Un valore per ogni nome di argomento che le letture pronte del portale usano.
VALORI = {
    "oggi": OGGI, "entro": OGGI + timedelta(days=30), "adesso": datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Europe/Rome")),
    "da": datetime(2026, 5, 1, 9, tzinfo=ZoneInfo("Europe/Rome")), "elenco": "comuni/", "chiave": "una-chiave-qualunque",
}  # fmt: skip


@pytest.fixture
def scena(db):
    return crea_scena("lodi")


def _del_portale():
    recenti = letture._recenti(("piano.sezione", "piano.pianodizona"), ("piano.letto",))
    nomi = [vars(m).values() for n, m in sys.modules.items() if n.partition(".")[0] in APP]
    return {recenti, *(o for valori in nomi for o in list(valori) if isinstance(o, LetturaPronta))}


def _eseguita(lettura, *valori):
    with CaptureQueriesContext(connection) as catturate:
        righe = list(lettura(*valori))
    return righe, [re.sub(r"[()\s]", "", q["sql"]) for q in catturate]


def test_ogni_lettura_pronta_del_portale_esegue_cio_che_comporrebbe(scena):
    """La stessa interrogazione, a meno di parentesi e di spazi, e le stesse righe: la prima volta e quando è già composta."""
    trovate = _del_portale()
    assert len(trovate) >= 9
    with in_ambito(scena.ambito.pk):
        for lettura in trovate:
            nomi = lettura._firma.parameters
            valori = [VALORI[n] if n in VALORI else scena.utenti["coordinatore"].pk for n in nomi]
            attesa = _eseguita(lettura.componi, *valori)
            assert _eseguita(lettura, *valori) == _eseguita(lettura, *valori) == attesa, lettura.__qualname__


def test_i_valori_e_l_ambito_sono_quelli_di_adesso(scena):
    altra = crea_scena("pavese")
    vigenti = pronta(lambda oggi: Appartenenza.objects.vigenti(oggi).select_related("comune").order_by("comune_id"))
    for quale in (scena, altra, scena):
        with in_ambito(quale.ambito.pk):
            assert [a.comune.pk for a in vigenti(OGGI)] == [c.pk for c in quale.elenco]
            assert vigenti(date(1900, 1, 1)) == []
    with pytest.raises(ValueError, match="ambito in corso"):
        vigenti(OGGI)


def test_un_calcolo_su_un_valore_lo_fa_la_banca_dati(scena):
    """Una somma dentro la composizione non resta quella del primo giorno."""
    finiti = pronta(lambda oggi: Incarico.objects.filter(dal__lte=oggi - timedelta(days=1)).values_list("pk", flat=True))
    with in_ambito(scena.ambito.pk):
        primo = Incarico.objects.order_by("dal").first().dal
        assert finiti(primo) == [] and finiti(primo + timedelta(days=1)) != []


def test_chi_entra_in_quali_ambiti(scena):
    crea_scena("pavese")
    for utente in scena.utenti.values():
        assert selezioni.ambiti_di(utente.pk) == list(Ambito.objects.visibili_a(utente))


def test_un_valore_che_manca_o_un_insieme_si_rifiutano(scena):
    per_persona = pronta(lambda persona: FiltroSalvato.objects.filter(utente=persona))
    di_piu = pronta(lambda persone: FiltroSalvato.objects.filter(utente__in=persone))
    with in_ambito(scena.ambito.pk):
        with pytest.raises(ValueError, match="persona"):
            per_persona(None)
        with pytest.raises(ValueError, match="persone"):
            di_piu([1, 2])


def test_di_un_insieme_vuoto_fisso_non_c_e_niente_da_leggere(scena, django_assert_num_queries):
    nessuna = pronta(lambda oggi: Appartenenza.objects.vigenti(oggi).filter(pk__in=[]))
    with in_ambito(scena.ambito.pk), django_assert_num_queries(0):
        assert nessuna(OGGI) == nessuna(OGGI) == []


def test_fuori_da_un_ambito_e_senza_argomenti_non_si_legge(scena):
    """Comporla fuori da un Ambito non la rende leggibile fuori: lo stesso vale per una funzione che ne pretende uno."""
    tutte = pronta(lambda: Appartenenza.objects.all())
    with pytest.raises((ValueError, AmbitoMancante)):
        tutte()
    with in_ambito(scena.ambito.pk):
        assert len(tutte()) == len(scena.elenco)
        with pytest.raises(TypeError):
            tutte(1)


@pytest.mark.django_db(transaction=True)
def test_da_piu_fili_ciascuno_ha_le_sue_righe():
    scene = [crea_scena("lodi"), crea_scena("pavese")]
    vigenti = pronta(lambda oggi: Appartenenza.objects.vigenti(oggi).values_list("comune", flat=True).order_by("comune_id"))
    lette = {}

    def leggi(quale):
        try:
            with in_ambito(quale.ambito.pk):
                lette[quale.ambito.pk] = [vigenti(OGGI) for _ in range(20)]
        finally:
            connection.close()

    fili = [Thread(target=leggi, args=[s]) for s in scene]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    assert lette == {s.ambito.pk: [[c.pk for c in s.elenco]] * 20 for s in scene}
