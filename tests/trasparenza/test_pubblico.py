"""Che cosa legge chi non entra: la casa, il piano, le sedute e gli atti, la spesa; da quando; con quale costo."""

import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ambito import trasparenza
from ambito.assemblea.models import Deliberazione, Seduta, Votazione
from ambito.assemblea.operazioni import atti, deliberazioni
from ambito.models import Appartenenza, DataPubblica, Evento
from ambito.poteri import PotereMancante
from ambito.views.memoria import conserva
from piano.models import Aggiornamento, PianoDiZona, VersionePiano
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.assemblea.test_atti import conclusa
from tests.assemblea.test_segreto import al_voto as al_voto_segreto
from tests.assemblea.test_segreto import chiudi as chiudi_segreto
from tests.assemblea.test_segreto import con_un_voto_a_testa
from tests.scena import ADESSO, crea_comune
from tests.trasparenza.mondo import ANNO, CODICE, costruisci, da_oggi

pytestmark = pytest.mark.django_db
CASA = "/lodi/trasparenza/"


def html(url, navigatore=None):
    risposta = (navigatore or Client()).get(url)
    assert risposta.status_code == 200, url
    return risposta.content.decode()


def codice(url):
    return Client().get(url).status_code


@pytest.fixture
def mondo(lodi):
    with lodi.aperto("coordinatore"):
        costruisci(lodi)
        yield lodi


def test_la_casa_dice_che_cos_e_l_ambito_e_porta_a_tutto(mondo):
    pagina = html(CASA)
    for detto in (
        "4 Comuni programmano insieme",
        "76.380",
        "Lodi",
        "Aperto adesso",
        "Il riparto del fondo",
        "Triennio 2025-2027",
        "1 deliberazione",
    ):
        assert detto in pagina, detto
    for sezione in trasparenza.sezioni():
        assert f'href="{reverse(sezione.rotta, args=["lodi"])}"' in pagina, sezione.rotta
    assert f'href="{CASA}"' in html("/") and f'href="{CASA}"' in html("/lodi/", mondo.client("sindaco"))
    assert f'href="{CASA}"' in html(f"{CASA}servizi/")


def test_amministrazione_trasparente_mette_ogni_stanza_nella_sua_voce(mondo):
    pagina = html(f"{CASA}amministrazione/")
    righe = [unescape(riga) for riga in re.findall(r"<tr><th scope=\"row\">.*?</tr>", pagina, re.S)]
    assert len(righe) == len(trasparenza.SOTTOSEZIONI)
    for riga, (voce, stanze) in zip(righe, trasparenza.per_sottosezione(mondo.ambito), strict=True):
        assert voce.titolo in riga and (voce.articoli or "–") in riga
        assert [f'href="{reverse(s.rotta, args=["lodi"])}"' in riga for s in stanze] == [True] * len(stanze)
        assert ("Qui il portale non pubblica nulla: si trova sul sito del Comune capofila, Lodi." in riga) == (not stanze)
    assert {s.sottosezione for s in trasparenza.sezioni()} <= trasparenza.SOTTOSEZIONI.keys()
    assert sum(len(stanze) for _, stanze in trasparenza.per_sottosezione(mondo.ambito)) == len(trasparenza.sezioni())
    assert "Il portale non ha un recapito da darti" in pagina
    assert f'href="{CASA}amministrazione/"' in html(CASA)
    assert f"{CASA}amministrazione/</loc>" in html(f"{CASA}sitemap.xml")


def test_ogni_pagina_si_descrive_a_chi_la_riceve(mondo):
    with mondo.aperto():
        atto = Deliberazione.objects.get(oggetto="Il riparto del fondo")
    pagina = html(f"{CASA}atti/{atto.pk}/")
    assert '<meta property="og:title" content="Deliberazione n. ' in pagina
    assert '<meta property="og:description" content="Il riparto del fondo">' in pagina
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{CASA}atti/{atto.pk}/">' in pagina
    (figura,) = re.findall(r'<meta property="og:image" content="http://127.0.0.1:8000/static/([^"]+)">', pagina)
    with Image.open(staticfiles_storage.path(figura)) as immagine:
        larga, alta = immagine.size
    assert f'<meta property="og:image:width" content="{larga}">\n<meta property="og:image:height" content="{alta}">' in pagina
    assert '<meta property="og:image:alt" content="Portale dell’Ufficio di Piano">' in pagina


