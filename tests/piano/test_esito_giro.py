"""L’esito di un giro: congelato alla chiusura, completo di ciò che manca, uguale se nulla cambia."""

import json

import pytest

from ambito import lavori
from ambito.contesto import in_ambito
from ambito.documenti import Preparato, componi
from ambito.errori import ErroreAtteso
from ambito.models import Documento, Lavoro
from ambito.nucleo.impronta import impronta
from ambito.registri import DOCUMENTI
from piano import operazioni
from piano.models import Osservazione
from tests.piano.fabbriche import giro_aperto, giro_chiuso, piano_nuovo
from tests.scena import ADESSO, OGGI, crea_scena

TIPO = "osservazioni"


@pytest.mark.django_db
def test_dice_chi_ha_risposto_chi_ha_taciuto_e_che_cosa_aspetta_ancora(lodi):
    with lodi.aperto("coordinatore"):
        giro = giro_chiuso(lodi)
        preparato = DOCUMENTI[TIPO].prepara(giro, OGGI)
        dati = preparato.dati
    assert (dati["espressi"], len(dati["comuni"]), dati["scritte"], dati["senza_riscontro"]) == (1, 4, 2, 1)
    posizioni = {c["nome"]: c["posizione"] for c in dati["comuni"]}
    assert posizioni["Codogno"] == "Ha risposto in parte" and posizioni["Lodi"] == "Nessuna osservazione, per silenzio"
    popolazione = next(s for s in dati["sezioni"] if s["codice"] == "3.1")
    assert [popolazione[c] for c in ("nessuna", "osservazione", "contrario", "silenzio")] == [1, 1, 0, 2]
    assert popolazione["osservazioni"][0]["sezione_cambiata"] == "3.1 Popolazione"
    assert dati["impronta_versione"] == giro.versione.impronta and dati["motivo_chiusura"] == "Le risposte bastano."
    assert impronta(json.loads(json.dumps(dati))) == impronta(dati)
    assert preparato.permesso == "legge_piano" and preparato.comune_id is None


@pytest.mark.django_db
def test_si_trova_l_ultimo_chiuso_e_di_uno_aperto_non_c_e_esito(lodi):
    trova = DOCUMENTI[TIPO].trova
    with lodi.aperto("coordinatore"):
        with pytest.raises(ErroreAtteso, match="non c’è ancora un giro"):
            trova(None, None)
        giro = giro_aperto(lodi)
        with pytest.raises(ErroreAtteso, match="non c’è ancora un giro"):
            trova(None, 2026)
        with pytest.raises(ErroreAtteso, match="ancora aperto"):
            operazioni.richiedi_esito(giro, utente=lodi.utenti["udp"], adesso=ADESSO)
        operazioni.chiudi_giro(giro, motivo="Basta.", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        assert trova("2025-2027", None) == giro == trova(None, 2026)
        piano_nuovo(lodi, 2028)
        with pytest.raises(ErroreAtteso):
            trova("2028-2030", None)


@pytest.mark.django_db
def test_cio_che_scrive_un_comune_non_diventa_marcatura(lodi):
    with lodi.aperto("coordinatore"):
        giro_chiuso(lodi)
        lavoro = Lavoro.objects.get(argomenti__tipo=TIPO)
        html = componi(lavoro, Preparato(**lavoro.argomenti["preparato"]))
    assert "Manca la &lt;montagna&gt; &amp; il resto." in html and "riscontro non ancora dato" in html
    assert "Esito non completo." in html


@pytest.mark.django_db(transaction=True)
def test_la_chiusura_archivia_l_esito_e_con_un_riscontro_in_piu_se_ne_fa_un_altro():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        giro = giro_chiuso(scena)
        lavoro = Lavoro.objects.get(argomenti__tipo=TIPO)
        assert operazioni.richiedi_esito(giro, utente=scena.utenti["udp"], adesso=ADESSO) == lavoro
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    with scena.aperto("udp"):
        assert Documento.objects.get(tipo=TIPO).oggetto_id == giro.pk
        contrario = Osservazione.objects.get(esito="contrario")
        chi = {"poteri": scena.poteri("udp"), "adesso": ADESSO}
        operazioni.riscontra(contrario, riscontro="gia_presente", motivo="È nella 4.", sezione=None, partenza=1, **chi)
        altro = operazioni.richiedi_esito(giro, utente=scena.utenti["udp"], adesso=ADESSO)
        assert altro.pk != lavoro.pk
    lavori.esegui(scena.ambito.pk, altro.pk)
    with in_ambito(scena.ambito.pk):
        assert list(Documento.objects.filter(tipo=TIPO).order_by("versione").values_list("versione", flat=True)) == [1, 2]
