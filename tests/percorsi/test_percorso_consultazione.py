"""Percorso di un contributo: chi vive nell’Ambito scrive senza entrare, l’ufficio legge, pubblica e risponde, tutti lo vedono."""

import pytest
from playwright.sync_api import expect

from ambito.forms import pubblici
from piano.models import ConsultazionePubblica, Contributo

pytestmark = [pytest.mark.browser, pytest.mark.lento]
PIANO = "/lodi/piano/2025-2027/"
TESTO = "Il sabato al centro diurno non arriva nessun autobus."
FUORI_TEMA = "Vendo una bicicletta, poco usata."
PERCHE = "Dal 2026 una corsa il sabato mattina; la domenica ancora no."


@pytest.mark.parametrize(
    ("titolo", "altro"),
    [("Come ti muovi il sabato?", {"telefono": True, "java_script_enabled": False}), ("Come ti muovi la domenica?", {})],
    ids=["telefono-senza-js", "scrivania"],
)
def test_dal_contributo_alla_risposta(persona, portale, titolo, altro):
    ufficio, cittadina = persona("coordinatore@lodi.example"), persona(**altro)
    apre(ufficio, titolo)
    scrive(cittadina, titolo, TESTO, nome="Comitato dei pendolari")
    scrive(cittadina, titolo, FUORI_TEMA)
    non_si_vede_ancora(persona(), titolo)
    modera(ufficio, titolo)
    risponde(ufficio)
    si_vede_con_la_risposta(persona(**altro), titolo)
    conclude(ufficio, titolo)
    with portale.dentro("lodi"):
        consultazione = ConsultazionePubblica.objects.get(titolo=titolo)
        assert consultazione.stato == "conclusa" and consultazione.email_tolte_il is not None
        assert set(Contributo.objects.filter(consultazione=consultazione).values_list("testo", "stato", "email")) == {
            (TESTO, "pubblicato", ""), (FUORI_TEMA, "non_pubblicato", ""),
        }  # fmt: skip


def alla_consultazione(chi, titolo):
    """Dalla porta della trasparenza alla consultazione."""
    chi.va("/lodi/trasparenza/")
    chi.segue("Le consultazioni")
    chi.titolo("Consultazioni pubbliche")
    chi.segue(titolo)
    chi.titolo(titolo)


def apre(chi, titolo):
    chi.va(f"{PIANO}consultazioni/")
    chi.segue("Prepara una consultazione")
    chi.preme("Salva")
    chi.controlla()
    chi.scrive("Titolo", titolo)
    chi.scrive("Che cosa si chiede", "Dove vai, e con che mezzo?")
    chi.scrive("Chiude il", "2027-12-31")
    chi.preme("Salva")
    chi.legge("Consultazione salvata.")
    chi.controlla(1280, 390)
    chi.conferma("Pubblica")
    chi.legge("Pubblicata: ora la vedono tutti.")


def scrive(chi, titolo, testo, nome=""):
    """Il primo invio porta un codice fiscale, e si rifiuta senza perdere ciò che si è scritto."""
    alla_consultazione(chi, titolo)
    chi.controlla()
    chi.segue("Scrivi il tuo contributo")
    chi.titolo("Scrivi il tuo contributo")
    chi.scrive("Il tuo contributo", f"{testo} RSSMRA80A01F205X")
    chi.scrive("Il tuo nome o il tuo ente", nome)
    chi.scrive("E-mail", "pendolari@comitato.example")
    # Chi scrive ci mette di più dei secondi che distinguono una persona da un programma; la prova li aspetta.
    chi.pagina.wait_for_timeout(1000 * (pubblici.SECONDI_MINIMI + 1))
    chi.preme("Manda il contributo")
    chi.legge("qui non si parla di singole persone")
    expect(chi.pagina.get_by_label("Il tuo nome o il tuo ente")).to_have_value(nome)
    chi.controlla()
    chi.scrive("Il tuo contributo", testo)
    chi.preme("Manda il contributo")
    chi.legge("Grazie")
    chi.controlla()


def non_si_vede_ancora(chi, titolo):
    alla_consultazione(chi, titolo)
    chi.legge("Ancora nessun contributo pubblicato")


def modera(chi, titolo):
    """Ne pubblica uno e dice perché l’altro no."""
    chi.va(f"{PIANO}consultazioni/")
    chi.segue(titolo)
    chi.controlla(1280, 390)
    # In testa c’è il primo arrivato fra quelli da leggere.
    chi.titolo("Comitato dei pendolari")
    chi.preme("Pubblica", exact=True)
    chi.legge("Pubblicato: ora è fra le proposte, e aspetta una risposta.")
    chi.titolo("Senza nome")
    chi.segue("Non pubblicare")
    chi.scrive("Perché", "Non parla di servizi sociali.")
    chi.preme("Non pubblicare")
    chi.legge("Il contributo non si vede nella pagina pubblica.")
    chi.legge("Nessun contributo da leggere.")
    chi.controlla(1280, 390)


def risponde(chi):
    chi.segue("Proposta P-")
    chi.legge(TESTO)
    chi.segue("Rispondi")
    chi.spunta("Accolta in parte")
    chi.scrive("Perché", PERCHE)
    chi.sceglie("In quale sezione del piano si ritrova", 1)
    chi.preme("Salva la risposta")
    chi.legge(PERCHE)
    chi.controlla(1280, 390)


def si_vede_con_la_risposta(chi, titolo):
    alla_consultazione(chi, titolo)
    for parole in ("Comitato dei pendolari", TESTO, "Accolta in parte", PERCHE, "Nel piano, sezione"):
        chi.legge(parole)
    for parole in (FUORI_TEMA, "pendolari@comitato.example"):
        expect(chi.pagina.get_by_text(parole)).to_have_count(0)
    chi.controlla()


def conclude(chi, titolo):
    chi.va(f"{PIANO}consultazioni/")
    chi.segue(titolo)
    chi.conferma("Concludi adesso")
    chi.legge("Conclusa: gli indirizzi e-mail sono cancellati.")
