"""I commenti: chi legge dice la sua su un passaggio, chi scrive accoglie (e il testo cambia da sé, se si può) o dice perché no."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Avviso
from ambito.nucleo.citazioni import chiavi_citate, fissa_citazioni
from ambito.poteri import PotereMancante
from piano import operazioni
from piano.compiti import compiti
from piano.models import Commento, RevisioneSezione, Sezione
from piano.selezioni import commenti
from piano.stati import StatoCommento
from tests.piano.fabbriche import piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
TESTO = "<p>Il servizio <strong>sociale</strong> resta aperto.</p><p>Il servizio cambia.</p>"


@pytest.fixture
def sezione(lodi):
    with lodi.aperto("udp"):
        sezione = sezione_di(piano_nuovo(lodi))
        operazioni.salva_sezione(sezione, TESTO, partenza=0, utente=lodi.utenti["udp"], adesso=ADESSO)
        yield Sezione.objects.get(pk=sezione.pk)


def commenta(lodi, sezione, ruolo="sindaco", testo="Da chiarire.", **altro):
    return operazioni.commenta(sezione, testo, poteri=lodi.poteri(ruolo), adesso=ADESSO, **altro)


def accogli(lodi, commento, **altro):
    return operazioni.accogli_commento(commento, poteri=lodi.poteri("udp"), adesso=ADESSO, **altro)


def scritto(sezione):
    return Sezione.objects.get(pk=sezione.pk).testo


def indirizzo(sezione, nome="commenti", *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", sezione.pk, *argomenti])


# --- Scrivere -----------------------------------------------------------------------------------------------------------------


def test_chi_legge_commenta_ma_non_scrive(lodi, sezione):
    with lodi.aperto("sindaco"):
        commenta(lodi, sezione, passo="resta aperto")
    assert lodi.client("sindaco").post(indirizzo(sezione, "sezione"), {"testo": "x", "revisione": 1}).status_code == 403
    commento = Commento.objects.get()
    assert (commento.passo, commento.prima, commento.dopo) == ("resta aperto", "Il servizio sociale", ". Il servizio cambia.")
    assert (commento.stato, commento.revisione) == (StatoCommento.APERTO, 1)


def test_un_passaggio_che_c_e_due_volte_vuole_cio_che_gli_sta_intorno(lodi, sezione):
    with pytest.raises(operazioni.PassaggioAssente, match="più volte"):
        commenta(lodi, sezione, passo="Il servizio")
    assert commenta(lodi, sezione, passo="Il servizio", intorno=("resta aperto.", "cambia.")).prima.endswith("resta aperto.")


def test_parole_che_non_ci_sono_tornano_accanto_al_campo(lodi, sezione):
    dati = {"testo": "Perché?", "passo": "parole inventate"}
    risposta = lodi.client("sindaco").post(indirizzo(sezione), dati)
    assert risposta.status_code == 422 and "Queste parole nel testo non ci sono" in risposta.content.decode()
    assert not Commento.objects.exists()


def test_un_testo_proposto_vuole_il_passaggio_che_sostituisce(lodi, sezione):
    risposta = lodi.client("sindaco").post(indirizzo(sezione), {"testo": "Meglio così", "proposta": "Altro"})
    assert risposta.status_code == 422 and "scrivi anche il passaggio" in risposta.content.decode()


def test_chi_non_legge_il_piano_non_commenta(lodi, sezione):
    with pytest.raises(PotereMancante):
        commenta(lodi, sezione, "ets")


def test_a_piano_approvato_i_commenti_sono_chiusi(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        commento = commenta(lodi, sezione_di(piano))
        operazioni.approva(piano, deliberazione="1/2025", deliberato_il=ADESSO.date(), adesso=ADESSO)
        with pytest.raises(operazioni.CommentiChiusi, match="approvato"):
            commenta(lodi, sezione_di(piano))
        with pytest.raises(operazioni.CommentiChiusi):
            operazioni.rispondi_al_commento(commento, "Tardi.", poteri=lodi.poteri("sindaco"), adesso=ADESSO)
    pagina = lodi.client("sindaco").get(indirizzo(commento.sezione)).content.decode()
    assert "Da chiarire." in pagina and "Invia il commento" not in pagina


# --- Accogliere e no ------------------------------------------------------------------------------------------------------------


def test_accolto_il_testo_proposto_diventa_una_revisione(lodi, sezione):
    commento = commenta(lodi, sezione, passo="servizio sociale resta", proposta="servizio <b> resta")
    accogli(lodi, commento)
    assert scritto(sezione) == "<p>Il servizio &lt;b&gt; resta aperto.</p><p>Il servizio cambia.</p>"
    assert RevisioneSezione.objects.get(sezione=sezione, numero=1).testo == TESTO
    commento.refresh_from_db()
    assert (commento.stato, commento.esaminato_da) == (StatoCommento.ACCOLTO, lodi.utenti["udp"])


def test_si_ritrova_anche_se_intorno_il_testo_e_cambiato(lodi, sezione):
    commento = commenta(lodi, sezione, passo="resta aperto", proposta="apre ogni giorno")
    nuovo = f"<h2>Prima</h2>{TESTO.replace('sociale', 'professionale')}"
    operazioni.salva_sezione(sezione, nuovo, partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    accogli(lodi, commento)
    assert "professionale</strong> apre ogni giorno." in scritto(sezione)


@pytest.mark.parametrize(
    ("passo", "poi"),
    [("resta aperto", TESTO.replace("resta", "rimane")), ("resta aperto. Il servizio cambia", TESTO)],
    ids=["cambiato", "su due paragrafi"],
)
def test_dove_non_si_puo_da_se_si_dice_di_farlo_a_mano(lodi, sezione, passo, poi):
    commento = commenta(lodi, sezione, passo=passo, proposta="altro")
    operazioni.salva_sezione(sezione, poi, partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    with pytest.raises(operazioni.PassaggioCambiato, match="a mano"):
        accogli(lodi, commento)
    commento.refresh_from_db()
    assert commento.stato == StatoCommento.APERTO and scritto(sezione) == poi
    accogli(lodi, commento, a_mano=True)
    assert scritto(sezione) == poi


def test_un_dato_citato_si_commenta_come_si_legge_ma_non_si_riscrive_da_solo(lodi, sezione):
    citato = '<p>Ci sono <a href="#dato-piano-risorse">9,00 €</a> per gli anziani.</p>'
    operazioni.salva_sezione(sezione, citato, partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    sul_dato = commenta(lodi, sezione, passo="0,00 € per gli anziani", proposta="pochi soldi")
    with pytest.raises(operazioni.PassaggioCambiato, match="dato citato"):
        accogli(lodi, sul_dato)
    assert fissa_citazioni(scritto(sezione), {}) == "<p>Ci sono 9,00 € per gli anziani.</p>"
    accogli(lodi, commenta(lodi, sezione, passo="per gli anziani", proposta="per tutti"))
    assert fissa_citazioni(scritto(sezione), {}) == "<p>Ci sono 0,00 € per tutti.</p>"
    assert chiavi_citate(scritto(sezione)) == ["piano-risorse"]


def test_non_accogliere_vuole_un_motivo_che_arriva_a_chi_ha_scritto(lodi, sezione):
    commento = commenta(lodi, sezione)
    poteri = lodi.poteri("udp")
    with pytest.raises(RequisitiMancanti, match="motivo"):
        operazioni.respingi_commento(commento, " ", poteri=poteri, adesso=ADESSO)
    operazioni.respingi_commento(commento, "È già nella sezione 4.", poteri=poteri, adesso=ADESSO)
    avviso = Avviso.objects.get(destinatario=lodi.utenti["sindaco"])
    assert "non è stato accolto: «È già nella sezione 4.»" in avviso.testo and avviso.url.endswith(f"#commento-{commento.pk}")
    with pytest.raises(TransizioneNonAmmessa):
        accogli(lodi, commento)


def test_chi_legge_non_decide(lodi, sezione):
    commento = commenta(lodi, sezione, passo="resta aperto", proposta="chiude")
    with pytest.raises(PotereMancante):
        operazioni.accogli_commento(commento, poteri=lodi.poteri("sindaco"), adesso=ADESSO)
    with pytest.raises(PotereMancante):
        operazioni.respingi_commento(commento, "no", poteri=lodi.poteri("sindaco"), adesso=ADESSO)
    assert scritto(sezione) == TESTO


def test_a_piano_proposto_un_testo_non_cambia(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        commento = commenta(lodi, sezione_di(piano), passo="Testo di", proposta="Prosa di")
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        with pytest.raises(operazioni.PianoBloccato):
            accogli(lodi, commento)


def test_la_risposta_avvisa_chi_partecipa_e_non_chi_la_scrive(lodi, sezione):
    commento = commenta(lodi, sezione)
    operazioni.rispondi_al_commento(commento, "In che senso?", poteri=lodi.poteri("udp"), adesso=ADESSO)
    operazioni.rispondi_al_commento(commento, "Nel senso degli orari.", poteri=lodi.poteri("sindaco"), adesso=ADESSO)
    destinatari = [(a.destinatario, "orari" in a.testo) for a in Avviso.objects.order_by("pk")]
    assert destinatari == [(lodi.utenti["sindaco"], False), (lodi.utenti["udp"], True)]


# --- Le pagine ------------------------------------------------------------------------------------------------------------------


def test_chi_legge_vede_il_passaggio_evidenziato(lodi, sezione):
    commento = commenta(lodi, sezione, passo="sociale resta")
    pagina = lodi.client("sindaco").get(indirizzo(sezione, "sezione")).content.decode()
    assert f'<strong><mark id="passo-{commento.pk}">sociale</mark></strong><mark> resta</mark>' in pagina
    assert f'href="#passo-{commento.pk}"' in pagina


def test_l_esito_dalla_pagina(lodi, sezione):
    commento = commenta(lodi, sezione, passo="resta aperto", proposta="chiude")
    pagina = lodi.client("udp").get(indirizzo(sezione)).content.decode()
    assert "Accogli e cambia il testo" in pagina
    lodi.client("udp").post(indirizzo(sezione, "esito_commento", commento.pk), {"esito": "accogli"})
    assert "chiude" in scritto(sezione)
    esaminato = lodi.client("udp").get(indirizzo(sezione)).content.decode()
    assert "Commenti già esaminati" in esaminato and "Accogli e cambia" not in esaminato


def test_un_commento_di_un_altra_sezione_non_si_raggiunge(lodi, sezione):
    altra = sezione_di(sezione.piano, "4")
    commento = commenta(lodi, altra)
    assert lodi.client("udp").post(indirizzo(sezione, "esito_commento", commento.pk), {"esito": "accogli"}).status_code == 404


def test_un_commento_non_passa_da_un_ambito_all_altro(lodi, pavese, sezione):
    commenta(lodi, sezione)
    with pavese.aperto("udp"):
        assert not Commento.objects.exists()


def test_tocca_a_chi_scrive_e_costa_una_lettura(lodi, sezione):
    assert not [c for c in compiti(lodi.poteri("udp"), ADESSO.date()) if "comment" in c.titolo]
    commenta(lodi, sezione)
    commenta(lodi, sezione, "ats")
    assert any("Esamina 2 commenti" in c.titolo for c in compiti(lodi.poteri("udp"), ADESSO.date()))
    assert compiti(lodi.poteri("sindaco"), ADESSO.date()) == []
    piano = sezione.piano
    with CaptureQueriesContext(connection) as lette:
        commenti.aperti(piano).count()
    assert len(lette) == 1


@pytest.mark.parametrize(("nome", "serve"), [("piano", False), ("commenti", True)])
def test_le_letture_non_crescono_con_i_commenti(lodi, sezione, nome, serve):
    url = reverse(f"piano:{nome}", args=["lodi", "2025-2027", *([sezione.pk] if serve else [])])
    udp, quante = lodi.client("udp"), []
    for n in (1, 12):
        for _ in range(n):
            commento = commenta(lodi, sezione, passo="resta aperto")
            operazioni.rispondi_al_commento(commento, "Sì.", poteri=lodi.poteri("udp"), adesso=ADESSO)
        udp.get(url)
        with CaptureQueriesContext(connection) as lette:
            assert udp.get(url).status_code == 200
        quante.append(len(lette))
    assert quante[0] == quante[1]
