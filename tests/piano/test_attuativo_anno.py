"""Ciò che l’attuativo racconta dell’anno: la verifica di quello prima, il personale, le quote votate, le sole differenze."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.models import Lavoro
from ambito.nucleo.impronta import impronta
from ambito.registri import DOCUMENTI
from piano import operazioni
from piano.documenti.attuativo import differenze, impagina
from piano.models import (
    AreaPolicy,
    Obiettivo,
    PersonaleObiettivo,
    PianoAttuativo,
    PianoDiZona,
    Rilevazione,
    RisorsaAttuativo,
    ValutazioneObiettivo,
    VoceAttuativo,
)
from piano.operazioni import attuativi
from piano.selezioni import dell_anno
from piano.selezioni.attuativi import fotografa_attuativo
from servizi.models import Fondo
from tests.accordo import riparti
from tests.piano.fabbriche import congela_attuativo, obiettivo, piano_pronto
from tests.piano.test_aggiornamento import DOPO, vigente
from tests.piano.test_piano import voto
from tests.rendicontazione import bilanci
from tests.scena import ADESSO, OGGI, crea_scena

pytestmark = pytest.mark.django_db


@pytest.fixture
def scena(lodi):
    with lodi.aperto("coordinatore"):
        lodi.piano = vigente(lodi)
        lodi.chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
        lodi.attuativo = attuativi.apri_attuativo(lodi.piano, 2026, **lodi.chi)
        yield lodi


def leggi(scena, al, valore):
    indicatore, udp = Obiettivo.objects.first().indicatori.get(), scena.utenti["udp"]
    Rilevazione.objects.create(indicatore=indicatore, al=al, valore=valore, scritta_il=ADESSO, scritta_da=udp)


def test_l_anno_prima_si_legge_dalla_versione_adottata_e_dalle_letture_di_quell_anno(scena):
    leggi(scena, date(2025, 6, 30), 11)
    leggi(scena, date(2025, 12, 31), 13)
    leggi(scena, date(2026, 6, 30), 99)
    Obiettivo.objects.update(titolo="Un titolo cambiato dopo")
    scheda = Obiettivo.objects.get()
    campi = {"esito": "in_parte", "grado": 60, "perche": "Manca chi guida.", "scritta_il": ADESSO}
    ValutazioneObiettivo.objects.create(obiettivo=scheda, anno=2025, scritta_da=scena.utenti["udp"], **campi)
    verifica = dell_anno.verifica(2025)
    (detto,) = verifica["obiettivi"]
    assert detto["titolo"] == "Più anziani seguiti a casa" and "versione 1, adottata con" in verifica["da"]
    assert (detto["esito"], detto["grado"]) == ("Raggiunto in parte", 60)
    (indicatore,) = detto["indicatori"]
    assert [indicatore[n] for n in ("base", "atteso", "letto", "al")] == ["10.00", "12.00", "13.00", "2025-12-31"]
    assert verifica["spesa"]["previsto_da"] == "Versione 1 del piano"
    assert [r["previsto"] for r in verifica["spesa"]["righe"]] == ["1234.56"]


@pytest.mark.parametrize(("adottato", "versione", "titolo"), [
    (date(2025, 11, 3), 2, "Il titolo nuovo"), (date(2026, 3, 3), 1, "Più anziani seguiti a casa"),
])  # fmt: skip
def test_dell_anno_prima_vale_la_versione_in_vigore_alla_fine_di_quell_anno(scena, adottato, versione, titolo):
    """Aggiornato nel 2026 il piano, del 2025 si dicono ancora gli obiettivi e l’atto di allora, con le loro valutazioni."""
    leggi(scena, date(2025, 12, 31), 13)
    scheda, campi = Obiettivo.objects.get(), {"esito": "in_parte", "grado": 60, "perche": "x", "scritta_il": ADESSO}
    ValutazioneObiettivo.objects.create(obiettivo=scheda, anno=2025, scritta_da=scena.utenti["udp"], **campi)
    prima = scena.piano.deliberazione
    operazioni.apri_aggiornamento(scena.piano, motivo="x", poteri=scena.poteri("coordinatore"), adesso=DOPO)
    Obiettivo.objects.update(titolo="Il titolo nuovo")
    operazioni.proponi(PianoDiZona.objects.get(), poteri=scena.poteri("coordinatore"), adesso=DOPO)
    operazioni.adotta_aggiornamento(PianoDiZona.objects.get(), deliberazione="Atto nuovo", deliberato_il=adottato, adesso=DOPO)
    verifica = dell_anno.verifica(2025)
    (detto,) = verifica["obiettivi"]
    assert (detto["titolo"], detto["esito"], detto["indicatori"][0]["letto"]) == (titolo, "Raggiunto in parte", "13.00")
    assert f"versione {versione}, adottata con {'Atto nuovo' if versione > 1 else prima}" in verifica["da"]


def test_cio_che_si_prevedeva_viene_dall_attuativo_approvato_se_c_e(scena):
    prima = attuativi.apri_attuativo(scena.piano, 2025, **scena.chi)
    voce = VoceAttuativo(attuativo=prima, obiettivo=Obiettivo.objects.get(), variazione="modificato", motivo="x")
    attuativi.salva_voce(voce, risorse=[RisorsaAttuativo(fondo=Fondo.objects.first(), importo=2000)], **scena.chi)
    congela_attuativo(prima)
    spesa = dell_anno.verifica(2025)["spesa"]
    assert spesa["previsto_da"] == "Versione 1 del piano (il piano attuativo 2025 è in bozza)"
    assert spesa["righe"][0]["previsto"] == "1234.56"
    PianoAttuativo.objects.filter(pk=prima.pk).update(stato="approvato")
    spesa = dell_anno.verifica(2025)["spesa"]
    assert spesa["previsto_da"] == "Piano attuativo 2025, versione 1" and spesa["righe"][0]["previsto"] == "2000.00"


def test_la_spesa_la_dice_il_bilancio(scena):
    scheda = Obiettivo.objects.get()
    capitolo = bilanci.approvato(scena, "1000.00", scheda, codice="FSR")
    bilanci.muovi(scena, capitolo, "400.00")
    bilanci.muovi(scena, capitolo, "150.00", genere="liquidazione", giorno=date(2025, 6, 2))
    verifica = dell_anno.verifica(2025)
    del_fondo = {r["fondo"]: r for r in verifica["spesa"]["righe"]}[capitolo.fondo.nome]
    assert [del_fondo[n] for n in ("previsto", "impegnato", "pagato")] == ["0.00", "400.00", "150.00"]
    assert verifica["obiettivi"][0]["pagato"] == "150.00" and verifica["spesa"]["fonte"] == "bilancio dell’Ambito"


def test_senza_un_piano_adottato_si_dice_che_cosa_manca(scena):
    assert "nessun piano comprende" in dell_anno.verifica(2024)["manca"]
    PianoDiZona.objects.update(adottata=None)
    assert "non è ancora adottato" in dell_anno.verifica(2025)["manca"]


def test_il_personale_e_quello_degli_obiettivi_attivi(scena):
    scheda = Obiettivo.objects.get()
    for ore in (18, 6):
        PersonaleObiettivo.objects.create(obiettivo=scheda, figura="Educatore", ore_settimanali=ore, ente="Azienda")
    foto = fotografa_attuativo(scena.attuativo)
    assert foto["personale"] == [{"figura": "Educatore", "ente": "Azienda", "ore": "24.00", "tempo_pieno": "", "obiettivi": ["D1"]}]
    sospesa = VoceAttuativo(attuativo=scena.attuativo, obiettivo=scheda, variazione="sospeso", motivo="Manca il bando")
    attuativi.salva_voce(sospesa, **scena.chi)
    assert fotografa_attuativo(scena.attuativo)["personale"] == []


def test_durante_un_aggiornamento_il_personale_e_quello_in_vigore(lodi):
    with lodi.aperto("coordinatore"):
        piano = vigente(lodi)
        scheda = Obiettivo.objects.get()
        PersonaleObiettivo.objects.create(obiettivo=scheda, figura="Educatore", ore_settimanali=18)
        poteri = lodi.poteri("coordinatore")
        operazioni.apri_aggiornamento(piano, motivo="Cambia l’organico.", poteri=poteri, adesso=DOPO)
        PersonaleObiettivo.objects.update(ore_settimanali=30)
        attuativo = attuativi.apri_attuativo(PianoDiZona.objects.get(), 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
        assert [p["ore"] for p in fotografa_attuativo(attuativo)["personale"]] == ["18.00"]


def test_le_quote_sono_solo_quelle_votate(scena):
    riparti.depositato(scena, anno=2026, titolo="Non ancora votato")
    assert dell_anno.quote(2026)["riparti"] == []
    riparti.deliberato(scena, anno=2026)
    riparti.deliberato(scena, anno=2025)
    quote = dell_anno.quote(2026)
    assert [(r["titolo"], r["deliberazione"]) for r in quote["riparti"]] == [("Servizi associati", "Assemblea n. 3/2025")]
    assert quote["totale"] == "10000.00" == quote["riparti"][0]["totale"]
    assert sum(Decimal(euro) for _, euro in quote["comuni"]) == 10000 and "Codogno" in dict(quote["comuni"])


def test_si_congela_e_cio_che_segue_non_lo_cambia(scena):
    versione = congela_attuativo(scena.attuativo)
    leggi(scena, date(2025, 12, 31), 13)
    riparti.deliberato(scena, anno=2026)
    versione.refresh_from_db()
    assert versione.e_integra() and versione.dati["quote"]["riparti"] == []
    assert versione.dati["verifica"]["obiettivi"][0]["indicatori"][0]["letto"] == ""
    assert impronta(fotografa_attuativo(scena.attuativo)) != versione.impronta


def test_costa_le_stesse_interrogazioni_con_un_obiettivo_e_con_molti(lodi):
    def interrogazioni(scena, altri):
        with scena.aperto("coordinatore"):
            piano = piano_pronto(scena)
            for numero in range(altri):
                obiettivo(piano, scena.utenti["udp"], f"Obiettivo {numero}")
            chi = {"poteri": scena.poteri("coordinatore"), "adesso": ADESSO}
            voto(operazioni.proponi(piano, **chi), approvata=True)
            riparti.deliberato(scena)
            with CaptureQueriesContext(connection) as lette:
                assert len(dell_anno.verifica(2025)["obiettivi"]) == 1 + altri
                dell_anno.quote(2025)
            return len(lette)

    assert interrogazioni(lodi, 0) == interrogazioni(crea_scena("pavese"), 6)


def cambiato(scena):
    scheda = Obiettivo.objects.get()
    modificata = VoceAttuativo(attuativo=scena.attuativo, obiettivo=scheda, variazione="modificato", motivo="Più fondi")
    attuativi.salva_voce(modificata, risorse=[RisorsaAttuativo(fondo=Fondo.objects.first(), importo=1500)], **scena.chi)
    area = AreaPolicy.objects.get(piano=scena.piano, codice="A")
    aggiunta = VoceAttuativo(attuativo=scena.attuativo, area=area, titolo="Caldo", variazione="aggiunto", motivo="Estate")
    attuativi.salva_voce(aggiunta, risorse=[RisorsaAttuativo(fondo=Fondo.objects.last(), importo=10)], **scena.chi)


def test_le_sole_differenze_dicono_quali_attivita_e_quali_fondi(scena):
    assert differenze(fotografa_attuativo(scena.attuativo))["scostamenti"] == []
    cambiato(scena)
    detto = differenze(fotografa_attuativo(scena.attuativo))
    assert [s["titolo"] for s in detto["scostamenti"]] == ["D1 Più anziani seguiti a casa", "Caldo"] and detto["uguali"] == 0
    assert [(f["prima"], f["dopo"], f["differenza"]) for f in detto["fondi"]] == [
        ("1.000,00", "1.500,00", "+500,00"),
        ("0,00", "10,00", "+10,00"),
    ]
    assert detto["totale"] == {"prima": "1.000,00", "dopo": "1.510,00", "differenza": "+510,00"}
    preparato = DOCUMENTI["attuativo-differenze"].prepara(scena.attuativo, OGGI)
    assert preparato.nome_file == "differenze-piano-attuativo-2026-bozza.pdf" and preparato.dati["bozza"]


def test_una_versione_congelata_prima_di_tutto_questo_si_legge_ancora(scena):
    cambiato(scena)
    dati = fotografa_attuativo(scena.attuativo)
    vecchia = {k: v for k, v in dati.items() if k not in {"verifica", "personale", "quote"}}
    vecchia["schede"] = [{k: v for k, v in s.items() if k != "previste"} for s in dati["schede"]]
    assert impagina(vecchia)["verifica"] is None and impagina(vecchia)["quote"] is None
    assert differenze(vecchia)["fondi"] == [] and len(differenze(vecchia)["scostamenti"]) == 2


def test_nella_pagina_e_nella_stampa_che_si_sceglie(scena):
    leggi(scena, date(2025, 12, 31), 13)
    riparti.deliberato(scena, anno=2026)
    sindaco = scena.client("sindaco")
    pagina = sindaco.get("/lodi/piano/2025-2027/attuativi/2026/").content.decode()
    for parole in ("Com’è andato il 2025", "13 persone al 31/12/2025, attesi 12", "Quanto paga ogni Comune", "Assemblea n. 3/2025"):
        assert parole in pagina
    sindaco.post("/lodi/piano/2025-2027/attuativi/2026/documento/", {"stampa": "differenze"})
    sindaco.post("/lodi/piano/2025-2027/attuativi/2026/documento/")
    chiesti = Lavoro.objects.order_by("pk").values_list("argomenti__tipo", flat=True)
    assert list(chiesti)[-2:] == ["attuativo-differenze", "attuativo"]


def test_proposto_o_approvato_la_pagina_mostra_cio_che_si_e_congelato(scena):
    pagina = "/lodi/piano/2025-2027/attuativi/2026/"
    congela_attuativo(scena.attuativo)
    riparti.deliberato(scena, anno=2026)
    assert "Assemblea n. 3/2025" in scena.client("sindaco").get(pagina).content.decode()
    for stato in ("proposto", "approvato", "chiuso"):
        PianoAttuativo.objects.update(stato=stato)
        letta = scena.client("sindaco").get(pagina).content.decode()
        assert "Nessun riparto dell’anno è ancora votato" in letta and "Assemblea n. 3/2025" not in letta
        assert "com’erano il 10 giugno 2025" in letta and "non cambia più" not in letta


def test_le_quote_si_leggono_in_una_volta_quanti_che_siano_i_riparti(scena):
    def interrogazioni():
        with CaptureQueriesContext(connection) as lette:
            assert dell_anno.quote(2026)["riparti"]
        return len(lette)

    riparti.deliberato(scena, anno=2026)
    con_uno = interrogazioni()
    riparti.deliberato(scena, anno=2026, titolo="Un altro")
    riparti.deliberato(scena, anno=2026, titolo="Un altro ancora")
    assert interrogazioni() == con_uno
