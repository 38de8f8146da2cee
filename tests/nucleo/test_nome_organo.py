"""Il nome di un organo nelle frasi: articoli e preposizioni giusti, e il nome mai cambiato."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.nome_organo import ARTICOLATE, DI_NORMA, NomeOrgano

NOMI = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=30)


@pytest.mark.parametrize(("nome", "il", "di", "a", "da"), [
    (DI_NORMA, "l’Assemblea dei Sindaci", "dell’Assemblea dei Sindaci", "all’Assemblea dei Sindaci", "dall’Assemblea dei Sindaci"),
    ("Conferenza dei Sindaci", "la Conferenza dei Sindaci", "della Conferenza dei Sindaci", "alla Conferenza dei Sindaci",
     "dalla Conferenza dei Sindaci"),
    ("Coordinamento istituzionale", "il Coordinamento istituzionale", "del Coordinamento istituzionale",
     "al Coordinamento istituzionale", "dal Coordinamento istituzionale"),
    ("Comitato dei Sindaci", "il Comitato dei Sindaci", "del Comitato dei Sindaci", "al Comitato dei Sindaci",
     "dal Comitato dei Sindaci"),
    ("Organismo di indirizzo", "l’Organismo di indirizzo", "dell’Organismo di indirizzo", "all’Organismo di indirizzo",
     "dall’Organismo di indirizzo"),
    ("Riunione dei Sindaci", "la Riunione dei Sindaci", "della Riunione dei Sindaci", "alla Riunione dei Sindaci",
     "dalla Riunione dei Sindaci"),
    ("Comunità dei Comuni", "la Comunità dei Comuni", "della Comunità dei Comuni", "alla Comunità dei Comuni",
     "dalla Comunità dei Comuni"),
    ("Schema di governo", "lo Schema di governo", "dello Schema di governo", "allo Schema di governo", "dallo Schema di governo"),
    ("Senato dei Sindaci", "il Senato dei Sindaci", "del Senato dei Sindaci", "al Senato dei Sindaci", "dal Senato dei Sindaci"),
    ("Rete dei Comuni", "la Rete dei Comuni", "della Rete dei Comuni", "alla Rete dei Comuni", "dalla Rete dei Comuni"),
    ("SdS", "la SdS", "della SdS", "alla SdS", "dalla SdS"),
    ("CdA", "il CdA", "del CdA", "al CdA", "dal CdA"),
])  # fmt: skip
def test_gli_organi_veri_si_dicono_come_in_italiano(nome, il, di, a, da):
    organo = NomeOrgano(nome)
    assert (organo.con_il, organo.con_di, organo.con_a, organo.con_da) == (il, di, a, da)
    assert organo.con_il_maiuscolo == il[0].upper() + il[1:]


@pytest.mark.parametrize(("nome", "il", "di", "breve"), [
    ("La Conferenza", "la Conferenza", "della Conferenza", "Conferenza"),
    ("L'Assemblea dei Sindaci", "l’Assemblea dei Sindaci", "dell’Assemblea dei Sindaci", "Assemblea"),
    ("I Sindaci dell’Ambito", "i Sindaci dell’Ambito", "dei Sindaci dell’Ambito", "Sindaci"),
    ("Gli Enti associati", "gli Enti associati", "degli Enti associati", "Enti"),
    ("Il", "l’Il", "dell’Il", "Il"),
])  # fmt: skip
def test_chi_scrive_l_articolo_lo_ha_deciso(nome, il, di, breve):
    organo = NomeOrgano(nome)
    assert (organo.con_il, organo.con_di, organo.breve, str(organo)) == (il, di, breve, nome)


@given(st.sampled_from(["La ", "il ", "LO ", "l’", "L'", "i ", "Gli ", "le "]), NOMI)
def test_l_articolo_non_si_dice_due_volte(articolo, nome):
    organo = NomeOrgano(articolo + nome)
    assert organo.nudo == nome and organo.con_il == ARTICOLATE[""][organo.articolo] + nome


def test_nel_menu_basta_la_prima_parola():
    organo = NomeOrgano("Conferenza dei Sindaci")
    assert (organo.breve, organo.in_breve.con_di, organo.in_breve.con_a) == ("Conferenza", "della Conferenza", "alla Conferenza")


@given(NOMI)
def test_il_nome_resta_intero_e_ogni_forma_ha_lo_stesso_articolo(nome):
    organo = NomeOrgano(nome)
    forme = {"": organo.con_il, "di": organo.con_di, "a": organo.con_a, "da": organo.con_da}
    assert organo.articolo in ("l’", "la", "il", "lo")
    assert forme == {p: ARTICOLATE[p][organo.articolo] + nome for p in ARTICOLATE}
    assert str(organo) == nome and organo.con_il_maiuscolo.lower() == organo.con_il.lower()


@given(NOMI, st.sampled_from("aeiou"))
def test_davanti_a_vocale_si_elide_sempre_e_mai_altrove(nome, vocale):
    assert NomeOrgano(vocale + nome).articolo == "l’"
    assert NomeOrgano("b" + nome).articolo in ("la", "il")
