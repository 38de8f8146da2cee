"""Gli anni dimostrativi: sessanta righe per Comune e per anno, cifre che tornano con quelle vere, e mai in un Ambito vero."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from ambito import flusso, registro, riferimenti
from ambito.contesto import in_ambito
from ambito.models import Ambito, Evento, Utente
from ambito.poteri import Poteri
from rendicontazione import operazioni, selezioni
from rendicontazione.dimostrazione import annate
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from rendicontazione.selezioni.qualificata import italia
from tests.scena import ADESSO

COMUNI, RIGHE = 61, 60


@pytest.fixture
def riferiti(db):
    """I Comuni e i loro residenti, come in un portale appena nato."""
    riferimenti.carica_comuni()
    riferimenti.carica_popolazione()


def carica(capsys, **scelte):
    call_command("dati_dimostrativi", **scelte)
    return capsys.readouterr().out


def nell_ambito(slug):
    ambito = Ambito.objects.get(slug=slug)
    return ambito, in_ambito(ambito.pk)


def test_tre_anni_di_un_ambito(riferiti, capsys):
    detto = carica(capsys, anni=3, slug="prova-lunga")
    ambito, dentro = nell_ambito("prova-lunga")
    with dentro:
        campagne = list(Campagna.objects.order_by("anno"))
        assert [c.stato for c in campagne] == ["chiusa", "chiusa", "aperta"]
        assert VoceSpesa.objects.count() == COMUNI * RIGHE * 3
        assert Rendiconto.objects.con_somme().filter(voci__isnull=True).count() == 0
        per_stato = Counter(Rendiconto.objects.filter(campagna=campagne[2]).values_list("stato", flat=True))
        assert set(per_stato) == {"in_compilazione", "inviato", "certificato", "rettifica_richiesta", "validato"}
        assert set(Rendiconto.objects.filter(campagna=campagne[0]).values_list("stato", flat=True)) == {"chiuso"}
        assert set(VoceSpesa.objects.values_list("nota", flat=True)) == {annate.NOTA}
        assert "dato dimostrativo" in annate.NOTA
        frasi = list(Evento.objects.filter(verbo="campagna.carica").values_list("frase", flat=True))
        assert len(frasi) == 3 and all("dato dimostrativo: 61 Comuni, 3.660 righe" in f for f in frasi)
        assert registro.verifica().integro
    assert ambito.dimostrativo
    assert "3.660 righe" in detto


def test_la_spesa_per_abitante_torna_con_istat_e_bdap(riferiti, capsys):
    carica(capsys, anni=1, slug="prova-lunga")
    with nell_ambito("prova-lunga")[1]:
        campagna = selezioni.campagne().get()
        righe = VoceSpesa.objects.filter(rendiconto__campagna=campagna).order_by()
        quadro = {r.comune.codice_istat: r for r in selezioni.quadro(campagna)}
        netta = dict(righe.values_list("rendiconto__comune__codice_istat").annotate(s=Sum("spesa_netta")))
        dei_minori = righe.filter(area__codice="FM").aggregate(s=Sum("spesa_netta"))["s"]
    crescita = Decimal(100 + annate.CRESCITA).scaleb(-2) ** (campagna.anno - 2022)
    veri = {r["istat_code"]: int(r["residente_20240101"]) for r in riferimenti.leggi_tabella("popolazione_lodi")}
    assert {codice: r.residenti for codice, r in quadro.items()} == veri
    per_abitante = sum(netta.values()) / sum(r.residenti for r in quadro.values()) / crescita
    assert abs(per_abitante / italia().pro_capite - 1) < Decimal("0.05")
    for codice in ("098031", "098010"):
        attesa = italia().pro_capite * crescita * Decimal(float(annate.spende(codice)))
        assert abs(netta[codice] / quadro[codice].residenti / attesa - 1) < Decimal("0.1")
    assert abs(dei_minori / sum(netta.values()) - Decimal("0.4")) < Decimal("0.05")


def test_rifarlo_non_cambia_nulla_e_gli_anni_che_mancano_si_aggiungono(riferiti, capsys):
    carica(capsys, anni=1, slug="prova-lunga")
    assert "nulla è cambiato" in carica(capsys, anni=1, slug="prova-lunga")
    with nell_ambito("prova-lunga")[1]:
        prima = list(VoceSpesa.objects.values_list("pk", "spesa_lorda", "revisione"))
        carica(capsys, anni=2, slug="prova-lunga")
        assert Campagna.objects.count() == 2
        assert list(VoceSpesa.objects.filter(pk__lte=prima[-1][0]).values_list("pk", "spesa_lorda", "revisione")) == prima


def test_piu_ambiti_della_stessa_misura_con_cifre_diverse(riferiti, capsys):
    carica(capsys, anni=1, ambiti=2)
    somme = []
    for slug in ("ambito-inventato-1", "ambito-inventato-2"):
        with nell_ambito(slug)[1]:
            assert VoceSpesa.objects.count() == COMUNI * RIGHE
            somme.append(VoceSpesa.objects.aggregate(s=Sum("spesa_lorda"))["s"])
    assert somme[0] != somme[1]


def test_da_qui_in_poi_si_va_avanti_passo_per_passo(riferiti, capsys, client):
    """Le campagne caricate sono come le altre: si riaprono, si validano, si vedono."""
    carica(capsys, anni=2, slug="prova-lunga")
    ambito, dentro = nell_ambito("prova-lunga")
    coordinatore = Utente.objects.get(email="coordinatore@prova-lunga.example")
    with dentro:
        chi = {"poteri": Poteri(coordinatore, ambito, ADESSO.date()), "adesso": ADESSO}
        aperta, chiusa = Campagna.objects.order_by("-anno")
        inviato = Rendiconto.objects.filter(campagna=aperta, stato="inviato").first()
        assert operazioni.valida(inviato, **chi).stato == "validato"
        operazioni.riapri_campagna(chiusa, nota="Una cifra da correggere.", **chi)
        assert set(chiusa.rendiconti.values_list("stato", flat=True)) == {"validato"}
    client.force_login(coordinatore)
    for coda in ("", "voci/", f"comuni/{inviato.comune.codice_istat}/", "rapporti/confronto/"):
        assert client.get(f"/prova-lunga/rendicontazione/{aperta.anno}/{coda}").status_code == 200


@pytest.mark.parametrize("scelte", [{"anni": 0}, {"anni": 11}, {"ambiti": 0}])
def test_numeri_fuori_misura_si_rifiutano(db, scelte):
    with pytest.raises(CommandError, match="--anni va da 1 a 10"):
        call_command("dati_dimostrativi", **scelte)


def test_senza_riferimenti_lo_dice(db):
    with pytest.raises(CommandError, match="Codici Istat sconosciuti"):
        call_command("dati_dimostrativi", anni=1)


def test_in_esercizio_non_si_usa(db, settings):
    settings.PRODUZIONE = True
    with pytest.raises(CommandError, match="in esercizio"):
        call_command("dati_dimostrativi", anni=1)


def test_mai_in_un_ambito_vero(lodi):
    with pytest.raises(CommandError, match="Ambito vero"):
        call_command("dati_dimostrativi", anni=1, slug="lodi")
    with lodi.aperto(), pytest.raises(flusso.SoloDimostrativo):
        annate.carica(lodi.ambito, 1, ADESSO)
    with lodi.aperto():
        assert not Campagna.objects.exists()
