"""La scheda di un obiettivo come documento: ogni campo, i valori letti, le proposte accolte; bozza o versione in vigore."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from ambito.models import Lavoro
from ambito.registri import DOCUMENTI
from piano.documenti import scheda_obiettivo
from piano.models import Obiettivo, PianoDiZona, Rilevazione
from piano.operazioni import proponi, proposte
from piano.stati import StatoProposta
from tests.piano.fabbriche import obiettivo, piano_pronto
from tests.piano.partecipazione import proposta, tavolo
from tests.piano.test_aggiornamento import in_aggiornamento
from tests.piano.test_piano import voto
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        yield lodi


def prepara(scheda):
    return DOCUMENTI["scheda-obiettivo"].prepara(scheda, OGGI)


def test_dice_ogni_campo_anche_quelli_vuoti(aperto):
    piano_pronto(aperto)
    preparato = prepara(Obiettivo.objects.get())
    campi = {c["nome"]: c["testo"] for c in preparato.dati["o"]["campi"]}
    assert campi["Periodo"] == "dal 01/01/2025 al 31/12/2027" and campi["Referente"] == "Paolo Ferri"
    assert campi["Livelli essenziali (LEPS)"] == campi["Servizi collegati"] == "non indicato"
    assert campi["Co-progettato con il Terzo settore"] == "no"
    assert [a["punto"] for a in preparato.dati["avanzamento"]] == ["da avviare, 0 %"]
    assert preparato.dati["bozza"] and preparato.oggetto_id > 0 and preparato.nome_file == "obiettivo-d1-2025-2027-bozza.pdf"


def test_per_ogni_anno_dice_atteso_e_letto_e_li_allega(aperto):
    piano_pronto(aperto)
    scheda = Obiettivo.objects.get()
    lettura = {"indicatore": scheda.indicatori.get(), "scritta_il": ADESSO, "scritta_da": aperto.utenti["udp"]}
    Rilevazione.objects.create(al=date(2025, 6, 30), valore=Decimal("9"), attuale=False, **lettura)
    Rilevazione.objects.create(al=date(2025, 6, 30), valore=Decimal("11.5"), **lettura)
    Rilevazione.objects.create(al=date(2099, 12, 31), valore=Decimal("99"), **lettura)
    preparato = DOCUMENTI["scheda-obiettivo"].prepara(scheda, date(2025, 7, 1))
    (gruppo,) = [g for g in preparato.dati["o"]["gruppi"] if g["indicatori"]]
    (indicatore,) = gruppo["indicatori"]
    assert [(v["atteso"], v["letto"]) for v in indicatore["per_anno"]] == [("12", "11,50"), ("16", ""), ("20", "")]
    indicatori, risorse = preparato.allegati
    assert indicatori["nome"] == "indicatori-D1.csv" and "letto;30/06/2025;11,5" in indicatori["testo"]
    assert "99" not in indicatori["testo"] and "1234,56" in risorse["testo"]


def test_dice_le_sole_proposte_che_ha_accolto(aperto):
    piano = piano_pronto(aperto)
    scheda, chi = Obiettivo.objects.get(), {"poteri": aperto.poteri("udp"), "adesso": ADESSO}
    gruppo = tavolo(aperto, piano)
    accolta, altrove = proposta(aperto, gruppo), proposta(aperto, gruppo, "Altro")
    proposte.valuta(accolta, StatoProposta.IN_PARTE, motivo="Dal 2026.", obiettivo=scheda, **chi)
    proposte.valuta(altrove, StatoProposta.RESPINTA, motivo="Costa troppo.", **chi)
    (detta,) = prepara(scheda).dati["proposte"]
    assert (detta["codice"], detta["esito"], detta["motivo"]) == (accolta.codice, "Accolta in parte", "Dal 2026.")


def test_del_piano_proposto_stampa_la_versione_e_dell_aggiornamento_la_bozza(aperto):
    piano = piano_pronto(aperto)
    versione = proponi(piano, poteri=aperto.poteri("coordinatore"), adesso=ADESSO)
    preparato = prepara(Obiettivo.objects.select_related("piano").get())
    assert preparato.dati["impronta_versione"] == versione.impronta and not preparato.dati["bozza"]
    assert preparato.nome_file.endswith("-v1.pdf")
    voto(versione, approvata=True)
    assert PianoDiZona.objects.get().adottata == versione


def test_durante_un_aggiornamento_la_bozza_non_sostituisce_la_scheda_in_vigore(aperto):
    piano = in_aggiornamento(aperto)
    scheda = Obiettivo.objects.get()
    preparato = prepara(scheda)
    assert preparato.dati["bozza"] and preparato.oggetto_id == -scheda.pk
    assert "in vigore è la versione 1" in preparato.sottotitolo
    nuova = obiettivo(piano, aperto.utenti["udp"], "La casa")
    assert prepara(nuova).titolo == f"Scheda dell’obiettivo {nuova.codice}"


def test_si_sceglie_per_codice(aperto):
    piano = piano_pronto(aperto)
    obiettivo(piano, aperto.utenti["udp"], "La casa", area="A")
    assert scheda_obiettivo.trova("2025-2027", None).codice == "A1"
    assert scheda_obiettivo.trova("2025-2027", None, "D1").codice == "D1"
    with pytest.raises(scheda_obiettivo.SchedaMancante, match="l’obiettivo «Z9»"):
        scheda_obiettivo.trova("2025-2027", None, "Z9")


def test_dalla_riga_di_comando_il_codice_vale_solo_dove_serve():
    with pytest.raises(CommandError, match="--codice non serve"):
        call_command("genera_documento", "piano", codice="D1", ambito="lodi", file="mai.pdf")


def test_il_bottone_mette_in_coda_il_pdf(lodi):
    with lodi.aperto("udp"):
        piano_pronto(lodi)
    client = lodi.client("sindaco")
    pagina = client.get("/lodi/piano/2025-2027/obiettivi/D1/")
    assert "PDF della scheda" in pagina.content.decode()
    risposta = client.post("/lodi/piano/2025-2027/obiettivi/D1/documento/")
    with lodi.aperto("udp"):
        assert risposta.url == f"/lodi/lavori/{Lavoro.objects.get(argomenti__tipo='scheda-obiettivo').pk}/"


@pytest.mark.parametrize("ruolo, bozza, titolo", [("sindaco", False, "Più anziani seguiti a casa"), ("udp", True, "Non deciso")])
def test_durante_un_aggiornamento_chi_non_scrive_ha_la_scheda_in_vigore(lodi, ruolo, bozza, titolo):
    with lodi.aperto("coordinatore"):
        piano = in_aggiornamento(lodi)
        Obiettivo.objects.update(titolo="Non deciso")
        obiettivo(piano, lodi.utenti["udp"], "La casa")
    client = lodi.client(ruolo)
    client.post("/lodi/piano/2025-2027/obiettivi/D1/documento/")
    with lodi.aperto("udp"):
        preparato = Lavoro.objects.get(argomenti__tipo="scheda-obiettivo").argomenti["preparato"]
    assert preparato["dati"]["bozza"] is bozza and preparato["sottotitolo"].startswith(f"{titolo}.")
    nuova = client.post("/lodi/piano/2025-2027/obiettivi/D2/documento/")
    assert nuova.url.startswith("/lodi/lavori/" if bozza else "/lodi/piano/2025-2027/obiettivi/D2/")
