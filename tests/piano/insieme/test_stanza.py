"""La stanza vista da chi scrive: converge, conserva prima di confermare, diventa revisione, accoglie ciò che arriva da fuori."""

import asyncio

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pycrdt import XmlElement, XmlFragment, XmlText

from piano import operazioni
from piano.insieme import portineria as modulo
from piano.insieme import protocollo, stanza
from piano.insieme.ingresso import BLOCCATO, DIRITTO, MANCA, SESSIONE
from piano.models import AggiornamentoInsieme, BozzaPersonale, Sezione, StanzaInsieme
from piano.operazioni import apri_insieme
from piano.operazioni import insieme as scritture
from tests.piano.insieme.collegamento import Chiuso
from tests.piano.insieme.sezione import (
    INIZIALE,
    blocca_il_piano,
    cookie,
    entra,
    in_fondo,
    letta,
    revisioni,
    salva_da_fuori,
)
from tests.scena import ADESSO, crea_scena

pytestmark = pytest.mark.django_db(transaction=True)


def test_due_persone_convergono_e_il_testo_diventa_una_revisione_di_entrambe(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo, entra(scena, portineria, "coordinatore") as chiara:
            assert paolo.html == chiara.html == INIZIALE
            for n in range(20):
                paolo.cambia(in_fondo(0, f" p{n}"))
                chiara.cambia(in_fondo(0, f" c{n}"))
            await paolo.confermato()
            await chiara.confermato()
            await paolo.riceve(lambda: "c19" in paolo.html)
            await chiara.riceve(lambda: "p19" in chiara.html)
            assert paolo.html == chiara.html
            return paolo.html

    testo = prova(corri)
    assert letta(scena).testo == testo
    assert all(f"{chi}{n}" in testo for chi in "pc" for n in range(20))
    ultima = revisioni(scena)[-1]
    nomi = {scena.utenti[ruolo].nome_completo for ruolo in ("udp", "coordinatore")}
    assert {ultima.autore.nome_completo, ultima.insieme_a} == nomi
    with scena.aperto("udp"):
        assert StanzaInsieme.objects.get().viva_il is None


def test_chi_si_ferma_trova_il_testo_salvato_senza_uscire(scena, prova, monkeypatch):
    monkeypatch.setattr(stanza, "QUIETE", 0.2)

    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            paolo.cambia(in_fondo(1, " Fine."))
            await paolo.riceve(lambda: paolo.ultima("salvato").get("revisione") == 2)

    prova(corri)
    assert letta(scena).testo == INIZIALE.replace("Secondo.", "Secondo. Fine.")
    assert len(revisioni(scena)) == 2


def test_aprire_e_chiudere_non_scrive_una_revisione(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            await paolo.confermato()

    prova(corri)
    prova(corri)
    assert len(revisioni(scena)) == 1
    with scena.aperto("udp"):
        assert AggiornamentoInsieme.objects.count() == 1


def test_cio_che_e_salvato_da_fuori_entra_nella_stanza(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            paolo.cambia(in_fondo(0, " Di Paolo."))
            await paolo.confermato()
            await portineria.lavoro.fai(salva_da_fuori, scena)
            await paolo.riceve(lambda: "da fuori" in paolo.html)
            await paolo.riceve(lambda: paolo.ultima("salvato").get("da_fuori"))

    prova(corri)
    assert letta(scena).testo == "<p>Primo. Di Paolo.</p><p>Secondo da fuori.</p>"
    assert [r.testo for r in revisioni(scena)][1] == INIZIALE.replace("Secondo", "Secondo da fuori")


def test_chi_preme_salva_riceve_il_testo_della_revisione_e_il_modulo_non_trova_conflitti(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo, entra(scena, portineria, "coordinatore") as chiara:
            paolo.cambia(in_fondo(0, " Di Paolo."))
            paolo.manda(protocollo.notizia("salva"))
            await paolo.riceve(lambda: paolo.ultima("testo"))
            chiara.cambia(in_fondo(0, " E di Chiara."))
            await chiara.confermato()
            return paolo.ultima("testo")

    testo = prova(corri)
    assert testo["testo"] == INIZIALE.replace("Primo.", "Primo. Di Paolo.")
    # Il modulo arriva dopo: Chiara ha già aggiunto, e nessuno perde niente.
    with scena.aperto("udp"):
        esito = operazioni.salva_sezione(
            Sezione.objects.get(pk=scena.sezione), testo["testo"], partenza=testo["revisione"], utente=scena.utenti["udp"],
            adesso=ADESSO,
        )  # fmt: skip
    assert esito.salvata
    assert "E di Chiara." in letta(scena).testo and not revisioni(scena)[-1].testo.startswith("<p>Primo. Di Paolo.</p>")


@pytest.mark.parametrize(
    ("ruolo", "altro", "codice"),
    [
        ("udp", {"cookie": "niente=1"}, SESSIONE),
        ("sindaco", {}, DIRITTO),
        ("udp", {"percorso": "/insieme/lodi/999999"}, MANCA),
        ("udp", {"percorso": "/insieme/pavese/{}"}, MANCA),
        ("udp", {"origine": "https://altrove.example"}, None),
        ("udp", {"origine": ""}, None),
        ("udp", {"origine": "http://127.0.0.1:1"}, None),
        ("udp", {"percorso": "/insieme/lodi/{}/altro"}, None),
    ],
)
def test_chi_non_puo_non_entra(scena, prova, ruolo, altro, codice):
    crea_scena("pavese")
    altro = {nome: valore.format(scena.sezione) for nome, valore in altro.items()}

    async def corri(portineria):
        with pytest.raises(Chiuso) as chiuso:
            async with entra(scena, portineria, ruolo, **altro):
                pass
        return chiuso.value.codice

    assert prova(corri) == codice
    with scena.aperto("udp"):
        assert not StanzaInsieme.objects.exists()


def test_da_un_altro_ambito_la_sezione_non_c_e(scena, prova):
    pavese = crea_scena("pavese")
    scena.cookie["altro"] = cookie(pavese, "udp")

    async def corri(portineria):
        codici = []
        for slug in ("lodi", "pavese"):
            with pytest.raises(Chiuso) as chiuso:
                async with entra(scena, portineria, "altro", percorso=f"/insieme/{slug}/{scena.sezione}"):
                    pass
            codici.append(chiuso.value.codice)
        return codici

    assert prova(corri) == [MANCA, MANCA]


def test_spenta_non_accoglie_nessuno(scena, prova, settings):
    settings.INSIEME = False

    async def corri(portineria):
        with pytest.raises(Chiuso) as chiuso:
            async with entra(scena, portineria):
                pass
        return chiuso.value.codice

    assert prova(corri) is None


def esci_dal_portale(scena):
    Session.objects.all().delete()


@pytest.mark.parametrize(("succede", "codice"), [(esci_dal_portale, SESSIONE), (blocca_il_piano, BLOCCATO)])
def test_chi_non_puo_piu_esce_e_nulla_va_perso(scena, prova, monkeypatch, succede, codice):
    monkeypatch.setattr(stanza, "CONTROLLO", 0.1)

    async def corri(portineria):
        chi = entra(scena, portineria)
        with pytest.raises(Chiuso) as chiuso:
            async with chi as paolo:
                paolo.cambia(in_fondo(0, " Ultime parole."))
                await paolo.confermato()
                await portineria.lavoro.fai(succede, scena)
                await paolo.riceve(lambda: False)
        await chi.corsa
        return chiuso.value.codice

    assert prova(corri) == codice
    with scena.aperto("udp"):
        bozze = [bozza.testo for bozza in BozzaPersonale.objects.all()]
    assert any("Ultime parole." in testo for testo in [letta(scena).testo, *bozze])


def test_le_presenze_portano_il_nome_vero_e_finiscono_con_chi_esce(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            async with entra(scena, portineria, "coordinatore") as chiara:
                finto = {"user": {"nome": "Il Sindaco"}, "cursor": None, "altro": 1}
                chiara.manda(protocollo.presenze([protocollo.Presenza(7, 1, finto)]))
                await paolo.riceve(lambda: 7 in paolo.presenze)
                visto = paolo.presenze[7].dati
                # Nessuno parla a nome del cursore di un altro.
                paolo.manda(protocollo.presenze([protocollo.Presenza(7, 9, None)]))
            await paolo.riceve(lambda: paolo.presenze[7].dati is None)
            return visto, paolo.presenze[7].orologio

    visto, orologio = prova(corri)
    assert visto["user"]["nome"] == scena.utenti["coordinatore"].nome_completo
    assert set(visto) == {"user", "cursor"} and orologio == 2


@pytest.mark.parametrize(
    "messaggio", [b"", b"\x09", b"\x00\x02\x05abc", b"\x00\x00\xff", b"\x01\x03\x01\x01", b"\x64\x02[]", b"\x64\x02{"]
)
def test_un_messaggio_storto_chiude_chi_lo_manda_e_non_gli_altri(scena, prova, messaggio):
    async def corri(portineria):
        async with entra(scena, portineria, "coordinatore") as chiara:
            with pytest.raises(Chiuso) as chiuso:
                async with entra(scena, portineria) as paolo:
                    paolo.manda(messaggio)
                    await paolo.riceve(lambda: False)
            chiara.cambia(in_fondo(0, " Ancora qui."))
            await chiara.confermato()
            return chiuso.value.codice

    assert prova(corri) == modulo.STORTO
    assert "Ancora qui." in letta(scena).testo


def test_tanti_pezzi_diventano_uno(scena, monkeypatch):
    with scena.aperto("udp"):
        sezione = Sezione.objects.get(pk=scena.sezione)
        monkeypatch.setattr(scritture, "PEZZI_MASSIMI", 5)
        aperta = apri_insieme(sezione, adesso=timezone.now())
        doc = scritture.Doc()
        doc.apply_update(aperta.documento)
        for n in range(9):
            prima = doc.get_state()
            paragrafo = XmlElement("paragraph")
            doc.get("default", type=XmlFragment).children.append(paragrafo)
            paragrafo.children.append(XmlText(f"riga {n}"))
            fino = operazioni.conserva_pezzi(aperta.pk, [(scena.utenti["udp"].pk, doc.get_update(prima))], adesso=timezone.now())
        assert [p.pk for p in apri_insieme(sezione, adesso=timezone.now()).in_attesa] == [scena.utenti["udp"].pk]
        operazioni.salva_insieme(
            sezione.pk, doc.get_update(), fino=fino, revisione=1, autori=[scena.utenti["udp"]], adesso=timezone.now()
        )  # fmt: skip
        nuova = apri_insieme(sezione, adesso=timezone.now())
        assert AggiornamentoInsieme.objects.count() == 1 and nuova.in_attesa == []
        scritture.Doc().apply_update(nuova.documento)
    assert "riga 8" in letta(scena).testo


def test_la_portineria_chiude_tutto_con_ordine(scena, prova):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            paolo.cambia(in_fondo(0, " Prima di chiudere."))
            await paolo.confermato()
            await asyncio.gather(*(s.chiudi() for s in portineria.stanze.values()))
            portineria.stanze.clear()

    prova(corri)
    assert "Prima di chiudere." in letta(scena).testo
