"""Chi ha che cosa: sedi, Comuni serviti, servizi che mancano, livelli essenziali."""

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from ambito.models import Evento
from servizi.models import UnitaOfferta
from servizi.operazioni import offerta as operazioni
from servizi.operazioni import pratiche
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni import offerta
from servizi.selezioni.offerta import MANCA, SEDE, SERVITO, Matrice
from tests.servizi.fabbriche import chi, crea_pratica, crea_unita, servizio

OGGI = date(2025, 6, 10)


def celle(lodi, codice, oggi=OGGI):
    """Nome del Comune → che cosa dice la matrice per quel servizio."""
    matrice, pk = Matrice(oggi), servizio(codice).pk
    return {nome: matrice.cella(pk, comune.pk) for nome, comune in lodi.comuni.items()}


def riga(codice, oggi=OGGI):
    return next(r for r in Matrice(oggi).righe() if r.servizio.codice == codice)


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        yield lodi


def test_sede_comuni_serviti_e_dove_manca(aperta):
    crea_unita(aperta, "ASILO_NIDO", "Codogno", serviti=["Casalpusterlengo"])
    assert celle(aperta, "ASILO_NIDO") == {
        "Lodi": MANCA, "Codogno": SEDE, "Casalpusterlengo": SERVITO, "Abbadia Cerreto": MANCA,
    }  # fmt: skip
    nidi = riga("ASILO_NIDO")
    assert (nidi.con_sede, nidi.serviti, [c.nome for c in nidi.mancano]) == (1, 2, ["Abbadia Cerreto", "Lodi"])
    assert nidi.residenti == Fraction(15_900 + 15_200, 45_000 + 15_900 + 15_200 + 280)


def test_un_servizio_per_tutto_l_ambito_non_manca_a_nessuno(aperta):
    crea_unita(aperta, "SAD", None, tutto_ambito=True)
    assert set(celle(aperta, "SAD").values()) == {SERVITO}
    assert riga("SAD").mancano == [] and riga("SAD").residenti == 1


def test_un_unita_chiusa_o_non_ancora_aperta_non_conta(aperta):
    crea_unita(aperta, "ASILO_NIDO", "Codogno", dal=date(2020, 1, 1), al=date(2025, 6, 9))
    crea_unita(aperta, "ASILO_NIDO", "Lodi", dal=date(2025, 6, 11))
    assert set(celle(aperta, "ASILO_NIDO").values()) == {MANCA}
    assert celle(aperta, "ASILO_NIDO", date(2025, 6, 9))["Codogno"] == SEDE
    assert celle(aperta, "ASILO_NIDO", date(2025, 6, 11))["Lodi"] == SEDE


def test_un_livello_essenziale_e_coperto_da_uno_qualunque_dei_suoi_servizi(aperta):
    crea_unita(aperta, "SAD", "Codogno")
    crea_unita(aperta, "PIS", None, tutto_ambito=True)
    livelli = {r.servizio.codice: r for r in Matrice(OGGI).livelli()}
    assert len(livelli) == 13
    assert livelli["ADS"].serviti == 1 and livelli["PIS"].serviti == 4 and livelli["SUPERV"].serviti == 0


@pytest.mark.parametrize(
    ("codice", "comune", "altri", "frase"),
    [
        ("ASILO_NIDO", None, {"tutto_ambito": True}, "Una struttura ha una sede"),
        ("SAD", None, {}, "quali Comuni serve"),
    ],
)
def test_un_unita_senza_posto_non_si_scrive(aperta, codice, comune, altri, frase):
    with pytest.raises(DatoNonValido, match=frase):
        crea_unita(aperta, codice, comune, **altri)
    assert not UnitaOfferta.objects.exists()


def test_la_stessa_unita_due_volte_no_e_togliere_lascia_traccia(aperta):
    unita = crea_unita(aperta, serviti=["Lodi"])
    with pytest.raises(DatoNonValido, match="c’è già un’unità"):
        crea_unita(aperta)
    unita = offerta.unita_con(unita.pk)
    unita.posti_autorizzati = 25
    operazioni.salva_unita(unita, [], **chi(aperta))
    cambio = Evento.objects.get(verbo="unitaofferta.cambia")
    assert cambio.prima == {"posti_autorizzati": 30, "serviti": ["098031"]}
    assert cambio.dopo == {"posti_autorizzati": 25, "serviti": []}
    assert offerta.comuni_serviti(unita) == []
    operazioni.togli_unita(unita, **chi(aperta))
    assert Evento.objects.get(verbo="unitaofferta.togli").prima["denominazione"] == "ASILO_NIDO di prova"
    assert not UnitaOfferta.objects.exists()


