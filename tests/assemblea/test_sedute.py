"""Preparare e convocare: date, preavviso, seggi fermati, annullamento."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ambito.assemblea import selezioni
from ambito.assemblea.models import RegolaVoto
from ambito.assemblea.operazioni import ordine_del_giorno, sedute
from ambito.assemblea.operazioni.sedute import SedutaNonValida, UrgenzaDaMotivare
from ambito.errori import ErroreAtteso
from ambito.flusso import RequisitiMancanti
from ambito.models import ContenutoDocumento, Documento, Evento
from ambito.nucleo.regole import Regola
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO, SECONDA


def convoca(assemblea, seduta, adesso=PREPARA, motivo=""):
    return sedute.convoca(seduta, motivo_urgenza=motivo, poteri=assemblea.poteri, adesso=adesso)


def test_una_data_passata_si_rifiuta_con_una_frase(assemblea):
    with pytest.raises(SedutaNonValida, match="già passata"):
        assemblea.bozza(prima_convocazione=PREPARA - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("altri", "frase"),
    [
        ({"seconda_convocazione": QUANDO + timedelta(hours=1)}, "almeno 24 ore"),
        ({"seconda_convocazione": QUANDO - timedelta(hours=1)}, "dopo la prima"),
        ({"luogo": ""}, "dove ci si riunisce"),
        ({"modalita": "mista"}, "collegamento"),
    ],
)
def test_una_convocazione_incompleta_si_rifiuta_con_una_frase(assemblea, altri, frase):
    with pytest.raises(SedutaNonValida, match=frase):
        assemblea.bozza(**altri)


def test_senza_ordine_del_giorno_non_si_convoca(assemblea):
    with pytest.raises(RequisitiMancanti, match="almeno un punto"):
        convoca(assemblea, assemblea.bozza(punti=0))


def test_convocare_ferma_regola_seggi_e_sindaci(assemblea):
    seduta = assemblea.convocata()
    assert seduta.stato == "convocata"
    assert Regola.from_dict(seduta.regola_congelata).tipo_peso == "popolazione"
    seggi = {s.comune.nome: s for s in seduta.seggi.select_related("comune")}
    assert seggi["Lodi"].peso == seggi["Lodi"].residenti == 45000
    assert (seggi["Codogno"].sindaco, seggi["Codogno"].residenti_fonte) == ("sindaco", "dato di prova")
    assert seggi["Lodi"].sindaco == ""


def test_poco_preavviso_vuole_il_motivo_e_il_motivo_resta(assemblea):
    tardi = QUANDO - timedelta(days=2)
    seduta = assemblea.bozza()
    with pytest.raises(UrgenzaDaMotivare, match="Il preavviso è di 2 giorni, la regola ne chiede 5 giorni"):
        convoca(assemblea, seduta, adesso=tardi, motivo="  ")
    seduta = convoca(assemblea, seduta, adesso=tardi, motivo="Scade il bando regionale.")
    assert (seduta.stato, seduta.motivo_urgenza) == ("convocata", "Scade il bando regionale.")


def test_con_il_preavviso_giusto_il_motivo_non_si_scrive(assemblea):
    assert convoca(assemblea, assemblea.bozza(), motivo="inutile").motivo_urgenza == ""


def test_dopo_la_convocazione_non_si_cambia_nulla(assemblea):
    seduta = assemblea.convocata()
    with pytest.raises(SedutaNonValida, match="già convocata"):
        sedute.prepara(seduta, assemblea.dati(), poteri=assemblea.poteri, adesso=PREPARA)
    with pytest.raises(SedutaNonValida, match="già convocata"):
        ordine_del_giorno.scrivi_punto(seduta, None, PUNTO, poteri=assemblea.poteri, adesso=PREPARA)
    with pytest.raises(SedutaNonValida, match="già convocata"):
        ordine_del_giorno.togli_punto(seduta.punti.first(), poteri=assemblea.poteri, adesso=PREPARA)


def test_una_bozza_scaduta_non_si_convoca(assemblea):
    with pytest.raises(SedutaNonValida, match="già passata"):
        convoca(assemblea, assemblea.bozza(), adesso=SECONDA, motivo="tardi")


def test_senza_regola_in_vigore_non_si_prepara(assemblea):
    RegolaVoto.objects.update(valida_al=PREPARA.date())
    with pytest.raises(SedutaNonValida, match="non ha una regola di voto"):
        assemblea.bozza()


def test_togliere_un_punto_rinumera_gli_altri(assemblea):
    seduta = assemblea.bozza(punti=3)
    ordine_del_giorno.togli_punto(seduta.punti.get(ordine=2), poteri=assemblea.poteri, adesso=PREPARA)
    assert list(seduta.punti.values_list("ordine", "oggetto")) == [(1, "Criteri di riparto 1"), (2, "Criteri di riparto 3")]


def test_annullare_vuole_il_motivo_e_non_cancella(assemblea):
    seduta = assemblea.convocata()
    with pytest.raises(ErroreAtteso, match="Scrivi il motivo"):
        sedute.annulla(seduta, motivo=" ", poteri=assemblea.poteri, adesso=PREPARA)
    seduta = sedute.annulla(seduta, motivo="Neve", poteri=assemblea.poteri, adesso=PREPARA)
    assert (seduta.stato, seduta.motivo_annullamento) == ("annullata", "Neve")
    with pytest.raises(IntegrityError), transaction.atomic():
        seduta.seggi.update(peso=1)
    assert Evento.objects.filter(verbo="seduta.annulla").get().nota == "Neve"


def test_chi_non_convoca_non_prepara(assemblea):
    for ruolo in ("sindaco", "coordinatore", "presidente"):
        with pytest.raises(PermissionDenied):
            sedute.prepara(None, assemblea.dati(), poteri=assemblea.di(ruolo), adesso=PREPARA)


def test_neppure_d_urgenza_sotto_il_minimo_della_regola(assemblea):
    RegolaVoto.objects.update(urgenza_ore=24)
    tardi = QUANDO - timedelta(hours=23)
    with pytest.raises(SedutaNonValida, match="almeno 24 ore fra l’avviso e la seduta"):
        convoca(assemblea, assemblea.bozza(), motivo="Scade oggi.", adesso=tardi)
    assert convoca(assemblea, assemblea.bozza(), motivo="Scade.", adesso=QUANDO - timedelta(hours=25)).stato == "convocata"


def test_una_carta_depositata_dopo_il_termine_si_vede(assemblea):
    RegolaVoto.objects.update(deposito_ore=48)
    seduta = assemblea.bozza()
    entro = selezioni.deposito(seduta)
    assert entro == QUANDO - timedelta(hours=48)
    carte = [SimpleNamespace(emesso_il=entro), SimpleNamespace(emesso_il=entro + timedelta(minutes=1))]
    assert [tardi for _, tardi in selezioni._con_deposito(carte, entro)] == [False, True]
    assert [tardi for _, tardi in selezioni._con_deposito(carte, None)] == [False, False]


def test_il_fascicolo_ha_solo_cio_che_la_persona_puo_leggere(lodi, assemblea):
    seduta = assemblea.convocata()
    dati = {"oggetto_id": seduta.pk, "titolo": "Avviso", "nome_file": "a.pdf", "dati": {}, "dimensione": 1, "emesso_il": QUANDO}
    dati |= {"impronta_dati": "0" * 64, "sha256": "0" * 64}
    for versione, permesso in ((1, "legge_sedute"), (2, "legge_ogni_comune")):
        codice = f"{lodi.ambito.pk}-{versione}"
        avviso = Documento.objects.create(tipo="convocazione", versione=versione, codice=codice, permesso=permesso, **dati)
        ContenutoDocumento.objects.create(documento=avviso, byte=b"%PDF")
        letti = {ruolo: selezioni.da_leggere(seduta, assemblea.di(ruolo)) for ruolo in ("sindaco", "udp")}
        # L’ultima versione la legge soltanto l’Ufficio.
        assert letti["udp"] == [("Avviso di convocazione", b"%PDF")] and bool(letti["sindaco"]) == (versione == 1)
