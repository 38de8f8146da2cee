"""Esce, entra con un altro indirizzo, ed è lo stesso: lo dicono le impronte, il registro, i diritti, i documenti."""

import json
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from ambito import registro, verifica
from ambito.assemblea.models import LimiteDelega, PuntoOdg
from ambito.contesto import in_ambito
from ambito.models import (
    Ambito,
    ContenutoDocumento,
    Documento,
    Ente,
    Evento,
    GruppoDiRuolo,
    Incarico,
    Invito,
    NumeroDiPrima,
    Utente,
)
from ambito.poteri import Poteri
from ambito.trasloco import impronte
from ambito.trasloco.inventario import TRACCE
from piano.models import Aggiornamento, PianoDiZona, Sezione
from piano.operazioni import ritira_aggiornamento
from servizi.models import Rete, Servizio
from tests.piano.test_aggiornamento import DOPO, in_aggiornamento, riscrivi
from tests.scena import ADESSO, crea_utente
from tests.trasloco.fabbriche import BYTE, SOMMA, STRANO, porta_dentro, porta_via, riempi, righe, sposta_le_persone, voce

pytestmark = pytest.mark.django_db


def di(ambito):
    with in_ambito(ambito.pk):
        return impronte.calcola()


@pytest.fixture
def pieno(lodi):
    lodi.dentro = riempi(lodi)
    return lodi


@pytest.fixture
def arrivato(pieno, tmp_path):
    """L’Ambito importato accanto a quello da cui viene."""
    pieno.file = porta_via(pieno.ambito, tmp_path)
    pieno.importato = porta_dentro(pieno.file)
    return pieno


def test_le_impronte_sono_le_stesse_di_la_di_qua_e_nell_archivio(arrivato):
    di_la, di_qua = di(arrivato.ambito), di(arrivato.importato.ambito)
    assert di_la == di_qua == arrivato.importato.impronte == voce(arrivato.file, "impronte.json")
    assert di_la["tavole"]["ambito.evento"]["righe"] > 10 and di_la["file"]["numero"] == 2


def test_due_esportazioni_sono_lo_stesso_file(pieno, tmp_path):
    uno, due = porta_via(pieno.ambito, tmp_path, "1.zip"), porta_via(pieno.ambito, tmp_path, "2.zip")
    assert uno.read_bytes() == due.read_bytes()
    assert oct(uno.stat().st_mode)[-3:] == "600"
    assert sorted(f.name for f in tmp_path.iterdir()) == ["1.zip", "2.zip"]


def test_un_valore_cambiato_cambia_la_sua_tabella_e_il_totale(pieno):
    prima = di(pieno.ambito)
    with pieno.aperto():
        Ente.objects.filter(pk=pieno.dentro.ente.pk).update(pec="nuova@ente.example")
    dopo = di(pieno.ambito)
    diverse = [nome for nome in prima["tavole"] if prima["tavole"][nome] != dopo["tavole"][nome]]
    assert diverse == ["ambito.ente"] and prima["totale"] != dopo["totale"] and prima["file"] == dopo["file"]


def test_un_file_cambiato_si_vede(pieno):
    prima = di(pieno.ambito)
    with pieno.aperto():
        documento = Documento.objects.get(pk=pieno.dentro.documento.pk)
        documento.pk, documento.versione, documento.codice = None, 2, f"{pieno.ambito.pk}-2222-3333-5555"
        documento._state.adding = True
        documento.save()
        ContenutoDocumento.objects.create(documento=documento, byte=BYTE + b"altro")
    dopo = di(pieno.ambito)
    assert dopo["file"]["numero"] == prima["file"]["numero"] + 1 and dopo["file"]["sha256"] != prima["file"]["sha256"]


def test_i_valori_arrivano_esatti(arrivato):
    with in_ambito(arrivato.importato.ambito.pk):
        evento = Evento.objects.get(verbo="prova.fai", oggetto_testo="Ente che non c’è più")
        assert (evento.nota, evento.prima) == (STRANO, {"a": 1.5, "b": None})
        assert Evento.objects.get(verbo="prova.rifai").quando.microsecond == 7
        assert Ente.objects.filter(denominazione=STRANO[:20], dal="2024-02-29").exists()
        suoi = sorted(Rete.objects.get().servizi.values_list("codice", flat=True))
        assert suoi == sorted(Servizio.objects.values_list("codice", flat=True))[:2]


def test_i_numeri_di_righe_indicano_le_righe_nuove(arrivato):
    with in_ambito(arrivato.importato.ambito.pk):
        ente = Ente.objects.get(denominazione=STRANO[:20])
        assert ente.pk > arrivato.dentro.ente.pk
        assert Evento.objects.get(frase="Su un ente che c’è").oggetto_id == ente.pk
        assert Documento.objects.get().oggetto_id == Incarico.objects.get(ruolo="coordinatore").pk
        assert LimiteDelega.objects.get().punti == [PuntoOdg.objects.get(numero="2").pk]
        creato = Evento.objects.get(verbo="ambito.crea")
        assert creato.oggetto_id == arrivato.importato.ambito.pk


