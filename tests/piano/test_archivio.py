"""Un piano concluso, chiusi i suoi attuativi, va in archivio: da allora si legge soltanto."""

import pytest
from django.urls import reverse

from ambito import flusso
from ambito.flusso import RequisitiMancanti
from piano import selezioni
from piano.models import PianoAttuativo, PianoDiZona, Tavolo
from piano.operazioni import attuativi
from piano.selezioni import andamento
from piano.selezioni.attese import attese
from piano.stati import DECISI, StatoPiano
from tests.piano.fabbriche import piano_nuovo
from tests.piano.test_aggiornamento import DOPO, chi, vigente
from tests.scena import OGGI

pytestmark = pytest.mark.django_db


def url(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


@pytest.fixture
def concluso(lodi):
    with lodi.aperto("coordinatore"):
        piano = vigente(lodi)
        attuativi.apri_attuativo(piano, 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
        PianoDiZona.objects.filter(pk=piano.pk).update(stato=StatoPiano.CONCLUSO)
        yield PianoDiZona.objects.get()


def archivia(scena, piano):
    PianoAttuativo.objects.update(stato="chiuso")
    return flusso.esegui(piano, "archivia", nota="Determina n. 4.", **chi(scena))


def test_si_archivia_un_piano_concluso_con_gli_attuativi_chiusi(lodi, concluso):
    with pytest.raises(RequisitiMancanti, match="Attuativi da chiudere: 2025"):
        flusso.esegui(concluso, "archivia", nota="Determina n. 4.", **chi(lodi))
    piano = archivia(lodi, concluso)
    assert piano.stato == StatoPiano.ARCHIVIATO and piano.archiviato and piano.stato in DECISI
    assert not (piano.modificabile or piano.prorogabile or piano.quote_aperte or piano.si_segue(OGGI))


def test_di_un_piano_in_archivio_non_aspetta_piu_niente(lodi, concluso):
    piano = archivia(lodi, concluso)
    assert list(attese(lodi.utenti["udp"], OGGI)) == [] and andamento.dovute(OGGI) == []
    nuovo = piano_nuovo(lodi, 2028)
    assert selezioni.piano_corrente() == nuovo and selezioni.adottata(piano).numero == 1


def test_in_archivio_si_legge_soltanto(lodi, concluso):
    navigatore = lodi.client("coordinatore")
    assert "Archivia il piano" in navigatore.get(url("piano")).content.decode()
    archivia(lodi, concluso)
    for nome in ("piano", "versioni", "obiettivi", "andamento", "tavoli", "attuativi", "formazione", "proposte", "percorso"):
        pagina = navigatore.get(url(nome)).content.decode()
        assert "Il piano è in archivio" in pagina, nome
    for nome in ("nuovo_tavolo", "proroga", "congela"):
        assert navigatore.get(url(nome)).url == url("piano"), nome
    dopo = navigatore.post(url("nuovo_tavolo"), {"nome": "Tavolo casa", "tipo": "tematico"}, follow=True)
    assert "si legge soltanto" in dopo.content.decode() and not Tavolo.objects.exists()
    navigatore.post(url("attuativi"), {"anno": "2026"})
    assert PianoAttuativo.objects.count() == 1
    assert navigatore.post(url("documento")).url.startswith("/lodi/lavori/")
