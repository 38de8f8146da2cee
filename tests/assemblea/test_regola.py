"""La regola di voto si legge in frasi, si prova su una seduta inventata, si adotta; le sedute convocate tengono la loro."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from ambito.assemblea.esempi import ESEMPI
from ambito.assemblea.forms.regola import SOGLIE, RegolaForm, da_codice, elezione_iniziale, in_codice, iniziali
from ambito.assemblea.models import Deliberazione, Organo, RegolaVoto, Seduta
from ambito.assemblea.operazioni import organi, sedute, votazioni
from ambito.assemblea.operazioni.organi import REGOLA_DI_PARTENZA, RegolaNonAdottabile
from ambito.assemblea.parole import frasi_della_regola
from ambito.assemblea.selezioni import regole
from ambito.assemblea.selezioni.sala import Situazione
from ambito.flusso import esegui
from ambito.models import Evento
from ambito.nucleo.elezione import RegolaElezione
from ambito.nucleo.preavviso import Preavviso
from ambito.nucleo.regole import Maggioranza, Quorum, Regola, Seggio
from ambito.nucleo.verdetto import scrutina
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import PREPARA, QUANDO, Assemblea
from tests.assemblea.test_atti import tratta

COMUNI = [(f"0980{n:02}", f"Comune {n}") for n in range(61)]


def modulo(regola=REGOLA_DI_PARTENZA, **cambia):
    """Il modulo come lo manda il browser: i valori della regola, con ciò che si cambia."""
    base = {
        **elezione_iniziale(RegolaElezione()),
        "preavviso_giorni": 5,
        "richiesta_giorni": 20,
        "fonte": "Regolamento, art. 4",
        "valida_dal": "2025-06-10",
    }
    dati = {
        nome: valore
        for nome, valore in {**iniziali(regola), **base, **cambia}.items()
        if valore is not False and valore is not None
    }
    return RegolaForm(dati, comuni=COMUNI, regola=regola)


MISURE = st.none() | st.sampled_from(SOGLIE)
QUORUM = st.builds(Quorum, MISURE, MISURE, st.sampled_from("eo"), st.integers(1, 61))
BASI = st.sampled_from(["votanti", "presenti", "componenti"])
MAGGIORANZE = (
    st.tuples(MISURE, BASI, MISURE, BASI, st.sampled_from("eo"))
    .filter(lambda v: v[0] or v[2])
    .map(lambda v: Maggioranza(v[0], v[1], v[2], v[3], combinatore=v[4]))
)
REGOLE = st.builds(
    lambda prima, seconda, ordinaria, altra, parita, ore, giorno: Regola(
        quorum_prima=prima, quorum_seconda=seconda, tipo_peso="popolazione", parita=parita, seconda_intervallo_ore=ore,
        maggioranze={"ordinaria": ordinaria} | ({"qualificata": altra} if altra else {}), seconda_giorno_diverso=giorno,
    ),
    QUORUM, QUORUM, MAGGIORANZE, st.none() | MAGGIORANZE, st.sampled_from(["respinta", "voto_presidente", "rivota"]),
    st.integers(0, 720), st.booleans(),
)  # fmt: skip


@given(REGOLE)
def test_ogni_regola_passa_dal_modulo_e_torna_uguale(regola):
    form = modulo(regola)
    assert form.is_valid(), form.errors
    assert form.regola == regola == Regola.from_dict(regola.to_dict())
    assert all(frase.endswith(".") for frase in frasi_della_regola(regola, Preavviso(5)))


def test_una_soglia_che_non_e_fra_le_solite_resta(lodi):
    strana = Regola(quorum_prima=Quorum(da_codice("5/13+")), maggioranze=REGOLA_DI_PARTENZA.maggioranze, tipo_peso="popolazione")
    form = modulo(strana)
    assert form.is_valid() and form.regola.quorum_prima.teste == da_codice("5/13+")
    assert in_codice(None) == "" and da_codice("") is None


@pytest.mark.parametrize(("cambia", "campo", "frase"), [
    ({"tipo_peso": "uno_per_comune"}, "tipo_peso", "il peso non conta"),
    ({"ordinaria_teste": "", "ordinaria_peso": ""}, "__all__", "almeno una soglia"),
    ({"fonte": ""}, "fonte", "Compila questo campo"),
    ({"prova_presenti": 2, "prova_favorevoli": 2, "prova_contrari": 1}, "prova_presenti", "più dei presenti"),
    ({"prima_minimo": 62}, "prima_minimo", "61"),
    ({"prima_teste": "9/2"}, "prima_teste", "9/2"),
])  # fmt: skip
def test_che_cosa_non_va_lo_si_dice_accanto_al_campo(cambia, campo, frase):
    assert frase in " ".join(modulo(**cambia).errors[campo])


def test_le_frasi_dicono_il_minimo_e_l_alternativa():
    regola = Regola(
        quorum_prima=Quorum(da_codice("1/2+"), da_codice("1/2+"), "o", 3), quorum_seconda=Quorum(None, None, "e", 4),
        maggioranze={"ordinaria": Maggioranza(da_codice("1/2+"), "presenti", da_codice("2/3"), "componenti", combinatore="o")},
        tipo_peso="popolazione",
    )  # fmt: skip
    frasi = frasi_della_regola(regola, Preavviso(5))
    assert (
        "In prima convocazione la seduta è valida se è presente più della metà dei Comuni oppure i presenti rappresentano "
        "più della metà degli abitanti, e comunque con almeno 3 Comuni presenti."
    ) in frasi
    assert "In seconda convocazione la seduta è valida con almeno 4 Comuni presenti." in frasi
    assert any("dei presenti oppure i favorevoli rappresentano almeno due terzi degli abitanti dei componenti." in f for f in frasi)


def adotta(assemblea, dal, regola=REGOLA_DI_PARTENZA):
    return organi.adotta_regola(
        assemblea.organo, regola, preavviso=Preavviso(7), fonte="Regolamento", verificata=True, valida_dal=dal,
        poteri=assemblea.poteri, adesso=PREPARA,
    )  # fmt: skip


def test_la_regola_nuova_vale_da_un_giorno_e_le_sedute_convocate_tengono_la_loro(assemblea):
    convocata = assemblea.convocata()
    nuova = adotta(assemblea, QUANDO.date())
    prima = RegolaVoto.objects.get(versione=1)
    assert (nuova.versione, str(prima.valida_al)) == (2, "2025-06-19")
    assert Seduta.objects.get(pk=convocata.pk).regola == prima
    assert sedute.convoca(assemblea.bozza(), poteri=assemblea.poteri, adesso=PREPARA).regola == nuova
    assert Evento.objects.filter(verbo="regola.adotta").count() == 1
    with pytest.raises(RegolaNonAdottabile, match="dal 21/06/2025 in poi"):
        adotta(assemblea, QUANDO.date())
    with pytest.raises(PotereMancante):
        organi.adotta_regola(assemblea.organo, REGOLA_DI_PARTENZA, preavviso=Preavviso(7), fonte="x", verificata=False,
                             valida_dal=QUANDO.date(), poteri=assemblea.di("udp"), adesso=PREPARA)  # fmt: skip


def test_la_prova_dice_come_cambia_se_i_presenti_sono_i_grandi_o_i_piccoli(assemblea):
    seggi = regole.seggi_inventati(REGOLA_DI_PARTENZA, QUANDO.date(), {})
    assert [s.nome for s in seggi] == ["Lodi", "Codogno", "Casalpusterlengo", "Abbadia Cerreto"]
    grandi, piccoli = regole.prova(REGOLA_DI_PARTENZA, seggi, {"presenti": 3, "favorevoli": 3, "contrari": 0, "astenuti": 0})
    assert (grandi["esito"].approvata, piccoli["esito"].numero_legale.valido) == (True, False)


def test_dalla_pagina_si_prova_e_si_adotta(lodi, assemblea):
    pk, navigatore = assemblea.organo.pk, lodi.client("segretario")
    assert "Scrivi una regola nuova" in navigatore.get(f"/lodi/assemblea/organi/{pk}/regola/").content.decode()
    indirizzo = f"/lodi/assemblea/organi/{pk}/regola/nuova/"
    assert 'value="1/2+" selected' in navigatore.get(indirizzo).content.decode()
    dati = {**modulo().data, "prima_minimo": 2, "valida_dal": "2026-01-01", "prova_presenti": 3, "prova_favorevoli": 3}
    provata = navigatore.post(indirizzo, {**dati, "azione": "prova"}).content.decode()
    assert "e comunque con almeno 2 Comuni presenti" in provata and "I presenti sono i Comuni più popolosi" in provata
    assert RegolaVoto.objects.count() == 1
    assert navigatore.post(indirizzo, {**dati, "azione": "adotta"}).status_code == 302
    assert RegolaVoto.objects.get(versione=2).regola().quorum_prima.minimo_presenti == 2
    ripetuta = navigatore.post(indirizzo, {**dati, "azione": "adotta"})
    assert ripetuta.status_code == 422 and "regola scritta dopo" in ripetuta.content.decode()
    pagina = lodi.client("sindaco").get(f"/lodi/assemblea/organi/{pk}/regola/").content.decode()
    assert "Versione 2, in vigore dal 01/01/2026" in pagina and "Scrivi una regola nuova" not in pagina
    assert navigatore.get("/lodi/assemblea/organi/999/regola/").status_code == 404


@pytest.mark.parametrize("codice", ESEMPI)
def test_ogni_regola_d_esempio_entra_nel_modulo_e_si_prova(lodi, assemblea, codice):
    esempio = ESEMPI[codice]
    form = modulo(esempio.regola)
    assert form.is_valid() and form.regola == esempio.regola
    indirizzo = f"/lodi/assemblea/organi/{assemblea.organo.pk}/regola/nuova/?da={codice}"
    pagina = lodi.client("segretario").get(indirizzo).content.decode()
    assert escape(esempio.fonte) in pagina and f"{escape(esempio.nome)} (nel modulo)" in pagina


def test_le_regole_d_esempio_decidono_come_dicono():
    """Cinque Comuni (50, 20, 10, 10, 10 mila): chi passa dipende dalla regola."""
    seggi = [Seggio(str(n), f"Comune {n}", peso) for n, peso in enumerate((50_000, 20_000, 10_000, 10_000, 10_000))]

    def passa(codice, favorevoli):
        uno = ESEMPI[codice].regola.tipo_peso == "uno_per_comune"
        veri = [replace(s, peso=1) for s in seggi] if uno else seggi
        voti = {s.chiave: "favorevole" if s.chiave in favorevoli else "contrario" for s in seggi}
        return scrutina(ESEMPI[codice].regola, "ordinaria", 1, veri, list(voti), voti).approvata

    assert [c for c in ESEMPI if passa(c, "1234")] == ["friuli", "puglia"]
    assert [c for c in ESEMPI if passa(c, "01")] == ["provincia"]
    assert [c for c in ESEMPI if passa(c, "012")] == list(ESEMPI)


def test_un_altro_organo_ha_nomi_numeri_e_regola_suoi(lodi):
    segretario, pagina = lodi.client("segretario"), reverse("assemblea:nuovo_organo", args=["lodi"])
    with lodi.aperto("segretario"):
        prima = Assemblea(lodi)
        tratta(prima, prima.in_corso())
    assert segretario.post(pagina, {"nome": "assemblea dei sindaci", "nome_atto": "risoluzione"}).status_code == 422
    nato = segretario.post(pagina, {"nome": "Tavolo istituzionale", "nome_atto": "risoluzione"})
    with lodi.aperto("segretario"):
        tavolo = Organo.objects.get(nome="Tavolo istituzionale")
        RegolaVoto.objects.filter(organo=tavolo).update(valida_dal=PREPARA.date())
        dopo = Assemblea(lodi)
        dopo.organo = tavolo
        tratta(dopo, dopo.in_corso())
        assert [d.sigla for d in Deliberazione.objects.order_by("pk")] == ["Deliberazione n. 1/2025", "Risoluzione n. 1/2025"]
    assert nato.url == reverse("assemblea:nuova_regola", args=["lodi", tavolo.pk])
    elenco = segretario.get(reverse("assemblea:sedute", args=["lodi"])).content.decode()
    assert "Tavolo istituzionale" in elenco and elenco.count('id="regola"') == 1


def test_il_modulo_scrive_preavviso_e_articoli(lodi):
    segretario = lodi.client("segretario")
    with lodi.aperto("segretario"):
        organo = Assemblea(lodi).organo
    pagina = reverse("assemblea:nuova_regola", args=["lodi", organo.pk])
    elezione = elezione_iniziale(RegolaElezione(durata_mesi=60))
    dati = {k: v for k, v in {**iniziali(REGOLA_DI_PARTENZA), **elezione}.items() if v not in (False, None)}
    dati |= {"preavviso_giorni": 5, "preavviso_lavorativi": "on", "preavviso_urgenza_ore": 24, "preavviso_deposito_ore": 48}
    dati |= {"preavviso_aggiunta_ore": 12, "richiesta": "1/5", "richiesta_giorni": 15}
    dati |= {"fonte": "Regolamento", "valida_dal": "2025-07-01", "articolo_numero_legale": "art. 7", "azione": "adotta"}
    assert segretario.post(pagina, dati).status_code == 302
    with lodi.aperto():
        nuova = regole.ultima(organo)
        assert nuova.regola_elezione == RegolaElezione(durata_mesi=60)
        assert nuova.preavviso == Preavviso(5, True, 24, 48, 12) and nuova.articoli == {"numero_legale": "art. 7"}
    letta = segretario.get(reverse("assemblea:regola", args=["lodi", organo.pk])).content.decode()
    for frase in (
        "almeno 5 giorni lavorativi prima",
        "mai meno di 24 ore",
        "Le carte si depositano almeno 48 ore prima",
        "si può integrare fino a 12 ore prima",
        "Se lo chiede almeno un quinto dei Comuni, l’organo si convoca entro 15 giorni",
        "(art. 7).",
    ):
        assert frase in letta
    assert 'value="art. 7"' in segretario.get(pagina).content.decode()


def test_le_fasce_e_le_quote_si_scrivono_una_per_riga():
    fasce = modulo(tipo_peso="fasce", fasce="0-5000: 1\n5001 - 20000: 3\n20001-: 5")
    assert fasce.is_valid(), fasce.errors
    assert [fasce.regola.peso_di(n) for n in (0, 5000, 5001, 20_001)] == [1, 1, 3, 5]
    assert iniziali(fasce.regola)["fasce"] == "0-5000: 1\n5001-20000: 3\n20001-: 5"
    quote = modulo(tipo_peso="quote", quote="\n".join(f"{nome.upper()} : {n}" for n, (_, nome) in enumerate(COMUNI)))
    assert quote.is_valid(), quote.errors
    assert quote.cleaned_data["quote"]["098060"] == 60


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"tipo_peso": "fasce"}, "Scrivi le fasce"),
        ({"tipo_peso": "fasce", "fasce": "tanti: 3"}, "«tanti: 3» non si legge"),
        ({"tipo_peso": "quote", "quote": "Comune 0: 5"}, "Manca la quota di Comune 1, Comune 2"),
        ({"tipo_peso": "quote", "quote": "Milano: 5"}, "«Milano: 5» non si legge"),
    ],
)
def test_fasce_e_quote_sbagliate_si_dicono_accanto_al_campo(campi, frase):
    assert frase in str(modulo(**campi).errors)


def test_il_verdetto_cita_gli_articoli_della_regola():
    regola = replace(REGOLA_DI_PARTENZA, articoli={"numero_legale": "art. 7", "maggioranza": "art. 9", "parita": "art. 10"})
    assert Regola.from_dict(regola.to_dict()) == regola
    seggi = [Seggio("a", "Alfa", 10), Seggio("b", "Beta", 10)]
    pari = scrutina(regola, "ordinaria", 1, seggi, "ab", {"a": "favorevole", "b": "contrario"}).passaggi
    assert "(art. 7)." in pari[0] and any(p.endswith("(art. 9).") for p in pari)
    assert not any("art. 10" in p for p in pari[:-1])
    senza = scrutina(REGOLA_DI_PARTENZA, "ordinaria", 1, seggi, "ab", {"a": "favorevole", "b": "contrario"}).passaggi
    assert [p.replace(" (art. 7)", "").replace(" (art. 9)", "").replace(" (art. 10)", "") for p in pari] == list(senza)


def test_la_seduta_porta_con_se_gli_articoli_e_le_quote(assemblea):
    quote = {c.codice_istat: 10 * n for n, c in enumerate(assemblea.scena.comuni.values(), start=1)}
    regola = replace(REGOLA_DI_PARTENZA, tipo_peso="quote")
    organi.adotta_regola(
        assemblea.organo, regola, fonte="Statuto", verificata=True, valida_dal=date(2025, 6, 3), poteri=assemblea.poteri,
        adesso=PREPARA, articoli={"numero_legale": "art. 5"}, quote=quote,
    )  # fmt: skip
    seduta = assemblea.convocata()
    assert {s.codice: s.peso for s in seduta.seggi.all()} == quote
    assert "(art. 5)." in seduta.regola_di_voto.cita("numero_legale", "È valida.")
    situazione = Situazione(seduta, assemblea.poteri)
    assert [b["frase"] for b in situazione.barre] == ["0 su 4 Comuni presenti", "0 su 100 quote rappresentate"]


def test_sulle_persone_la_regola_puo_volere_il_segreto(assemblea):
    maggioranze = {"ordinaria": Maggioranza(), "persone": Maggioranza(scrutinio="segreto")}
    uno = Regola(maggioranze=maggioranze, quorum_prima=Quorum(), quorum_seconda=Quorum())
    assert any("Sulle persone si approva" in f and "Si vota in segreto" in f for f in frasi_della_regola(uno, Preavviso()))
    organi.adotta_regola(
        assemblea.organo, uno, fonte="Statuto", verificata=True, valida_dal=date(2025, 6, 3), poteri=assemblea.poteri,
        adesso=PREPARA,
    )  # fmt: skip
    seduta = assemblea.in_corso()
    seduta.punti.update(materia="persone")
    punto = esegui(seduta.punti.first(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)
    assert Situazione(seduta, assemblea.poteri).si_vota_solo_in_segreto
    assert votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO).e_segreta


def test_il_primo_organo_ha_il_nome_che_gli_da_l_ambito(lodi):
    navigatore, indirizzo = lodi.client("segretario"), reverse("assemblea:istituisci", args=["lodi"])
    pagina = navigatore.get("/lodi/assemblea/").content.decode()
    assert f'action="{indirizzo}"' in pagina and 'value="Assemblea dei Sindaci"' in pagina
    navigatore.post(indirizzo, {"nome": "Conferenza dei Sindaci", "nome_atto": "decisione"})
    with lodi.aperto():
        organo = Organo.objects.get()
    assert (organo.nome, organo.nome_atto) == ("Conferenza dei Sindaci", "decisione")
    pagina = navigatore.get("/lodi/assemblea/").content.decode()
    assert "<h3>Conferenza dei Sindaci</h3>" in pagina and f'action="{indirizzo}"' not in pagina


def test_senza_nome_il_primo_organo_non_nasce_e_senza_dirlo_si_chiama_come_di_norma(lodi):
    navigatore, indirizzo = lodi.client("segretario"), reverse("assemblea:istituisci", args=["lodi"])
    risposta = navigatore.post(indirizzo, {"nome": "  "}, follow=True)
    assert "Scrivi come si chiama l’organo" in risposta.content.decode()
    with lodi.aperto():
        assert not Organo.objects.exists()
    navigatore.post(indirizzo)
    with lodi.aperto():
        assert str(Organo.objects.get()) == "Assemblea dei Sindaci"
