"""La relazione finale: si congela alla conclusione con ciò che si era deciso e com’è andata, e chiunque la legge."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from ambito import lavori, trasparenza
from ambito.models import ContenutoDocumento, Documento, Evento, Lavoro
from ambito.poteri import PotereMancante, Poteri
from piano import operazioni
from piano.documenti import finale
from piano.models import Obiettivo, PianoDiZona, Rilevazione, ValutazioneObiettivo
from piano.registri import SPESE, SpesaDelFondo, SpesaDellAnno
from piano.selezioni import trasparenza as letture
from tests.piano.fabbriche import obiettivo, piano_pronto
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db
PUBBLICA = "/lodi/trasparenza/piano/2025-2027/relazione-finale/"
FINE = {"deliberazione": "Deliberazione n. 9/2025", "deliberato_il": date(2025, 6, 10), "stato": "vigente"}


@pytest.fixture
def piano(lodi):
    """Un piano vigente con due obiettivi valutati: D1 raggiunto in parte, G1 portato nel piano che segue."""
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        obiettivo(piano, lodi.utenti["udp"], "Nidi vicini", area="G")
        versione = operazioni.congela_bozza(piano, nome="Adottata", nota="", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        PianoDiZona.objects.filter(pk=piano.pk).update(adottata=versione, **FINE)
        esiti = {
            "D1": ("in_parte", 60, "Mancavano operatori.", ""),
            "G1": ("trascinato", 30, "Serve altro tempo.", "Due nidi in più."),
        }
        for codice, (esito, grado, perche, correttivi) in esiti.items():
            ValutazioneObiettivo.objects.create(
                obiettivo=piano.obiettivi.get(codice=codice), anno=2027, finale=True, esito=esito, grado=grado, perche=perche,
                correttivi=correttivi, scritta_il=ADESSO, scritta_da=lodi.utenti["udp"],
            )  # fmt: skip
        yield PianoDiZona.objects.select_related("ambito", "adottata").get(pk=piano.pk)


def concludi(lodi, piano):
    return operazioni.concludi_piano(piano, motivo="Fine del triennio", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)


def emetti(lodi, piano):
    """Il documento della relazione, fatto dal suo lavoro."""
    concludi(lodi, piano)
    lavoro = Lavoro.objects.get(tipo="ambito.documento", argomenti__tipo="relazione-finale")
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    return Documento.objects.get(tipo="relazione-finale")


def test_dice_cio_che_si_era_deciso_come_e_andata_e_che_cosa_passa(lodi, piano):
    indicatore = piano.obiettivi.get(codice="D1").indicatori.get()
    for giorno, valore in ((date(2025, 12, 31), 11), (date(2027, 12, 31), 14)):
        Rilevazione.objects.create(
            indicatore=indicatore, al=giorno, valore=valore, scritta_il=ADESSO, scritta_da=lodi.utenti["udp"]
        )
    preparato = finale.prepara(piano, OGGI)
    dati = preparato.dati
    assert dati["deciso"] | {"impronta": ""} == {
        "versione": 1, "deliberazione": "Deliberazione n. 9/2025", "giorno": "10 giugno 2025", "impronta": "",
    }  # fmt: skip
    assert [(o["codice"], o["esito"], o["grado"], o["perche"]) for o in dati["obiettivi"]] == [
        ("D1", "Raggiunto in parte", 60, "Mancavano operatori."), ("G1", "Portato nel piano che segue", 30, "Serve altro tempo."),
    ]  # fmt: skip
    assert dati["esiti"] == [{"nome": "Raggiunto in parte", "quanti": 1}, {"nome": "Portato nel piano che segue", "quanti": 1}]
    letto = dati["obiettivi"][0]["indicatori"][0]
    assert (letto["base"], letto["atteso"], letto["letto"], letto["al"]) == ("10", "20", "14", "31/12/2027")
    assert [(o["codice"], o["correttivi"]) for o in dati["passa"]] == [("G1", "Due nidi in più.")]
    assert (dati["n_letti"], dati["n_indicatori"]) == (1, 2)
    righe = {a["nome"]: list(csv.reader(StringIO(a["testo"].lstrip("\ufeff")), delimiter=";")) for a in preparato.allegati}
    assert [r[3:] for r in righe["esiti-2025-2027.csv"][1:]] == [
        ["Raggiunto in parte", "60"],
        ["Portato nel piano che segue", "30"],
    ]
    assert len(righe["indicatori-2025-2027.csv"]) == 3 and len(righe["spesa-2025-2027.csv"]) > 1


def test_la_spesa_e_per_anno_e_fondo_e_cio_che_non_si_sa_resta_vuoto(lodi, piano, monkeypatch):
    def speso(anno):
        fondo = SpesaDelFondo("FNPS", "Fondo nazionale", Decimal(0), Decimal(0), Decimal("77.50"), Decimal(0))
        return SpesaDellAnno("bilancio di prova", [fondo], frozenset({"pagato"})) if anno == 2026 else None

    monkeypatch.setattr("piano.selezioni.dell_anno.SPESE", [speso])
    assert speso not in SPESE
    anni = {s["anno"]: s for s in finale.prepara(piano, OGGI).dati["spesa"]}
    assert anni[2026]["fonte"] == "bilancio di prova" and anni[2026]["totali"][3] == "77,50" and anni[2026]["totali"][1] == "–"
    assert {s["totali"][3] for anno, s in anni.items() if anno != 2026} == {"–"}


def test_concludere_congela_la_relazione_con_i_dati_di_quel_momento(lodi, piano):
    documento = emetti(lodi, piano)
    byte = bytes(ContenutoDocumento.objects.get(documento=documento).byte)
    assert byte.startswith(b"%PDF") and (documento.oggetto_id, documento.permesso) == (piano.pk, "legge_piano")
    ValutazioneObiettivo.objects.update(perche="Un’altra ragione.")
    chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
    trasparenza.decidi("relazione-finale", piano.pk, dal=timezone.localdate(), motivo="", **chi)
    pagina = Client().get(PUBBLICA).content.decode()
    assert "Mancavano operatori." in pagina and "Un’altra ragione." not in pagina
    assert Evento.objects.filter(verbo="documento.emetti", oggetto_id=documento.pk).count() == 1


def test_si_fa_soltanto_di_un_piano_concluso_e_la_chiede_chi_lo_propone(lodi, piano):
    chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
    with pytest.raises(finale.PianoNonConcluso, match="quando si conclude"):
        operazioni.richiedi_relazione_finale(piano, **chi)
    with pytest.raises(finale.PianoNonConcluso, match="nessun piano"):
        finale.trova(None, 2040)
    primo = concludi(lodi, piano)
    assert finale.trova("2025-2027", None) == finale.trova(None, 2026) == finale.trova(None, None) == primo
    assert Lavoro.objects.filter(argomenti__tipo="relazione-finale").count() == 1
    operazioni.richiedi_relazione_finale(primo, **chi)
    assert Lavoro.objects.filter(argomenti__tipo="relazione-finale").count() == 1, "gli stessi dati sono lo stesso documento"
    with pytest.raises(PotereMancante):
        operazioni.richiedi_relazione_finale(primo, poteri=Poteri(lodi.utenti["udp"], lodi.ambito, OGGI), adesso=ADESSO)


def test_la_legge_chiunque_dal_giorno_che_l_ufficio_sceglie(lodi, piano):
    navigatore, oggi = Client(), timezone.localdate()
    chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
    piano_pubblico = PUBBLICA.removesuffix("relazione-finale/")
    assert navigatore.get(PUBBLICA).status_code == 404 and "relazione-finale" not in navigatore.get(piano_pubblico).content.decode()
    documento = emetti(lodi, piano)
    assert navigatore.get(PUBBLICA).status_code == navigatore.get(f"{PUBBLICA}pdf/").status_code == 404
    assert not [n for n in letture.novita(lodi.ambito, oggi) if n.genere == "Relazione finale"]
    trasparenza.decidi("relazione-finale", piano.pk, dal=oggi, motivo="", **chi)
    pagina = navigatore.get(PUBBLICA).content.decode()
    assert all(detto in pagina for detto in ("Relazione finale", "Mancavano operatori.", "Due nidi in più.", "Nidi vicini"))
    assert PUBBLICA in navigatore.get(piano_pubblico).content.decode()
    pdf = navigatore.get(f"{PUBBLICA}pdf/")
    assert pdf["Content-Type"] == "application/pdf" and pdf["Content-Disposition"].startswith("attachment")
    assert [n.titolo for n in letture.novita(lodi.ambito, oggi) if n.genere == "Relazione finale"] == [documento.titolo]
    trasparenza.decidi("relazione-finale", piano.pk, dal=oggi + timedelta(days=3), motivo="", **chi)
    assert [navigatore.get(u).status_code for u in (PUBBLICA, f"{PUBBLICA}pdf/")] == [404, 404]
    assert not [n for n in letture.novita(lodi.ambito, oggi) if n.genere == "Relazione finale"]
    trasparenza.decidi("relazione-finale", piano.pk, dal=oggi - timedelta(days=1), motivo="", **chi)
    assert PUBBLICA in list(letture.pagine(lodi.ambito, oggi))


def test_aspetta_con_la_versione_di_cui_racconta(lodi, piano):
    documento = emetti(lodi, piano)
    oggi = timezone.localdate()
    trasparenza.decidi(letture.FINALE, piano.pk, dal=oggi, motivo="", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
    pubblico = letture.piano(piano.triennio, oggi)
    assert letture.finale(pubblico, oggi) == documento
    in_attesa = pubblico._replace(attesa=oggi + timedelta(days=3))
    assert letture.finale(in_attesa, oggi) is None


def test_si_chiede_dalla_pagina_dell_andamento_a_piano_concluso(lodi, piano):
    url, pagina = "/lodi/piano/2025-2027/relazione-finale/", "/lodi/piano/2025-2027/andamento/"
    coordinatore = lodi.client("coordinatore")
    assert "Relazione finale" not in coordinatore.get(pagina).content.decode()
    assert coordinatore.post(url).url == pagina
    risposta = coordinatore.post("/lodi/piano/2025-2027/passo/", {"passo": "concludi", "nota": "Fine del triennio"}, follow=True)
    assert "la relazione finale arriva fra poco" in risposta.content.decode()
    assert PianoDiZona.objects.get(pk=piano.pk).stato == "concluso"
    assert "Prepara la relazione finale" in coordinatore.get(pagina).content.decode()
    assert "/lavori/" in coordinatore.post(url).url
    assert "Prepara la relazione finale" not in lodi.client("sindaco").get(pagina).content.decode()


def test_un_obiettivo_che_ha_cambiato_codice_si_ritrova_dal_titolo(lodi, piano):
    Obiettivo.objects.filter(codice="G1").update(codice="X9")
    Obiettivo.objects.filter(codice="D1").update(titolo="Un altro titolo")
    assert [o["esito"] for o in finale.prepara(piano, OGGI).dati["obiettivi"]] == [
        "Raggiunto in parte", "Portato nel piano che segue",
    ]  # fmt: skip
