"""Un Ambito con qualcosa di pubblico in ogni insieme e, accanto, ciò che pubblico non è: ogni bozza porta un canarino."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from accordo import operazioni as accordo
from ambito.assemblea.models import Deliberazione, PuntoOdg
from ambito.assemblea.operazioni import deliberazioni, votazioni
from ambito.flusso import esegui
from piano import operazioni as piani
from piano.models import ConsultazionePubblica, Contributo, Obiettivo, PianoDiZona
from piano.operazioni import consultazioni
from rendicontazione import operazioni as spesa
from servizi.operazioni import pratiche, rilevazioni
from tests.accordo.fabbriche import crea_avviso
from tests.accordo.fabbriche import invia as invia_adesione
from tests.accordo.riparti import deliberato, depositato
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.assemblea.test_segreto import SEGRETO, TOTALI, con_un_voto_a_testa
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.piano.test_aggiornamento import vigente
from tests.rendicontazione.fabbriche import aggiungi, apri, chi, invia, spesa_di
from tests.scena import ADESSO, crea_scena
from tests.servizi.fabbriche import apri_raccolta, crea_pratica, crea_unita, scrivi

# Testi, importi e conteggi che nessuno deve trovare nel sito pubblico.
CANARINO, IMPORTO, CONTEGGIO = "Canarino", "76543.21", 7531


@pytest.fixture(scope="module")
def aperto(django_db_setup, django_db_blocker):
    """Gli Ambiti di prova, costruiti una volta per file; alla fine si annulla tutto."""
    with django_db_blocker.unblock(), transaction.atomic():
        lodi, _ = crea_scena("lodi"), crea_scena("pavese")
        for riempie in (_servizi, _misure, _assemblea, _piano, _accordo, _spesa):
            with lodi.aperto("segretario"):
                riempie(lodi)
        yield lodi
        transaction.set_rollback(True)


def _servizi(scena):
    nidi = [crea_unita(scena, denominazione=f"=Nido {n}", gestore="Cooperativa", indirizzo="Via Roma, 1") for n in (1, 2)]
    crea_unita(scena, denominazione=f"{CANARINO} chiuso", al=date(2024, 1, 1))
    for n, unita in enumerate([*nidi, crea_unita(scena, denominazione=f"{CANARINO} in attesa", dal=date(2100, 1, 1))]):
        dati = {"provvedimento": f"Determina {n}", "vale_dal": date(2025, 1, 1), "vale_al": date(2099, 1, 1)}
        pratica = crea_pratica(scena, unita, "accreditamento", ricevuta_il=date(2024, 11, 1), **dati)
        for passo in ("completa", "accredita"):
            pratica = pratiche.compi(pratica, passo, nota=CANARINO, poteri=scena.poteri("udp"), adesso=ADESSO)


def _misure(scena):
    """Codogno ha consegnato il 2024; Casalpusterlengo no; il 2025 si raccoglie ancora."""
    finita = apri_raccolta(scena)
    scrivi(scena, utenti=40, ore=3000, costo=Decimal("1234.50"))
    scrivi(scena, "ASILO_NIDO", utenti=2, ore=88, giornate=77, posti=30, lista_attesa=1, costo=Decimal("999.99"))
    scrivi(scena, comune="Casalpusterlengo", ruolo="operatore.altro", utenti=CONTEGGIO)
    rilevazioni.consegna(finita, scena.comuni["Codogno"], poteri=scena.poteri("operatore"), adesso=ADESSO)
    in_corso = apri_raccolta(scena, 2025, timezone.localdate() + timedelta(days=30))
    scrivi(scena, anno=2025, utenti=CONTEGGIO, motivo="Apre un servizio")
    rilevazioni.consegna(in_corso, scena.comuni["Codogno"], poteri=scena.poteri("operatore"), adesso=ADESSO)


def _assemblea(scena):
    """Punti: due approvati e andati all’albo, uno riservato, uno votato in segreto, uno ancora al voto."""
    assemblea = con_un_voto_a_testa(Assemblea(scena))
    punti = list(assemblea.in_corso(punti=5).punti.order_by("ordine"))
    PuntoOdg.objects.filter(pk=punti[2].pk).update(riservato=True, oggetto=f"{CANARINO} riservato")
    for punto in PuntoOdg.objects.filter(pk__in=[p.pk for p in punti[:3]]).order_by("ordine"):
        votazione = assemblea.metti_ai_voti(punto)
        for nome in scena.comuni:
            assemblea.mano(votazione, nome, "contrario" if nome == "Codogno" else "favorevole")
        assemblea.chiudi(votazione)
    for atto in Deliberazione.objects.all():
        deliberazioni.pubblica(atto, dal=QUANDO.date(), poteri=assemblea.di("segretario"), adesso=QUANDO)
    PuntoOdg.objects.filter(pk=punti[3].pk).update(oggetto=f"{CANARINO} segreto")
    segreto = esegui(PuntoOdg.objects.get(pk=punti[3].pk), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    votazione = votazioni.apri_votazione(segreto, poteri=assemblea.poteri, adesso=QUANDO, scrutinio=SEGRETO)
    votazioni.chiudi_votazione(votazione, poteri=assemblea.poteri, adesso=QUANDO, totali=TOTALI)
    PuntoOdg.objects.filter(pk=punti[4].pk).update(oggetto=f"{CANARINO} al voto")
    assemblea.mano(assemblea.metti_ai_voti(PuntoOdg.objects.get(pk=punti[4].pk)), "Lodi", "contrario")


def _piano(scena):
    """Un piano in vigore che si aggiorna, con una scheda nuova e un titolo cambiato; un altro ancora in bozza."""
    piano = vigente(scena)
    piani.apri_aggiornamento(piano, motivo="Arriva un fondo", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    piano = PianoDiZona.objects.get()
    scheda = piano.obiettivi.get()
    type(scheda).objects.filter(pk=scheda.pk).update(titolo=f"{CANARINO} cambiato")
    obiettivo(piano, scena.utenti["udp"], f"{CANARINO} nuovo")
    _consultazioni(scena, piano)
    bozza = piano_nuovo(scena, 2028)
    area, periodo = bozza.aree.first(), {"inizio": bozza.dal, "fine": bozza.al}
    Obiettivo.objects.create(piano=bozza, area=area, codice="D1", titolo=f"{CANARINO} in bozza", **periodo)


def _consultazioni(scena, piano):
    """Una aperta con due contributi, uno solo pubblicato; una annunciata, una finita, una ancora in bozza."""
    oggi, udp = timezone.localdate(), {"poteri": scena.poteri("udp"), "adesso": timezone.now()}

    def scrivi(titolo, apre, chiude):
        giorni = {"apre": oggi + timedelta(days=apre), "chiude": oggi + timedelta(days=chiude)}
        nuova = ConsultazionePubblica(piano=piano, titolo=titolo, domande="Che cosa manca dove vivi?", **giorni)
        return consultazioni.salva_consultazione(nuova, **udp)

    for titolo, apre, chiude in (("Che cosa manca?", 5, 9), ("Che cosa cambieresti?", -3, 9), ("Che cosa è cambiato?", -40, 9)):
        aperta = consultazioni.pubblica(scrivi(titolo, apre, chiude), **udp)
        if apre == -3:
            for testo in ("Più ore di aiuto a casa.", f"{CANARINO} non ancora letto"):
                scritto = Contributo(testo=testo, nome=f"{CANARINO} che scrive", email="a@b.example")
                arrivato = consultazioni.ricevi_contributo(aperta, scritto, indirizzo=testo, adesso=timezone.now())
                if CANARINO not in testo:
                    consultazioni.pubblica_contributo(arrivato, **udp)
    consultazioni.concludi(aperta, **udp)
    scrivi(f"{CANARINO} in bozza", 1, 9)


def _accordo(scena):
    avviso = crea_avviso(scena, atto="Determina 14")
    accordo.istruisci(
        invia_adesione(scena, avviso), "accogli_sottoscrittore", motivo=CANARINO, poteri=scena.poteri("udp"), adesso=timezone.now()
    )
    invia_adesione(scena, avviso, "Casalpusterlengo", "operatore.altro")
    deliberato(scena, titolo="Spese comuni")
    depositato(scena, titolo=f"{CANARINO} depositato")


def _spesa(scena):
    """Il 2021 è chiuso con Codogno validato; il 2024 è aperto, e Codogno vi è già validato."""
    for anno, aree, lorda in ((2021, ("ANZ", "DIS"), "1000.00"), (2024, ("ANZ",), IMPORTO)):
        campagna = apri(scena, anno)
        rendiconto = spesa_di(scena, anno=anno)
        for area in aree:
            aggiungi(scena, rendiconto, area=area, lorda=lorda, utenti=1, nota=CANARINO)
        aggiungi(scena, spesa_di(scena, "Casalpusterlengo", anno), "operatore.altro", lorda=IMPORTO)
        invia(scena, rendiconto, messaggio=CANARINO)
        spesa.valida(spesa_di(scena, anno=anno), **chi(scena, "udp"))
        if anno == 2021:
            spesa.chiudi_campagna(campagna, **chi(scena, "udp"))
