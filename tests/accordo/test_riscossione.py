"""La riscossione: rate al centesimo, pagamenti mai oltre il dovuto, ritardi, promemoria, «Tocca a te», scheda del Comune."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import InternalError, ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accordo import operazioni
from accordo.annunci import riparti as annunci
from accordo.compiti.riparti import compiti, riquadri
from accordo.models import PagamentoQuota, PianoRiparto, RataRiparto
from accordo.selezioni import riscossione
from ambito import flusso
from ambito.assemblea.segnali import votazione_conclusa
from ambito.models import Avviso
from piano.registri import FONTI
from tests.accordo.fabbriche import adesso, oggi
from tests.accordo.riparti import chi, criterio, deliberato, depositato, in_riscossione, paga, quota_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        yield lodi


def conto(riparto, nome="Codogno"):
    return next(c for c in riscossione.conti(riparto) if c.quota.comune.nome == nome)


def test_il_voto_in_assemblea_delibera_lo_scenario_depositato(aperto):
    riparto = depositato(aperto)
    punto = SimpleNamespace(oggetto_tipo="riparto", oggetto_id=riparto.proposto_id)
    atto = SimpleNamespace(sigla="Deliberazione n. 7/2025", adottata_il=adesso())
    votazione_conclusa.send(None, punto=punto, deliberazione=atto, approvata=True, poteri=None, adesso=adesso())
    riparto.refresh_from_db()
    assert (riparto.stato, riparto.deliberazione, riparto.deliberato_il) == ("deliberato", "Deliberazione n. 7/2025", oggi())


def test_le_rate_fanno_la_quota_e_il_pagato_copre_prima_le_vecchie(aperto):
    riparto = in_riscossione(aperto, criterio("uguale"))
    paga(aperto, riparto, "Codogno", "1250.01")
    uno = conto(riparto)
    assert [(r.importo, r.residuo) for r in uno.rate] == [
        (Decimal("1250.00"), Decimal("0.00")), (Decimal("1250.00"), Decimal("1249.99"))
    ]  # fmt: skip
    assert (uno.dovuto, uno.chiesto(oggi()), uno.pagato, uno.residuo) == (2500, 2500, Decimal("1250.01"), Decimal("1249.99"))
    assert uno.situazione(oggi()) == ("Da pagare", "attesa") and uno.causale == f"RIPARTO 2025-{riparto.pk} 098019"
    altro = conto(riparto, "Lodi")
    assert altro.situazione(oggi()) == ("In ritardo", "negativo") and altro.scaduto(oggi()) == Decimal("1250.00")
    assert riscossione.per_fascia(riscossione.conti(riparto), oggi()) == {
        "fino a 30 giorni": 0, "da 31 a 60 giorni": Decimal("3750.00"), "da 61 a 90 giorni": 0, "oltre 90 giorni": 0
    }  # fmt: skip


@pytest.mark.parametrize(("giorni", "nome"), [(1, "fino a 30 giorni"), (30, "fino a 30 giorni"), (31, "da 31 a 60 giorni"),
                                              (90, "da 61 a 90 giorni"), (91, "oltre 90 giorni")])  # fmt: skip
def test_le_fasce_di_ritardo(giorni, nome):
    assert riscossione.fascia(giorni) == nome


@given(st.integers(0, 10**9), st.lists(st.integers(1, 9999), min_size=1, max_size=6), st.integers(0, 10**9))
def test_le_rate_non_perdono_centesimi(importo, pesi, pagato):
    rate = [RataRiparto(numero=n, percentuale=Decimal(peso), ambito_id=1) for n, peso in enumerate(pesi, 1)]
    quota, versato = Decimal(importo).scaleb(-2), Decimal(min(pagato, importo)).scaleb(-2)
    dovute = list(riscossione._rate(quota, rate, versato))
    assert sum(r.importo for r in dovute) == quota and sum(r.residuo for r in dovute) == quota - versato
    assert all(0 <= r.residuo <= r.importo for r in dovute)


def test_un_pagamento_non_supera_il_residuo_e_non_e_nel_futuro(aperto):
    riparto = in_riscossione(aperto, criterio("uguale"))
    paga(aperto, riparto, "Codogno", "2000.00")
    with pytest.raises(operazioni.PagamentoNonAmmesso, match="A Codogno restano da pagare 500,00 €") as errore:
        paga(aperto, riparto, "Codogno", "500.01")
    assert errore.value.campo == "importo"
    domani = {"pagato_il": oggi() + timedelta(days=1), "importo": Decimal(1), "riferimento": "x"}
    with pytest.raises(operazioni.PagamentoNonAmmesso, match="nel futuro"):
        operazioni.registra_pagamento(quota_di(riparto, "Codogno"), **domani, **chi(aperto))


def test_prima_della_riscossione_non_si_registra_nulla(aperto):
    with pytest.raises(operazioni.PagamentoNonAmmesso, match="quando la riscossione è aperta"):
        paga(aperto, deliberato(aperto), "Codogno", "1.00")
    with pytest.raises(flusso.RequisitiMancanti, match="devono fare 100"):
        operazioni.riscuoti(PianoRiparto.objects.get(), rate=[], istruzioni="x", **chi(aperto))


def test_quando_tutti_hanno_pagato_e_saldato_e_un_annullamento_lo_riapre(aperto):
    riparto = in_riscossione(aperto, criterio("uguale"))
    pagamenti = [paga(aperto, riparto, c.nome, "2500.00") for c in aperto.elenco]
    riparto.refresh_from_db()
    assert riparto.stato == "saldato"
    operazioni.annulla_pagamento(pagamenti[0], "Mandato stornato", **chi(aperto))
    riparto.refresh_from_db()
    assert riparto.stato == "in_riscossione" and conto(riparto, "Lodi").residuo == Decimal("2500.00")
    with pytest.raises(operazioni.PagamentoNonAmmesso, match="già annullato"):
        operazioni.annulla_pagamento(pagamenti[0], "Di nuovo", **chi(aperto))
    paga(aperto, riparto, "Lodi", "2500.00", "Mandato n. 2")
    assert PianoRiparto.objects.get().stato == "saldato"


def test_i_pagamenti_li_custodisce_la_banca_dati(aperto):
    paga(aperto, in_riscossione(aperto), "Codogno", "1.00")
    for rompi in (lambda p: p.update(importo=2), lambda p: p.delete()):
        with pytest.raises((ProgrammingError, InternalError), match="si annulla"), transaction.atomic():
            rompi(PagamentoQuota.objects.all())


def test_i_promemoria_vanno_a_chi_non_ha_pagato_una_volta_al_giorno(aperto):
    riparto = in_riscossione(aperto, criterio("uguale"), giorni=(7,), percentuali=(100,))
    paga(aperto, riparto, "Casalpusterlengo", "2500.00")
    scade = riparto.rate.get().scade_il
    for giorni in (30, 8, 7, 7, 1, 0, -1, -7, -29):
        annunci.ricorda(scade - timedelta(days=giorni), adesso())
    rata = Avviso.objects.filter(genere=f"riparto.rata.{riparto.rate.get().pk}")
    giorni_avvisati = sorted({(scade - a.giorno).days for a in rata})
    assert giorni_avvisati == [-7, -1, 1, 7, 30]
    assert {a.destinatario.email for a in rata} == {f"{r}@lodi.example" for r in ("sindaco", "operatore", "ragioneria")}
    dopo = rata.get(giorno=scade + timedelta(days=7), destinatario=aperto.utenti["sindaco"])
    assert "è scaduta" in dopo.titolo and "Sono passati 7 giorni" in dopo.testo and "RIPARTO 2025" in dopo.testo


def titoli(aperto, ruolo):
    return [c.titolo for c in compiti(aperto.poteri(ruolo), oggi())]


def test_tocca_a_te_di_chi_riscuote_e_di_chi_paga(aperto):
    deliberato(aperto, titolo="Da riscuotere", anno=2024)
    riparto = in_riscossione(aperto, criterio("uguale"))
    assert titoli(aperto, "udp") == [
        "Apri la riscossione di Da riscuotere 2024",
        "4 Comuni sono in ritardo con Servizi associati 2025",
    ]
    assert titoli(aperto, "operatore") == ["Paga la rata 1 di Servizi associati 2025 per Codogno"]
    paga(aperto, riparto, "Codogno", "2500.00")
    assert titoli(aperto, "operatore") == [] and "3 Comuni sono" in titoli(aperto, "udp")[1]


def test_la_scheda_del_comune_dice_quanto_paga_e_i_pagamenti_solo_a_chi_puo(aperto):
    in_riscossione(aperto, criterio("uguale"))
    codogno = aperto.comuni["Codogno"]
    (suo,) = riquadri(codogno, aperto.poteri("sindaco"))
    assert suo.testo.startswith("Codogno paga 2.500,00 €") and suo.stato == "In ritardo" and "comuni/098019" in suo.url
    (altrui,) = riquadri(codogno, aperto.poteri("sindaco.altro"))
    assert altrui.stato == "In riscossione" and "comuni/" not in altrui.url
    assert list(riquadri(codogno, aperto.poteri("ets"))) == []


def test_il_piano_cita_quanto_paga_ogni_comune(aperto):
    riparto = deliberato(aperto, criterio("uguale"))
    deliberato(aperto, criterio("uguale"), anno=2019)
    citati = {d.chiave: d for d in FONTI["riparti"].dati(SimpleNamespace(anni=[2025, 2026]), oggi())}
    assert len(citati) == 5 and citati[f"riparti-{riparto.pk}"].testo == "10.000,00 €"
    codogno = citati[f"riparti-{riparto.pk}-098019"]
    assert (codogno.etichetta, codogno.testo) == ("Servizi associati 2025: quota di Codogno", "2.500,00 €")
    assert (codogno.fonte, codogno.al) == ("Assemblea n. 3/2025", oggi())
