"""Il piano arriva in Assemblea e ne torna approvato o no: seduta, appello, voto veri."""

import pytest

from ambito.assemblea.models import Deliberazione
from ambito.assemblea.operazioni import aula, ordine_del_giorno, sedute, votazioni
from ambito.assemblea.selezioni import carte, proponibili
from ambito.flusso import esegui
from piano import operazioni
from piano.stati import StatoPiano
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO, Assemblea
from tests.piano.fabbriche import piano_pronto
from tests.piano.test_aggiornamento import in_aggiornamento, riscrivi

pytestmark = pytest.mark.django_db


def al_voto(scena, versione, tipo="piano"):
    """Una seduta con il piano (o un attuativo) come solo punto, portata fino alla votazione aperta, tutti presenti."""
    assemblea = Assemblea(scena)
    seduta = assemblea.bozza(punti=0)
    punto = {**PUNTO, "oggetto": str(versione), "oggetto_tipo": tipo, "oggetto_id": versione.pk}
    ordine_del_giorno.scrivi_punto(seduta, None, punto, poteri=assemblea.poteri, adesso=PREPARA)
    seduta = sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA)
    seduta = aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO)
    assemblea.entrano(seduta)
    seduta = aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO, presiede="Aldo")
    punto = esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    return assemblea, votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)


@pytest.mark.parametrize("voto, stato", [("favorevole", StatoPiano.APPROVATO), ("contrario", StatoPiano.PROPOSTO)])
def test_il_voto_dell_assemblea_raggiunge_il_piano(lodi, voto, stato):
    with lodi.aperto("segretario"):
        piano = piano_pronto(lodi)
        versione = operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=PREPARA)
        assemblea, votazione = al_voto(lodi, versione)
        for nome in lodi.comuni:
            assemblea.mano(votazione, nome, voto)
        assemblea.chiudi(votazione)
        piano.refresh_from_db()
        assert piano.stato == stato
        if voto == "favorevole":
            deliberazione = Deliberazione.objects.get()
            assert piano.deliberazione == deliberazione.sigla and piano.deliberato_il == QUANDO.date()
        else:
            assert "non ha approvato la versione 1" in piano.esito_voto and not piano.deliberazione


def test_in_assemblea_si_sceglie_la_versione_e_finche_il_pdf_non_c_e_non_ci_sono_carte(lodi):
    with lodi.aperto("segretario"):
        versione = operazioni.proponi(piano_pronto(lodi), poteri=lodi.poteri("coordinatore"), adesso=PREPARA)
        _, votazione = al_voto(lodi, versione)
        assert ("Piano di Zona", [(f"piano:{versione.pk}", str(versione))]) in proponibili(votazione.seduta)
        assert carte(votazione.punto) == []


@pytest.mark.parametrize("voto, in_vigore", [("favorevole", 2), ("contrario", 1)])
def test_il_voto_dell_assemblea_decide_quale_versione_vale(lodi, voto, in_vigore):
    with lodi.aperto("segretario"):
        piano = in_aggiornamento(lodi)
        riscrivi(lodi, piano)
        versione = operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=PREPARA)
        assemblea, votazione = al_voto(lodi, versione)
        for nome in lodi.comuni:
            assemblea.mano(votazione, nome, voto)
        assemblea.chiudi(votazione)
        piano.refresh_from_db()
        assert piano.adottata.numero == in_vigore
        if voto == "favorevole":
            assert piano.stato == StatoPiano.VIGENTE and piano.deliberazione == Deliberazione.objects.get().sigla
        else:
            assert piano.stato == StatoPiano.AGGIORNAMENTO_PROPOSTO and "non ha approvato la versione 2" in piano.esito_voto
