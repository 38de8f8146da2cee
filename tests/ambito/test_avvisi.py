"""Gli avvisi nascono con ciò che li causa, arrivano a chi deve sapere e partono per posta una volta sola."""

import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ambito import avvisi, spedizione
from ambito.models import Avviso, StatoSpedizione, Utente
from ambito.registri import ANNUNCI, OGNI_COMUNE, Annuncio
from tests.scena import ADESSO, crea_scena


def scrivi(scena, *ruoli, genere="prova", titolo="Un avviso", **altro):
    """Un avviso a quelle persone, riferito all’Ambito."""
    persone = [scena.utenti[ruolo] for ruolo in ruoli]
    return avvisi.avvisa(persone, genere=genere, oggetto=scena.ambito, titolo=titolo, testo="Il testo.", url="/lodi/",
                         adesso=altro.pop("adesso", ADESSO), **altro)  # fmt: skip


def stati(scena):
    with scena.aperto():
        return [a.spedizione for a in Avviso.objects.order_by("pk")]


@pytest.fixture
def avvisati(lodi):
    with lodi.aperto():
        scrivi(lodi, "udp", "segretario")
    return lodi


def test_lo_stesso_avviso_non_si_scrive_due_volte(lodi):
    with lodi.aperto():
        scrivi(lodi, "udp")
        scrivi(lodi, "udp", titolo="Riscritto")
        scrivi(lodi, "udp", giorno=ADESSO.date() + timedelta(days=1))
        assert [a.titolo for a in Avviso.objects.order_by("pk")] == ["Un avviso", "Un avviso"]


def test_chi_ha_il_diritto_oggi_sull_ambito_su_un_comune_o_su_uno_qualunque(lodi):
    with lodi.aperto():
        codogno = lodi.comuni["Codogno"].pk

        def chi(permesso, **dove):
            return {u.email.split("@")[0] for u in avvisi.persone_con(permesso, ADESSO.date(), **dove)}

        assert chi("convoca_sedute") == {"segretario"}
        assert chi("vota", comune_id=codogno) == {"sindaco"}
        assert chi("vota", comune_id=OGNI_COMUNE) == {"sindaco", "sindaco.altro"}
        assert chi("vota") == set()
        Utente.objects.filter(email="sindaco@lodi.example").update(is_active=False)
        assert chi("vota", comune_id=codogno) == set()


def test_si_spedisce_una_volta_sola_con_intestazioni_pulite(avvisati):
    with avvisati.aperto():
        Avviso.objects.filter(destinatario=avvisati.utenti["udp"]).update(titolo="Riga\r\nBcc: altri@example.org")
    assert spedizione.spedisci(avvisati.ambito.pk) == 2
    assert spedizione.spedisci(avvisati.ambito.pk) == 0
    assert stati(avvisati) == ["spedito", "spedito"]
    primo = mail.outbox[0]
    assert primo.subject == "Riga Bcc: altri@example.org – Ambito di lodi"
    assert primo.message()["Bcc"] is None and primo.message()["Auto-Submitted"] == "auto-generated"
    assert "http" in primo.body and "Il testo." in primo.body
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 2


