"""Fine del triennio: ciò che era accolto decade, e al triennio nuovo si ricomincia da ciò che si era scritto."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni, selezioni
from accordo.models import Adesione, AvvisoAdesione
from accordo.selezioni.trienni import trienni_finiti
from ambito.models import Incarico
from piano.models import Obiettivo, PianoDiZona
from servizi.selezioni import aree
from tests.accordo.fabbriche import CF_PERSONA, DATI, adesso, compila, conferma, crea_avviso, invia, invia_ente, oggi, salva
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.piano.test_aggiornamento import in_aggiornamento

VECCHIO, NUOVO = "/lodi/accordo/2022-2024", "/lodi/accordo/2025-2027"
PER_TUTTI = ["comuni", "terzo_settore"]


@pytest.fixture
def passato(lodi):
    """Codogno e la cooperativa avevano aderito al 2022-2024; è aperto l’avviso 2025-2027."""
    with lodi.aperto("udp"):
        prima = crea_avviso(lodi, ammessi=PER_TUTTI)
        AvvisoAdesione.objects.filter(pk=prima.pk).update(triennio_inizio=2022)
        prima.refresh_from_db()
        lodi.prima = [accogli(lodi, invia(lodi, prima)), accogli(lodi, invia_ente(lodi, prima))]
        lodi.avviso = crea_avviso(lodi, ammessi=PER_TUTTI)
    return lodi


def accogli(lodi, adesione):
    esito = "accogli_sottoscrittore" if adesione.tipo == "sottoscrittore" else "accogli_consultiva"
    return operazioni.istruisci(adesione, esito, motivo="", poteri=lodi.poteri("udp"), adesso=adesso())


def html(risposta):
    return risposta.content.decode()


def comincia(lodi, ruolo="operatore", soggetto=None, **campi):
    soggetto = soggetto or lodi.comuni["Codogno"]
    chi = {"avviso": lodi.avviso, "soggetto": soggetto, "poteri": lodi.poteri(ruolo), "adesso": adesso()}
    return operazioni.salva_passo(passo="dati", campi=campi, revisione=0, **chi)


def test_un_comune_riparte_da_cio_che_aveva_scritto_meno_cio_che_si_da_di_nuovo(passato):
    with passato.aperto("operatore"):
        vecchia, nuova = passato.prima[0], comincia(passato, pec="nuova@pec.example.it")
        assert nuova.ripresa == f"dall’adesione n. {vecchia.numero_scritto} del triennio 2022-2024"
        assert (nuova.stato, nuova.numero, nuova.pec) == ("bozza", None, "nuova@pec.example.it")
        assert (nuova.telefono, nuova.referente_nome, nuova.tipo) == (DATI["telefono"], DATI["referente_nome"], "sottoscrittore")
        assert set(nuova.aree_target.all()) == set(vecchia.aree_target.all())
        assert [str(r) for r in nuova.risorse.all()] == [str(r) for r in vecchia.risorse.all()] != []
        assert (nuova.atto_numero, nuova.atto_data, nuova.inviata_da, nuova.motivo) == ("", None, None, "")
        assert not nuova.allegati.exists() and not any(getattr(nuova, d) for d in ("conosce_accordo", "dichiara_445"))


def test_di_un_rappresentante_cambiato_non_si_tiene_il_codice_fiscale(passato):
    """Il Sindaco di oggi è quello dell’incarico, non quello che c’era scritto allora."""
    with passato.aperto("operatore"):
        sindaco = Incarico.objects.get(utente=passato.utenti["sindaco"]).utente
        nuova = comincia(passato)
        assert nuova.rappresentante_nome == sindaco.nome_completo != DATI["rappresentante_nome"]
        assert nuova.rappresentante_cf == ""
        # La cooperativa non ha cambiato presidente: il portale non sa altro, e tiene il suo codice.
        assert comincia(passato, "ets", passato.prima[1].ente).rappresentante_cf == CF_PERSONA


def test_un_ente_riprende_solo_cio_che_c_e_anche_adesso(passato):
    with passato.aperto("udp"):
        ente, vecchia = passato.prima[1].ente, passato.prima[1]
        sole = list(vecchia.aree_target.all())[:1]
        operazioni.modifica_avviso(passato.avviso, aree=sole, poteri=passato.poteri("udp"), adesso=adesso())
        nuova = comincia(passato, "ets", ente)
        assert list(nuova.aree_target.all()) == sole
        assert [c.nome for c in nuova.comuni_operativita.all()] == ["Codogno"]
        assert (nuova.natura_giuridica, nuova.firma) == ("IS", "")


def test_gli_obiettivi_si_riconoscono_dal_titolo_in_vigore(passato):
    """Mentre il piano nuovo si aggiorna le sue righe hanno titoli che nessuno ha votato: non si guarda a quelli."""
    with passato.aperto("coordinatore"):
        scheda = in_aggiornamento(passato).obiettivi.get()
        prima = piano_nuovo(passato, 2022)
        comune = {"piano": prima, "area": prima.aree.first(), "inizio": date(2022, 1, 1), "fine": date(2024, 12, 31)}
        allora = Obiettivo.objects.create(codice="A1", titolo=scheda.titolo, **comune)
        altro = Obiettivo.objects.create(codice="A2", titolo="La casa per tutti", **comune)
        passato.prima[1].obiettivi.set([allora, altro])
        Obiettivo.objects.filter(pk=scheda.pk).update(titolo="Un titolo ancora da votare")
        da_votare = obiettivo(scheda.piano, passato.utenti["udp"], "La casa per tutti", completo=False)
        nuova = comincia(passato, "ets", passato.prima[1].ente)
        assert [o.pk for o in nuova.obiettivi.all()] == [scheda.pk] != [da_votare.pk]


def test_le_pagine_dicono_da_dove_si_riprende_anche_prima_di_salvare(passato):
    operatore = passato.client("operatore")
    numero = passato.prima[0].numero_scritto
    for pagina in ("", "dati/", "aree/"):
        assert f"dall’adesione n. {numero} del triennio 2022-2024: controlla" in html(
            operatore.get(f"{NUOVO}/adesioni/098019/{pagina}")
        )
    assert "Sala civica" in html(operatore.get(f"{NUOVO}/adesioni/098019/risorse/"))
    with passato.aperto("operatore"):
        prima = aree()[0].pk
        assert Adesione.objects.filter(avviso=passato.avviso).count() == 0
    assert f'value="{prima}"' in html(operatore.get(f"{NUOVO}/adesioni/098019/aree/")).split(" checked")[1][-400:]


def test_inviata_non_dice_piu_da_dove_veniva_e_respinta_non_si_riprende(passato):
    with passato.aperto("operatore"):
        comincia(passato)
        salva(passato, selezioni.adesione(passato.avviso, passato.comuni["Codogno"]), "dati", DATI)
        altra = passato.comuni["Casalpusterlengo"]
        assert selezioni.precompilata(passato.avviso, altra, passato.utenti["operatore.altro"], oggi()).ripresa == ""
        operazioni.istruisci(passato.prima[1], "riesamina", motivo="x", poteri=passato.poteri("udp"), adesso=adesso())
        operazioni.istruisci(passato.prima[1], "respingi", motivo="x", poteri=passato.poteri("udp"), adesso=adesso())
        ente = passato.prima[1].ente
        assert selezioni.precompilata(passato.avviso, ente, passato.utenti["ets"], oggi()).ripresa_da is None


def test_a_fine_triennio_l_accolta_decade_ovunque_si_legga(passato):
    udp, operatore = passato.client("udp"), passato.client("operatore")
    scheda = f"{VECCHIO}/adesioni/098019/"
    assert "Decaduta a fine triennio (sottoscriveva)" in html(udp.get(scheda)) and "riparte da qui" in html(udp.get(scheda))
    assert "Per il nuovo triennio si aderisce di nuovo" in html(operatore.get(scheda))
    quadro = html(udp.get(f"{VECCHIO}/adesioni/"))
    assert "Decaduta a fine triennio (sottoscriveva)" in quadro and "Decadute" in quadro
    assert "Accolta: sottoscrive" not in quadro
    for pagina in (f"{VECCHIO}/adesioni/?formato=csv", f"{scheda}istruttoria/", "/lodi/comuni/098019/"):
        assert "Decaduta a fine triennio (sottoscriveva)" in html(udp.get(pagina)), pagina
    for pagina in (f"{VECCHIO}/enti/", f"{VECCHIO}/enti/?formato=csv"):
        assert "Decaduta a fine triennio (consultiva)" in html(udp.get(pagina)), pagina
    assert "Decaduta a fine triennio (consultiva)" in html(passato.client("ets").get("/lodi/"))
    for formato in ("", "?formato=csv"):
        assert "(decaduta a fine triennio)" in html(passato.client("udp").get(f"/lodi/trasparenza/adesioni/{formato}"))


def test_quella_del_triennio_in_corso_non_decade(passato):
    with passato.aperto("udp"):
        passato.prima[1].avviso.refresh_from_db()
        adesione = compila(passato, passato.avviso)
        accogli(passato, conferma(passato, adesione))
    assert "Accolta: sottoscrive" in html(passato.client("udp").get(f"{NUOVO}/adesioni/098019/"))


def test_un_piano_prorogato_tiene_in_vita_le_sue_adesioni(lodi):
    with lodi.aperto("udp"):
        assert trienni_finiti({2022, 2025}, date(2025, 1, 1)) == {2022}
        assert trienni_finiti({2022}, date(2024, 12, 31)) == frozenset()
        piano = piano_nuovo(lodi)
        dopo = date(piano.triennio_fine + 1, 1, 1)
        assert trienni_finiti({piano.triennio_inizio}, dopo) == {piano.triennio_inizio}
        PianoDiZona.objects.filter(pk=piano.pk).update(triennio_fine=piano.triennio_fine + 1)
        assert trienni_finiti({piano.triennio_inizio}, dopo) == frozenset()
        assert trienni_finiti({piano.triennio_inizio}, dopo + timedelta(days=366)) == {piano.triennio_inizio}


def test_un_altro_ambito_non_presta_le_sue(passato, pavese):
    with pavese.aperto("operatore"):
        avviso, belgioioso = crea_avviso(pavese), pavese.comuni["Belgioioso"]
        assert selezioni.precompilata(avviso, belgioioso, pavese.utenti["operatore"], oggi()).ripresa_da is None


def test_i_trienni_passati_costano_un_interrogazione_sola(passato):
    with passato.aperto("udp"), CaptureQueriesContext(connection) as nessuna:
        assert not trienni_finiti({oggi().year}, oggi())
    with passato.aperto("udp"), CaptureQueriesContext(connection) as una:
        assert trienni_finiti({2013, 2016, 2019, 2022}, oggi()) == {2013, 2016, 2019, 2022}
    letture = [[q for q in c.captured_queries if "piano_pianodizona" in q["sql"]] for c in (nessuna, una)]
    assert [len(lette) for lette in letture] == [0, 1]
