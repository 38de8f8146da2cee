"""Dopo il voto: albo, esecutività, revoca, seguiti; l’estratto dice com’è l’atto quel giorno."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ambito import flusso
from ambito.assemblea.compiti import compiti
from ambito.assemblea.documenti import NessunaSeduta, estratto
from ambito.assemblea.models import Deliberazione, Pubblicazione, Seguito
from ambito.assemblea.operazioni import deliberazioni as operazioni
from ambito.assemblea.operazioni import votazioni
from ambito.assemblea.operazioni.deliberazioni import AttoNonValido
from ambito.assemblea.selezioni import deliberazioni
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.assemblea.test_atti import conclusa, tratta
from tests.scena import OGGI

ADOZIONE = QUANDO.date()


@pytest.fixture
def atto(assemblea):
    conclusa(assemblea)
    return Deliberazione.objects.get()


def pubblica(assemblea, atto, dal=ADOZIONE, ruolo="segretario", **altro):
    return operazioni.pubblica(atto, dal=dal, poteri=assemblea.di(ruolo), adesso=QUANDO, **altro)


def situazione(oggi):
    return deliberazioni.situazione(deliberazioni.tutte().first(), oggi)[0]


def test_quindici_giorni_all_albo_ed_esecutiva_dopo_il_decimo(assemblea, atto):
    """D.Lgs. 267/2000, artt. 124 e 134: dal 23 giugno all’albo fino al 7 luglio, esecutiva dal 4 luglio."""
    assert situazione(ADOZIONE) == "Da pubblicare"
    pubblicazione = pubblica(assemblea, atto, date(2025, 6, 23))
    assert (pubblicazione.al, pubblicazione.esecutiva_dal) == (date(2025, 7, 7), date(2025, 7, 4))
    assert situazione(date(2025, 7, 3)) == "Esecutiva dal 04/07/2025" and situazione(date(2025, 7, 4)) == "Esecutiva"


def test_immediatamente_eseguibile_con_il_suo_motivo(assemblea, atto):
    with pytest.raises(AttoNonValido, match="Scrivi come"):
        pubblica(assemblea, atto, immediata=True)
    pubblica(assemblea, atto, immediata=True, motivo="con separata votazione, unanime")
    assert situazione(ADOZIONE) == "Immediatamente eseguibile"
    frasi = estratto.prepara(deliberazioni.tutte().first(), OGGI).dati["efficacia"]
    assert "Immediatamente eseguibile: con separata votazione, unanime." in frasi


def test_si_pubblica_una_volta_sola_e_non_prima_dell_adozione(assemblea, atto):
    with pytest.raises(AttoNonValido, match="prima dell’adozione"):
        pubblica(assemblea, atto, ADOZIONE - timedelta(days=1))
    pubblica(assemblea, atto)
    with pytest.raises(AttoNonValido, match="già annotata"):
        pubblica(assemblea, atto)
    for ruolo in ("coordinatore", "sindaco"):
        with pytest.raises(PotereMancante):
            pubblica(assemblea, atto, ruolo=ruolo)


def test_cio_che_e_annotato_non_si_riscrive(assemblea, atto):
    pubblica(assemblea, atto)
    for azione in (lambda: Pubblicazione.objects.update(dal=date(2020, 1, 1)), lambda: Pubblicazione.objects.all().delete()):
        with pytest.raises(IntegrityError, match="non si riscrive"), transaction.atomic():
            azione()


def test_si_revoca_solo_con_un_atto_venuto_dopo(assemblea):
    seduta = assemblea.in_corso(punti=2)
    tratta(assemblea, seduta)
    prima, seconda = Deliberazione.objects.order_by("numero")
    con = {"poteri": assemblea.poteri, "adesso": QUANDO}
    with pytest.raises(AttoNonValido, match="adottata dopo"):
        operazioni.revoca(seconda, con=prima, **con)
    assert list(deliberazioni.che_possono_revocare(prima)) == [seconda] and not deliberazioni.che_possono_revocare(seconda)
    operazioni.revoca(prima, con=seconda, **con)
    revocata = deliberazioni.tutte().get(pk=prima.pk)
    assert deliberazioni.situazione(revocata, ADOZIONE) == (f"Revocata con {seconda.sigla}", "negativo")
    assert f"Revocata con {seconda.sigla} del 20 giugno 2025." in estratto.prepara(revocata, OGGI).dati["efficacia"]
    with pytest.raises(AttoNonValido, match="già revocata"):
        operazioni.revoca(prima, con=seconda, **con)


def test_il_seguito_tocca_a_chi_ne_e_incaricato(assemblea, atto):
    utente = assemblea.scena.utenti["udp"]
    dati = {"che_cosa": "Pubblicare l’avviso", "incaricato": utente, "poteri": assemblea.poteri, "adesso": QUANDO}
    with pytest.raises(AttoNonValido, match="prima dell’adozione, del 20/06/2025"):
        operazioni.affida(atto, entro=ADOZIONE - timedelta(days=1), **dati)
    seguito = operazioni.affida(atto, entro=ADOZIONE + timedelta(days=30), **dati)
    titoli = [c.titolo for c in compiti(assemblea.di("udp"), ADOZIONE)]
    assert "Pubblicare l’avviso" in titoli
    with pytest.raises(PotereMancante):
        operazioni.segna_fatto(seguito, poteri=assemblea.di("coordinatore"), adesso=QUANDO)
    fatto = operazioni.segna_fatto(seguito, poteri=assemblea.di("udp"), adesso=QUANDO)
    assert fatto.fatto_il == ADOZIONE
    assert "Pubblicare l’avviso" not in [c.titolo for c in compiti(assemblea.di("udp"), ADOZIONE)]


def test_il_segretario_sa_che_cosa_manca_da_pubblicare(assemblea, atto):
    def titoli():
        return [c.titolo for c in compiti(assemblea.poteri, ADOZIONE)]

    assert f"Annota la pubblicazione: {atto.sigla}" in titoli()
    pubblica(assemblea, atto)
    assert f"Annota la pubblicazione: {atto.sigla}" not in titoli()


def test_l_estratto_dice_voti_e_dissenzienti(assemblea):
    seduta = assemblea.in_corso()
    punto = flusso.esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    votazione = votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)
    for nome, voto in (("Lodi", "favorevole"), ("Codogno", "favorevole"), ("Abbadia Cerreto", "contrario")):
        assemblea.mano(votazione, nome, voto)
    assemblea.chiudi(votazione)
    dati = estratto.prepara(estratto.trova(anno=2025), OGGI).dati
    assert dati["contrari"] == "Abbadia Cerreto" and dati["presenti"] == "Abbadia Cerreto, Casalpusterlengo, Codogno e Lodi"
    assert dati["efficacia"] == ["La pubblicazione non è ancora annotata."]
    with pytest.raises(NessunaSeduta):
        estratto.trova(anno=2024)


def test_la_scheda_pubblica_affida_e_segna_fatto(lodi):
    with lodi.aperto("segretario"):
        conclusa(Assemblea(lodi))
        atto = Deliberazione.objects.get()
    segretario, udp = lodi.client("segretario"), lodi.client("udp")

    def url(nome, pk=atto.pk):
        return reverse(f"assemblea:{nome}", args=["lodi", pk])

    troppo_presto = segretario.post(url("pubblica"), {"pubblica-dal": "2020-01-01"})
    assert troppo_presto.status_code == 422 and "prima dell’adozione" in troppo_presto.content.decode()
    assert segretario.post(url("pubblica"), {"pubblica-dal": "2025-06-23"}).status_code == 302
    assert "23 giugno 2025" in udp.get(url("deliberazione")).content.decode()
    dati = {"seguito-che_cosa": "Avvisare i Comuni", "seguito-incaricato": lodi.utenti["udp"].pk, "seguito-entro": "2025-07-30"}
    assert segretario.post(url("affida"), {**dati, "seguito-entro": ""}).status_code == 422
    assert segretario.post(url("affida"), dati).status_code == 302
    with lodi.aperto():
        seguito = Seguito.objects.get()
    assert "È fatto" in udp.get(url("deliberazione")).content.decode()
    assert udp.post(url("segna_fatto", seguito.pk)).status_code == 302
    assert "Fatto" in udp.get(url("deliberazione")).content.decode()


def test_si_affida_solo_a_chi_puo_leggere_le_deliberazioni(assemblea):
    chi = {persona.email.split("@")[0] for persona in deliberazioni.incaricabili(ADOZIONE)}
    assert {"udp", "coordinatore", "sindaco", "ats"} <= chi and not {"operatore", "ragioneria", "ets"} & chi
