"""I dati di riferimento: i file dicono il vero (totali Istat) e caricarli è ripetibile."""

import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from ambito import riferimenti
from ambito.models import Comune, ConfineComune, PopolazioneComune

COMUNI = {riga["istat_code"]: riga for riga in riferimenti.leggi_tabella("comuni")}
POPOLAZIONE = {riga["istat_code"]: riga for riga in riferimenti.leggi_tabella("popolazione")}
CODICI = ("aree_policy_lombardia_2021_2023", "aree_utenza_istat", "ets_tipologie", "fnps_aree", "fnps_matrice", "fondi", "leps",
          "scadenze", "servizi")  # fmt: skip


def somma(colonna, codici=POPOLAZIONE):
    return sum(int(POPOLAZIONE[codice][colonna] or 0) for codice in codici)


def controllo_fiscale(cifre):
    """Cifra di controllo di un codice fiscale di undici cifre, calcolata qui per non fidarsi del codice provato."""
    doppi = [int(c) * 2 for c in cifre[1:10:2]]
    totale = sum(int(c) for c in cifre[0:10:2]) + sum(d - 9 if d > 9 else d for d in doppi)
    return str(-totale % 10)


def test_i_comuni_sono_tutti_con_codici_distinti_e_zeri_iniziali():
    righe = riferimenti.leggi_tabella("comuni")
    assert len(righe) == len(COMUNI) == len({riga["catasto"] for riga in righe}) == 7894
    assert all(re.fullmatch(r"\d{6}", codice) for codice in COMUNI)
    assert all(re.fullmatch(r"[A-Z]\d{3}", riga["catasto"]) for riga in righe)
    assert COMUNI["001001"]["nome"] == "Agliè"
    assert sum(codice.startswith("0") for codice in COMUNI) > 6000


def test_ogni_codice_fiscale_ha_la_cifra_di_controllo_giusta():
    codici = {riga["nome"]: riga["codice_fiscale"] for riga in COMUNI.values()}
    assert [nome for nome, codice in codici.items() if not codice] == ["Castegnero Nanto"]
    sbagliati = [c for c in codici.values() if c and (len(c) != 11 or c[10] != controllo_fiscale(c))]
    assert sbagliati == []


def test_le_somme_sono_quelle_pubblicate_da_istat():
    assert POPOLAZIONE.keys() == COMUNI.keys()
    assert somma("legale_20211231") == 59_030_133
    assert somma("residente_20221231") == 58_850_717
    assert somma("residente_20230101") == 58_840_177


def test_le_fasce_d_eta_sommano_al_totale_di_ogni_comune():
    con_fasce = [riga for riga in POPOLAZIONE.values() if riga["residente_20230101"]]
    assert len(con_fasce) == 7891
    for riga in con_fasce:
        assert sum(int(riga[colonna]) for colonna in riferimenti.FASCE.values()) == int(riga["residente_20230101"])


@pytest.mark.parametrize(("nome", "comuni", "residenti"), [("lodi", 61, 234_566), ("pavese", 48, 122_005)])
def test_gli_ambiti_forniti_hanno_i_loro_comuni(nome, comuni, residenti):
    codici = riferimenti.leggi_ambito(nome)
    assert len(codici) == len(set(codici)) == comuni
    assert somma("legale_20211231", codici) == residenti
    assert all(COMUNI[r["istat_code"]]["nome"] == r["nome"] for r in riferimenti.leggi_tabella(nome))


def test_la_popolazione_2024_copre_lodi():
    righe = riferimenti.leggi_tabella("popolazione_lodi")
    assert [riga["istat_code"] for riga in righe] == riferimenti.leggi_ambito("lodi")
    assert sum(int(riga["residente_20240101"]) for riga in righe) == 236_817


@pytest.mark.parametrize("nome", riferimenti.AMBITI)
def test_i_confini_sono_anelli_chiusi_attorno_al_punto_del_comune(nome):
    geometrie = riferimenti.leggi_geometrie(nome)
    assert list(geometrie) == riferimenti.leggi_ambito(nome)
    for codice, anelli in geometrie.items():
        assert all(len(anello) >= 4 and anello[0] == anello[-1] for anello in anelli)
        longitudini, latitudini = zip(*(punto for anello in anelli for punto in anello), strict=True)
        assert min(longitudini) < float(COMUNI[codice]["lon"]) < max(longitudini)
        assert min(latitudini) < float(COMUNI[codice]["lat"]) < max(latitudini)


