"""Percorso 3: una seduta d’urgenza vota il piano; i sindaci entrano e votano dal telefono, il numero legale si vede dal vivo."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ambito.assemblea.models import Seduta, Voto
from piano.models import PianoDiZona
from piano.stati import StatoPiano
from tests.firme import Firmatario
from tests.percorsi.persona import ATTESA
from tests.percorsi.test_percorso_piano import aspetta_il_pdf
from tests.piano.fabbriche import piano_pronto
from tests.scena import crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.lento]
SLUG = "colline"
# Un Ambito di questo percorso, con Comuni inventati: la metà dei 17.400 residenti sta in Borgo Alto.
COMUNI = [
    ("098901", "Borgo Alto", 9000),
    ("098902", "Valle Chiara", 5000),
    ("098903", "Pieve Lunga", 3000),
    ("098904", "Rocca Bassa", 400),
]
PIANO = f"/{SLUG}/piano/2025-2027/"
URGENZA = "La Regione chiede il piano approvato entro la settimana."


@pytest.fixture
def scena(portale):
    """L’Ambito con un piano completo, ancora da proporre."""
    with portale.dentro():
        scena = crea_scena(SLUG, comuni=COMUNI)
        with scena.aperto("coordinatore"):
            piano_pronto(scena)
    return scena


@pytest.fixture
def segretario(scena, persona):
    return persona(f"segretario@{SLUG}.example")


@pytest.fixture
def sindaci(scena, persona):
    """Chi siede per Valle Chiara e chi per Pieve Lunga, ciascuno col suo telefono."""
    return [persona(f"{chi}@{SLUG}.example", telefono=True) for chi in ("sindaco", "sindaco.altro")]


@pytest.fixture
def coordinatore(scena, persona):
    return persona(f"coordinatore@{SLUG}.example")


def test_dalla_convocazione_al_piano_approvato(portale, coordinatore, segretario, sindaci):
    propone_il_piano(coordinatore)
    seduta = prepara_la_seduta(segretario)
    convoca_d_urgenza(segretario)
    apre_la_sala(segretario)
    entrano_dal_telefono(sindaci)
    raggiunge_il_numero_legale(segretario, sindaci[0])
    aspetta_l_ora(portale, segretario, seduta)
    votano(segretario, sindaci)
    delibera = conta_e_legge_il_verdetto(segretario, sindaci[0])
    una_scheda_per_comune(portale)
    chiude_la_seduta(segretario)
    prende_il_verbale(segretario)
    il_piano_e_approvato(portale, coordinatore, delibera)
    propone_il_primo_anno(coordinatore)


def propone_il_piano(chi):
    chi.va(PIANO)
    chi.conferma("Proponi al voto")
    chi.legge("è congelato nella versione 1")
    aspetta_il_pdf(chi, chi.qui)


def prepara_la_seduta(chi):
    """Istituisce l’organo, fissa la seduta fra mezz’ora e vi iscrive il piano; restituisce il numero della seduta."""
    chi.va(f"/{SLUG}/assemblea/")
    chi.controlla(1280, 390)
    chi.preme("Istituisci", exact=True)
    chi.legge("L’organo c’è, con una regola di partenza da verificare.")
    chi.segue("Prepara una seduta")
    chi.preme("Salva", exact=True)
    expect(chi.pagina.locator("#sommario-errori")).to_be_focused()
    chi.controlla(1280, 390)
    fra_mezz_ora = timezone.localtime(timezone.now() + timedelta(minutes=30))
    chi.scrive("Prima convocazione", f"{fra_mezz_ora:%Y-%m-%dT%H:%M}")
    chi.scrive("Luogo", "Sala consiliare di Borgo Alto")
    chi.preme("Salva", exact=True)
    chi.legge("L’ordine del giorno è vuoto")
    chi.segue("Aggiungi un punto")
    chi.sceglie("Che cosa si mette ai voti", 1)
    chi.controlla(1280, 390)
    chi.preme("Salva il punto")
    chi.titolo("Approvazione: Piano di Zona 2025-2027")
    return int(re.search(r"/sedute/(\d+)/", chi.qui)[1])


def convoca_d_urgenza(chi):
    """Meno preavviso della regola: senza il motivo non si convoca."""
    chi.titolo("Preavviso più corto della regola")
    chi.controlla(1280, 390)
    chi.preme("Convoca la seduta")
    expect(chi.pagina.get_by_label("Motivo dell’urgenza")).to_have_attribute("aria-invalid", "true")
    chi.controlla(1280, 390)
    chi.scrive("Motivo dell’urgenza", URGENZA)
    chi.preme("Convoca la seduta")
    chi.legge("Seduta convocata: i 4 Comuni la trovano in «Tocca a te».")
    chi.legge(URGENZA)
    chi.controlla(1280, 390)


def apre_la_sala(chi):
    chi.preme("Apri la sala in prima convocazione")
    chi.titolo("Numero legale")
    chi.legge("0 su 4 Comuni presenti")
    chi.controlla(1280, 390)


def entrano_dal_telefono(sindaci):
    for chi in sindaci:
        chi.va(f"/{SLUG}/")
        chi.segue("La seduta è aperta")
        chi.controlla()
        chi.segue("Ordine del giorno e carte")
        expect(chi.pagina.locator("#punto-1").get_by_role("link", name="Piano di Zona 2025-2027 (PDF)")).to_be_visible()
        assert chi.scarica("Avviso e carte in un fascicolo solo").startswith(b"%PDF-")
        chi.controlla()
        chi.segue("Entra in sala")
        chi.preme("Sono presente")
        chi.legge(re.compile(r"presente dalle ore \d\d:\d\d"))
        chi.controlla()


def raggiunge_il_numero_legale(chi, sindaco):
    """Servono più della metà dei Comuni e dei residenti: tre Comuni piccoli non bastano. Il telefono lo vede senza ricaricare."""
    legge_in_sala(sindaco, "2 su 4 Comuni presenti", "8.000 su 17.400 abitanti", "Manca il numero legale")
    segna_in_aula(chi, "Rocca Bassa")
    legge_in_sala(sindaco, "3 su 4 Comuni presenti", "8.400 su 17.400 abitanti", "Manca il numero legale")
    chi.preme("Dichiara aperta la seduta")
    chi.titolo("Se manca il numero legale")
    chi.controlla(1280, 390)
    segna_in_aula(chi, "Borgo Alto")
    legge_in_sala(sindaco, "4 su 4 Comuni presenti", "17.400 su 17.400 abitanti", "Il numero legale c’è")
    sindaco.controlla()


def legge_in_sala(chi, *frasi):
    for frase in frasi:
        expect(chi.pagina.locator("#legale")).to_contain_text(frase, timeout=ATTESA)


def segna_in_aula(chi, comune):
    chi.pagina.get_by_text("Segna chi è in aula", exact=True).click()
    chi.spunta(re.compile(f"^{comune}"))
    chi.preme("Segna presenti")
    chi.legge("Segnata la presenza di 1 Comune.")


def aspetta_l_ora(portale, chi, seduta):
    """Prima dell’ora non si comincia; poi l’ora arriva: invece di aspettare mezz’ora, la si sposta indietro."""
    chi.preme("Dichiara aperta la seduta")
    chi.legge("prima non si può iniziare")
    chi.controlla(1280, 390)
    with portale.dentro(SLUG):
        assert Seduta.objects.filter(pk=seduta).update(prima_convocazione=timezone.now()) == 1
    chi.preme("Dichiara aperta la seduta")
    chi.legge("La seduta è aperta: il numero legale c’è.")
    chi.controlla(1280, 390)


def votano(segretario, sindaci):
    """Due dal telefono, uno per alzata di mano; Rocca Bassa è presente e non vota."""
    segretario.preme("Chiama il punto")
    segretario.preme("Metti ai voti")
    segretario.legge("Si vota sul punto 1.")
    segretario.controlla(1280, 390)
    for chi, scelta in zip(sindaci, ("Favorevole", "Contrario"), strict=True):
        chi.titolo("Si vota adesso")
        chi.controlla()
        chi.segue("Vota", exact=True)
        chi.preme("Conferma il voto")
        chi.legge("Scegli «favorevole», «contrario», «astenuto» o «in conflitto di interessi».")
        chi.controlla()
        chi.pagina.get_by_text(scelta, exact=True).click()
        chi.preme("Conferma il voto")
        chi.titolo("Voto registrato")
        chi.controlla()
    expect(segretario.pagina.locator("#votazione")).to_contain_text("2 su 4", timeout=ATTESA)
    segretario.segue("Registra le mani alzate")
    segretario.sceglie("Rocca Bassa", "Non vota")
    for frase in ("2 Comuni hanno già votato dal proprio dispositivo", "1 Comune, 400 abitanti: Rocca Bassa"):
        expect(segretario.pagina.locator("#rilettura")).to_contain_text(frase, timeout=ATTESA)
    segretario.controlla(1280, 390)
    segretario.preme("Registra le schede")
    segretario.legge("1 scheda registrata.")
    expect(segretario.pagina.locator("#votazione")).to_contain_text("3 su 4")


def conta_e_legge_il_verdetto(chi, sindaco):
    """Chiude la votazione; restituisce la sigla della deliberazione."""
    chi.conferma("Chiudi la votazione e conta")
    chi.titolo("La proposta è approvata")
    for frase in (
        "Su 4 Comuni presenti: 2 a favore, 1 contrario, 0 astenuti, 1 presente senza votare.",
        "Hanno votato a favore 2 Comuni su 3 votanti",
        "I favorevoli rappresentano 14.000 abitanti sui 17.000 dei votanti",
        "Il conto, rifatto adesso dalle schede conservate, dà lo stesso risultato.",
    ):
        chi.legge(frase)
    chi.controlla(1280, 390)
    delibera = chi.pagina.locator("#risultato").get_by_role("link").first.inner_text()
    sindaco.va(f"/{SLUG}/assemblea/deliberazioni/")
    sindaco.segue(delibera.removeprefix("Deliberazione n. "), exact=True)
    sindaco.titolo(delibera)
    sindaco.legge("Approvazione: Piano di Zona 2025-2027")
    sindaco.controlla()
    return delibera


def una_scheda_per_comune(portale):
    with portale.dentro(SLUG):
        schede = dict(Voto.objects.values_list("seggio__comune__nome", "espressione"))
    assert schede == {
        "Borgo Alto": "favorevole",
        "Valle Chiara": "favorevole",
        "Pieve Lunga": "contrario",
        "Rocca Bassa": "non_votante",
    }


def chiude_la_seduta(chi):
    chi.segue("Torna in sala")
    chi.titolo("Ultima votazione: approvata")
    chi.conferma("Chiudi la seduta")
    chi.legge("Seduta chiusa: il verbale è pronto da completare.")
    chi.controlla(1280, 390)


def prende_il_verbale(chi):
    chi.segue("Apri il verbale")
    chi.controlla(1280, 390)
    verbale = chi.qui
    chi.preme("Fai il PDF")
    pronto = chi.pagina.locator(".avanzamento").get_by_role("link", name="Apri il documento")
    expect(pronto).to_be_visible(timeout=3 * ATTESA)
    chi.controlla(1280, 390)
    pronto.click()
    pdf = chi.scarica(re.compile(r"\.pdf"))
    assert pdf.startswith(b"%PDF-")
    chi.legge(hashlib.sha256(pdf).hexdigest())
    chi.controlla(1280, 390)
    chi.va(verbale)
    chi.conferma("Chiudi il verbale")
    chi.legge("Verbale chiuso.")
    expect(chi.pagina.locator("textarea")).to_have_count(0)
    firma_il_verbale(chi, verbale)


def firma_il_verbale(chi, verbale):
    """Il PDF definitivo si firma fuori dal portale e si riporta dentro: la pagina dice di chi è la firma, e lo ridà com’era."""
    chi.preme("Fai il PDF")
    pronto = chi.pagina.locator(".avanzamento").get_by_role("link", name="Apri il documento")
    expect(pronto).to_be_visible(timeout=3 * ATTESA)
    pronto.click()
    firmato = Firmatario().pdf(chi.scarica(re.compile(r"\.pdf")))
    chi.va(verbale)
    chi.pagina.get_by_label("Verbale firmato").set_input_files(
        {"name": "verbale-firmato.pdf", "mimeType": "application/pdf", "buffer": firmato}
    )
    chi.preme("Carica il verbale firmato")
    chi.legge("Verbale firmato conservato: le firme sono intatte.")
    chi.legge("Mario Rossi")
    assert chi.scarica("Verbale firmato") == firmato
    chi.controlla(1280, 390)


def il_piano_e_approvato(portale, chi, delibera):
    chi.va(PIANO)
    chi.legge("Approvato dall’Assemblea dei Sindaci.")
    chi.controlla(1280, 390)
    chi.segue("Proroga il piano")
    chi.controlla(1280, 390)
    chi.va(f"/{SLUG}/piano/")
    chi.legge(f"Approvato con {delibera}.")
    with portale.dentro(SLUG):
        piano = PianoDiZona.objects.get()
    assert (piano.stato, piano.deliberazione) == (StatoPiano.APPROVATO, delibera)


def propone_il_primo_anno(chi):
    """Approvato il piano, se ne programma un anno: si dice che cosa cambia, si verifica, si congela."""
    chi.va(f"{PIANO}attuativi/")
    chi.controlla(1280, 390)
    chi.sceglie("Anno", "2025")
    chi.preme("Comincia")
    chi.legge("scrivi solo che cosa cambia")
    chi.segue("Scrivi la scheda")
    chi.controlla(1280, 390)
    chi.sceglie("Rispetto al piano", "Sospeso")
    chi.scrive("Perché cambia", "Manca il personale.")
    chi.preme("Salva la scheda")
    chi.legge("Manca il personale.")
    chi.segue("Scrivi «In breve»")
    chi.scrive("In breve", "Il primo anno parte piano.")
    chi.preme("Salva")
    chi.preme("Segna come verificato")
    chi.preme("Proponi al voto")
    chi.controlla(1280, 390)
    chi.segue("Versione 1")
    chi.legge("L’impronta ricalcolata adesso corrisponde")
    chi.controlla(1280, 390)
