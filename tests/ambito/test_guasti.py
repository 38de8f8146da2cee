"""Il riepilogo dei guasti: uno al giorno, niente se niente è successo, mai due volte, cifre e non contenuti."""

import smtplib
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ambito import guasti, lavori
from ambito.models import Lavoro, RiepilogoGuasti

OGGI = timezone.localdate()
ALLE_OTTO = timezone.make_aware(datetime.combine(OGGI, datetime.min.time().replace(hour=8)))


@pytest.fixture(autouse=True)
def operatore(settings, monkeypatch):
    settings.OPERATORE = ["sala@gestione.example"]
    monkeypatch.setattr(guasti, "richieste_in_errore", lambda giorno: 0)


@pytest.fixture
def fallito(lodi):
    with lodi.aperto():
        lavoro = lavori.accoda("prova", "a", "Titolo riservato", argomenti={}, utente=None, adesso=ALLE_OTTO - timedelta(days=1))
        ieri = ALLE_OTTO - timedelta(days=1)
        Lavoro.objects.filter(pk=lavoro.pk).update(avvio="fallito", finito_il=ieri, errore="Motivo riservato")


def test_un_messaggio_solo_con_le_cifre(fallito):
    assert guasti.riepiloga(ALLE_OTTO) is True
    assert guasti.riepiloga(ALLE_OTTO + timedelta(hours=1)) is False
    (messaggio,) = mail.outbox
    assert messaggio.to == ["sala@gestione.example"]
    assert "lodi\n  lavori non riusciti: 1" in messaggio.body and "riservato" not in messaggio.body
    assert f"guasti-{OGGI - timedelta(days=1):%Y-%m-%d}@" in messaggio.extra_headers["Message-ID"]
    assert RiepilogoGuasti.objects.get().spedito_il


def test_niente_se_niente_e_successo_e_niente_prima_delle_sette(lodi, monkeypatch):
    assert guasti.riepiloga(ALLE_OTTO) is False
    monkeypatch.setattr(guasti, "richieste_in_errore", lambda giorno: 3)
    assert guasti.riepiloga(ALLE_OTTO - timedelta(hours=2)) is False
    assert mail.outbox == [] and not RiepilogoGuasti.objects.exists()
    assert guasti.riepiloga(ALLE_OTTO) is True
    assert "Richieste finite con un errore del portale: 3" in mail.outbox[0].body


def test_senza_un_operatore_non_parte(fallito, settings):
    settings.OPERATORE = []
    assert guasti.riepiloga(ALLE_OTTO) is False and mail.outbox == []


def test_i_guasti_di_un_altro_giorno_non_contano(fallito):
    assert guasti.riepiloga(ALLE_OTTO + timedelta(days=1)) is False


def test_chi_cade_mentre_spedisce_non_spedisce_due_volte(fallito):
    RiepilogoGuasti.objects.create(giorno=OGGI - timedelta(days=1), preparato_il=ALLE_OTTO)
    assert guasti.riepiloga(ALLE_OTTO) is False and mail.outbox == []


@pytest.mark.parametrize(
    ("errore", "si_ritenta"),
    [(smtplib.SMTPConnectError(421, "occupato"), True), (ConnectionRefusedError(), True), (TimeoutError(), False)],
)
def test_un_rifiuto_si_ritenta_un_silenzio_no(fallito, monkeypatch, errore, si_ritenta):
    def cade(*_):
        raise errore

    with monkeypatch.context() as toppa:
        toppa.setattr("django.core.mail.EmailMessage.send", cade)
        assert guasti.riepiloga(ALLE_OTTO) is False
    assert guasti.riepiloga(ALLE_OTTO + timedelta(hours=1)) is si_ritenta
    assert len(mail.outbox) == si_ritenta
