"""La proroga è un atto: dopo la fine di oggi, non oltre il piano, con la sua storia; le parti lo sanno, l’Ufficio la ricorda."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction

from accordo.annunci import accordi as annunci
from accordo.models import AccordoDiProgramma, ProrogaAccordo
from accordo.operazioni import accordi
from accordo.operazioni.proroghe import ProrogaNonAmmessa, proroga
from ambito.models import Avviso, Evento
from ambito.poteri import PotereMancante
from piano.models import PianoDiZona
from tests.accordo.accordi import chi, congelato, in_bozza, vigente
from tests.accordo.fabbriche import adesso, oggi, pdf

pytestmark = pytest.mark.django_db
BASE = "/lodi/accordo/2025-2027/"
FINE, NUOVA = date(2027, 12, 31), date(2028, 12, 31)


def html(risposta):
    return risposta.content.decode()


@pytest.fixture
def in_vigore(lodi):
    """L’accordo in vigore, di un piano prorogato di un anno."""
    with lodi.aperto("udp"):
        lodi.accordo, _ = vigente(lodi)
        PianoDiZona.objects.update(triennio_fine=2028)
        Avviso.objects.all().delete()
    return lodi


def atto(**altro):
    return {"al": NUOVA, "organo": "Assemblea dei Sindaci", "numero": "8", "data": oggi(), "motivo": "Il piano è prorogato",
            "nome": "", "byte": b"", **altro}  # fmt: skip


def test_si_registra_l_atto_e_le_parti_lo_sanno(in_vigore):
    with in_vigore.aperto("udp"):
        integrativo = accordi.apri_integrativo(
            in_vigore.accordo, list(in_vigore.accordo.articoli.all()[:1]), "Uno", **chi(in_vigore)
        )
        AccordoDiProgramma.objects.filter(pk=integrativo.pk).update(stato="vigente")
        fatta = proroga(in_vigore.accordo, **atto(), **chi(in_vigore))
        assert set(AccordoDiProgramma.objects.values_list("al", flat=True)) == {NUOVA} and fatta.prima == FINE
        assert Evento.objects.get(verbo="accordo.proroga").nota == f"Assemblea dei Sindaci, n. 8 del {oggi():%d/%m/%Y}"
        avvisati = set(
            Avviso.objects.filter(genere=f"parteaccordo.proroga.{fatta.pk}").values_list("destinatario__email", flat=True)
        )
        assert {"sindaco@lodi.example", "operatore.altro@lodi.example", "ats@lodi.example"} <= avvisati
        with pytest.raises(Error, match="congelata"), transaction.atomic():
            ProrogaAccordo.objects.update(motivo="Un altro")
    for pagina in (
        html(in_vigore.client("sindaco").get(BASE)),
        html(in_vigore.client("udp").get("/lodi/trasparenza/accordo/2025-2027/")),
    ):
        assert "Il piano è prorogato" in pagina and "Assemblea dei Sindaci, n. 8" in pagina and "31 dicembre 2028" in pagina
    assert "È in vigore fino al 31 dicembre 2028" in pagina


def test_che_cosa_non_si_proroga(in_vigore, pavese):
    with in_vigore.aperto("udp"):
        for campi, frase in (
            ({"al": FINE}, "dura già fino al"),
            ({"al": date(2029, 1, 1)}, "prima si proroga il piano"),
            ({"data": oggi() + timedelta(days=1)}, "si decide prima"),
        ):
            with pytest.raises(ProrogaNonAmmessa, match=frase):
                proroga(in_vigore.accordo, **atto(**campi), **chi(in_vigore))
        with pytest.raises(PotereMancante):
            proroga(in_vigore.accordo, **atto(), **chi(in_vigore, "sindaco"))
        AccordoDiProgramma.objects.update(stato="risolto")
        with pytest.raises(ProrogaNonAmmessa, match="in vigore"):
            proroga(in_vigore.accordo, **atto(), **chi(in_vigore))
        assert not ProrogaAccordo.objects.exists()
    with pavese.aperto("udp"):
        assert not AccordoDiProgramma.objects.exists()
    assert pavese.client("udp").get(f"{BASE}proroga/").status_code == 404


def test_da_quando_e_in_vigore_la_data_non_si_cambia_e_basta(in_vigore):
    with in_vigore.aperto("udp"), pytest.raises(accordi.AccordoBloccato, match="si registra la proroga"):
        accordi.scrivi_dati(in_vigore.accordo, al=NUOVA, **chi(in_vigore))
    modulo = html(in_vigore.client("udp").get(f"{BASE}dati/"))
    assert 'name="al"' not in modulo and 'name="albo_dal"' in modulo


def test_prima_che_sia_in_vigore_la_durata_si_corregge(lodi):
    with lodi.aperto("udp"):
        in_bozza(lodi)
    assert 'name="al"' in html(lodi.client("udp").get(f"{BASE}dati/")) and "Registra una proroga" not in html(
        lodi.client("udp").get(BASE)
    )


def test_decisa_prima_della_fine_e_registrata_dopo_l_accordo_torna_in_vigore(in_vigore):
    with in_vigore.aperto("udp"):
        ieri = oggi() - timedelta(days=1)
        AccordoDiProgramma.objects.update(dal=ieri, al=ieri)
        accordi.concludi_scaduti(oggi(), adesso())
        assert AccordoDiProgramma.objects.get().stato == "scaduto"
        with pytest.raises(ProrogaNonAmmessa, match="si decide prima"):
            proroga(in_vigore.accordo, **atto(), **chi(in_vigore))
        proroga(in_vigore.accordo, **atto(data=ieri), **chi(in_vigore))
        assert AccordoDiProgramma.objects.get().stato == "vigente"


def test_un_integrativo_non_si_proroga_da_solo(in_vigore):
    with in_vigore.aperto("udp"):
        integrativo = accordi.apri_integrativo(
            in_vigore.accordo, list(in_vigore.accordo.articoli.all()[:1]), "Uno", **chi(in_vigore)
        )
        with pytest.raises(ProrogaNonAmmessa, match="gli integrativi lo seguono"):
            proroga(integrativo, **atto(), **chi(in_vigore))


def test_dalla_pagina_piu_volte_con_e_senza_file(in_vigore):
    udp, url = in_vigore.client("udp"), f"{BASE}proroga/"
    assert "Non può durare più del piano" in html(udp.get(url)) and "non è mai stato prorogato" in html(udp.get(BASE))
    campi = {"al": "2028-06-30", "organo": "Assemblea", "numero": "8", "data": oggi(), "motivo": "Serve tempo"}
    tardi = udp.post(url, {**campi, "al": "2030-01-01"})
    assert tardi.status_code == 422 and "prima si proroga il piano" in html(tardi) and "Serve tempo" in html(tardi)
    file = SimpleUploadedFile("delibera.pdf", pdf("Proroga"), content_type="application/pdf")
    assert udp.post(url, {**campi, "file": file}).url == BASE
    assert udp.post(url, {**campi, "al": "2028-12-31", "numero": "9"}).url == BASE
    pagina = html(in_vigore.client("sindaco").get(BASE))
    assert "n. 8 del" in pagina and "n. 9 del" in pagina and pagina.count(">file<span") == 1
    with in_vigore.aperto("udp"):
        prima, seconda = ProrogaAccordo.objects.order_by("al")
    assert in_vigore.client("ats").get(f"{BASE}proroghe/{prima.pk}/file/").content.startswith(b"%PDF")
    assert in_vigore.client("ats").get(f"{BASE}proroghe/{seconda.pk}/file/").status_code == 404
    assert ">file<span" not in html(udp.get("/lodi/trasparenza/accordo/2025-2027/"))


def test_novanta_e_trenta_giorni_prima_l_ufficio_lo_sa(in_vigore):
    with in_vigore.aperto("udp"):
        for giorni in (91, 90, 90, 60, 30, 1):
            annunci.ricorda_la_fine(FINE - timedelta(days=giorni), adesso())
        avvisati = list(Avviso.objects.filter(genere="accordo.fine").values_list("destinatario__email", flat=True))
        assert sorted(avvisati) == sorted(["coordinatore@lodi.example", "udp@lodi.example"] * 2)
        AccordoDiProgramma.objects.update(al=oggi() + timedelta(days=80))
    assert "sta per finire" in html(in_vigore.client("udp").get("/lodi/")) and "sta per finire" not in html(
        in_vigore.client("sindaco").get("/lodi/")
    )
    with in_vigore.aperto("udp"):
        piano = PianoDiZona.objects.get()
        AccordoDiProgramma.objects.create(piano=piano, triennio_inizio=2028, creato_il=adesso())
        Avviso.objects.all().delete()
        annunci.ricorda_la_fine(oggi() - timedelta(days=10), adesso())
        assert not Avviso.objects.exists()
    assert "sta per finire" not in html(in_vigore.client("udp").get("/lodi/"))


def test_chi_non_e_ancora_in_vigore_non_ha_una_fine_da_ricordare(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        Avviso.objects.all().delete()
        annunci.ricorda_la_fine(accordo.al - timedelta(days=90), adesso())
        assert not Avviso.objects.exists()
