"""Un esemplare di ogni specie di documento, fatto passando dalle operazioni vere e congelato come alla richiesta."""

import io
import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from random import Random
from types import SimpleNamespace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from PIL import Image

from accordo.models import Adesione
from accordo.selezioni.riscossione import conti_del_comune
from ambito import documenti, invii, stemmi
from ambito.documenti import Preparato
from ambito.models import FrammentoDocumento, Incarico, Lettera, Utente
from ambito.nucleo.impronta import impronta
from ambito.registri import DOCUMENTI
from piano.documenti.confronto import Coppia
from piano.documenti.monitoraggio import AnnoDiPiano
from piano.models import PersonaleObiettivo, PianoDiZona, Rilevazione, RisorsaAttuativo, ValutazioneObiettivo, VoceAttuativo
from piano.operazioni import (
    attuativi,
    carica_figura,
    collega_quota,
    congela_bozza,
    proposte,
    riassumi_sezione,
    salva_sezione,
    togli_obiettivo,
)
from piano.selezioni import obiettivi
from rendicontazione import selezioni as spesa
from rendicontazione.operazioni.bilancio import comincia_versione
from servizi.models import Fondo
from tests.accordo import accordi, riparti
from tests.accordo import fabbriche as accordo
from tests.assemblea.conftest import Assemblea
from tests.assemblea.test_atti import conclusa
from tests.piano import fabbriche as piano
from tests.piano.partecipazione import concertato, proposta
from tests.rendicontazione import bilanci
from tests.rendicontazione.test_documento import due_comuni
from tests.scena import ADESSO, OGGI, aggiungi_delegato, crea_scena
from tests.servizi.fabbriche import crea_assegnazione

