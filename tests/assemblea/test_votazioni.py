"""Il voto: una scheda per Comune, chiusura, esito in frazioni esatte, deliberazione, segnale, ciò che la banca dati rifiuta."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ambito import flusso
from ambito.assemblea.models import Deliberazione, Votazione, Voto
from ambito.assemblea.operazioni import aula, votazioni
from ambito.assemblea.operazioni.votazioni import GiaVotato, VotazioneConclusa, VotazioneNonApribile, VotoNonValido
from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.assemblea.segnali import votazione_conclusa
from ambito.assemblea.selezioni import conto
from tests.assemblea.conftest import QUANDO

TUTTI = ["Lodi", "Codogno", "Casalpusterlengo", "Abbadia Cerreto"]


def vota_tutti(assemblea, votazione, **voti):
    for nome, voto in voti.items():
        assemblea.mano(votazione, nome.replace("_", " "), voto)


def da_sindaco(assemblea, votazione, nome, voto, ruolo="sindaco"):
    return votazioni.vota(votazione, assemblea.seggio(votazione.seduta, nome).pk, voto, poteri=assemblea.di(ruolo), adesso=QUANDO)


def test_il_sindaco_vota_e_riceve_la_ricevuta(assemblea):
    voto = da_sindaco(assemblea, assemblea.al_voto(), "Codogno", "favorevole")
    assert (voto.modo, voto.espresso_da, len(voto.ricevuta)) == ("persona", assemblea.scena.utenti["sindaco"], 14)


def test_la_scheda_e_del_comune_la_seconda_persona_sa_che_cosa_e_scritto(assemblea):
    votazione = assemblea.al_voto()
    prima = da_sindaco(assemblea, votazione, "Codogno", "contrario")
    with pytest.raises(GiaVotato, match=f"contrario, 20 giugno 2025, ore 18:00, ricevuta {prima.ricevuta}"):
        assemblea.mano(votazione, "Codogno", "favorevole")
    assert votazione.voti.get().espressione == "contrario"


def test_non_si_vota_per_un_altro_comune(assemblea):
    votazione = assemblea.al_voto()
    for ruolo in ("sindaco", "operatore", "presidente", "coordinatore"):
        with pytest.raises(PermissionDenied):
            da_sindaco(assemblea, votazione, "Casalpusterlengo", "favorevole", ruolo)


def test_chi_e_assente_non_vota(assemblea):
    votazione = assemblea.al_voto(nomi=["Lodi", "Codogno", "Casalpusterlengo"])
    with pytest.raises(VotoNonValido, match="Abbadia Cerreto: non risulta presente"):
        assemblea.mano(votazione, "Abbadia Cerreto", "favorevole")


def test_una_scelta_inventata_si_rifiuta(assemblea):
    with pytest.raises(VotoNonValido, match="Scegli"):
        assemblea.mano(assemblea.al_voto(), "Lodi", "non_votante")


def test_dopo_la_chiusura_una_frase(assemblea):
    votazione = assemblea.al_voto()
    assemblea.chiudi(votazione)
    with pytest.raises(VotazioneConclusa, match="il voto non è stato registrato"):
        da_sindaco(assemblea, votazione, "Codogno", "favorevole")
    with pytest.raises(VotazioneConclusa, match="già chiusa"):
        assemblea.chiudi(votazione)


def test_approvata_con_teste_e_residenti_diventa_deliberazione_numero_uno(assemblea):
    votazione = assemblea.al_voto()
    vota_tutti(
        assemblea, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="contrario", Abbadia_Cerreto="astenuto"
    )
    votazione = assemblea.chiudi(votazione)
    assert votazione.approvata and votazione.punto.stato == "approvato"
    conteggi = votazione.esito_calcolo["conteggi"]
    assert conteggi["favorevoli"] == {"teste": 2, "peso": 60900} and conteggi["votanti"] == {"teste": 3, "peso": 76100}
    assert votazione.esito_calcolo["passaggi"][-1] == "La proposta è approvata."
    deliberazione = Deliberazione.objects.get()
    assert (deliberazione.numero, deliberazione.anno, deliberazione.testo) == (1, 2025, "Le spese si dividono per residenti.")


def test_le_teste_senza_i_residenti_non_bastano(assemblea):
    votazione = assemblea.al_voto()
    vota_tutti(
        assemblea, votazione, Lodi="contrario", Codogno="favorevole", Casalpusterlengo="favorevole", Abbadia_Cerreto="favorevole"
    )
    votazione = assemblea.chiudi(votazione)
    assert not votazione.approvata and votazione.punto.stato == "respinto"
    assert not Deliberazione.objects.exists()


def test_il_presente_muto_conta_fra_i_presenti_non_fra_i_votanti(assemblea):
    votazione = assemblea.al_voto(nomi=["Lodi", "Codogno", "Casalpusterlengo"])
    vota_tutti(assemblea, votazione, Lodi="favorevole", Codogno="favorevole")
    votazione = assemblea.chiudi(votazione)
    assert votazione.esito_calcolo["conteggi"]["non_votanti"] == {"teste": 1, "peso": 15200}
    muto = votazione.voti.get(espressione="non_votante")
    assert muto.seggio.comune.nome == "Casalpusterlengo" and muto.espresso_da is None and muto.ricevuta == ""


def test_chi_vota_ed_esce_resta_contato_come_presente(assemblea):
    votazione = assemblea.al_voto()
    vota_tutti(assemblea, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="favorevole")
    aula.esce(assemblea.seggio(votazione.seduta, "Lodi"), poteri=assemblea.poteri, adesso=QUANDO + timedelta(minutes=1))
    votazione = assemblea.chiudi(votazione, adesso=QUANDO + timedelta(minutes=2))
    assert votazione.approvata and "098031" in votazione.esito_calcolo["schede"]


def test_se_cade_il_numero_legale_la_votazione_non_vale_e_il_punto_resta(assemblea):
    votazione = assemblea.al_voto()
    avvisi = []
    votazione_conclusa.connect(lambda **k: avvisi.append(k), weak=False, dispatch_uid="prova")
    try:
        for nome in TUTTI[:3]:
            aula.esce(assemblea.seggio(votazione.seduta, nome), poteri=assemblea.poteri, adesso=QUANDO)
        votazione = assemblea.chiudi(votazione)
    finally:
        votazione_conclusa.disconnect(dispatch_uid="prova")
    assert not votazione.valida and votazione.punto.stato == "in_discussione" and avvisi == []
    with pytest.raises(VotazioneNonApribile, match="Manca il numero legale"):
        votazioni.apri_votazione(votazione.punto, poteri=assemblea.poteri, adesso=QUANDO)


def test_il_segnale_porta_punto_e_deliberazione_e_un_errore_ferma_tutto(assemblea):
    votazione = assemblea.al_voto()
    vota_tutti(assemblea, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="favorevole")
    avvisi = []

    def ascolta(**dati):
        avvisi.append(dati)
        if len(avvisi) == 1:
            raise ValueError("il piano non si può approvare")

    votazione_conclusa.connect(ascolta, dispatch_uid="prova")
    try:
        with pytest.raises(ValueError, match="il piano"):
            assemblea.chiudi(votazione)
        assert Votazione.objects.get().e_aperta and not Deliberazione.objects.exists()
        assemblea.chiudi(votazione)
    finally:
        votazione_conclusa.disconnect(dispatch_uid="prova")
    assert avvisi[1]["approvata"] is True and avvisi[1]["deliberazione"].numero == 1 and avvisi[1]["punto"].stato == "approvato"


def test_non_si_mette_ai_voti_cio_che_non_e_piu_proposto(assemblea, monkeypatch):
    proposti = [(7, "Piano")]
    genere = OggettoDiVoto("prova", "Prova", lambda seduta: proposti, lambda oggetto_id: [])
    monkeypatch.setitem(OGGETTI_DI_VOTO, "prova", genere)
    seduta = assemblea.in_corso()
    punto = flusso.esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    punto.oggetto_tipo, punto.oggetto_id = "prova", 7
    punto.save()
    proposti.clear()
    with pytest.raises(VotazioneNonApribile, match="non è più proposto"):
        votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)
    proposti.append((7, "Piano"))
    assert votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO).e_aperta


def test_una_votazione_annullata_conserva_le_schede_e_si_rivota(assemblea):
    votazione = assemblea.al_voto()
    assemblea.mano(votazione, "Lodi", "contrario")
    votazione = votazioni.annulla_votazione(votazione, motivo="Testo sbagliato", poteri=assemblea.poteri, adesso=QUANDO)
    assert (votazione.stato, votazione.voti.count()) == ("annullata", 1)
    assert votazioni.apri_votazione(votazione.punto, poteri=assemblea.poteri, adesso=QUANDO).numero == 2


def test_le_mani_si_registrano_tutte_o_nessuna(assemblea):
    votazione = assemblea.al_voto(nomi=TUTTI[:3])
    seggi = {nome: assemblea.seggio(votazione.seduta, nome).pk for nome in TUTTI}
    scelte = {seggi["Lodi"]: "favorevole", seggi["Abbadia Cerreto"]: "favorevole"}
    with pytest.raises(VotoNonValido):
        votazioni.registra_mani(votazione, scelte, poteri=assemblea.poteri, adesso=QUANDO)
    assert votazione.voti.count() == 0


def scheda_abusiva(votazione):
    seggio = votazione.seduta.seggi.get(comune__nome="Abbadia Cerreto")
    Voto.objects.create(votazione=votazione, seggio=seggio, espressione="favorevole", persona="x", espresso_da_id=1,
                        espresso_il=QUANDO, modo="aula", ricevuta="X")  # fmt: skip


@pytest.mark.parametrize(
    "manomissione",
    [
        lambda v: v.voti.update(espressione="contrario"),
        lambda v: v.voti.all().delete(),
        lambda v: scheda_abusiva(v),
        lambda v: Votazione.objects.filter(pk=v.pk).update(approvata=False),
        lambda v: Votazione.objects.filter(pk=v.pk).update(stato="aperta"),
        lambda v: Votazione.objects.filter(pk=v.pk).delete(),
        lambda v: v.seduta.seggi.update(peso=1),
        lambda v: Deliberazione.objects.update(numero=9),
        lambda v: Deliberazione.objects.update(oggetto="altro"),
        lambda v: Deliberazione.objects.all().delete(),
    ],
)  # fmt: skip
def test_la_banca_dati_rifiuta_di_toccare_cio_che_e_concluso(assemblea, manomissione):
    votazione = assemblea.al_voto(nomi=TUTTI[:3])
    vota_tutti(assemblea, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="contrario")
    votazione = assemblea.chiudi(votazione)
    with pytest.raises(IntegrityError), transaction.atomic():
        manomissione(votazione)
    assert conto.riconta(Votazione.objects.get()).coincide


def test_il_riconto_si_accorge_se_l_esito_conservato_non_torna(assemblea):
    votazione = assemblea.al_voto()
    vota_tutti(assemblea, votazione, Lodi="favorevole", Codogno="favorevole", Casalpusterlengo="contrario")
    votazione = assemblea.chiudi(votazione)
    assert conto.riconta(votazione).coincide
    votazione.esito_calcolo["conteggi"]["favorevoli"]["teste"] += 1
    assert not conto.riconta(votazione).coincide
    votazione.refresh_from_db()
    votazione.impronta = "0" * 64
    assert not conto.riconta(votazione).coincide
