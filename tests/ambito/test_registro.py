"""Il registro: si aggiunge, si sigilla, si verifica; correggere è rifiutato, e se riesce a chi può tutto si scopre."""

import psycopg2
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections, models, transaction

from ambito import registro
from ambito.models import Evento
from tests.scena import ADESSO


def annota(lodi, quante=3):
    for numero in range(quante):
        registro.annota(lodi.ambito, "prova.fai", f"Riga {numero}", autore=lodi.utenti["udp"], quando=ADESSO, dopo={"n": numero})


def test_annotare_scrive_chi_quando_e_che_cosa(lodi):
    with lodi.aperto():
        evento = registro.annota(
            lodi.ambito, "prova.fai", "Ha fatto", autore=lodi.utenti["udp"], quando=ADESSO, prima={"a": 1}, nota="n"
        )
        evento.refresh_from_db()
        assert (evento.frase, evento.autore, evento.quando, evento.prima, evento.nota) == (
            "Ha fatto",
            lodi.utenti["udp"],
            ADESSO,
            {"a": 1},
            "n",
        )
        assert (evento.oggetto_tipo, evento.oggetto_id) == ("ambito.ambito", lodi.ambito.pk)


def test_sigillare_due_volte_non_cambia_la_catena(lodi):
    with lodi.aperto():
        annota(lodi)
        quante = Evento.objects.count()
        assert registro.sigilla() == quante
        assert registro.sigilla() == 0
        esito = registro.verifica()
    assert esito.integro and esito.righe == quante and len(esito.testa) == 64


@pytest.mark.parametrize("azione", ["update", "delete"])
def test_la_banca_dati_rifiuta_di_correggere(lodi, azione):
    with lodi.aperto():
        annota(lodi)
        with pytest.raises(DatabaseError), transaction.atomic():
            righe = Evento.objects.filter(verbo="prova.fai")
            righe.update(frase="altro") if azione == "update" else righe._raw_delete(righe.db)
        assert Evento.objects.filter(frase="Riga 1").exists()


def test_neppure_il_sigillo_si_puo_riscrivere(lodi):
    with lodi.aperto():
        annota(lodi)
        registro.sigilla()
        with pytest.raises(DatabaseError), transaction.atomic():
            Evento.objects.update(impronta=b"finta")


def test_ogni_ambito_ha_la_sua_catena(lodi, pavese):
    with lodi.aperto():
        annota(lodi, 2)
        registro.sigilla()
        di_lodi = registro.verifica()
    with pavese.aperto():
        registro.sigilla()
        di_pavese = registro.verifica()
        assert set(models.QuerySet(Evento).values_list("ambito_id", flat=True)) == {pavese.ambito.pk}
    assert di_lodi.integro and di_pavese.integro and di_lodi.testa != di_pavese.testa


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "colonna", ["frase = 'falsa'", "nota = 'x'", "quando = quando + interval '1 hour'", "dopo = '{}'", "autore_id = null"]
)
def test_chi_puo_tutto_e_manomette_si_scopre(lodi, proprietario, colonna):
    with lodi.aperto():
        annota(lodi)
        registro.sigilla()
        vittima = Evento.objects.get(frase="Riga 1").pk

    proprietario(f"update ambito_evento set {colonna} where id = {vittima}")

    with lodi.aperto():
        assert registro.verifica().rotta == vittima


@pytest.mark.django_db(transaction=True)
def test_chi_puo_tutto_e_toglie_una_riga_si_scopre(lodi, proprietario):
    with lodi.aperto():
        annota(lodi)
        registro.sigilla()
        vittima = Evento.objects.get(frase="Riga 1").pk
    proprietario(f"delete from ambito_evento where id = {vittima}")
    with lodi.aperto():
        assert not registro.verifica().integro


@pytest.fixture
def proprietario():
    """Esegue un’istruzione come amministratore della banca dati, scavalcando regole e guardiani."""
    impostazioni = connections["default"].settings_dict

    def esegui(istruzione):
        with (
            psycopg2.connect(
                host=impostazioni["HOST"], port=impostazioni["PORT"], dbname=impostazioni["NAME"], user="postgres"
            ) as connessione,
            connessione.cursor() as cursore,
        ):
            cursore.execute("set session_replication_role = replica")
            cursore.execute(istruzione)
        connessione.close()

    return esegui


def test_il_comando_verifica_tutti_gli_ambiti(lodi, pavese, capsys):
    call_command("verifica_registro")
    scritto = capsys.readouterr().out
    assert "lodi:" in scritto and "pavese:" in scritto and "integro" in scritto