def test_chi_non_c_e_piu_resta_lo_stesso_senza_diventare_un_altro(arrivato):
    with in_ambito(arrivato.importato.ambito.pk):
        due = Evento.objects.filter(oggetto_testo="Ente che non c’è più").values_list("oggetto_id", flat=True)
        (numero,) = set(due)
        assert len(due) == 2 and numero != arrivato.dentro.numero_perso
        assert not Ente.objects.filter(pk=numero).exists() and numero > 10**10


def test_il_registro_si_verifica_e_dice_da_dove_viene(arrivato):
    assert arrivato.importato.registro.integro
    with in_ambito(arrivato.importato.ambito.pk):
        assert registro.verifica().righe == Evento.objects.count()
        arrivo = Evento.objects.order_by("-pk").first()
        assert arrivo.verbo == "ambito.importa" and arrivo.dopo["slug"] == "lodi" and arrivo.dopo["registro"]["integro"]
        testa = arrivo.dopo["registro"]["testa"]
    with arrivato.aperto():
        assert registro.contiene(testa)
        assert Evento.objects.filter(verbo="ambito.esporta").count() == 1
    call_command("verifica_registro", stdout=StringIO())


def test_i_traslochi_non_viaggiano_ma_l_arrivo_si_ricorda(arrivato, tmp_path):
    terzo = porta_dentro(porta_via(arrivato.importato.ambito, tmp_path, "b.zip"), "terzo")
    assert di(terzo.ambito) == di(arrivato.ambito)
    with in_ambito(terzo.ambito.pk):
        (traccia,) = Evento.objects.filter(verbo__in=TRACCE)
        assert traccia.dopo["arrivo"]["slug"] == "lodi" and traccia.dopo["slug"] == "arrivato"
    numeri = NumeroDiPrima.objects.filter(di=terzo.ambito).values_list("numero", flat=True)
    assert set(numeri) == {arrivato.ambito.pk, arrivato.importato.ambito.pk}


def test_i_diritti_sono_quelli_degli_incarichi(arrivato):
    nuovo = arrivato.importato.ambito
    with in_ambito(nuovo.pk):
        assert GruppoDiRuolo.objects.exclude(gruppo__name__startswith=f"ambito {nuovo.pk} ").count() == 0
    for ruolo, pagine in {
        "coordinatore": ["", "comuni/", "persone/", "registro/", "documenti/", "servizi/", "assemblea/", "piano/", "accordo/"],
        "sindaco": ["", "comuni/"],
    }.items():
        for pagina in pagine:
            assert arrivato.client(ruolo).get(f"/arrivato/{pagina}").status_code == 200, pagina
    estraneo = crea_utente("estraneo@altrove.example")
    navigatore = Client()
    navigatore.force_login(estraneo)
    assert navigatore.get("/arrivato/").status_code == 404


def test_i_documenti_si_scaricano_e_si_verificano(arrivato):
    with in_ambito(arrivato.importato.ambito.pk):
        documento = Documento.objects.get()
        assert bytes(documento.contenuto.byte) == BYTE and documento.sha256 == SOMMA
        assert (documento.codice, documento.impronta_dati) == (arrivato.dentro.documento.codice, "0" * 64)
    codice = arrivato.dentro.documento.codice
    assert verifica.cerca(codice).ambito == "Ambito di lodi"
    assert Client().get(f"/verifica/{codice}/").status_code == 200


def test_un_codice_stampato_altrove_si_verifica_anche_se_qui_quel_numero_e_di_un_altro(pieno, pavese, tmp_path):
    """Di là l’Ambito era il numero che qui ha pavese: si cerca prima da lui, poi da chi arriva."""
    with pieno.aperto():
        Documento.objects.create(
            tipo="delega", oggetto_id=1, versione=9, titolo="Stampato di là", nome_file="d.pdf", dati={}, impronta_dati="0" * 64,
            codice=f"{pavese.ambito.pk}-7777-8888-9999", sha256=SOMMA, dimensione=1, permesso="entra", emesso_il=ADESSO,
        )  # fmt: skip
    codice = f"{pavese.ambito.pk}-7777-8888-9999"
    assert verifica.cerca(codice) is None
    NumeroDiPrima.objects.create(di=pieno.ambito, numero=pavese.ambito.pk)
    assert verifica.cerca(codice).titolo == "Stampato di là"


def test_un_invito_di_la_non_apre_nulla_di_qua(arrivato):
    with arrivato.aperto():
        di_la = Invito.objects.get()
    with in_ambito(arrivato.importato.ambito.pk):
        di_qua = Invito.objects.get()
        assert di_qua.in_attesa and di_qua.email == di_la.email and di_qua.impronta != di_la.impronta
    assert "impronta" not in righe(arrivato.file, "ambito.invito")[0]


