"""Il quadro dell’Ambito: somme al centesimo qualunque siano le righe, costo che non cresce con i Comuni."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.models import Evento
from ambito.nucleo.statistiche import mediana, pro_capite
from rendicontazione import dimostrazione, operazioni, selezioni
from rendicontazione.models import CIFRE, Campagna, MotivoResiduo, Rendiconto, VoceSpesa
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di
from tests.rendicontazione.test_foglio import righe_valide
from tests.scena import ADESSO, COMUNI, DAL, _persona, crea_scena
from tests.servizi.fabbriche import crea_assegnazione

MOLTI = [*COMUNI["lodi"][:3], *[(f"098{n:03}", f"Comune {n}", 1000 + n) for n in range(100, 158)]]
CHI_SCRIVE = {"Codogno": "operatore", "Casalpusterlengo": "operatore.altro"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(comuni=st.fixed_dictionaries({nome: st.lists(righe_valide(), max_size=6) for nome in CHI_SCRIVE}))
def test_il_quadro_e_la_somma_delle_righe_al_centesimo(lodi, comuni):
    with lodi.aperto("operatore"):
        VoceSpesa.objects.all().delete()
        Rendiconto.objects.all().delete()
        Campagna.objects.all().delete()
        campagna = apri(lodi)
        attese = [riga for nome, righe in comuni.items() for riga in scrivi(lodi, nome, righe)]
        quadro = list(selezioni.quadro(campagna))
        totali = selezioni.totali(selezioni.voci(campagna))
        spezzate = [selezioni.per_area(campagna), selezioni.per_intervento(campagna), selezioni.per_fondo(campagna)]
    for cifra in CIFRE:
        nome, atteso = f"totale_{cifra}", sum((valore(r, cifra) for r in attese), Decimal(0))
        assert totali[nome] == atteso
        assert sum((getattr(r, nome) or Decimal(0) for r in quadro), Decimal(0)) == atteso
        assert all(sum((p[nome] for p in parti), Decimal(0)) == atteso for parti in spezzate)


def scrivi(scena, nome, righe):
    poteri, rendiconto = scena.poteri(CHI_SCRIVE[nome]), spesa_di(scena, nome)
    intervento = catalogo.interventi()[0]
    voci = [
        VoceSpesa(intervento=intervento, area=area, forma_gestione="SIN", **{**riga, "nota": "prova"})
        for area, riga in zip(catalogo.aree(), righe, strict=False)
    ]
    if voci:
        operazioni.scrivi_voci(rendiconto, voci, poteri=poteri, adesso=ADESSO)
    operazioni.invia(rendiconto, senza_spesa=not voci, messaggio="", poteri=poteri, adesso=ADESSO)
    return righe[: len(voci)]


def valore(riga, cifra):
    if cifra != "spesa_netta":
        return riga[cifra]
    return riga["spesa_lorda"] - riga["compartecipazione_utenti"] - riga["quota_ssn"] - riga["altre_entrate"]


@given(centesimi=st.integers(0, 10**12), residenti=st.integers(1, 10**6))
def test_per_abitante_e_il_centesimo_piu_vicino(centesimi, residenti):
    esatto = Fraction(centesimi, 100 * residenti)
    assert abs(Fraction(pro_capite(Decimal(centesimi).scaleb(-2), residenti)) - esatto) <= Fraction(1, 200)


def test_la_mediana_salta_chi_manca():
    assert mediana([Decimal("1.00"), None, Decimal("2.00"), Decimal("9.00")]) == Decimal("2.00")
    assert mediana([Decimal("1.00"), Decimal("2.01")]) == Decimal("1.51")
    assert mediana([None]) is None
    assert pro_capite(None, 10) is pro_capite(Decimal(1), 0) is None


def conta(scena, ruolo, url):
    navigatore = scena.client(ruolo)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        assert navigatore.get(url).status_code == 200
    return len(catturate)


PAGINE = [
    ("udp", "/{}/rendicontazione/"), ("operatore", "/{}/rendicontazione/"), ("udp", f"/{{}}/rendicontazione/{ANNO}/"),
    ("udp", f"/{{}}/rendicontazione/{ANNO}/voci/"), ("operatore", f"/{{}}/rendicontazione/{ANNO}/comuni/098019/"),
    ("udp", f"/{{}}/rendicontazione/{ANNO}/rapporti/"), ("udp", f"/{{}}/rendicontazione/{ANNO}/rapporti/confronto/"),
    ("udp", f"/{{}}/rendicontazione/{ANNO}/rapporti/fondo/FNPS/"), ("udp", f"/{{}}/rendicontazione/cifre/R{ANNO}/"),
    ("operatore", f"/{{}}/rendicontazione/{ANNO}/comuni/098019/rapporto/"),
    ("udp", f"/{{}}/rendicontazione/{ANNO}/griglie/"), ("udp", f"/{{}}/rendicontazione/{ANNO}/griglie/fnps/"),
    ("udp", f"/{{}}/rendicontazione/{ANNO}/griglie/fnps/2.1/DNA/"),
    ("udp", "/{}/"), ("operatore", "/{}/"), ("udp", "/{}/servizi/"), ("operatore", "/{}/servizi/fondi/"),
]  # fmt: skip


def test_le_pagine_costano_uguale_con_tre_comuni_e_con_sessantuno(db):
    poche, tante = crea_scena("lodi", MOLTI[:3]), crea_scena("pavese", MOLTI)
    for scena, aree in ((poche, ["ANZ"]), (tante, ["ANZ", "DIS", "FM", "POV", "MUL"])):
        with scena.aperto("operatore"):
            apri(scena)
            for area in aree[1:]:
                aggiungi(scena, spesa_di(scena), area=area)
            consegna(scena)
            consegna(scena, "Casalpusterlengo", "operatore.altro", fondo=catalogo.fondi().get(codice="FNPS"))
    misure = {(ruolo, url): [conta(s, ruolo, url.format(s.ambito.slug)) for s in (poche, tante)] for ruolo, url in PAGINE}
    assert {pagina: n for pagina, n in misure.items() if n[0] != n[1] or n[0] > 22} == {}


def persona_di(scena, nome):
    """La persona della scena dimostrativa: l’operatore di ogni Comune si crea quando serve."""
    if nome not in scena.utenti:
        comune = next(c for c in scena.elenco if slugify(c.nome) == nome.removeprefix("operatore."))
        _persona(scena, nome, "operatore", DAL, comune=comune)
    return scena.utenti[nome]


def test_la_campagna_dimostrativa_c_e_e_rifarla_non_cambia_nulla(db):
    scena = crea_scena("lodi", MOLTI[:8])
    finta = SimpleNamespace(
        ambito=scena.ambito, adesso=datetime(2026, 11, 25, 9, tzinfo=UTC), persona=lambda nome: persona_di(scena, nome)
    )
    with scena.aperto():
        crea_assegnazione(scena, fondo="QSFP", annualita=2023)
        dimostrazione.popola(finta)
        prima = (Evento.objects.count(), VoceSpesa.objects.count(), Rendiconto.objects.count())
        dimostrazione.popola(finta)
        assert prima == (Evento.objects.count(), VoceSpesa.objects.count(), Rendiconto.objects.count())
        assert set(VoceSpesa.objects.values_list("nota", flat=True)) <= {"dato dimostrativo"}
        assert VoceSpesa.objects.exists()
        assert "dato dimostrativo" in MotivoResiduo.objects.get().motivo
        assert spesa_di(scena, "Codogno", 2025).stato == "da_compilare"
