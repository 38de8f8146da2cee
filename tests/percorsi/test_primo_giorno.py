"""Il primo giorno: quattro percorsi della dimostrazione fatti da chi non l’ha mai vista, con ciò che lo schermo dice e nient’altro.

Si parte da «/»; nessun indirizzo, nessun segno della pagina che non si veda. Che sia così lo controlla `test_alla_cieca.py`. Dove
una prova di questo file non passa si corregge la pagina: vuol dire che non dice abbastanza.
"""

import io
import re
from datetime import date

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ambito.assemblea.models import Seduta
from ambito.assemblea.stati import StatoSeduta
from tests.percorsi.persona import ATTESA
from tests.percorsi.prima_volta import PrimaVolta

pytestmark = [pytest.mark.browser, pytest.mark.lento]
PIANO = "Piano di Zona 2025-2027"
# Nei dati dimostrativi non ha ancora aderito né rendicontato, e nessun altro percorso se ne serve.
COMUNE = "Maleo"
ADESIONE = f"l’adesione di {COMUNE} all’accordo 2025-2027"
# Il codice fiscale degli esempi dei manuali: non è di nessuno.
CODICE_FISCALE = "RSSMRA85T10A562S"


@pytest.fixture
def arriva(persona):
    """Qualcuno apre il portale ed entra: `arriva("Sindaco di Codogno", telefono=True)`; il Comune è quello di queste prove."""
    return lambda chi, **altro: PrimaVolta(persona(**altro)).entra(chi, COMUNE)


def test_si_finisce_il_piano_e_lo_si_propone(arriva):
    scrive_le_sezioni_che_mancano(arriva("Chi scrive il Piano di Zona"))
    coordinatrice = arriva("Coordinatrice dell’Ufficio di Piano")
    chiude_il_giro(coordinatrice)
    propone(coordinatrice)
    ci_ripensa(coordinatrice)


def scrive_le_sezioni_che_mancano(chi):
    """«Tocca a te» dice quali; ciò che si scrive si salva da sé."""
    for sezione in ("4 Rete dei servizi e delle unità d’offerta", "8 Integrazione sociosanitaria"):
        chi.segue("Tocca a te")
        chi.segue(f"Scrivi la sezione {sezione}")
        chi.sono_in(sezione)
        chi.legge("Che cosa scrivere")
        chi.batte("Testo della sezione", " I servizi si leggono Comune per Comune.")
        chi.legge("Salvato alle")
        chi.preme("Salva e segna come completa")
        chi.legge(f"Sezione «{sezione}» salvata.")
    chi.legge("13 su 13")


def chiude_il_giro(chi):
    """Il testo è completo ma i Comuni stanno ancora leggendo: il piano lo dice, e «Tocca a te» dice che cosa fare."""
    chi.segue(f"Chiudi il giro di osservazioni sul {PIANO}")
    chi.legge("Si risponde fino al")
    chi.segue("Chiudi il giro")
    chi.sono_in("Chiudi il giro")
    chi.scrive("Motivo", "I Comuni che mancano hanno detto a voce che va bene.")
    chi.preme("Chiudi il giro")
    chi.legge("Giro chiuso")


def propone(chi):
    chi.segue("Tocca a te")
    chi.segue(f"Proponi il {PIANO}")
    chi.sono_in(PIANO)
    chi.legge("il piano si può proporre all’Assemblea dei Sindaci")
    chi.conferma("Proponi al voto")
    chi.sono_in("Proposta")
    chi.legge("Adesso il segretario lo iscrive all’ordine del giorno di una seduta.")
    chi.controlla(390, 1280)


def ci_ripensa(chi):
    """Il piano torna in bozza: si vede dove si fa, e gli altri percorsi lo ritrovano com’era."""
    chi.segue(PIANO)
    chi.legge("Il prossimo passo")
    chi.scrive("Motivo o atto", "Manca ancora un confronto con i Comuni.")
    chi.preme("Rinvia a bozza")
    chi.legge("Il piano è tornato in bozza")


def test_un_comune_aderisce(arriva):
    operatrice = arriva("Chi compila per Codogno")
    compila(operatrice)
    numero = il_sindaco_conferma(arriva("Sindaco di Codogno", telefono=True))
    l_ufficio_accoglie(arriva("Chi scrive il Piano di Zona"))
    operatrice.segue("Tocca a te")
    operatrice.segue(f"Accolta l’adesione di {COMUNE}")
    operatrice.sono_in(f"Adesione di {COMUNE}")
    operatrice.legge("Accolta: sottoscrive")
    operatrice.legge(f"Ricevuta n. {numero}")


