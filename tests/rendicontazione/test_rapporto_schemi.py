"""L’allegato FNPS e SIOSS: le griglie, le righe senza posto, la quadratura, uguali in pagina, fogli e PDF."""

import io
import re
from decimal import Decimal

import pikepdf
import pytest
from django.core.management import call_command

from ambito import lavori
from ambito.contesto import in_ambito
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.pdf_verifica import verifica_pdf
from rendicontazione import rapporti, selezioni
from rendicontazione.griglie import versioni
from rendicontazione.rapporti import documento
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, euro, spesa_di
from tests.rendicontazione.test_rapporti import fogli, stampato_di
from tests.scena import ADESSO, crea_scena

SCHEMI = f"/lodi/rendicontazione/{ANNO}/rapporti/schemi/"


def raccolta(scena):
    """Due Comuni hanno inviato: due righe trovano posto, due di multiutenza no; un terzo Comune sta compilando."""
    apri(scena)
    for gestione, lorda in (("SIN", "200.01"), ("ASS", "300.02")):
        aggiungi(scena, spesa_di(scena), area="MUL", intervento="1.2", lorda=lorda, forma_gestione=gestione, liquidato=euro("0.01"))
    consegna(scena, lorda="1000.01")
    consegna(scena, "Casalpusterlengo", "operatore.altro", lorda="500.10", area="FM", intervento="3.1", liquidato=euro("0.01"))
    return selezioni.campagna(ANNO)


@pytest.fixture
def campagna(lodi):
    with lodi.aperto("coordinatore"):
        yield raccolta(lodi)


def test_ogni_schema_quadra_con_la_rendicontazione(campagna):
    rapporto = rapporti.degli_schemi(campagna)
    quadratura, utenti = rapporto.tavola("quadratura"), rapporto.tavola("utenti")
    assert len(quadratura.righe) == 5 and len(utenti.righe) == 2
    for riga in [*quadratura.righe, *utenti.righe]:
        titolo, dentro, fuori, insieme, attesa, differenza = riga.valori
        assert (dentro + fuori, insieme, differenza) == (insieme, attesa, 0), titolo
    totali = selezioni.totali(selezioni.voci(campagna))
    lorda = next(r for r in quadratura.righe if r.valori[0].endswith("spesa lorda"))
    assert lorda.valori[1:] == [Decimal("1500.11"), Decimal("500.03"), Decimal("2000.14"), totali["totale_spesa_lorda"], 0]
    assert [r.valori[1:4] for r in utenti.righe] == [[20, 20, 40], [10, 30, 40]]
    for tavola in rapporto.tavole[2:]:
        assert tavola.totale.valori[-1] == sum(r.valori[-1] for r in tavola.righe), tavola.titolo


def test_le_righe_senza_posto_portano_alla_loro_spesa(campagna):
    rapporto = rapporti.degli_schemi(campagna)
    (riga,) = rapporto.tavola("senza-posto-fnps").righe
    assert riga.valori[1] == "Multiutenza" and "Nessuna colonna" in riga.valori[2]
    righe = rapporti.voci(rapporti.Cifra.leggi(riga.codice))
    assert [righe.count(), selezioni.totali(righe)["totale_spesa_lorda"]] == riga.valori[3:5]
    una_per_una = rapporto.tavola("righe-senza-posto-fnps").righe
    assert sorted(r.valori[6] for r in una_per_una) == [Decimal("200.01"), Decimal("300.02")]
    assert len(rapporto.tavola("righe-senza-posto-sioss").righe) == rapporto.tavola("senza-posto-sioss").totale.valori[3]
    assert any("2 righe di spesa senza posto" in nota for nota in rapporto.note)


def test_lo_schema_non_verificato_si_dice_e_non_prende_il_nome_ufficiale(campagna):
    titoli = [t.titolo for t in rapporti.degli_schemi(campagna).tavole]
    assert all(("schema non verificato" in t) == ("SIOSS" in t) for t in titoli)
    assert not any("SIOSS, interventi per area" in t for t in titoli)


def test_senza_spesa_inviata_non_si_emette(lodi):
    with lodi.aperto("udp"):
        apri(lodi)
        with pytest.raises(documento.NienteDaRiferire, match="Nessun Comune"):
            documento.trova_schemi(None, None)
    pagina = lodi.client("coordinatore").get(SCHEMI).content.decode()
    assert "Emetti il PDF" not in pagina


@pytest.mark.django_db(transaction=True)
def test_pagina_fogli_e_pdf_dicono_le_stesse_cifre_e_il_pdf_resta(gestore):
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        rapporto = rapporti.degli_schemi(raccolta(scena))
    coordinatore = scena.client("coordinatore")
    assert scena.client("udp").post(SCHEMI).status_code == 403
    pagina = coordinatore.get(SCHEMI).content.decode()
    cifre = re.findall(r"<dt>(.+?)</dt>", pagina)
    assert len(cifre) == 3 and len(set(cifre)) == 3, "ogni cifra in testa ha un nome suo"
    emesso, byte = emesso_da(scena, coordinatore)
    assert verifica_pdf(byte, allegati={a["nome"]: a["testo"].encode() for a in emesso.dati["allegati"]}) == []
    stampato = stampato_di(byte)
    for tavola in rapporto.tavole:
        in_csv, in_xlsx = fogli(coordinatore, SCHEMI, tavola.chiave)
        assert len(in_csv) == len(in_xlsx) == 1 + len(tavola.valori())
        scritta = tavola.scritta()
        for riga in [*scritta["righe"], *([scritta["totale"]] if scritta["totale"] else [])]:
            assert all(c["testo"] in pagina and c["testo"] in stampato for c in riga["celle"] if c["classe"]), tavola.titolo
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        assert set(pdf.attachments) == {f"{t}-{rapporto.nome}.csv" for t in ("righe", *(a.chiave for a in rapporto.allegate))}
    assert rapporto.titolo in coordinatore.get(f"/lodi/rendicontazione/{ANNO}/rapporti/").content.decode()
    # Cambiata una corrispondenza, il documento archiviato è lo stesso e quello nuovo è un’altra versione.
    versione = versioni.copia("FNPS", ANNO, gestore=gestore, adesso=ADESSO)
    valori = {"asse": "riga", "intervento": "2.1", "area": "", "voce": "2.2", "peso": Decimal(1)}
    versioni.cambia(versione.righe.select_related("versione").get(asse="riga", intervento="2.1"), valori=valori,
                    gestore=gestore, adesso=ADESSO)  # fmt: skip
    nuovo, altri = emesso_da(scena, coordinatore)
    assert (emesso.versione, nuovo.versione, altri == byte) == (1, 2, False)
    with in_ambito(scena.ambito.pk):
        assert bytes(ContenutoDocumento.objects.get(documento=emesso).byte) == byte


def emesso_da(scena, coordinatore):
    """Il documento chiesto dalla pagina e fatto dal lavoro."""
    assert coordinatore.post(SCHEMI).status_code == 302
    with in_ambito(scena.ambito.pk):
        lavoro = Lavoro.objects.filter(argomenti__tipo="rapporto-schemi").latest("pk")
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        return emesso, bytes(ContenutoDocumento.objects.get(documento=emesso).byte)


@pytest.mark.django_db(transaction=True)
def test_il_comando_lo_genera(tmp_path):
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        raccolta(scena)
    call_command("genera_documento", "rapporto-schemi", ambito="lodi", anno=ANNO, file=str(tmp_path / "allegato.pdf"))
    assert (tmp_path / "allegato.pdf").read_bytes().startswith(b"%PDF-")
