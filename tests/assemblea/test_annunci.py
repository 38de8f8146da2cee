"""La convocazione e l’annullamento arrivano a chi vota; il giorno prima lo si ricorda, una volta sola."""

from datetime import timedelta

from ambito.assemblea import annunci
from ambito.assemblea.operazioni import sedute
from ambito.models import Avviso
from tests.assemblea.conftest import PREPARA, QUANDO


def avvisi(genere):
    return list(Avviso.objects.filter(genere=genere).select_related("destinatario").order_by("destinatario__email"))


def test_la_convocazione_arriva_a_ogni_sindaco_con_l_ordine_del_giorno(assemblea):
    seduta = assemblea.convocata(punti=2)
    scritti = avvisi("seduta.convoca")
    assert [a.destinatario.email for a in scritti] == ["sindaco.altro@lodi.example", "sindaco@lodi.example"]
    assert "1. Criteri di riparto 1\n2. Criteri di riparto 2" in scritti[0].testo
    assert scritti[0].url == f"/lodi/assemblea/sedute/{seduta.pk}/"


def test_l_annullamento_dice_il_motivo(assemblea):
    seduta = assemblea.convocata()
    sedute.annulla(seduta, motivo="Sala inagibile", poteri=assemblea.poteri, adesso=PREPARA)
    assert "Sala inagibile" in avvisi("seduta.annulla")[0].testo


def test_il_giorno_prima_si_ricorda_una_volta_sola(assemblea):
    assemblea.convocata()
    vigilia = (QUANDO - timedelta(days=1)).date()
    for _ in range(2):
        annunci.ricorda(vigilia, QUANDO - timedelta(days=1))
    assert len(avvisi("seduta.promemoria")) == 2
    annunci.ricorda(vigilia - timedelta(days=1), QUANDO)
    assert len(avvisi("seduta.promemoria")) == 2
