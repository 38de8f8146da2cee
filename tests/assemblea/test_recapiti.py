"""La prova del recapito: chi ha avuto quale avviso, per quale Comune, quando è partito, se l’ha letto."""

from datetime import timedelta

from django.urls import reverse

from ambito.assemblea.operazioni import sedute
from ambito.assemblea.selezioni import recapiti
from ambito.models import Avviso
from tests.assemblea.conftest import PREPARA


def test_ogni_avviso_con_la_sua_vita(assemblea):
    seduta = assemblea.convocata()
    sedute.annulla(seduta, motivo="Neve", poteri=assemblea.poteri, adesso=PREPARA + timedelta(days=1))
    suoi = Avviso.objects.filter(destinatario=assemblea.scena.utenti["sindaco"], oggetto_id=seduta.pk)
    suoi.filter(genere="seduta.convoca").update(spedizione="spedito", spedito_il=PREPARA, letto_il=PREPARA)
    suoi.filter(genere="seduta.annulla").update(spedizione="fallito", errore="casella piena")
    righe = [r for r in recapiti.righe(seduta) if r["persona"] == "sindaco"]
    assert [(r["comune"], r["spedizione"], bool(r["letto"])) for r in righe] == [
        ("Codogno", "Spedito", True), ("Codogno", "Non riuscito", False),
    ]  # fmt: skip
    foglio = [r for r in recapiti.per_foglio(seduta) if r[2] == "sindaco"]
    assert foglio[1][5] == "Non riuscito (casella piena)" and foglio[0][6] == "2 giugno 2025, ore 11:00"


def test_chi_non_ha_ricevuto_nulla_si_dice(assemblea):
    assert recapiti.senza_avviso(recapiti.righe(assemblea.convocata()), PREPARA.date()) == ["Abbadia Cerreto", "Lodi"]


def test_le_pagine(lodi, assemblea):
    seduta, segretario = assemblea.convocata(), lodi.client("segretario")
    pagina = segretario.get(reverse("assemblea:recapiti", args=["lodi", seduta.pk])).content.decode()
    assert "Codogno" in pagina and "Qualche Comune non ha ricevuto l’avviso" in pagina
    assert segretario.get(reverse("assemblea:foglio_recapiti", args=["lodi", seduta.pk])).content[:2] == b"PK"
    bozza = segretario.get(reverse("assemblea:recapiti", args=["lodi", assemblea.bozza().pk])).content.decode()
    assert "Nessun avviso è ancora partito" in bozza