def test_chi_ha_gia_la_pagina_non_la_riceve_due_volte(mondo):
    prima = Client().get(CASA)
    assert prima["Cache-Control"] == "public, max-age=300" and not prima.cookies
    dopo = Client().get(CASA, headers={"if-none-match": prima["ETag"]})
    assert (dopo.status_code, dopo.content) == (304, b"")
    entrato = mondo.client("udp").get(CASA)
    assert entrato["Cache-Control"] == "private, no-store" and "ETag" not in entrato


def test_un_messaggio_per_una_persona_non_si_tiene(rf):
    richiesta = rf.get("/")
    richiesta.user, richiesta._messages = AnonymousUser(), SimpleNamespace(used=False)
    assert "public" in conserva(richiesta, HttpResponse("Pagina"))["Cache-Control"]
    richiesta._messages.used = True
    assert conserva(richiesta, HttpResponse("Pagina"))["Cache-Control"] == "private, no-store"


def test_il_piano_si_legge_com_e_stato_adottato(mondo):
    pagina = html(f"{CASA}piano/2025-2027/")
    for detto in ("versione 1", "Deliberazione n. 9/2025", "D1 Più anziani seguiti a casa", "Monitoraggio 2025", "2.234,56"):
        assert detto in pagina, detto
    sezione = html(f"{CASA}piano/2025-2027/sezioni/3.1/")
    assert "Testo di 3.1" in sezione
    obiettivo = html(f"{CASA}piano/2025-2027/obiettivi/D1/")
    assert "Raggiunto in parte" in obiettivo and "40 per cento" in obiettivo and "Persone seguite" in obiettivo
    pdf = Client().get(f"{CASA}piano/2025-2027/versioni/1/pdf/")
    assert pdf["Content-Type"] == "application/pdf" and "public" in pdf["Cache-Control"]
    quando = pdf["Last-Modified"]
    assert Client().get(f"{CASA}piano/2025-2027/versioni/1/pdf/", headers={"if-modified-since": quando}).status_code == 304
    ignoti = ["2022-2024/", "2025-2027/sezioni/99/", "2025-2027/obiettivi/Z9/", "2025-2027/versioni/7/pdf/", "x/"]
    assert {codice(f"{CASA}piano/{ignoto}") for ignoto in ignoti} == {404}


def test_una_pagina_che_non_c_e_ha_la_strada_di_casa(mondo):
    for coda in ("piano/2022-2024/", "sedute/0/", "atti/0/", "spesa/1999/", "accordo/x/", "consultazioni/0/"):
        risposta = Client().get(f"{CASA}{coda}")
        pagina = risposta.content.decode()
        assert risposta.status_code == 404 and f'href="{CASA}"' in pagina and "og:title" not in pagina, coda


def test_un_piano_non_adottato_non_si_legge(mondo):
    with mondo.aperto():
        PianoDiZona.objects.update(adottata=None, stato="proposto")
    assert "Ancora nessun piano adottato" in html(f"{CASA}piano/")
    assert codice(f"{CASA}piano/2025-2027/") == 404


def test_di_un_aggiornamento_rimandato_si_legge_la_versione_di_prima(mondo):
    oggi = timezone.localdate()
    with mondo.aperto():
        piano = PianoDiZona.objects.get(triennio_inizio=2025)
        prima = piano.adottata
        nuova = VersionePiano.objects.create(
            piano=piano, numero=9, dati={**prima.dati, "titolo": "Il testo nuovo"}, impronta="1" * 64, quando=ADESSO
        )
        Aggiornamento.objects.create(
            piano=piano, parte_da=prima, arriva_a=nuova, motivo="Fondi", esito="adottato", deliberazione="Atto di prima",
            deliberato_il=ADESSO.date(), adottato_il=ADESSO.date(), aperto_il=ADESSO, chiuso_il=ADESSO,
            aperto_da=mondo.utenti["udp"],
        )  # fmt: skip
        PianoDiZona.objects.filter(pk=piano.pk).update(adottata=nuova)
        attesa = da_oggi(mondo, "piano", nuova.pk, giorni=5)
    pagina = html(f"{CASA}piano/2025-2027/")
    assert "Atto di prima" in pagina and "adottato un aggiornamento" in pagina
    assert codice(f"{CASA}piano/2025-2027/versioni/{nuova.numero}/pdf/") == 404
    with mondo.aperto():
        DataPubblica.objects.filter(pk=attesa.pk).update(dal=oggi)
    pagina = html(f"{CASA}piano/2025-2027/")
    assert f"versione {nuova.numero}" in pagina and "Le versioni di prima" in pagina and "Atto di prima" in pagina