def test_le_pagine_dicono_chi_ha_che_cosa(aperta):
    crea_unita(aperta, "ASILO_NIDO", "Codogno")
    navigatore = aperta.client("sindaco")
    pagina = navigatore.get("/lodi/servizi/offerta/matrice/?area=FM").content.decode()
    assert "ASILO_NIDO" not in pagina and "Asilo nido" in pagina and '<td class="cella-sede">sede</td>' in pagina
    assert "Micronido" in pagina and "In tutto l’Ambito" in pagina
    elenco = navigatore.get("/lodi/servizi/offerta/?q=codogno").content.decode()
    assert "ASILO_NIDO di prova" in elenco and "1 su 1 unità" in elenco
    foglio = navigatore.get("/lodi/servizi/offerta/?formato=csv").content.decode("utf-8-sig")
    assert "ASILO_NIDO di prova" in foglio and "098019" in foglio


def test_dal_modulo_si_scrive_una_struttura(aperta):
    navigatore = aperta.client("udp")
    dati = {"servizio": servizio("CDI").pk, "denominazione": "CDI Il Ponte", "comune": aperta.comuni["Lodi"].pk,
            "retta_min": "500,00", "retta_max": "400,00", "serviti": [aperta.comuni["Codogno"].pk]}  # fmt: skip
    risposta = navigatore.post("/lodi/servizi/offerta/nuova/", dati)
    assert risposta.status_code == 422
    testo = risposta.content.decode()
    assert "più bassa della minima" in testo and "se la retta è al mese" in testo and "CDI Il Ponte" in testo
    risposta = navigatore.post("/lodi/servizi/offerta/nuova/", {**dati, "retta_max": "900,00", "retta_unita": "mese"})
    unita = UnitaOfferta.objects.get()
    assert risposta.url == f"/lodi/servizi/offerta/{unita.pk}/"
    scheda = navigatore.get(risposta.url).content.decode()
    assert "da 500,00" in scheda and "Codogno" in scheda


def pagina_pubblica(slug="lodi", **filtri):
    return Client().get(f"/{slug}/trasparenza/servizi/", filtri)


def test_i_cittadini_vedono_cio_che_e_aperto_nel_loro_ambito(aperta):
    crea_unita(aperta, "ASILO_NIDO", "Codogno", denominazione="Nido aperto", telefono="0377 1", serviti=["Lodi"])
    crea_unita(aperta, "ASILO_NIDO", "Lodi", denominazione="Nido chiuso", dal=date(2020, 1, 1), al=date(2024, 1, 1))
    crea_unita(aperta, "SAD", None, denominazione="Domicilio per tutti", tutto_ambito=True)
    accreditata = crea_unita(aperta, "CDA", "Lodi", denominazione="Centro accreditato")
    pratica = crea_pratica(
        aperta, accreditata, "accreditamento", provvedimento="P", vale_dal=date(2025, 1, 1), vale_al=date(2099, 5, 31)
    )
    for passo in ("completa", "accredita"):
        pratica = pratiche.compi(pratica, passo, **chi(aperta))
    risposta = pagina_pubblica()
    testo = risposta.content.decode()
    assert all(parola in testo for parola in ("Nido aperto", "0377 1", "Domicilio per tutti", "accreditata fino al 31 maggio 2099"))
    assert "Nido chiuso" not in testo and "Accedi" in testo
    assert risposta["Cache-Control"] == "public, max-age=300"
    lodi = pagina_pubblica(comune="098031").content.decode()
    assert all(nome in lodi for nome in ("Nido aperto", "Domicilio per tutti", "Centro accreditato"))
    casale = pagina_pubblica(comune="098010").content.decode()
    assert "Nido aperto" not in casale and "Domicilio per tutti" in casale
    assert "Centro accreditato" not in pagina_pubblica(area="FM").content.decode()


def test_la_pagina_pubblica_non_esce_dal_suo_ambito(aperta, pavese):
    crea_unita(aperta, denominazione="Nido di Lodi")
    assert "non è ancora pubblicato" in pagina_pubblica("pavese").content.decode()
    assert pagina_pubblica("inesistente").status_code == 404
    assert pavese.client("sindaco").get("/lodi/trasparenza/servizi/")["Cache-Control"] == "private, no-store"
    assert Client().post("/lodi/trasparenza/servizi/").status_code == 405
    assert pagina_pubblica(comune="xx", area="zz").status_code == 200
