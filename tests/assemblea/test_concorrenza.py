"""Tanti insieme, su connessioni vere: sessantuno sindaci che votano, voto contro chiusura, numeri, presenze."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ambito import flusso, incarichi
from ambito.assemblea.models import Deliberazione, Presenza, SeggioSeduta, Votazione, Voto
from ambito.assemblea.operazioni import consultazioni, votazioni
from ambito.assemblea.selezioni import conto
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.scena import ADESSO, crea_scena, crea_utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
SINDACI, GIRI, DISPOSITIVI = 61, 6, 8


def crea_grande(quanti):
    """Un Ambito con `quanti` Comuni e un sindaco per ciascuno."""
    scena = crea_scena("lodi", [(f"098{n:03}", f"Comune {n:02}", 500 + 37 * n) for n in range(1, quanti + 1)])
    # Il secondo e il terzo hanno già il loro, dalla scena.
    gia = {scena.elenco[1]: scena.utenti["sindaco"], scena.elenco[2]: scena.utenti["sindaco.altro"]}
    scena.utenti |= {f"di {comune.nome}": utente for comune, utente in gia.items()}
    with scena.aperto():
        for comune in set(scena.elenco) - set(gia):
            utente = scena.utenti[f"di {comune.nome}"] = crea_utente(f"s{comune.pk}@lodi.example")
            dati = {"dal": date(2025, 1, 1), "atto": "prova", "autore": None, "adesso": ADESSO}
            incarichi.conferisci(utente=utente, ruolo="sindaco", comune=comune, **dati)
    return scena


def insieme(azioni):
    """Esegue le azioni nello stesso istante, ciascuna in un filo con la sua connessione; restituisce gli esiti in ordine."""
    via = threading.Barrier(len(azioni))

    def corri(azione):
        try:
            via.wait(timeout=60)
            return azione()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(azioni)) as esecutore:
        return [attesa.result() for attesa in [esecutore.submit(corri, azione) for azione in azioni]]


def scheda(scena, votazione, comune, voto):
    """L’invio della scheda di un Comune dal telefono del suo sindaco; il navigatore entra prima della gara."""
    navigatore = scena.client(f"di {comune.nome}")
    with scena.aperto():
        seggio = SeggioSeduta.objects.get(seduta=votazione.seduta_id, comune=comune)
    url = reverse("assemblea:votazione", args=["lodi", votazione.pk])
    return lambda: navigatore.post(url, {"seggio": seggio.pk, "espressione": voto})


def al_voto(scena, punti=1):
    with scena.aperto("segretario"):
        assemblea = Assemblea(scena)
        seduta = assemblea.in_corso(punti=punti)
        return assemblea, seduta, prossima(assemblea, seduta)


def prossima(assemblea, seduta):
    """Chiama il primo punto ancora da trattare e apre la votazione."""
    punto = flusso.esegui(seduta.punti.filter(stato="iscritto").first(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    return votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)


def test_sessantuno_sindaci_insieme_sessantuno_schede():
    scena = crea_grande(SINDACI)
    assemblea, _, votazione = al_voto(scena)
    scelte = ["favorevole", "contrario", "favorevole", "astenuto"]
    voti = {comune.codice_istat: scelte[n % 4] for n, comune in enumerate(scena.elenco)}
    risposte = insieme([scheda(scena, votazione, c, voti[c.codice_istat]) for c in scena.elenco])
    assert [r.status_code for r in risposte] == [302] * SINDACI
    with scena.aperto("segretario"):
        assert Voto.objects.count() == len(set(Voto.objects.values_list("ricevuta", flat=True))) == SINDACI
        chiusa = assemblea.chiudi(votazione)
        assert chiusa.esito_calcolo["schede"] == voti and conto.riconta(chiusa).coincide


def test_cio_che_e_stato_confermato_e_contato_anche_se_si_chiude_nel_frattempo():
    scena = crea_grande(12)
    assemblea, seduta, votazione = al_voto(scena, punti=GIRI)
    segretario = scena.client("segretario")
    for giro in range(GIRI):
        chiudi = reverse("assemblea:chiudi_votazione", args=["lodi", votazione.pk])
        azioni = [scheda(scena, votazione, c, "favorevole") for c in scena.elenco]
        azioni[4:4] = [lambda url=chiudi: segretario.post(url)] * 3
        risposte = insieme(azioni)
        confermati = sum(r.status_code == 302 and r.url.endswith(f"/votazioni/{votazione.pk}/") for r in risposte) - 3
        rifiutati = [r for r in risposte if r.status_code == 409]
        assert confermati + len(rifiutati) == 12
        assert all("il voto non è stato registrato" in r.content.decode() for r in rifiutati)
        with scena.aperto("segretario"):
            chiusa = Votazione.objects.select_related("seduta", "punto").get(pk=votazione.pk)
            assert chiusa.stato == "chiusa" and chiusa.esito_calcolo["conteggi"]["favorevoli"]["teste"] == confermati
            assert conto.riconta(chiusa).coincide
            if giro < GIRI - 1:
                _libera(assemblea, chiusa)
                votazione = prossima(assemblea, seduta)


def _libera(assemblea, votazione):
    """Se la proposta non ha concluso il punto (nessuno ha fatto in tempo a votare), lo rinvia."""
    punto = type(votazione.punto).objects.get(pk=votazione.punto_id)
    if punto.stato == "in_discussione":
        flusso.esegui(punto, "rinvia", poteri=assemblea.poteri, adesso=QUANDO, nota="prova")


def test_otto_dispositivi_dello_stesso_comune_una_scheda():
    scena = crea_grande(4)
    _, _, votazione = al_voto(scena)
    comune = scena.elenco[0]
    voti = ["favorevole", "contrario"] * (DISPOSITIVI // 2)
    risposte = insieme([scheda(scena, votazione, comune, voto) for voto in voti])
    assert sorted(r.status_code for r in risposte) == [302] + [409] * (DISPOSITIVI - 1)
    with scena.aperto():
        unica = Voto.objects.get()
    assert all(unica.ricevuta in r.content.decode() for r in risposte if r.status_code == 409)


def test_chiusure_insieme_danno_numeri_senza_salti_ne_doppioni():
    scena = crea_grande(4)
    aperte = [al_voto(scena)[2] for _ in range(6)]
    with scena.aperto("segretario"):
        poteri = Assemblea(scena).poteri
        for votazione in aperte:
            seggi = votazione.seduta.seggi.values_list("pk", flat=True)
            votazioni.registra_mani(votazione, dict.fromkeys(seggi, "favorevole"), poteri=poteri, adesso=QUANDO)
    segretario = scena.client("segretario")
    urls = [reverse("assemblea:chiudi_votazione", args=["lodi", v.pk]) for v in aperte]
    risposte = insieme([lambda url=url: segretario.post(url) for url in urls])
    assert {r.status_code for r in risposte} == {302}
    with scena.aperto():
        assert sorted(Deliberazione.objects.values_list("numero", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_la_presenza_da_piu_dispositivi_e_una():
    scena = crea_grande(4)
    with scena.aperto("segretario"):
        seduta = Assemblea(scena).aperta()
        seggio = SeggioSeduta.objects.filter(seduta=seduta, comune=scena.elenco[0]).get()
    navigatore = scena.client(f"di {scena.elenco[0].nome}")
    url = reverse("assemblea:presenza", args=["lodi", seduta.pk])
    risposte = insieme([lambda: navigatore.post(url, {"seggio": seggio.pk, "azione": "entra"})] * DISPOSITIVI)
    assert {r.status_code for r in risposte} == {302}
    with scena.aperto():
        assert Presenza.objects.count() == 1


def test_otto_dispositivi_rispondono_per_lo_stesso_comune_una_risposta_sola():
    """Una consultazione scritta: una risposta per Comune, e chi ha avuto la conferma è nel conto."""
    scena = crea_grande(4)
    with scena.aperto("segretario"):
        dati = {"oggetto": "Proroga", "testo": "", "materia": "ordinaria", "scade_il": timezone.now() + timedelta(days=9)}
        assemblea = Assemblea(scena)
        consultazione = consultazioni.apri(assemblea.organo, **dati, poteri=assemblea.poteri, adesso=timezone.now())
    url = reverse("assemblea:consultazione", args=["lodi", consultazione.pk])

    def risposta(comune):
        navigatore = scena.client(f"di {comune.nome}")
        return lambda: navigatore.post(url, {"comune": comune.pk, "espressione": "favorevole"})

    risposte = insieme([risposta(comune) for comune in scena.elenco for _ in range(DISPOSITIVI)])
    assert sorted(r.status_code for r in risposte) == [302] * 4 + [409] * 4 * (DISPOSITIVI - 1)
    with scena.aperto("segretario"):
        chiusa = consultazioni.chiudi(consultazione, poteri=assemblea.poteri, adesso=timezone.now())
        assert chiusa.esito_calcolo["conteggi"]["favorevoli"]["teste"] == 4
