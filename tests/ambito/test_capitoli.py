"""I capitoli già impaginati: si riusano, restano nell’Ambito, non crescono senza fine, sopravvivono a chi li faceva."""

from datetime import timedelta

import pytest
from django.db import models

from ambito import capitoli, tasks
from ambito.capitoli import Composto
from ambito.models import FrammentoDocumento
from ambito.nucleo.pdf import PdfNonRiuscito
from ambito.registri import Capitolo
from tests.scena import ADESSO


class Officina:
    """Al posto di quella vera: un frammento è la sua chiave, e si tiene nota di che cosa è stato chiesto."""

    def __init__(self, si_ferma_dopo=99):
        self.fatti, self.si_ferma_dopo = [], si_ferma_dopo

    def impagina(self, pezzi):
        for pezzo in pezzi:
            if len(self.fatti) == self.si_ferma_dopo:
                raise PdfNonRiuscito("corrente andata via")
            self.fatti.append(pezzo.chiave)
            yield pezzo.chiave, f"{pezzo.chiave}:{pezzo.html}".encode()


def composti(**testi):
    return [Composto(Capitolo(chiave, f"Capitolo {chiave}", "", {}, chiave), testo, []) for chiave, testo in testi.items()]


def impagina(scena, officina, avanza=lambda fatti, totali, fase: None, **testi):
    return [f.pdf for f in capitoli.impagina(officina, scena.ambito.pk, composti(**testi), avanza)]


def test_si_rifa_soltanto_il_capitolo_cambiato(lodi):
    officina = Officina()
    prima = impagina(lodi, officina, a="uno", b="duedue")
    assert officina.fatti == ["b", "a"] and prima == [b"a:uno", b"b:duedue"]
    assert impagina(lodi, officina, a="uno", b="altro") == [b"a:uno", b"b:altro"]
    assert officina.fatti == ["b", "a", "b"]
    assert impagina(lodi, officina, a="uno", b="duedue") == prima and len(officina.fatti) == 3


def test_un_altro_motore_rifa_tutto(lodi, monkeypatch):
    officina = Officina()
    impagina(lodi, officina, a="uno")
    monkeypatch.setattr(capitoli, "motore", lambda: "altra versione")
    impagina(lodi, officina, a="uno")
    assert officina.fatti == ["a", "a"]


def test_lo_stesso_testo_sotto_un_altra_chiave_e_un_altro_capitolo(lodi):
    officina = Officina()
    assert impagina(lodi, officina, a="uno", b="uno") == [b"a:uno", b"b:uno"]


def test_un_ambito_non_riceve_mai_il_capitolo_di_un_altro(lodi, pavese):
    officina = Officina()
    impagina(lodi, officina, a="riservato")
    impagina(pavese, officina, a="riservato")
    assert officina.fatti == ["a", "a"]
    with pavese.aperto():
        # Senza il filtro di Python: è la banca dati a non mostrare l’altro.
        (suo,) = models.QuerySet(FrammentoDocumento)
        assert suo.ambito_id == pavese.ambito.pk
    with lodi.aperto():
        assert FrammentoDocumento.objects.get().impronta != suo.impronta


def test_chi_ricomincia_ritrova_i_capitoli_finiti(lodi):
    with pytest.raises(PdfNonRiuscito):
        impagina(lodi, Officina(si_ferma_dopo=2), a="1", b="22", c="333")
    officina = Officina()
    assert len(impagina(lodi, officina, a="1", b="22", c="333")) == 3
    assert officina.fatti == ["a"]


def test_l_avanzamento_dice_i_capitoli_in_corso(lodi, monkeypatch):
    monkeypatch.setattr(capitoli, "figli_insieme", lambda: 2)
    passi = []
    impagina(lodi, Officina(), lambda *passo: passi.append(passo), a="1", b="22", c="333")
    assert passi == [
        (0, 3, "Impagino: Capitolo c; Capitolo b"),
        (1, 3, "Impagino: Capitolo b; Capitolo a"),
        (2, 3, "Impagino: Capitolo a"),
        (3, 3, "Unisco i capitoli"),
    ]


def test_i_vecchi_e_il_troppo_si_tolgono_a_cominciare_dai_meno_recenti(lodi, pavese, monkeypatch):
    impagina(lodi, Officina(), a="1", b="2", c="3", d="4")
    impagina(pavese, Officina(), a="1")
    with lodi.aperto():
        for giorni, frammento in enumerate(FrammentoDocumento.objects.order_by("pk")):
            frammento.usato_il = ADESSO - timedelta(days=30 * giorni)
            frammento.save()
        primi = list(FrammentoDocumento.objects.order_by("pk").values_list("pk", flat=True))
        assert capitoli.sfoltisci(ADESSO) == 1
        monkeypatch.setattr(capitoli, "CAPIENZA", 7)
        assert capitoli.sfoltisci(ADESSO) == 1
        assert list(FrammentoDocumento.objects.order_by("pk").values_list("pk", flat=True)) == primi[:2]
    with pavese.aperto():
        assert FrammentoDocumento.objects.count() == 1


def test_l_orologio_sfoltisce_ogni_ambito(lodi):
    impagina(lodi, Officina(), a="1")
    with lodi.aperto():
        FrammentoDocumento.objects.update(usato_il=ADESSO - timedelta(days=4000))
    tasks.scarta()
    with lodi.aperto():
        assert not FrammentoDocumento.objects.exists()