def compila(chi):
    chi.segue(f"Compila {ADESIONE}")
    chi.sono_in(f"Adesione di {COMUNE}")
    chi.segue("Comincia")
    chi.sono_in("Chi aderisce")
    chi.scrive("PEC", "comune@pec.maleo.example")
    chi.scrive("E-mail", "sociali@maleo.example")
    chi.scrive("Telefono", "0377 000000")
    chi.legge("Quello di chi rappresenta il Comune, di solito il Sindaco.")
    chi.scrive("Codice fiscale personale", CODICE_FISCALE)
    chi.preme("Salva e continua")
    chi.sono_in("Aree e tavoli")
    chi.spunta("Sottoscrive l’accordo di programma")
    chi.spunta("Anziani")
    chi.preme("Salva e continua")
    chi.sono_in("Risorse e allegati")
    chi.sceglie("Chi ha deciso", "Giunta comunale")
    chi.scrive("Numero dell’atto", "12")
    chi.scrive("Data dell’atto", date.today().isoformat())
    chi.allega("File da allegare (facoltativo)", delibera())
    chi.preme("Carica il file")
    chi.legge("«delibera-12.pdf» è allegato.")
    chi.preme("Salva e continua")
    chi.sono_in("Dichiarazioni e invio")
    chi.spunta_tutto("Dichiarazioni")
    chi.preme("È pronta per il Sindaco")
    chi.legge("il Sindaco la trova in «Tocca a te»")
    chi.controlla(390, 1280)


def delibera():
    """Un PDF di una pagina, da allegare."""
    uscita = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(uscita)
    return {"name": "delibera-12.pdf", "mimeType": "application/pdf", "buffer": uscita.getvalue()}


def il_sindaco_conferma(chi):
    """Dal telefono legge e conferma; restituisce il numero della ricevuta."""
    chi.segue(f"Conferma {ADESIONE}")
    chi.sono_in(f"Conferma l’adesione di {COMUNE}")
    chi.legge("Che cosa fare adesso")
    chi.legge("delibera-12.pdf")
    chi.segue("Torna su, a «Che cosa fare adesso»")
    chi.preme("Conferma e invia")
    detto = chi.legge("Adesione inviata: ha il numero")
    chi.controlla()
    return re.search(r"ha il numero (\S+)\.", detto)[1]


def l_ufficio_accoglie(chi):
    chi.segue(re.compile(r"^Ci sono \d+ adesioni da esaminare"))
    chi.sono_in("Adesioni dei Comuni")
    chi.segue(COMUNE)
    chi.sono_in(f"Esame dell’adesione di {COMUNE}")
    chi.spunta("Accogli: sottoscriverà l’accordo")
    chi.preme("Registra la decisione")
    chi.legge("Adesione accolta: è fra i sottoscrittori.")


@pytest.fixture
def ora_della_seduta(portale):
    """È l’ora della prossima seduta, già convocata nei dati dimostrativi: invece di aspettarla, la si porta a oggi."""
    with portale.dentro("lodi"):
        assert Seduta.objects.filter(stato=StatoSeduta.CONVOCATA).update(prima_convocazione=timezone.now()) == 1


@pytest.mark.usefixtures("ora_della_seduta")
def test_il_sindaco_legge_e_vota(arriva):
    sindaco = arriva("Sindaco di Codogno", telefono=True)
    legge_le_carte(sindaco)
    segretaria = arriva("Segretaria dell’Assemblea")
    segretaria.segue(re.compile("^Apri la seduta del"))
    segretaria.preme("Apri la sala in prima convocazione")
    entra_in_sala(sindaco)
    porta_ai_voti(segretaria)
    vota(sindaco)
    conta(segretaria)
    legge_il_risultato(sindaco)


def legge_le_carte(chi):
    """La prossima seduta è la prima cosa che vede: di ogni punto si arriva a ciò che c’è da leggere."""
    chi.legge("La prossima seduta")
    chi.segue("Leggi l’ordine del giorno e le carte")
    chi.sono_in("Seduta del")
    chi.segue("Leggi il verbale da approvare")
    chi.sono_in("Verbale n. 1/2025")
    chi.torna_indietro()
    chi.apre("Leggi la proposta", dove=chi.articolo("3. Sportello di segretariato sociale"))
    chi.legge("uno sportello itinerante")
    chi.controlla()


def entra_in_sala(chi):
    chi.preme("Mostra il menu")
    chi.segue("Tocca a te")
    chi.segue("Entra in sala")
    chi.sono_in("In sala")
    chi.preme("Sono presente")
    chi.legge(re.compile(r"presente dalle ore \d\d:\d\d"))
    chi.legge("Quando un punto va ai voti, qui compare «Vota».")
    chi.controlla()


