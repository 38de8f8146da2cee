"""La prova generale: un gemello dell’Ambito che si rifà da capo, non si vede da fuori, non spedisce; il vero non cambia."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from ambito import avvisi, documenti, inviti
from ambito.assemblea.models import Organo, Seduta
from ambito.contesto import in_ambito
from ambito.models import Ambito, Avviso, Documento, Ente, Evento, Incarico, StatoSpedizione, Utente
from ambito.spedizione import spedisci
from ambito.trasloco import impronte, prova_generale
from ambito.trasloco.errori import TraslocoNonRiuscito
from ambito.trasloco.inventario import TRACCE, dell_ambito
from ambito.verifica import cerca
from tests.scena import ADESSO
from tests.trasloco.fabbriche import riempi

pytestmark = pytest.mark.django_db
CAMPI_DOCUMENTO = {
    "tipo": "delega", "oggetto_id": 1, "versione": 1, "titolo": "Atto di prova", "nome_file": "p.pdf", "dati": {},
    "permesso": "entra", "impronta_dati": "0" * 64, "sha256": "1" * 64, "dimensione": 1, "emesso_il": ADESSO,
}  # fmt: skip


@pytest.fixture
def prova(lodi):
    riempi(lodi)
    return prova_generale.rifai(lodi.ambito, adesso=ADESSO)


def totale(ambito):
    with in_ambito(ambito.pk):
        return impronte.calcola()["totale"]


def righe_di(numero):
    """`{tabella: righe}` di tutto ciò che appartiene a quell’Ambito, comprese le tabelle che non viaggiano."""
    trovate = {}
    with in_ambito(numero), connection.cursor() as cursore:
        for modello in dell_ambito():
            colonna = next((c.column for c in modello._meta.local_fields if c.is_relation and c.related_model is Ambito), None)
            if colonna:
                cursore.execute(f'select count(*) from "{modello._meta.db_table}" where "{colonna}" = %s', [numero])
                trovate[modello._meta.label_lower] = cursore.fetchone()[0]
    return {nome: quante for nome, quante in trovate.items() if quante}


def test_e_una_copia_con_il_segno_di_cio_che_non_vale(lodi, prova):
    assert (prova.slug, prova.prova_di, prova.dimostrativo) == ("lodi-prova", "lodi", True)
    assert prova.nome.endswith("prova generale")
    assert not prova.numeri_di_prima.exists()
    with in_ambito(prova.pk):
        persone = set(Incarico.objects.values_list("utente__email", "ruolo"))
    with lodi.aperto():
        assert persone == set(Incarico.objects.values_list("utente__email", "ruolo")) and persone
    lodi.ambito.refresh_from_db()
    assert (lodi.ambito.prova_di, lodi.ambito.dimostrativo) == ("", False)
    assert prova.creato_il == ADESSO


def test_chi_gestisce_la_piattaforma_sa_quando_e_stata_rifatta(lodi, prova, client):
    client.force_login(Utente.objects.create_user("gestore@portale.example", gestore=True))
    assert "prova generale" in client.get("/gestione/").text
    vera = client.get("/gestione/ambiti/lodi/").text
    assert "/lodi-prova/" in vera and "rifatta l’ultima volta" in vera
    assert "rifatta l’ultima volta" not in client.get("/gestione/ambiti/lodi-prova/").text


def test_rifarla_butta_cio_che_si_e_provato(lodi, prova):
    vero = totale(lodi.ambito)
    with in_ambito(prova.pk):
        Ente.objects.create(tipo="altro", denominazione="Inventato durante la prova")
    ancora = prova_generale.rifai(lodi.ambito, adesso=ADESSO + timedelta(days=1))
    assert ancora.pk != prova.pk and ancora.slug == "lodi-prova"
    with in_ambito(ancora.pk):
        assert not Ente.objects.filter(denominazione="Inventato durante la prova").exists()
    assert righe_di(prova.pk) == {}
    assert totale(lodi.ambito) == vero


def test_toglierla_non_lascia_nulla_e_non_tocca_altri(lodi, prova):
    gruppi, vere = Group.objects.count(), righe_di(lodi.ambito.pk)
    dei_ruoli = len({g for g in Group.objects.values_list("name", flat=True) if g.startswith(f"ambito {prova.pk} ")})
    sue = righe_di(prova.pk)
    assert len(sue) > 20 and dei_ruoli
    # Le molti-a-molti non hanno l’Ambito scritto addosso: le righe contate qui sono il meno che si toglie.
    assert prova_generale.togli(lodi.ambito, adesso=ADESSO) >= sum(sue.values())
    assert not Ambito.objects.filter(slug="lodi-prova").exists()
    # Nel registro del vero resta scritto che si è tolta.
    vere["ambito.evento"] += 1
    assert (righe_di(prova.pk), righe_di(lodi.ambito.pk)) == ({}, vere)
    assert Group.objects.count() == gruppi - dei_ruoli
    assert prova_generale.togli(lodi.ambito, adesso=ADESSO) == 0


def test_le_guardie_sono_di_nuovo_chiuse(lodi, prova):
    prova_generale.togli(lodi.ambito, adesso=ADESSO)
    with connection.cursor() as cursore:
        cursore.execute("select count(*) from pg_trigger where not tgisinternal and tgenabled = 'D'")
        assert cursore.fetchone() == (0,)


def test_nel_registro_vero_resta_che_c_e_e_che_si_toglie(lodi, prova):
    prova_generale.rifai(lodi.ambito, adesso=ADESSO + timedelta(days=1))
    prova_generale.togli(lodi.ambito, adesso=ADESSO + timedelta(days=2))
    with lodi.aperto():
        frasi = list(Evento.objects.filter(verbo__in=TRACCE).order_by("pk").values_list("frase", flat=True))
    assert [frase.split(" la prova")[0] for frase in frasi] == ["Da oggi c’è", "Tolta"]


def test_se_non_riesce_resta_quella_di_prima_e_cio_che_e_rimasto_a_meta_si_toglie(lodi, prova, monkeypatch):
    def inciampa(copia):
        raise TraslocoNonRiuscito("Altri stanno scrivendo")

    with monkeypatch.context() as guasto:
        guasto.setattr(prova_generale, "_butta", inciampa)
        with pytest.raises(TraslocoNonRiuscito):
            prova_generale.rifai(lodi.ambito, adesso=ADESSO)
    assert Ambito.objects.get(slug="lodi-prova").pk == prova.pk
    assert prova_generale.rifai(lodi.ambito, adesso=ADESSO).pk != prova.pk
    assert list(prova_generale.prove().values_list("slug", flat=True)) == ["lodi-prova"]


def test_un_documento_della_prova_porta_il_segno_e_non_si_verifica(lodi, prova):
    with in_ambito(prova.pk):
        organo = Organo.objects.first()
        seduta = Seduta.objects.filter(organo=organo).first()
        lavoro = documenti.richiedi("convocazione", seduta, utente=lodi.utenti["segretario"], adesso=ADESSO)
        assert lavoro.argomenti["preparato"]["dimostrativo"]
        documento = Documento.objects.get()
        Documento.objects.create(**{**CAMPI_DOCUMENTO, "codice": f"{prova.pk}-2222-3333-5555", "emesso_da": documento.emesso_da})
    assert cerca(f"{prova.pk}-2222-3333-5555") is None
    assert cerca(f"{lodi.ambito.pk}-2222-3333-4444").ambito == str(lodi.ambito)


def test_non_prende_l_indirizzo_di_un_ambito_vero(lodi):
    Ambito.objects.create(nome="Altro", slug="lodi-prova", regione="Lombardia", capofila=lodi.ambito.capofila, creato_il=ADESSO)
    with pytest.raises(TraslocoNonRiuscito, match="c’è un Ambito vero"):
        prova_generale.rifai(lodi.ambito, adesso=ADESSO)
    assert Ambito.objects.get(slug="lodi-prova").prova_di == ""


@pytest.mark.parametrize("fa", [prova_generale.rifai, prova_generale.togli])
def test_se_altri_tengono_le_tabelle_lo_dice(lodi, prova, monkeypatch, fa):
    class Attesa(Exception):
        pgcode = "55P03"

    def aspetta(copia):
        raise OperationalError("canceling statement due to lock timeout") from Attesa()

    monkeypatch.setattr(prova_generale, "_butta", aspetta)
    with pytest.raises(TraslocoNonRiuscito, match="Altri stanno scrivendo"):
        fa(lodi.ambito, adesso=ADESSO)
    assert Ambito.objects.get(slug="lodi-prova").pk == prova.pk


def test_di_una_prova_non_si_fa_la_prova(prova):
    with pytest.raises(TraslocoNonRiuscito, match="si fa dell’Ambito vero"):
        prova_generale.rifai(prova, adesso=ADESSO)


def test_non_spedisce(lodi, prova):
    with in_ambito(prova.pk):
        coordinatore = lodi.utenti["coordinatore"]
        # Chi riceve la posta come capita (`riempi` ha chiesto al coordinatore di non riceverne).
        messaggio = avvisi.Messaggio([lodi.utenti["segretario"]], prova, titolo="Provato", testo="Si prova", url="/lodi-prova/")
        avvisi.avvisa_ciascuno([messaggio], genere="prova", adesso=timezone.now())
        assert Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE).exists()
    gia_partiti = len(mail.outbox)
    assert spedisci(prova.pk) == 0 and len(mail.outbox) == gia_partiti
    with in_ambito(prova.pk):
        assert set(Avviso.objects.values_list("spedizione", flat=True)) == {StatoSpedizione.SOLO_PORTALE}
        invito = {"email": "x@example.org", "nome": "X", "cognome": "Y", "ruolo": "udp", "dal": ADESSO.date(), "atto": "a"}
        with pytest.raises(avvisi.PostaFerma, match="non parte posta"):
            inviti.invita(**invito, autore=coordinatore, adesso=ADESSO)


def test_chi_vi_entra_lo_vede_scritto_e_da_fuori_non_c_e(lodi, prova, client):
    for pagina in ("/lodi-prova/trasparenza/", "/api/v1/ambiti/lodi-prova/", "/lodi-prova/trasparenza/atti/"):
        assert client.get(pagina).status_code == 404, pagina
    assert "Una prova generale da fuori non si vede" in client.get("/lodi-prova/trasparenza/").text
    for elenco in ("/", "/sitemap.xml", "/api/v1/ambiti/"):
        assert "lodi-prova" not in client.get(elenco).text, elenco
    client.force_login(lodi.utenti["coordinatore"])
    for pagina in ("/lodi-prova/", "/lodi-prova/comuni/"):
        risposta = client.get(pagina)
        assert "Questa è una prova generale" in risposta.text and 'href="/lodi/"' in risposta.text, pagina
    # Nell’Ambito vero la si trova fra i propri Ambiti, e niente di più.
    vera = client.get("/lodi/").text
    assert "Questa è una prova generale" not in vera and 'href="/lodi-prova/"' in vera


def test_il_comando(lodi, capsys):
    call_command("prova_generale")
    assert "Non c’è nessuna prova generale" in capsys.readouterr().out
    call_command("prova_generale", "lodi")
    prima = Ambito.objects.get(slug="lodi-prova").pk
    call_command("prova_generale")
    assert Ambito.objects.get(slug="lodi-prova").pk != prima
    call_command("prova_generale", "lodi", "--togli")
    assert "Tolta la prova generale" in capsys.readouterr().out and not prova_generale.prove().exists()
    with pytest.raises(CommandError, match="Nessun Ambito"):
        call_command("prova_generale", "altrove")


def test_ogni_tabella_di_un_ambito_ha_una_colonna_sola_che_dice_di_chi_e():
    for modello in apps.get_models():
        versi = [c for c in modello._meta.local_fields if c.is_relation and c.related_model is Ambito]
        assert len(versi) <= 1, modello
