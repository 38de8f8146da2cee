"""La scena dimostrativa: gli stati promessi, Codogno da fare, rieseguirla non cambia nulla."""

from collections import Counter

import pytest

from accordo import dimostrazione as adesioni
from accordo.documenti import adesione as documenti
from accordo.models import Adesione, AvvisoAdesione, PagamentoQuota, PianoRiparto
from accordo.selezioni import fascicoli
from ambito import dimostrazione
from ambito.contesto import in_ambito
from ambito.nucleo.periodi import Triennio
from ambito.riferimenti import carica_comuni, carica_popolazione
from ambito.selezioni import storia
from servizi.operazioni.catalogo import carica_catalogo
from tests.accordo.fabbriche import adesso, oggi


def controlla_il_riporto():
    """Chi sta ancora compilando riprende dal triennio passato; la sospesa dice perché, ed è un dato inventato."""
    riprese = Adesione.objects.filter(ripresa_da__isnull=False).select_related("ripresa_da__avviso")
    assert {a.stato for a in riprese} == {"bozza", "da_confermare"}
    assert all(a.ripresa_da.avviso.triennio == "2021-2023" and "(dato dimostrativo)" in a.ripresa_da.esperienza for a in riprese)
    assert all(a.ripresa_da.aree_target.exists() for a in riprese)
    sospesa = Adesione.objects.get(stato="sospesa")
    assert "(dato dimostrativo)" in sospesa.sospesa_motivo and sospesa.comune_id


def controlla_i_riparti():
    """Quello deliberato e quello con quattro scenari calcolati; la loro storia è di giorni diversi, nell’ordine dei passi."""
    in_corso, prima = PianoRiparto.objects.order_by("-anno")
    assert (prima.stato, in_corso.stato) == ("in_riscossione", "bozza")
    assert all(s.calcolato_il for s in in_corso.scenari.all()) and in_corso.scenari.count() == 4
    quarto = in_corso.scenari.get(lettera="D")
    assert any("coefficiente" in q.dettaglio[0] for q in quarto.quote.all())
    passi = storia(prima).order_by("pk").values_list("verbo", "quando")
    giorni = [quando.date() for _, quando in passi]
    assert giorni == sorted(giorni) and len(set(giorni)) >= 4
    assert prima.deliberato_il <= dict(passi)["pianoriparto.registra_atto"].date()
    registrati = PagamentoQuota.objects.values_list("pagato_il", "registrato_il")
    assert all(pagato <= registrato.date() for pagato, registrato in registrati) and len({r for _, r in registrati}) > 10


@pytest.mark.django_db
def test_lodi_e_popolato_una_volta_sola():
    carica_comuni()
    carica_popolazione()
    scena = dimostrazione.prepara(dimostrazione.AMBITI[0], adesso())
    with in_ambito(scena.ambito.pk):
        carica_catalogo()
        for _ in range(2):
            adesioni.popola(scena)
        di_adesso = Adesione.objects.filter(avviso__triennio_inizio=2025)
        stati = Counter(di_adesso.values_list("stato", flat=True))
        assert stati == {
            "accolta_sottoscrittore": 9, "accolta_consultiva": 2, "sospesa": 1, "integrazione_richiesta": 2,
            "presentata": 7, "bozza": 2, "da_confermare": 1,
        }  # fmt: skip
        assert not Adesione.objects.filter(comune__nome="Codogno").exists()
        assert sorted(di_adesso.exclude(numero=None).values_list("numero", flat=True)) == list(range(1, 22))
        assert documenti.trova().numero == 21
        assert documenti.trova(Triennio(2025)).numero == 21
        with pytest.raises(documenti.NessunaAdesione):
            documenti.trova(Triennio(2022))
        controlla_il_riporto()
        controlla_i_riparti()
        tutti = fascicoli.enti_con_fascicolo(oggi())
        stati = {ente.denominazione: fascicoli.fascicolo(ente, oggi()).stato for ente in tutti}
        assert stati == {
            "Associazione La Sponda (inventata)": "in_scadenza", "Circolo Il Traghetto (inventato)": "sospeso",
            "Cooperativa sociale L’Argine (inventata)": "idoneo",
        }  # fmt: skip
    pavese = dimostrazione.prepara(dimostrazione.AMBITI[1], adesso())
    with in_ambito(pavese.ambito.pk):
        adesioni.popola(pavese)
        assert not AvvisoAdesione.objects.exists()