def test_degli_atti_si_leggono_testo_e_voti_solo_dall_albo(mondo):
    with mondo.aperto():
        adottate = {d.oggetto: d for d in Deliberazione.objects.filter(seduta__punti__oggetto="Il riparto del fondo")}
        seduta = adottate["Il riparto del fondo"].seduta_id
    pubblico = adottate.pop("Il riparto del fondo")
    pagina = html(f"{CASA}atti/{pubblico.pk}/")
    assert pagina.count("Favorevole") >= 4 and "Codogno" in pagina and CODICE not in pagina and "[codice fiscale omesso]" in pagina
    assert f"/voti/{pubblico.votazione.codice}/" in pagina
    assert {codice(f"{CASA}atti/{d.pk}/") for d in adottate.values()} == {404}
    della_seduta = html(f"{CASA}sedute/{seduta}/")
    assert "La deliberazione si legge da quando va all’albo" in della_seduta and "1 punto si tratta" in della_seduta
    assert f'href="{CASA}atti/{pubblico.pk}/"' in della_seduta and f'href="{CASA}sedute/{seduta}/"' in html(f"{CASA}sedute/")


def test_le_bozze_non_convocate_e_gli_altri_ambiti_non_si_vedono(mondo, pavese):
    with mondo.aperto():
        bozza, convocata = Seduta.objects.filter(stato="bozza").first(), Seduta.objects.exclude(convocata_il=None).first()
        Seduta.objects.filter(pk=bozza.pk).update(stato="annullata")
    assert codice(f"{CASA}sedute/{bozza.pk}/") == 404
    assert codice(f"/pavese/trasparenza/sedute/{convocata.pk}/") == 404
    assert "Ancora nessuna seduta" in html("/pavese/trasparenza/sedute/") and codice("/ignoto/trasparenza/") == 404


def test_di_un_voto_segreto_si_dicono_soltanto_i_totali(lodi):
    with lodi.aperto("segretario"):
        assemblea = con_un_voto_a_testa(Assemblea(lodi))
        chiudi_segreto(assemblea, al_voto_segreto(assemblea))
        atto = Deliberazione.objects.get()
        pubblica(assemblea, atto)
    pagina = html(f"{CASA}atti/{atto.pk}/")
    assert "Il voto era segreto" in pagina and "Codogno" not in pagina and "/voti/" not in pagina


def pubblica(assemblea, atto):
    deliberazioni.pubblica(atto, dal=timezone.localdate(), poteri=assemblea.di("segretario"), adesso=QUANDO)


def test_di_una_proposta_respinta_si_dicono_i_voti_a_verbale_chiuso(lodi):
    with lodi.aperto("segretario"):
        assemblea = Assemblea(lodi)
        seduta = conclusa(assemblea, voto="contrario")
        votazione, chi = Votazione.objects.get(), {"poteri": assemblea.poteri, "adesso": QUANDO}
    pagina = f"{CASA}sedute/{seduta.pk}/"
    assert "Respinto" in html(pagina) and f"/voti/{votazione.codice}/" not in html(pagina)
    with lodi.aperto("segretario"):
        atti.chiudi_verbale(Seduta.objects.get(pk=seduta.pk).verbale, **chi)
    assert f"/voti/{votazione.codice}/" in html(pagina)
    assert "Respinto" not in html(f"{CASA}atti/") and "Ancora nessuna deliberazione" in html(f"{CASA}atti/")


def test_la_spesa_conta_soltanto_cio_che_e_validato_di_anni_chiusi(mondo):
    pagina = html(f"{CASA}spesa/{ANNO}/")
    assert f'<a href="{CASA}spesa/{ANNO}/">Spesa sociale {ANNO}</a>' in html(f"{CASA}spesa/")
    assert "1 Comune su 4" in pagina and "Casalpusterlengo" in pagina and "Codogno" not in pagina and "825,00" in pagina
    with mondo.aperto():
        campagna = Campagna.objects.get(anno=ANNO)
        da_oggi(mondo, "spesa", campagna.pk, giorni=3)
    assert codice(f"{CASA}spesa/{ANNO}/") == 404 and f"Spesa sociale {ANNO}" not in html(f"{CASA}novita.atom")
    with mondo.aperto():
        DataPubblica.objects.filter(oggetto_tipo="spesa").delete()
        Campagna.objects.filter(pk=campagna.pk).update(stato="aperta")
    assert codice(f"{CASA}spesa/{ANNO}/") == 404


