"""Il motore delle importazioni: due passi, tutti gli errori, tutto o niente."""

import pytest
from django.core.exceptions import PermissionDenied

from ambito.importazione import Anteprima, Colonna, ErroreRiga, Tracciato, motore
from ambito.importazione.colonne import AbbinamentoNonValido
from ambito.importazione.lettura import abbina
from ambito.models import Caricamento, Ente, Evento, MemoriaColonna
from ambito.nucleo.fogli import leggi_foglio
from ambito.nucleo.formati_italiani import leggi_intero
from ambito.registri import TRACCIATI
from tests.scena import ADESSO


def controlla(righe, caricamento):
    visti, errori = set(), []
    for riga in righe:
        if riga["nome"] in visti:
            errori.append(ErroreRiga(riga["_riga"], "", riga["nome"], "è scritto due volte"))
        visti.add(riga["nome"])
    return errori


def confronta(righe, caricamento):
    presenti = set(Ente.objects.values_list("denominazione", flat=True))
    nuove = sum(r["nome"] not in presenti for r in righe)
    return Anteprima(nuove=nuove, uguali=len(righe) - nuove)


def applica(righe, caricamento, poteri, adesso):
    for riga in righe:
        Ente.objects.get_or_create(denominazione=riga["nome"], defaults={"tipo": "altro"})


@pytest.fixture
def tracciato(monkeypatch):
    prova = Tracciato(
        "prova.enti", "Enti",
        (Colonna("nome", "Denominazione", str, sinonimi=("ente",)), Colonna("posti", "Posti", leggi_intero, obbligatoria=False)),
        controlla, confronta, applica, lambda caricamento: "/lodi/", "compila_spesa",
    )  # fmt: skip
    monkeypatch.setitem(TRACCIATI, prova.nome, prova)
    return prova


def carica(lodi, tracciato, testo, nome="enti.csv"):
    return motore.carica(tracciato, nome_file=nome, byte=testo.encode(), comune=lodi.comuni["Codogno"], parametri={},
                         utente=lodi.utenti["operatore"], adesso=ADESSO)  # fmt: skip


def test_il_primo_passo_non_scrive_e_dice_che_cosa_succederebbe(lodi, tracciato):
    with lodi.aperto():
        prima = Ente.objects.count()
        caricamento = carica(lodi, tracciato, "Denominazione;Posti\nUno;3\nATS di prova;\n")
        assert (caricamento.esito, caricamento.anteprima["nuove"], caricamento.anteprima["uguali"]) == ("anteprima", 1, 1)
        assert Ente.objects.count() == prima


def test_il_secondo_passo_scrive_una_volta_sola_e_registra(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "ENTE ;  posti\nUno;3\n")
        poteri = lodi.poteri("operatore")
        motore.applica(caricamento, poteri=poteri, adesso=ADESSO)
        assert Ente.objects.filter(denominazione="Uno").exists()
        assert Evento.objects.filter(verbo="caricamento.applica").exists()
        with pytest.raises(motore.CaricamentoSuperato, match="applicato"):
            motore.applica(caricamento, poteri=poteri, adesso=ADESSO)


def test_tutti_gli_errori_di_tutte_le_celle_e_nulla_di_scritto(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "Denominazione;Posti\nUno;tre\n;2\nDue;1\nDue;1\n")
        errori = [(e["riga"], e["colonna"]) for e in caricamento.anteprima["errori"]]
        assert caricamento.esito == "con_errori"
        assert errori == [(2, "Posti"), (3, "Denominazione"), (5, "")]
        with pytest.raises(motore.CaricamentoSuperato):
            motore.applica(caricamento, poteri=lodi.poteri("operatore"), adesso=ADESSO)


def test_il_foglio_degli_errori_si_ricarica_corretto(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "Denominazione;Posti\nUno;tre\nDue;1\n")
        foglio = leggi_foglio("errori.csv", motore.file_degli_errori(caricamento))
        assert foglio.intestazioni == ["Denominazione", "Posti", "errore"]
        assert foglio.righe[0][1][2].startswith("Posti: ") and foglio.righe[1][1][:2] == ["Due", "1"]


def test_se_i_dati_cambiano_dopo_l_anteprima_non_si_applica(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "Denominazione\nUno\n")
        Ente.objects.create(tipo="altro", denominazione="Uno")
        with pytest.raises(motore.CaricamentoSuperato, match="cambiati"):
            motore.applica(caricamento, poteri=lodi.poteri("operatore"), adesso=ADESSO)


def test_chi_non_ha_il_diritto_sul_comune_non_applica(lodi, tracciato):
    with lodi.aperto("operatore.altro"):
        caricamento = carica(lodi, tracciato, "Denominazione\nUno\n")
        with pytest.raises(PermissionDenied):
            motore.applica(caricamento, poteri=lodi.poteri("operatore.altro"), adesso=ADESSO)


def test_annullare_chiude_senza_scrivere(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "Denominazione\nUno\n")
        motore.annulla(caricamento)
        assert Caricamento.objects.get().esito == "annullato" and not Ente.objects.filter(denominazione="Uno").exists()


@pytest.mark.parametrize(
    ("nome", "testo", "frase"),
    [
        ("a.csv", "Posti\n1\n", "mancano le colonne: Denominazione"),
        ("a.csv", "Denominazione\n", "non contiene righe"),
        ("a.xlsx", "non è uno zip", "mancano le colonne"),
        ("a.exe", "MZ\x00\x01", "non è un testo"),
        ("a.csv", "", "vuoto"),
    ],
)
def test_un_foglio_che_non_va_e_rifiutato_con_una_frase(lodi, tracciato, nome, testo, frase):
    with lodi.aperto(), pytest.raises(motore.FoglioRifiutato, match=frase):
        carica(lodi, tracciato, testo, nome)


