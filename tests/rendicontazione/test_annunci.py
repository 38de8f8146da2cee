"""L’apertura di una campagna, l’invio della spesa e il suo rimando si dicono a chi deve muoversi."""

from datetime import timedelta

from ambito.models import Avviso
from rendicontazione import annunci, operazioni
from rendicontazione.models import Campagna
from tests.rendicontazione.fabbriche import apri, consegna
from tests.scena import ADESSO


def avvisi(genere):
    return list(Avviso.objects.filter(genere=genere).select_related("destinatario").order_by("destinatario__email"))


def test_dall_apertura_al_rimando(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        assert [a.destinatario.email for a in avvisi("campagna.apri")] == ["operatore.altro@lodi.example", "operatore@lodi.example"]
        rendiconto = consegna(lodi)
        assert {a.destinatario.email for a in avvisi("rendiconto.invia")} == {"coordinatore@lodi.example", "udp@lodi.example"}
        operazioni.rimanda(rendiconto, motivo="Controlla la riga 2", poteri=lodi.poteri("udp"), adesso=ADESSO)
        (rimandata,) = avvisi("rendiconto.rimanda")
        assert rimandata.destinatario.email == "operatore@lodi.example" and "Controlla la riga 2" in rimandata.testo


def test_il_promemoria_va_a_chi_non_ha_inviato_e_una_volta_sola(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        consegna(lodi)
        chiude = Campagna.objects.get().chiude
        for _ in range(2):
            annunci.ricorda(chiude - timedelta(days=7), ADESSO)
        assert [a.destinatario.email for a in avvisi("rendiconto.promemoria")] == ["operatore.altro@lodi.example"]
