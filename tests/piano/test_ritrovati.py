"""Ciò che una versione congelata racconta si ritrova fra le righe di adesso, anche se intanto ha cambiato nome."""

import pytest

from piano.models import Indicatore, Obiettivo, PianoDiZona
from piano.selezioni import ritrovati
from tests.piano.test_aggiornamento import vigente

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheda(lodi):
    """Il piano, le schede della versione adottata, gli obiettivi e l’indicatore di adesso."""
    with lodi.aperto("coordinatore"):
        vigente(lodi)
        piano = PianoDiZona.objects.get()
        trovati = {o.codice: o.pk for o in Obiettivo.objects.all()}
        yield piano, piano.adottata.dati["obiettivi"], trovati, Indicatore.objects.get()


def test_un_indicatore_che_cambia_nome_tiene_le_sue_letture(scheda):
    piano, foto, trovati, indicatore = scheda
    attese = {foto[0]["indicatori"][0]["id"]: indicatore.pk}
    assert ritrovati.indicatori(piano, trovati, foto) == attese
    Indicatore.objects.update(nome="Anziani seguiti a casa loro")
    assert ritrovati.indicatori(piano, trovati, foto) == attese


def test_chi_cambia_anche_la_misura_e_un_altro(scheda):
    piano, foto, trovati, _ = scheda
    Indicatore.objects.update(nome="Ore erogate", unita="ore")
    assert ritrovati.indicatori(piano, trovati, foto) == {}


def test_il_nome_vince_sulla_chiave(scheda):
    """In un Ambito portato altrove la chiave scritta nella versione può essere quella di un altro indicatore."""
    piano, foto, trovati, indicatore = scheda
    altro = Indicatore.objects.get(pk=indicatore.pk)
    altro.pk, altro.nome = None, "Un altro"
    altro.save()
    foto[0]["indicatori"][0]["id"] = altro.pk
    assert ritrovati.indicatori(piano, trovati, foto) == {altro.pk: indicatore.pk}
