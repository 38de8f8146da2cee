"""La bozza va in giro: il coordinatore la prepara e la apre, il Sindaco risponde dal telefono, l’Ufficio dà il riscontro."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ambito.models import Comune, Utente
from ambito.nucleo.periodi import Triennio
from piano import operazioni
from piano.models import PianoDiZona, Sezione

pytestmark = [pytest.mark.browser, pytest.mark.lento]
# Un triennio passato: il piano a cui lavora l’altro percorso resta quello corrente.
PIANO = "/pavese/piano/2019-2021/"


@pytest.fixture
def coordinatore(portale, persona):
    with portale.dentro("pavese"):
        utente, adesso = Utente.objects.get(email="coordinatore@pavese.example"), timezone.now()
        if not PianoDiZona.objects.filter(triennio_inizio=2019).exists():
            piano = operazioni.crea_piano(Triennio(2019), utente=utente, adesso=adesso)
            for sezione in Sezione.objects.filter(piano=piano, codice__in=["0", "3", "3.1"]):
                testo = f"<p>Il testo della sezione {sezione.codice} parla di Albuzzano.</p>"
                operazioni.salva_sezione(sezione, testo, partenza=0, utente=utente, adesso=adesso)
    return persona("coordinatore@pavese.example")


@pytest.fixture
def sindaco(portale, persona):
    with portale.dentro("pavese"):
        comune = Comune.objects.get(codice_istat="018004")
    return persona(portale.incarica("pavese", "sindaco.albuzzano", "sindaco", comune), telefono=True)


def test_dalla_lettera_al_riscontro(coordinatore, sindaco):
    prepara_e_apre(coordinatore)
    risponde(sindaco)
    riscontra(coordinatore)
    sindaco.va(f"{PIANO}osservazioni/1/comuni/018004/")
    sindaco.legge("Accolta in parte")
    sindaco.legge("Solo per chi non guida.")


def prepara_e_apre(chi):
    chi.va(f"{PIANO}osservazioni/")
    chi.legge("Ancora nessun giro di osservazioni")
    chi.controlla(1280, 390)
    chi.segue("Prepara un giro")
    chi.controlla(1280, 390)
    chi.scrive("Titolo", "Prima bozza")
    chi.scrive("Ultimo giorno per rispondere", (timezone.localdate() + timedelta(days=9)).isoformat())
    chi.preme("Salva e rileggi")
    chi.legge("Nessun Comune lo vede ancora.")
    chi.controlla(1280, 390)
    chi.segue("Modifica")
    chi.controlla(1280, 390)
    chi.preme("Salva")
    chi.segue("Continua: chi sarà avvisato")
    chi.legge("Albuzzano")
    chi.controlla(1280, 390)
    chi.preme("Apri il giro e avvisa i Sindaci")
    chi.legge("Giro aperto: i Sindaci sono avvisati.")
    chi.controlla(1280, 390)


def risponde(chi):
    chi.va("/pavese/")
    chi.segue("Di’ che cosa pensa Albuzzano")
    chi.legge("Dove si parla di Albuzzano")
    chi.controlla(1280, 390)
    sezione = chi.riquadro("3.1 Popolazione").or_(chi.pagina.locator("[id='s-3.1']")).first
    sezione.get_by_text("Scrivi un’osservazione").click()
    chi.scrive("Che cosa dice il Comune sulla sezione 3.1", "Mancano i trasporti.")
    sezione.get_by_role("button", name="Invia come osservazione").click()
    chi.legge("Registrato. 3.1 Popolazione: osservazione.")
    chi.preme("Nessuna osservazione sulle")
    chi.pagina.get_by_role("dialog").get_by_role("button").first.click()
    chi.legge("Hai risposto a tutto.")
    chi.controlla(1280, 390)


def riscontra(chi):
    chi.va("/pavese/")
    chi.segue("Rispondi a 1 osservazione")
    chi.controlla(1280, 390)
    chi.segue("Rispondi a Albuzzano, sezione 3.1")
    chi.controlla(1280, 390)
    chi.spunta("Accolta in parte")
    chi.scrive("Perché", "Solo per chi non guida.")
    chi.preme("Registra il riscontro")
    chi.legge("Riscontro registrato: il Comune è avvisato.")
    chi.segue("Comuni e sezioni")
    chi.legge(re.compile(r"^Ha risposto a tutto$"))
    chi.controlla(1280, 390)
