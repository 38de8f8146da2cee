"""L’avvio di un triennio: piano, fondi, adesioni, accordo, riparto, spesa; il triennio dopo da quando si prepara."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo.models import AvvisoAdesione
from ambito import tappe
from piano.models import PianoDiZona, Sezione
from piano.selezioni import avvio
from piano.stati import StatoPiano
from rendicontazione.models import Rendiconto
from servizi.models import AssegnazioneFondo, Fondo
from tests.accordo import riparti
from tests.accordo.accordi import in_bozza
from tests.accordo.fabbriche import crea_avviso, invia
from tests.piano.fabbriche import completa_sezioni, obiettivo, piano_nuovo
from tests.rendicontazione.fabbriche import apri

OGGI = date(2026, 11, 30)
FINE = date(2026, 12, 31)


def avvii(scena, oggi=OGGI):
    """I trienni per nome, con le loro tappe per ordine."""
    with scena.aperto("coordinatore"):
        lette = tappe.avvii(scena.poteri("coordinatore"), oggi)[1:]
    return {a.titolo: {t.ordine: t for t in a.tappe} for a in lette}


def uno(scena, oggi=OGGI):
    """Le tappe del solo triennio che c’è."""
    (lette,) = avvii(scena, oggi).values()
    return lette


def test_senza_piano_si_avvia_il_primo_triennio(lodi):
    trovati = avvii(lodi)
    assert list(trovati) == ["Il primo triennio"]
    lette = trovati["Il primo triennio"]
    assert list(lette) == [10, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90]
    assert not any(t.fatta or t.fatti for t in lette.values())
    assert {o for o, t in lette.items() if t.facoltativa} == {35, 45, 80}
    assert lette[10].url == lette[20].url == "/lodi/piano/#nuovo" and not lette[10].riprende
    assert lette[90].nota == "Da aprire: 2025." and lette[90].manca(OGGI)


def test_il_piano_a_meta(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obbligatorie = Sezione.objects.filter(piano=piano, obbligatoria=True)
        quante = obbligatorie.count()
        Sezione.objects.filter(pk=obbligatorie.first().pk).update(assegnata_a=lodi.utenti["udp"])
        obiettivo(piano, lodi.utenti["udp"])
    lette = uno(lodi)
    assert lette[10].fatta and lette[10].nota == "Piano di Zona 2025-2027"
    assert (lette[20].fatti, lette[20].totale) == (1, quante)
    assert lette[20].nota == f"{quante - 1} sezioni su {quante} non sono di nessuno."
    assert (lette[30].fatti, lette[30].totale) == (0, quante)
    assert lette[40].fatta and lette[40].nota == "1 obiettivo"
    assert lette[50].manca(OGGI) and lette[50].url == "/lodi/piano/2025-2027/#passo"


def test_il_piano_scritto_e_poi_approvato(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        completa_sezioni(piano, lodi.utenti["udp"])
    lette = uno(lodi)
    assert lette[20].fatta and lette[30].fatta and not lette[30].nota and not lette[50].fatta
    with lodi.aperto("udp"):
        Sezione.objects.filter(piano=piano).update(completa=False)
        PianoDiZona.objects.filter(pk=piano.pk).update(stato=StatoPiano.VIGENTE, deliberazione="Deliberazione n. 4/2025")
    # Deciso il piano non c’è più niente da affidare né da scrivere.
    lette = uno(lodi)
    assert lette[20].fatta and lette[30].fatta and lette[50].fatta
    assert lette[50].nota == "Deliberazione n. 4/2025"


def test_i_fondi_contano_se_sono_degli_anni_del_triennio(lodi):
    def assegna(anno):
        with lodi.aperto("udp"):
            fondo = Fondo.objects.first()
            AssegnazioneFondo.objects.create(fondo=fondo, annualita=anno, atto="DGR 1", atto_del=OGGI, importo=1000)

    with lodi.aperto("udp"):
        piano_nuovo(lodi)
    assegna(2024)
    assert not uno(lodi)[25].fatta
    assegna(2026)
    assert uno(lodi)[25].fatta and uno(lodi)[25].nota == "Annualità 2026."


def test_le_adesioni_si_contano_sui_comuni(lodi):
    with lodi.aperto("udp"):
        piano_nuovo(lodi)
    assert uno(lodi)[60].url == "/lodi/accordo/nuovo-avviso/"
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        invia(lodi, avviso)
    tappa = uno(lodi)[60]
    assert (tappa.fatti, tappa.totale, tappa.nota) == (1, 4, "1 adesione inviata su 4 Comuni.")
    assert tappa.url == "/lodi/accordo/2025-2027/adesioni/"
    with lodi.aperto("udp"):
        AvvisoAdesione.objects.filter(pk=avviso.pk).update(stato="chiuso")
    assert uno(lodi)[60].fatta and uno(lodi)[60].nota == "Avviso chiuso: 1 adesione inviata su 4 Comuni."


def test_un_avviso_per_i_soli_enti_non_aspetta_i_comuni(lodi):
    with lodi.aperto("udp"):
        piano_nuovo(lodi)
        crea_avviso(lodi, ammessi=["terzo_settore"])
    assert uno(lodi)[60].fatta and "soli enti" in uno(lodi)[60].nota


def test_l_accordo_cominciato_e_a_meta_e_in_vigore_e_fatto(lodi):
    with lodi.aperto("udp"):
        accordo = in_bozza(lodi)
    tappa = uno(lodi)[70]
    assert (tappa.fatti, tappa.totale, tappa.nota) == (1, 2, "In scrittura.")
    assert tappa.url == "/lodi/accordo/2025-2027/"
    with lodi.aperto("udp"):
        type(accordo).objects.filter(pk=accordo.pk).update(stato="vigente")
    assert uno(lodi)[70].fatta


def test_il_riparto_conta_da_quando_e_deliberato(lodi):
    with lodi.aperto("udp"):
        piano_nuovo(lodi)
        riparti.depositato(lodi)
    assert not uno(lodi)[80].fatta
    with lodi.aperto("udp"):
        riparti.deliberato(lodi, titolo="Un altro")
    assert uno(lodi)[80].fatta and uno(lodi)[80].nota == "Deliberata per 2025."


def test_la_spesa_si_raccoglie_anno_per_anno_dopo_che_e_finito(lodi):
    with lodi.aperto("udp"):
        piano_nuovo(lodi)
    prima = uno(lodi, date(2025, 6, 1))[90]
    assert prima.piu_avanti(date(2025, 6, 1)) and prima.dal == date(2026, 1, 1)
    assert (uno(lodi)[90].fatti, uno(lodi)[90].totale, uno(lodi)[90].url) == (0, 1, "/lodi/rendicontazione/nuova/")
    with lodi.aperto("udp"):
        apri(lodi, anno=2025)
    assert uno(lodi)[90].fatta and uno(lodi)[90].nota == "Spesa 2025: 0 Comuni su 4."
    dopo = avvii(lodi, date(2027, 3, 1))["Il triennio 2025-2027"][90]
    assert (dopo.fatti, dopo.totale) == (1, 2) and dopo.nota.endswith("Da aprire: 2026.")


@pytest.mark.parametrize(
    ("piani", "oggi", "attesi"),
    [
        ([], OGGI, [None]),
        ([(2025, 2027)], OGGI, ["2025-2027"]),
        ([(2025, 2027)], date(2026, 12, 31), ["2025-2027", "2028-2030"]),
        ([(2025, 2027), (2028, 2030)], OGGI, ["2025-2027", "2028-2030"]),
        ([(2025, 2028)], date(2027, 6, 1), ["2025-2027"]),
        ([(2025, 2028)], date(2028, 2, 1), ["2025-2027", "2029-2031"]),
        ([(2021, 2023)], OGGI, ["2026-2028"]),
        ([(2028, 2030)], OGGI, ["2028-2030"]),
        ([(2021, 2023), (2025, 2027)], OGGI, ["2025-2027"]),
    ],
)
def test_quali_trienni_si_avviano(piani, oggi, attesi):
    righe = [PianoDiZona(ambito_id=1, triennio_inizio=inizio, triennio_fine=fine) for inizio, fine in piani]
    assert [str(t) if t else None for t in avvio.trienni(righe, oggi)] == attesi


def test_il_triennio_dopo_dice_che_cosa_si_puo_riprendere(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        PianoDiZona.objects.filter(pk=piano.pk).update(stato=StatoPiano.VIGENTE)
    assert list(avvii(lodi)) == ["Il triennio 2025-2027"]
    dopo = avvii(lodi, FINE)["Il triennio 2028-2030"]
    assert dopo[10].url == "/lodi/piano/#nuovo" and not dopo[10].fatta
    assert [url for _, url in dopo[10].riprende] == [
        "/lodi/piano/2025-2027/word/", "/lodi/piano/2025-2027/andamento/", "/lodi/piano/2025-2027/proroga/",
    ]  # fmt: skip
    assert dopo[90].piu_avanti(FINE) and dopo[90].dal == date(2029, 1, 1)
    navigatore = lodi.client("coordinatore")
    assert [navigatore.get(url).status_code for _, url in dopo[10].riprende] == [200, 200, 200]


def test_ogni_collegamento_di_un_triennio_avviato_si_apre(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        crea_avviso(lodi)
        apri(lodi, anno=2025)
        assert Rendiconto.objects.count() == 4 and piano.triennio == "2025-2027"
    navigatore = lodi.client("coordinatore")
    indirizzi = {t.url.partition("#")[0] for t in uno(lodi).values()}
    assert {url: navigatore.get(url).status_code for url in indirizzi} == dict.fromkeys(indirizzi, 200)


def test_un_triennio_pieno_costa_come_uno_vuoto(lodi):
    navigatore = lodi.client("coordinatore")

    def costo():
        navigatore.get("/lodi/avvio/")
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get("/lodi/avvio/").status_code == 200
        return len(catturate)

    vuoto = costo()
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        piano_nuovo(lodi, 2028)
        for n in range(3):
            obiettivo(piano, lodi.utenti["udp"], titolo=f"Obiettivo {n}")
        invia(lodi, crea_avviso(lodi))
        apri(lodi, anno=2025)
    assert costo() == vuoto <= 20
