"""Il motore delle importazioni: due passi, tutti gli errori, tutto o niente."""

import pytest
from django.core.exceptions import PermissionDenied

from ambito.importazione import Anteprima, Colonna, ErroreRiga, Tracciato, motore
from ambito.importazione.lettura import abbina
from ambito.models import Caricamento, Ente, Evento
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
        ("a.csv", "Altro;Cosa\n1;2\n", "mancano le colonne: Denominazione"),
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


def test_la_pagina_conferma_e_poi_torna_indietro(lodi, tracciato):
    with lodi.aperto():
        caricamento = carica(lodi, tracciato, "Denominazione\nUno\n")
    navigatore = lodi.client("operatore")
    assert "Conferma e scrivi" in navigatore.get(f"/lodi/caricamenti/{caricamento.pk}/").content.decode()
    assert navigatore.post(f"/lodi/caricamenti/{caricamento.pk}/", {"azione": "conferma"}).url == "/lodi/"
    with lodi.aperto():
        assert Ente.objects.filter(denominazione="Uno").exists()
