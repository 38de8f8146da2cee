"""Il PDF del piano: congelato, completo, valido, uguale se i dati sono uguali."""

import json

import pytest
from django.utils import timezone

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Documento, Lavoro
from ambito.nucleo.impronta import impronta
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.nucleo.periodi import Triennio
from ambito.registri import DOCUMENTI
from piano import operazioni, selezioni
from piano.documenti import fotografa, impagina, prepara
from piano.models import Tavolo
from tests.piano.fabbriche import piano_pronto
from tests.scena import ADESSO, OGGI, crea_scena

TIPO = "piano"


@pytest.mark.django_db
def test_la_fotografia_regge_un_giro_in_json(lodi):
    with lodi.aperto("coordinatore"):
        dati = fotografa(piano_pronto(lodi), OGGI)
    assert impronta(json.loads(json.dumps(dati))) == impronta(dati)


@pytest.mark.django_db
def test_il_documento_porta_i_totali_all_italiana(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        Tavolo.objects.create(piano=piano, nome="Tavolo anziani")
        dati = impagina(fotografa(piano, OGGI))
    assert dati["quadro"]["totale"] == "2.234,56"
    assert dati["quadro"]["totali"] == ["1.234,56", "1.000,00", "0,00"]
    assert dati["per_area"] == [{"area": "Domiciliarità", "importo": "2.234,56", "valore": "2234.56"}]
    azione = dati["obiettivi"][0]["azioni"][0]
    assert (azione["dal"], azione["al"]) == ("01/03/2025", "01/03/2026")
    assert dati["obiettivi"][0]["indicatori"][0]["base"] == "10"


@pytest.mark.django_db
def test_trova_l_ultima_versione_e_senza_la_bozza(lodi):
    trova = DOCUMENTI[TIPO].trova
    with lodi.aperto("coordinatore"):
        with pytest.raises(ErroreAtteso, match="non c’è ancora un Piano"):
            trova(Triennio(2025), None)
        piano = piano_pronto(lodi)
        assert trova(Triennio(2025), None) == trova(None, 2026) == trova(None, None) == piano
        assert prepara(piano, OGGI).dati["bozza"] and "Bozza" in prepara(piano, OGGI).sottotitolo
        versione = operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        assert trova(Triennio(2025), None) == versione
        assert not prepara(versione, OGGI).dati["bozza"]


@pytest.mark.django_db(transaction=True)
def test_proposto_il_piano_il_pdf_si_fa_ed_e_legato_alla_versione():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        piano = piano_pronto(scena)
        versione = operazioni.proponi(piano, poteri=scena.poteri("coordinatore"), adesso=timezone.now())
        lavoro = Lavoro.objects.get(argomenti__tipo="piano")
        assert selezioni.documento_di(versione) is None
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        lavoro.refresh_from_db()
        assert lavoro.errore == ""
        documento = selezioni.documento_di(versione)
        assert documento.permesso == "legge_piano" and documento.nome_file == "piano-di-zona-2025-2027-v1.pdf"
        assert selezioni.carte_di_voto(versione.pk) == [documento]
        byte = bytes(documento.contenuto.byte)
        assert verifica_pdf(byte) == [] and Documento.objects.count() == 1
        ripetuto = documenti.richiedi(TIPO, versione, utente=scena.utenti["coordinatore"], adesso=timezone.now())
        assert ripetuto.pk == lavoro.pk
