"""Le pagine dei riparti come le usano le persone: scrivere, confrontare, depositare, riscuotere, leggere quanto si paga."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accordo.models import DatoRiparto, PianoRiparto, Scenario, ValoreDato
from ambito.models import Caricamento, Lavoro
from tests.accordo import riparti
from tests.accordo.fabbriche import oggi

pytestmark = pytest.mark.django_db
BASE = "/lodi/accordo/riparti/"
NUOVO = {"anno": "2025", "titolo": "Servizi associati", "costo": "15.000,00", "coperture": "4.000", "altri_enti": ""}


def html(risposta):
    return risposta.content.decode()


def criteri(*righe, revisione=0, **altro):
    """Il corpo del modulo dei criteri: coppie (base, misura, valore)."""
    dati = {"nome": "Primo", "quota_fissa": "0,00", "nota": "", "revisione": revisione, "criteri-INITIAL_FORMS": 0,
            "criteri-TOTAL_FORMS": len(righe) + 1, f"criteri-{len(righe)}-misura": "percentuale"}  # fmt: skip
    for n, (base, misura, valore) in enumerate(righe):
        dati |= {f"criteri-{n}-base": base, f"criteri-{n}-misura": misura, f"criteri-{n}-valore": valore}
    return {**dati, **{f"criteri-{n}-verso": "fino_a" for n in range(len(righe) + 1)}, **altro}


def correttivo(guarda, **altro):
    """Il correttivo del primo criterio, come lo manda il modulo."""
    voci = {"guarda": guarda, "verso": "almeno", "soglia": "50", "moltiplicatore": "0,8", **altro}
    return {f"criteri-0-{nome}": valore for nome, valore in voci.items()}


def righe_csv(risposta):
    return list(csv.DictReader(io.StringIO(risposta.content.decode("utf-8-sig")), delimiter=";"))


def test_si_comincia_si_scrivono_i_criteri_e_si_vede_quanto_tocca(lodi):
    udp = lodi.client("udp")
    assert "Comincia il primo" in html(udp.get(BASE))
    sbagliato = udp.post(f"{BASE}nuovo/", {**NUOVO, "coperture": "15.000,00"})
    assert sbagliato.status_code == 422 and "non resta nulla da dividere" in html(sbagliato)
    qui = udp.post(f"{BASE}nuovo/", NUOVO).url
    doppio = udp.post(f"{BASE}nuovo/", NUOVO)
    assert doppio.status_code == 422 and "c’è già un riparto con questo nome" in html(doppio)
    assert "11.000,00 €" in html(udp.get(qui)) and "Nessun criterio a percentuale" in html(udp.get(qui))
    fatto = udp.post(f"{qui}scenari/A/modifica/", criteri(("popolazione", "percentuale", "70"), ("uguale", "percentuale", "30")))
    assert fatto.url == f"{qui}scenari/A/"
    pagina = html(udp.get(fatto.url))
    assert "Deposita per il voto" in pagina and "media è" in pagina and "5.361,53 €" in pagina
    foglio = righe_csv(udp.get(f"{fatto.url}?formato=csv"))
    assert sum(Decimal(r["quota"].replace(",", ".")) for r in foglio) == Decimal("11000.00")
    assert "Residenti" in foglio[0] and "Parti uguali" in foglio[0] and udp.get(f"{fatto.url}?formato=xlsx").status_code == 200


def test_un_modulo_sbagliato_torna_com_era_con_la_frase(lodi):
    with lodi.aperto("udp"):
        qui = f"{BASE}{riparti.crea(lodi).pk}/scenari/A/modifica/"
    udp = lodi.client("udp")
    prove = [
        (criteri(("popolazione", "percentuale", "170")), "Una percentuale va da 0 a 100"),
        (criteri(("", "percentuale", "70")), "Compila questo campo"),
        (criteri(("dato:99", "percentuale", "70")), "Scegli una voce dall’elenco"),
        (criteri(("popolazione", "percentuale", "settanta")), "la virgola per i decimali"),
        (criteri(("popolazione", "percentuale", "70"), **{"criteri-0-moltiplicatore": "0,5"}), "vuole tutte le voci"),
        (criteri(("popolazione", "percentuale", "70"), **{"criteri-0-guarda": "dato:99"}), "Scegli una voce dall’elenco"),
        (criteri(("uguale", "percentuale", "70"), **correttivo("residenti", soglia="0")), "una soglia maggiore di zero"),
        (criteri(("popolazione", "percentuale", "70"), revisione=5), "un collega ha salvato"),
        ({"nome": "x"}, ""),
    ]
    for dati, frase in prove:
        risposta = udp.post(qui, dati)
        assert risposta.status_code == 422 and frase in html(risposta), frase
    una_in_piu = udp.post(qui, {**criteri(("uguale", "percentuale", "40")), "azione": "riga"})
    assert una_in_piu.status_code == 200 and 'name="criteri-2-valore"' in html(una_in_piu) and 'value="40"' in html(una_in_piu)
    salvato = udp.post(qui, criteri(("popolazione", "percentuale", "70")), follow=True)
    assert "Le percentuali devono fare 100: fanno 70." in html(salvato)


def test_un_criterio_si_toglie_con_la_sua_spunta(lodi):
    with lodi.aperto("udp"):
        scenario = riparti.calcolato(lodi)
    qui = f"{BASE}{scenario.riparto_id}/scenari/A/modifica/"
    dati = criteri(("popolazione", "percentuale", "100"), ("uguale", "percentuale", "100"), revisione=1)
    assert lodi.client("udp").post(qui, {**dati, "criteri-0-DELETE": "on"}).status_code == 302
    with lodi.aperto("udp"):
        assert [c.base for c in Scenario.objects.get().criteri.all()] == ["uguale"]


def test_il_correttivo_si_scrive_si_rilegge_e_si_spiega(lodi):
    with lodi.aperto("udp"):
        scenario = riparti.calcolato(lodi)
        montana = riparti.dato(lodi, {c.nome: 60 if c.nome == "Codogno" else 1 for c in lodi.elenco}, nome="Superficie montana")
    udp, qui = lodi.client("udp"), f"{BASE}{scenario.riparto_id}/scenari/A/"
    dati = criteri(("popolazione", "percentuale", "100"), revisione=1, **correttivo(f"dato:{montana.pk}"))
    assert udp.post(f"{qui}modifica/", dati).url == qui
    pagina = html(udp.get(qui))
    assert "dato × 0,8 con «Superficie montana» da 50 ore in su" in pagina and "conta 12.720 invece di 15.900" in pagina
    modulo = html(udp.get(f"{qui}modifica/"))
    for atteso in (f'<option value="dato:{montana.pk}" selected', 'value="0,8"', '<details class="dettagli" open'):
        assert atteso in modulo
    assert "× 0,8" in righe_csv(udp.get(f"{qui}?formato=csv"))[2]["perche"]


def test_gli_scenari_si_confrontano_con_l_anno_prima_e_senza_un_comune(lodi):
    with lodi.aperto("udp"):
        prima = riparti.deliberato(lodi, anno=2024)
        scenario = riparti.calcolato(lodi, riparti.criterio("uguale"), precedente=prima)
    udp, qui = lodi.client("udp"), f"{BASE}{scenario.riparto_id}/"
    assert f'<option value="{scenario.pk}" selected' in html(udp.get(f"{qui}scenari/nuovo/?da={scenario.pk}"))
    assert udp.post(f"{qui}scenari/nuovo/", {"nome": "Senza Lodi", "copia": scenario.pk}).url == f"{qui}scenari/B/"
    restano = [c.pk for c in lodi.elenco if c.nome != "Lodi"]
    assert udp.post(f"{qui}scenari/B/comuni/", {"comuni": restano, "revisione": 0}).status_code == 302
    assert udp.post(f"{qui}scenari/B/comuni/", {"comuni": restano, "revisione": 0}).status_code == 422
    pagina = html(udp.get(qui))
    assert "Differenza A" in pagina and "Differenza B" in pagina and "fuori" in pagina and "+2.463,34 €" in pagina
    assert "Fuori da questo scenario: Lodi." in html(udp.get(f"{qui}scenari/B/"))
    assert "che prima non c’era" in html(udp.get(f"{qui}scenari/A/"))


def test_depositato_lo_leggono_i_sindaci_e_l_ufficio_non_lo_cambia(lodi):
    with lodi.aperto("udp"):
        scenario = riparti.calcolato(lodi)
    udp, sindaco, qui = lodi.client("udp"), lodi.client("sindaco"), f"{BASE}{scenario.riparto_id}/"
    assert sindaco.get(qui).status_code == 404 and "Nessun riparto" in html(sindaco.get(BASE))
    assert udp.post(f"{qui}scenari/A/passo/", {"passo": "altro"}, follow=True).status_code == 200
    assert udp.post(f"{qui}scenari/A/passo/", {"passo": "deposita"}).url == qui
    pagina = html(sindaco.get(qui))
    assert "Depositato per il voto" in pagina and "Registra la deliberazione" not in pagina and "Il prospetto" in pagina
    assert "Registra la deliberazione" in html(udp.get(qui))
    assert udp.get(f"{qui}scenari/A/modifica/").url == f"{qui}scenari/A/"
    chiuso = udp.post(f"{qui}scenari/A/modifica/", criteri(("uguale", "percentuale", "100"), revisione=1))
    assert chiuso.status_code == 422 and "non cambiano più" in html(chiuso)
    assert udp.post(f"{qui}ritira/", {"motivo": ""}).status_code == 422
    assert udp.post(f"{qui}ritira/", {"motivo": "Manca un dato"}).url == qui
    assert udp.get(f"{qui}atto/").status_code == 404


def test_dall_atto_alla_riscossione_ai_pagamenti(lodi):
    with lodi.aperto("udp"):
        riparto = riparti.depositato(lodi, riparti.criterio("uguale"))
    udp, qui = lodi.client("udp"), f"{BASE}{riparto.pk}/"
    domani, oggi_ = oggi() + timedelta(days=1), oggi().isoformat()
    assert udp.post(f"{qui}atto/", {"deliberazione": "n. 4", "deliberato_il": domani.isoformat()}).status_code == 422
    assert udp.post(f"{qui}atto/", {"deliberazione": "n. 4", "deliberato_il": oggi_}).url == qui
    rate = {"istruzioni": "Tesoreria", "percentuale_1": "60", "chiesta_dal_1": oggi_, "scade_il_1": domani.isoformat()}
    assert "devono fare 100" in html(udp.post(f"{qui}riscossione/apri/", rate))
    assert "vuole percentuale e date" in html(udp.post(f"{qui}riscossione/apri/", {**rate, "percentuale_2": "40"}))
    rate |= {"percentuale_2": "40", "chiesta_dal_2": oggi_, "scade_il_2": domani.isoformat()}
    assert udp.post(f"{qui}riscossione/apri/", rate).url == f"{qui}riscossione/"
    paga = f"{qui}riscossione/comuni/098019/"
    assert 'value="2.500,00"' in html(udp.get(paga))
    troppo = udp.post(paga, {"pagato_il": oggi_, "importo": "2.500,01", "riferimento": "Mandato 1"})
    assert troppo.status_code == 422 and "restano da pagare 2.500,00 €" in html(troppo)
    assert udp.post(paga, {"pagato_il": oggi_, "importo": "1.000,00", "riferimento": "Mandato 1"}).status_code == 302
    foglio = {r["comune"]: r for r in righe_csv(udp.get(f"{qui}riscossione/?formato=csv"))}
    assert foglio["Codogno"]["residuo"].startswith("1500") and foglio["Codogno"]["situazione"] == "Da pagare"
    assert "Nessun Comune in ritardo" in html(udp.get(f"{qui}riscossione/?situazione=ritardo"))


def test_il_comune_legge_quanto_paga_e_chiede_il_pdf(lodi):
    with lodi.aperto("udp"):
        riparto = riparti.in_riscossione(lodi, riparti.criterio("uguale"))
        pagamento = riparti.paga(lodi, riparto, "Codogno", "100.00")
    sindaco, qui = lodi.client("sindaco"), f"{BASE}comuni/098019/"
    assert "Quanto paga Codogno" in html(sindaco.get(BASE))
    pagina = html(sindaco.get(qui))
    for atteso in ("RIPARTO 2025", "2.400,00 €", "In ritardo", "Mandato n. 1", "Tesoreria dell’ente capofila"):
        assert atteso in pagina
    assert "Annulla" not in pagina and sindaco.get(f"{BASE}comuni/098031/").status_code == 404
    assert "/lavori/" in sindaco.post(f"{qui}{riparto.pk}/pdf/").url
    udp = lodi.client("udp")
    annulla = f"{BASE}{riparto.pk}/riscossione/pagamenti/{pagamento.pk}/"
    assert udp.post(annulla, {"motivo": "Registrato due volte"}).url == qui
    assert "Registrato due volte" in html(sindaco.get(qui))


def test_il_prospetto_si_prepara_per_chi_legge(lodi):
    with lodi.aperto("udp"):
        riparto = riparti.depositato(lodi)
    risposta = lodi.client("ats").post(f"{BASE}{riparto.pk}/pdf/")
    assert "/lavori/" in risposta.url
    with lodi.aperto("udp"):
        assert Lavoro.objects.filter(argomenti__tipo="riparto").count() == 1
        bozza = riparti.crea(lodi, titolo="In bozza")
    udp = lodi.client("udp")
    assert "scelto e calcolato" in html(udp.post(f"{BASE}{bozza.pk}/pdf/", follow=True))


def carica(udp, url, righe):
    testo = "\n".join(["Codice Istat del Comune;Valore;Zero certificato", *righe])
    return udp.post(url, {"file": SimpleUploadedFile("ore.csv", testo.encode(), content_type="text/csv")})


def test_i_dati_si_caricano_da_foglio_e_gli_zeri_si_certificano(lodi):
    with lodi.aperto("udp"):
        riparto = riparti.crea(lodi)
    udp, dati = lodi.client("udp"), f"{BASE}{riparto.pk}/dati/"
    assert "Ancora nessun dato" in html(udp.get(dati))
    nuovo = {"nome": "Ore", "unita": "ore", "fonte": "Rilevazione", "certificato_da": "Ufficio"}
    qui = udp.post(f"{dati}nuovo/", nuovo).url
    assert udp.post(f"{dati}nuovo/", nuovo).status_code == 422
    with lodi.aperto("udp"):
        scenario = Scenario.objects.get()
        riparti.scrivi(lodi, scenario, riparti.criterio("dato", dato=DatoRiparto.objects.get()))
    sbagliato = carica(udp, qui, ["098019;0;", "098019;5;", "999999;1;", "098031;1;forse"])
    with lodi.aperto("udp"):
        errori = [e["frase"] for e in Caricamento.objects.get().anteprima["errori"]]
    assert any("non è un Comune di questo Ambito" in e for e in errori) and any("scrivi «sì» o «no»" in e for e in errori)
    assert sbagliato.status_code == 302
    buono = carica(udp, qui, ["098031;1.250;", "Codogno;12,5;", "098010 Casalpusterlengo;30;no", "098001;0;sì"])
    assert udp.post(buono.url, {"azione": "applica"}).status_code == 302
    with lodi.aperto("udp"):
        assert ValoreDato.objects.count() == 4 and ValoreDato.objects.get(zero_certificato=True).comune.nome == "Abbadia Cerreto"
        assert Scenario.objects.get().calcolato_il
    assert "zero certificato" in html(udp.get(qui)) and "sì" in html(udp.get(f"{qui}foglio/csv/"))
    assert udp.get(f"{qui}foglio/pdf/").status_code == 404
    uno = f"{qui}comuni/098019/"
    senza = udp.post(uno, {"valore": "0"})
    assert senza.status_code == 422 and "spunta «zero certificato»" in html(senza)
    assert udp.post(uno, {"valore": ""}).url == qui
    assert "Manca per 1 Comune" in html(udp.get(qui)) and "manca il dato di 098019 Codogno" in html(udp.get(f"{BASE}{riparto.pk}/"))
    assert udp.post(f"{qui}modifica/", {**nuovo, "unita": "giornate"}).url == qui


def test_modificando_gli_importi_chi_arriva_secondo_lo_sa(lodi):
    with lodi.aperto("udp"):
        scenario = riparti.calcolato(lodi)
    udp, qui = lodi.client("udp"), f"{BASE}{scenario.riparto_id}/"
    assert udp.post(f"{qui}modifica/", {**NUOVO, "costo": "25.000,00", "revisione": 0}).url == qui
    secondo = udp.post(f"{qui}modifica/", {**NUOVO, "titolo": "Altro", "revisione": 0})
    assert secondo.status_code == 422 and "un collega ha salvato" in html(secondo)
    with lodi.aperto("udp"):
        assert PianoRiparto.objects.get().titolo == "Servizi associati"
        assert sum(riparti.quote(Scenario.objects.get()).values()) == Decimal("21000.00")


def test_l_elenco_si_filtra_e_si_scarica(lodi):
    with lodi.aperto("udp"):
        riparti.deliberato(lodi, anno=2024)
        riparti.crea(lodi)
    udp = lodi.client("udp")
    assert html(udp.get(BASE)).index("2025") < html(udp.get(BASE)).index(">2024<")
    filtrata = html(udp.get(f"{BASE}?anno=2024"))
    assert "Deliberato" in filtrata and ">2025<" not in filtrata
    assert [r["anno"] for r in righe_csv(udp.get(f"{BASE}?formato=csv"))] == ["2025", "2024"]
    assert "Nessun riparto corrisponde" in html(udp.get(f"{BASE}?anno=1999"))
