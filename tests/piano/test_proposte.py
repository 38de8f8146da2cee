"""Le proposte: numero che non si ripete, risposta motivata, punto del piano, elenco ed esiti, documento."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from ambito import flusso
from ambito.nucleo.formati_italiani import conta
from ambito.poteri import PotereMancante
from piano.compiti import compiti
from piano.documenti import concertazione
from piano.models import Proposta
from piano.operazioni import consultazioni, incontri, proposte, togli_obiettivo
from piano.selezioni import proposte as letture
from piano.stati import StatoProposta
from tests.piano.fabbriche import obiettivo, piano_nuovo, sezione_di
from tests.piano.partecipazione import chi, consultazione, contributo, incontro, membro, proposta, tavolo
from tests.scena import ADESSO, OGGI, crea_scena

BASE = "/lodi/piano/2025-2027/proposte/"


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


def test_i_numeri_seguono_il_piano_e_si_leggono(lodi, piano):
    aperto = tavolo(lodi, piano)
    assert [proposta(lodi, aperto).codice for _ in range(3)] == ["P-001", "P-002", "P-003"]


@pytest.mark.parametrize("esito", [e for e in StatoProposta if e not in (StatoProposta.DA_VALUTARE, StatoProposta.ACCOLTA)])
def test_il_perche_serve_a_ogni_esito_che_non_sia_accolta(lodi, piano, esito):
    sua = proposta(lodi, tavolo(lodi, piano))
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        proposte.valuta(sua, esito, motivo="  ", sezione=sezione_di(piano), **chi(lodi))
    sua.refresh_from_db()
    assert sua.stato == StatoProposta.DA_VALUTARE and sua.sezione is None
    proposte.valuta(sua, esito, motivo="Perché sì", sezione=sezione_di(piano), **chi(lodi))
    sua.refresh_from_db()
    assert (sua.stato, sua.motivo) == (esito, "Perché sì")
    assert (sua.sezione is None) == (esito == StatoProposta.RESPINTA)


def test_cio_che_entra_nel_piano_dice_dove(lodi, piano):
    sua = proposta(lodi, tavolo(lodi, piano))
    with pytest.raises(flusso.RequisitiMancanti, match="Indica la sezione o l’obiettivo"):
        proposte.valuta(sua, StatoProposta.ACCOLTA, **chi(lodi))
    scheda = obiettivo(piano, lodi.utenti["udp"])
    proposte.valuta(sua, StatoProposta.ACCOLTA, obiettivo=scheda, **chi(lodi))
    togli_obiettivo(scheda, utente=lodi.utenti["udp"], adesso=ADESSO)
    sua.refresh_from_db()
    assert sua.obiettivo is None and sua.stato == StatoProposta.ACCOLTA


def test_una_risposta_si_cambia_solo_riaprendola_con_un_motivo(lodi, piano):
    sua = proposta(lodi, tavolo(lodi, piano))
    proposte.valuta(sua, StatoProposta.RESPINTA, motivo="Costa troppo", **chi(lodi))
    with pytest.raises(proposte.PropostaGiaValutata):
        proposte.valuta(sua, StatoProposta.ACCOLTA, sezione=sezione_di(piano), **chi(lodi))
    with pytest.raises(proposte.PropostaGiaValutata):
        proposte.salva_proposta(sua, **chi(lodi))
    proposte.rivaluta(sua, "Ci sono fondi nuovi", **chi(lodi))
    sua.refresh_from_db()
    assert (sua.stato, sua.motivo) == (StatoProposta.DA_VALUTARE, "")


def test_chi_legge_il_piano_non_risponde(lodi, piano):
    sua = proposta(lodi, tavolo(lodi, piano))
    with pytest.raises(PotereMancante):
        proposte.valuta(sua, StatoProposta.RESPINTA, motivo="no", **chi(lodi, "sindaco"))
    letta = lodi.client("sindaco").get(f"{BASE}{sua.numero}/").content.decode()
    assert sua.testo in letta and "Rispondi" not in letta


def test_elenco_filtri_quadro_ed_esportazione(lodi, piano):
    uno, due = tavolo(lodi, piano, "Anziani"), tavolo(lodi, piano, "Minori")
    prima = proposta(lodi, uno, "Autobus")
    proposta(lodi, due, "Nidi")
    proposte.valuta(prima, StatoProposta.RESPINTA, motivo="Resta dei Comuni", **chi(lodi))
    navigatore = lodi.client("udp")
    respinte = navigatore.get(f"{BASE}?stato=respinta").content.decode()
    assert "Autobus" in respinte and "Nidi" not in respinte
    assert "Nidi" in navigatore.get(f"{BASE}?tavolo={due.pk}").content.decode()
    assert letture.quadro_esiti(piano) == [("Anziani", [0, 0, 0, 0, 1], 1), ("Minori", [1, 0, 0, 0, 0], 1)]
    csv = navigatore.get(f"{BASE}?formato=csv").content.decode("utf-8-sig")
    assert "P-001" in csv and "Resta dei Comuni" in csv and "Respinta" in csv


def test_il_modulo_vuole_un_incontro_dello_stesso_tavolo(lodi, piano):
    uno, due = tavolo(lodi, piano, "Anziani"), tavolo(lodi, piano, "Minori")
    di_uno = incontro(lodi, uno)
    dati = {"tavolo": due.pk, "incontro": di_uno.pk, "testo": "Nidi", "ricevuta_il": "2025-06-10"}
    navigatore = lodi.client("udp")
    assert "di un altro tavolo" in navigatore.post(f"{BASE}nuova/", dati).content.decode()
    assert navigatore.post(f"{BASE}nuova/", {**dati, "tavolo": uno.pk}).url == f"{BASE}1/"
    assert navigatore.get(f"{BASE}nuova/?tavolo=x&incontro={di_uno.pk}").status_code == 200
    risposta = {"esito": "accolta", "sezione": sezione_di(piano).pk}
    assert navigatore.post(f"{BASE}1/valuta/", risposta).url == f"{BASE}1/"
    assert "3.1" in navigatore.get(f"{BASE}1/").content.decode()
    assert navigatore.get(f"{BASE}99/").status_code == 404


def test_tocca_a_te_con_una_lettura_in_piu(lodi, piano, django_assert_num_queries):
    from piano.selezioni.attese import attese

    proposta(lodi, tavolo(lodi, piano))
    aperta = consultazione(lodi, piano)
    contributo(aperta)
    titoli = [c.titolo for c in compiti(lodi.poteri("udp"), ADESSO.date())]
    assert "Rispondi a 1 proposta sul piano" in titoli
    assert f"Leggi {conta(1, 'contributo arrivato', '')} dalla consultazione" in titoli
    assert compiti(lodi.poteri("sindaco"), ADESSO.date()) == []
    with django_assert_num_queries(1):
        assert attese(lodi.utenti["udp"], ADESSO.date())[0][:3] == (piano, 1, 1)


def test_tocca_a_te_anche_cio_che_aspetta_sul_piano_di_prima(lodi, piano):
    proposta(lodi, tavolo(lodi, piano))
    piano_nuovo(lodi, 2028)
    titoli = [c.titolo for c in compiti(lodi.poteri("udp"), ADESSO.date())]
    assert titoli.count("Rispondi a 1 proposta sul piano") == 1


def test_il_documento_dice_tutto_e_non_dice_le_email(lodi, piano):
    aperto = tavolo(lodi, piano)
    ada = membro(lodi, aperto, "Ada Rossi", email="ada@ponte.example")
    fatto = incontro(lodi, aperto)
    incontri.segna_presenze(fatto, {ada: "presente"}, **chi(lodi))
    sua = proposta(lodi, aperto)
    proposte.valuta(sua, StatoProposta.IN_PARTE, motivo="Un po’", sezione=sezione_di(piano), **chi(lodi))
    aperta = consultazione(lodi, piano)
    pubblico = contributo(aperta, "Serve un autobus", email="io@casa.example")
    offesa = contributo(aperta, "Un’offesa", nome="Tale")
    consultazioni.pubblica_contributo(pubblico, **chi(lodi))
    consultazioni.non_pubblicare(offesa, "Offende", **chi(lodi))
    preparato = concertazione.prepara(piano, OGGI)
    dati = str(preparato.dati)
    assert "Serve un autobus" in dati and "Un po’" in dati and "'3.1 Popolazione" not in dati and "sezione 3.1" in dati
    assert "@" not in dati and "Un’offesa" not in dati and "Tale" not in dati
    assert preparato.dati["consultazioni"][0]["rifiutati"] == [{"motivo": "Offende", "quanti": 1}]
    (tenuto,) = preparato.dati["tavoli"][0]["incontri"]
    # I nomi escono quando il verbale è approvato, come nel verbale.
    assert (tenuto["presenti"], tenuto["nomi"]) == ("1 presente su 1, per 1 ente", [])
    incontri.scrivi_verbale(fatto, "<p>Detto.</p>", partenza=0, **chi(lodi))
    incontri.approva_verbale(fatto, partenza=1, **chi(lodi))
    (tenuto,) = concertazione.prepara(piano, OGGI).dati["tavoli"][0]["incontri"]
    assert tenuto["nomi"] == [{"esito": "Presente", "persone": "Ada Rossi (Cooperativa Il Ponte)"}]
    assert preparato.permesso == "legge_piano"


def test_un_contributo_ritirato_non_esce_dal_documento(lodi, piano):
    aperta = consultazione(lodi, piano)
    ritirato = consultazioni.pubblica_contributo(contributo(aperta, "Da ritirare"), **chi(lodi))
    assert "Da ritirare" in str(concertazione.prepara(piano, OGGI).dati)
    consultazioni.non_pubblicare(ritirato, "Chi l’ha scritto lo chiede", **chi(lodi))
    assert "Da ritirare" not in str(concertazione.prepara(piano, OGGI).dati)


@pytest.mark.django_db(transaction=True)
def test_chi_registra_insieme_ha_numeri_diversi():
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        aperto = tavolo(scena, piano_nuovo(scena))

    def registra(numero):
        try:
            with scena.aperto("udp"):
                return proposta(scena, aperto, f"Proposta {numero}").numero
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as insieme:
        numeri = list(insieme.map(registra, range(12)))
    assert sorted(numeri) == list(range(1, 13))
    with scena.aperto("udp"):
        assert Proposta.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_si_genera_dalla_riga_di_comando(tmp_path):
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        proposta(scena, tavolo(scena, piano_nuovo(scena)))
    uscita = tmp_path / "esito.pdf"
    call_command("genera_documento", "esito-consultazione", ambito="lodi", triennio="2025-2027", file=str(uscita))
    assert uscita.read_bytes().startswith(b"%PDF-")


def test_un_contributo_ritirato_lo_vede_solo_chi_lo_esamina(lodi, piano):
    aperta = consultazione(lodi, piano)
    ritirato = consultazioni.pubblica_contributo(contributo(aperta, "Da ritirare"), **chi(lodi))
    consultazioni.non_pubblicare(ritirato, "Chi l’ha scritto lo chiede", **chi(lodi))
    numero = Proposta.objects.get().numero
    for ruolo, vede in (("udp", True), ("sindaco", False), ("operatore", False)):
        navigatore = lodi.client(ruolo)
        assert ("Da ritirare" in navigatore.get(BASE).content.decode()) is vede
        assert (navigatore.get(f"{BASE}{numero}/").status_code == 200) is vede
