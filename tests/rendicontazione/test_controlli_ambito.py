"""I controlli sull’Ambito intero, e la prova che una campagna può pretendere per le righe grandi."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ambito.flusso import RequisitiMancanti
from rendicontazione import controlli, operazioni
from rendicontazione.griglie.letture import minori_sotto_la_quota
from rendicontazione.selezioni.controlli_ambito import fondi_oltre_l_assegnato, servizi_oltre_i_posti
from servizi import selezioni as catalogo
from tests.accordo.test_allegati import PNG
from tests.rendicontazione.fabbriche import ANNO, aggiungi, chi, consegna, euro, invia, riga, spesa_di
from tests.rendicontazione.test_pagine import CODOGNO, corpo
from tests.scena import ADESSO
from tests.servizi.fabbriche import apri_raccolta, crea_assegnazione, crea_unita, scrivi

CONTROLLI = f"/lodi/rendicontazione/{ANNO}/controlli/"
CENTESIMI = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


def dal_fondo(importo, area="ANZ", fondo="FNPS"):
    """I valori di una riga che quel fondo sostiene per quell’importo (dentro l’Ambito)."""
    niente = {"compartecipazione_utenti": euro("0.00"), "quota_ssn": euro("0.00"), "liquidato": euro("0.00")}
    scelto = catalogo.fondi().get(codice=fondo)
    return {"lorda": "90000.00", "area": area, "fondo": scelto, "altre_entrate": euro(importo), **niente}


def frasi(trovati):
    return [r.frase for r in trovati]


@given(per_i_minori=CENTESIMI, altro=CENTESIMI, soglia=st.integers(0, 100))
def test_la_quota_dei_minori_si_fa_notare_solo_se_e_sotto_la_soglia(per_i_minori, altro, soglia):
    tutto = per_i_minori + altro
    trovato = controlli.quota_minori(per_i_minori, tutto, soglia=soglia)
    assert (trovato is None) == (tutto == 0 or per_i_minori / tutto >= Decimal(soglia) / 100)


def test_di_un_fondo_si_confronta_tutto_cio_che_e_arrivato_con_tutto_cio_che_si_e_speso(aperta):
    consegna(aperta, **dal_fondo("1500.00"))
    assert frasi(fondi_oltre_l_assegnato(ANNO)) == []
    crea_assegnazione(aperta, "1000.00", annualita=ANNO)
    crea_assegnazione(aperta, "700.00", annualita=ANNO + 1)
    assert frasi(fondi_oltre_l_assegnato(ANNO)) == [
        "Fino al 2024 i Comuni dichiarano 1.500,00 € da questo fondo; ne risultano assegnati 1.000,00 €, 500,00 € in meno."
    ]
    crea_assegnazione(aperta, "500.00", annualita=ANNO - 1)
    assert frasi(fondi_oltre_l_assegnato(ANNO)) == []


def test_la_quota_dei_minori_segue_la_matrice_del_fondo_e_la_regola_della_campagna(aperta):
    campagna = spesa_di(aperta).campagna
    assert frasi(minori_sotto_la_quota(campagna)) == []
    consegna(aperta, **dal_fondo("700.00"))
    consegna(aperta, "Casalpusterlengo", "operatore.altro", **dal_fondo("300.00", area="FM"))
    assert frasi(minori_sotto_la_quota(campagna)) == ["300,00 € su 1.000,00 €: il 30,0 %, meno del 50 %."]
    date = {"apre": campagna.apre, "chiude": campagna.chiude}
    campagna = operazioni.cambia_campagna(campagna, **date, quota_minori=30, poteri=aperta.poteri("udp"), adesso=ADESSO)
    assert frasi(minori_sotto_la_quota(campagna)) == []


def test_i_posti_dichiarati_si_confrontano_con_quelli_autorizzati_dove_si_sanno(aperta):
    apri_raccolta(aperta)
    scrivi(aperta, "ASILO_NIDO", posti=31)
    assert frasi(servizi_oltre_i_posti(ANNO)) == []
    crea_unita(aperta)
    assert frasi(servizi_oltre_i_posti(ANNO)) == ["31 posti dichiarati, 30 autorizzati."]
    crea_unita(aperta, denominazione="Nido di cui non si sa", posti_autorizzati=None)
    assert frasi(servizi_oltre_i_posti(ANNO)) == []


def test_le_pagine_dell_ufficio_li_mostrano_e_il_foglio_anche(aperta):
    crea_assegnazione(aperta, "1.00", annualita=ANNO)
    consegna(aperta, **dal_fondo("700.00"), utenti=0, nota="Canone")
    udp = aperta.client("udp")
    pagina = corpo(udp.get(CONTROLLI))
    assert "Nell’Ambito intero" in pagina and "699,00 € in meno" in pagina and "il 0,0 %, meno del 50 %" in pagina
    foglio = udp.get(f"{CONTROLLI}?formato=csv").content.decode("utf-8-sig")
    assert [linea.split(";")[2] for linea in foglio.splitlines()] == ["controllo", "C08", "C02", "C03"]
    solo = udp.get(f"{CONTROLLI}?formato=csv&controllo=C03").content.decode("utf-8-sig")
    assert [linea.split(";")[2] for linea in solo.splitlines()] == ["controllo", "C03"]


def test_le_interrogazioni_non_crescono_con_i_comuni(aperta):
    crea_assegnazione(aperta, "1.00", annualita=ANNO)
    consegna(aperta, **dal_fondo("700.00"))
    uno = quante_letture(aperta.client("udp"))
    consegna(aperta, "Casalpusterlengo", "operatore.altro", **dal_fondo("300.00"))
    assert quante_letture(aperta.client("udp")) == uno


def quante_letture(navigatore):
    with CaptureQueriesContext(connection) as letture:
        assert navigatore.get(CONTROLLI).status_code == 200
    return len(letture)


def pretendi(scena, importo):
    campagna = spesa_di(scena).campagna
    date = {"apre": campagna.apre, "chiude": campagna.chiude}
    operazioni.cambia_campagna(campagna, **date, prova_da=importo, poteri=scena.poteri("udp"), adesso=ADESSO)


def test_senza_la_prova_una_riga_grande_non_si_invia(aperta):
    aggiungi(aperta, spesa_di(aperta), lorda="1000.00")
    pretendi(aperta, euro("1000.00"))
    with pytest.raises(RequisitiMancanti, match="A una riga manca la prova"):
        invia(aperta)
    assert spesa_di(aperta).stato != "inviato"
    operazioni.aggiungi_prova(riga(aperta), nome="mandato.png", byte=PNG, **chi(aperta, "operatore"))
    assert invia(aperta).stato == "inviato"


def test_sotto_l_importo_o_senza_la_regola_le_prove_restano_facoltative(aperta):
    aggiungi(aperta, spesa_di(aperta), lorda="1000.00")
    pretendi(aperta, euro("1000.01"))
    assert invia(aperta).stato == "inviato"


def test_chi_invia_legge_quali_righe_vogliono_una_prova_e_dove_si_allega(aperta):
    voce = aggiungi(aperta, spesa_di(aperta), lorda="1000.00")
    pretendi(aperta, euro("500.00"))
    pagina = corpo(aperta.client("operatore").get(f"{CODOGNO}invia/"))
    assert "Righe a cui manca la prova" in pagina and f"voci/{voce.pk}/prove/" in pagina and "da 500,00" in pagina


def test_le_regole_si_scrivono_dalla_pagina_della_campagna(aperta):
    dati = {"apre": "2025-01-15", "chiude": "2025-07-31", "quota_minori": "40", "prova_da": "5.000,00"}
    udp = aperta.client("udp")
    assert udp.post(f"/lodi/rendicontazione/{ANNO}/campagna/", dati).status_code == 302
    with aperta.aperto("udp"):
        campagna = spesa_di(aperta).campagna
        assert (campagna.quota_minori, campagna.prova_da) == (40, euro("5000.00"))
    udp.post(f"/lodi/rendicontazione/{ANNO}/campagna/", dati | {"quota_minori": "", "prova_da": ""})
    with aperta.aperto("udp"):
        campagna = spesa_di(aperta).campagna
        assert (campagna.quota_minori, campagna.prova_da) == (50, None)
    assert udp.post(f"/lodi/rendicontazione/{ANNO}/campagna/", dati | {"prova_da": "0"}).status_code == 422
