"""Il PDF della rendicontazione e i fogli di prova: totali che tornano, righe allegate, Comuni che mancano."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.importazione import motore
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.formati_italiani import formatta_importo, leggi_importo
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.nucleo.periodi import Triennio
from rendicontazione import documenti as rendicontazione
from rendicontazione import operazioni, selezioni
from rendicontazione.rapporti import Cifra, voci
from rendicontazione.tracciati import SPESA
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import aggiungi, apri, consegna, spesa_di
from tests.scena import ADESSO, OGGI, crea_scena

ESEMPI = Path(__file__).resolve().parents[1] / "dati" / "spesa"


def due_comuni(scena):
    """Codogno e Casalpusterlengo inviano tre righe; gli altri no."""
    campagna = apri(scena)
    aggiungi(scena, spesa_di(scena), area="FM", intervento="3.1", lorda="333.33", liquidato=Decimal("0.01"))
    consegna(scena, lorda="1000.01")
    consegna(scena, "Casalpusterlengo", "operatore.altro", lorda="2000.10", fondo=catalogo.fondi().get(codice="FNPS"))
    return campagna


def somma(righe, posto):
    return sum(leggi_importo(r["cifre"][posto]) for r in righe)


def test_ogni_tabella_somma_lo_stesso_totale(lodi):
    with lodi.aperto("coordinatore"):
        preparato = rendicontazione.prepara(due_comuni(lodi), OGGI)
    dati = preparato.dati
    assert dati["totali"][0] == "3.333,44"
    for posto in range(5):
        totale = leggi_importo(dati["totali"][posto])
        assert {somma(dati[tabella], posto) for tabella in ("righe", "aree", "interventi", "fondi")} == {totale}
    assert [m["nome"] for m in dati["mancanti"]] == ["Abbadia Cerreto", "Lodi"]
    assert preparato.sottotitolo.startswith("2 Comuni su 4")
    allegate = list(csv.DictReader(io.StringIO(preparato.allegati[0]["testo"].lstrip("\ufeff")), delimiter=";"))
    assert len(allegate) == 3
    assert sum(leggi_importo(r["spesa_netta"]) for r in allegate) == leggi_importo(dati["totali"][4])


def test_si_trova_la_campagna_del_periodo_o_si_dice_che_manca(lodi):
    with lodi.aperto("coordinatore"):
        campagna = apri(lodi)
        assert (
            rendicontazione.trova(None, None)
            == rendicontazione.trova(None, 2024)
            == rendicontazione.trova(Triennio(2023), None)
            == campagna
        )
        with pytest.raises(rendicontazione.CampagnaMancante, match="2031"):
            rendicontazione.trova(None, 2031)


@pytest.mark.django_db(transaction=True)
def test_il_lavoro_emette_un_pdf_valido_con_le_righe_allegate():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        campagna = due_comuni(scena)
        lavoro = documenti.richiedi("rendicontazione", campagna, utente=scena.utenti["coordinatore"], adesso=ADESSO)
        uguale = documenti.richiedi("rendicontazione", campagna, utente=scena.utenti["coordinatore"], adesso=ADESSO)
    assert uguale.pk == lavoro.pk
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        documento = Lavoro.objects.get(pk=lavoro.pk).documento
        byte = bytes(ContenutoDocumento.objects.get(documento=documento).byte)
    assert documento.permesso == "legge_rendiconti"
    assert verifica_pdf(byte) == []
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        assert b"Assistenza domiciliare" in pdf.attachments["righe-di-spesa-2024.csv"].get_file().read_bytes()
        collegamenti = {str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/URI" in a.get("/A", {})}
    pagina = scena.client("operatore").get(f"/lodi/documenti/{documento.pk}/scarica/")
    assert pagina.status_code == 404
    codici = {c.rstrip("/").rpartition("/")[2] for c in collegamenti if "/rendicontazione/cifre/" in c}
    assert {"R2024", "R2024-AANZ", "R2024-I2.1", "R2024-F", "R2024-FFNPS", "R2024-C098019"} <= codici
    for codice in codici:
        assert scena.client("coordinatore").get(f"/lodi/rendicontazione/cifre/{codice}/").status_code == 200


def test_ogni_codice_apre_righe_che_sommano_la_sua_cifra(lodi):
    with lodi.aperto("coordinatore"):
        dati = rendicontazione.prepara(due_comuni(lodi), OGGI).dati
        tutte = [r for tabella in ("righe", "aree", "interventi", "fondi") for r in dati[tabella]]
        assert len({r["cifra"] for r in tutte}) == len(tutte)
        for riga in [*tutte, {"cifra": dati["cifra"], "cifre": dati["totali"]}]:
            totali = selezioni.totali(voci(Cifra.leggi(riga["cifra"])))
            assert [formatta_importo(totali[f"totale_{c}"]) for c in rendicontazione.COLONNE] == riga["cifre"], riga["cifra"]


@pytest.mark.parametrize("file, codice, nome, nuove, sbagli", [
    ("casalpusterlengo-2025.xlsx", "098010", "Casalpusterlengo", 7, 0), ("maleo-2025-con-errori.csv", "098035", "Maleo", 0, 10),
])  # fmt: skip
def test_i_fogli_di_prova_fanno_cio_che_promettono(db, file, codice, nome, nuove, sbagli):
    scena = crea_scena("lodi", [("098031", "Lodi", 45000), ("098019", "Codogno", 15900), (codice, nome, 3000)])
    with scena.aperto("operatore.altro"):
        adesso = ADESSO.replace(year=2026)
        operazioni.apri_campagna(anno=2025, apre=ADESSO.date(), chiude=adesso.date(), poteri=scena.poteri("udp"), adesso=adesso)
        caricamento = motore.carica(SPESA, nome_file=file, byte=(ESEMPI / file).read_bytes(), comune=scena.comuni[nome],
                                    parametri={"anno": 2025}, utente=scena.utenti["operatore.altro"], adesso=adesso)  # fmt: skip
    assert (caricamento.anteprima["nuove"], caricamento.anteprima["quanti_errori"]) == (nuove, sbagli)
