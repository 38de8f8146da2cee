"""Un Ambito con un esemplare di tutto, e accanto ciò che se ne pubblica: serve a vedere che il resto resta dov’è."""

from dataclasses import asdict
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

from django.utils import timezone

from accordo.models import AccordoDiProgramma
from ambito.assemblea.models import Deliberazione, PuntoOdg, Seduta
from ambito.assemblea.operazioni import aula, deliberazioni, sedute
from ambito.models import ContenutoDocumento, DataPubblica, Documento
from piano.documenti import finale, monitoraggio, prepara
from piano.models import Azione, PianoDiZona, ValutazioneObiettivo, VersionePiano
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from tests.assemblea.conftest import PREPARA, QUANDO, Assemblea
from tests.assemblea.test_atti import tratta
from tests.scena import ADESSO, aggiungi_delegato

MODULI = sorted(p.stem for p in (Path(__file__).parents[1] / "permessi" / "rotte").glob("*.py") if p.stem != "__init__")
CANARINO = "canarino"
# La cifra di una riga che nessuno ha ancora validato.
NON_VALIDATA = "987654.32"
CODICE = "RSSMRA80A01F205X"
ANNO = 2024


def costruisci(lodi):
    """Un po’ di tutto dalle prove dei diritti; poi il piano adottato, gli atti all’albo, la spesa chiusa, l’accordo in vigore."""
    aggiungi_delegato(lodi)
    for modulo in MODULI:
        import_module(f"tests.permessi.rotte.{modulo}").prepara(lodi)
    piano(lodi)
    atti(lodi)
    spesa()
    AccordoDiProgramma.objects.update(stato="vigente")
    return lodi


def emesso(lodi, tipo, oggetto_id, preparato, *, versione=1, titolo=None):
    """Un documento emesso dai dati preparati, con il suo PDF."""
    documento = Documento.objects.create(
        tipo=tipo, oggetto_id=oggetto_id, versione=versione, titolo=titolo or preparato.titolo, nome_file=preparato.nome_file,
        dati=asdict(preparato), impronta_dati="0" * 64, codice=f"{lodi.ambito.pk}-{tipo[:4]}-{oggetto_id}-{versione}",
        sha256="0" * 64, dimensione=4, permesso="legge_piano", emesso_il=ADESSO,
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=documento, byte=b"%PDF")
    return documento


def piano(lodi):
    """Il piano 2025-2027 in vigore con il suo PDF e una relazione pubblicata; un’altra relazione resta dell’ufficio."""
    trovato = PianoDiZona.objects.get(triennio_inizio=2025)
    versione = VersionePiano.objects.filter(piano=trovato).order_by("numero").select_related("piano__ambito", "aggiorna").first()
    PianoDiZona.objects.filter(pk=trovato.pk).update(
        adottata=versione, stato="vigente", deliberazione="Deliberazione n. 9/2025", deliberato_il=date(2025, 6, 10)
    )
    trovato = PianoDiZona.objects.select_related("adottata").get(pk=trovato.pk)
    emesso(lodi, "piano", trovato.pk, prepara(versione, ADESSO.date()))
    Azione.objects.update(ultima_nota=f"{CANARINO}-nota-di-lavoro")
    ValutazioneObiettivo.objects.create(
        obiettivo=trovato.obiettivi.get(), anno=2025, esito="in_parte", grado=40, perche=f"{CANARINO}-perche", scritta_il=ADESSO,
        scritta_da=lodi.utenti["udp"],
    )  # fmt: skip
    relazione = monitoraggio.prepara(monitoraggio.AnnoDiPiano(trovato, 2025), ADESSO.date())
    pubblicata = emesso(lodi, "monitoraggio", trovato.pk, relazione)
    emesso(lodi, "monitoraggio", trovato.pk, relazione, versione=2, titolo=f"{CANARINO}-relazione-non-pubblicata")
    da_oggi(lodi, "monitoraggio", pubblicata.pk)
    relazione_finale(lodi, trovato)


def relazione_finale(lodi, piano):
    """La relazione con cui il piano finisce: le ragioni di ogni esito sono di tutti."""
    valutata = {"esito": "trascinato", "grado": 30, "perche": f"Serve altro tempo, dice {CODICE}.", "correttivi": "Si riparte."}
    ValutazioneObiettivo.objects.create(
        obiettivo=piano.obiettivi.get(), anno=2027, finale=True, scritta_il=ADESSO, scritta_da=lodi.utenti["udp"], **valutata
    )
    preparata = finale.prepara(piano, ADESSO.date())
    assert CODICE not in str(preparata.dati), "i dati della relazione sono anche quelli del suo PDF"
    emesso(lodi, "relazione-finale", piano.pk, preparata)
    da_oggi(lodi, "relazione-finale", piano.pk)


def da_oggi(lodi, tipo, oggetto_id, giorni=0):
    """La decisione dell’ufficio: si pubblica da oggi, o fra tanti giorni."""
    dal = timezone.localdate() + timedelta(days=giorni)
    autore = lodi.utenti["coordinatore"]
    return DataPubblica.objects.create(oggetto_tipo=tipo, oggetto_id=oggetto_id, dal=dal, decisa_da=autore, decisa_il=ADESSO)


def atti(lodi):
    """Una deliberazione all’albo, con un codice fiscale nel testo; una che ci andrà; una di un punto in seduta non pubblica."""
    assemblea = Assemblea(lodi)
    seduta = assemblea.bozza(punti=3)
    detti = ["Il riparto del fondo", "Il bando che verrà", f"{CANARINO}-riservato"]
    for punto, oggetto in zip(seduta.punti.order_by("ordine"), detti, strict=True):
        testo = f"Contributo a {CODICE}." if oggetto == detti[0] else f"{CANARINO}-non-ancora-all-albo"
        PuntoOdg.objects.filter(pk=punto.pk).update(oggetto=oggetto, proposta=testo, riservato=oggetto == detti[2])
    Seduta.objects.filter(pk=seduta.pk).update(collegamento=f"https://{CANARINO}.example")
    sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA)
    aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO)
    seduta = Seduta.objects.get(pk=seduta.pk)
    assemblea.entrano(seduta)
    seduta = aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO, presiede="Aldo")
    tratta(assemblea, seduta)
    aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1))
    oggi = timezone.localdate()
    for oggetto, dal in zip(detti, (oggi, oggi + timedelta(days=30), oggi), strict=True):
        atto = Deliberazione.objects.get(oggetto=oggetto)
        deliberazioni.pubblica(atto, dal=dal, poteri=assemblea.di("segretario"), adesso=QUANDO)


def spesa():
    """La campagna chiusa con un Comune validato; la riga di Codogno non lo è."""
    VoceSpesa.objects.filter(rendiconto__comune__nome="Codogno").update(spesa_lorda=NON_VALIDATA, spesa_netta=NON_VALIDATA)
    Rendiconto.objects.filter(campagna__anno=ANNO, comune__nome="Casalpusterlengo").update(stato="validato")
    Campagna.objects.filter(anno=ANNO).update(stato="chiusa")