def test_l_appuntamento_parte_allegato(lodi):
    with lodi.aperto():
        scrivi(lodi, "udp", calendario="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        scrivi(lodi, "segretario", genere="senza")
    assert spedizione.spedisci(lodi.ambito.pk) == 2
    allegati = {m.to[0].split("<")[-1]: [(a[0], a[2]) for a in m.attachments] for m in mail.outbox}
    assert allegati == {
        "udp@lodi.example>": [(f"appuntamento-{lodi.ambito.pk}.ics", "text/calendar")],
        "segretario@lodi.example>": [],
    }


class PostaFinta:
    """Un server di posta che risponde male."""

    def __init__(self, errore):
        self.errore = errore

    def __call__(self, messaggi):
        raise self.errore


@pytest.mark.parametrize(
    ("errore", "stato"),
    [
        (smtplib.SMTPResponseException(550, b"casella inesistente"), StatoSpedizione.FALLITO),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no")}), StatoSpedizione.FALLITO),
        (smtplib.SMTPResponseException(451, b"riprova"), StatoSpedizione.DA_SPEDIRE),
        (ConnectionRefusedError("nessuno risponde"), StatoSpedizione.DA_SPEDIRE),
    ],
)
def test_un_rifiuto_definitivo_ferma_il_resto_si_ritenta_piu_tardi(lodi, monkeypatch, errore, stato):
    with lodi.aperto():
        scrivi(lodi, "udp")
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", PostaFinta(errore))
    assert spedizione.spedisci(lodi.ambito.pk) == 0
    with lodi.aperto():
        avviso = Avviso.objects.get()
        assert (avviso.spedizione, avviso.tentativi) == (stato, 1)
        assert type(errore).__name__ in avviso.errore
        assert (avviso.non_prima > timezone.now()) == (stato == StatoSpedizione.DA_SPEDIRE)


def test_dopo_sei_tentativi_ci_si_ferma(lodi, monkeypatch):
    with lodi.aperto():
        scrivi(lodi, "udp")
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", PostaFinta(OSError("giù")))
    for _ in range(8):
        spedizione.spedisci(lodi.ambito.pk)
        with lodi.aperto():
            Avviso.objects.update(non_prima=ADESSO)
    with lodi.aperto():
        assert (Avviso.objects.get().spedizione, Avviso.objects.get().tentativi) == (StatoSpedizione.FALLITO, 6)


def test_caduto_a_meta_diventa_incerto_e_solo_una_persona_lo_rispedisce(lodi):
    with lodi.aperto():
        scrivi(lodi, "udp")
        prima = timezone.now() - spedizione.AFFITTO - timedelta(seconds=1)
        Avviso.objects.update(spedizione=StatoSpedizione.IN_CORSO, preso_il=prima, preso_da="uno:1:a", tentativi=1)
    assert spedizione.spedisci(lodi.ambito.pk) == 0
    assert stati(lodi) == [StatoSpedizione.INCERTO] and not mail.outbox
    navigatore = lodi.client("segretario")
    assert "potrebbe essere già arrivato" in navigatore.get("/lodi/spedizioni/?esito=incerto").content.decode()
    with lodi.aperto():
        numero = Avviso.objects.get().pk
    navigatore.post("/lodi/spedizioni/", {"avviso": numero})
    assert spedizione.spedisci(lodi.ambito.pk) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_piu_orologi_insieme_non_spediscono_due_volte():
    scena = crea_scena("lodi")
    with scena.aperto():
        for numero in range(20):
            scrivi(scena, "udp", genere=f"prova {numero}")
    via = threading.Barrier(4)

    def orologio():
        try:
            via.wait(timeout=30)
            return spedizione.spedisci(scena.ambito.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as esecutore:
        partiti = [attesa.result() for attesa in [esecutore.submit(orologio) for _ in range(4)]]
    assert sum(partiti) == len(mail.outbox) == 20
    assert set(stati(scena)) == {StatoSpedizione.SPEDITO}


def test_ciascuno_legge_i_suoi_e_li_segna_letti(avvisati):
    navigatore = avvisati.client("udp")
    assert "Un avviso" in navigatore.get("/lodi/").content.decode()
    assert "Da leggere" in navigatore.get("/lodi/avvisi/").content.decode()
    navigatore.post("/lodi/avvisi/")
    assert "Da leggere" not in navigatore.get("/lodi/avvisi/").content.decode()
    assert "Un avviso" not in navigatore.get("/lodi/").content.decode()
    with avvisati.aperto():
        assert Avviso.objects.filter(letto_il__isnull=True).count() == 1
    assert "Un avviso" not in avvisati.client("coordinatore").get("/lodi/avvisi/").content.decode()


def test_chi_compie_il_passo_non_riceve_l_avviso_di_averlo_compiuto(lodi):
    with lodi.aperto():
        ANNUNCI[("ambito.ambito", "prova")] = lambda oggetto, nota: Annuncio("Titolo", nota, "/lodi/", "redige_piano")
        try:
            avvisi.annuncia(lodi.ambito, "prova", autore=lodi.utenti["udp"], adesso=ADESSO, nota="perché sì")
        finally:
            del ANNUNCI[("ambito.ambito", "prova")]
        assert [(a.destinatario.email, a.testo) for a in Avviso.objects.select_related("destinatario")] == [
            ("coordinatore@lodi.example", "perché sì")
        ]
