"""I tavoli al lavoro: membri, convocazione, presenze, verbale che si chiude, allegati; le e-mail restano all’ufficio."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import Error, transaction
from django.test.utils import CaptureQueriesContext

from ambito import flusso
from ambito.allegati.riconoscimento import AllegatoNonAmmesso
from ambito.models import Avviso, Evento
from ambito.poteri import PotereMancante
from piano import selezioni
from piano.models import IncontroTavolo, MembroTavolo, PresenzaTavolo, TipoTavolo
from piano.operazioni import incontri, salva_tavolo, tavoli, togli_tavolo
from piano.selezioni import incontri as letture
from tests.piano.fabbriche import piano_nuovo
from tests.piano.partecipazione import allegato, chi, incontro, membro, proposta, tavolo
from tests.scena import ADESSO

BASE = "/lodi/piano/2025-2027/"
SEGRETO = "ada.segreta@ponte.example"


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


def pagina(lodi, ruolo, indirizzo):
    risposta = lodi.client(ruolo).get(f"{BASE}{indirizzo}")
    assert risposta.status_code == 200
    return risposta.content.decode()


def test_la_conferenza_e_una_sola_sta_in_testa_e_si_riunisce_una_volta(lodi, piano):
    tavolo(lodi, piano, "A tavola")
    conferenza = tavolo(lodi, piano, "Conferenza di piano", tipo=TipoTavolo.CONFERENZA)
    assert [t.nome for t in selezioni.tavoli(piano)] == ["Conferenza di piano", "A tavola"]
    with pytest.raises(tavoli.TavoloNonValido, match="c’è già"):
        tavolo(lodi, piano, "Un’altra", tipo=TipoTavolo.CONFERENZA)
    incontro(lodi, conferenza)
    with pytest.raises(incontri.IncontroNonValido, match="una volta"):
        incontro(lodi, conferenza, giorni=5)
    navigatore = lodi.client("udp")
    risposta = navigatore.post(f"{BASE}tavoli/nuovo/", {"tipo": "conferenza", "nome": "Altra"})
    assert risposta.status_code == 422 and "c’è già" in risposta.content.decode()


def test_un_tavolo_con_incontri_non_si_toglie_e_non_diventa_conferenza(lodi, piano):
    aperto = tavolo(lodi, piano)
    incontro(lodi, aperto)
    incontro(lodi, aperto, giorni=-3)
    with pytest.raises(tavoli.TavoloInUso, match="incontri e proposte"):
        togli_tavolo(aperto, utente=lodi.utenti["udp"], adesso=ADESSO)
    aperto.tipo = TipoTavolo.CONFERENZA
    with pytest.raises(tavoli.TavoloNonValido, match="più volte"):
        salva_tavolo(aperto, utente=lodi.utenti["udp"], adesso=ADESSO)


def test_un_membro_siede_per_un_ente_solo(lodi, piano):
    aperto = tavolo(lodi, piano)
    navigatore, indirizzo = lodi.client("udp"), f"{BASE}tavoli/{aperto.pk}/membri/nuovo/"
    comune = lodi.comuni["Codogno"]
    assert "per quale ente" in navigatore.post(indirizzo, {"nome": "Ada"}).content.decode()
    doppio = navigatore.post(indirizzo, {"nome": "Ada", "comune": comune.pk, "altro_ente": "Cooperativa"})
    assert "per un ente solo" in doppio.content.decode()
    assert navigatore.post(indirizzo, {"nome": "Ada", "comune": comune.pk}).status_code == 302
    assert str(MembroTavolo.objects.get()) == "Ada, Comune di Codogno"


def test_le_email_dei_membri_le_legge_solo_l_ufficio(lodi, piano):
    aperto = tavolo(lodi, piano)
    membro(lodi, aperto, email=SEGRETO)
    fatto = incontro(lodi, aperto)
    assert SEGRETO in pagina(lodi, "udp", f"tavoli/{aperto.pk}/")
    for ruolo in ("sindaco", "ats", "revisore"):
        for indirizzo in (f"tavoli/{aperto.pk}/", "tavoli/", f"incontri/{fatto.pk}/", "proposte/?formato=csv"):
            assert SEGRETO not in pagina(lodi, ruolo, indirizzo)
    assert not Evento.objects.filter(dopo__icontains=SEGRETO).exists() and not Evento.objects.filter(frase__icontains="@").exists()


def test_chi_non_redige_non_scrive(lodi, piano):
    aperto = tavolo(lodi, piano)
    fatto = incontro(lodi, aperto)
    for scrittura in (
        lambda c: tavoli.salva_membro(MembroTavolo(tavolo=aperto, nome="X", altro_ente="Y"), **c),
        lambda c: incontri.salva_incontro(IncontroTavolo(tavolo=aperto, quando=ADESSO), **c),
        lambda c: incontri.convoca(fatto, viste=0, **c),
        lambda c: incontri.segna_presenze(fatto, {}, **c),
        lambda c: incontri.scrivi_verbale(fatto, "testo", partenza=0, **c),
        lambda c: incontri.approva_verbale(fatto, partenza=0, **c),
        lambda c: incontri.allega(fatto, che_cosa="x", nome="a.pdf", byte=b"%PDF-", **c),
    ):
        with pytest.raises((PotereMancante, flusso.RequisitiMancanti)):
            scrittura(chi(lodi, "sindaco"))


def test_la_convocazione_arriva_nel_portale_a_chi_ha_un_accesso_e_per_posta_agli_altri(lodi, piano):
    aperto = tavolo(lodi, piano)
    membro(lodi, aperto, "Chi ha un accesso", email="SINDACO@lodi.example")
    membro(lodi, aperto, "Di fuori", email="fuori@ponte.example")
    membro(lodi, aperto, "Anche lui", email="anche@ponte.example")
    membro(lodi, aperto, "Senza e-mail")
    membro(lodi, aperto, "Non più", email="vecchio@ponte.example", al=ADESSO.date() - timedelta(days=30))
    prossimo = incontro(lodi, aperto, giorni=7)
    anteprima = pagina(lodi, "udp", f"incontri/{prossimo.pk}/convoca/")
    assert "fuori@ponte.example" in anteprima and "Senza e-mail" in anteprima and "vecchio@" not in anteprima
    assert not mail.outbox and not Avviso.objects.exists()
    assert lodi.client("udp").post(f"{BASE}incontri/{prossimo.pk}/convoca/", {"visto": 0}).status_code == 302
    (messaggio,) = mail.outbox
    assert messaggio.to == [] and set(messaggio.bcc) == {"fuori@ponte.example", "anche@ponte.example"}
    assert "Bisogni" in messaggio.body and "Sala civica" in messaggio.body
    avviso = Avviso.objects.get()
    assert avviso.destinatario == lodi.utenti["sindaco"] and "Bisogni" in avviso.testo
    with pytest.raises(incontri.ConvocazioneGiaMandata):
        incontri.convoca(prossimo, viste=0, **chi(lodi))
    assert len(mail.outbox) == 1
    incontri.convoca(prossimo, viste=1, **chi(lodi))
    assert Avviso.objects.count() == 2 and len(mail.outbox) == 2


def test_non_si_convoca_senza_ordine_del_giorno_ne_senza_indirizzi(lodi, piano):
    aperto = tavolo(lodi, piano)
    prossimo = incontro(lodi, aperto, giorni=7)
    with pytest.raises(incontri.IncontroNonValido, match="Nessun membro"):
        incontri.convoca(prossimo, viste=0, **chi(lodi))
    membro(lodi, aperto, email=SEGRETO)
    IncontroTavolo.objects.update(ordine_del_giorno="")
    with pytest.raises(incontri.IncontroNonValido, match="ordine del giorno"):
        incontri.convoca(prossimo, viste=0, **chi(lodi))


def test_se_la_posta_non_parte_nessuno_e_convocato(lodi, piano, monkeypatch):
    def non_risponde(messaggio):
        raise OSError("spento")

    aperto = tavolo(lodi, piano)
    membro(lodi, aperto, email=SEGRETO)
    membro(lodi, aperto, "Sindaco", email="sindaco@lodi.example")
    prossimo = incontro(lodi, aperto, giorni=7)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", non_risponde)
    with pytest.raises(incontri.ConvocazioneNonPartita, match="non risponde"):
        incontri.convoca(prossimo, viste=0, **chi(lodi))
    prossimo.refresh_from_db()
    assert prossimo.convocato_il is None and not Avviso.objects.exists()


def test_presenze_e_verbale_poi_non_cambia_piu_nulla(lodi, piano):
    aperto = tavolo(lodi, piano)
    uno, due = membro(lodi, aperto, "Ada"), membro(lodi, aperto, "Bruno", ente="ASST")
    fatto = incontro(lodi, aperto)
    navigatore, qui = lodi.client("udp"), f"{BASE}incontri/{fatto.pk}/"
    assert navigatore.post(f"{qui}presenze/", {f"m{uno.pk}": "presente"}).status_code == 422
    assert navigatore.post(f"{qui}presenze/", {f"m{uno.pk}": "presente", f"m{due.pk}": "giustificato"}).status_code == 302
    navigatore.post(f"{qui}approva/", {"visto": 0})
    assert IncontroTavolo.objects.get().stato == "previsto"
    verbale = {"testo": "<p>Si è detto.</p><script>male()</script>", "revisione": 0}
    assert navigatore.post(f"{qui}verbale/", verbale).status_code == 302
    vecchia = navigatore.post(f"{qui}verbale/", {"testo": "<p>Altro</p>", "revisione": 0})
    assert vecchia.status_code == 422 and "Altro" in vecchia.content.decode() and "Un collega" in vecchia.content.decode()
    # Chi approva ha letto il verbale com’è adesso: di una revisione di prima, o senza dirla, non si approva.
    for vista in ({"visto": 0}, {}):
        assert navigatore.post(f"{qui}approva/", vista).status_code == 302
        assert IncontroTavolo.objects.get().stato == "previsto"
    navigatore.post(f"{qui}approva/", {"visto": 1})
    fatto.refresh_from_db()
    assert fatto.stato == "chiuso" and fatto.verbale == "<p>Si è detto.</p>"
    letto = pagina(lodi, "sindaco", f"incontri/{fatto.pk}/")
    assert "1 presente su 2, per 1 ente" in letto.replace("\n", "") and "Si è detto." in letto
    for rifiutata in (
        lambda: incontri.scrivi_verbale(fatto, "altro", partenza=1, **chi(lodi)),
        lambda: incontri.segna_presenze(fatto, {uno: "assente"}, **chi(lodi)),
        lambda: incontri.salva_incontro(fatto, **chi(lodi)),
    ):
        with pytest.raises(incontri.IncontroChiuso, match="verbale approvato"):
            rifiutata()
    with pytest.raises(Error, match="congelata"), transaction.atomic():
        IncontroTavolo.objects.filter(pk=fatto.pk).update(verbale="riscritto")


def test_il_foglio_delle_presenze_non_cambia_se_cambia_il_membro(lodi, piano):
    aperto = tavolo(lodi, piano)
    ada = membro(lodi, aperto, "Ada", ente="Cooperativa")
    fatto = incontro(lodi, aperto)
    incontri.segna_presenze(fatto, {ada: "presente"}, **chi(lodi))
    ada.altro_ente = "Fondazione"
    tavoli.salva_membro(ada, **chi(lodi))
    assert PresenzaTavolo.objects.get().per_chi == "Cooperativa"
    with pytest.raises(tavoli.MembroInUso, match="fino a quando"):
        tavoli.togli_membro(ada, **chi(lodi))


def test_il_verbale_si_scrive_dopo_e_un_incontro_annullato_non_conta(lodi, piano):
    aperto = tavolo(lodi, piano)
    prossimo = incontro(lodi, aperto, giorni=3)
    with pytest.raises(incontri.IncontroNonValido, match="si scrive dopo"):
        incontri.scrivi_verbale(prossimo, "testo", partenza=0, **chi(lodi))
    with pytest.raises(incontri.IncontroNonValido, match="il giorno dell’incontro"):
        incontri.segna_presenze(prossimo, {}, **chi(lodi))
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        incontri.annulla_incontro(prossimo, " ", **chi(lodi))
    incontri.annulla_incontro(prossimo, "Neve", **chi(lodi))
    assert letture.tavoli_con_conteggi(piano).get().n_incontri == 0
    with pytest.raises(incontri.IncontroChiuso, match="annullato"):
        incontri.convoca(prossimo, viste=0, **chi(lodi))


def test_gli_allegati_si_riconoscono_e_si_scaricano(lodi, piano):
    fatto = incontro(lodi, tavolo(lodi, piano))
    scritto = allegato(lodi, fatto)
    with pytest.raises(incontri.IncontroNonValido, match="c’è già"):
        allegato(lodi, fatto)
    with pytest.raises(AllegatoNonAmmesso, match="pagina web"):
        incontri.allega(fatto, che_cosa="x", nome="x.pdf", byte=b"<html></html>", **chi(lodi))
    risposta = lodi.client("sindaco").get(f"{BASE}incontri/{fatto.pk}/allegati/{scritto.pk}/")
    assert risposta["Content-Disposition"].startswith("attachment") and risposta.content.startswith(b"%PDF-")
    assert lodi.client("sindaco").get(f"{BASE}incontri/{fatto.pk}/allegati/{scritto.pk + 1}/").status_code == 404


def test_gli_elenchi_costano_lo_stesso_con_una_riga_e_con_molte(lodi, piano):
    from django.db import connection

    def costo(indirizzo):
        pagina(lodi, "udp", indirizzo)
        with CaptureQueriesContext(connection) as catturate:
            pagina(lodi, "udp", indirizzo)
        return len(catturate)

    primo = tavolo(lodi, piano)
    membro(lodi, primo)
    incontro(lodi, primo)
    proposta(lodi, primo)
    indirizzi = ["tavoli/", f"tavoli/{primo.pk}/", "proposte/"]
    prima = [costo(i) for i in indirizzi]
    for n in range(6):
        altro = tavolo(lodi, piano, f"Tavolo {n}")
        membro(lodi, primo, f"Persona {n}", ente=f"Ente {n}")
        incontro(lodi, primo, giorni=-20 - n)
        proposta(lodi, altro, f"Proposta {n}")
        proposta(lodi, primo, f"Altra {n}")
    assert [costo(i) for i in indirizzi] == prima


def test_la_conferenza_non_si_sceglie_aderendo(lodi, piano):
    from accordo import selezioni as accordo
    from tests.accordo.fabbriche import crea_avviso

    tavolo(lodi, piano, "Conferenza", tipo=TipoTavolo.CONFERENZA)
    tavolo(lodi, piano, "Tavolo anziani")
    assert [t.nome for t in accordo.tavoli(crea_avviso(lodi))] == ["Tavolo anziani"]
