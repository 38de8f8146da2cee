"""Le adesioni si annunciano a chi deve muoversi; chi non ha inviato riceve il promemoria, una volta per giorno."""

from datetime import timedelta

from accordo import annunci, operazioni
from ambito.models import Avviso
from tests.accordo.fabbriche import adesso, crea_avviso, invia, oggi


def avvisi(genere):
    return list(Avviso.objects.filter(genere=genere).select_related("destinatario").order_by("destinatario__email"))


def test_l_invio_si_dice_all_ufficio_e_la_decisione_al_comune(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        arrivata = avvisi("adesione.presenta")
        assert [a.destinatario.email for a in arrivata] == ["coordinatore@lodi.example", "udp@lodi.example"]
        assert f"n. {adesione.numero}/{adesione.anno}" in arrivata[0].titolo
        dati = {"poteri": lodi.poteri("udp"), "adesso": adesso(), "entro": oggi(), "parti": ["dati"]}
        operazioni.istruisci(adesione, "chiedi_integrazione", motivo="Manca la firma", **dati)
        (rimandata,) = avvisi("adesione.chiedi_integrazione")
        assert rimandata.destinatario.email == "operatore@lodi.example" and "Manca la firma" in rimandata.testo
        assert rimandata.url == "/lodi/accordo/2025-2027/adesioni/098019/"


def test_il_promemoria_va_a_chi_non_ha_inviato_e_una_volta_sola(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi, giorni=30)
        invia(lodi, avviso)
        vigilia = avviso.chiude - timedelta(days=3)
        for _ in range(2):
            annunci.ricorda(vigilia, adesso())
        assert [a.destinatario.email for a in avvisi("adesione.promemoria")] == ["operatore.altro@lodi.example"]
        annunci.ricorda(avviso.chiude - timedelta(days=2), adesso())
        assert len(avvisi("adesione.promemoria")) == 1
