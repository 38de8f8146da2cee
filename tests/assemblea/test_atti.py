"""Numeri senza salti, verbale che nasce da sé e si corregge finché non si chiude, documento congelato."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from ambito import documenti as nucleo
from ambito import flusso, lavori, tasks
from ambito.assemblea import documenti
from ambito.assemblea.calendario import calendario
from ambito.assemblea.documenti import NessunaSeduta, convocazione
from ambito.assemblea.models import Deliberazione, Verbale
from ambito.assemblea.operazioni import atti, aula, sedute, votazioni
from ambito.assemblea.operazioni.atti import VerbaleNonModificabile
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.periodi import Triennio
from ambito.registri import DOCUMENTI
from tests.assemblea.conftest import QUANDO, SECONDA
from tests.scena import OGGI


def tratta(assemblea, seduta, voto="favorevole", adesso=QUANDO):
    """Mette ai voti tutti i punti della seduta, con lo stesso voto di tutti."""
    for punto in seduta.punti.all():
        punto = flusso.esegui(punto, "chiama", poteri=assemblea.poteri, adesso=adesso)
        votazione = votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=adesso)
        votazioni.registra_mani(votazione, {s.pk: voto for s in seduta.seggi.all()}, poteri=assemblea.poteri, adesso=adesso)
        votazioni.chiudi_votazione(votazione, poteri=assemblea.poteri, adesso=adesso + timedelta(minutes=4))


def conclusa(assemblea, punti=1, voto="favorevole"):
    seduta = assemblea.in_corso(punti)
    tratta(assemblea, seduta, voto)
    return aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1))


def salva(assemblea, verbale, testo, revisione):
    return atti.salva_verbale(verbale, testo=testo, revisione=revisione, poteri=assemblea.poteri, adesso=QUANDO)


def test_le_deliberazioni_si_numerano_senza_salti_e_ricominciano_ogni_anno(assemblea):
    seduta = assemblea.in_corso(punti=3)
    tratta(assemblea, seduta)
    assert sorted(Deliberazione.objects.values_list("anno", "numero")) == [(2025, 1), (2025, 2), (2025, 3)]
    assert Deliberazione.objects.prossimo_numero(seduta.organo, 2025) == 4
    assert Deliberazione.objects.prossimo_numero(seduta.organo, 2026) == 1


def test_l_anno_e_quello_di_roma(assemblea):
    """Alle 23:30 UTC del 31 dicembre a Roma è già l’anno nuovo."""
    seduta = assemblea.in_corso()
    tratta(assemblea, seduta, adesso=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert Deliberazione.objects.get().anno == 2026


def test_il_verbale_racconta_la_seduta(assemblea):
    testo = conclusa(assemblea, punti=2).verbale.testo
    assert "Il 20 giugno 2025, alle ore 18:00, presso Sala consiliare, si è riunito in prima convocazione" in testo
    assert "sono presenti 4 Comuni su 4, con 76.380 abitanti su 76.380 abitanti" in testo
    assert "Punto 1. Criteri di riparto 1. Relaziona Chiara." in testo
    assert "è approvata (Deliberazione n. 1/2025)" in testo and "(Deliberazione n. 2/2025)" in testo
    assert "la seduta è chiusa alle ore 19:00" in testo


def test_il_verbale_si_corregge_e_una_modifica_altrui_non_si_perde(assemblea):
    verbale = conclusa(assemblea).verbale
    verbale = salva(assemblea, verbale, "Primo testo", 1)
    with pytest.raises(VerbaleNonModificabile, match="qualcun altro"):
        salva(assemblea, verbale, "Secondo testo", 1)
    assert Verbale.objects.get().testo == "Primo testo"


def test_un_verbale_chiuso_non_si_tocca_nemmeno_nella_banca_dati(assemblea):
    verbale = atti.chiudi_verbale(conclusa(assemblea).verbale, poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(VerbaleNonModificabile, match="è chiuso"):
        salva(assemblea, verbale, "Altro", 1)
    for manomissione in (lambda: Verbale.objects.update(testo="x"), lambda: Verbale.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            manomissione()


def test_il_documento_congela_tutto(assemblea):
    seduta = assemblea.in_corso(nomi=["Lodi", "Codogno", "Casalpusterlengo"])
    punto = flusso.esegui(seduta.punti.get(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    votazione = votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)
    for nome, voto in (("Lodi", "favorevole"), ("Codogno", "astenuto")):
        assemblea.mano(votazione, nome, voto)
    assemblea.chiudi(votazione)
    seduta = aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1))
    dati = documenti.prepara(seduta.verbale, OGGI).dati
    assert [(r["comune"], r["presente"]) for r in dati["appello"]] == [
        ("Abbadia Cerreto", False), ("Casalpusterlengo", True), ("Codogno", True), ("Lodi", True)
    ]  # fmt: skip
    (voto,) = dati["votazioni"]
    assert [(g["nome"], g["comuni"], g["residenti"]) for g in voto["voti"]] == [
        ("Favorevoli", "Lodi", "45.000"), ("Astenuti", "Codogno", "15.900"),
        ("Presenti che non hanno votato", "Casalpusterlengo", "15.200")
    ]  # fmt: skip
    assert voto["deliberazione"] == "Deliberazione n. 1/2025" and voto["passaggi"][-1] == "La proposta è approvata."
    assert dati["totali"] == {"comuni": "4", "presenti": "3", "residenti": "76.380", "residenti_presenti": "76.100"}
    assert dati["regola"]["verificata"] is False and dati["fonti"] == ["dato di prova, al 01/01/2024"]


def test_trova_l_ultima_seduta_dell_anno_o_del_triennio(assemblea):
    with pytest.raises(NessunaSeduta, match="Non c’è ancora"):
        documenti.trova(None, None)
    verbale = conclusa(assemblea).verbale
    assert documenti.trova(None, None) == documenti.trova(Triennio(2025), None) == documenti.trova(None, 2025) == verbale
    for triennio, anno in ((Triennio(2028), None), (None, 2024)):
        with pytest.raises(NessunaSeduta):
            documenti.trova(triennio, anno)


def test_l_avviso_dice_a_chi_quando_e_perche_con_urgenza(assemblea):
    with pytest.raises(NessunaSeduta, match="convocata"):
        convocazione.trova(None, None)
    seduta = sedute.convoca(assemblea.bozza(2), poteri=assemblea.poteri, adesso=QUANDO - timedelta(days=1), motivo_urgenza="Bando")
    assert convocazione.trova(Triennio(2025), None) == seduta
    dati = convocazione.prepara(seduta, OGGI).dati
    assert (dati["prima"], dati["urgenza"], dati["quanti"]) == ("20 giugno 2025, ore 18:00", "Bando", "4")
    assert dati["destinatari"] == "Abbadia Cerreto, Casalpusterlengo, Codogno e Lodi"
    assert [p["oggetto"] for p in dati["punti"]] == ["Criteri di riparto 1", "Criteri di riparto 2"]


def test_il_calendario_ha_le_due_convocazioni_in_utc(assemblea):
    byte = calendario(assemblea.convocata(), "https://portale.example/s/1/", QUANDO)
    eventi = Calendar.from_ical(byte).walk("VEVENT")
    assert [e["dtstart"].dt for e in eventi] == [QUANDO, SECONDA]
    assert b"DTSTART:20250620T160000Z" in byte and "https://portale.example/s/1/" in str(eventi[0]["description"])


@pytest.mark.parametrize("tipo", ["verbale", "convocazione"])
def test_il_pdf_si_impagina(lodi, assemblea, monkeypatch, tipo):
    monkeypatch.setattr(tasks.esegui_lavoro, "delay", lambda **_: None)
    conclusa(assemblea)
    lavoro = nucleo.richiedi(tipo, DOCUMENTI[tipo].trova(None, None), utente=lodi.utenti["segretario"], adesso=QUANDO)
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    lavoro = Lavoro.objects.select_related("documento").get(pk=lavoro.pk)
    assert lavoro.errore == "" and lavoro.documento.permesso == "legge_sedute"
    assert bytes(ContenutoDocumento.objects.get(documento=lavoro.documento).byte).startswith(b"%PDF-")
