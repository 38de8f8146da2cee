"""Percorso del riparto: l’Ufficio prova tre modi di dividere, l’Assemblea ne adotta uno, i Comuni leggono dal telefono e pagano."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accordo.models import PianoRiparto
from ambito.assemblea.models import Seduta
from tests.percorsi.persona import ATTESA
from tests.percorsi.test_percorso_accordo import largo_e_stretto
from tests.scena import crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.lento]
SLUG, SENZA_SCRIPT = "argini", "golena"
COMUNI = [("098931", "Argine Lungo", 9000), ("098932", "Chiusa Nuova", 4000), ("098933", "Colle Asciutto", 1000)]
ALTRI = [("098934", "Golena Alta", 3000), ("098935", "Golena Bassa", 2000), ("098936", "Isola Tonda", 500)]
RIPARTI = f"/{SLUG}/accordo/riparti/"
OGGI = date.today()
ORE = "Codice Istat del Comune;Valore;Zero certificato\n098931;1.200;\n098932;300;\n098933;0;{zero}\n"


@pytest.fixture
def scena(portale):
    with portale.dentro():
        return crea_scena(SLUG, comuni=COMUNI)


def test_dagli_scenari_ai_pagamenti(scena, persona, portale):
    ufficio, segretario = persona(f"udp@{SLUG}.example"), persona(f"segretario@{SLUG}.example")
    sindaco, ragioneria = (persona(f"{ruolo}@{SLUG}.example", telefono=True) for ruolo in ("sindaco", "ragioneria"))
    comincia(ufficio)
    raccoglie_le_ore(ufficio)
    scrive_tre_scenari(ufficio)
    deposita(ufficio)
    legge_prima_del_voto(sindaco)
    adottano(segretario, portale)
    apre_la_riscossione(ufficio)
    registra_e_annulla(ufficio)
    paga_e_chiede_il_pdf(ragioneria)
    legge_quanto_paga(sindaco)
    ritira_e_registra_l_atto(ufficio, sindaco)


def comincia(chi):
    chi.va(RIPARTI)
    largo_e_stretto(chi)
    chi.segue("Comincia il primo")
    chi.scrive("Che cosa si divide", "Servizi degli argini")
    chi.scrive("Costo complessivo", "20.000")
    chi.scrive("Coperto da fondi e altre entrate", "20.000")
    chi.preme("Salva")
    chi.legge("ai Comuni non resta nulla da dividere", exact=False)
    largo_e_stretto(chi)
    chi.scrive("Coperto da fondi e altre entrate", "6.000")
    chi.preme("Salva")
    chi.titolo("Servizi degli argini")
    chi.legge("14.000,00 €")
    largo_e_stretto(chi)


def raccoglie_le_ore(chi):
    """Un foglio con uno zero da certificare torna indietro; poi un valore si corregge a mano."""
    chi.segue("Dati dei Comuni")
    largo_e_stretto(chi)
    chi.segue("Aggiungi il primo")
    for campo, valore in (
        ("Nome", "Ore di assistenza"), ("Unità di misura", "ore"), ("Fonte", "Rilevazione"), ("Chi lo certifica", "L’Ufficio"),
    ):  # fmt: skip
        chi.scrive(campo, valore)
    largo_e_stretto(chi)
    chi.preme("Salva")
    chi.titolo("Il dato non è completo")
    largo_e_stretto(chi)
    carica(chi, ORE.format(zero=""))
    chi.titolo("Il foglio ha errori: non è stato scritto nulla")
    largo_e_stretto(chi)
    chi.segue("Torna a caricare")
    carica(chi, ORE.format(zero="sì"))
    largo_e_stretto(chi)
    chi.conferma("Conferma e scrivi")
    chi.titolo("Ore di assistenza")
    chi.legge("zero certificato")
    largo_e_stretto(chi)
    chi.segue("Correggi il valore di Argine Lungo")
    chi.scrive(re.compile("^Valore"), "900")
    largo_e_stretto(chi)
    chi.preme("Salva")
    chi.legge("Valore salvato, scenari ricalcolati.")


def carica(chi, testo):
    chi.pagina.get_by_label("Foglio riempito").set_input_files(
        files=[{"name": "ore.csv", "mimeType": "text/csv", "buffer": testo.encode()}]
    )
    chi.preme("Carica e controlla")


def scrive_tre_scenari(chi):
    torna_al_riparto(chi)
    chi.segue("Primo scenario")
    largo_e_stretto(chi)
    chi.segue("Scrivi i criteri")
    criterio(chi, 1, "Residenti", "70")
    chi.preme("Aggiungi una riga")
    criterio(chi, 2, "Parti uguali", "20")
    chi.preme("Salva e calcola")
    chi.legge("Le percentuali devono fare 100: fanno 90.")
    largo_e_stretto(chi)
    chi.segue("Modifica i criteri")
    chi.scrive("Nome", "Residenti e parti uguali", exact=True)
    criterio(chi, 2, "Parti uguali", "30")
    largo_e_stretto(chi)
    chi.preme("Salva e calcola")
    chi.legge("Scenario calcolato.")
    largo_e_stretto(chi)
    chi.segue("Copia in un altro scenario")
    chi.scrive("Nome dello scenario", "Senza Colle Asciutto")
    largo_e_stretto(chi)
    chi.preme("Aggiungi lo scenario")
    chi.segue("Chi partecipa")
    chi.pagina.get_by_label("Colle Asciutto").uncheck()
    largo_e_stretto(chi)
    chi.preme("Salva e calcola")
    chi.legge("Fuori da questo scenario: Colle Asciutto.")
    torna_al_riparto(chi)
    scrive_il_terzo(chi)
    confronta(chi)


def torna_al_riparto(chi):
    chi.va(RIPARTI)
    chi.segue("Servizi degli argini")


def criterio(chi, numero, base, valore):
    gruppo = chi.riquadro(f"Criterio {numero}")
    chi.sceglie("Si divide secondo", base, dove=gruppo)
    chi.scrive("Quanto (% o €)", valore, dove=gruppo)


def scrive_il_terzo(chi):
    chi.segue("Aggiungi uno scenario")
    chi.scrive("Nome dello scenario", "Quota fissa e ore")
    chi.preme("Aggiungi lo scenario")
    chi.segue("Scrivi i criteri")
    chi.scrive("Quota fissa per ogni Comune", "500")
    criterio(chi, 1, "Ore di assistenza (ore)", "100")
    chi.pagina.get_by_text("Nome e correttivo").first.click()
    gruppo = chi.riquadro("Criterio 1")
    chi.sceglie("Correttivo secondo", "Residenti", dove=gruppo)
    chi.scrive("Coefficiente", "0,5", dove=gruppo)
    chi.preme("Salva e calcola")
    chi.legge("Il correttivo vuole tutte le voci", exact=False)
    largo_e_stretto(chi)
    chi.scrive("Soglia", "4.000", dove=gruppo)
    chi.preme("Salva e calcola")
    chi.legge("Scenario calcolato.")
    for frase in ("500,00 € per Comune", "conta 150 invece di 300 (× 0,5, fino a 4.000 residenti)"):
        chi.legge(frase, exact=False)
    largo_e_stretto(chi)


def confronta(chi):
    """Le quote dei tre scenari fianco a fianco; chi resta fuori da uno lo si vede."""
    torna_al_riparto(chi)
    riga = chi.pagina.get_by_role("row", name="Colle Asciutto")
    # 1.000 residenti su 14.000 e un terzo; fuori; solo la quota fissa, con zero ore.
    for quota in ("2.100,00 €", "fuori", "500,00 €"):
        expect(riga).to_contain_text(quota)
    largo_e_stretto(chi)


def deposita(chi):
    chi.segue("Quota fissa e ore")
    chi.conferma("Deposita per il voto")
    chi.legge("Depositato: ora si può mettere all’ordine del giorno.", exact=False)
    largo_e_stretto(chi)
    prospetto = chi.pagina.get_by_role("link", name="Riparto Servizi degli argini")
    for _ in range(3 * ATTESA // 1000):
        if prospetto.count():
            return
        chi.pagina.wait_for_timeout(1000)
        torna_al_riparto(chi)
    pytest.fail("Il prospetto non è arrivato.")


def legge_prima_del_voto(chi):
    chi.va(RIPARTI)
    chi.segue("Servizi degli argini")
    chi.legge("Depositato per il voto")
    chi.controlla()
    assert chi.scarica("Riparto Servizi degli argini").startswith(b"%PDF-")
    chi.segue("Quota fissa e ore")
    chi.titolo("Comune per Comune")
    chi.controlla()


def adottano(chi, portale):
    """La seduta, con il riparto fra gli oggetti da votare e il prospetto fra le carte: chi è in aula lo approva."""
    chi.va(f"/{SLUG}/assemblea/")
    chi.preme("Istituisci", exact=True)
    chi.segue("Prepara una seduta")
    fra_mezz_ora = timezone.localtime(timezone.now() + timedelta(minutes=30))
    chi.scrive("Prima convocazione", f"{fra_mezz_ora:%Y-%m-%dT%H:%M}")
    chi.scrive("Luogo", "Sala consiliare")
    chi.preme("Salva", exact=True)
    chi.segue("Aggiungi un punto")
    chi.sceglie("Che cosa si mette ai voti", 1)
    chi.preme("Salva il punto")
    chi.titolo("Approvazione: Riparto Servizi degli argini", exact=False)
    expect(chi.pagina.get_by_role("link", name="Riparto Servizi degli argini").first).to_be_visible()
    chi.controlla(1280, 390)
    chi.scrive("Motivo dell’urgenza", "Le rate partono con il bilancio.")
    chi.preme("Convoca la seduta")
    chi.preme("Apri la sala in prima convocazione")
    chi.pagina.get_by_text("Segna chi è in aula", exact=True).click()
    for _, comune, _ in COMUNI:
        chi.spunta(re.compile(f"^{comune}"))
    chi.preme("Segna presenti")
    chi.legge("Segnata la presenza di 3 Comuni.")
    with portale.dentro(SLUG):
        assert Seduta.objects.update(prima_convocazione=timezone.now()) == 1
    chi.preme("Dichiara aperta la seduta")
    chi.preme("Chiama il punto")
    chi.preme("Vota per alzata di mano")
    chi.segue("Registra le mani alzate")
    # Si registra ciò che si è riletto: la rilettura arriva da sé poco dopo la pagina.
    chi.legge("Chiudendo adesso:", exact=False)
    chi.preme("Registra le schede")
    chi.legge("3 schede registrate.")
    chi.conferma("Chiudi la votazione e conta")
    chi.titolo("La proposta è approvata")
    with portale.dentro(SLUG):
        assert PianoRiparto.objects.get().stato == "deliberato"


def apre_la_riscossione(chi):
    chi.va(f"/{SLUG}/")
    chi.segue("Apri la riscossione di Servizi degli argini", exact=False)
    rata(chi, 1, "60", OGGI)
    chi.scrive("Come si paga", "Tesoreria di Argine Lungo")
    largo_e_stretto(chi)
    chi.preme("Apri la riscossione")
    chi.legge("Le percentuali delle rate devono fare 100.", exact=False)
    largo_e_stretto(chi)
    rata(chi, 2, "40", OGGI + timedelta(60))
    chi.preme("Apri la riscossione")
    chi.legge("Riscossione aperta", exact=False)
    largo_e_stretto(chi)


def rata(chi, numero, parte, dal):
    chi.scrive(f"Rata {numero}: quanta parte", parte)
    chi.scrive(f"Rata {numero}: si chiede dal", dal.isoformat())
    chi.scrive(f"Rata {numero}: si paga entro", (dal + timedelta(30)).isoformat())


def registra_e_annulla(chi):
    """Chiusa Nuova deve 500 euro e un settimo del resto: un pagamento oltre si rifiuta, uno sbagliato si annulla e si rifà."""
    chi.segue("Registra un pagamento di Chiusa Nuova")
    largo_e_stretto(chi)
    paga(chi, "99.000")
    chi.legge("restano da pagare", exact=False)
    largo_e_stretto(chi)
    paga(chi, "1.000")
    chi.legge("Pagamento registrato.")
    chi.segue("Chiusa Nuova", exact=True)
    chi.titolo("Quanto paga Chiusa Nuova")
    largo_e_stretto(chi)
    chi.segue("Annulla il pagamento Mandato n. 7")
    chi.scrive("Motivo", "Importo letto male")
    largo_e_stretto(chi)
    chi.preme("Annulla il pagamento")
    chi.legge("Pagamento annullato: non conta più.")
    chi.legge("Importo letto male")
    largo_e_stretto(chi)
    torna_al_riparto(chi)
    chi.segue("Chi ha pagato")
    chi.segue("Registra un pagamento di Chiusa Nuova")
    paga(chi, "1.200")
    chi.legge("Pagamento registrato.")


def paga(chi, importo):
    chi.scrive("Importo", importo)
    chi.scrive("Mandato o ricevuta", "Mandato n. 7")
    chi.preme("Registra il pagamento")


def paga_e_chiede_il_pdf(chi):
    """La ragioneria parte da «Tocca a te»: rata, causale, come si paga, e il PDF dell’estratto conto."""
    chi.va(f"/{SLUG}/")
    chi.segue(re.compile("Paga la rata 1 di Servizi degli argini"))
    chi.titolo("Quanto paga Chiusa Nuova")
    for frase in ("Tesoreria di Argine Lungo", re.compile(r"RIPARTO \d{4}-\d+ 098932"), "Mandato n. 7"):
        chi.legge(frase, exact=False)
    chi.controlla()
    chi.preme("Prepara il PDF")
    chi.pagina.wait_for_url(f"**/{SLUG}/lavori/*/")
    apri = chi.pagina.get_by_role("link", name="Apri il documento")
    expect(apri).to_be_visible(timeout=3 * ATTESA)
    chi.controlla()
    apri.click()
    chi.titolo("Quota di Chiusa Nuova")
    chi.controlla()
    assert chi.scarica(re.compile(r"^quota-")).startswith(b"%PDF-")


def legge_quanto_paga(chi):
    chi.va(RIPARTI)
    chi.controlla()
    chi.segue("Quanto paga Chiusa Nuova")
    chi.legge("1.200,00 €")
    chi.pagina.get_by_text("Come si è arrivati alla quota").click()
    chi.legge("Quota fissa", exact=False)
    chi.controlla()


def ritira_e_registra_l_atto(chi, sindaco):
    """Un altro riparto, depositato e ritirato; corretto e deliberato fuori dal portale."""
    chi.va(RIPARTI)
    chi.segue("Nuovo riparto")
    chi.scrive("Che cosa si divide", "Trasporto")
    chi.scrive("Costo complessivo", "900")
    chi.preme("Salva")
    chi.segue("Primo scenario")
    chi.segue("Scrivi i criteri")
    criterio(chi, 1, "Parti uguali", "100")
    chi.preme("Salva e calcola")
    chi.conferma("Deposita per il voto")
    chi.segue("Ritira dal deposito")
    chi.preme("Ritira")
    expect(chi.pagina.get_by_label("Motivo")).to_have_attribute("aria-invalid", "true")
    largo_e_stretto(chi)
    chi.scrive("Motivo", "Manca un contributo")
    chi.preme("Ritira")
    chi.legge("Riparto ritirato: si può cambiare e depositare di nuovo.")
    largo_e_stretto(chi)
    chi.segue("Primo scenario")
    chi.conferma("Deposita per il voto")
    chi.segue("Registra la deliberazione")
    chi.scrive("Deliberazione", "Assemblea dei Sindaci n. 12")
    chi.scrive("Data della deliberazione", (OGGI + timedelta(1)).isoformat())
    chi.preme("Registra")
    chi.legge("La data è nel futuro", exact=False)
    largo_e_stretto(chi)
    chi.scrive("Data della deliberazione", OGGI.isoformat())
    chi.preme("Registra")
    chi.legge("Deliberazione registrata: le quote sono definitive.")
    largo_e_stretto(chi)
    sindaco.va(RIPARTI)
    sindaco.segue("Quanto paga Chiusa Nuova")
    sindaco.legge("Assemblea dei Sindaci n. 12", exact=False)
    sindaco.controlla()


def test_senza_javascript_si_divide_e_si_deposita(portale, persona):
    with portale.dentro():
        crea_scena(SENZA_SCRIPT, comuni=ALTRI)
    chi = persona(f"udp@{SENZA_SCRIPT}.example", java_script_enabled=False)
    chi.va(f"/{SENZA_SCRIPT}/accordo/riparti/nuovo/")
    chi.scrive("Che cosa si divide", "Sportello")
    chi.scrive("Costo complessivo", "3.000,01")
    chi.preme("Salva")
    chi.segue("Primo scenario")
    chi.segue("Scrivi i criteri")
    criterio(chi, 1, "Residenti", "50")
    chi.preme("Aggiungi una riga")
    criterio(chi, 2, "Parti uguali", "50")
    chi.preme("Salva e calcola")
    chi.preme("Deposita per il voto")
    chi.legge("Depositato: ora si può mettere all’ordine del giorno.", exact=False)
    chi.controlla()
    sindaco = persona(f"sindaco@{SENZA_SCRIPT}.example", telefono=True, java_script_enabled=False)
    sindaco.va(f"/{SENZA_SCRIPT}/accordo/riparti/")
    sindaco.segue("Sportello")
    sindaco.segue("Primo scenario")
    # Metà per residenti (2.000 su 5.500), metà in parti uguali; il centesimo in più sta nella prima metà.
    expect(sindaco.pagina.get_by_role("row", name="Golena Bassa")).to_contain_text("1.045,46 €")
    sindaco.controlla()
