"""Dati citati e contesto: vivi mentre si scrive, fissi con la loro fonte quando il piano si congela."""

import pytest

from ambito.models import PopolazioneComune
from piano import operazioni
from piano.documenti import fotografa, impagina
from piano.models import RevisioneSezione, RisorsaObiettivo, Sezione, VersionePiano
from piano.selezioni import citabili, contesto
from tests.piano.fabbriche import completa_sezioni, obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db
RISORSE = '<p>Il piano prevede <a href="#dato-piano-risorse">0,00 €</a> in tutto.</p>'


def scrivi(sezione, testo, utente):
    sezione.refresh_from_db()
    return operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=utente, adesso=ADESSO)


def test_chi_legge_vede_il_valore_di_oggi_con_la_fonte(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        scrivi(sezione_di(piano), RISORSE, lodi.utenti["udp"])
        pk = sezione_di(piano).pk
    client = lodi.client("sindaco")
    pagina = client.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert "Il piano prevede 2.234,56 € in tutto." in pagina
    assert "Risorse previste nel triennio" in pagina and "Schede obiettivo del piano" in pagina
    with lodi.aperto("udp"):
        RisorsaObiettivo.objects.filter(anno=2026).update(importo=0)
    assert "Il piano prevede 1.234,56 € in tutto." in client.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()


def test_chi_scrive_ritrova_la_citazione_aggiornata_e_richiuderla_non_e_scrivere(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        scrivi(sezione_di(piano), RISORSE, lodi.utenti["udp"])
        pk = sezione_di(piano).pk
    client = lodi.client("udp")
    pagina = client.get(f"/lodi/piano/2025-2027/sezioni/{pk}/").content.decode()
    assert "&quot;#dato-piano-risorse&quot;" in pagina and "2.234,56 €&lt;/a&gt;" in pagina
    with lodi.aperto("udp"):
        esito = scrivi(sezione_di(piano), RISORSE.replace("0,00", "2.234,56"), lodi.utenti["udp"])
        assert esito.salvata and esito.revisione == 1
        assert RevisioneSezione.objects.filter(sezione=pk).count() == 1


def test_la_versione_congelata_non_segue_piu_i_dati(lodi):
    with lodi.aperto("udp"):
        piano = piano_pronto(lodi)
        scrivi(sezione_di(piano, "5"), RISORSE, lodi.utenti["udp"])
        versione = operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        RisorsaObiettivo.objects.update(importo=0)
        congelata = VersionePiano.objects.get(pk=versione.pk)
        capitolo = next(s for s in congelata.dati["sezioni"] if s["codice"] == "5")
        assert capitolo["testo"] == "<p>Il piano prevede 2.234,56 € in tutto.</p>"
        assert capitolo["dati_citati"] == [
            {
                "dato": "Risorse previste nel triennio", "valore": "2.234,56 €",
                "fonte": "Schede obiettivo del piano", "al": OGGI.isoformat(),
            }
        ]  # fmt: skip
        assert congelata.e_integra()


def test_un_dato_che_non_c_e_piu_tiene_l_ultimo_valore(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        scrivi(sezione_di(piano), '<p>Erano <a href="#dato-spariti-x">12</a>.</p>', lodi.utenti["udp"])
        foto = fotografa(piano, OGGI)
        capitolo = next(s for s in foto["sezioni"] if s["codice"] == "3.1")
        assert capitolo["testo"] == "<p>Erano 12.</p>" and "dati_citati" not in capitolo


def test_si_interrogano_solo_le_fonti_citate(lodi, django_assert_num_queries):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        with django_assert_num_queries(0):
            assert citabili.citati(["<p>Niente.</p>"], piano, OGGI) == {}
        assert set(citabili.citati([RISORSE], piano, OGGI)) == {"piano-risorse"}


def test_l_elenco_dei_dati_per_chi_scrive(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        chiavi = [d.chiave for _, dati in citabili.gruppi(piano, OGGI) for d in dati]
        assert len(chiavi) == len(set(chiavi)) and "piano-risorse-2025" in chiavi and "piano-obiettivo-d1" in chiavi
    client = lodi.client("udp")
    gruppi = client.get("/lodi/piano/2025-2027/dati/?formato=json").json()["gruppi"]
    voci = {d["chiave"]: d for g in gruppi for d in g["dati"]}
    assert voci["piano-risorse"]["testo"] == "2.234,56 €"
    assert "#dato-piano-risorse" in client.get("/lodi/piano/2025-2027/dati/").content.decode()


def popola_le_eta(comuni):
    fasce = {"0-2": 10, "3-5": 10, "6-17": 30, "18-64": 300, "65-74": 80, "75-84": 50, "85+": 20}
    for comune in comuni:
        PopolazioneComune.objects.create(comune=comune, data="2031-01-01", valore=500, fonte="prova", fasce=fasce)


def test_il_contesto_si_congela_con_la_fotografia(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        completa_sezioni(piano, lodi.utenti["udp"])
        popola_le_eta(lodi.comuni.values())
        foto = fotografa(piano, OGGI)
        popolazione = foto["popolazione"]
        assert popolazione["fonte"] == "prova" and popolazione["comuni"]
        assert {c["residenti"] for c in popolazione["comuni"]} == {500}
        anziani = next(i for i in popolazione["indicatori"] if i["nome"].startswith("Anziani: 65"))
        assert anziani["ambito"] == anziani["minimo"] == anziani["massimo"] == "30,0"
        assert impagina(foto)["popolazione"] == popolazione


def test_senza_eta_e_senza_offerta_il_contesto_e_vuoto(lodi):
    with lodi.aperto("udp"):
        PopolazioneComune.objects.update(fasce={})
        assert contesto.popolazione(OGGI) == {} and contesto.offerta(OGGI) == {}
        assert Sezione.objects.count() == 0
