"""Per quanto si conserva: ciò che ha fatto il suo tempo si toglie, un giorno prima no, e ciò che prova un atto resta."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ambito import avvisi, conservazione, invii, inviti, tasks
from ambito.models import Avviso, Caricamento, Documento, Evento, FiltroSalvato, Incarico, Invito, OggettoSeguito, StatoSpedizione
from ambito.registri import CONSERVAZIONI
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
UN_GIORNO = timedelta(days=1)


def scarta(lodi, quando):
    return conservazione.scarta(lodi.ambito.pk, quando)


def avviso(lodi, spedizione):
    messaggio = avvisi.Messaggio([lodi.utenti["segretario"]], lodi.ambito, titolo="Seduta", testo="Domani", url="/lodi/")
    avvisi.avvisa_ciascuno([messaggio], genere="prova", adesso=ADESSO)
    Avviso.objects.update(spedizione=spedizione)


def test_gli_avvisi_dopo_tre_anni_ma_non_quelli_di_cui_non_si_sa_se_sono_arrivati(lodi):
    with lodi.aperto():
        avviso(lodi, StatoSpedizione.DA_SPEDIRE)
        dopo = ADESSO + conservazione.TRE_ANNI + UN_GIORNO
        for stato in ("da_spedire", "in_corso", "fallito", "incerto"):
            Avviso.objects.update(spedizione=stato)
            assert scarta(lodi, dopo)["avvisi"] == 0, stato
        Avviso.objects.update(spedizione=StatoSpedizione.SPEDITO)
        assert scarta(lodi, ADESSO + conservazione.TRE_ANNI - UN_GIORNO)["avvisi"] == 0
        assert scarta(lodi, dopo)["avvisi"] == 1 and not Avviso.objects.exists()


def test_restano_gli_avvisi_che_provano_una_convocazione_o_un_messaggio_a_molti(lodi):
    with lodi.aperto():
        avviso(lodi, StatoSpedizione.SPEDITO)
        dopo = ADESSO + conservazione.TRE_ANNI + UN_GIORNO
        for modello in ("assemblea.seduta", "assemblea.puntoodg"):
            Avviso.objects.update(oggetto_tipo=modello)
            assert scarta(lodi, dopo)["avvisi"] == 0, modello
        invio = invii.apri("Titolo", "Testo", persone=1, autore=lodi.utenti["udp"], adesso=ADESSO)
        Avviso.objects.update(oggetto_tipo="ambito.ambito", invio=invio)
        assert scarta(lodi, dopo)["avvisi"] == 0
        Avviso.objects.update(invio=None)
        assert scarta(lodi, dopo)["avvisi"] == 1


@pytest.mark.parametrize(
    ("cambio", "da_quando", "si_toglie"),
    [
        ({}, ADESSO + inviti.VALIDITA, True),
        ({"revocato_il": ADESSO + timedelta(days=30)}, ADESSO + timedelta(days=30), True),
        ({"accettato_il": ADESSO}, ADESSO, False),
    ],
    ids=["scaduto", "revocato", "accettato"],
)
def test_gli_inviti_di_chi_non_e_mai_entrato(lodi, cambio, da_quando, si_toglie):
    with lodi.aperto():
        invito = {"email": "x@example.org", "nome": "X", "cognome": "Y", "ruolo": "udp", "dal": ADESSO.date(), "atto": "atto"}
        inviti.invita(**invito, autore=lodi.utenti["coordinatore"], adesso=ADESSO)
        Invito.objects.update(**cambio)
        scarta(lodi, da_quando + conservazione.UN_ANNO - UN_GIORNO)
        assert Invito.objects.count() == 1
        scarta(lodi, da_quando + conservazione.UN_ANNO + UN_GIORNO)
        assert Invito.objects.exists() is not si_toglie


def test_i_fogli_mai_applicati(lodi):
    comuni = {"tracciato": "prova", "byte": b"a", "sha256": "0" * 64, "caricato_da": lodi.utenti["udp"], "caricato_il": ADESSO}
    with lodi.aperto():
        for esito in ("annullato", "con_errori", "anteprima", "da_abbinare"):
            Caricamento.objects.create(nome_file=esito, esito=esito, **comuni)
        Caricamento.objects.create(nome_file="applicato", esito="applicato", applicato_il=ADESSO, **comuni)
        assert scarta(lodi, ADESSO + conservazione.TRE_MESI - UN_GIORNO)["caricamenti"] == 0
        assert scarta(lodi, ADESSO + conservazione.TRE_MESI + UN_GIORNO)["caricamenti"] == 4
        assert Caricamento.objects.get().nome_file == "applicato"


def test_cio_che_si_era_messo_da_parte_chi_non_c_e_piu(lodi):
    via, resta = lodi.utenti["udp"], lodi.utenti["segretario"]
    with lodi.aperto():
        for utente in (via, resta):
            FiltroSalvato.objects.create(utente=utente, elenco="comuni/", nome="miei", parametri="q=a")
            OggettoSeguito.objects.create(utente=utente, oggetto_tipo="ambito.comune", oggetto_id=1, dal=ADESSO)
        Incarico.objects.filter(utente=via).update(al=ADESSO.date())
        assert scarta(lodi, ADESSO + conservazione.UN_ANNO - UN_GIORNO)["scorciatoie"] == 0
        assert scarta(lodi, ADESSO + conservazione.UN_ANNO + UN_GIORNO)["scorciatoie"] == 2
        assert {f.utente for f in FiltroSalvato.objects.all()} == {s.utente for s in OggettoSeguito.objects.all()} == {resta}


def test_si_annota_cio_che_nomina_una_persona_e_una_volta_sola(lodi):
    dopo = ADESSO + conservazione.TRE_ANNI + UN_GIORNO
    with lodi.aperto():
        avviso(lodi, StatoSpedizione.SPEDITO)
        assert conservazione.ultimo_scarto() is None
        scarta(lodi, dopo)
        scarta(lodi, dopo)
        evento = Evento.objects.get(verbo=conservazione.VERBO)
        assert (evento.frase, evento.dopo) == ("È passato il loro tempo: 1 riga tolta", {"avvisi": 1})
        assert "Avvisi alle persone" in evento.nota and evento == conservazione.ultimo_scarto()


def test_l_orologio_lo_fa_in_ogni_ambito_e_non_in_quello_accanto(lodi, pavese):
    for scena in (lodi, pavese):
        with scena.aperto():
            avviso(scena, StatoSpedizione.SPEDITO)
    with lodi.aperto():
        Avviso.objects.update(creato_il=timezone.now() - conservazione.TRE_ANNI - UN_GIORNO)
    tasks.scarta()
    with lodi.aperto():
        assert not Avviso.objects.exists()
    with pavese.aperto():
        Avviso.objects.update(creato_il=timezone.now())
        assert Avviso.objects.exists()


def test_nessuna_regola_tocca_cio_che_prova_un_atto():
    """Le regole che cancellano sono queste: una nuova si decide qui, non capita."""
    assert {nome for nome, regola in CONSERVAZIONI.items() if regola.scarta} == {
        "avvisi", "inviti", "caricamenti", "scorciatoie", "lavori", "capitoli", "richieste",
    }  # fmt: skip


def test_la_pagina_dice_quanto_e_quante(lodi, client):
    with lodi.aperto():
        righe = {r.regola.che_cosa: r.quante for r in conservazione.righe()}
        assert righe["Incarichi conferiti, con il loro atto"] == Incarico.objects.count() > 0
        assert righe["Documenti emessi, con i loro file"] == Documento.objects.count()
    client.force_login(lodi.utenti["sindaco"])
    testo = client.get("/lodi/conservazione/").text
    for parole in ("Registro delle operazioni", "tre anni", "art. 21", "Righe di spesa", "due giorni", "Finora nessuna"):
        assert parole in testo, parole