def porta_ai_voti(chi):
    """Segna chi è in aula, dichiara aperta la seduta, chiama l’ultimo punto e lo mette ai voti."""
    chi.sono_in("In sala")
    chi.apre("Segna chi è in aula")
    chi.spunta_tutto("Comuni in sala da segnare presenti")
    chi.preme("Segna presenti")
    chi.preme("Dichiara aperta la seduta")
    chi.legge("La seduta è aperta: il numero legale c’è.")
    chi.preme("Chiama il punto 3")
    chi.preme("Metti ai voti")
    chi.legge("Si vota sul punto 3.")


def vota(chi):
    """La sala gli dice da sé che si vota."""
    chi.titolo("Si vota adesso")
    chi.segue("Vota")
    chi.sono_in("Voto sul punto 3")
    chi.legge("uno sportello itinerante")
    chi.legge("una volta confermato, non si cambia")
    chi.spunta("Favorevole")
    chi.preme("Conferma il voto")
    chi.titolo("Voto registrato")
    chi.legge("Il risultato compare in sala quando la votazione si chiude.")
    chi.controlla()
    chi.segue("Torna in sala")


def conta(chi):
    """Gli altri Comuni votano per alzata di mano: tutti a favore."""
    chi.segue("Registra le mani alzate")
    # Si registra ciò che si è riletto: la rilettura arriva da sé poco dopo la pagina.
    chi.legge("l’esito si vede alla chiusura")
    chi.preme("Registra le schede")
    chi.legge("60 schede registrate.")
    chi.conferma("Chiudi la votazione e conta")
    chi.titolo("La proposta è approvata")


def legge_il_risultato(chi):
    chi.titolo("Ultima votazione: approvata")
    chi.segue("Il conto e le schede")
    chi.titolo("La proposta è approvata")
    chi.controlla()


def test_la_spesa_di_un_comune_fino_al_pdf(arriva):
    inserisce_e_invia(arriva("Chi compila per Codogno", telefono=True))
    coordinatrice = arriva("Coordinatrice dell’Ufficio di Piano")
    controlla_e_valida(coordinatrice)
    assert emette_il_pdf(coordinatrice).startswith(b"%PDF-")


def inserisce_e_invia(chi):
    """Una riga, e ciò che i controlli chiedono di spiegare."""
    chi.segue(f"Inserisci e invia la spesa 2025 di {COMUNE}")
    chi.sono_in(f"Spesa 2025 di {COMUNE}")
    chi.segue("Aggiungi una riga")
    chi.sceglie("Intervento", "2.1 Assistenza domiciliare")
    chi.sceglie("Area di utenza", "ANZ Anziani")
    chi.sceglie("Forma di gestione", "Singola: il Comune da solo")
    chi.scrive("Utenti nell’anno", "40")
    chi.scrive("Spesa lorda", "20.000,50")
    chi.scrive("Compartecipazione degli utenti (facoltativo)", "1.000,00")
    chi.legge("19.000,50 €")
    chi.preme("Salva la riga")
    chi.legge("Riga salvata.")
    chi.legge("quando le righe ci sono tutte, premi «Controlla e invia»")
    chi.segue("Controlla e invia")
    chi.sono_in("Controlla e invia")
    chi.legge("Prima di inviare, spiega")
    chi.riempie_tutto("Spiega ciò che i controlli fanno notare", "Da quest’anno lo gestisce l’Azienda.")
    chi.controlla()
    chi.preme("Invia all’Ufficio di Piano")
    chi.legge("Spesa inviata all’Ufficio di Piano.")
    chi.controlla()


def controlla_e_valida(chi):
    chi.segue(re.compile(r"^Controlla la spesa 2025 di \d+ Comuni$"))
    chi.sono_in("Spesa sociale 2025")
    chi.segue(COMUNE)
    chi.sono_in(f"Spesa 2025 di {COMUNE}")
    chi.conferma("Valida")
    chi.legge("Spesa validata.")


def emette_il_pdf(chi):
    """Dalle briciole si torna alla campagna; il documento arriva da sé nella pagina che ne segue la preparazione."""
    chi.segue("Spesa sociale 2025")
    chi.preme("Emetti il PDF")
    chi.sono_in("Rendicontazione della spesa sociale 2025")
    pronto = chi.pagina.get_by_role("link", name="Apri il documento")
    expect(pronto).to_be_visible(timeout=3 * ATTESA)
    pronto.click()
    chi.legge("Come riconoscerlo")
    return chi.scarica("rendicontazione-2025.pdf")
