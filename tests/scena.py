"""La scena dei test: due Ambiti piccoli, una persona per ruolo in ciascuno, con gli stessi nomi."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from ambito import incarichi
from ambito.contesto import in_ambito
from ambito.models import Comune, Ente, PopolazioneComune, Utente
from ambito.operazioni import crea_ambito
from ambito.permessi import RUOLI
from ambito.poteri import Poteri
from tests.calco import dal_calco

ADESSO = datetime(2025, 6, 10, 9, 0, tzinfo=UTC)
OGGI = ADESSO.date()
DAL = date(2025, 1, 1)
PASSWORD = "frase-di-prova-lunga"
COMUNI = {
    "lodi": [
        ("098031", "Lodi", 45000),
        ("098019", "Codogno", 15900),
        ("098010", "Casalpusterlengo", 15200),
        ("098001", "Abbadia Cerreto", 280),
    ],
    "pavese": [("018150", "Siziano", 6000), ("018013", "Belgioioso", 6100), ("018048", "Chignolo Po", 4000)],
}
RUOLI_AMBITO = ["coordinatore", "udp", "segretario", "presidente", "revisore"]
RUOLI_COMUNE = ["sindaco", "operatore", "ragioneria"]


def crea_comune(codice, nome, residenti):
    """Un Comune di riferimento con la sua popolazione (dati di prova); lo stesso codice con due nomi è un errore di chi prova."""
    comune, nuovo = Comune.objects.get_or_create(
        codice_istat=codice,
        defaults={"nome": nome, "provincia": "LO", "regione": "Lombardia", "codice_catastale": f"X{codice[-3:]}"},
    )
    assert comune.nome == nome, f"{codice} è già {comune.nome}: {nome} vuole un codice suo"
    if nuovo:
        PopolazioneComune.objects.create(comune=comune, data=date(2024, 1, 1), valore=residenti, fonte="dato di prova")
    return comune


def crea_utente(email):
    """Una persona senza password: i test entrano con `force_login`."""
    return Utente.objects.create(email=email, nome=email.split("@")[0])


class ScenaAmbito(SimpleNamespace):
    """Un Ambito di prova: `.ambito`, `.comuni` per nome, `.utenti` per ruolo (`operatore`, `operatore.altro`…)."""

    def aperto(self, ruolo=None):
        """Contesto per leggere e scrivere nell’Ambito, a nome di quel ruolo."""
        return in_ambito(self.ambito.pk, self.utenti[ruolo].pk if ruolo else None)

    def poteri(self, ruolo):
        """I poteri di quel ruolo (da usare dentro `aperto`)."""
        return Poteri(self.utenti[ruolo], self.ambito, date.today())

    def client(self, ruolo):
        """Un navigatore già entrato come quel ruolo."""
        navigatore = Client()
        navigatore.force_login(self.utenti[ruolo])
        return navigatore


def crea_scena(slug, comuni=None, dal=DAL):
    """Un Ambito con i Comuni indicati (il primo è capofila), una persona per ruolo; i ruoli comunali nel secondo e nel terzo."""
    if comuni:
        return _costruisci(slug, comuni, dal)
    comuni = COMUNI[slug]
    # La data di oggi sta negli incarichi che scadono: una prova che ne finge un’altra vuole la sua scena.
    chiave = (slug, dal, date.today())
    return dal_calco(chiave, [codice for codice, *_ in comuni], lambda: _costruisci(slug, comuni, dal))


def _costruisci(slug, comuni, dal):
    righe = [crea_comune(*riga) for riga in comuni]
    ambito = crea_ambito(nome=f"Ambito di {slug}", slug=slug, regione="Lombardia", capofila=righe[0].codice_istat,
                         codici_istat=[c.codice_istat for c in righe], dal=dal, adesso=ADESSO)  # fmt: skip
    scena = ScenaAmbito(ambito=ambito, comuni={c.nome: c for c in righe}, elenco=righe, utenti={})
    with in_ambito(ambito.pk):
        ente = Ente.objects.create(tipo="ats", denominazione="ATS di prova")
        ets = Ente.objects.create(tipo="ets", denominazione="Cooperativa di prova")
        for ruolo in RUOLI_AMBITO:
            _persona(scena, ruolo, ruolo, dal)
        _persona(scena, "ats", "ats", dal, ente=ente)
        _persona(scena, "ets", "ets", dal, ente=ets)
        for ruolo in RUOLI_COMUNE:
            _persona(scena, ruolo, ruolo, dal, comune=righe[1])
            _persona(scena, f"{ruolo}.altro", ruolo, dal, comune=righe[2])
    return scena


def aggiungi_delegato(scena):
    """Chi siede per Codogno (il secondo Comune) quando il Sindaco non c’è."""
    with in_ambito(scena.ambito.pk):
        _persona(scena, "delegato", "delegato", DAL, comune=scena.elenco[1])
    return scena


def _persona(scena, nome, ruolo, dal, **dove):
    utente = scena.utenti[nome] = crea_utente(f"{nome}@{scena.ambito.slug}.example")
    for inizio, fine in _rinnovi(dal) if RUOLI[ruolo].lettura else [(dal, None)]:
        incarichi.conferisci(
            utente=utente, ruolo=ruolo, dal=inizio, al=fine, atto="atto di prova", autore=None, adesso=ADESSO, **dove
        )


def _rinnovi(dal):
    """Un incarico dopo l’altro, di un anno ciascuno, fino a coprire oggi: chi legge soltanto ha sempre una scadenza."""
    while dal <= date.today():
        fine = dal + timedelta(364)
        yield dal, fine
        dal = fine + timedelta(1)


@pytest.fixture
def lodi(db):
    """L’Ambito di prova «lodi» (4 Comuni): operatore, sindaco e ragioneria sono di Codogno; gli `.altro` di Casalpusterlengo."""
    return crea_scena("lodi")


@pytest.fixture
def pavese(db):
    """Un secondo Ambito, per provare che niente passa dall’uno all’altro."""
    return crea_scena("pavese")


@pytest.fixture
def gestore(db):
    return Utente.objects.create(email="gestore@portale.example", gestore=True)
