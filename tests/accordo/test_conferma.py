"""Chi compila per il Comune e chi lo impegna: il primo la dice pronta, il secondo legge, conferma o la rende."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni, selezioni
from accordo.documenti.adesione import prepara
from accordo.models import Adesione, AvvisoAdesione
from ambito import flusso, incarichi
from ambito.models import Appartenenza, Avviso, Evento
from tests.accordo.fabbriche import (
    DICHIARA,
    adesso,
    compila,
    compila_ente,
    crea_avviso,
    invia,
    oggi,
    pdf,
    rilegge,
    rimanda,
    salva,
)
from tests.scena import ADESSO, DAL, aggiungi_delegato, crea_comune

CODOGNO = "/lodi/accordo/2025-2027/adesioni/098019/"
CONFERMA = f"{CODOGNO}conferma/"


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        lodi.avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"])
    return lodi


@pytest.fixture
def pronta(aperto):
    """Codogno l’ha compilata e detta pronta."""
    with aperto.aperto("operatore"):
        passa(aperto, compila(aperto, aperto.avviso))
    return aperto


def chi(lodi, ruolo):
    return {"poteri": lodi.poteri(ruolo), "adesso": adesso()}


def passa(lodi, adesione, ruolo="operatore"):
    return operazioni.passa_al_sindaco(adesione, **chi(lodi, ruolo))


def adesione_di(lodi):
    return rilegge(Adesione.objects.select_related("avviso", "comune", "ente").get())


def html(risposta):
    return risposta.content.decode()


def test_l_operatore_non_invia_la_dice_pronta_e_il_sindaco_lo_sa(aperto):
    with aperto.aperto("operatore"):
        adesione = compila(aperto, aperto.avviso)
        with pytest.raises(PermissionDenied):
            operazioni.presenta(adesione, **chi(aperto, "operatore"))
        pronta = passa(aperto, adesione)
        assert (pronta.stato, pronta.numero, pronta.etichetta) == ("da_confermare", None, "Da confermare")
        avvisi = Avviso.objects.filter(genere__startswith="adesione.passa_al_sindaco")
        assert [(a.destinatario.email, a.url) for a in avvisi] == [("sindaco@lodi.example", CONFERMA)]


def test_incompleta_non_si_passa_e_nemmeno_quella_di_un_ente(aperto):
    with aperto.aperto("operatore"):
        incompleta = compila(aperto, aperto.avviso, allega=False)
        with pytest.raises(flusso.RequisitiMancanti, match="serve l’atto allegato"):
            passa(aperto, incompleta)
        with pytest.raises(flusso.RequisitiMancanti, match="Per un ente"):
            passa(aperto, compila_ente(aperto, aperto.avviso), "ets")
        assert rilegge(incompleta).revisione == incompleta.revisione


def test_pronta_e_ferma_finche_non_la_si_riprende(pronta):
    with pronta.aperto("operatore"):
        adesione = adesione_di(pronta)
        with pytest.raises(operazioni.AdesioneChiusa, match="aspetta la conferma"):
            salva(pronta, adesione, "dati", {"sede": "Altrove"})
        dove = {"avviso": adesione.avviso, "soggetto": adesione.comune}
        with pytest.raises(operazioni.AdesioneChiusa):
            operazioni.allega(
                tipo="altro", nome="x.pdf", byte=pdf("Un altro testo abbastanza lungo"), **dove, **chi(pronta, "operatore")
            )
        assert operazioni.riprendi(adesione, **chi(pronta, "operatore")).stato == "bozza"
        assert salva(pronta, adesione, "dati", {"sede": "Altrove"}).sede == "Altrove"


def test_il_sindaco_conferma_e_resta_in_forza_di_quale_incarico(pronta):
    with pronta.aperto("sindaco"):
        letta = adesione_di(pronta)
        inviata = operazioni.conferma(letta, letta.revisione, **chi(pronta, "sindaco"))
        assert (inviata.stato, inviata.numero, inviata.inviata_da) == ("presentata", 1, pronta.utenti["sindaco"])
        assert inviata.inviata_come == "Sindaco di Codogno, dal 1º gennaio 2025 (atto di prova)"
        dati = prepara(rilegge(inviata), oggi()).dati
        assert dati["inviata_come"] == inviata.inviata_come and dati["inviata_da"] == pronta.utenti["sindaco"].nome_completo
        assert "Sindaco di Codogno, dal 1º gennaio 2025" in Evento.objects.get(verbo="adesione.presenta").nota
        ricevute = Avviso.objects.filter(genere="adesione.ricevuta").values_list("destinatario__email", flat=True)
        assert set(ricevute) == {"operatore@lodi.example", "sindaco@lodi.example"}


def test_il_delegato_conferma_quello_di_una_seduta_no(pronta):
    aggiungi_delegato(pronta)
    delegato = pronta.client("delegato")
    with pronta.aperto("delegato"):
        adesione = adesione_di(pronta)
        delega = pronta.utenti["delegato"].incarichi.get()
        delega.al = oggi() + timedelta(days=1)
        delega.save(update_fields=["al"])
        with pytest.raises(operazioni.ConfermaNonAmmessa, match="una sola seduta"):
            operazioni.conferma(adesione, adesione.revisione, **chi(pronta, "delegato"))
        assert not selezioni.comuni_che_impegna(pronta.poteri("delegato"))
    assert "Non puoi confermare tu" in html(delegato.get(CONFERMA))
    with pronta.aperto("delegato"):
        delega.al = None
        delega.save(update_fields=["al"])
    assert delegato.post(CONFERMA, {"revisione": adesione.revisione}).url == CODOGNO
    with pronta.aperto("delegato"):
        assert adesione_di(pronta).inviata_come.startswith("Delegato del Sindaco di Codogno")
        ricevute = Avviso.objects.filter(genere="adesione.ricevuta").values_list("destinatario__email", flat=True)
        assert "delegato@lodi.example" in ricevute


@pytest.mark.parametrize("ruolo", ["operatore", "ragioneria", "sindaco.altro", "udp", "coordinatore", "ets"])
def test_nessun_altro_conferma_ne_rimanda(pronta, ruolo):
    with pronta.aperto("operatore"):
        adesione = adesione_di(pronta)
        with pytest.raises(PermissionDenied):
            operazioni.conferma(adesione, adesione.revisione, **chi(pronta, ruolo))
        with pytest.raises(PermissionDenied):
            operazioni.rimanda_a_chi_compila(adesione, "No", **chi(pronta, ruolo))
        assert adesione_di(pronta).stato == "da_confermare"


def test_il_sindaco_la_rende_con_un_motivo_e_chi_compila_lo_legge(pronta):
    with pronta.aperto("sindaco"):
        adesione = adesione_di(pronta)
        with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
            operazioni.rimanda_a_chi_compila(adesione, "  ", **chi(pronta, "sindaco"))
    sindaco, operatore = pronta.client("sindaco"), pronta.client("operatore")
    assert sindaco.post(f"{CONFERMA}rimanda/", {"motivo": ""}).status_code == 422
    assert sindaco.post(f"{CONFERMA}rimanda/", {"motivo": "Manca il tavolo degli anziani"}).url == CODOGNO
    for pagina in ("/lodi/", CODOGNO):
        assert "Manca il tavolo degli anziani" in html(operatore.get(pagina))
    with pronta.aperto("operatore"):
        avviso = Avviso.objects.get(genere__startswith="adesione.rimanda")
        assert avviso.destinatario.email == "operatore@lodi.example" and "Manca il tavolo" in avviso.testo
        ancora = passa(pronta, adesione_di(pronta))
        assert (ancora.stato, ancora.rimando) == ("da_confermare", "")
        # Anche nello stesso giorno il Sindaco è avvisato di nuovo.
        assert Avviso.objects.filter(genere__startswith="adesione.passa_al_sindaco").count() == 2


def test_si_conferma_soltanto_cio_che_si_e_letto(pronta):
    with pronta.aperto("operatore"):
        letta = adesione_di(pronta)
        operazioni.riprendi(letta, **chi(pronta, "operatore"))
        with pytest.raises(operazioni.ModificataNelFrattempo, match="l’ha ripresa"):
            operazioni.conferma(letta, letta.revisione, **chi(pronta, "sindaco"))
        # Cambia solo un allegato: la revisione è comunque un’altra.
        dove = {"avviso": letta.avviso, "soggetto": letta.comune}
        operazioni.allega(
            tipo="altro", nome="x.pdf", byte=pdf("Un altro testo abbastanza lungo"), **dove, **chi(pronta, "operatore")
        )
        passa(pronta, letta)
        with pytest.raises(operazioni.ModificataNelFrattempo, match="Rileggi"):
            operazioni.conferma(letta, letta.revisione, **chi(pronta, "sindaco"))
        assert adesione_di(pronta).numero is None


def test_la_correzione_torna_correzione_e_da_fuori_e_ancora_da_correggere(aperto):
    with aperto.aperto("operatore"):
        adesione = rimanda(aperto, invia(aperto, aperto.avviso), "pec")
        with pytest.raises(flusso.RequisitiMancanti, match="Resta un rilievo"):
            passa(aperto, adesione)
        salva(aperto, adesione, "dati", {"pec": "nuova@pec.example.it"})
        passa(aperto, rilegge(adesione))
        assert selezioni.conteggi(aperto.avviso, oggi())["integrazione_richiesta"] == 1
        assert selezioni.avvisi().get().inviate == 1
        assert operazioni.riprendi(rilegge(adesione), **chi(aperto, "operatore")).stato == "integrazione_richiesta"
        passa(aperto, rilegge(adesione))
        resa = operazioni.rimanda_a_chi_compila(rilegge(adesione), "Riguarda la PEC", **chi(aperto, "sindaco"))
        assert (resa.stato, resa.motivo, resa.rimando) == ("integrazione_richiesta", "Da correggere", "Riguarda la PEC")
        passa(aperto, rilegge(adesione))
        fresca = rilegge(adesione)
        ancora = operazioni.conferma(fresca, fresca.revisione, **chi(aperto, "sindaco"))
        assert (ancora.stato, ancora.numero) == ("presentata", 1) and not selezioni.rilievi_aperti(ancora)


def test_avviso_chiuso_non_si_conferma_e_chi_e_in_ritardo_lo_sa(pronta):
    with pronta.aperto("udp"):
        avviso = AvvisoAdesione.objects.get()
        operazioni.modifica_avviso(avviso, chiude=oggi() - timedelta(days=1), **chi(pronta, "udp"))
    sindaco = pronta.client("sindaco")
    assert "solo come partecipazione consultiva" in html(sindaco.get(CONFERMA)).replace("\n", " ")
    with pronta.aperto("udp"):
        flusso.esegui(avviso, "chiudi", **chi(pronta, "udp"))
        adesione = adesione_di(pronta)
        with pytest.raises(operazioni.AdesioneChiusa, match="è chiuso"):
            operazioni.conferma(adesione, adesione.revisione, **chi(pronta, "sindaco"))
    assert "è chiuso" in html(sindaco.get(CONFERMA)) and "Conferma e invia" not in html(sindaco.get(CONFERMA))


def test_il_sindaco_fa_tutto_da_solo(aperto):
    with aperto.aperto("sindaco"):
        adesione = compila(aperto, aperto.avviso, ruolo="sindaco")
    sindaco = aperto.client("sindaco")
    assert "Invia l’adesione" in html(sindaco.get(f"{CODOGNO}invio/"))
    assert "È pronta per il Sindaco" in html(aperto.client("operatore").get(f"{CODOGNO}invio/"))
    assert sindaco.post(f"{CODOGNO}invio/", {**dict.fromkeys(DICHIARA, "on"), "revisione": adesione.revisione}).url == CODOGNO
    with aperto.aperto("sindaco"):
        assert adesione_di(aperto).stato == "presentata"


def test_le_pagine_dicono_a_ciascuno_il_suo(pronta):
    sindaco, operatore, ufficio = (pronta.client(r) for r in ("sindaco", "operatore", "udp"))
    assert f'href="{CONFERMA}"' in html(sindaco.get("/lodi/")) and "Conferma l’adesione di Codogno" in html(sindaco.get("/lodi/"))
    assert "aspetta te" in html(sindaco.get(CODOGNO)) and "Leggi e conferma" in html(sindaco.get(CODOGNO))
    assert "Riprendi per cambiarla" in html(operatore.get(CODOGNO)) and "Leggi e conferma" not in html(operatore.get(CODOGNO))
    assert "si invia quando il Sindaco" in html(pronta.client("ragioneria").get(CODOGNO))
    dall_ufficio = html(ufficio.get(CODOGNO))
    assert "la deve ancora confermare" in dall_ufficio and "Bruno Neri" not in dall_ufficio
    quadro = html(ufficio.get("/lodi/accordo/2025-2027/adesioni/?stato=da_confermare"))
    assert 'id="c098019"' in quadro and "0 in compilazione, 1 dal Sindaco" in quadro
    letta = html(sindaco.get(CONFERMA))
    assert "Bruno Neri" in letta and "Conferma e invia" in letta and "L’ha detta pronta operatore" in letta
    assert operatore.post(f"{CONFERMA}riprendi/").url == CODOGNO
    assert sindaco.get(CONFERMA).url == CODOGNO and sindaco.get(f"{CONFERMA}rimanda/").url == CODOGNO


def test_due_clic_un_invio_solo(pronta):
    with pronta.aperto("sindaco"):
        revisione = adesione_di(pronta).revisione
    sindaco = pronta.client("sindaco")
    for _ in range(2):
        risposta = sindaco.post(CONFERMA, {"revisione": revisione}, follow=True)
        assert risposta.redirect_chain[-1][0] == CODOGNO
    with pronta.aperto("sindaco"):
        assert Evento.objects.filter(verbo="adesione.presenta").count() == 1


def test_se_nessuno_puo_confermare_lo_si_dice(aperto):
    with aperto.aperto("udp"):
        pronta = aperto.utenti["sindaco"]
        pronta.is_active = False
        pronta.save(update_fields=["is_active"])
    assert "Nessuno può ancora confermare" in html(aperto.client("operatore").get(f"{CODOGNO}invio/"))


def test_da_un_altro_ambito_e_da_un_altro_comune_non_c_e(pronta, pavese):
    assert pavese.client("sindaco").get(CONFERMA).status_code == 404
    for pezzo in ("", "rimanda/"):
        assert pronta.client("sindaco.altro").get(f"{CONFERMA}{pezzo}").status_code == 404
    assert "Conferma l’adesione" not in html(pavese.client("sindaco").get("/pavese/"))


def test_un_adesione_di_prima_resta_com_era(aperto):
    """Inviata quando la inviava l’operatore: nessun incarico da citare, e nulla cambia."""
    with aperto.aperto("udp"):
        adesione = invia(aperto, aperto.avviso)
        Adesione.objects.filter(pk=adesione.pk).update(inviata_da=aperto.utenti["operatore"], inviata_come="")
        assert operazioni.istruisci(adesione, "accogli_sottoscrittore", motivo="", **chi(aperto, "udp")).stato.startswith("accolta")
    pagina = html(aperto.client("udp").get(CODOGNO))
    assert "Inviata il" in pagina and "da operatore." in pagina and "Confermata e inviata" not in pagina


def test_il_costo_della_prima_pagina_non_cresce_con_le_adesioni_da_confermare(pronta):
    """Chi è delegato di cinque Comuni le trova tutte, e la pagina costa lo stesso."""
    sindaco, chi_e = pronta.client("sindaco"), {"utente": pronta.utenti["sindaco"], "ruolo": "delegato", "dal": DAL}
    with pronta.aperto("udp"):
        comuni = [crea_comune(f"0983{n:02}", f"Comune {n}", 900) for n in range(5)]
        for comune in comuni:
            Appartenenza.objects.create(comune=comune, dal=DAL)
            incarichi.conferisci(comune=comune, atto="prova", autore=None, adesso=ADESSO, **chi_e)

    def conta():
        with CaptureQueriesContext(connection) as catturate:
            quante = html(sindaco.get("/lodi/")).count("Conferma l’adesione di")
        return len(catturate), quante

    conta()
    prima, una = conta()
    with pronta.aperto("udp"):
        for comune in comuni:
            Adesione.objects.create(avviso=pronta.avviso, comune=comune, stato="da_confermare")
    assert conta() == (prima, 6 * una) and una
