"""Affidamenti con il loro mandato, pratiche delle strutture, sopralluoghi, reti, valutazioni."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from ambito import flusso
from ambito.models import Ente, Evento
from servizi.compiti import compiti
from servizi.models import Affidamento, Pratica, UnitaOfferta
from servizi.operazioni import affidamenti as operazioni
from servizi.operazioni import offerta, pratiche, reti
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni import affidamenti
from servizi.selezioni import pratiche as letture
from servizi.selezioni import reti as letture_reti
from servizi.stati import StatoPratica
from tests.servizi.fabbriche import (
    PNG,
    chi,
    crea_affidamento,
    crea_pratica,
    crea_rete,
    crea_sopralluogo,
    crea_unita,
    crea_valutazione,
    servizio,
)

OGGI = date(2025, 6, 10)


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        yield lodi


def paga(scena, affidamento, importo):
    dati = {"giorno": OGGI, "importo": Decimal(importo), "atto": "Liquidazione", "periodo": ""}
    return operazioni.paga(affidamento, **dati, **chi(scena))


@pytest.mark.parametrize(
    ("altri", "frase"),
    [
        ({"mandato": " "}, "da quale deliberazione"),
        ({"al": date(2024, 12, 31)}, "prima di cominciare"),
        ({"rinnovabile_fino": date(2025, 12, 31)}, "oltre la scadenza"),
    ],
)
def test_un_affidamento_cita_il_mandato_e_ha_date_che_tornano(aperta, altri, frase):
    with pytest.raises(DatoNonValido, match=frase):
        crea_affidamento(aperta, **altri)


def test_anche_la_banca_dati_rifiuta_un_affidamento_senza_mandato(aperta):
    affidamento = crea_affidamento(aperta)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affidamento.objects.filter(pk=affidamento.pk).update(mandato="")


def test_non_si_paga_piu_dell_affidato(aperta):
    affidamento = crea_affidamento(aperta, "1000.00")
    paga(aperta, affidamento, "700.00")
    paga(aperta, affidamento, "-100.00")
    for sbagliato in ("400.01", "-600.01", "0"):
        with pytest.raises(DatoNonValido):
            paga(aperta, affidamento, sbagliato)
    letto = affidamenti.affidamento(affidamento.pk)
    assert letto.pagato == Decimal("600.00")
    letto.importo = Decimal("599.99")
    with pytest.raises(DatoNonValido, match="già stati pagati"):
        operazioni.salva_affidamento(letto, **chi(aperta))
    assert [affidamenti.situazione(letto, g)[0] for g in (date(2024, 12, 31), OGGI, date(2026, 1, 1))] == [
        "Da cominciare", "In corso", "Finito",
    ]  # fmt: skip


def compi(scena, pratica, *passi, nota="perché"):
    for passo in passi:
        pratica = pratiche.compi(pratica, passo, nota=nota, **chi(scena))
    return pratica


def test_il_cammino_di_una_comunicazione_di_avvio(aperta):
    pratica = crea_pratica(aperta, crea_unita(aperta))
    assert letture.termine(pratica) == (date(2025, 7, 1), "controllo di completezza")
    with pytest.raises(flusso.RequisitiMancanti, match="entro quando"):
        compi(aperta, pratica, "chiedi_integrazione")
    pratica.entro = date(2025, 6, 20)
    pratiche.salva_pratica(pratica, **chi(aperta))
    pratica = compi(aperta, pratica, "chiedi_integrazione")
    assert letture.termine(pratica) == (date(2025, 6, 20), "integrazioni")
    pratica = compi(aperta, pratica, "completa", "trasmetti")
    assert letture.termine(pratica) == (date(2025, 8, 15), "esito della vigilanza")
    with pytest.raises(flusso.RequisitiMancanti, match="motivo"):
        compi(aperta, pratica, "prescrivi", nota="")
    pratica = compi(aperta, pratica, "prescrivi", "approva")
    assert pratica.stato == StatoPratica.IN_ESERCIZIO and letture.termine(pratica) is None
    with pytest.raises(flusso.TransizioneNonAmmessa):
        compi(aperta, pratica, "completa")
    assert compi(aperta, pratica, "sospendi", "riprendi", "chiudi").stato == StatoPratica.CHIUSA
    assert not Pratica.objects.aperte().exists()


def test_un_accreditamento_vuole_il_provvedimento_e_scade(aperta):
    pratica = compi(aperta, crea_pratica(aperta, crea_unita(aperta), "accreditamento"), "completa")
    assert "trasmetti" not in pratica.PASSI
    with pytest.raises(flusso.RequisitiMancanti, match="provvedimento"):
        compi(aperta, pratica, "accredita")
    pratica.provvedimento, pratica.vale_dal, pratica.vale_al = "Det. 3", date(2025, 6, 1), date(2028, 5, 31)
    pratiche.salva_pratica(pratica, **chi(aperta))
    pratica = compi(aperta, pratica, "accredita")
    assert letture.termine(pratica) == (date(2028, 5, 31), "scadenza dell’accreditamento")
    assert compi(aperta, pratica, "revoca").stato == StatoPratica.DECADUTA


def test_le_strutture_sociosanitarie_non_passano_di_qui(aperta):
    with pytest.raises(DatoNonValido, match="sociosanitaria"):
        crea_pratica(aperta, crea_unita(aperta, "RSA", tutto_ambito=True))
    unita = crea_unita(aperta)
    with pytest.raises(DatoNonValido, match="perché si comunica"):
        crea_pratica(aperta, unita, caso="")
    crea_pratica(aperta, unita)
    with pytest.raises(DatoNonValido, match="ricevuta quel giorno"):
        crea_pratica(aperta, unita)


def test_una_prescrizione_dice_che_cosa_ed_entro_quando(aperta):
    unita = crea_unita(aperta)
    for altri, frase in [({"prescrizioni": " "}, "che cosa"), ({"entro": None}, "entro quando")]:
        with pytest.raises(DatoNonValido, match=frase):
            crea_sopralluogo(aperta, unita, **altri)
    crea_sopralluogo(aperta, unita, "positivo", prescrizioni="", entro=None)
    crea_sopralluogo(aperta, unita)
    pagina = aperta.client("sindaco").get(f"/lodi/servizi/offerta/{unita.pk}/").content.decode()
    assert "Estintori" in pagina and "Da adempiere" in pagina and "Tutto in ordine" in pagina


def test_una_struttura_con_pratiche_non_si_toglie(aperta):
    unita = crea_unita(aperta)
    crea_pratica(aperta, unita)
    with pytest.raises(DatoNonValido, match="altri dati collegati"):
        offerta.togli_unita(unita, **chi(aperta))
    assert not Evento.objects.filter(verbo="unitaofferta.togli").exists()


def test_una_rete_con_i_suoi_membri_e_incontri(aperta):
    ente = Ente.objects.first()
    rete = crea_rete(aperta, comuni=[aperta.comuni["Lodi"]], enti=[ente], servizi=[servizio("CAV")])
    assert letture_reti.membri(rete) == sorted(["Lodi", str(ente)])
    rete = letture_reti.rete(rete.pk)
    reti.salva_rete(rete, comuni=[], enti=[ente], servizi=[], **chi(aperta))
    assert letture_reti.membri(rete) == [str(ente)] and not rete.servizi.exists()
    cambio = Evento.objects.get(verbo="rete.cambia")
    assert cambio.prima == {"membri": sorted(["Lodi", str(ente)]), "servizi": ["CAV"]}
    assert cambio.dopo == {"membri": [str(ente)], "servizi": []}
    with pytest.raises(DatoNonValido, match="questo nome"):
        crea_rete(aperta)
    navigatore = aperta.client("udp")
    dati = {"giorno": "2025-06-05", "argomento": "Protocollo", "esito": "Si rinnova"}
    assert navigatore.post(f"/lodi/servizi/reti/{rete.pk}/incontro/", dati).status_code == 302
    assert "Si rinnova" in aperta.client("sindaco").get(f"/lodi/servizi/reti/{rete.pk}/").content.decode()


def test_la_valutazione_di_un_servizio(aperta):
    with pytest.raises(DatoNonValido, match="più dei questionari"):
        crea_valutazione(aperta, questionari=3, soddisfatti=4)
    with pytest.raises(DatoNonValido, match="non è ancora cominciato"):
        crea_valutazione(aperta, anno=timezone.localdate().year + 1)
    crea_valutazione(aperta, questionari=10, soddisfatti=8)
    with pytest.raises(DatoNonValido, match="c’è già"):
        crea_valutazione(aperta)
    pagina = aperta.client("sindaco").get(f"/lodi/servizi/catalogo/servizi/{servizio('SAD').pk}/").content.decode()
    assert "Va bene così" in pagina.replace("va bene così", "Va bene così") and "10 questionari" in pagina


def test_cio_che_scade_tocca_all_ufficio_nell_ordine_delle_date(aperta):
    oggi, fra = timezone.localdate(), lambda n: timezone.localdate() + timedelta(days=n)
    unita = crea_unita(aperta)
    crea_affidamento(aperta, dal=oggi, al=fra(80))
    crea_rete(aperta, al=fra(85))
    crea_sopralluogo(aperta, unita, giorno=oggi, entro=fra(10))
    crea_sopralluogo(aperta, unita, giorno=oggi, entro=fra(5), adempiuto_il=oggi)
    accreditata = crea_pratica(aperta, unita, "accreditamento", provvedimento="P", vale_dal=oggi, vale_al=fra(40), entro=fra(20))
    compi(aperta, crea_pratica(aperta, unita, entro=fra(20)), "chiedi_integrazione")
    compi(aperta, accreditata, "completa", "accredita")
    assert [c.titolo for c in compiti(aperta.poteri("udp"), oggi)] == [
        "Controlla le prescrizioni: ASILO_NIDO di prova",
        "Attende una risposta: ASILO_NIDO di prova",
        "Scade l’accreditamento: ASILO_NIDO di prova",
        "Rinnova o riaffida: Assistenza domiciliare",
        "Scade il protocollo: Rete di prova",
    ]


def test_cio_che_e_scaduto_resta_finche_qualcuno_dice_com_e_andata(aperta):
    oggi, ieri = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    unita = crea_unita(aperta)
    visita = crea_sopralluogo(aperta, unita, giorno=ieri, entro=ieri)
    compi(aperta, crea_pratica(aperta, unita, entro=ieri), "chiedi_integrazione")
    crea_rete(aperta, al=ieri)
    assert [c.scadenza for c in compiti(aperta.poteri("udp"), oggi)] == [ieri, ieri]
    visita.adempiuto_il = oggi
    pratiche.salva_sopralluogo(visita, **chi(aperta))
    assert [c.titolo for c in compiti(aperta.poteri("udp"), oggi)] == ["Attende una risposta: ASILO_NIDO di prova"]


def test_le_pagine_delle_pratiche(aperta):
    unita = crea_unita(aperta)
    navigatore = aperta.client("udp")
    dati = {"genere": "avvio", "unita": unita.pk, "caso": "", "ricevuta_il": "2025-06-01"}
    risposta = navigatore.post("/lodi/servizi/accreditamenti/nuova/", dati)
    assert risposta.status_code == 422 and "perché si comunica" in risposta.content.decode()
    url = navigatore.post("/lodi/servizi/accreditamenti/nuova/", {**dati, "caso": "apertura"}).url
    assert "controllo di completezza" in navigatore.get(url).content.decode()
    assert navigatore.post(f"{url}completa/").url == url
    assert "Si trasmette all’ATS" in navigatore.get(url).content.decode()
    assert navigatore.get(f"{url}volare/").status_code == 404
    assert UnitaOfferta.objects.get().pratiche.get().stato == StatoPratica.COMPLETA
    assert Evento.objects.filter(verbo="pratica.completa").count() == 1
    assert "1 su 1 pratica" in navigatore.get("/lodi/servizi/accreditamenti/?stato=completa").content.decode()


def test_i_documenti_di_una_pratica(aperta):
    pratica = crea_pratica(aperta, crea_unita(aperta))
    url = f"/lodi/servizi/accreditamenti/{pratica.pk}/"
    navigatore = aperta.client("udp")
    for nome, byte, frase in [("virus.pdf", b"MZ" + PNG, "è un programma"), ("foto.pdf", PNG, "in realtà è un file PNG")]:
        dati = {"che_cosa": "Planimetria", "file": SimpleUploadedFile(nome, byte)}
        risposta = navigatore.post(f"{url}allega/", dati)
        assert risposta.status_code == 422 and frase in risposta.content.decode()
    dati = {"che_cosa": "Planimetria", "file": SimpleUploadedFile("pianta.png", PNG)}
    assert navigatore.post(f"{url}allega/", dati).url == url
    dati["file"] = SimpleUploadedFile("altra.png", PNG)
    assert "c’è già" in navigatore.post(f"{url}allega/", dati).content.decode()
    carta = pratica.carte.get()
    scaricata = navigatore.get(f"{url}carte/{carta.pk}/")
    assert scaricata.content == PNG and "attachment" in scaricata["Content-Disposition"]
    assert "pianta.png" in navigatore.get(url).content.decode()
    assert "pianta.png" not in aperta.client("sindaco").get(url).content.decode()
    assert Evento.objects.get(verbo="pratica.allega").dopo == {"sha256": carta.sha256}


def test_le_scadenze_vanno_nel_calendario(aperta):
    oggi = timezone.localdate()
    crea_rete(aperta, al=oggi + timedelta(days=300))
    crea_rete(aperta, nome="Lontana", al=oggi + timedelta(days=400))
    agenda = Calendar.from_ical(aperta.client("udp").get("/lodi/servizi/scadenze.ics").content)
    (evento,) = agenda.walk("vevent")
    assert evento["summary"] == "Scade il protocollo: Rete di prova" and "/lodi/servizi/reti/" in evento["description"]
    assert evento.decoded("dtstart") == oggi + timedelta(days=300)