TESTO_RICCO = (
    "<h2>Contesto</h2><p>Testo con <strong>grassetto</strong> e <a href='https://www.example.it/'>collegamento</a>.</p>"
    "<ul><li><p>uno</p><ol><li><p>due</p></li></ol></li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>1</td></tr></table>"
    "<p>[figura: una-figura]</p><p>[figura: una-fotografia]</p><ul><li><p>[figura: una-figura]</p></li></ul>"
)
# Parole, collegamento, voci e righe che cambiano: ciò che un confronto deve saper segnare.
TESTO_RITOCCATO = (
    "<h2>Contesto</h2><p>Un testo con <strong>altro grassetto</strong> e <a href='https://www.example.it/'>altro legame</a>.</p>"
    "<ul><li><p>tre</p></li></ul><table><tr><td>a</td><td>c</td></tr><tr><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    "<p>[figura: una-figura]</p><p>[figura: una-fotografia]</p><ul><li><p>[figura: una-figura]</p></li></ul>"
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

    def _lavoro(self):
        """Il lavoro e il documento che farebbe, dai dati riletti come li conserva la banca dati."""
        congelati = json.loads(json.dumps(asdict(self.preparato), cls=DjangoJSONEncoder))
        argomenti = {"tipo": self.tipo, "codice": CODICE, "impronta": impronta(congelati)}
        lavoro = SimpleNamespace(ambito_id=self.ambito_id, argomenti=argomenti, chiesto_il=ADESSO, chiesto_da=self.autore)
        return lavoro, Preparato(**congelati)

    def html(self):
        """L’HTML che va all’impaginazione, capitoli compresi."""
        capitoli = documenti.componi_capitoli(*self._lavoro())
        return documenti.componi(*self._lavoro()) + "".join(c.html for c in capitoli)

    def pdf(self):
        """Il PDF rifatto per intero, anche se i suoi capitoli sono già stati impaginati."""
        FrammentoDocumento.objects.all().delete()
        return documenti.rendi(*self._lavoro(), lambda fatti, totali, fase="": None)


@pytest.fixture(scope="module")
def esemplari(django_db_setup, django_db_blocker):
    """`{tipo: Esemplare}` per ogni specie registrata; ciò che serve a farli si annulla alla fine."""
    with django_db_blocker.unblock(), transaction.atomic():
        scena = aggiungi_delegato(crea_scena("lodi"))
        with scena.aperto("coordinatore"):
            stemmi.cambia(byte=STEMMA, descrizione="Stemma di prova", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
            yield {tipo: _esemplare(scena, tipo, oggetto) for tipo, oggetto in _oggetti(scena).items()}
        transaction.set_rollback(True)


def _fotografia():
    """Punti a caso, sempre gli stessi: come PNG peserebbe troppo, e diventa un JPEG."""
    uscita = io.BytesIO()
    Image.frombytes("RGB", (400, 300), Random(1).randbytes(400 * 300 * 3)).save(uscita, "PNG")
    return uscita.getvalue()


def _oggetti(scena):
    """Un oggetto per specie: una specie nuova senza il suo esempio fa fallire le prove (`test_specie`)."""
    seduta = conclusa(Assemblea(scena), punti=2)
    bozza = piano.piano_pronto(scena)
    sezione = piano.sezione_di(bozza)
    chi = {"poteri": scena.poteri("coordinatore"), "adesso": ADESSO}
    carica_figura(bozza, byte=STEMMA, titolo="Una figura", descrizione="Un punto rosso.", fonte="Nostra", **chi)
    carica_figura(bozza, byte=_fotografia(), titolo="Una fotografia", descrizione="Neve.", fonte="", **chi)
    salva_sezione(sezione, TESTO_RICCO, partenza=sezione.revisione, utente=scena.utenti["udp"], adesso=ADESSO)
    versione = congela_bozza(bozza, nome="Per il Tavolo", nota="", **chi)
    salva_sezione(sezione, TESTO_RITOCCATO, partenza=sezione.revisione + 1, utente=scena.utenti["udp"], adesso=ADESSO)
    togli_obiettivo(obiettivi(bozza).get(), utente=scena.utenti["udp"], adesso=ADESSO)
    piano.obiettivo(bozza, scena.utenti["udp"], "Un altro obiettivo")
    riparto = crea_assegnazione(scena, annualita=2026, vincolata=Decimal(100), vincolo="Almeno la metà ai minori")
    collega_quota(bozza.obiettivi.get(), riparto, Decimal("60.00"), **chi)
    riassumi_sezione(sezione, "Tre righe per chi legge solo queste.", poteri=scena.poteri("udp"), adesso=ADESSO)
    adesione = accordo.invia(scena, accordo.crea_avviso(scena, ammessi=["comuni", "terzo_settore"]))
    _, testo_fermo = accordi.congelato(scena, piano=bozza)
    campagna = due_comuni(scena)
    return {
        "confronto": Coppia(bozza, versione, None),
        "convocazione": seduta,
        "delega": Incarico.objects.get(ruolo="delegato"),
        "relata": seduta,
        "lettere": seduta,
        "lettere-avviso": _invio(scena),
        "verbale": seduta.verbale,
        "estratto": seduta.deliberazioni.first(),
        "opuscolo": bozza,
        "osservazioni": piano.giro_chiuso(scena, bozza),
        "piano": bozza,
        "attuativo": (attuativo := _attuativo(scena, bozza)),
        "attuativo-differenze": attuativo,
        "monitoraggio": AnnoDiPiano(bozza, 2025),
        "esito-consultazione": concertato(scena, bozza),
        "scheda-obiettivo": _scheda(scena, bozza),
        "relazione-finale": _concluso(scena, bozza, versione),
        "accordo": testo_fermo,
        "sottoscrizioni": testo_fermo,
        "adesione": Adesione.objects.get(pk=adesione.pk),
        "adesione-da-firmare": accordo.compila_ente(scena, adesione.avviso),
        "rendicontazione": campagna,
        "griglia": spesa.campagna(campagna.anno),
        **{f"rapporto-{su}": DOCUMENTI[f"rapporto-{su}"].trova(None, None) for su in ("comune", "fondo", "confronto")},
        "riparto": _riparto(scena),
        **{f"rapporto-{su}": DOCUMENTI[f"rapporto-{su}"].trova(None, None) for su in ("quote", "schemi")},
        "bilancio": _bilancio(scena, bozza),
        "quota-comune": conti_del_comune(scena.comuni["Codogno"])[0],
    }


def _scheda(scena, bozza):
    """Una scheda obiettivo con personale, una lettura e una proposta accolta."""
    scheda, udp = bozza.obiettivi.get(), scena.utenti["udp"]
    PersonaleObiettivo.objects.create(obiettivo=scheda, figura="Assistente sociale", ore_settimanali=18)
    Rilevazione.objects.create(indicatore=scheda.indicatori.get(), al=OGGI, valore=11, scritta_il=ADESSO, scritta_da=udp)
    accolta = proposta(scena, bozza.tavoli.first())
    proposte.valuta(accolta, "in_parte", motivo="Dal 2026.", obiettivo=scheda, poteri=scena.poteri("udp"), adesso=ADESSO)
    return scheda


def _concluso(scena, bozza, versione):
    """Il piano come quando si conclude, con l’obiettivo valutato: agli altri esemplari resta in bozza."""
    ValutazioneObiettivo.objects.create(
        obiettivo=bozza.obiettivi.get(), anno=bozza.triennio_fine, finale=True, esito="trascinato", grado=40,
        perche="Mancavano operatori.", correttivi="Si riparte dalle ore.", scritta_il=ADESSO, scritta_da=scena.utenti["udp"],
    )  # fmt: skip
    finito = PianoDiZona.objects.get(pk=bozza.pk)
    finito.adottata, finito.deliberazione, finito.deliberato_il = versione, "Deliberazione n. 9/2025", OGGI
    return finito


def _invio(scena):
    """Un messaggio a molti con la lettera per un Comune in cui non lo riceverebbe nessuno."""
    testo = "Manca la scheda.\n\nPer inviarla c’è tempo fino a venerdì."
    invio = invii.apri("Sollecito per la spesa", testo, persone=2, autore=scena.utenti["udp"], adesso=ADESSO)
    for comune in scena.elenco[:2]:
        Lettera.objects.create(invio=invio, comune=comune, titolo=f"Manca la spesa di {comune}", url="/lodi/rendicontazione/")
    return invio


def _riparto(scena):
    """Un riparto confrontato con quello dell’anno prima, in riscossione, con un pagamento di Codogno."""
    prima = riparti.deliberato(scena, anno=2024)
    criteri = (riparti.criterio(valore=70), riparti.criterio("uguale", 30))
    aperto = riparti.in_riscossione(scena, *criteri, precedente=prima)
    riparti.paga(scena, aperto, "Codogno", "100.00")
    return aperto


def _bilancio(scena, bozza):
    """La previsione approvata e il suo assestamento, che si confronta con lei."""
    bilanci.approvato(scena, scheda=bozza.obiettivi.first(), comune="Codogno")
    bilanci.approva(scena, comincia_versione(bilanci.ANNO, **bilanci.chi(scena)), "Deliberazione n. 9")
    return DOCUMENTI["bilancio"].trova(None, bilanci.ANNO)


def _attuativo(scena, bozza):
    """Un attuativo con un’attività modificata e una aggiunta."""
    chi = {"poteri": scena.poteri("udp"), "adesso": ADESSO}
    attuativo = attuativi.scrivi_sintesi(attuativi.apri_attuativo(bozza, 2025, **chi), "Un anno di prova.", **chi)
    modificata = VoceAttuativo(attuativo=attuativo, obiettivo=bozza.obiettivi.get(), variazione="modificato", motivo="Più fondi")
    attuativi.salva_voce(modificata, risorse=[RisorsaAttuativo(fondo=Fondo.objects.first(), importo=2000)], **chi)
    aggiunta = VoceAttuativo(
        attuativo=attuativo,
        area=bozza.aree.first(),
        titolo="Piano caldo",
        variazione="aggiunto",
        motivo="Estate",
        attivita="Visite.",
    )
    attuativi.salva_voce(aggiunta, **chi)
    return attuativo


def _esemplare(scena, tipo, oggetto):
    preparato = replace(DOCUMENTI[tipo].prepara(oggetto, OGGI), intestazione=documenti._intestazione(scena.ambito))
    return Esemplare(tipo, preparato, scena.ambito.pk, scena.utenti["coordinatore"])