def test_le_persone_nuove_nascono_senza_password_e_le_altre_restano_come_sono(pieno, tmp_path):
    sospeso, noto = pieno.utenti["udp"], pieno.utenti["segretario"]
    Utente.objects.filter(pk=sospeso.pk).update(is_active=False)
    Utente.objects.filter(pk=noto.pk).update(nome="Marta", codice_fiscale="GLLMRT80A41E648X")
    Utente.objects.filter(pk=pieno.utenti["presidente"].pk).update(gestore=True, codice_fiscale="SRTLDA60A01E648Y")
    file = porta_via(pieno.ambito, tmp_path)
    sposta_le_persone()
    qui = Utente.objects.create_user("presidente@lodi.example", "frase-lunga-di-qua", nome="Altro")
    omonimo = Utente.objects.create_user("chi@altrove.example", codice_fiscale="gllmrt80a41e648x")
    importato = porta_dentro(file)
    assert importato.persone.senza_codice == ["segretario@lodi.example"]
    assert not Utente.objects.get(email="udp@lodi.example").is_active
    nuovo = Utente.objects.get(email="segretario@lodi.example")
    assert (nuovo.nome, nuovo.codice_fiscale, nuovo.has_usable_password(), nuovo.gestore) == ("Marta", "", False, False)
    qui.refresh_from_db()
    omonimo.refresh_from_db()
    assert (qui.nome, qui.codice_fiscale, qui.gestore, qui.check_password("frase-lunga-di-qua")) == ("Altro", "", False, True)
    assert importato.persone.nuove == len(importato.persone.numeri) - 1
    scritto = zipfile.ZipFile(file).read("persone.jsonl").decode()
    assert "password" not in scritto and "argon2" not in scritto and "gestore" not in scritto


def test_il_leggimi_dice_che_cosa_c_e_e_che_cosa_no(pieno, tmp_path):
    with zipfile.ZipFile(porta_via(pieno.ambito, tmp_path)) as archivio:
        leggimi = archivio.read("LEGGIMI.txt").decode()
        totale = json.loads(archivio.read("impronte.json"))["totale"]
        assert {voce.date_time for voce in archivio.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "Ambito di lodi" in leggimi and totale in leggimi and "ambito.lavoro: la coda dei lavori" in leggimi


def test_i_comandi_scrivono_in_italiano_e_l_uno_rilegge_l_altro(pieno, tmp_path):
    file, uscita = tmp_path / "a.zip", StringIO()
    call_command("esporta_ambito", "lodi", file=str(file), stdout=uscita)
    assert "Scritto" in uscita.getvalue() and "SHA-256 dell’archivio" in uscita.getvalue()
    call_command("importa_ambito", str(file), slug="arrivato", stdout=uscita)
    assert "all’indirizzo /arrivato/" in uscita.getvalue() and "0 con un accesso nuovo" in uscita.getvalue()
    detti = []
    for slug in ("lodi", "arrivato"):
        uscita = StringIO()
        call_command("impronte", slug, stdout=uscita)
        detti.append(json.loads(uscita.getvalue()))
    assert detti[0] == detti[1] and len(detti[0]["totale"]) == 64


@pytest.mark.parametrize("parole", [("esporta_ambito", "nessuno", "--file", "x.zip"), ("impronte", "nessuno")])
def test_un_ambito_che_non_c_e_si_dice(parole):
    with pytest.raises(CommandError, match="Nessun Ambito ha indirizzo «nessuno»"):
        call_command(*parole)


def test_le_guardie_si_richiudono(arrivato):
    with connection.cursor() as cursore:
        cursore.execute("select count(*) from pg_trigger where tgenabled = 'D'")
        assert cursore.fetchone()[0] == 0


def test_chi_importa_lascia_com_era_chi_c_era_gia(pieno, pavese, tmp_path):
    prima = di(pavese.ambito)
    porta_dentro(porta_via(pieno.ambito, tmp_path))
    assert di(pavese.ambito) == prima and Ambito.objects.count() == 3


def test_un_aggiornamento_in_corso_si_ritira_anche_di_qua(lodi, tmp_path):
    with lodi.aperto("coordinatore"):
        piano = in_aggiornamento(lodi)
        riscrivi(lodi, piano)
        prima = Aggiornamento.objects.get().com_era["sezione"]
    arrivo = porta_dentro(porta_via(lodi.ambito, tmp_path)).ambito
    assert di(arrivo) == di(lodi.ambito)
    with in_ambito(arrivo.pk, lodi.utenti["coordinatore"].pk):
        poteri = Poteri(lodi.utenti["coordinatore"], arrivo, DOPO.date())
        ritira_aggiornamento(PianoDiZona.objects.get(), motivo="Non serve più.", poteri=poteri, adesso=DOPO)
        testi = dict(Sezione.objects.order_by("pk").values_list("codice", "testo"))
    assert testi == {riga["codice"]: riga["testo"] for riga in prima}