@pytest.mark.parametrize("nome", CODICI)
def test_gli_elenchi_di_codici_dicono_se_sono_verificati(nome):
    righe = riferimenti.leggi_codici(nome)
    assert len({riga["codice"] for riga in righe}) == len(righe) > 0
    assert all(riga["nome"] and riga["verificato"] in {"sì", "in parte", "no"} for riga in righe)
    assert all(riga["fonte"] for riga in righe if riga["verificato"] == "sì")


def test_ogni_file_di_dati_e_descritto_in_provenienza():
    provenienza = (riferimenti.DATI / "PROVENIENZA.md").read_text(encoding="utf-8")
    file = {p for p in riferimenti.DATI.rglob("*") if p.suffix in {".csv", ".json"}}
    assert {p.name for p in file if f"`{p.relative_to(riferimenti.DATI)}`" not in provenienza} == set()
    assert sum(p.stat().st_size for p in file) < 3_000_000


def carica():
    """Le righe scritte dal comando."""
    uscita = StringIO()
    call_command("carica_riferimenti", stdout=uscita)
    return uscita.getvalue().splitlines()


def versioni():
    """Impronta delle versioni fisiche delle righe: cambia anche per un aggiornamento che riscrive gli stessi valori."""
    with connection.cursor() as cursore:
        cursore.execute("""
            select (select md5(string_agg(concat(ctid, xmin), ',' order by id)) from ambito_comune),
                   (select md5(string_agg(concat(ctid, xmin), ',' order by id)) from ambito_popolazionecomune)
        """)
        return cursore.fetchone()


@pytest.mark.django_db
def test_la_seconda_volta_non_scrive_nulla():
    assert carica() == [
        "Comuni: 7.894 nuovi, 0 cambiati, 0 uguali",
        "Popolazione: 23.740 nuovi, 0 cambiati, 0 uguali",
        "Confini: 109 nuovi, 0 cambiati, 0 uguali",
    ]
    prima = versioni()
    assert carica() == [
        "Comuni: 0 nuovi, 0 cambiati, 7.894 uguali",
        "Popolazione: 0 nuovi, 0 cambiati, 23.740 uguali",
        "Confini: 0 nuovi, 0 cambiati, 109 uguali",
    ]
    assert versioni() == prima


@pytest.mark.django_db
def test_i_valori_arrivano_interi_nella_banca_dati():
    carica()
    lodi = Comune.objects.get(codice_istat="098031")
    assert (lodi.nome, lodi.provincia, lodi.regione, lodi.cap) == ("Lodi", "LO", "Lombardia", "26900")
    assert lodi.superficie_kmq == Decimal(COMUNI["098031"]["area_kmq"])
    assert lodi.confine.anelli == riferimenti.leggi_geometrie("lodi")["098031"]
    serie = {p.data: (p.valore, p.fasce) for p in lodi.popolazioni.all()}
    assert serie.keys() == {date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 1), date(2024, 1, 1)}
    assert serie[date(2024, 1, 1)] == (45158, {})
    totale, fasce = serie[date(2023, 1, 1)]
    assert fasce.keys() == riferimenti.FASCE.keys()
    assert sum(fasce.values()) == totale == 44709


@pytest.mark.django_db
def test_corregge_solo_cio_che_e_cambiato_e_non_cancella():
    carica()
    soppresso = Comune.objects.create(codice_istat="999999", nome="Vecchio Comune", provincia="LO", regione="Lombardia")
    Comune.objects.filter(codice_istat="098031").update(nome="Lodi Vecchia")
    ConfineComune.objects.filter(comune__codice_istat="098031").delete()
    PopolazioneComune.objects.filter(comune__codice_istat="098031", data=date(2021, 12, 31)).update(valore=1)
    numero = Comune.objects.get(codice_istat="098031").pk
    assert carica() == [
        "Comuni: 0 nuovi, 1 cambiati, 7.893 uguali",
        "Popolazione: 0 nuovi, 1 cambiati, 23.739 uguali",
        "Confini: 1 nuovi, 0 cambiati, 108 uguali",
    ]
    assert Comune.objects.get(codice_istat="098031", nome="Lodi").pk == numero
    assert Comune.objects.filter(pk=soppresso.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("carica_insieme", [riferimenti.carica_popolazione, riferimenti.carica_geometrie])
def test_senza_i_comuni_lo_dice(carica_insieme):
    with pytest.raises(riferimenti.RiferimentoMancante, match=r"Manca il Comune con codice Istat \d{6}"):
        carica_insieme()
    assert not PopolazioneComune.objects.exists()


@pytest.mark.django_db
def test_ogni_insieme_costa_sempre_le_stesse_interrogazioni(django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            riferimenti.carica_comuni()
        with django_assert_num_queries(2):
            riferimenti.carica_popolazione()
