"""La spesa qualificata: quote che fanno il tutto, per abitante contro la mediana e contro l’Italia, costo costante."""

from decimal import Decimal

import pytest

from rendicontazione import operazioni
from rendicontazione.selezioni import qualificata
from tests.accordo.test_interrogazioni import conta
from tests.rendicontazione.bilanci import fondo
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di
from tests.scena import ADESSO

D = Decimal
PAGINA = f"/lodi/rendicontazione/{ANNO}/qualificata/"


@pytest.fixture
def campagna(lodi):
    """Codogno spende 1.000 € lordi per gli anziani e 500 per i disabili con un fondo; Casalpusterlengo 2.000 per gli anziani."""
    with lodi.aperto("operatore"):
        aperta = apri(lodi)
        aggiungi(lodi, spesa_di(lodi), area="ANZ", lorda="1000.00")
        resto = {"compartecipazione_utenti": D(0), "quota_ssn": D(0), "liquidato": D(0)}
        aggiungi(lodi, spesa_di(lodi), area="DIS", lorda="500.00", fondo=fondo("FNA"), altre_entrate=D("120.00"), **resto)
        operazioni.invia(spesa_di(lodi), senza_spesa=False, messaggio="", poteri=lodi.poteri("operatore"), adesso=ADESSO)
        consegna(lodi, "Casalpusterlengo", "operatore.altro", lorda="2000.00")
    return aperta


def test_le_fonti_fanno_la_lorda_e_le_aree_la_netta(lodi, campagna):
    with lodi.aperto("udp"):
        spesa = qualificata.SpesaQualificata(campagna)
    assert {r["nome"]: r["importo"] for r in spesa.fonti} == {
        "Risorse dei Comuni": D("3030.00"), "Compartecipazione degli utenti": D("200.00"), "Servizio sanitario": D("100.00"),
        "Altre entrate, senza un fondo indicato": D("50.00"), "Altre entrate: Fondo nazionale non autosufficienze": D("120.00"),
    }  # fmt: skip
    assert sum(r["importo"] for r in spesa.fonti) == spesa.lorda == D("3500.00")
    assert sum(r["quota"] for r in spesa.fonti) == sum(r["quota"] for r in spesa.aree) == 1
    assert sum(r["totale_spesa_netta"] for r in spesa.aree) == spesa.netta == D("3030.00")


def test_ogni_comune_contro_la_mediana_e_contro_l_italia(lodi, campagna):
    with lodi.aperto("udp"):
        spesa = qualificata.SpesaQualificata(campagna)
    per_nome = {c.rendiconto.comune.nome: c for c in spesa.comuni}
    # 1.205 € su 15.900 residenti e 1.825 € su 15.200.
    assert (per_nome["Codogno"].per_abitante, per_nome["Casalpusterlengo"].per_abitante) == (D("0.08"), D("0.12"))
    assert spesa.mediana == D("0.10") and per_nome["Codogno"].dalla_mediana == D("-0.02")
    assert per_nome["Codogno"].dall_italia == D("-149.92")
    assert per_nome["Lodi"].per_abitante is per_nome["Lodi"].dall_italia is None
    assert spesa.residenti == 31100 and spesa.media == D("0.10") and spesa.inviati == 2


def test_le_cifre_istat_sono_quelle_del_file():
    italia, toscana = qualificata.riferimenti()
    assert (italia.nome, italia.spesa, italia.pro_capite) == ("Italia", D(8868716939), D(150))
    assert (toscana.nome, toscana.pro_capite) == ("Toscana", D(167)) and qualificata.italia() is italia


def test_la_pagina_e_il_foglio(lodi, campagna):
    udp = lodi.client("udp")
    pagina = udp.get(PAGINA).content.decode()
    assert "2 Comuni hanno inviato" in pagina and "Istat 2022" in pagina and "3.030,00" in pagina
    assert PAGINA in udp.get(f"/lodi/rendicontazione/{ANNO}/").content.decode()
    righe = udp.get(f"{PAGINA}?formato=csv").content.decode("utf-8-sig").splitlines()
    assert len(righe) == 5 and next(r for r in righe if "Codogno" in r).endswith("0,08;0,10;-0,02;150;-149,92")
    assert udp.get(f"{PAGINA}?formato=xlsx").content[:2] == b"PK"


def test_senza_nessun_invio_la_pagina_lo_dice(lodi):
    with lodi.aperto("udp"):
        apri(lodi)
    pagina = lodi.client("udp").get(PAGINA).content.decode()
    assert "0 Comuni hanno inviato" in pagina and "Chi paga" not in pagina


def test_costa_uguale_con_una_riga_e_con_molte(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        consegna(lodi)
    prima = [conta(lodi, "udp", PAGINA), conta(lodi, "udp", f"{PAGINA}?formato=csv")]
    with lodi.aperto("operatore.altro"):
        for area in ("DIS", "FM", "POV", "MUL"):
            aggiungi(lodi, spesa_di(lodi, "Casalpusterlengo"), "operatore.altro", area=area, fondo=fondo("FNPS"))
        consegna(lodi, "Casalpusterlengo", "operatore.altro")
    assert [conta(lodi, "udp", PAGINA), conta(lodi, "udp", f"{PAGINA}?formato=csv")] == prima
    assert max(prima) <= 20
