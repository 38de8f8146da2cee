"""Le adesioni si annunciano a chi deve muoversi; chi non ha inviato riceve il promemoria, una volta per giorno."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni
from accordo.annunci import adesioni as annunci
from accordo.annunci.riparti import notifica_le_quote
from ambito.models import Avviso
from tests.accordo import riparti
from tests.accordo.fabbriche import adesso, crea_avviso, invia, oggi, rimanda
from tests.accordo.test_interrogazioni_riparti import cresci


def avvisi(genere):
    return list(Avviso.objects.filter(genere=genere).select_related("destinatario").order_by("destinatario__email"))


def test_l_invio_si_dice_all_ufficio_e_la_decisione_al_comune(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        arrivata = avvisi("adesione.presenta")
        assert [a.destinatario.email for a in arrivata] == ["coordinatore@lodi.example", "udp@lodi.example"]
        assert f"n. {adesione.numero}/{adesione.anno}" in arrivata[0].titolo
        rimanda(lodi, adesione, "pec", motivo="Manca la firma")
        rimandate = avvisi("adesione.chiedi_integrazione")
        assert [a.destinatario.email for a in rimandate] == ["operatore@lodi.example", "sindaco@lodi.example"]
        assert "Manca la firma" in rimandate[0].testo and rimandate[0].url == "/lodi/accordo/2025-2027/adesioni/098019/"


def test_il_promemoria_va_a_chi_non_ha_inviato_e_una_volta_sola(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi, giorni=30)
        invia(lodi, avviso)
        vigilia = avviso.chiude - timedelta(days=3)
        for _ in range(2):
            annunci.ricorda(vigilia, adesso())
        assert [a.destinatario.email for a in avvisi("adesione.promemoria")] == [
            "operatore.altro@lodi.example",
            "sindaco.altro@lodi.example",
        ]
        annunci.ricorda(avviso.chiude - timedelta(days=2), adesso())
        assert len(avvisi("adesione.promemoria")) == 2


@pytest.mark.parametrize("fuori_dal_portale", [True, False])
def test_deliberato_il_riparto_ogni_comune_sa_quanto_paga_e_dove_leggerlo(lodi, fuori_dal_portale):
    with lodi.aperto("udp"):
        riparto = riparti.depositato(lodi)
        if fuori_dal_portale:
            riparto = operazioni.registra_atto(riparto, deliberazione="Atto n. 3", deliberato_il=oggi(), **riparti.chi(lodi))
        else:
            riparto = operazioni.registra_voto(riparto.proposto, "Atto n. 3", giorno=oggi(), adesso=adesso())
        notifica_le_quote(riparto, adesso() + timedelta(days=2))
        arrivati = avvisi("riparto.notifica")
    per_ruolo = {a.destinatario.email.removesuffix("@lodi.example"): a for a in arrivati}
    attesi = {f"{ruolo}{altro}" for ruolo in ("operatore", "ragioneria", "sindaco") for altro in ("", ".altro")}
    assert set(per_ruolo) == attesi and len(arrivati) == len(attesi)
    codogno, casale = per_ruolo["ragioneria"], per_ruolo["ragioneria.altro"]
    assert codogno.titolo == "Codogno paga 2.081,70 € per Servizi associati 2025"
    assert codogno.testo.startswith("Deliberato con Atto n. 3 del ") and "per abitante, la media è" in codogno.testo
    assert codogno.url == "/lodi/accordo/riparti/comuni/098019/"
    assert casale.titolo.startswith("Casalpusterlengo paga ") and casale.url.endswith("/098010/")


def test_notificare_costa_uguale_con_molti_comuni(lodi):
    costi = []
    with lodi.aperto("udp"):
        for titolo, prima in (("Pochi", lambda: None), ("Molti", lambda: cresci(lodi))):
            prima()
            riparto = riparti.deliberato(lodi, titolo=titolo)
            with CaptureQueriesContext(connection) as catturate:
                notifica_le_quote(riparto, adesso())
            costi.append(len(catturate))
    assert costi[0] == costi[1]
