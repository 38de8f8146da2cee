"""Le versioni con un nome: si congelano quando serve, non si votano, si confrontano; chi ha cambiato che cosa."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito import documenti, lavori
from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Documento, Evento, Lavoro
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.nucleo.periodi import Triennio
from ambito.registri import DOCUMENTI
from piano import operazioni, selezioni
from piano.documenti import prepara
from piano.documenti.confronto import Coppia
from piano.models import SpecieVersione, Tavolo, VersionePiano
from piano.stati import StatoPiano
from tests.piano.fabbriche import piano_pronto, sezione_di
from tests.piano.test_piano import voto
from tests.scena import ADESSO, OGGI, crea_scena

DOPO = ADESSO + timedelta(days=3)


@pytest.fixture
def piano(lodi):
    with lodi.aperto("coordinatore"):
        yield piano_pronto(lodi)


def congela(scena, piano, nome="", nota="", ruolo="udp", adesso=ADESSO):
    return operazioni.congela_bozza(piano, nome=nome, nota=nota, poteri=scena.poteri(ruolo), adesso=adesso)


def riscrivi(scena, piano, testo, ruolo="udp", adesso=DOPO, codice="3.1"):
    sezione = sezione_di(piano, codice)
    operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=scena.utenti[ruolo], adesso=adesso)


def proponi(scena, piano):
    return operazioni.proponi(piano, poteri=scena.poteri("coordinatore"), adesso=DOPO)


def url(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def test_una_bozza_si_congela_con_nome_e_nota_e_la_numerazione_e_una_sola(lodi, piano):
    prima = congela(lodi, piano, "Per il Tavolo anziani", "Da discutere il 12.")
    riscrivi(lodi, piano, "<p>Nuovo.</p>")
    seconda = congela(lodi, piano)
    proposta = proponi(lodi, piano)
    assert [(v.numero, v.specie, v.chiamata) for v in (prima, seconda, proposta)] == [
        (1, "bozza", "Per il Tavolo anziani"), (2, "bozza", "Bozza 2"), (3, "proposta", "Proposta 3"),
    ]  # fmt: skip
    assert all(v.e_integra() for v in VersionePiano.objects.all())
    evento = Evento.objects.filter(verbo="versionepiano.congela", oggetto_id=prima.pk).get()
    assert "Per il Tavolo anziani" in evento.frase and evento.nota == "Da discutere il 12."


def test_congela_chi_redige_e_solo_se_c_e_qualcosa_di_nuovo(lodi, piano):
    with pytest.raises(PermissionDenied):
        congela(lodi, piano, ruolo="sindaco")
    congela(lodi, piano, "Prima stesura")
    with pytest.raises(operazioni.NienteDaCongelare, match="Prima stesura"):
        congela(lodi, piano, "Ancora")
    proponi(lodi, piano)
    with pytest.raises(operazioni.PianoBloccato, match="rinviarlo a bozza"):
        congela(lodi, piano)
    assert VersionePiano.objects.count() == 2


@pytest.mark.parametrize(
    "istruzione", ["update piano_versionepiano set nome = 'x'", "update piano_versionepiano set specie = 'proposta'"]
)
def test_nome_e_specie_sono_congelati_come_il_resto(lodi, piano, istruzione):
    congela(lodi, piano)
    with pytest.raises(DatabaseError, match="congelata"), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(istruzione)


def test_una_bozza_non_si_vota_non_si_stampa_come_proposta_e_non_copre_la_proposta(lodi, piano):
    genere, trova = OGGETTI_DI_VOTO["piano"], DOCUMENTI["piano"].trova
    bozza = congela(lodi, piano)
    assert selezioni.ultima_versione(piano) is None and trova(None, None) == piano
    proposta = proponi(lodi, piano)
    assert [pk for pk, _ in genere.proponibili(None)] == [proposta.pk]
    assert selezioni.ultima_versione(piano) == proposta == trova(None, None)
    operazioni.rinvia_a_bozza(piano, poteri=lodi.poteri("coordinatore"), adesso=DOPO, nota="Si corregge.")
    riscrivi(lodi, piano, "<p>Dopo il rinvio.</p>")
    dopo = congela(lodi, piano)
    assert dopo.numero == 3 and selezioni.ultima_versione(piano) == proposta
    assert prepara(bozza, OGGI).dati["bozza"] and "bozza congelata il 10 giugno 2025" in prepara(bozza, OGGI).sottotitolo
    assert not prepara(proposta, OGGI).dati["bozza"] and "proposta il" in prepara(proposta, OGGI).sottotitolo


def test_il_voto_su_una_bozza_congelata_non_approva_nulla(lodi, piano):
    bozza = congela(lodi, piano)
    voto(bozza, approvata=True)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.BOZZA and "non è più quella proposta" in piano.esito_voto
    assert selezioni.adottata(piano) is None


def test_la_versione_approvata_e_adottata_e_la_sua_riga_non_si_tocca(lodi, piano):
    congela(lodi, piano)
    proposta = proponi(lodi, piano)
    assert selezioni.adottata(piano) is None
    voto(proposta, approvata=True)
    piano.refresh_from_db()
    assert selezioni.adottata(piano) == proposta
    assert VersionePiano.objects.get(pk=proposta.pk).specie == SpecieVersione.PROPOSTA
    pagina = lodi.client("sindaco").get(url("versioni")).content.decode()
    assert pagina.count("Adottata") == 1 and "Deliberazione n. 3/2025" in pagina and "Bozza 1" in pagina
    assert "Adottata" in lodi.client("sindaco").get(url("versione", proposta.numero)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_due_persone_che_congelano_insieme_prendono_due_numeri():
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        piano = piano_pronto(scena)

    def congela_una(n):
        try:
            with scena.aperto("udp"):
                Tavolo.objects.create(piano=piano, nome=f"Tavolo {n}")
                return congela(scena, piano, f"Insieme {n}").numero
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as esecutore:
        assert sorted(esecutore.map(congela_una, range(4))) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_una_bozza_poi_proposta_senza_cambiarla_ha_due_documenti_distinti():
    """Stessi dati, stessa impronta: chi vota riceve la proposta, non il PDF della bozza."""
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        piano = piano_pronto(scena)
        bozza = congela(scena, piano)
        operazioni.richiedi_documento(bozza, utente=scena.utenti["udp"], adesso=ADESSO)
        proposta = proponi(scena, piano)
        assert bozza.impronta == proposta.impronta
        della_bozza, della_proposta = Lavoro.objects.filter(argomenti__tipo="piano").order_by("pk")
    lavori.esegui(scena.ambito.pk, della_bozza.pk)
    with in_ambito(scena.ambito.pk):
        assert selezioni.documento_di(bozza) is not None
        assert selezioni.documento_di(proposta) is None and selezioni.carte_di_voto(proposta.pk) == []
    lavori.esegui(scena.ambito.pk, della_proposta.pk)
    with in_ambito(scena.ambito.pk):
        assert selezioni.carte_di_voto(proposta.pk) == [selezioni.documento_di(proposta)]
        assert set(Documento.objects.con_stato().values_list("stato", flat=True)) == {"emesso"}


def test_chi_ha_cambiato_che_cosa(lodi, piano):
    prima = congela(lodi, piano)
    riscrivi(lodi, piano, "<p>Uno.</p>", "coordinatore", DOPO)
    riscrivi(lodi, piano, "<p>Uno e due.</p>", "udp", DOPO + timedelta(days=1))
    scheda = selezioni.obiettivi(piano).get()
    scheda.titolo = "Un altro titolo"
    operazioni.salva_obiettivo(scheda, target=scheda.target.all(), partenza=1, utente=lodi.utenti["udp"], adesso=DOPO)
    seconda = congela(lodi, piano, adesso=DOPO + timedelta(days=2))
    riscrivi(lodi, piano, "<p>Dopo la seconda.</p>", "coordinatore", DOPO + timedelta(days=3), codice="2")
    racconto = Coppia(piano, prima, seconda).racconto(OGGI)
    assert {s["codice"]: s["chi"] for s in racconto["sezioni"]} == {"3.1": ["coordinatore", "udp"]}
    assert [(o["nome"], o["chi"]) for o in racconto["obiettivi"]] == [("D1 Un altro titolo", ["udp"])]
    assert [p["nome"] for p in racconto["persone"]] == ["coordinatore", "udp"]
    ancora = Coppia(piano, seconda, None).racconto(OGGI)
    assert {s["codice"]: s["chi"] for s in ancora["sezioni"]} == {"2": ["coordinatore"]}


def test_la_sintesi_cambiata_si_vede_e_si_sa_chi_l_ha_scritta(lodi, piano):
    def riassumi(testo, ruolo, codice="3.1", adesso=DOPO):
        operazioni.riassumi_sezione(sezione_di(piano, codice), testo, poteri=lodi.poteri(ruolo), adesso=adesso)

    riassumi("Tre righe di prima.", "coordinatore", adesso=ADESSO - timedelta(days=1))
    congela(lodi, piano)
    riassumi("Tre righe nuove.", "udp")
    riscrivi(lodi, piano, "<p>Altro.</p>", "udp", codice="2")
    riassumi("Di che cosa parla il capitolo due.", "coordinatore", codice="2")
    racconto = Coppia(piano, VersionePiano.objects.get(), None).racconto(OGGI)
    assert {s["codice"]: s["chi"] for s in racconto["sezioni"]} == {"3.1": ["udp"], "2": ["coordinatore", "udp"]}
    pagina = lodi.client("sindaco").get(url("confronto")).content.decode()
    assert "La sintesi" in pagina and "Il testo è lo stesso." in pagina and "capitolo due" in pagina


def test_una_versione_di_prima_degli_id_si_confronta_lo_stesso(lodi, piano):
    vecchia = congela(lodi, piano)
    for voce in [*vecchia.dati["sezioni"], *vecchia.dati["obiettivi"]]:
        del voce["id"]
    riscrivi(lodi, piano, "<p>Nuovo testo.</p>")
    racconto = Coppia(piano, vecchia, None).racconto(OGGI)
    assert [(s["codice"], s["genere"], s["chi"]) for s in racconto["sezioni"]] == [("3.1", "cambiata", ["udp"])]
    assert racconto["obiettivi"] == []


def test_il_confronto_in_pagina(lodi, piano):
    navigatore = lodi.client("sindaco")
    assert "Non c’è ancora niente da confrontare" in navigatore.get(url("confronto")).content.decode()
    congela(lodi, piano, "Prima stesura")
    assert "Non è cambiato niente" in navigatore.get(url("confronto")).content.decode()
    riscrivi(lodi, piano, "<p>Testo di 3.1 tutto riscritto.</p>")
    congela(lodi, piano, "Seconda stesura", adesso=DOPO)
    for chiesti in ("?da=1&a=2", "?da=2&a=1", "?da=adesso&a=1"):
        pagina = navigatore.get(url("confronto") + chiesti).content.decode()
        assert "«Prima stesura»" in pagina and "inizio aggiunta" in pagina and "Uguali a prima" in pagina
    assert "due volte lo stesso momento" in navigatore.get(url("confronto") + "?da=2&a=2").content.decode()
    assert "Scegli" in navigatore.get(url("confronto") + "?da=9&a=x").content.decode()


def test_dalla_pagina_si_congela_e_l_errore_resta_accanto_al_modulo(lodi, piano):
    navigatore = lodi.client("udp")
    assert navigatore.post(url("congela"), {"nome": "x" * 81}).status_code == 422
    assert navigatore.post(url("congela"), {"nome": "  Per il Tavolo ", "nota": ""}).status_code == 302
    assert VersionePiano.objects.get().nome == "Per il Tavolo"
    risposta = navigatore.post(url("congela"), {"nome": "Di nuovo"})
    assert risposta.status_code == 422 and "già congelato" in risposta.content.decode()
    assert lodi.client("sindaco").get(url("congela")).status_code == 403
    proponi(lodi, piano)
    assert navigatore.get(url("congela")).url == url("versioni")


def test_le_letture_non_crescono_con_le_versioni(lodi, piano):
    navigatore = lodi.client("coordinatore")

    def letture(indirizzo):
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(indirizzo).status_code == 200
        return len(catturate)

    congela(lodi, piano)
    riscrivi(lodi, piano, "<p>Versione uno.</p>")
    congela(lodi, piano)
    navigatore.get(url("versioni"))
    poche = letture(url("versioni")), letture(url("confronto") + "?da=1&a=2")
    for n in range(6):
        riscrivi(lodi, piano, f"<p>Versione {n}.</p>", codice=str(n), adesso=DOPO + timedelta(hours=n))
        congela(lodi, piano, adesso=DOPO + timedelta(hours=n))
    assert (letture(url("versioni")), letture(url("confronto") + "?da=1&a=8")) == poche


def test_trova_le_ultime_due_versioni(lodi, piano):
    trova = DOCUMENTI["confronto"].trova
    with pytest.raises(ErroreAtteso, match="serve una versione"):
        trova(None, None)
    prima = congela(lodi, piano)
    assert trova(Triennio(2025), None) == Coppia(piano, prima, None)
    riscrivi(lodi, piano, "<p>Uno.</p>")
    seconda = congela(lodi, piano)
    riscrivi(lodi, piano, "<p>Due.</p>")
    terza = congela(lodi, piano)
    assert trova(None, 2026) == Coppia(piano, seconda, terza)
    segni = {Coppia(piano, *lati).segno for lati in ((prima, seconda), (seconda, terza), (prima, terza), (prima, None))}
    assert len(segni) == 4


@pytest.mark.django_db(transaction=True)
def test_il_documento_del_confronto_si_chiede_dalla_pagina_e_si_archivia():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        piano = piano_pronto(scena)
        congela(scena, piano, "Prima stesura")
        riscrivi(scena, piano, "<p>Riscritto.</p><table><tr><td>a</td></tr></table>")
    navigatore = scena.client("sindaco")
    assert navigatore.post(url("confronto"), {"da": "1", "a": "1"}).url == url("confronto")
    risposta = navigatore.post(url("confronto"), {"da": "1", "a": "adesso"})
    with in_ambito(scena.ambito.pk):
        lavoro = Lavoro.objects.get()
    assert risposta.url == f"/lodi/lavori/{lavoro.pk}/"
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        documento = Documento.objects.get(tipo="confronto")
        assert documento.nome_file == "confronto-piano-di-zona-2025-2027-v1-bozza.pdf" and documento.permesso == "legge_piano"
        assert verifica_pdf(bytes(documento.contenuto.byte)) == []
        coppia = Coppia(piano, selezioni.versione(piano, 1), None)
        ripetuto = documenti.richiedi("confronto", coppia, utente=scena.utenti["sindaco"], adesso=DOPO)
        assert ripetuto.pk == lavoro.pk
