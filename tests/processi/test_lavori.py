"""I lavori con worker veri: dall’inizio alla fine, uccisi a metà, con la coda cancellata, in due con messaggi doppi."""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from ambito import documenti, lavori, salute
from ambito.models import Documento, Evento, FrammentoDocumento, Lavoro
from piano.models import Sezione
from piano.operazioni import salva_sezione
from tests.piano.fabbriche import piano_nuovo
from tests.processi.lavorante import AFFITTO, fino_a
from tests.scena import ADESSO, crea_scena

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
PAGINE_LUNGHE = "<p>" + "Un capoverso che serve soltanto a tenere occupata l’impaginazione. " * 12 + "</p>"
ATTESA = 90
# Dove non si prova la scadenza dell’affitto, una macchina lenta non deve farlo scadere.
LUNGO = 120


@pytest.fixture
def scena(db):
    return crea_scena("lodi")


@pytest.fixture
def piano(scena):
    with scena.aperto("coordinatore"):
        return piano_nuovo(scena)


def chiedi(scena, piano, testo="<p>Poche righe.</p>", codici=("3",)):
    """Chiede il PDF della bozza dopo averne cambiato una o più sezioni, come farebbe una persona."""
    with scena.aperto("coordinatore"):
        utente = scena.utenti["coordinatore"]
        for sezione in Sezione.objects.filter(piano=piano, codice__in=codici):
            salva_sezione(sezione, testo, partenza=sezione.revisione, utente=utente, adesso=ADESSO)
        return documenti.richiedi("piano", piano, utente=utente, adesso=timezone.now())


def rileggi(scena, lavoro):
    with scena.aperto():
        return Lavoro.objects.get(pk=lavoro.pk)


def finito(scena, *chiesti):
    """Aspetta che ogni lavoro sia fatto e li restituisce."""

    def tutti_fatti():
        righe = [rileggi(scena, lavoro) for lavoro in chiesti]
        assert not [r.errore for r in righe if r.avvio == "fallito"]
        return righe if all(r.avvio == "fatto" for r in righe) else None

    return fino_a(tutti_fatti, ATTESA, "i lavori non sono finiti")


def spazza():
    """L’orologio darebbe questo segnale ogni venti secondi."""
    current_app.send_task("ambito.spazza_lavori")


def emessi(scena):
    with scena.aperto():
        assert Evento.objects.filter(verbo="documento.emetti").count() == Documento.objects.count()
        return list(Documento.objects.order_by("versione"))


def test_un_documento_dall_inizio_alla_fine(scena, piano, assumi):
    lavorante = assumi().aspetta()
    (lavoro,) = finito(scena, chiedi(scena, piano))
    assert lavoro.percentuale == 100 and lavoro.tentativi == 1
    (documento,) = emessi(scena)
    pagina = scena.client("coordinatore").get(f"/lodi/lavori/{lavoro.pk}/")
    assert f'href="/lodi/documenti/{documento.pk}/"' in pagina.content.decode()
    pdf = scena.client("coordinatore").get(f"/lodi/documenti/{documento.pk}/scarica/").content
    assert pdf.startswith(b"%PDF-") and hashlib.sha256(pdf).hexdigest() == documento.sha256
    assert "Traceback" not in lavorante.figlio.ultime_righe(500)


def preso(scena, lavoro):
    return fino_a(lambda: rileggi(scena, lavoro).avvio == "in_corso", ATTESA, "il worker non prende il lavoro")


def test_ucciso_a_meta_un_altro_lo_finisce_una_volta_sola(scena, piano, assumi):
    ucciso = assumi().aspetta()
    lavoro = chiedi(scena, piano, PAGINE_LUNGHE * 120)
    preso(scena, lavoro)
    ucciso.uccidi()
    rimasto = rileggi(scena, lavoro)
    assert rimasto.avvio == "in_corso" and emessi(scena) == []
    assumi("due").aspetta()
    time.sleep(AFFITTO)
    spazza()
    (lavoro,) = finito(scena, lavoro)
    assert lavoro.tentativi == 2 and lavoro.preso_da != rimasto.preso_da
    assert len(emessi(scena)) == 1


def frammenti(scena):
    with scena.aperto():
        return {f.impronta: f.usato_il for f in FrammentoDocumento.objects.all()}


