"""Il muro fra Ambiti: prima Python, poi PostgreSQL. Qui si toglie il primo di proposito e si prova il secondo."""

import psycopg2
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, OperationalError, ProgrammingError, connection, models, transaction

from ambito.contesto import in_ambito
from ambito.models import Ambito, Appartenenza, Comune, Ente, Incarico
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.contesto import AmbitoMancante
from tests.scena import crea_comune, crea_scena

NOSTRE = {"ambito", "assemblea", "servizi", "piano", "accordo", "rendicontazione"}


def tabelle_d_ambito():
    """Ogni modello nostro che porta la chiave `ambito`, tabelle molti-a-molti comprese."""
    return [
        modello
        for modello in apps.get_models(include_auto_created=True)
        if modello._meta.app_label in NOSTRE
        and any(c.name == "ambito" and c.related_model is Ambito for c in modello._meta.local_fields)
    ]


@pytest.mark.django_db
def test_ogni_tabella_d_ambito_ha_la_sua_regola_forzata():
    with connection.cursor() as cursore:
        cursore.execute(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid"
            " where c.relrowsecurity and c.relforcerowsecurity and p.polname = 'isolamento'"
        )
        chiuse = {riga[0] for riga in cursore.fetchall()}

    tutte = [*tabelle_d_ambito(), *molti_a_molti_automatiche()]
    aperte = [m._meta.db_table for m in tutte if m._meta.db_table not in chiuse]

    assert aperte == []
    assert len(chiuse) >= 12


@pytest.mark.django_db
def test_ogni_chiave_fra_tabelle_d_ambito_guarda_anche_l_ambito():
    with connection.cursor() as cursore:
        cursore.execute(
            "select c.conrelid::regclass::text, a.attname from pg_constraint c"
            " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'ambito_id'"
            " where c.contype = 'f' and cardinality(c.conkey) = 2"
        )
        composte = set(cursore.fetchall())

    chiavi = {(m._meta.db_table, c.column) for m in tabelle_d_ambito() for c in m._meta.local_fields if _chiusa(c.related_model)}

    assert chiavi - composte == set()
    assert len(chiavi) >= 100


def _chiusa(modello):
    """Una chiave verso questo modello non deve uscire dall’Ambito."""
    return modello is not None and (modello is Comune or issubclass(modello, ModelloDiAmbito))


def test_un_modello_con_ambito_eredita_dalla_radice_comune():
    assert [m.__name__ for m in tabelle_d_ambito() if not issubclass(m, ModelloDiAmbito)] == []


def molti_a_molti_automatiche():
    """Le tabelle intermedie che Django crea da sé per i nostri dati d’Ambito: non hanno la chiave `ambito`."""
    return [
        modello
        for modello in apps.get_models(include_auto_created=True)
        if modello._meta.auto_created and issubclass(modello._meta.auto_created, ModelloDiAmbito)
    ]


@pytest.mark.django_db
def test_il_ruolo_dei_test_e_quello_applicativo():
    with connection.cursor() as cursore:
        cursore.execute("select current_user, rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        assert cursore.fetchone() == ("portale_app", False)


def test_senza_ambito_una_lettura_fallisce_forte(lodi):
    with pytest.raises(AmbitoMancante):
        Appartenenza.objects.count()
    with pytest.raises(AmbitoMancante):
        Ente()


def test_senza_il_filtro_di_python_la_banca_dati_mostra_solo_le_proprie_righe(lodi, pavese):
    with in_ambito(lodi.ambito.pk):
        senza_filtro = models.QuerySet(Incarico).values_list("ambito_id", flat=True)

        assert set(senza_filtro) == {lodi.ambito.pk}
        assert models.QuerySet(Incarico).filter(ambito_id=pavese.ambito.pk).count() == 0


def test_senza_ambito_la_banca_dati_non_mostra_nulla(lodi, pavese):
    assert models.QuerySet(Incarico).count() == 0


def test_la_banca_dati_rifiuta_di_scrivere_altrove(lodi, pavese):
    with in_ambito(lodi.ambito.pk):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Ente(ambito_id=pavese.ambito.pk, tipo="altro", denominazione="intruso").save()
        assert models.QuerySet(Ente).filter(ambito_id=pavese.ambito.pk).update(denominazione="cambiato") == 0
        assert models.QuerySet(Ente).filter(ambito_id=pavese.ambito.pk).delete()[0] == 0


def test_una_riga_non_si_sposta_in_un_altro_ambito(lodi, pavese):
    with in_ambito(lodi.ambito.pk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        models.QuerySet(Ente).update(ambito_id=pavese.ambito.pk)


def test_una_chiave_non_puo_puntare_a_un_altro_ambito(lodi, pavese):
    with pavese.aperto():
        estraneo = Ente.objects.first()
    with lodi.aperto():
        incarico = Incarico.objects.filter(ruolo="ats").get()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(Incarico).filter(pk=incarico.pk).update(ente=estraneo)
            _verifica_subito()


def test_un_comune_fuori_dall_ambito_e_rifiutato_dalla_banca_dati(lodi):
    fuori = crea_comune("099001", "Altrove", 1000)
    with lodi.aperto():
        incarico = Incarico.objects.filter(ruolo="sindaco").first()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(Incarico).filter(pk=incarico.pk).update(comune=fuori)
            _verifica_subito()


def _verifica_subito():
    with connection.cursor() as cursore:
        cursore.execute("set constraints all immediate")


def test_il_contesto_annidato_torna_quello_di_prima(lodi, pavese):
    with in_ambito(lodi.ambito.pk):
        with in_ambito(pavese.ambito.pk):
            assert set(models.QuerySet(Ente).values_list("ambito_id", flat=True)) == {pavese.ambito.pk}
        assert set(models.QuerySet(Ente).values_list("ambito_id", flat=True)) == {lodi.ambito.pk}


def test_il_contesto_torna_anche_dopo_un_errore(lodi, pavese):
    with in_ambito(lodi.ambito.pk):
        with pytest.raises(RuntimeError), transaction.atomic(), in_ambito(pavese.ambito.pk):
            raise RuntimeError
        assert set(models.QuerySet(Ente).values_list("ambito_id", flat=True)) == {lodi.ambito.pk}


def test_in_sola_lettura_la_banca_dati_rifiuta_le_scritture(lodi):
    with pytest.raises(InternalError, match="read-only transaction"), in_ambito(lodi.ambito.pk, sola_lettura=True):
        Ente.objects.create(tipo="altro", denominazione="non si scrive")


@pytest.mark.django_db(transaction=True)
def test_una_connessione_caduta_si_riapre_alla_transazione_seguente():
    """Dopo un riavvio di PostgreSQL un filo che vive a lungo sbaglia una volta, non per sempre."""
    scena = crea_scena("lodi")
    for _ in range(3):
        uccidi_la_mia_connessione()
        with pytest.raises(OperationalError), scena.aperto():
            pass
        assert not connection.in_atomic_block
        with scena.aperto():
            assert Incarico.objects.exists()
        assert connection.get_autocommit()


def uccidi_la_mia_connessione():
    """Chi amministra chiude la sessione di questo processo, come fa un server che cade."""
    with connection.cursor() as cursore:
        cursore.execute("select pg_backend_pid()")
        numero = cursore.fetchone()[0]
    dati = connection.settings_dict
    padrone = psycopg2.connect(host=dati["HOST"], port=dati["PORT"], dbname=dati["NAME"], user="postgres")
    with padrone.cursor() as cursore:
        cursore.execute("select pg_terminate_backend(%s, 5000)", [numero])
    padrone.close()
