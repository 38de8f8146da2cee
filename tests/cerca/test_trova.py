"""Che cosa si trova scrivendo che cosa: radici, accenti, apostrofi, inizi di parola; e sempre da righe vere."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ambito import cerca
from ambito.assemblea.models import Organo, Seduta
from ambito.cerca.evidenza import _html, _posti
from ambito.cerca.pagine import cerca_pagine
from ambito.cerca.parole import ACCENTI, APOSTROFI, INIZIO, SEGNI, corrisponde, parole, piega
from ambito.models import Documento, Fissato
from servizi.models import Bando
from tests.scena import ADESSO, COMUNI, crea_comune, crea_scena
from tests.servizi.fabbriche import crea_bando


def trova(scena, ruolo, testo, quante=50):
    """I risultati di quel ruolo, come esito."""
    with scena.aperto(ruolo):
        poteri = scena.poteri(ruolo)
        return cerca.cerca(parole(testo), poteri, poteri.oggi, quali=lambda genere: slice(0, quante))


def titoli(scena, ruolo, testo):
    """I titoli di ciò che ha tutte le parole, senza i segni che le mettono in evidenza."""
    esito = trova(scena, ruolo, testo)
    tutti = [t.titolo for g in esito.gruppi for t in g.trovati]
    return set() if esito.simili else {t.replace("<mark>", "").replace("</mark>", "") for t in tutti}


@pytest.fixture
def bandi(lodi):
    with lodi.aperto("udp"):
        for titolo in ("Assistenza agli anziani", "La città dei bambini", "Attuazione dell’abitare", "Perché no"):
            crea_bando(lodi, titolo)
    return lodi


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("anziano", "Assistenza agli anziani"),
        ("ANZIANI", "Assistenza agli anziani"),
        ("assistenza per gli anziani", "Assistenza agli anziani"),
        ("anziani assistenze", "Assistenza agli anziani"),
        ("citta", "La città dei bambini"),
        ("Città", "La città dei bambini"),
        ("CITTÀ bambino", "La città dei bambini"),
        ("attuazi", "Attuazione dell’abitare"),
        ("dell'abitare", "Attuazione dell’abitare"),
        ("dell’abitar", "Attuazione dell’abitare"),
        ("abitazione", "Attuazione dell’abitare"),
        ("perche", "Perché no"),
        ("anziani città", None),
    ],
)
def test_radici_accenti_apostrofi_e_inizi(bandi, scritto, atteso):
    trovati = {t for t in titoli(bandi, "udp", scritto) if t in set(_titoli_dei_bandi(bandi))}
    assert trovati == ({atteso} if atteso else set())


def _titoli_dei_bandi(scena):
    with scena.aperto():
        return list(Bando.objects.values_list("titolo", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "scritto",
    ["sant'angelo", "Sant’Angelo", "santangelo", "sant angelo", "SANTANG", "angelo", "angelo lodigiano", "comune di sant'angelo"],
)
def test_un_nome_con_l_apostrofo_si_trova_comunque_lo_si_scriva(db, scritto):
    lodi = crea_scena("lodi", COMUNI["lodi"][:2] + [("098050", "Sant’Angelo Lodigiano", 13000)])
    assert titoli(lodi, "operatore", scritto) == {"Sant’Angelo Lodigiano"}


@pytest.mark.django_db
def test_le_parole_trovate_sono_in_evidenza_e_il_resto_e_innocuo(lodi):
    with lodi.aperto("udp"):
        crea_bando(lodi, "Città <script>alert(1)</script> & anziani")
    (gruppo,) = [g for g in trova(lodi, "udp", "citta anziano").gruppi if g.genere == "bando"]
    assert gruppo.trovati[0].titolo == (
        "<mark>Città</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>anziani</mark>"
    )  # fmt: skip


@pytest.mark.django_db
def test_se_nessuna_riga_ha_tutte_le_parole_si_mostra_cio_che_somiglia(bandi):
    esito = trova(bandi, "udp", "anziani sconosciuti")
    assert esito.simili and "Assistenza agli <mark>anziani</mark>" in {t.titolo for g in esito.gruppi for t in g.trovati}
    sbagliata = trova(bandi, "udp", "assistensa")
    assert sbagliata.simili and sbagliata.quanti
    nulla = trova(bandi, "udp", "qzxwkj")
    assert (nulla.gruppi, nulla.quanti) == ([], 0)


@pytest.mark.django_db
def test_cio_che_cambia_si_trova_subito_e_cio_che_si_toglie_non_si_trova_piu(bandi):
    with bandi.aperto("udp"):
        Bando.objects.filter(titolo="Perché no").update(titolo="Telesoccorso")
    assert "Telesoccorso" in titoli(bandi, "udp", "telesoccorso")
    assert "Perché no" not in titoli(bandi, "udp", "perché")
    with bandi.aperto("udp"):
        Bando.objects.filter(titolo="Telesoccorso").delete()
    assert titoli(bandi, "udp", "telesoccorso") == set()


@pytest.mark.django_db
def test_un_ambito_non_trova_le_cose_di_un_altro(bandi, pavese):
    assert titoli(pavese, "coordinatore", "anziani città bambini") == set()
    assert "La città dei bambini" not in titoli(pavese, "coordinatore", "città")
    assert titoli(pavese, "coordinatore", "Codogno") == set()


@pytest.mark.django_db
def test_le_carte_di_un_comune_non_si_trovano_ne_si_contano_da_un_altro(lodi):
    with lodi.aperto("udp"):
        Documento.objects.create(
            tipo="prova", oggetto_id=1, versione=1, titolo="Ricevuta zaffiro", nome_file="r.pdf", dati={}, impronta_dati="0" * 64,
            codice="1-2222", sha256="0" * 64, dimensione=4, permesso="legge_comune", comune=lodi.comuni["Codogno"],
            emesso_il=ADESSO,
        )  # fmt: skip
    ruoli = ("operatore", "sindaco", "udp", "operatore.altro", "ats")
    assert {ruolo: trova(lodi, ruolo, "zaffiro").quanti for ruolo in ruoli} == {
        "operatore": 1, "sindaco": 1, "udp": 1, "operatore.altro": 0, "ats": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_le_persone_le_trova_chi_puo_vederle(lodi):
    trovate = trova(lodi, "udp", "sindaco codogno").gruppi
    assert [(g.genere, g.quanti) for g in trovate] == [("persona", 1)]
    assert all(g.genere != "persona" for g in trova(lodi, "operatore", "sindaco codogno").gruppi)


@pytest.mark.django_db
def test_le_interrogazioni_non_crescono_con_le_righe(lodi):
    def conta():
        with lodi.aperto("udp"), CaptureQueriesContext(connection) as catturate:
            poteri = lodi.poteri("udp")
            assert cerca.cerca(["bando"], poteri, poteri.oggi, quali=lambda genere: slice(0, 50)).quanti
        return len(catturate) - 2  # i diritti della persona, le opzioni della transazione

    with lodi.aperto("udp"):
        crea_bando(lodi, "Bando uno")
    poche = conta()
    with lodi.aperto("udp"):
        for numero in range(30):
            crea_bando(lodi, f"Bando numero {numero}")
            crea_comune(f"0981{numero:02}", f"Bando Comune {numero}", 100)
    assert conta() == poche <= 3


@pytest.mark.django_db
def test_python_e_la_banca_dati_piegano_allo_stesso_modo():
    tutte = "".join(ACCENTI.values()) + "".join(ACCENTI.values()).upper() + SEGNI + "AbcXyz019 àÈ"
    with connection.cursor() as cursore:
        cursore.execute("select cerca_piega(%s)", [tutte])
        assert cursore.fetchone()[0] == piega(tutte)
    assert len(piega(tutte)) == len(tutte)


@pytest.mark.django_db
def test_due_parole_con_la_stessa_radice_cominciano_allo_stesso_modo():
    """È ciò che permette di scartare le righe senza calcolarne il vettore: se non fosse vero qualcosa non si troverebbe."""
    note = [
        "accompagnamento", "anziana", "anziane", "anziani", "anziano", "assistenza", "assistenze", "abitare", "abitazione",
        "affido", "educativa", "educativo", "presenza", "presente", "presenze", "realizzazione", "realizzare", "comunità",
        "comune", "psicologia", "psicologo", "qualità", "quota", "aiuola", "acqua", "euro", "io", "uguale", "eguale",
        "oasi", "età", "ieri", "uova", "idea", "idee", "aereo", "europeo", "autismo", "autistico", "sociosanitario",
        "minori", "minore",
    ]  # fmt: skip
    with connection.cursor() as cursore:
        cursore.execute("select w, (ts_lexize('italian_stem', w))[1] from unnest(%s::text[]) w", [[piega(n) for n in note]])
        radici = cursore.fetchall()
    assert [coppia for coppia in radici if coppia[1] and coppia[0][:INIZIO] != coppia[1][:INIZIO]] == []


@given(st.text(max_size=60))
def test_le_parole_sono_poche_piegate_e_mai_vuote(testo):
    for parola in parole(testo):
        assert parola and not set(parola) & set(SEGNI + " ")


def test_le_parole_vuote_contano_solo_da_sole():
    assert parole("il Comune di Lodi") == ["comune", "lodi"]
    assert parole("del") == ["del"]
    assert parole(f"l{APOSTROFI[1]}asilo") == ["asilo"]
    assert parole("n. 12/2025") == ["n", "12", "2025"]


def test_i_segni_tornano_al_loro_posto():
    assert _posti("la \ue000citta\ue001 dei \ue000bambini\ue001") == {(3, 8), (13, 20)}
    assert _html("la città", {(3, 8)}) == "la <mark>città</mark>"


def test_una_pagina_si_trova_con_una_parola_non_finita_o_al_singolare():
    assert corrisponde(["persona"], "Persone e incarichi") and corrisponde(["pers"], "Persone")
    assert not corrisponde(["persona", "bilancio"], "Persone")


@pytest.mark.django_db
def test_le_pagine_si_trovano_per_nome_se_si_possono_aprire(lodi):
    with lodi.aperto():
        nomi = {ruolo: [p.etichetta for p in cerca_pagine(["registro"], lodi.poteri(ruolo))] for ruolo in ("udp", "operatore")}
        assert "Registro" in nomi["udp"] and "Registro" not in nomi["operatore"]
        assert [p.url for p in cerca_pagine(["utente"], lodi.poteri("udp"))].count("/lodi/persone/") == 1


@pytest.mark.django_db
def test_si_fissa_una_volta_e_non_si_supera_il_massimo(lodi):
    with lodi.aperto("udp"):
        chi = {"utente": lodi.utenti["udp"], "genere": "bando", "adesso": ADESSO}
        for numero in [*range(1, 21), 20]:
            cerca.fissa(**chi, numero=numero)
        with pytest.raises(cerca.TroppeCose, match="20 cose"):
            cerca.fissa(**chi, numero=21)
        assert Fissato.objects.count() == 20
        cerca.togli(utente=lodi.utenti["udp"], genere="bando", numero=20)
        assert cerca.fissati(lodi.utenti["udp"])["bando"] == set(range(1, 20))
        assert not cerca.fissati(lodi.utenti["coordinatore"])


@pytest.mark.django_db
def test_una_seduta_in_preparazione_la_trova_solo_chi_convoca(lodi):

    with lodi.aperto("segretario"):
        organo = Organo.objects.create(nome="Assemblea zaffiro")
        Seduta.objects.create(organo=organo, prima_convocazione=ADESSO, luogo=str(date(2025, 6, 10)))
    assert trova(lodi, "segretario", "zaffiro giugno 2025").quanti == 1
    assert {trova(lodi, ruolo, "zaffiro").quanti for ruolo in ("sindaco", "udp", "coordinatore", "operatore")} == {0}
