"""Le pagine dell’accordo come le usano le persone: si comincia, si scrive, si congela, si carica l’atto, si firma."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo.models import AccordoDiProgramma, FirmaParte, Impegno, ParteAccordo
from ambito.models import Appartenenza, Utente
from piano.operazioni import congela_bozza
from tests.accordo.accordi import approvato, carica, chi, congelato, in_bozza, parte_di
from tests.accordo.fabbriche import oggi, pdf
from tests.firme import CODICE_FISCALE, Firmatario
from tests.nucleo.test_fascicolo import documento
from tests.piano.fabbriche import piano_nuovo
from tests.scena import crea_comune

pytestmark = pytest.mark.django_db
BASE = "/lodi/accordo/2025-2027/"
CODICE_ALTRA = "VRDDAA80A41F205X"


def html(risposta):
    return risposta.content.decode()


def file(byte, nome="delibera.pdf"):
    return SimpleUploadedFile(nome, byte, content_type="application/pdf")


def test_dalla_panoramica_si_comincia_e_si_scrive_fino_a_congelare(lodi):
    with lodi.aperto("udp"):
        congela_bozza(piano_nuovo(lodi), nome="", nota="", **chi(lodi))
    udp = lodi.client("udp")
    assert "Comincia l’accordo" in html(udp.get("/lodi/accordo/"))
    assert udp.post(f"{BASE}comincia/").url == BASE
    assert "Comincia l’accordo" not in html(udp.get("/lodi/accordo/"))
    assert "Manca chi firma" in html(udp.get(BASE))
    assert udp.post(f"{BASE}parti/nuova/", {"ruolo": "firmatario"}).status_code == 422
    codogno = lodi.comuni["Codogno"].pk
    assert udp.post(f"{BASE}parti/nuova/", {"comune": codogno, "ruolo": "firmatario"}).status_code == 302
    ripetuta = udp.post(f"{BASE}parti/nuova/", {"comune": codogno, "ruolo": "aderente"})
    assert ripetuta.status_code == 422 and "già fra le parti" in html(ripetuta)
    articolo = f"{BASE}articoli/1/"
    assert "#dato-accordo-firmatari" in html(udp.get(articolo)) and "Comune di Codogno" in html(udp.get(BASE))
    scritto = {"titolo": "Le parti", "testo": "<p>Scritto</p><script>male()</script>", "revisione": 0}
    assert udp.post(articolo, scritto).status_code == 302
    vecchia = udp.post(articolo, {**scritto, "testo": "<p>Altro</p>"})
    assert vecchia.status_code == 422 and "Un collega" in html(vecchia) and "Altro" in html(vecchia)
    assert "male()" not in html(udp.get(BASE))
    date_sbagliate = udp.post(f"{BASE}dati/", {"dal": "2027-12-31", "al": "2025-01-01"})
    assert date_sbagliate.status_code == 422 and "La fine viene prima" in html(date_sbagliate)
    udp.post(f"{BASE}dati/", {"dal": "2025-01-01", "al": "2027-12-31", "termine_atti": "2026-01-31"})
    udp.post(f"{BASE}passo/", {"passo": "condividi"})
    assert "Congela e manda agli enti" in html(udp.get(BASE))
    udp.post(f"{BASE}passo/", {"passo": "congela"})
    with lodi.aperto("udp"):
        assert AccordoDiProgramma.objects.get().stato == "in_approvazione"
    versione = html(udp.get(f"{BASE}versioni/1/"))
    assert "Corrisponde" in versione and "Le parti" in versione


def test_la_parte_carica_l_atto_e_l_ufficio_lo_controlla(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        parte = parte_di(accordo, lodi.comuni["Codogno"])
    operatore, udp, qui = lodi.client("operatore"), lodi.client("udp"), f"{BASE}parti/{parte.pk}/"
    assert "Approva l’accordo" in html(operatore.get("/lodi/"))
    assert "Carica l’atto" in html(operatore.get(qui)) and "Carica l’atto" not in html(lodi.client("operatore.altro").get(qui))
    atto = {"organo": "giunta", "numero": "12", "data": oggi(), "esecutivo_dal": oggi()}
    senza = operatore.post(f"{qui}atto/", atto)
    assert senza.status_code == 422 and "Scegli un file" in html(senza) and 'value="12"' in html(senza)
    assert operatore.post(f"{qui}atto/", {**atto, "file": file(pdf())}).url == qui
    assert operatore.get(f"{qui}atto/file/").content.startswith(b"%PDF")
    assert "1 atto da controllare" in html(udp.get("/lodi/"))
    udp.post(f"{qui}passo/rimanda/", {"motivo": "Non è esecutivo"})
    assert "Non è esecutivo" in html(operatore.get(qui))
    operatore.post(f"{qui}atto/", atto)
    udp.post(f"{qui}atto/approva/")
    assert "Ha approvato" in html(operatore.get(qui)) and "Ha approvato" in html(lodi.client("sindaco").get(f"{BASE}parti/"))


def test_si_scarica_si_firma_si_ricarica(lodi):
    byte = documento(2)
    with lodi.aperto("udp"):
        for nome, codice in (("sindaco", CODICE_FISCALE), ("sindaco.altro", CODICE_ALTRA)):
            Utente.objects.filter(pk=lodi.utenti[nome].pk).update(codice_fiscale=codice)
        accordo, _ = approvato(lodi, byte)
        parte, altra = (parte_di(accordo, comune) for comune in lodi.elenco[1:3])
    sindaco, qui = lodi.client("sindaco"), f"{BASE}parti/{parte.pk}/"
    assert "Firma l’accordo" in html(sindaco.get("/lodi/")) and "Se firmi per più enti" in html(sindaco.get(qui))
    da_firmare = sindaco.get(f"{BASE}da-firmare/").content
    assert da_firmare == byte
    a_mano = sindaco.post(f"{qui}firma/", {"file": file(byte)})
    assert a_mano.status_code == 422 and "15, c. 2-bis" in html(a_mano)
    assert sindaco.post(f"{qui}firma/", {"file": file(Firmatario().pdf(da_firmare), "firmato.pdf")}).url == qui
    busta = file(Firmatario("ADA", "VERDI", CODICE_ALTRA).busta(byte), "accordo.pdf.p7m")
    assert lodi.client("sindaco.altro").post(f"{BASE}parti/{altra.pk}/firma/", {"file": busta}).status_code == 302
    pagina = html(sindaco.get(qui))
    assert "Ha firmato" in pagina and "autorità non controllata" in pagina and CODICE_FISCALE not in pagina
    assert lodi.client("sindaco.altro").get(f"{BASE}da-firmare/").content.startswith(byte)
    assert len(sindaco.get(f"{BASE}firmato/").content) > len(byte)
    with lodi.aperto("udp"):
        assert {(f.formato, f.fidata) for f in FirmaParte.objects.all()} == {("PAdES", None), ("CAdES", None)}


def test_impegni_e_collegio(lodi):
    with lodi.aperto("udp"):
        accordo = in_bozza(lodi)
        articolo = accordo.articoli.first()
    udp = lodi.client("udp")
    dati = {"articolo": articolo.pk, "descrizione": "Mandare i dati", "entro": "2025-01-31"}
    assert udp.post(f"{BASE}vigilanza/impegni/nuovo/", dati).status_code == 302
    assert "In ritardo" in html(udp.get(f"{BASE}vigilanza/")) and "Tutte le parti" in html(
        lodi.client("ats").get(f"{BASE}vigilanza/")
    )
    with lodi.aperto("udp"):
        impegno = Impegno.objects.get()
    fatto = f"{BASE}vigilanza/impegni/{impegno.pk}/fatto/"
    assert udp.post(fatto, {"giorno": oggi(), "nota": ""}).status_code == 422
    assert udp.post(fatto, {"giorno": oggi(), "nota": "Mandati"}).status_code == 302
    assert "già segnato" in html(udp.post(fatto, {"giorno": oggi(), "nota": "Di nuovo"}))
    membro = f"{BASE}vigilanza/collegio/nuovo/"
    assert udp.post(membro, {"nome": "Ada", "presiede": "on"}).status_code == 302
    assert "ha già chi lo presiede" in html(udp.post(membro, {"nome": "Bruno", "presiede": "on"}))
    atto = {"tipo": "riunione", "giorno": oggi(), "testo": "Si è insediato"}
    assert udp.post(f"{BASE}vigilanza/atti/nuovo/", atto).status_code == 302
    assert "Si è insediato" in html(udp.get(f"{BASE}vigilanza/"))


PAGINE = {
    ("udp", "/lodi/"): 40,
    ("sindaco", "/lodi/"): 40,
    ("udp", "/lodi/accordo/"): 24,
    ("udp", BASE): 26,
    ("udp", f"{BASE}parti/"): 22,
    ("sindaco", f"{BASE}parti/?formato=csv"): 16,
    ("udp", f"{BASE}vigilanza/"): 20,
}


def interrogazioni(lodi, ruolo, url):
    navigatore = lodi.client(ruolo)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        navigatore.get(url)
    return len(catturate)


def test_il_costo_non_dipende_da_quante_parti_ci_sono(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        carica(lodi, parte_di(accordo, lodi.comuni["Codogno"]))
        accordo.impegni.create(articolo=accordo.articoli.first(), descrizione="Uno")
    prima = {caso: interrogazioni(lodi, *caso) for caso in PAGINE}
    with lodi.aperto("udp"):
        for numero in range(20):
            comune = crea_comune(f"0982{numero:02}", f"Comune {numero:02}", 900)
            Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))
            parte = ParteAccordo.objects.create(accordo=accordo, comune=comune, stato="atto_caricato")
            accordo.impegni.create(articolo=accordo.articoli.last(), parte=parte, descrizione=f"Impegno {numero}")
    assert {caso: interrogazioni(lodi, *caso) for caso in PAGINE} == prima
    assert {caso: prima[caso] for caso in PAGINE if prima[caso] > PAGINE[caso]} == {}
