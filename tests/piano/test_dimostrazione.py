"""Il piano dimostrativo: c’è, è quasi completo, rifarlo non cambia nulla, se ne fa un PDF valido."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ambito import documenti
from ambito.documenti import Preparato
from ambito.flusso import SoloDimostrativo
from ambito.models import Ambito, Evento, FrammentoDocumento
from ambito.nucleo.pdf_verifica import verifica_pdf
from piano import dimostrazione, selezioni
from piano.dimostrazione import precedente
from piano.documenti.confronto import Coppia
from piano.models import GiroOsservazioni, Obiettivo, Osservazione, PianoDiZona
from piano.selezioni import aperti, giri, quote
from piano.selezioni.andamento import dovute
from piano.selezioni.attese import attese
from piano.selezioni.lettura import cambi_da_leggere
from piano.templatetags.piano import differenze_di
from tests.scena import ADESSO, OGGI
from tests.servizi.fabbriche import crea_assegnazione

pytestmark = pytest.mark.django_db


def scena_di(scena):
    # Il piano già concluso nasce in blocco: soltanto in un Ambito dimostrativo.
    Ambito.objects.filter(pk=scena.ambito.pk).update(dimostrativo=True)
    return SimpleNamespace(ambito=scena.ambito, adesso=ADESSO, persona=lambda nome: scena.utenti[nome])


def test_a_lodi_il_piano_e_quasi_pronto_e_rifarlo_non_cambia_nulla(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        piano = PianoDiZona.objects.get(triennio_inizio=2025)
        da_fare, incompleti, ci_sono = selezioni.mancanze(piano)
        assert [s.codice for s in da_fare] == ["4", "8"] and incompleti == [] and ci_sono
        assert Obiettivo.objects.filter(piano=piano).count() >= 6 and selezioni.tavoli().count() >= 4
        nomi = [v.chiamata for v in selezioni.versioni(piano)]
        assert nomi[:2] == ["2º giro di osservazioni", "1º giro di osservazioni"]
        assert nomi[2:] == ["Bozza per i Sindaci", "Prima stesura per i Tavoli"]
        prima = Evento.objects.count()
        dimostrazione.popola(scena_di(lodi))
        assert Evento.objects.count() == prima


def test_le_somme_vincolate_che_ci_sono_si_collegano_agli_obiettivi(lodi):
    with lodi.aperto("udp"):
        dati = {"annualita": 2025, "vincolo": "Minori"}
        crea_assegnazione(lodi, "640000.00", vincolata=Decimal(320000), **dati)
        crea_assegnazione(lodi, "398000.00", fondo="FNA", vincolata=Decimal(85000), **dati)
        dimostrazione.popola(scena_di(lodi))
        fnps, fna = quote.vincoli(PianoDiZona.objects.get(triennio_inizio=2025))
        assert (fnps.libera, fna.libera) == (Decimal(110000), Decimal(0))


def test_fra_le_due_bozze_c_e_di_tutto_e_si_dice_chi(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        piano = PianoDiZona.objects.get(triennio_inizio=2025)
        prima, seconda = (selezioni.versione(piano, numero) for numero in (1, 2))
        racconto = Coppia(piano, prima, seconda).racconto(OGGI)
        assert {c["nome"] for c in racconto["conteggi"]} == {"Sezioni", "Obiettivi", "Azioni", "Indicatori", "Tavoli"}
        assert racconto["somme"] and all(s["chi"] for s in [*racconto["sezioni"], *racconto["obiettivi"]])
        assert "inizio eliminazione" in differenze_di(next(s for s in racconto["sezioni"] if s["codice"] == "2"))
        oggi = Coppia(piano, seconda, None).racconto(OGGI)
        assert "7" in [s["codice"] for s in oggi["sezioni"]]


def test_i_due_giri_uno_chiuso_e_uno_aperto(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        secondo, primo = GiroOsservazioni.objects.order_by("-numero")
        assert primo.e_chiuso and secondo.e_aperto and secondo.accoglie(ADESSO.date())
        assert Osservazione.objects.exclude(testo="").exclude(testo__contains="ato dimostrativo").count() == 0
        assert giri.versione_precedente(secondo) == giri.versione_con_testo(primo)
        assert cambi_da_leggere(giri.versione_con_testo(primo).dati, giri.versione_con_testo(secondo).dati)["3.2"] == "cambiata"
        assert not Osservazione.objects.filter(giro=secondo, comune=lodi.comuni["Codogno"]).exists()


def test_il_piano_concluso_si_legge_in_pubblico_e_non_aspetta_nessuno(lodi):
    """Chi lavora resta sul 2025-2027; chiunque legge il 2021-2023, con gli esiti da cui si riparte."""
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        prima, corrente = PianoDiZona.objects.order_by("triennio_inizio")
        assert (prima.stato, prima.anni, prima.adottata.e_integra()) == ("concluso", [2021, 2022, 2023, 2024], True)
        assert selezioni.piano_corrente() == corrente
        assert [a.piano for a in attese(lodi.utenti["udp"], OGGI)] == [corrente]
        assert {indicatore.obiettivo.piano for indicatore, _ in dovute(OGGI)} <= {corrente}
        assert {v.esito for v in selezioni.esiti_precedenti(corrente)[1]} == {"raggiunto", "in_parte", "non_raggiunto"}
        assert sorted((r.triennio, r.codice) for r in aperti.obiettivi(OGGI)) == [
            ("2021-2023", c) for c in ("B1", "D1", "I1", "K1")
        ]
        eventi = Evento.objects.filter(oggetto_tipo="piano.pianodizona", oggetto_id=prima.pk)
        assert [e.verbo for e in eventi] == ["piano.carica"] and "dato dimostrativo" in eventi[0].frase
    pagina = lodi.client("coordinatore").get("/lodi/trasparenza/piano/2021-2023/").content.decode()
    assert "Accoglienza nelle emergenze abitative" in pagina and "None" not in pagina


def test_un_piano_in_blocco_nasce_soltanto_dove_si_dimostra(lodi):
    with lodi.aperto("udp"), pytest.raises(SoloDimostrativo):
        precedente.racconta(SimpleNamespace(persona=lambda nome: lodi.utenti[nome]), ADESSO)


def test_altrove_non_c_e_nulla(pavese):
    with pavese.aperto("udp"):
        dimostrazione.popola(scena_di(pavese))
        assert not PianoDiZona.objects.exists()


def test_la_bozza_si_impagina_in_un_pdf_valido_e_ripetibile(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        piano = PianoDiZona.objects.get(triennio_inizio=2025)
        lavoro = documenti.richiedi("piano", piano, utente=lodi.utenti["udp"], adesso=ADESSO)
    byte = impaginata(lavoro)
    assert verifica_pdf(byte) == []
    with lodi.aperto():
        FrammentoDocumento.objects.all().delete()
    assert impaginata(lavoro) == byte


def impaginata(lavoro):
    return documenti.rendi(lavoro, Preparato(**lavoro.argomenti["preparato"]), lambda fatti, totali, fase: None)
