"""Il sollecito alle parti dell’accordo: si vede prima chi riceve che cosa, si prova, si può annullare, c’è la lettera."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni
from accordo.operazioni import accordi as scritture
from accordo.selezioni.solleciti_parti import parti_da_sollecitare
from ambito.models import Avviso, Ente, Evento, Incarico, Invio
from tests.accordo.accordi import approvato, chi, congelato, in_bozza
from tests.accordo.fabbriche import oggi

PAGINA = "/lodi/accordo/2025-2027/parti/sollecita/"


def html(risposta):
    return risposta.content.decode()


def sollecita(scena, accordo, ruolo="udp", **altro):
    return operazioni.sollecita_le_parti(accordo, "Manca il vostro atto", **chi(scena, ruolo), **altro)


def test_va_a_chi_carica_gli_atti_delle_parti_che_mancano_comuni_ed_enti(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        Avviso.objects.all().delete()
        righe = {r.chi.nome: r for r in parti_da_sollecitare(accordo, oggi())}
        assert len(righe) == 3 and not any(r.senza_nessuno for r in righe.values())
        invio = sollecita(lodi, accordo)
        avvisi = Avviso.objects.filter(genere="parteaccordo.sollecito")
        assert invio.persone == avvisi.count() and all(a.invio_id == invio.pk for a in avvisi)
        assert {"operatore@lodi.example", "ats@lodi.example"} <= set(avvisi.values_list("destinatario__email", flat=True))
        assert all(a.url.startswith("/lodi/accordo/2025-2027/parti/") and "manca l’atto di" in a.titolo for a in avvisi)
        evento = Evento.objects.get(verbo="accordo.sollecito")
        assert evento.dopo["persone"] == invio.persone and set(evento.dopo["parti"]) == set(righe)
        with pytest.raises(operazioni.NessunoDaSollecitare, match="già ricevuto oggi"):
            sollecita(lodi, accordo)


def test_solo_chi_tiene_l_accordo_e_solo_quando_tocca_alle_parti(lodi):
    with lodi.aperto("udp"):
        accordo = in_bozza(lodi)
        with pytest.raises(operazioni.NessunoDaSollecitare, match="non tocca alle parti"):
            sollecita(lodi, accordo)
        with pytest.raises(PermissionDenied):
            sollecita(lodi, accordo, "operatore")


def test_una_parte_senza_nessuno_ha_la_lettera_se_e_un_comune(lodi):
    with lodi.aperto("udp"):
        accordo = in_bozza(lodi)
        scritture.aggiungi_parte(accordo, comune=lodi.comuni["Abbadia Cerreto"], ruolo="firmatario", **chi(lodi))
        deserto = Ente.objects.create(tipo="asst", denominazione="ASST senza nessuno")
        scritture.aggiungi_parte(accordo, ente=deserto, ruolo="firmatario", **chi(lodi))
        accordo = scritture.compi(accordo, "condividi", **chi(lodi))
        scritture.congela(accordo, **chi(lodi))
        accordo.refresh_from_db()
        righe = {r.chi.nome: r for r in parti_da_sollecitare(accordo, oggi())}
        assert {n for n, r in righe.items() if r.senza_nessuno} == {"Comune di Abbadia Cerreto", "ASST senza nessuno"}
        assert [n for n, r in righe.items() if r.per_lettera] == ["Comune di Abbadia Cerreto"]
        invio = sollecita(lodi, accordo, lettere=True)
        assert [lettera.comune.nome for lettera in invio.lettere.all()] == ["Abbadia Cerreto"]


def test_quante_parti_siano_le_interrogazioni_non_cambiano(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        with CaptureQueriesContext(connection) as tutte:
            assert len(parti_da_sollecitare(accordo, oggi())) == 3
        accordo.parti.filter(comune=lodi.elenco[1]).update(ruolo="aderente")
        with CaptureQueriesContext(connection) as meno:
            assert len(parti_da_sollecitare(accordo, oggi())) == 2
        assert len(meno) == len(tutte) == 4


def test_la_pagina_mostra_prima_prova_a_me_e_poi_aspetta(lodi):
    with lodi.aperto("udp"):
        congelato(lodi)
        Avviso.objects.all().delete()
    udp = lodi.client("udp")
    assert PAGINA in html(udp.get("/lodi/accordo/2025-2027/parti/"))
    pagina = html(udp.get(PAGINA))
    assert "operatore@lodi.example" in pagina and "manca ancora il vostro atto" in pagina and "fino ad allora lo annulli" in pagina
    assert "Prova parte" not in pagina and lodi.client("operatore").get(PAGINA).status_code == 403
    provata = html(udp.post(PAGINA, {"testo": "Provo", "prova": "1"}))
    assert "a chi manca non è ancora partito nulla" in provata
    with lodi.aperto("udp"):
        assert [a.destinatario.email for a in Avviso.objects.all()] == ["udp@lodi.example"] and not Invio.objects.exists()
    inviato = udp.post(PAGINA, {"testo": "Manca il vostro atto"})
    with lodi.aperto("udp"):
        invio = Invio.objects.get()
        persone = Avviso.objects.filter(invio=invio).count()
    assert inviato.url == f"/lodi/spedizioni/invii/{invio.pk}/" and persone
    assert "Annulla l’invio" in html(udp.get(inviato.url))
    assert "manca l’atto" not in html(lodi.client("operatore").get("/lodi/avvisi/"))
    udp.post(f"{inviato.url}annulla/")
    with lodi.aperto("udp"):
        assert not Avviso.objects.filter(invio=invio).exists()


def test_in_firma_manca_la_firma_e_quando_nessuno_manca_lo_dice(lodi):
    with lodi.aperto("udp"):
        approvato(lodi)
    assert "manca ancora la vostra firma" in html(lodi.client("udp").get(PAGINA))
    with lodi.aperto("udp"):
        Incarico.objects.filter(ruolo="ats").delete()
    assert "Nessuno può riceverlo" in html(lodi.client("udp").get(PAGINA))
