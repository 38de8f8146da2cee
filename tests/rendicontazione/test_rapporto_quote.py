"""Il prospetto delle quote: i conti dei riparti deliberati dell’anno, uguali in pagina, nei fogli e nel PDF."""

from decimal import Decimal

import pytest

from accordo import operazioni as accordo
from accordo.selezioni import riscossione
from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.pdf_verifica import verifica_pdf
from rendicontazione import rapporti, selezioni
from rendicontazione.rapporti import documento
from tests.accordo import riparti
from tests.accordo.fabbriche import adesso
from tests.rendicontazione.fabbriche import ANNO, apri
from tests.rendicontazione.test_pagine import corpo
from tests.rendicontazione.test_rapporti import fogli, stampato_di
from tests.scena import ADESSO

QUOTE = f"/lodi/rendicontazione/{ANNO}/rapporti/quote/"


@pytest.fixture
def con_quote(lodi):
    """Due riparti deliberati dell’anno, uno in riscossione, e uno dell’anno dopo; Codogno ha pagato una volta e una per sbaglio."""
    with lodi.aperto("coordinatore"):
        apri(lodi)
        riparti.deliberato(lodi, anno=ANNO, titolo="Tutela dei minori")
        riscosso = riparti.in_riscossione(lodi, anno=ANNO)
        riparti.deliberato(lodi, anno=ANNO + 1, titolo="L’anno dopo")
        riparti.crea(lodi, anno=ANNO, titolo="Solo una bozza")
        riparti.paga(lodi, riscosso, "Codogno", "100.10", "Mandato n. 7")
        sbagliato = riparti.paga(lodi, riscosso, "Codogno", "50.00", "Mandato n. 8")
        accordo.annulla_pagamento(sbagliato, motivo="Era di un altro Comune", poteri=lodi.poteri("udp"), adesso=adesso())
        yield lodi


def test_somma_i_riparti_deliberati_dell_anno_e_conta_i_soli_pagamenti_validi(con_quote):
    rapporto = rapporti.delle_quote(selezioni.campagna(ANNO))
    comuni, per_riparto, ognuno = rapporto.tavole
    conti = riscossione.conti_dell_anno(ANNO)
    assert {c.riparto.titolo for c in conti} == {"Tutela dei minori", "Servizi associati"} and len(ognuno.righe) == len(conti)
    dovuto = sum(c.dovuto for c in conti)
    for tavola in rapporto.tavole:
        assert tavola.totale.valori[-3:] == [dovuto, Decimal("100.10"), dovuto - Decimal("100.10")]
    di_codogno = next(r for r in comuni.righe if r.valori[0] == "Codogno")
    assert di_codogno.valori[1:] == [sum(c.dovuto for c in conti if c.quota.comune.nome == "Codogno"), Decimal("100.10"),
                                     di_codogno.valori[1] - Decimal("100.10")]  # fmt: skip
    assert [r.valori[0] for r in per_riparto.righe] == ["Servizi associati", "Tutela dei minori"]
    assert [r.valori[5] for r in rapporto.righe().righe] == ["Mandato n. 7"]


def test_pagina_fogli_e_pdf_dicono_le_stesse_cifre(con_quote):
    coordinatore = con_quote.client("coordinatore")
    pagina = corpo(coordinatore.get(QUOTE))
    rapporto = rapporti.delle_quote(selezioni.campagna(ANNO))
    csv, xlsx = fogli(coordinatore, QUOTE, "comuni")
    attesi = [t.scritta() for t in rapporto.tavole][0]
    testi = [[c["testo"] for c in r["celle"]] for r in [*attesi["righe"], attesi["totale"]]]
    assert all(testo in pagina for riga in testi for testo in riga)
    assert [[riga[0], *(v.replace(".", "") for v in riga[1:])] for riga in testi] == [
        [riga[0], *(v.replace(".", "") for v in riga[1:])] for riga in csv[1:]
    ]
    assert [Decimal(str(v)) for v in xlsx[-1][1:]] == rapporto.tavole[0].totale.valori[1:]
    assert "1 pagamento" in pagina and "Mandato n. 8" not in pagina
    assert coordinatore.post(QUOTE).status_code == 302
    lavoro = Lavoro.objects.get(argomenti__tipo="rapporto-quote")
    assert lavori.esegui(con_quote.ambito.pk, lavoro.pk)
    with in_ambito(con_quote.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        byte = bytes(ContenutoDocumento.objects.get(documento=emesso).byte)
    allegato = {a["nome"]: a["testo"].encode() for a in emesso.dati["allegati"]}
    assert verifica_pdf(byte, allegati=allegato) == []
    stampato = stampato_di(byte)
    assert all(riga[1] in stampato for riga in testi) and "Mandato n. 7" in stampato and "100,10" in stampato


def test_senza_riparti_deliberati_lo_dice_e_non_si_emette(lodi):
    with lodi.aperto("udp"):
        apri(lodi)
        with pytest.raises(documento.NienteDaRiferire):
            documento.trova_quote(None, None)
    pagina = corpo(lodi.client("coordinatore").get(QUOTE))
    assert "non ha ancora deliberato riparti" in pagina and "Emetti il PDF" not in pagina


def test_si_sceglie_fra_i_rapporti_e_resta_fra_quelli_emessi(con_quote):
    udp = con_quote.client("udp")
    elenco = f"/lodi/rendicontazione/{ANNO}/rapporti/"
    assert QUOTE in corpo(udp.get(elenco))
    assert udp.get(f"{elenco}?tipo=quote").url == QUOTE
    richiesta = documento.Richiesta(rapporti.delle_quote(selezioni.campagna(ANNO)))
    lavoro = documenti.richiedi("rapporto-quote", richiesta, utente=con_quote.utenti["coordinatore"], adesso=ADESSO)
    assert lavori.esegui(con_quote.ambito.pk, lavoro.pk)
    assert f"Prospetto delle quote {ANNO}" in corpo(udp.get(elenco)).partition("Rapporti già emessi")[2]
