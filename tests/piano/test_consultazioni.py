"""Le consultazioni pubbliche: chiunque scrive, l’ufficio modera, le e-mail non escono e alla fine si cancellano."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from ambito import flusso
from ambito.forms import pubblici as moduli
from ambito.models import Evento
from ambito.poteri import PotereMancante
from piano import operazioni
from piano.models import ConsultazionePubblica, Contributo, Obiettivo, Proposta, Sezione
from piano.operazioni import consultazioni, proposte
from piano.stati import StatoProposta
from tests.piano.fabbriche import obiettivo, piano_nuovo, sezione_di
from tests.piano.partecipazione import OGGI, chi, consultazione, contributo
from tests.piano.test_aggiornamento import in_aggiornamento
from tests.scena import ADESSO

SEGRETO = "io.segreto@casa.example"


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


@pytest.fixture
def aperta(lodi, piano):
    """Una consultazione aperta davvero oggi, perché le pagine pubbliche guardano l’orologio."""
    from django.utils import timezone

    oltre = (timezone.localdate() - OGGI).days
    return consultazione(lodi, piano, chiude=oltre + 20)


def indirizzo(aperta, coda=""):
    return f"/lodi/trasparenza/consultazioni/{aperta.pk}/{coda}"


def modulo(**dati):
    return {"testo": "Serve un autobus.", "aperta": moduli.FIRMA.sign("modulo"), **dati}


@pytest.fixture
def senza_attesa(monkeypatch):
    """Chi prova non aspetta i secondi che una persona ci mette."""
    monkeypatch.setattr(moduli, "SECONDI_MINIMI", -1)


def test_le_bozze_non_si_vedono_e_le_aperte_si(lodi, piano, aperta):
    nascosta = ConsultazionePubblica(piano=piano, titolo="Ancora no", domande="?", apre=OGGI, chiude=OGGI)
    consultazioni.salva_consultazione(nascosta, **chi(lodi))
    anonimo = Client()
    elenco = anonimo.get("/lodi/trasparenza/consultazioni/")
    assert "Che cosa manca?" in elenco.content.decode() and "Ancora no" not in elenco.content.decode()
    assert "public" in elenco["Cache-Control"]
    assert anonimo.get(indirizzo(nascosta)).status_code == 404 == anonimo.get(indirizzo(nascosta, "scrivi/")).status_code
    assert anonimo.get(f"/pavese/trasparenza/consultazioni/{aperta.pk}/").status_code == 404


def test_chiunque_scrive_e_nessuno_legge_prima_dell_ufficio(lodi, aperta, senza_attesa):
    anonimo = Client()
    pagina = anonimo.get(indirizzo(aperta, "scrivi/"))
    assert "no-store" in pagina["Cache-Control"] and "si cancella" in pagina.content.decode()
    risposta = anonimo.post(indirizzo(aperta, "scrivi/"), modulo(nome="Ada", email=SEGRETO))
    assert risposta.status_code == 302
    assert "è arrivato" in anonimo.get(risposta.url).content.decode()
    scritto = Contributo.objects.get()
    assert (scritto.stato, scritto.nome, scritto.email) == ("ricevuto", "Ada", SEGRETO)
    assert "Serve un autobus" not in anonimo.get(indirizzo(aperta)).content.decode()
    detti = Evento.objects.filter(verbo__startswith="contributo.")
    assert detti and not any(SEGRETO in str(e.dopo) + e.frase or "autobus" in e.frase for e in detti)


def test_senza_gettone_non_si_scrive(aperta, senza_attesa):
    assert Client(enforce_csrf_checks=True).post(indirizzo(aperta, "scrivi/"), modulo()).status_code == 403
    assert not Contributo.objects.exists()


def test_chi_compila_il_campo_nascosto_non_lascia_nulla(aperta, senza_attesa):
    risposta = Client().post(indirizzo(aperta, "scrivi/"), modulo(sito="https://pubblicita.example"))
    assert risposta.status_code == 302 and not Contributo.objects.exists()


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({}, "troppo poco tempo"),
        ({"aperta": "inventata"}, "da molto tempo"),
        ({"testo": ""}, "Compila"),
        ({"testo": "x" * 3001}, "3000"),
        ({"testo": "Il signor RSSMRA80A01F205X aspetta"}, "codice fiscale"),
        ({"email": "non è un indirizzo"}, "email"),
    ],
)
def test_cio_che_non_va_torna_con_la_sua_frase(aperta, dati, frase):
    risposta = Client().post(indirizzo(aperta, "scrivi/"), modulo(**dati))
    assert risposta.status_code == 422 and frase in risposta.content.decode()
    assert not Contributo.objects.exists()


def test_a_raffica_dallo_stesso_indirizzo_ci_si_ferma(aperta, senza_attesa):
    anonimo = Client()
    esiti = [anonimo.post(indirizzo(aperta, "scrivi/"), modulo()).status_code for _ in range(7)]
    assert esiti == [302] * 5 + [422] * 2 and Contributo.objects.count() == 5
    assert Client(REMOTE_ADDR="10.9.9.9").post(indirizzo(aperta, "scrivi/"), modulo()).status_code == 302


def test_prima_e_dopo_non_si_scrive(lodi, piano):
    futura = consultazione(lodi, piano, "Domani", apre=1)
    with pytest.raises(consultazioni.ConsultazioneChiusa):
        contributo(futura)
    finita = consultazione(lodi, piano, "Ieri")
    tardi = ADESSO + timedelta(days=21)
    with pytest.raises(consultazioni.ConsultazioneChiusa):
        consultazioni.ricevi_contributo(finita, Contributo(testo="x"), indirizzo="a", adesso=tardi)
    assert Client().get(indirizzo(finita, "scrivi/")).url == indirizzo(finita)


def test_pubblicato_diventa_una_proposta_e_la_risposta_e_pubblica(lodi, piano, aperta):
    arrivato = contributo(aperta, "Serve un autobus.", nome="Ada", email=SEGRETO)
    consultazioni.pubblica_contributo(arrivato, **chi(lodi))
    sua = Proposta.objects.get()
    assert (sua.codice, sua.proponente, sua.tavolo) == ("P-001", "Ada", None)
    proposte.valuta(sua, StatoProposta.IN_PARTE, motivo="Dal 2026", sezione=sezione_di(piano), **chi(lodi))
    letta = Client().get(indirizzo(aperta)).content.decode()
    for parola in ("Serve un autobus.", "Ada", "Accolta in parte", "Dal 2026", "3.1"):
        assert parola in letta
    assert SEGRETO not in letta
    ritirato = consultazioni.non_pubblicare(arrivato, "Lo chiede chi l’ha scritto", **chi(lodi))
    assert "Serve un autobus." not in Client().get(indirizzo(aperta)).content.decode()
    consultazioni.pubblica_contributo(ritirato, **chi(lodi))
    assert Proposta.objects.count() == 1 and Contributo.objects.get().motivo == ""


def test_la_risposta_pubblica_cita_il_piano_in_vigore(lodi):
    with lodi.aperto("coordinatore"):
        piano = in_aggiornamento(lodi)
    with lodi.aperto("udp"):
        aperta = consultazione(lodi, piano)
        nuova = operazioni.aggiungi_sezione(piano, titolo="Titolo ancora da votare", **chi(lodi))
        nuovo = obiettivo(piano, lodi.utenti["udp"], "La casa")
        vecchia, vecchio = sezione_di(piano), piano.obiettivi.get(codice="D1")
        for n, dove in enumerate([{"sezione": vecchia, "obiettivo": vecchio}, {"sezione": nuova, "obiettivo": nuovo}]):
            consultazioni.pubblica_contributo(contributo(aperta, f"Contributo {n}", indirizzo=f"10.1.1.{n}"), **chi(lodi))
            proposte.valuta(Proposta.objects.order_by("pk").last(), StatoProposta.ACCOLTA, motivo="", **dove, **chi(lodi))
        Sezione.objects.filter(pk=vecchia.pk).update(titolo="Anche questo da votare")
        Obiettivo.objects.filter(pk=vecchio.pk).update(titolo="E anche questo da votare")
    letta = Client().get(indirizzo(aperta)).content.decode()
    assert escape(str(vecchia)) in letta and vecchio.titolo in letta and letta.count("Contributo ") == 2
    assert "da votare" not in letta and "La casa" not in letta


def test_non_pubblicare_vuole_un_motivo_e_un_diritto(lodi, aperta):
    arrivato = contributo(aperta)
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        consultazioni.non_pubblicare(arrivato, "", **chi(lodi))
    for scrittura in (
        lambda c: consultazioni.non_pubblicare(arrivato, "no", **c),
        lambda c: consultazioni.pubblica_contributo(arrivato, **c),
        lambda c: consultazioni.concludi(aperta, **c),
    ):
        with pytest.raises(PotereMancante):
            scrittura(chi(lodi, "sindaco"))


def test_dalle_pagine_dell_ufficio(lodi, piano, aperta):
    arrivato, altro = contributo(aperta, "Uno", email=SEGRETO), contributo(aperta, "Due")
    navigatore, base = lodi.client("udp"), "/lodi/piano/2025-2027/"
    qui = f"{base}consultazioni/{aperta.pk}/"
    assert SEGRETO in navigatore.get(qui).content.decode()
    assert navigatore.post(f"{base}contributi/{arrivato.pk}/pubblica/").url == qui
    assert navigatore.post(f"{base}contributi/{altro.pk}/non-pubblicare/", {"motivo": "Doppio"}).url == qui
    assert set(Contributo.objects.values_list("stato", flat=True)) == {"pubblicato", "non_pubblicato"}
    assert navigatore.post(qui, {"passo": "concludi"}).url == qui
    letta = navigatore.get(qui).content.decode()
    assert SEGRETO not in letta and "cancellati il" in letta
    assert lodi.client("sindaco").get(f"{base}consultazioni/").status_code == 200
    for coda in ("csv", "xlsx"):
        assert SEGRETO.encode() not in lodi.client("sindaco").get(f"{base}proposte/?formato={coda}").content


def test_alla_fine_le_email_si_cancellano_da_sole(lodi, piano):
    finita = consultazione(lodi, piano, "Una", chiude=2)
    ancora = consultazione(lodi, piano, "Due", chiude=9)
    contributo(finita, email=SEGRETO)
    contributo(ancora, email="altro@casa.example")
    dopo = ADESSO + timedelta(days=3)
    consultazioni.concludi_scadute(dopo.date(), dopo)
    consultazioni.concludi_scadute(dopo.date(), dopo)
    finita.refresh_from_db()
    ancora.refresh_from_db()
    assert (finita.stato, finita.email_tolte_il, ancora.stato) == ("conclusa", dopo, "pubblicata")
    assert list(Contributo.objects.order_by("pk").values_list("email", flat=True)) == ["", "altro@casa.example"]


def test_pubblicata_si_sposta_solo_la_chiusura(lodi, piano, aperta):
    aperta.domande = "Altro?"
    with pytest.raises(consultazioni.ConsultazioneNonValida, match="solo il giorno di chiusura"):
        consultazioni.salva_consultazione(aperta, **chi(lodi))
    aperta.refresh_from_db()
    aperta.chiude += timedelta(days=5)
    consultazioni.salva_consultazione(aperta, **chi(lodi))
    conclusa = consultazioni.concludi(aperta, **chi(lodi))
    with pytest.raises(consultazioni.ConsultazioneNonValida, match="conclusa"):
        consultazioni.salva_consultazione(conclusa, **chi(lodi))
    doppia = ConsultazionePubblica(piano=piano, titolo=aperta.titolo, domande="?", apre=OGGI, chiude=OGGI)
    with pytest.raises(consultazioni.ConsultazioneNonValida, match="questo titolo"):
        consultazioni.salva_consultazione(doppia, **chi(lodi))


def test_la_pagina_pubblica_costa_lo_stesso_con_un_contributo_e_con_molti(lodi, aperta):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def costo():
        with CaptureQueriesContext(connection) as catturate:
            assert Client().get(indirizzo(aperta)).status_code == 200
        return len(catturate)

    consultazioni.pubblica_contributo(contributo(aperta), **chi(lodi))
    costo()
    prima = costo()
    for n in range(6):
        consultazioni.pubblica_contributo(contributo(aperta, f"N. {n}", indirizzo=f"10.1.1.{n}"), **chi(lodi))
    assert costo() == prima


def test_chi_salva_una_pagina_vecchia_non_toglie_la_pubblicazione(lodi, piano):
    bozza = ConsultazionePubblica(piano=piano, titolo="Due mani", domande="?", apre=OGGI, chiude=OGGI + timedelta(days=9))
    consultazioni.salva_consultazione(bozza, **chi(lodi))
    letta_prima = ConsultazionePubblica.objects.get(pk=bozza.pk)
    consultazioni.pubblica(bozza, **chi(lodi))
    letta_prima.chiude += timedelta(days=1)
    consultazioni.salva_consultazione(letta_prima, **chi(lodi))
    salvata = ConsultazionePubblica.objects.get(pk=bozza.pk)
    assert (salvata.stato, salvata.chiude) == ("pubblicata", OGGI + timedelta(days=10))
