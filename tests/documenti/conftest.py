"""Un esemplare di ogni specie di documento, fatto passando dalle operazioni vere e congelato come alla richiesta."""

import json
from dataclasses import asdict, dataclass, replace
from types import SimpleNamespace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accordo.models import Adesione
from ambito import documenti, stemmi
from ambito.documenti import Preparato
from ambito.models import Incarico, Utente
from ambito.nucleo.impronta import impronta
from ambito.nucleo.pdf import Allegato, rendi_pdf
from ambito.registri import DOCUMENTI
from piano.documenti import Coppia
from piano.operazioni import congela_bozza, salva_sezione, togli_obiettivo
from piano.selezioni import obiettivi
from tests.accordo import fabbriche as accordo
from tests.assemblea.conftest import Assemblea
from tests.assemblea.test_atti import conclusa
from tests.piano import fabbriche as piano
from tests.rendicontazione.test_documento import due_comuni
from tests.scena import ADESSO, aggiungi_delegato, crea_scena

TESTO_RICCO = (
    "<h2>Contesto</h2><p>Testo con <strong>grassetto</strong> e <a href='https://www.example.it/'>collegamento</a>.</p>"
    "<ul><li><p>uno</p><ol><li><p>due</p></li></ol></li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>1</td></tr></table>"
)
# Parole, collegamento, voci e righe che cambiano: ciò che un confronto deve saper segnare.
TESTO_RITOCCATO = (
    "<h2>Contesto</h2><p>Un testo con <strong>altro grassetto</strong> e <a href='https://www.example.it/'>altro legame</a>.</p>"
    "<ul><li><p>tre</p></li></ul><table><tr><td>a</td><td>c</td></tr><tr><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
)
CODICE = "1-2222-3333-4444"
STEMMA = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDAT"
    b"x\xdacd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass(frozen=True)
class Esemplare:
    """Il documento congelato di una specie e chi lo chiede; `html()` lo compone, `pdf()` lo rende."""

    tipo: str
    preparato: Preparato
    ambito_id: int
    autore: Utente

    def con(self, preparato):
        return replace(self, preparato=preparato)

    def html(self):
        """L’HTML che il lavoro darebbe all’impaginazione, dai dati riletti come li conserva la banca dati."""
        congelati = json.loads(json.dumps(asdict(self.preparato), cls=DjangoJSONEncoder))
        argomenti = {"tipo": self.tipo, "codice": CODICE, "impronta": impronta(congelati)}
        lavoro = SimpleNamespace(ambito_id=self.ambito_id, argomenti=argomenti, chiesto_il=ADESSO, chiesto_da=self.autore)
        return documenti.componi(lavoro, Preparato(**congelati))

    def pdf(self):
        allegati = [Allegato(a["nome"], a["testo"].encode(), a["descrizione"], ADESSO) for a in self.preparato.allegati]
        return rendi_pdf(self.html(), titolo=self.preparato.titolo, allegati=allegati)


@pytest.fixture(scope="module")
def esemplari(django_db_setup, django_db_blocker):
    """`{tipo: Esemplare}` per ogni specie registrata; ciò che serve a farli si annulla alla fine."""
    with django_db_blocker.unblock(), transaction.atomic():
        scena = aggiungi_delegato(crea_scena("lodi"))
        with scena.aperto("coordinatore"):
            stemmi.cambia(byte=STEMMA, descrizione="Stemma di prova", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
            yield {tipo: _esemplare(scena, tipo, oggetto) for tipo, oggetto in _oggetti(scena).items()}
        transaction.set_rollback(True)


def _oggetti(scena):
    """Un oggetto per specie: una specie nuova senza il suo esempio fa fallire le prove (`test_specie`)."""
    seduta = conclusa(Assemblea(scena), punti=2)
    bozza = piano.piano_pronto(scena)
    sezione = piano.sezione_di(bozza)
    salva_sezione(sezione, TESTO_RICCO, partenza=sezione.revisione, utente=scena.utenti["udp"], adesso=ADESSO)
    versione = congela_bozza(bozza, nome="Per il Tavolo", nota="", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    salva_sezione(sezione, TESTO_RITOCCATO, partenza=sezione.revisione + 1, utente=scena.utenti["udp"], adesso=ADESSO)
    togli_obiettivo(obiettivi(bozza).get(), utente=scena.utenti["udp"], adesso=ADESSO)
    piano.obiettivo(bozza, scena.utenti["udp"], "Un altro obiettivo")
    adesione = accordo.invia(scena, accordo.crea_avviso(scena))
    return {
        "confronto": Coppia(bozza, versione, None),
        "convocazione": seduta,
        "delega": Incarico.objects.get(ruolo="delegato"),
        "relata": seduta,
        "lettere": seduta,
        "verbale": seduta.verbale,
        "estratto": seduta.deliberazioni.first(),
        "piano": bozza,
        "adesione": Adesione.objects.get(pk=adesione.pk),
        "rendicontazione": due_comuni(scena),
    }


def _esemplare(scena, tipo, oggetto):
    preparato = replace(DOCUMENTI[tipo].prepara(oggetto), intestazione=documenti._intestazione())
    return Esemplare(tipo, preparato, scena.ambito.pk, scena.utenti["coordinatore"])