def test_il_canale_e_le_mappe_si_leggono_da_un_programma(mondo):
    canale = ElementTree.fromstring(html(f"{CASA}novita.atom"))
    titoli = [voce.text for voce in canale.iter("{http://www.w3.org/2005/Atom}title")]
    assert any("Il riparto del fondo" in titolo for titolo in titoli) and any("Consultazione" in titolo for titolo in titoli)
    mappa = [voce.text for voce in ElementTree.fromstring(html(f"{CASA}sitemap.xml")).iter() if "http" in (voce.text or "")]
    assert mappa[0] == f"http://127.0.0.1:8000{CASA}" and len(mappa) == len(set(mappa)) > 20
    assert {codice(url.removeprefix("http://127.0.0.1:8000")) for url in mappa} == {200}
    assert f"{CASA}sitemap.xml" in html("/sitemap.xml") and "Disallow: /\n" in html("/robots.txt")


def test_l_ufficio_decide_da_quando_e_resta_scritto(mondo):
    pagina, coordinatore = "/lodi/pubblicazione/", mondo.client("coordinatore")
    assert "Non pubblica" in html(pagina, coordinatore) and f'href="{pagina}"' in html("/lodi/documenti/", coordinatore)
    with mondo.aperto():
        anno = Campagna.objects.get(anno=ANNO)
    dati = {"cosa": f"spesa-{anno.pk}", "dal": "31/12/2099", "motivo": "Si presenta in Assemblea"}
    assert coordinatore.post(pagina, dati).status_code == 302
    assert codice(f"{CASA}spesa/{ANNO}/") == 404 and "Non ancora pubblica" in html(pagina, coordinatore)
    assert coordinatore.post(pagina, {**dati, "dal": ""}).status_code == 302 and codice(f"{CASA}spesa/{ANNO}/") == 200
    assert coordinatore.post(pagina, {**dati, "cosa": "spesa-0"}).status_code == 422
    with mondo.aperto():
        verbi = list(Evento.objects.filter(verbo__startswith="pubblicazione.").values_list("verbo", flat=True))
        assert sorted(verbi) == ["pubblicazione.decidi", "pubblicazione.togli"]
        with pytest.raises(PotereMancante):
            trasparenza.decidi("spesa", anno.pk, dal=None, motivo="", poteri=mondo.poteri("udp"), adesso=ADESSO)
        with pytest.raises(trasparenza.DataNonValida):
            trasparenza.decidi("spesa", 0, dal=None, motivo="", poteri=mondo.poteri("coordinatore"), adesso=ADESSO)


def test_il_costo_non_dipende_dalle_righe(mondo):
    with mondo.aperto():
        atto = Deliberazione.objects.get(oggetto="Il riparto del fondo")
    pagine = [
        CASA, f"{CASA}novita.atom", f"{CASA}sitemap.xml", f"{CASA}piano/", f"{CASA}piano/2025-2027/", f"{CASA}sedute/",
        f"{CASA}sedute/{atto.seduta_id}/", f"{CASA}atti/", f"{CASA}atti/{atto.pk}/", f"{CASA}spesa/", f"{CASA}spesa/{ANNO}/",
    ]  # fmt: skip
    prima = {url: quante(url) for url in pagine}
    with mondo.aperto():
        moltiplica(atto)
    assert {url: quante(url) for url in pagine} == prima
    assert max(prima.values()) <= 45


def quante(url):
    html(url)
    with CaptureQueriesContext(connection) as fatte:
        html(url)
    return len(fatte)


def moltiplica(atto):
    """Altri Comuni con la loro spesa, altre sedute e altri atti all’albo."""
    campagna = Campagna.objects.get(anno=ANNO)
    modello = VoceSpesa.objects.filter(rendiconto__stato="validato").first()
    for numero in range(12):
        comune = crea_comune(f"0984{numero:02}", f"Terra {numero:02}", 900)
        Appartenenza.objects.create(comune=comune, dal=ADESSO.date())
        rendiconto = Rendiconto.objects.create(campagna=campagna, comune=comune, stato="validato", inviato_il=ADESSO)
        modello.pk, modello.rendiconto, modello._state.adding = None, rendiconto, True
        modello.save()
    for numero in range(6):
        seduta = Seduta.objects.get(pk=atto.seduta_id)
        seduta.pk, seduta._state.adding, seduta.prima_convocazione = (
            None,
            True,
            seduta.prima_convocazione - timedelta(days=90 + numero),
        )
        seduta.seconda_convocazione = None
        seduta.save()
        seduta.punti.create(ordine=1, numero="1", oggetto=f"Altro {numero}")
