"""Il bilancio: versioni che partono una dall’altra e, approvate, non cambiano; movimenti che tornano sempre al centesimo."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.flusso import RequisitiMancanti
from ambito.models import Evento
from rendicontazione.dimostrazione import bilancio as dimostrativo
from rendicontazione.models import CapitoloBilancio, Movimento, RigaBilancio, VersioneBilancio
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio, catena
from tests.rendicontazione import bilanci
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi, muovi, obiettivo_del_piano, riga
from tests.servizi.fabbriche import crea_assegnazione

D = Decimal


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        yield lodi


def test_la_previsione_parte_dal_piano_e_l_assestamento_dalla_previsione(aperto):
    scheda = obiettivo_del_piano(aperto)
    previsione = operazioni.comincia_versione(ANNO, **chi(aperto))
    assert str(previsione) == "Previsione 2025"
    assert [(r.capitolo.obiettivo, r.importo) for r in bilancio.righe(previsione)] == [(scheda, D("1234.56"))]
    riga(aperto, previsione, scheda, "100.00", "FSR", "Codogno", "una nota")
    approva(aperto, previsione)
    primo = operazioni.comincia_versione(ANNO, **chi(aperto))
    assert str(primo) == "Assestamento 1 2025"
    assert [(r.capitolo, r.importo, r.nota) for r in bilancio.righe(primo)] == [
        (r.capitolo, r.importo, r.nota) for r in bilancio.righe(previsione)
    ]
    assert {d.in_parole for d in bilancio.confronta(previsione, primo)} == {"uguale"}


def test_una_bozza_per_volta_e_senza_piano_niente(aperto):
    with pytest.raises(operazioni.BilancioNonValido, match="Nessun Piano di Zona comprende il 2031"):
        operazioni.comincia_versione(2031, **chi(aperto))
    obiettivo_del_piano(aperto)
    operazioni.comincia_versione(ANNO, **chi(aperto))
    with pytest.raises(operazioni.BilancioNonValido, match="ancora in bozza"):
        operazioni.comincia_versione(ANNO, **chi(aperto))


def test_il_confronto_dice_che_cosa_cambia(aperto):
    scheda = obiettivo_del_piano(aperto)
    previsione = operazioni.comincia_versione(ANNO, **chi(aperto))
    tolta = riga(aperto, previsione, scheda, "50.00", "FSR")
    approva(aperto, previsione)
    dopo = operazioni.comincia_versione(ANNO, **chi(aperto))
    operazioni.togli_riga(bilancio.righe(dopo).get(capitolo=tolta.capitolo), **chi(aperto))
    riga(aperto, dopo, scheda, "70.00", "FNA")
    prima = bilancio.righe(dopo).get(importo=D("1234.56"))
    operazioni.cambia_riga(prima, importo=D("1000.00"), nota="", revisione=1, **chi(aperto))
    parole = {d.in_parole: d.scarto for d in bilancio.confronta(previsione, dopo)}
    assert parole == {"tolta": D("-50.00"), "aggiunta": D("70.00"), "diminuisce": D("-234.56")}
    assert sum(parole.values()) == bilancio.versione(ANNO, 1).totale - bilancio.versione(ANNO, 0).totale


def test_due_righe_uguali_no_e_chi_scrive_su_una_riga_cambiata_lo_sa(aperto):
    scheda = obiettivo_del_piano(aperto)
    versione = operazioni.comincia_versione(ANNO, **chi(aperto))
    scritta = riga(aperto, versione, scheda, "10.00", "FSR", "Codogno")
    with pytest.raises(operazioni.BilancioNonValido, match="c’è già una riga"):
        riga(aperto, versione, scheda, "20.00", "FSR", "Codogno")
    riga(aperto, versione, scheda, "20.00", "FSR")
    operazioni.cambia_riga(scritta, importo=D("11.00"), nota="", revisione=1, **chi(aperto))
    with pytest.raises(operazioni.RigaCambiata):
        operazioni.cambia_riga(scritta, importo=D("12.00"), nota="", revisione=1, **chi(aperto))
    assert bilancio.riga(versione, scritta.pk).importo == D("11.00")


def test_una_versione_vuota_non_si_approva_ne_con_un_atto_futuro(aperto):
    obiettivo_del_piano(aperto)
    versione = operazioni.comincia_versione(ANNO, **chi(aperto))
    futuro = bilanci.OGGI + timedelta(days=1)
    with pytest.raises(operazioni.BilancioNonValido, match="futuro"):
        operazioni.approva_versione(versione, atto="n. 1", atto_del=futuro, **chi(aperto))
    operazioni.togli_riga(bilancio.righe(versione).get(), **chi(aperto))
    with pytest.raises(RequisitiMancanti, match="almeno una"):
        approva(aperto, versione)


def test_eliminare_una_bozza_la_lascia_nel_registro(aperto):
    obiettivo_del_piano(aperto)
    versione = operazioni.comincia_versione(ANNO, **chi(aperto))
    operazioni.elimina_versione(versione, **chi(aperto))
    assert not VersioneBilancio.objects.exists() and not RigaBilancio.objects.exists()
    assert Evento.objects.get(verbo="versionebilancio.elimina").prima["righe"] == ["D1 con FNPS"]


def un_altro(versione):
    """Un capitolo senza righe, dello stesso anno."""
    scheda = versione.righe.first().capitolo.obiettivo
    return CapitoloBilancio.objects.create(anno=versione.anno, obiettivo=scheda, fondo=bilanci.fondo("FNA"))


VIETATE = {
    "cambiare una riga": lambda v: RigaBilancio.objects.filter(versione=v).update(importo=1),
    "togliere una riga": lambda v: RigaBilancio.objects.filter(versione=v).delete(),
    "aggiungere una riga": lambda v: RigaBilancio.objects.create(versione=v, importo=1, capitolo=un_altro(v)),
    "cambiare la versione": lambda v: VersioneBilancio.objects.filter(pk=v.pk).update(atto="un altro"),
    "riportarla in bozza": lambda v: VersioneBilancio.objects.filter(pk=v.pk).update(stato="bozza"),
    "cancellarla": lambda v: VersioneBilancio.objects.filter(pk=v.pk)._raw_delete("default"),
    "nascere approvata": lambda v: VersioneBilancio.objects.create(
        anno=2026, numero=0, stato="approvata", atto="x", atto_del=date(2025, 1, 1), creata_il=v.creata_il
    ),
    "scrivere lo stanziato": lambda v: CapitoloBilancio.objects.update(stanziato=10**6),
    "nascere con dei soldi": lambda v: CapitoloBilancio.objects.create(
        anno=2026, obiettivo=v.righe.first().capitolo.obiettivo, fondo=bilanci.fondo("FNA"), stanziato=1
    ),
    "cambiare un movimento": lambda v: Movimento.objects.update(importo=1),
    "cancellare un movimento": lambda v: Movimento.objects.all().delete(),
}  # fmt: skip


@pytest.mark.parametrize("che_cosa", list(VIETATE))
def test_la_banca_dati_rifiuta(aperto, che_cosa):
    capitolo = approvato(aperto)
    muovi(aperto, capitolo, "100.00")
    with pytest.raises(ProgrammingError, match="bilancio|capitolo"), transaction.atomic():
        VIETATE[che_cosa](VersioneBilancio.objects.get(anno=ANNO))


def test_una_riga_resta_nel_suo_anno(aperto):
    capitolo = approvato(aperto)
    altra = operazioni.comincia_versione(2026, **chi(aperto))
    with pytest.raises(IntegrityError, match="altro anno"), transaction.atomic():
        RigaBilancio.objects.create(versione=altra, capitolo=capitolo, importo=1)


def test_pagato_impegnato_stanziato_in_fila(aperto):
    capitolo = approvato(aperto, "1000.00")
    muovi(aperto, capitolo, "600.00")
    with pytest.raises(operazioni.MovimentoNonValido, match="Restano da impegnare 400,00"):
        muovi(aperto, capitolo, "400.01")
    with pytest.raises(operazioni.MovimentoNonValido, match="Restano da pagare 600,00"):
        muovi(aperto, capitolo, "600.01", "liquidazione")
    muovi(aperto, capitolo, "500.00", "liquidazione")
    with pytest.raises(operazioni.MovimentoNonValido, match="già pagati 500,00"):
        muovi(aperto, capitolo, "-100.01")
    muovi(aperto, capitolo, "-100.00")
    with pytest.raises(operazioni.MovimentoNonValido, match="sotto zero"):
        muovi(aperto, capitolo, "-500.01", "liquidazione")
    with pytest.raises(operazioni.MovimentoNonValido, match="diverso da zero"):
        muovi(aperto, capitolo, "0.00")
    with pytest.raises(operazioni.MovimentoNonValido, match="La data va dal 1° gennaio 2025"):
        muovi(aperto, capitolo, "1.00", giorno=date(2024, 12, 31))
    capitolo.refresh_from_db()
    assert (capitolo.stanziato, capitolo.impegnato, capitolo.pagato) == (D("1000.00"), D("500.00"), D("500.00"))


@pytest.mark.parametrize("genere, importo", [("impegno", "1000.01"), ("liquidazione", "0.01"), ("impegno", "-0.01")])
def test_la_banca_dati_tiene_le_somme_anche_senza_le_operazioni(aperto, genere, importo):
    capitolo = approvato(aperto, "1000.00")
    comuni = {"giorno": bilanci.OGGI, "atto": "n. 1", "registrato_da": aperto.utenti["udp"], "registrato_il": bilanci.ADESSO}
    with pytest.raises(IntegrityError, match="capitolo_"), transaction.atomic():
        Movimento.objects.create(capitolo=capitolo, genere=genere, importo=D(importo), **comuni)


def test_un_assestamento_non_scende_sotto_gli_impegni(aperto):
    capitolo = approvato(aperto, "1000.00")
    muovi(aperto, capitolo, "600.00")
    versione = operazioni.comincia_versione(ANNO, **chi(aperto))
    sua = bilancio.righe(versione).get(capitolo=capitolo)
    sua = operazioni.cambia_riga(sua, importo=D("599.99"), nota="", revisione=1, **chi(aperto))
    with pytest.raises(RequisitiMancanti, match="già impegnati 600,00"):
        approva(aperto, versione)
    operazioni.cambia_riga(sua, importo=D("600.00"), nota="", revisione=2, **chi(aperto))
    approva(aperto, versione)
    capitolo.refresh_from_db()
    assert (capitolo.stanziato, capitolo.da_impegnare) == (D("600.00"), D("0.00"))
    terza = operazioni.comincia_versione(ANNO, **chi(aperto))
    operazioni.togli_riga(bilancio.righe(terza).get(capitolo=capitolo), **chi(aperto))
    with pytest.raises(RequisitiMancanti, match="ne stanzia 0,00"):
        approva(aperto, terza)


CENTESIMI = st.integers(-150_000, 150_000).map(lambda n: D(n).scaleb(-2))
MOSSE = st.lists(st.tuples(st.sampled_from(["impegno", "liquidazione"]), st.integers(0, 1), CENTESIMI), max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mosse=MOSSE)
def test_le_somme_sono_quelle_delle_righe_qualunque_sia_l_ordine(lodi, mosse):
    with transaction.atomic(), lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
        versione = operazioni.comincia_versione(ANNO, **chi(lodi))
        scritte = [
            riga(lodi, versione, scheda, importo, "FSR", dove) for importo, dove in (("1000.00", None), ("333.33", "Codogno"))
        ]
        approva(lodi, versione)
        for genere, quale, importo in mosse:
            try:
                muovi(lodi, scritte[quale].capitolo, importo, genere)
            except operazioni.MovimentoNonValido:
                continue
        for capitolo in bilancio.capitoli(ANNO):
            for genere, tenuta in (("impegno", capitolo.impegnato), ("liquidazione", capitolo.pagato)):
                assert tenuta == sum((m.importo for m in capitolo.movimenti.filter(genere=genere)), D(0))
            assert 0 <= capitolo.pagato <= capitolo.impegnato <= capitolo.stanziato
        anello = next(a for a in catena.Catena(ANNO).fondi if a.fondo.codice == "FSR")
        assert anello.stanziato == D("1333.33") and anello.impegnato == bilancio.totale(
            bilancio.movimenti(ANNO).filter(genere="impegno")
        )
        somme = [
            sum(r["totale"] for r in come(versione)) for come in (bilancio.per_obiettivo, bilancio.per_fondo, bilancio.per_comune)
        ]
        assert somme == [bilancio.versione(ANNO, 0).totale] * 3
        transaction.set_rollback(True)


def test_un_fondo_oltre_le_sue_assegnazioni_si_dice(aperto):
    scheda = obiettivo_del_piano(aperto)
    versione = operazioni.comincia_versione(ANNO, **chi(aperto))
    riga(aperto, versione, scheda, "1500.00", "FSR")
    assert bilancio.oltre_le_assegnazioni(versione) == []
    crea_assegnazione(aperto, "1000.00", fondo="FSR", annualita=2025)
    (frase,) = bilancio.oltre_le_assegnazioni(versione)
    assert "stanzia 1.500,00 €" in frase and "assegnati 1.000,00 €" in frase and "Sono 500,00 € in più" in frase
    crea_assegnazione(aperto, "400.00", fondo="FSR", annualita=2024)
    assert (
        "e ne restano 400,00 € da impegnare degli anni prima. Sono 100,00 € in più." in bilancio.oltre_le_assegnazioni(versione)[0]
    )
    crea_assegnazione(aperto, "100.00", fondo="FSR", annualita=2025, atto="Un altro decreto")
    assert bilancio.oltre_le_assegnazioni(versione) == []


def test_gli_anni_dicono_a_che_punto_sono(aperto):
    muovi(aperto, approvato(aperto, "1000.00"), "250.00")
    per_anno = {r["anno"]: r for r in bilancio.anni()}
    assert list(per_anno) == [2027, 2026, 2025]
    r = per_anno[2025]
    assert (r["programmato"], r["stanziato"], r["impegnato"], r["pagato"]) == (D("1234.56"), D("2234.56"), D("250.00"), D(0))
    assert r["ultima"].nome == "Previsione" and per_anno[2026]["ultima"] is None


def test_il_bilancio_dimostrativo_c_e_e_rifarlo_non_cambia_nulla(aperto):
    obiettivo_del_piano(aperto)
    finta = SimpleNamespace(ambito=aperto.ambito, adesso=datetime(2026, 11, 25, 9, tzinfo=UTC), persona=aperto.utenti.get)
    dimostrativo.popola(finta)
    prima = (Evento.objects.count(), Movimento.objects.count(), RigaBilancio.objects.count())
    dimostrativo.popola(finta)
    assert prima == (Evento.objects.count(), Movimento.objects.count(), RigaBilancio.objects.count())
    assert [v.nome for v in bilancio.versioni(ANNO)] == ["Previsione", "Assestamento 1", "Assestamento 2"]
    assert set(Movimento.objects.values_list("causale", flat=True)) == {"dato dimostrativo"}
    assert any(d.in_parole == "aumenta" for d in bilancio.confronta(*bilancio.versioni(ANNO)[:2]))
