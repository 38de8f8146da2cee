"""L’attuativo: posato sopra il piano, ogni scostamento motivato, congelato quando si propone, approvato dal voto."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ambito import flusso
from ambito.assemblea.models import Deliberazione
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.poteri import PotereMancante
from piano import operazioni
from piano.models import (
    AreaPolicy,
    PianoAttuativo,
    RisorsaAttuativo,
    RisorsaObiettivo,
    Variazione,
    VersioneAttuativo,
    VoceAttuativo,
)
from piano.operazioni import attuativi
from piano.selezioni.attuativi import Consolidato, attuativo_di, fotografa_attuativo
from piano.stati import StatoAttuativo
from servizi.models import Fondo
from tests.assemblea.conftest import PREPARA, QUANDO
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto
from tests.piano.test_voto import al_voto
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def scena(lodi):
    with lodi.aperto("udp"):
        lodi.piano = piano_pronto(lodi)
        lodi.chi = {"poteri": lodi.poteri("udp"), "adesso": ADESSO}
        lodi.attuativo = attuativi.apri_attuativo(lodi.piano, 2025, **lodi.chi)
        yield lodi


def scrivi(scena, variazione, *, importo=None, **campi):
    voce = VoceAttuativo(attuativo=scena.attuativo, obiettivo=scena.piano.obiettivi.first(), variazione=variazione, **campi)
    risorse = [] if importo is None else [RisorsaAttuativo(fondo=Fondo.objects.first(), importo=Decimal(importo))]
    return attuativi.salva_voce(voce, risorse=risorse, **scena.chi)


def test_senza_schede_vale_il_piano(scena):
    consolidato = Consolidato(scena.attuativo)
    (scheda,) = consolidato.schede
    assert scheda.variazione == Variazione.CONFERMATO and not scheda.cambia and consolidato.scostamenti == []
    assert consolidato.bilancio["totale"] == scheda.previsto == Decimal("1234.56")


def test_le_risorse_scritte_stanno_al_posto_di_quelle_del_piano(scena):
    scrivi(scena, Variazione.MODIFICATO, importo="2000.00", motivo="Arrivano più fondi")
    consolidato = Consolidato(scena.attuativo)
    (scheda,) = consolidato.scostamenti
    assert (scheda.previsto, scheda.importo) == (Decimal("1234.56"), Decimal("2000.00"))
    assert consolidato.bilancio["totale"] == Decimal("2000.00")
    assert RisorsaObiettivo.objects.get(anno=2025).importo == Decimal("1234.56")


def test_sospeso_non_costa_e_tolta_la_scheda_torna_il_piano(scena):
    voce = scrivi(scena, Variazione.SOSPESO, motivo="Manca il personale")
    assert Consolidato(scena.attuativo).bilancio["totale"] == 0
    attuativi.togli_voce(voce, **scena.chi)
    assert Consolidato(scena.attuativo).bilancio["totale"] == Decimal("1234.56")


def test_un_attivita_aggiunta_entra_nel_bilancio_della_sua_area(scena):
    area = AreaPolicy.objects.get(piano=scena.piano, codice="A")
    voce = VoceAttuativo(attuativo=scena.attuativo, variazione=Variazione.AGGIUNTO, titolo="Caldo", area=area, motivo="Estate")
    attuativi.salva_voce(voce, risorse=[RisorsaAttuativo(fondo=Fondo.objects.first(), importo=Decimal("10.00"))], **scena.chi)
    consolidato = Consolidato(scena.attuativo)
    assert [s.titolo for s in consolidato.scostamenti] == ["Caldo"]
    assert consolidato.bilancio["aree"][0] == area.nome and len(consolidato.bilancio["aree"]) == 2
    assert consolidato.bilancio["totale"] == Decimal("1244.56") == sum(consolidato.bilancio["totali"])


def test_una_scheda_per_obiettivo_e_il_motivo_lo_vuole_la_banca_dati(scena):
    scrivi(scena, Variazione.CONFERMATO, attivita="Si comincia a marzo")
    with pytest.raises(attuativi.SchedaGiaPresente):
        scrivi(scena, Variazione.CONFERMATO)
    with pytest.raises(IntegrityError), transaction.atomic():
        VoceAttuativo.objects.filter(attuativo=scena.attuativo).update(variazione=Variazione.MODIFICATO)


def test_una_scheda_cambiata_o_tolta_intanto_non_si_copre(scena):
    letta = scrivi(scena, Variazione.CONFERMATO, attivita="Si comincia a marzo")
    attuativi.salva_voce(VoceAttuativo.objects.get(), partenza=1, **scena.chi)
    with pytest.raises(attuativi.SchedaCambiata, match="ha cambiato"):
        attuativi.salva_voce(letta, partenza=1, **scena.chi)
    attuativi.togli_voce(VoceAttuativo.objects.get(), **scena.chi)
    with pytest.raises(attuativi.SchedaCambiata, match="ha tolto"):
        attuativi.salva_voce(letta, partenza=2, **scena.chi)


def test_l_anno_e_del_piano_e_se_ne_fa_uno_solo(scena):
    with pytest.raises(attuativi.FuoriDalPiano):
        attuativi.apri_attuativo(scena.piano, 2028, **scena.chi)
    with pytest.raises(attuativi.AttuativoGiaPresente):
        attuativi.apri_attuativo(scena.piano, 2025, **scena.chi)


def test_un_area_di_un_altro_piano_non_entra(scena):
    area = AreaPolicy.objects.get(piano=piano_nuovo(scena, 2028), codice="A")
    voce = VoceAttuativo(attuativo=scena.attuativo, variazione=Variazione.AGGIUNTO, titolo="Altrove", area=area, motivo="x")
    with pytest.raises(attuativi.FuoriDalPiano):
        attuativi.salva_voce(voce, **scena.chi)


def test_chi_legge_non_scrive(scena):
    sindaco = {"poteri": scena.poteri("sindaco"), "adesso": ADESSO}
    with pytest.raises(PotereMancante):
        attuativi.scrivi_sintesi(scena.attuativo, "x", **sindaco)
    with pytest.raises(PotereMancante):
        attuativi.apri_attuativo(scena.piano, 2026, **sindaco)


def test_verificato_vuole_la_sintesi_e_non_si_scrive_piu(scena):
    with pytest.raises(RequisitiMancanti, match="In breve"):
        flusso.esegui(scena.attuativo, "verifica", **scena.chi)
    attuativi.scrivi_sintesi(scena.attuativo, "Un anno di consolidamento.", **scena.chi)
    flusso.esegui(scena.attuativo, "verifica", **scena.chi)
    with pytest.raises(attuativi.AttuativoBloccato, match="riportarlo in bozza"):
        attuativi.scrivi_sintesi(scena.attuativo, "Altro", **scena.chi)


def verificato(scena):
    attuativi.scrivi_sintesi(scena.attuativo, "Un anno di consolidamento.", **scena.chi)
    return flusso.esegui(scena.attuativo, "verifica", **scena.chi)


def approva_il_piano(scena):
    operazioni.proponi(scena.piano, poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    operazioni.approva(scena.piano, deliberazione="n. 1", deliberato_il=ADESSO.date(), adesso=ADESSO)


def test_si_propone_solo_sopra_un_piano_approvato(scena):
    attuativo = verificato(scena)
    coordinatore = {"poteri": scena.poteri("coordinatore"), "adesso": ADESSO}
    with pytest.raises(RequisitiMancanti, match="Prima si approva il Piano di Zona"):
        attuativi.proponi_attuativo(attuativo, **coordinatore)
    approva_il_piano(scena)
    versione = attuativi.proponi_attuativo(attuativo, **coordinatore)
    assert versione.numero == 1 and versione.e_integra() and versione.dati["bilancio"]["totale"] == "1234.56"


@pytest.mark.parametrize("voto, stato", [("favorevole", StatoAttuativo.APPROVATO), ("contrario", StatoAttuativo.PROPOSTO)])
def test_il_voto_raggiunge_l_attuativo(scena, voto, stato):
    attuativo = verificato(scena)
    approva_il_piano(scena)
    versione = attuativi.proponi_attuativo(attuativo, poteri=scena.poteri("coordinatore"), adesso=PREPARA)
    assemblea, votazione = al_voto(scena, versione, tipo="attuativo")
    for nome in scena.comuni:
        assemblea.mano(votazione, nome, voto)
    assemblea.chiudi(votazione)
    attuativo.refresh_from_db()
    assert attuativo.stato == stato
    if voto == "favorevole":
        assert attuativo.deliberazione == Deliberazione.objects.get().sigla and attuativo.deliberato_il == QUANDO.date()
    else:
        assert "non ha approvato la versione 1" in attuativo.esito_voto


def test_un_integrazione_e_una_versione_nuova_e_la_vecchia_non_si_tocca(scena):
    attuativo = verificato(scena)
    approva_il_piano(scena)
    coordinatore = {"poteri": scena.poteri("coordinatore"), "adesso": ADESSO}
    prima = attuativi.proponi_attuativo(attuativo, **coordinatore)
    attuativi.registra_voto_attuativo(prima, "n. 2", ultima=True, giorno=ADESSO.date(), adesso=ADESSO)
    flusso.esegui(attuativo, "integra", **coordinatore, nota="Nuovo finanziamento")
    scrivi(scena, Variazione.MODIFICATO, importo="5000.00", motivo="Nuovo finanziamento")
    flusso.esegui(attuativo, "verifica", **scena.chi)
    seconda = attuativi.proponi_attuativo(attuativo, **coordinatore)
    assert seconda.numero == 2 and seconda.dati["bilancio"]["totale"] == "5000.00"
    assert VersioneAttuativo.objects.get(pk=prima.pk).dati["bilancio"]["totale"] == "1234.56"
    attuativi.registra_voto_attuativo(prima, "n. 3", ultima=False, giorno=ADESSO.date(), adesso=ADESSO)
    attuativo.refresh_from_db()
    assert attuativo.stato == StatoAttuativo.PROPOSTO and "non è più quella proposta" in attuativo.esito_voto
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        VersioneAttuativo.objects.filter(pk=prima.pk).update(impronta="0" * 64)


def test_i_passi_dopo_l_approvazione_vanno_in_ordine(scena):
    attuativo = scena.attuativo
    with pytest.raises(TransizioneNonAmmessa):
        flusso.esegui(attuativo, "monitora", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    with pytest.raises(PotereMancante):
        attuativi.proponi_attuativo(verificato(scena), poteri=scena.poteri("udp"), adesso=ADESSO)


def test_il_consolidato_costa_lo_stesso_con_una_scheda_e_con_molte(scena):
    def interrogazioni():
        attuativo = attuativo_di(scena.piano, 2025)
        with CaptureQueriesContext(connection) as lette:
            fotografa_attuativo(attuativo)
        return len(lette)

    scrivi(scena, Variazione.MODIFICATO, importo="1.00", motivo="x")
    una = interrogazioni()
    for numero in range(8):
        scheda = obiettivo(scena.piano, scena.utenti["udp"], f"Obiettivo {numero}")
        voce = VoceAttuativo(attuativo=scena.attuativo, obiettivo=scheda, variazione=Variazione.MODIFICATO, motivo="x")
        attuativi.salva_voce(voce, risorse=[RisorsaAttuativo(fondo=Fondo.objects.first(), importo=1)], **scena.chi)
    assert interrogazioni() == una <= 8


def test_dalle_pagine_si_comincia_si_scrive_e_si_legge(lodi):
    with lodi.aperto("udp"):
        piano_pronto(lodi)
    udp = lodi.client("udp")
    base = "/lodi/piano/2025-2027/attuativi/"
    assert udp.post(base, {"anno": "2026"}).url == f"{base}2026/"
    nuova = f"{base}2026/schede/nuova/?obiettivo=D1"
    assert "1.000,00" in udp.get(nuova).content.decode()
    risorse = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0"}
    senza_motivo = {"partenza": 0, "variazione": "sospeso", "attivita": "Fermo", "motivo": "", **risorse}
    risposta = udp.post(nuova, senza_motivo)
    assert risposta.status_code == 422 and "Scrivi perché" in risposta.content.decode() and "Fermo" in risposta.content.decode()
    assert udp.post(nuova, {**senza_motivo, "motivo": "Manca il personale"}).status_code == 302
    pagina = lodi.client("sindaco").get(f"{base}2026/").content.decode()
    assert "Manca il personale" in pagina and "Sospeso" in pagina and "Scrivi la scheda" not in pagina
    with lodi.aperto("udp"):
        assert PianoAttuativo.objects.get().anno == 2026


def test_dalla_pagina_si_propone_e_la_versione_mostra_l_impronta(scena):
    verificato(scena)
    approva_il_piano(scena)
    coordinatore = scena.client("coordinatore")
    base = "/lodi/piano/2025-2027/attuativi/2025/"
    assert coordinatore.post(f"{base}passo/", {"passo": "proponi"}).url == base
    pagina = coordinatore.get(f"{base}versioni/1/").content.decode()
    assert "corrisponde" in pagina and "Un anno di consolidamento." in pagina
