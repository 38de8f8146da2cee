"""Il bilancio come documento: pagina, fogli, dati e PDF dicono le stesse cifre; una bozza è solo di chi la scrive."""

import io
import json
from decimal import Decimal

import pikepdf
import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.models import Appartenenza, ContenutoDocumento, Documento, Evento, Lavoro, StatoDocumento, StatoLavoro
from ambito.nucleo.formati_italiani import formatta_importo, leggi_importo
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.selezioni import documenti_visibili
from ambito.verifica import cerca
from rendicontazione import rapporti
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.rapporti import documento
from rendicontazione.rapporti.cifre_bilancio import LETTERE
from rendicontazione.selezioni import bilancio
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi, obiettivo_del_piano, riga
from tests.rendicontazione.test_rapporti import fogli, stampato_di
from tests.scena import ADESSO, crea_scena

CASA = f"/lodi/rendicontazione/{ANNO}/bilancio/versioni/"
TABELLE = ("obiettivi", "fondi", "comuni", "righe")
TESTI = st.text("ABF.19-", min_size=1, max_size=6)


def assestato(scena):
    """La previsione approvata e un assestamento approvato che cambia una riga, ne aggiunge una e ne toglie una."""
    scheda = obiettivo_del_piano(scena)
    capitolo = approvato(scena, "1000.10", scheda)
    versione = operazioni.comincia_versione(ANNO, **chi(scena))
    righe = {r.capitolo_id: r for r in bilancio.righe(versione).select_related("versione")}
    operazioni.cambia_riga(righe.pop(capitolo.pk), importo=Decimal("1500.33"), nota="Più fondi", revisione=1, **chi(scena))
    for tolta in righe.values():
        operazioni.togli_riga(tolta, **chi(scena))
    riga(scena, versione, scheda, "200.05", "FNA", "Codogno")
    approva(scena, versione, "Deliberazione n. 9")
    return bilancio.versione(ANNO, 1)


@pytest.mark.parametrize("chiave", ["obiettivi", "fondi", "comuni"])
def test_ogni_cifra_porta_il_codice_delle_sue_righe(lodi, chiave):
    with lodi.aperto("udp"):
        rapporto = rapporti.del_bilancio(assestato(lodi))
    tavola = rapporto.tavola(chiave)
    for fila in [*tavola.righe, tavola.totale, *rapporto.righe().righe]:
        assert all(v is None or isinstance(v, Decimal | int | str) for v in fila.valori), "un foglio non sa scrivere altro"
        apre_le_sue_righe(lodi, fila)


def apre_le_sue_righe(lodi, fila):
    """Il codice della cifra apre righe che, scaricate, fanno la cifra."""
    importo = next(v for v in fila.valori if isinstance(v, Decimal))
    risposta = lodi.client("sindaco").get(f"/lodi/rendicontazione/cifre/{fila.codice}/")
    assert risposta.status_code == 302
    scaricate = lodi.client("sindaco").get(f"{risposta.url}{'&' if '?' in risposta.url else '?'}formato=csv")
    righe = [r.split(";") for r in scaricate.content.decode("utf-8-sig").splitlines()]
    dove = righe[0].index("importo")
    assert sum(leggi_importo(r[dove]) for r in righe[1:]) == importo, fila.codice


def test_il_codice_di_un_comune_uscito_apre_ancora_le_sue_righe(lodi):
    with lodi.aperto("udp"):
        rapporto = rapporti.del_bilancio(assestato(lodi))
        assert Appartenenza.objects.filter(comune__nome="Codogno").update(al=F("dal")) == 1
    for fila in rapporto.tavola("comuni").righe:
        apre_le_sue_righe(lodi, fila)


def test_i_totali_di_ogni_tabella_sono_la_somma_delle_righe(lodi):
    with lodi.aperto("udp"):
        rapporto = rapporti.del_bilancio(assestato(lodi))
        righe = {r.importo for r in bilancio.righe(bilancio.versione(ANNO, 1))}
    totali = {next(v for v in rapporto.tavola(c).totale.valori if isinstance(v, Decimal)) for c in TABELLE}
    assert righe == {Decimal("1500.33"), Decimal("200.05")} and totali == {Decimal("1700.38")}
    assert rapporto.in_json["totale"] == "1700.38"
    assert sum(Decimal(r["importo"]) for r in rapporto.in_json["righe"]) == Decimal("1700.38")


