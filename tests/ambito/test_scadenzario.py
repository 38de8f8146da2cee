"""Lo scadenzario: il catalogo di ogni Ambito, gli anni che si aprono, chi se ne occupa, i promemoria mandati una volta sola."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ambito import tasks
from ambito.calendario import personale
from ambito.models import Avviso, Evento, Incarico, Scadenza, VoceScadenzario
from ambito.poteri import PotereMancante
from ambito.scadenzario import annunci, operazioni, selezioni
from ambito.scadenzario.operazioni import ScadenzaNonValida
from tests.scena import ADESSO, OGGI, crea_scena

TERMINE = date(2026, 5, 31)


@pytest.fixture
def aperta(lodi):
    with lodi.aperto():
        yield lodi


def relazione():
    """La relazione annuale, di cui si occupa l’Ufficio di Piano: nel 2026 scade il 31 maggio."""
    return Scadenza.objects.select_related("voce").get(voce__codice="FSC-OBIETTIVI", anno=2026)


def ricorda(giorno):
    annunci.ricorda(giorno, ADESSO)
    return sorted(Avviso.objects.filter(genere="scadenzario", giorno=giorno).values_list("destinatario__email", "titolo"))


def test_un_ambito_nasce_con_lo_scadenzario_da_oggi_alla_fine_dell_anno_prossimo(aperta):
    cadono = {(s.voce.codice, s.anno): s.giorno for s in Scadenza.objects.select_related("voce")}
    assert cadono["ACCESSIBILITA", 2025] == date(2025, 9, 23) and cadono["ASSISTENTI-SOCIALI", 2026] == date(2026, 2, 28)
    assert ("ASSISTENTI-SOCIALI", 2025) not in cadono
    assert cadono["DPCM-LIVELLI", 2026] == date(2026, 6, 30) and ("DPCM-LIVELLI", 2025) not in cadono
    codici = set(VoceScadenzario.objects.values_list("codice", flat=True))
    assert "FIRMA-PDZ-ER" not in codici and "NUOVO-PDZ" in codici
    assert {v.codice for v in selezioni.da_un_fatto()} == {"ALBO", "CPE-COMPLETEZZA", "VIGILANZA"}


def test_la_scadenza_del_triennio_cade_nell_ultimo_anno(aperta):
    operazioni.apri_anni(date(2026, 12, 1))
    assert [s.giorno for s in Scadenza.objects.filter(voce__codice="NUOVO-PDZ")] == [date(2027, 12, 31)]


def test_un_aggiornamento_porta_le_voci_nuove_e_lascia_stare_le_altre(aperta):
    mia = relazione()
    operazioni.sposta(mia, giorno=date(2026, 6, 15), motivo="nota", poteri=aperta.poteri("udp"), adesso=ADESSO)
    operazioni.affida(mia, ruolo="segretario", persona=None, poteri=aperta.poteri("udp"), adesso=ADESSO, oggi=OGGI)
    Scadenza.objects.filter(voce__codice="ACCESSIBILITA").delete()
    VoceScadenzario.objects.filter(codice="ACCESSIBILITA").delete()
    call_command("carica_riferimenti", verbosity=0)
    call_command("carica_riferimenti", verbosity=0)
    assert VoceScadenzario.objects.filter(codice="ACCESSIBILITA").count() == 1
    assert Scadenza.objects.filter(voce__codice="ACCESSIBILITA", anno=timezone.localdate().year + 1).count() == 1
    assert (relazione().giorno, relazione().voce.ruolo) == (date(2026, 6, 15), "segretario")


@pytest.mark.parametrize(
    ("mancano", "inizia"),
    [(30, "Mancano 30 giorni"), (7, "Mancano 7 giorni"), (1, "Scade domani"), (0, "Scade oggi"), (-1, "È scaduta ieri")],
)
def test_si_ricorda_prima_il_giorno_stesso_e_dopo_una_volta_sola(aperta, mancano, inizia):
    giorno = TERMINE - timedelta(days=mancano)
    per_me = [riga for riga in ricorda(giorno) if "obiettivi di servizio" in riga[1]]
    assert [(email, titolo.split(":")[0]) for email, titolo in per_me] == [("udp@lodi.example", inizia)]
    ricorda(giorno)
    assert Avviso.objects.filter(genere="scadenzario", giorno=giorno, oggetto_id=relazione().pk).count() == 1


def test_negli_altri_giorni_e_a_cosa_fatta_si_tace(aperta):
    assert not [r for r in ricorda(TERMINE - timedelta(days=12)) if "obiettivi" in r[1]]
    operazioni.segna_fatta(relazione(), fatta_il=OGGI, nota="ricevuta 12", poteri=aperta.poteri("udp"), adesso=ADESSO, oggi=OGGI)
    assert not [r for r in ricorda(TERMINE - timedelta(days=7)) if "obiettivi" in r[1]]


def test_l_anno_nuovo_si_apre_da_solo(aperta):
    annunci.ricorda(date(2028, 1, 1), ADESSO)
    assert Scadenza.objects.get(voce__codice="ASSISTENTI-SOCIALI", anno=2029).giorno == date(2029, 2, 28)


def test_se_non_c_e_chi_se_ne_occupa_riceve_il_coordinatore_poi_il_capofila(aperta):
    Incarico.objects.filter(ruolo="udp").update(al=TERMINE - timedelta(days=60))
    (riga,) = [r for r in ricorda(TERMINE - timedelta(days=7)) if "obiettivi" in r[1]]
    assert riga[0] == "coordinatore@lodi.example"
    assert "nessuno ha il posto" in Avviso.objects.filter(oggetto_id=relazione().pk).get().testo
    Incarico.objects.filter(ruolo="coordinatore").update(al=TERMINE - timedelta(days=60))
    # Nella scena nessuno ha un incarico per il capofila: si prende un altro Comune.
    type(aperta.ambito).objects.update(capofila=aperta.comuni["Codogno"])
    chi = {r[0] for r in ricorda(TERMINE - timedelta(days=1)) if "obiettivi" in r[1]}
    assert chi == {"operatore@lodi.example", "ragioneria@lodi.example", "sindaco@lodi.example"}


def test_affidata_a_una_persona_tocca_a_lei_finche_e_in_carica(aperta):
    poteri = aperta.poteri("coordinatore")
    chi = aperta.utenti["segretario"]
    operazioni.affida(relazione(), ruolo="udp", persona=chi, poteri=poteri, adesso=ADESSO, oggi=OGGI)
    giorno = TERMINE - timedelta(days=5)

    def vede(ruolo):
        return [c.titolo for c in annunci.compiti(aperta.poteri(ruolo), giorno) if "obiettivi" in c.titolo]

    assert vede("segretario") and not vede("udp") and not vede("coordinatore") and not vede("sindaco")
    Incarico.objects.filter(utente=chi).update(al=giorno - timedelta(days=1))
    assert vede("udp")
    Incarico.objects.filter(ruolo="udp").update(al=giorno - timedelta(days=1))
    assert vede("coordinatore")
    with pytest.raises(ScadenzaNonValida, match="non ha un incarico"):
        operazioni.affida(relazione(), ruolo="udp", persona=aperta.utenti["sindaco"], poteri=poteri, adesso=ADESSO, oggi=OGGI)


def test_si_chiude_si_riapre_e_resta_scritto_perche(aperta):
    chi = {"poteri": aperta.poteri("udp"), "adesso": ADESSO}
    operazioni.non_si_applica(relazione(), motivo="La fa il Comune", **chi)
    with pytest.raises(ScadenzaNonValida, match="già chiusa"):
        operazioni.segna_fatta(relazione(), fatta_il=OGGI, nota="", oggi=OGGI, **chi)
    operazioni.riapri(relazione(), **chi)
    with pytest.raises(ScadenzaNonValida, match="già da fare"):
        operazioni.riapri(relazione(), **chi)
    with pytest.raises(ScadenzaNonValida, match="futuro"):
        operazioni.segna_fatta(relazione(), fatta_il=OGGI + timedelta(days=1), nota="", oggi=OGGI, **chi)
    with pytest.raises(ScadenzaNonValida, match="del 2026"):
        operazioni.sposta(relazione(), giorno=date(2027, 1, 1), motivo="x", **chi)
    with pytest.raises(PotereMancante):
        operazioni.riapri(relazione(), poteri=aperta.poteri("sindaco"), adesso=ADESSO)
    assert Evento.objects.get(verbo="scadenza.esclusa").nota == "La fa il Comune"


def test_una_scadenza_dell_ambito_torna_ogni_anno_se_lo_si_dice(aperta):
    chi = {"poteri": aperta.poteri("udp"), "adesso": ADESSO, "oggi": OGGI, "ruolo": "udp"}
    ogni = operazioni.aggiungi(nome="Relazione al Consiglio", giorno=date(2025, 10, 1), ogni_anno=True, **chi)
    una = operazioni.aggiungi(nome="Convegno", giorno=date(2025, 10, 2), ogni_anno=False, **chi)
    assert [s.anno for s in Scadenza.objects.filter(voce=ogni.voce).order_by("anno")] == [2025, 2026]
    assert [s.anno for s in Scadenza.objects.filter(voce=una.voce)] == [2025]
    with pytest.raises(ScadenzaNonValida, match="quest’anno o del prossimo"):
        operazioni.aggiungi(nome="Fra molto", giorno=date(2030, 1, 1), ogni_anno=False, **chi)


def test_le_scadenze_stanno_nel_calendario_di_chi_le_tiene(aperta):
    chiave = f"scadenza-{aperta.ambito.pk}-{relazione().pk}"
    presenti = {r: {a.chiave for a in personale.appuntamenti(aperta.poteri(r), OGGI)} for r in ("udp", "sindaco")}
    assert chiave in presenti["udp"] and chiave not in presenti["sindaco"]


def test_un_ambito_non_vede_le_scadenze_dell_altro(lodi, pavese):
    with pavese.aperto():
        altrui = Scadenza.objects.first().pk
    assert lodi.client("udp").get(f"/lodi/scadenzario/{altrui}/").status_code == 404


def test_dalle_pagine_si_cerca_si_affida_si_segna_fatta(aperta):
    navigatore, pk = aperta.client("udp"), relazione().pk
    elenco = navigatore.get("/lodi/scadenzario/?anno=2026&chi=mie&q=obiettivi").content.decode()
    assert f"/lodi/scadenzario/{pk}/" in elenco and "Fondo povertà" not in elenco
    mese = navigatore.get("/lodi/scadenzario/calendario/?mese=2026-05").content.decode()
    assert "obiettivi di servizio" in mese and "mese=2026-06" in mese
    assert "Il mese scritto nell’indirizzo non si capisce" in navigatore.get(
        "/lodi/scadenzario/calendario/?mese=maggio").content.decode()  # fmt: skip
    navigatore.post(f"/lodi/scadenzario/{pk}/affida/", {"ruolo": "segretario", "persona": ""})
    navigatore.post(f"/lodi/scadenzario/{pk}/fatta/", {"fatta_il": "2026-05-20", "nota": "ricevuta 7"})
    scheda = navigatore.get(f"/lodi/scadenzario/{pk}/").content.decode()
    assert "ricevuta 7" in scheda and "Segretario dell’Assemblea" in scheda and "Riapri" in scheda
    assert f"/lodi/scadenzario/{pk}/" not in navigatore.get("/lodi/scadenzario/").content.decode()
    assert navigatore.post(f"/lodi/scadenzario/{pk}/non-si-applica/", {"motivo": "x"}).status_code == 422
    navigatore.post(f"/lodi/scadenzario/{pk}/")
    assert relazione().fatta_il is None
    nuova = {"nome": "Convegno", "giorno": timezone.localdate().isoformat(), "ruolo": "udp"}
    assert navigatore.post("/lodi/scadenzario/nuova/", nuova).status_code == 302


def test_l_elenco_non_fa_piu_interrogazioni_se_cresce(aperta, django_assert_num_queries):
    navigatore = aperta.client("udp")
    for anno in (2025, 2040):
        operazioni.apri_anni(date(anno, 1, 1))
        with django_assert_num_queries(10):
            navigatore.get("/lodi/scadenzario/?stato=passata")
        with django_assert_num_queries(7):
            navigatore.get("/lodi/scadenzario/calendario/?mese=2025-05")


@pytest.mark.django_db(transaction=True)
def test_due_orologi_insieme_mandano_un_promemoria_solo():
    scena = crea_scena("lodi")
    oggi = timezone.localdate()
    with scena.aperto():
        Scadenza.objects.all().delete()
        voce = VoceScadenzario.objects.get(codice="FSC-OBIETTIVI")
        Scadenza.objects.create(voce=voce, anno=oggi.year, giorno=oggi)
    via = threading.Barrier(3)

    def orologio():
        try:
            via.wait(timeout=30)
            tasks.ricorda_scadenze()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as esecutore:
        for attesa in [esecutore.submit(orologio) for _ in range(3)]:
            attesa.result()
    with scena.aperto():
        mia = Scadenza.objects.get(voce=voce, anno=oggi.year)
        assert Avviso.objects.filter(genere="scadenzario", oggetto_id=mia.pk).count() == 1
        assert Scadenza.objects.filter(voce=voce).count() == 2
