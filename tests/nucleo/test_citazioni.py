"""I dati citati in un testo: si riconoscono, si aggiornano, si fissano; ciò che non è una citazione non si tocca."""

from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.citazioni import aggiorna_citazioni, chiavi_citate, fissa_citazioni, senza_valori, tocca_citazioni
from ambito.nucleo.testo import pulisci_html
from ambito.nucleo.testo import testo_semplice as semplice

TESTO = pulisci_html(
    '<p>Nell’Ambito vivono <a href="#dato-popolazione-residenti">100</a> persone, '
    'con <a href="#dato-piano-risorse">1,00 €</a>; ancora <a href="#dato-popolazione-residenti">100</a>.</p>'
)


def test_le_chiavi_nell_ordine_una_volta_sola():
    assert chiavi_citate(TESTO) == ["popolazione-residenti", "piano-risorse"]
    assert chiavi_citate('<p>Nessuna <a href="https://esempio.it">citazione</a></p>') == []


def test_si_aggiornano_tutte_e_restano_citazioni():
    nuovo = aggiorna_citazioni(TESTO, {"popolazione-residenti": "236.817"})
    assert semplice(nuovo) == "Nell’Ambito vivono 236.817 persone, con 1,00 €; ancora 236.817."
    assert chiavi_citate(nuovo) == chiavi_citate(TESTO)


def test_fissate_diventano_parole():
    fisso = fissa_citazioni(TESTO, {"piano-risorse": "2,00 €"})
    assert "<a" not in fisso
    assert semplice(fisso) == "Nell’Ambito vivono 100 persone, con 2,00 €; ancora 100."


def test_un_valore_con_segni_di_marcatura_resta_parole():
    for scrivi in (aggiorna_citazioni, fissa_citazioni):
        nuovo = scrivi(TESTO, {"piano-risorse": "<script>alert(1)</script> & co."})
        assert "<script" not in nuovo and pulisci_html(nuovo) == nuovo
        assert "<script>alert(1)</script> & co." in semplice(nuovo)


def test_la_pulizia_tiene_le_citazioni_e_nessun_altro_frammento():
    assert pulisci_html(TESTO) == TESTO
    for href in ("#altro", "#dato-", "#dato-Maiuscola", '#dato-x" onclick="y', "#dato-x javascript:y"):
        assert "#" not in pulisci_html(f"<p><a href='{href}'>z</a></p>"), href


@given(st.dictionaries(st.sampled_from(["popolazione-residenti", "piano-risorse"]), st.text(max_size=20)))
def test_cambiati_i_soli_valori_il_resto_e_uguale(valori):
    nuovo = aggiorna_citazioni(TESTO, valori)
    assert senza_valori(nuovo) == senza_valori(TESTO)
    assert aggiorna_citazioni(nuovo, valori) == nuovo


def test_si_sa_se_un_tratto_prende_un_dato():
    dato = TESTO.index("100")
    assert tocca_citazioni(TESTO, [(0, 3), (dato, dato + 1)])
    assert not tocca_citazioni(TESTO, [(0, TESTO.index("<a "))]) and not tocca_citazioni(TESTO, [])
