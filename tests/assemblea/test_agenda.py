"""L’ordine del giorno: gradini, posti, orari, punti riservati, ricorrenti, ripresi, aggiunti; la seduta spostata."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ambito.assemblea import selezioni
from ambito.assemblea.models import PuntoOdg, RegolaVoto, Seduta
from ambito.assemblea.operazioni import aula, ordine_del_giorno, sedute
from ambito.assemblea.operazioni.sedute import SedutaNonValida
from ambito.assemblea.selezioni import agenda, pubblica, sala
from ambito.errori import ErroreAtteso
from ambito.flusso import esegui
from ambito.models import Avviso
from tests.assemblea.conftest import PREPARA, PUNTO, QUANDO, SECONDA


def scrivi(assemblea, seduta, oggetto, **altri):
    dati = {**PUNTO, "oggetto": oggetto, **altri}
    return ordine_del_giorno.scrivi_punto(seduta, None, dati, poteri=assemblea.poteri, adesso=PREPARA)


def fila(seduta):
    return list(seduta.punti.order_by("ordine").values_list("numero", "oggetto"))


@pytest.fixture
def a_gradini(assemblea):
    """1. Uno, 2. Due (2.1 Due a, 2.2 Due b), 3. Tre; il secondo sotto-punto è stato scritto per ultimo."""
    seduta = assemblea.bozza(punti=0)
    scrivi(assemblea, seduta, "Uno", minuti=10)
    due = scrivi(assemblea, seduta, "Due")
    scrivi(assemblea, seduta, "Due a", sotto=due, minuti=20)
    scrivi(assemblea, seduta, "Tre", minuti=5)
    scrivi(assemblea, seduta, "Due b", sotto=due, minuti=15)
    return seduta


def test_i_punti_si_numerano_a_gradini(a_gradini):
    assert fila(a_gradini) == [("1", "Uno"), ("2", "Due"), ("2.1", "Due a"), ("2.2", "Due b"), ("3", "Tre")]


def test_un_punto_si_sposta_fra_i_suoi_e_porta_con_se_quelli_che_ha_sotto(assemblea, a_gradini):
    dati = {"poteri": assemblea.poteri, "adesso": PREPARA}
    ordine_del_giorno.sposta_punto(a_gradini.punti.get(oggetto="Due"), in_su=True, **dati)
    assert [oggetto for _, oggetto in fila(a_gradini)] == ["Due", "Due a", "Due b", "Uno", "Tre"]
    ordine_del_giorno.sposta_punto(a_gradini.punti.get(oggetto="Due a"), in_su=False, **dati)
    ordine_del_giorno.sposta_punto(a_gradini.punti.get(oggetto="Tre"), in_su=False, **dati)
    assert [oggetto for _, oggetto in fila(a_gradini)] == ["Due", "Due b", "Due a", "Uno", "Tre"]
    ordine_del_giorno.togli_punto(a_gradini.punti.get(oggetto="Due"), **dati)
    assert fila(a_gradini) == [("1", "Uno"), ("2", "Tre")]


def test_non_si_scende_piu_di_un_gradino(assemblea, a_gradini):
    due, basso = a_gradini.punti.get(oggetto="Due"), a_gradini.punti.get(oggetto="Due a")
    with pytest.raises(SedutaNonValida, match="non più giù di un gradino"):
        scrivi(assemblea, a_gradini, "Troppo giù", sotto=basso)
    dati = {**PUNTO, "sotto": a_gradini.punti.get(oggetto="Uno")}
    with pytest.raises(SedutaNonValida, match="ne ha altri sotto"):
        ordine_del_giorno.scrivi_punto(a_gradini, due, dati, poteri=assemblea.poteri, adesso=PREPARA)


def test_gli_orari_si_dicono_finche_si_sanno(a_gradini):
    voci = {v["punto"].oggetto: v["ora"] for v in selezioni.punti_con_carte(a_gradini)}
    minuti = {oggetto: ora and (ora - QUANDO).seconds // 60 for oggetto, ora in voci.items()}
    assert minuti == {"Uno": 0, "Due": None, "Due a": 10, "Due b": 30, "Tre": 45}
    a_gradini.punti.filter(oggetto="Due a").update(minuti=None)
    voci = {v["punto"].oggetto: v["ora"] for v in selezioni.punti_con_carte(a_gradini)}
    assert voci["Due a"] and voci["Due b"] is None and voci["Tre"] is None


def test_un_titolo_non_si_chiama_e_nel_verbale_resta_titolo(assemblea, a_gradini):
    seduta = sedute.convoca(a_gradini, poteri=assemblea.poteri, adesso=PREPARA)
    seduta = aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO)
    assemblea.entrano(seduta)
    seduta = aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO)
    situazione = sala.Situazione(seduta, assemblea.poteri)
    assert [p.oggetto for p in situazione.chiamabili] == ["Uno", "Due a", "Due b", "Tre"]
    with pytest.raises(ErroreAtteso, match="fa da titolo"):
        esegui(seduta.punti.get(oggetto="Due"), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    testo = aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO).verbale.testo
    assert "\n\nPunto 2. Due.\n\nPunto 2.1. Due a. Relaziona Chiara.\nIl punto non è stato trattato." in testo


def test_di_un_punto_riservato_non_c_e_pagina_pubblica(assemblea):
    votazione = assemblea.al_voto()
    assemblea.mano(votazione, "Lodi", "favorevole")
    votazione = assemblea.chiudi(votazione)
    assert pubblica.cerca(votazione.codice)["testata"]["punto"] == "1" and votazione.ha_pagina_pubblica
    PuntoOdg.objects.update(riservato=True)
    votazione.punto.refresh_from_db()
    assert pubblica.cerca(votazione.codice) is None and not votazione.ha_pagina_pubblica


def test_i_ricorrenti_e_i_non_conclusi_passano_alla_seduta_seguente(assemblea):
    seduta = assemblea.bozza(punti=0)
    scrivi(assemblea, seduta, "Comunicazioni", ricorrente=True)
    titolo = scrivi(assemblea, seduta, "Riparti")
    scrivi(assemblea, seduta, "Anziani", sotto=titolo, riservato=True)
    seduta = sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA)
    deserta = aula.dichiara_deserta(
        aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO), poteri=assemblea.poteri, adesso=QUANDO
    )
    altra = assemblea.bozza(
        punti=0, prima_convocazione=QUANDO + timedelta(days=30), seconda_convocazione=SECONDA + timedelta(days=30)
    )
    dati = {"poteri": assemblea.poteri, "adesso": PREPARA}
    assert ordine_del_giorno.iscrivi_ricorrenti(altra, **dati) == 1 and fila(altra) == [("1", "Comunicazioni")]
    assert agenda.seduta_da_riprendere(altra) == deserta
    assert ordine_del_giorno.riprendi(altra, deserta, **dati) == 2
    assert fila(altra) == [("1", "Comunicazioni"), ("2", "Riparti"), ("2.1", "Anziani")]
    assert altra.punti.get(oggetto="Anziani").riservato
    # Una seconda volta non c’è più nulla da riprendere.
    assert agenda.seduta_da_riprendere(altra) is None


def aggiungi(assemblea, seduta, adesso, **altri):
    dati = {**PUNTO, "oggetto": "Variazione urgente", **altri}
    return ordine_del_giorno.aggiungi_punto(seduta, dati, poteri=assemblea.poteri, adesso=adesso)


def test_l_ordine_del_giorno_si_integra_finche_la_regola_lo_ammette(assemblea):
    seduta = assemblea.convocata()
    punto = aggiungi(assemblea, seduta, QUANDO - timedelta(hours=24))
    assert (punto.numero, punto.aggiunto_il) == ("2", QUANDO - timedelta(hours=24))
    avviso = Avviso.objects.filter(genere="puntoodg.aggiungi").first()
    assert "si aggiunge il punto 2" in avviso.testo and "Variazione urgente" in avviso.testo
    aggiungi(assemblea, seduta, QUANDO - timedelta(hours=24), oggetto="Un altro")
    assert Avviso.objects.filter(genere="puntoodg.aggiungi", destinatario=avviso.destinatario).count() == 2
    with pytest.raises(SedutaNonValida, match="c’è già all’ordine del giorno"):
        aggiungi(assemblea, seduta, QUANDO - timedelta(hours=24), oggetto="Un altro")
    with pytest.raises(SedutaNonValida, match="si poteva integrare fino al 19 giugno 2025, ore 18:00"):
        aggiungi(assemblea, seduta, QUANDO - timedelta(hours=23))
    RegolaVoto.objects.update(aggiunta_ore=0)
    with pytest.raises(SedutaNonValida, match="non ammette punti aggiunti"):
        aggiungi(assemblea, seduta, PREPARA)
    with pytest.raises(SedutaNonValida, match="fra la convocazione e l’apertura"):
        aggiungi(assemblea, assemblea.bozza(), PREPARA)


def sposta(assemblea, seduta, motivo="Neve", adesso=PREPARA, **altri):
    dati = {campo: getattr(seduta, campo) for campo in sedute.SPOSTABILI} | altri
    return sedute.sposta(seduta, dati, motivo=motivo, poteri=assemblea.poteri, adesso=adesso)


def test_spostare_avvisa_di_nuovo_anche_due_volte_lo_stesso_giorno(assemblea):
    seduta = assemblea.convocata()
    dopo = {"prima_convocazione": QUANDO + timedelta(days=3), "seconda_convocazione": SECONDA + timedelta(days=3)}
    seduta = sposta(assemblea, seduta, **dopo)
    assert (seduta.stato, seduta.variazioni, seduta.prima_convocazione) == ("convocata", 1, dopo["prima_convocazione"])
    sposta(assemblea, Seduta.objects.get(pk=seduta.pk), luogo="Palestra")
    primo, secondo = (Avviso.objects.filter(genere=f"seduta.sposta.{n}").first() for n in (1, 2))
    assert "dà una delega nuova" in primo.testo
    assert "23 giugno 2025" in primo.titolo and "Motivo: Neve" in primo.testo and "SEQUENCE:1" in primo.calendario
    assert "Palestra" in secondo.testo and "SEQUENCE:2" in secondo.calendario


def test_spostare_vuole_il_motivo_e_una_data_buona(assemblea):
    seduta = assemblea.convocata()
    with pytest.raises(ErroreAtteso, match="Scrivi il motivo"):
        sposta(assemblea, seduta, motivo=" ", luogo="Palestra")
    with pytest.raises(SedutaNonValida, match="nulla da spostare"):
        sposta(assemblea, seduta)
    with pytest.raises(SedutaNonValida, match="già passata"):
        sposta(assemblea, seduta, prima_convocazione=PREPARA - timedelta(days=1))
    vicina = sposta(assemblea, seduta, adesso=QUANDO - timedelta(days=2), luogo="Palestra")
    assert vicina.motivo_urgenza == "Neve"
    with pytest.raises(ErroreAtteso, match="Seduta spostata"):
        sposta(assemblea, assemblea.aperta(), luogo="Palestra")


def test_le_pagine(lodi, assemblea):
    segretario = lodi.client("segretario")

    def url(nome, pk, coda=""):
        return reverse(f"assemblea:{nome}", args=["lodi", pk]) + coda

    bozza = assemblea.bozza(punti=2)
    dati = {"oggetto": "Sotto", "materia": "ordinaria", "sotto": bozza.punti.first().pk, "minuti": 15, "riservato": "on"}
    assert segretario.post(url("nuovo_punto", bozza.pk), dati).status_code == 302
    assert fila(bozza) == [("1", "Criteri di riparto 1"), ("1.1", "Sotto"), ("2", "Criteri di riparto 2")]
    assert segretario.post(url("sposta_punto", bozza.punti.last().pk), {"verso": "su"}).status_code == 302
    assert fila(bozza)[0] == ("1", "Criteri di riparto 2")
    pagina = segretario.get(url("seduta", bozza.pk)).content.decode()
    assert "2.1. Sotto" in pagina and "Seduta non pubblica" in pagina
    deserta = aula.dichiara_deserta(assemblea.aperta(), poteri=assemblea.poteri, adesso=QUANDO)
    riconvoca = reverse("assemblea:nuova_seduta", args=["lodi"]) + f"?da={deserta.pk}"
    assert riconvoca in segretario.get(url("seduta", deserta.pk)).content.decode()
    assert "Sala consiliare" in segretario.get(riconvoca).content.decode()