def test_ucciso_fra_un_capitolo_e_l_altro_chi_riprende_non_rifa_quelli_finiti(scena, piano, assumi):
    ucciso = assumi().aspetta()
    lavoro = chiedi(scena, piano, PAGINE_LUNGHE * 60, codici=[str(n) for n in range(11)])
    fino_a(lambda: len(frammenti(scena)) >= 2, ATTESA, "nessun capitolo è finito")
    ucciso.uccidi()
    finiti, quando = frammenti(scena), timezone.now()
    assert rileggi(scena, lavoro).avvio == "in_corso" and emessi(scena) == []
    assumi("due").aspetta()
    time.sleep(AFFITTO)
    spazza()
    finito(scena, lavoro)
    dopo = frammenti(scena)
    assert len(finiti) < len(dopo) and len(emessi(scena)) == 1
    # Un capitolo rifatto resterebbe con la data di prima: chi trova già la riga non la riscrive.
    assert all(dopo[impronta] > quando for impronta in finiti)


def test_un_lavoro_lungo_resta_di_chi_lo_fa(scena, piano, assumi):
    """Impaginare dura più dell’affitto: il battito continua, e chi è libero non lo ricomincia."""
    for lavorante in [assumi("uno"), assumi("due")]:
        lavorante.aspetta()
    lavoro = chiedi(scena, piano, PAGINE_LUNGHE * 350, codici=("1", "2", "3"))
    preso(scena, lavoro)
    time.sleep(AFFITTO + 1)
    spazza()
    (finale,) = finito(scena, lavoro)
    assert finale.finito_il - finale.chiesto_il > timedelta(seconds=AFFITTO)
    assert finale.tentativi == 1 and len(emessi(scena)) == 1


def test_fermato_con_ordine_finisce_cio_che_ha_in_mano(scena, piano, assumi):
    lavorante = assumi().aspetta()
    lavoro = chiedi(scena, piano, PAGINE_LUNGHE * 40)
    preso(scena, lavoro)
    lavorante.ferma()
    assert rileggi(scena, lavoro).avvio == "fatto"
    assert len(emessi(scena)) == 1


def test_con_la_coda_cancellata_nessun_lavoro_va_perso(scena, piano, assumi, coda):
    chiesti = [chiedi(scena, piano, f"<p>Stesura {n}.</p>") for n in range(4)]
    assert coda.llen("celery") == 4
    coda.flushdb()
    assumi().aspetta()
    time.sleep(AFFITTO)
    assert {rileggi(scena, lavoro).avvio for lavoro in chiesti} == {"in_coda"}
    spazza()
    finito(scena, *chiesti)
    assert len(emessi(scena)) == 4


def test_due_worker_e_messaggi_doppi_danno_un_effetto_solo(scena, piano, assumi):
    for lavorante in [assumi(nome, affitto=LUNGO) for nome in ("uno", "due")]:
        lavorante.aspetta()
    chiesti = [chiedi(scena, piano, f"<p>Stesura {n}.</p>") for n in range(4)]
    with ThreadPoolExecutor(8) as esecutore:
        list(esecutore.map(sveglia_ancora, chiesti * 6))
    lavori_finiti = finito(scena, *chiesti)
    assert [lavoro.tentativi for lavoro in lavori_finiti] == [1] * 4
    assert len({lavoro.preso_da.rsplit(":", 1)[0] for lavoro in lavori_finiti}) == 2
    assert len(emessi(scena)) == 4


def sveglia_ancora(lavoro):
    current_app.send_task(lavori.NOME_TASK, kwargs={"ambito_id": lavoro.ambito_id, "lavoro_id": lavoro.pk})


def test_un_worker_bloccato_si_scopre_e_quando_si_sveglia_non_rifa_nulla(scena, piano, assumi):
    bloccato = assumi("uno").aspetta()
    lavoro = chiedi(scena, piano, PAGINE_LUNGHE * 40)
    fino_a(lambda: rileggi(scena, lavoro).avvio == "in_corso", ATTESA, "il lavoro non comincia")
    bloccato.congela()
    limite = timedelta(seconds=AFFITTO)
    fino_a(lambda: rileggi(scena, lavoro).battito < timezone.now() - limite, ATTESA, "il lavoro batte ancora")
    assert salute.allarmi(timezone.now() + lavori.AFFITTO)[0].startswith(f"lodi: il lavoro {lavoro.pk} ")
    assumi("due").aspetta()
    current_app.send_task(lavori.NOME_TASK, kwargs={"ambito_id": lavoro.ambito_id, "lavoro_id": lavoro.pk})
    fino_a(lambda: rileggi(scena, lavoro).avvio == "fatto", ATTESA, "nessuno riprende il lavoro")
    bloccato.scongela()
    time.sleep(3)
    assert salute.allarmi() == []
    with scena.aperto():
        assert Documento.objects.count() == 1 and rileggi(scena, lavoro).tentativi == 2
