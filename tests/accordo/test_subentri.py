"""Una parte prende il posto di un’altra: chi esce si chiude e non si conta, chi entra approva e firma per conto suo."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accordo.documenti.sottoscrizioni import prepara as registro
from accordo.models import AccordoDiProgramma, ParteAccordo, Subentro
from accordo.operazioni import accordi, parti
from accordo.operazioni.subentri import SubentroNonAmmesso, subentra
from accordo.selezioni import accordi as letture
from ambito import flusso
from ambito.models import Appartenenza, Avviso, Ente, Evento
from ambito.poteri import PotereMancante
from tests.accordo.accordi import approvato, carica, chi, congelato, in_bozza, parte_di, vigente
from tests.accordo.fabbriche import oggi
from tests.firme import CODICE_FISCALE, Firmatario
from tests.nucleo.test_fascicolo import documento
from tests.scena import crea_comune

pytestmark = pytest.mark.django_db
BASE = "/lodi/accordo/2025-2027/"


@pytest.fixture
def scena(lodi):
    with lodi.aperto("udp"):
        yield lodi


def html(risposta):
    return risposta.content.decode()


def fatti(scena, ruolo="udp", **altro):
    return {"dal": oggi(), "causa": "fusione", "atto": "Legge regionale n. 5", "motivo": "Fusione per incorporazione",
            **altro, **chi(scena, ruolo)}  # fmt: skip


def nuovo(scena):
    """Abbadia Cerreto, che non è fra le parti."""
    return scena.comuni["Abbadia Cerreto"]


def test_in_vigore_chi_entra_approva_e_firma_lo_stesso_testo(scena):
    accordo, versione = vigente(scena, documento(2))
    esce = parte_di(accordo, scena.comuni["Codogno"])
    aperto = accordo.impegni.create(articolo=accordo.articoli.first(), descrizione="Aperto", parte=esce)
    chiuso = accordo.impegni.create(articolo=accordo.articoli.first(), descrizione="Chiuso", parte=esce, fatto_il=oggi(), nota="Sì")
    entra = subentra(esce, comune=nuovo(scena), **fatti(scena)).entrante
    esce.refresh_from_db(), aperto.refresh_from_db(), chiuso.refresh_from_db()
    assert (esce.stato, entra.stato, entra.ruolo, aperto.parte, chiuso.parte) == (
        "sostituita",
        "da_approvare",
        "firmatario",
        entra,
        esce,
    )
    assert Evento.objects.get(verbo="parteaccordo.sostituisci").nota.endswith("Legge regionale n. 5")
    contato = letture.accordo("2025-2027")
    assert (contato.n_firmatari, contato.n_firmati, contato.stato) == (3, 2, "vigente")
    with pytest.raises(parti.NonAdesso):
        parti.carica_atto(parte_di(accordo, scena.comuni["Casalpusterlengo"]), organo="giunta", numero="1", data=oggi(),
                          esecutivo_dal=oggi(), nome="a.pdf", byte=b"%PDF", **chi(scena))  # fmt: skip
    parti.approva_atto(carica(scena, entra), **chi(scena))
    firma = {"nome": "Mario Rossi", "codice_fiscale": CODICE_FISCALE, "titolo": "Sindaco"}
    accordi.indica_chi_firma(entra, **firma, **chi(scena))
    entra.refresh_from_db()
    parti.firma(entra, nome_file="firmato.pdf", byte=Firmatario().pdf(documento(2)), **chi(scena))
    assert ParteAccordo.objects.get(pk=entra.pk).stato == "firmata" and AccordoDiProgramma.objects.get().stato == "vigente"
    stati = {r["nome"]: r["stato"] for r in registro(versione, oggi()).dati["righe"]}
    assert f"subentra a Comune di Codogno dal {oggi():%d/%m/%Y}" in stati["Comune di Abbadia Cerreto"]
    with pytest.raises(Error, match="congelata"), transaction.atomic():
        Subentro.objects.update(atto="Un altro")


def test_tutte_le_parti_lo_sanno_e_a_chi_entra_si_dice_che_tocca_a_lui(scena):
    accordo, _ = vigente(scena)
    Avviso.objects.all().delete()
    fatto = subentra(parte_di(accordo, scena.comuni["Codogno"]), ente=Ente.objects.get(tipo="ets"), **fatti(scena))
    avvisi = dict(Avviso.objects.filter(genere=f"parteaccordo.subentro.{fatto.pk}").values_list("destinatario__email", "testo"))
    assert {"operatore@lodi.example", "operatore.altro@lodi.example", "ats@lodi.example"} <= set(avvisi)
    assert "non cambia niente" in avvisi["ats@lodi.example"] and "Legge regionale n. 5" in avvisi["ats@lodi.example"]


def test_mentre_si_approva_conta_chi_c_e(scena):
    accordo, _ = congelato(scena)
    codogno, altra = (parte_di(accordo, c) for c in scena.elenco[1:3])
    parti.approva_atto(carica(scena, altra), **chi(scena))
    parti.approva_atto(carica(scena, accordo.parti.get(ente__isnull=False), organo="direttore"), **chi(scena))
    # Codogno si fonde in un Comune che ha già approvato: non manca più nessuno.
    subentra(codogno, comune=altra.comune, **fatti(scena))
    assert AccordoDiProgramma.objects.get().stato == "approvato" and accordo.parti.presenti().count() == 2
    # Approvato da tutti, ne arriva uno nuovo: la firma aspetta il suo atto.
    entra = subentra(altra, comune=nuovo(scena), **fatti(scena)).entrante
    with pytest.raises(flusso.RequisitiMancanti, match="Manca l’approvazione di 1 parte"):
        accordi.compi(accordo, "apri_firma", **chi(scena))
    parti.approva_atto(carica(scena, entra), **chi(scena))
    assert accordi.compi(accordo, "apri_firma", **chi(scena)).stato == "in_firma"
    assert len(parte_di(accordo, nuovo(scena)).catena) == 1 and len(ParteAccordo.objects.get(pk=altra.pk).catena) == 2


def test_firmato_da_tutti_tranne_chi_esce_l_accordo_va_avanti(scena):
    accordo, _ = approvato(scena)
    codogno, altra = (parte_di(accordo, c) for c in scena.elenco[1:3])
    accordo.parti.exclude(pk=codogno.pk).update(stato="firmata")
    subentra(codogno, comune=altra.comune, **fatti(scena))
    assert AccordoDiProgramma.objects.get().stato == "perfezionato"
    # Un altro subentro dopo la firma di tutti: l’atto formale aspetta anche lui.
    subentra(altra, comune=nuovo(scena), **fatti(scena))
    with pytest.raises(flusso.RequisitiMancanti, match="Mancano 1 firma"):
        accordi.compi(accordo, "approva", **chi(scena))


def test_un_aderente_che_assorbe_un_firmatario_firma(scena):
    accordo = in_bozza(scena)
    aderente = accordi.aggiungi_parte(accordo, comune=nuovo(scena), ruolo="aderente", **chi(scena))
    subentra(parte_di(accordo, scena.comuni["Codogno"]), comune=nuovo(scena), **fatti(scena))
    aderente.refresh_from_db()
    assert aderente.firmatario
    for parte in accordo.parti.filter(comune__in=[nuovo(scena), scena.comuni["Codogno"]]):
        with pytest.raises(accordi.ParteNonValida, match="resta scritta"):
            accordi.togli_parte(parte, **chi(scena))
    (testo,) = letture.testi_di_oggi(accordo, [accordo.articoli.get(ordine=0).testo], oggi())
    assert "Comune di Abbadia Cerreto" in testo and "Comune di Codogno" not in testo


def test_vale_anche_per_gli_integrativi_in_corso(scena):
    accordo, _ = vigente(scena)
    integrativo = accordi.apri_integrativo(accordo, list(accordo.articoli.all()[:1]), "Uno", **chi(scena))
    with pytest.raises(SubentroNonAmmesso, match="anche per gli integrativi"):
        subentra(parte_di(integrativo, scena.comuni["Codogno"]), comune=nuovo(scena), **fatti(scena))
    subentra(parte_di(accordo, scena.comuni["Codogno"]), comune=nuovo(scena), **fatti(scena))
    assert {p.nome for p in integrativo.parti.presenti()} == {
        "Comune di Abbadia Cerreto",
        "Comune di Casalpusterlengo",
        "ATS di prova",
    }


def test_che_cosa_non_si_fa(scena, pavese):
    accordo, _ = vigente(scena)
    codogno, altra = (parte_di(accordo, c) for c in scena.elenco[1:3])
    with pytest.raises(SubentroNonAmmesso, match="stessa parte"):
        subentra(codogno, comune=codogno.comune, **fatti(scena))
    with pytest.raises(PotereMancante):
        subentra(codogno, comune=nuovo(scena), **fatti(scena, "sindaco"))
    parti.recedi(altra, "Delibera n. 9", **chi(scena))
    with pytest.raises(SubentroNonAmmesso, match="non è più fra le parti: non può"):
        subentra(codogno, comune=altra.comune, **fatti(scena))
    with pytest.raises(SubentroNonAmmesso, match="non è più fra le parti"):
        subentra(altra, comune=nuovo(scena), **fatti(scena))
    AccordoDiProgramma.objects.update(stato="scaduto")
    with pytest.raises(SubentroNonAmmesso, match="è finito"):
        subentra(codogno, comune=nuovo(scena), **fatti(scena))
    assert not Subentro.objects.exists()
    assert pavese.client("udp").get(f"{BASE}parti/{codogno.pk}/subentro/").status_code == 404


def test_dalla_pagina_della_parte(lodi):
    with lodi.aperto("udp"):
        accordo, _ = vigente(lodi)
        esce, comune = parte_di(accordo, lodi.comuni["Codogno"]), nuovo(lodi)
    udp, qui = lodi.client("udp"), f"{BASE}parti/{esce.pk}/"
    assert "Un altro ne prende il posto" in html(udp.get(qui)) and "Un altro ne prende il posto" not in html(
        lodi.client("sindaco").get(qui)
    )
    campi = {"comune": comune.pk, "dal": oggi(), "causa": "fusione", "atto": "L.R. 5", "motivo": "Si fondono"}
    futuro = udp.post(f"{qui}subentro/", {**campi, "dal": oggi() + timedelta(days=1)})
    assert futuro.status_code == 422 and "deve ancora arrivare" in html(futuro)
    assert udp.post(f"{qui}subentro/", {**campi, "comune": ""}).status_code == 422
    stessa = udp.post(f"{qui}subentro/", {**campi, "comune": esce.comune_id})
    assert stessa.status_code == 422 and "È la stessa parte" in html(stessa)
    arrivo = udp.post(f"{qui}subentro/", campi, follow=True)
    assert "Comune di Abbadia Cerreto subentra a Comune di Codogno" in html(arrivo) and "Carica l’atto" in html(arrivo)
    assert "Sostituita" in html(udp.get(qui)) and "Si fondono" in html(lodi.client("sindaco").get(qui))
    for pagina in (html(udp.get(f"{BASE}parti/")), html(Client().get("/lodi/trasparenza/accordo/2025-2027/"))):
        assert f"subentra a Comune di Codogno dal {oggi():%d/%m/%Y}" in pagina and "al suo posto c’è Comune di Abbadia" in pagina
    assert "Si fondono" not in pagina and "0 Comuni su 2" in pagina


def test_in_tocca_a_te_c_e_chi_entra_e_il_suo_atto_da_controllare(lodi):
    with lodi.aperto("udp"):
        accordo, _ = vigente(lodi)
        entra = subentra(parte_di(accordo, lodi.comuni["Casalpusterlengo"]), comune=lodi.comuni["Codogno"], **fatti(lodi)).entrante
        # Codogno aveva già firmato: per lui non c’è niente da rifare.
    assert "Approva l’accordo" not in html(lodi.client("operatore").get("/lodi/"))
    with lodi.aperto("udp"):
        ParteAccordo.objects.filter(pk=entra.pk).update(stato="da_approvare")
    assert "Approva l’accordo" in html(lodi.client("operatore").get("/lodi/"))
    with lodi.aperto("udp"):
        carica(lodi, entra, "operatore")
    assert "1 atto da controllare" in html(lodi.client("udp").get("/lodi/"))
    with lodi.aperto("udp"):
        parti.approva_atto(entra, **chi(lodi))
    assert "Firma l’accordo" in html(lodi.client("sindaco").get("/lodi/"))


def test_il_costo_non_dipende_da_quanti_subentri(lodi):
    pagine = (("udp", f"{BASE}parti/"), ("udp", "/lodi/"), ("operatore", "/lodi/"), ("ats", "/lodi/trasparenza/accordo/2025-2027/"))

    def quante():
        conti = []
        for ruolo, url in pagine:
            navigatore = lodi.client(ruolo)
            navigatore.get(url)
            with CaptureQueriesContext(connection) as fatte:
                navigatore.get(url)
            conti.append(len(fatte))
        return conti

    with lodi.aperto("udp"):
        accordo, _ = vigente(lodi)
        entra = parte_di(accordo, lodi.comuni["Codogno"])
        ParteAccordo.objects.filter(pk=entra.pk).update(stato="da_approvare")
        subentra(parte_di(accordo, lodi.comuni["Casalpusterlengo"]), comune=entra.comune, **fatti(lodi))
    prima = quante()
    with lodi.aperto("udp"):
        for numero in range(10):
            comune = crea_comune(f"0985{numero:02}", f"Frazione {numero:02}", 900)
            Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))
            esce = ParteAccordo.objects.create(accordo=accordo, comune=comune, stato="firmata")
            subentra(esce, comune=entra.comune, **fatti(lodi))
    assert quante() == prima