def test_le_intestazioni_si_riconoscono_senza_badare_a_maiuscole_accenti_e_segni():
    colonne = (Colonna("spesa", "Spesa lorda (€)", str), Colonna("citta", "Città", str, obbligatoria=False))
    trovate, mancanti, ignote = abbina(colonne, ["SPESA  LORDA €", "citta", "Note", ""])
    assert ([c.nome for c in trovate.values()], mancanti, ignote) == (["spesa", "citta"], [], ["Note"])


STRANO = "Chi;Quanti;Boh\nUno;3;x\nDue;2;y\n"


def test_le_colonne_che_non_si_capiscono_si_chiedono_e_si_ricordano(lodi, pavese, tracciato):
    with lodi.aperto("operatore"):
        primo = carica(lodi, tracciato, STRANO)
        assert primo.esito == "da_abbinare"
        assert [c["nome"] for c in primo.anteprima["cercate"]] == ["nome", "posti"]
        assert primo.anteprima["ignote"][0] == {"intestazione": "Chi", "esempi": ["Uno", "Due"]}
        with pytest.raises(motore.CaricamentoSuperato):
            motore.applica(primo, poteri=lodi.poteri("operatore"), adesso=ADESSO)
        primo = motore.indica_colonne(primo, {"nome": "Chi", "posti": "Quanti"})
        assert (primo.esito, primo.anteprima["nuove"], primo.anteprima["ignote"]) == ("anteprima", 2, ["Boh"])
        secondo = carica(lodi, tracciato, STRANO.upper())
        assert secondo.esito == "anteprima" and secondo.anteprima["ricordate"] == [
            {"intestazione": "CHI", "colonna": "Denominazione"}, {"intestazione": "QUANTI", "colonna": "Posti"}]  # fmt: skip
        assert motore.applica(secondo, poteri=lodi.poteri("operatore"), adesso=ADESSO).esito == "applicato"
        assert motore.dimentica_colonne(primo).esito == "da_abbinare"
    with pavese.aperto():
        assert not MemoriaColonna.objects.exists()


def test_due_colonne_non_possono_essere_la_stessa(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, STRANO)
        with pytest.raises(AbbinamentoNonValido, match="due colonne diverse"):
            motore.indica_colonne(caricamento, {"nome": "Chi", "posti": "Chi"})


def test_la_pagina_chiede_le_colonne_e_tiene_le_scelte(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, STRANO)
    navigatore, pagina = lodi.client("operatore"), f"/lodi/caricamenti/{caricamento.pk}/"
    assert "per esempio: Uno; Due" in navigatore.get(pagina).content.decode()
    senza = navigatore.post(pagina, {"azione": "indica", "nome": "", "posti": "Quanti"})
    assert senza.status_code == 422 and '<option value="Quanti" selected>' in senza.content.decode()
    doppie = navigatore.post(pagina, {"azione": "indica", "nome": "Chi", "posti": "Chi"})
    assert doppie.status_code == 422 and "due colonne diverse" in doppie.content.decode()
    fatto = navigatore.post(pagina, {"azione": "indica", "nome": "Chi", "posti": "Quanti"}, follow=True).content.decode()
    assert "Conferma e scrivi" in fatto and "Colonne lette come le avete indicate" in fatto
    di_nuovo = navigatore.post(pagina, {"azione": "dimentica"}, follow=True).content.decode()
    assert "Qualche colonna non si riconosce" in di_nuovo


def test_l_esame_dice_lo_stato_di_ogni_cella(lodi, tracciato):
    with lodi.aperto("operatore"):
        esame = carica(lodi, tracciato, "Denominazione;Posti\nUno;1.000\nDue;\n;tre\n").anteprima["esame"]
    assert [[c["stato"] for c in r["celle"]] for r in esame["righe"]] == [
        ["giusta", "interpretata"], ["giusta", "vuota"], ["sbagliata", "sbagliata"]]  # fmt: skip
    assert esame["righe"][0]["celle"][1] == {"testo": "1.000", "stato": "interpretata", "letta": "1000"}
    assert [(c["piene"], c["vuote"], c["sbagliate"]) for c in esame["colonne"]] == [("2", "1", "1"), ("2", "1", "1")]


def test_il_foglio_da_correggere_porta_anche_gli_errori_oltre_quelli_mostrati(lodi, tracciato):
    with lodi.aperto("operatore"):
        caricamento = carica(lodi, tracciato, "Denominazione;Posti\n" + "".join(f"E{n};tre\n" for n in range(450)))
        assert (len(caricamento.anteprima["errori"]), caricamento.anteprima["quanti_errori"]) == (motore.ERRORI_MOSTRATI, 450)
        righe = leggi_foglio("errori.csv", motore.file_degli_errori(caricamento)).righe
    assert len(righe) == 450 and all("Posti: " in celle[2] for _, celle in righe)


def test_la_pagina_conferma_e_poi_torna_indietro(lodi, tracciato):
    with lodi.aperto():
        caricamento = carica(lodi, tracciato, "Denominazione\nUno\n")
    navigatore = lodi.client("operatore")
    assert "Conferma e scrivi" in navigatore.get(f"/lodi/caricamenti/{caricamento.pk}/").content.decode()
    assert navigatore.post(f"/lodi/caricamenti/{caricamento.pk}/", {"azione": "conferma"}).url == "/lodi/"
    with lodi.aperto():
        assert Ente.objects.filter(denominazione="Uno").exists()
