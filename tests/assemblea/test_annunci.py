"""La convocazione e l’annullamento arrivano a chi vota; il giorno prima lo si ricorda, una volta sola."""

from datetime import timedelta

from icalendar import Calendar

from ambito.assemblea import annunci, selezioni
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


def test_l_appuntamento_si_mette_nel_calendario_e_se_ne_toglie(assemblea):
    seduta = assemblea.convocata()
    sedute.annulla(seduta, motivo="Sala inagibile", poteri=assemblea.poteri, adesso=PREPARA)
    convoca, annulla = (Calendar.from_ical(avvisi(f"seduta.{passo}")[0].calendario) for passo in ("convoca", "annulla"))
    prima, dopo = convoca.walk("VEVENT")[0], annulla.walk("VEVENT")[0]
    assert prima["UID"] == dopo["UID"] and prima["DTSTART"].dt == QUANDO
    assert (convoca["METHOD"], prima["STATUS"], prima["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert (annulla["METHOD"], dopo["STATUS"], dopo["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert f"/lodi/assemblea/sedute/{seduta.pk}/" in prima["DESCRIPTION"]


def test_il_giorno_prima_si_ricorda_una_volta_sola(assemblea):
    assemblea.convocata()
    vigilia = (QUANDO - timedelta(days=1)).date()
    for _ in range(2):
        annunci.ricorda(vigilia, QUANDO - timedelta(days=1))
    assert len(avvisi("seduta.promemoria")) == 2
    annunci.ricorda(vigilia - timedelta(days=1), QUANDO)
    assert len(avvisi("seduta.promemoria")) == 2


def test_prima_di_convocare_si_vede_che_cosa_parte_e_a_chi(assemblea, lodi):
    seduta = assemblea.bozza(punti=2)
    chi = lodi.utenti["segretario"]
    partira = selezioni.avviso_di_convocazione(seduta, autore=chi, oggi=QUANDO.date(), adesso=QUANDO)
    assert [(c.nome, [u.email for u in persone]) for c, persone in partira["righe"]] == [
        ("Casalpusterlengo", ["sindaco.altro@lodi.example"]), ("Codogno", ["sindaco@lodi.example"])]  # fmt: skip
    assert [c.nome for c in partira["senza"]] == ["Abbadia Cerreto", "Lodi"] and partira["quanti"] == 2
    assert "1. Criteri di riparto 1" in partira["annuncio"].testo


def test_nella_pagina_della_bozza_lo_vede_chi_convoca(assemblea, lodi):
    seduta = assemblea.bozza()
    pagina = lodi.client("segretario").get(f"/lodi/assemblea/sedute/{seduta.pk}/").content.decode()
    assert "Che cosa parte, e a chi" in pagina and "sindaco.altro@lodi.example" in pagina
    assert "Qualche Comune non riceverà l’avviso" in pagina and "Abbadia Cerreto, Lodi" in pagina