def test_il_confronto_dice_che_cosa_cambia_dalla_versione_precedente(lodi):
    with lodi.aperto("udp"):
        dopo = assestato(lodi)
        rapporto, prima = rapporti.del_bilancio(dopo), rapporti.del_bilancio(bilancio.versione(ANNO, 0))
    tavola = rapporto.tavola("differenze")
    assert sorted(r.valori[-1] for r in tavola.righe) == ["aggiunta", "aumenta", "tolta"]
    assert tavola.totale.valori[2:5] == [Decimal("2234.66"), Decimal("1700.38"), Decimal("-534.28")]
    assert [r.codice for r in tavola.righe if r.valori[3] is None] == [""]
    assert prima.tavola("differenze") is None and "Deliberazione n. 9 del 01/03/2025" in rapporto.note[0]
    pagina = lodi.client("sindaco").get(f"/lodi/rendicontazione/{ANNO}/bilancio/confronto/0..1/").content.decode()
    for fila in (*tavola.righe, tavola.totale):
        assert all(formatta_importo(v) in pagina for v in fila.valori[2:5] if v is not None)


def test_una_bozza_la_stampa_e_la_rilegge_solo_chi_la_scrive(lodi):
    with lodi.aperto("udp"):
        assestato(lodi)
        bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
        preparato = documento.prepara(documento.Richiesta(rapporti.del_bilancio(bozza)), None)
        dell_approvata = documento.prepara(documento.Richiesta(rapporti.del_bilancio(bilancio.versione(ANNO, 1))), None)
    assert (preparato.permesso, dell_approvata.permesso) == ("controlla_rendiconti", "legge_accordo")
    assert preparato.titolo.endswith("(bozza)") and "In bozza" in preparato.dati["note"][0]
    for ruolo in ("sindaco", "operatore", "revisore", "segretario", "ats"):
        navigatore = lodi.client(ruolo)
        dove = [f"{CASA}2/documento/", f"{CASA}2/documento/?formato=csv", f"/lodi/rendicontazione/cifre/B{ANNO}.2/"]
        assert [navigatore.get(url).status_code for url in dove] == [404] * 3, ruolo
        assert navigatore.get(f"{CASA}1/documento/").status_code == 200
        assert navigatore.post(f"{CASA}2/documento/").status_code == 404
        assert navigatore.post(f"{CASA}1/documento/").status_code == 403
    assert lodi.client("udp").get(f"{CASA}2/documento/").status_code == 200
    assert lodi.client("udp").get("/lodi/rendicontazione/cifre/B2025.x/").status_code == 404


def stampata(lodi, versione):
    """Il PDF di una bozza, emesso dal suo lavoro; il codice con cui chiunque lo verifica."""
    richiesta = documento.Richiesta(rapporti.del_bilancio(versione))
    lavoro = documenti.richiedi("bilancio", richiesta, utente=lodi.utenti["coordinatore"], adesso=ADESSO)
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    return Documento.objects.get(codice=lavoro.argomenti["codice"])


@pytest.mark.parametrize("sorte", ["eliminata", "approvata"])
def test_la_stampa_di_una_bozza_che_non_c_e_piu_non_vale(lodi, sorte):
    with lodi.aperto("coordinatore"):
        approvato(lodi, "1000.00", obiettivo_del_piano(lodi))
        bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
        emesso = stampata(lodi, bozza)
        assert cerca(emesso.codice).stato == StatoDocumento.EMESSO and emesso.titolo.endswith("(bozza)")
        if sorte == "eliminata":
            operazioni.elimina_versione(bozza, **chi(lodi))
        else:
            approva(lodi, bozza, "Deliberazione n. 9")
    pagina = Client().get(f"/verifica/{emesso.codice}/").content.decode()
    attesa = {"eliminata": "La bozza che stampava è stata eliminata.", "approvata": "approvata con Deliberazione n. 9 del"}[sorte]
    assert cerca(emesso.codice).stato == StatoDocumento.ANNULLATO and attesa in pagina
    udp = lodi.client("coordinatore")
    assert "Annullato" in udp.get(f"/lodi/documenti/{emesso.pk}/").content.decode()
    assert emesso.titolo in udp.get("/lodi/documenti/").content.decode()
    with lodi.aperto("coordinatore"):
        assert attesa in Evento.objects.get(verbo="documento.annulla").nota


