"""I rilievi di coerenza: ciascuno nasce dal suo guasto, sparisce quando lo si corregge, o resta con un motivo."""

from datetime import date
from decimal import Decimal

import pytest

from ambito import flusso
from piano import operazioni
from piano.models import Azione, Indicatore, Obiettivo, RisorsaObiettivo, Traguardo
from piano.operazioni import RilievoNonMotivabile
from piano.selezioni import coerenza
from servizi.models import Fondo
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO
from tests.servizi.fabbriche import crea_assegnazione, crea_unita

OGGI = ADESSO.date()


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        RisorsaObiettivo.objects.create(obiettivo=piano.obiettivi.get(), anno=2027, fondo=Fondo.objects.first(), importo=1)
        yield piano


def frasi(piano, *, blocca=None, leps=False):
    """Le frasi dei rilievi, senza quelle sui livelli essenziali se non si chiedono."""
    trovati = coerenza.rilievi(piano, OGGI)
    return [r.frase for r in trovati if (leps or not r.chiave.startswith("leps")) and blocca in (None, r.blocca)]


def test_un_piano_che_torna_non_ha_rilievi(piano):
    assert frasi(piano) == []


@pytest.mark.parametrize(
    ("guasta", "frase", "blocca"),
    [
        (lambda o: Obiettivo.objects.filter(pk=o.pk).update(inizio=date(2024, 12, 31)), "fuori dal triennio", True),
        (lambda o: Azione.objects.filter(obiettivo=o).update(fine=date(2028, 1, 1)), "è fuori dal triennio", True),
        (lambda o: RisorsaObiettivo.objects.filter(obiettivo=o, anno=2027).update(anno=2028), "anni fuori dal triennio", True),
        (lambda o: RisorsaObiettivo.objects.filter(obiettivo=o, anno=2026).delete(), "non ha risorse per il 2026", False),
        (lambda o: Azione.objects.filter(obiettivo=o).update(responsabile=""), "non ha un responsabile", False),
        (lambda o: Indicatore.objects.filter(obiettivo=o).update(base=None), "da quale valore si parte", False),
        (lambda o: Indicatore.objects.filter(obiettivo=o).update(base=Decimal("20")), "arriva dove parte", False),
        (lambda o: Traguardo.objects.filter(anno=2026).delete(), "non dice quanto si attende a fine 2026", False),
    ],
)
def test_ogni_guasto_ha_il_suo_rilievo(piano, guasta, frase, blocca):
    guasta(piano.obiettivi.get())
    assert any(frase in f for f in frasi(piano, blocca=blocca))


def test_una_sezione_scritta_senza_sintesi_si_guarda_e_non_ferma(lodi, piano):
    sezione = sezione_di(piano)
    operazioni.salva_sezione(sezione, "<p>Testo.</p>", partenza=0, utente=lodi.utenti["udp"], adesso=ADESSO)
    assert frasi(piano, blocca=False) == ["3.1 Popolazione: manca la sintesi, quindi non compare nel piano in dieci minuti."]
    operazioni.riassumi_sezione(sezione, "In breve.", poteri=lodi.poteri("udp"), adesso=ADESSO)
    assert frasi(piano) == []


def test_i_fondi_previsti_e_quelli_assegnati(lodi, piano):
    primo = Fondo.objects.first()
    crea_assegnazione(lodi, "1000.00", fondo=primo.codice, annualita=2025)
    crea_assegnazione(lodi, "500.00", fondo="FSR", annualita=2026)
    crea_assegnazione(lodi, "500.00", fondo="FSR", annualita=2031)
    assert frasi(piano) == [
        f"{primo.codice} 2025: il piano prevede 1.234,56 euro, gli assegnati sono 1.000,00.",
        "FSR 2026: 500,00 euro assegnati che nessun obiettivo usa.",
    ]


def test_i_livelli_essenziali_che_mancano(lodi, piano):
    crea_unita(lodi, "SAD", "Codogno")
    crea_unita(lodi, "PIS", None, tutto_ambito=True)
    testi = frasi(piano, leps=True)
    assert any("Assistenza domiciliare sociale" in t and "manca in 3 Comuni" in t for t in testi)
    assert any("Servizio sociale professionale" in t and "non c’è nessun servizio" in t for t in testi)
    assert not any("Pronto intervento" in t for t in testi)


def test_chi_e_fuori_dal_triennio_non_si_propone(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        Azione.objects.filter(obiettivo__piano=piano).update(fine=date(2028, 1, 1))
        with pytest.raises(flusso.RequisitiMancanti, match="fuori dal triennio: D1"):
            operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)


def test_un_rilievo_si_motiva_ma_non_se_ferma_la_proposta(lodi, piano):
    Indicatore.objects.update(base=None)
    Azione.objects.update(fine=date(2028, 1, 1))
    ferma, motivabile = (r for r in coerenza.rilievi(piano, OGGI) if not r.chiave.startswith("leps"))
    navigatore = lodi.client("udp")
    base = f"/lodi/piano/{piano.triennio}/coerenza/"
    assert "Ferma la proposta" in navigatore.get(base).content.decode()
    assert navigatore.post(f"{base}{motivabile.chiave}/", {"motivo": ""}).status_code == 422
    assert navigatore.post(f"{base}{motivabile.chiave}/", {"motivo": "Si misura dal 2026"}).url == base
    assert "Si misura dal 2026" in lodi.client("sindaco").get(base).content.decode()
    chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
    with pytest.raises(RilievoNonMotivabile, match="si corregge"):
        operazioni.motiva_rilievo(piano, ferma.chiave, "no", **chi)
    with pytest.raises(RilievoNonMotivabile, match="non c’è più"):
        operazioni.motiva_rilievo(piano, "date:0", "no", **chi)
    assert navigatore.get(f"{base}date:0/").status_code == 404