def test_neppure_quella_che_si_stava_facendo(lodi):
    with lodi.aperto("coordinatore"):
        approvato(lodi, "1000.00", obiettivo_del_piano(lodi))
        bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
        richiesta = documento.Richiesta(rapporti.del_bilancio(bozza))
        lavoro = documenti.richiedi("bilancio", richiesta, utente=lodi.utenti["coordinatore"], adesso=ADESSO)
        operazioni.elimina_versione(bozza, **chi(lodi))
        assert not lavori.esegui(lodi.ambito.pk, lavoro.pk) and not Documento.objects.exists()
        assert Lavoro.objects.get(pk=lavoro.pk).avvio == StatoLavoro.ANNULLATO


@given(st.integers(2000, 2100), st.integers(0, 999), st.fixed_dictionaries({}, optional=dict.fromkeys(LETTERE.values(), TESTI)))
def test_il_codice_di_una_cifra_si_rilegge_uguale(anno, numero, scelti):
    cifra = rapporti.CifraBilancio(anno, numero, **scelti)
    assert rapporti.CifraBilancio.leggi(cifra.codice) == cifra


@pytest.mark.django_db(transaction=True)
def test_pagina_fogli_dati_e_pdf_al_centesimo(tmp_path):
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        rapporto = rapporti.del_bilancio(assestato(scena))
    url, coordinatore = f"{CASA}1/documento/", scena.client("coordinatore")
    pagina = coordinatore.get(url).content.decode()
    assert coordinatore.post(url).status_code == 302
    with in_ambito(scena.ambito.pk):
        lavoro = Lavoro.objects.get(argomenti__tipo="bilancio")
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        byte = bytes(ContenutoDocumento.objects.get(documento=emesso).byte)
    assert verifica_pdf(byte, allegati={a["nome"]: a["testo"].encode() for a in emesso.dati["allegati"]}) == []
    (tmp_path / "bilancio.pdf").write_bytes(byte)
    stampato = stampato_di(byte)
    for tavola in (*rapporto.tavole, rapporto.righe()):
        in_csv, in_xlsx = fogli(coordinatore, url, tavola.chiave)
        assert len(in_csv) == len(in_xlsx) == 1 + len(tavola.valori())
        for posto, colonna in enumerate(tavola.colonne):
            if colonna.genere != "euro":
                continue
            for fila, una, altra in zip((*tavola.righe, tavola.totale), in_csv[1:], in_xlsx[1:], strict=True):
                valore = fila.valori[posto]
                assert (leggi_importo(una[posto]) if una[posto] else None) == valore
                assert (None if altra[posto] is None else Decimal(str(altra[posto])).quantize(Decimal("0.01"))) == valore
                assert valore is None or formatta_importo(valore) in stampato
                assert valore is None or tavola.chiave == "righe" or formatta_importo(valore) in pagina
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        assert set(pdf.attachments) == {"righe-bilancio-2025-1.csv", "bilancio-2025-1.json"}
        dati = json.loads(pdf.attachments["bilancio-2025-1.json"].get_file().read_bytes())
        collegamenti = {str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/URI" in a.get("/A", {})}
    assert dati == rapporto.in_json
    assert any(c.endswith(f"/rendicontazione/cifre/B{ANNO}.1-FFNA/") for c in collegamenti)
    assert "Ultimo documento emesso" in scena.client("sindaco").get(url).content.decode()
    with scena.aperto("sindaco"):
        assert documenti_visibili(scena.poteri("sindaco")).filter(tipo="bilancio").count() == Documento.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_il_comando_stampa_la_versione_in_vigore_o_dice_che_non_c_e(tmp_path):
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        with pytest.raises(documento.NienteDaRiferire, match="Non c’è un bilancio approvato per il 2031"):
            documento.trova_bilancio(None, 2031)
        assestato(scena)
        operazioni.comincia_versione(ANNO, **chi(scena))
        assert documento.trova_bilancio(None, None).rapporto.nome == f"bilancio-{ANNO}-1"
    call_command("genera_documento", "bilancio", ambito="lodi", anno=ANNO, file=str(tmp_path / "bilancio.pdf"))
    assert (tmp_path / "bilancio.pdf").read_bytes().startswith(b"%PDF-")
