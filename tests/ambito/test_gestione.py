"""La console di chi gestisce la piattaforma: cifre senza contenuto, Ambiti creati in due passi, accessi sospesi subito."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito import gestione, inviti, lavori
from ambito.contesto import in_ambito
from ambito.gestione import GestioneNonAmmessa
from ambito.models import Ambito, AttoDiGestione, Evento, Incarico, Invito, Lavoro, Utente
from servizi.models import AreaUtenza, Fondo
from tests.ambito.test_inviti import INGRESSO, collegamento
from tests.scena import PASSWORD, crea_comune, crea_scena

OGGI = timezone.localdate()
NUOVO = "/gestione/nuovo/"


def entra(utente):
    navigatore = Client()
    navigatore.force_login(utente)
    return navigatore


def scritto(**campi):
    """Il modulo di un Ambito nuovo con due Comuni, compilato bene."""
    return {
        "ambito": "Ambito del Po", "slug": "po", "regione": "Lombardia", "capofila": "098031", "comuni": "098031\n098019\n",
        "email": "guida@po.example", "nome": "Pia", "cognome": "Neri", "atto": "decreto 3", "passo": "controlla", **campi,
    }  # fmt: skip


@pytest.fixture
def comuni(db):
    return [crea_comune("098031", "Lodi", 45000), crea_comune("098019", "Codogno", 15900)]


# --- le cifre


def test_le_cifre_sono_quelle_di_ciascun_ambito_e_il_contesto_torna_quello_di_prima(lodi, pavese):
    with lodi.aperto():
        lavoro = lavori.accoda("prova", "x", "Lavoro", argomenti={}, utente=lodi.utenti["udp"], adesso=timezone.now())
        Lavoro.objects.filter(pk=lavoro.pk).update(avvio="fallito", finito_il=timezone.now())
        ultima = Evento.objects.latest("quando").quando
        cifre = gestione.conteggi(OGGI)
        assert set(models.QuerySet(Incarico).values_list("ambito_id", flat=True)) == {lodi.ambito.pk}
    di_lodi, di_pavese = cifre[lodi.ambito.pk], cifre[pavese.ambito.pk]
    assert (di_lodi.comuni, di_lodi.persone, di_lodi.coordinatori, di_lodi.lavori_falliti) == (4, 13, 1, 1)
    assert (di_pavese.comuni, di_pavese.persone, di_pavese.lavori_falliti) == (3, 13, 0)
    assert di_lodi.ultima_attivita == ultima


def test_contare_non_apre_la_porta_a_chi_e_fuori(lodi):
    gestione.conteggi(OGGI)
    assert models.QuerySet(Incarico).count() == 0


def test_la_funzione_non_ha_poteri_di_altri(db):
    with connection.cursor() as cursore:
        cursore.execute("select prosecdef from pg_proc where proname = 'gestione_conteggi'")
        assert cursore.fetchone() == (False,)


def test_la_console_costa_lo_stesso_con_uno_o_molti_ambiti(lodi, gestore):
    navigatore = entra(gestore)

    def costo():
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get("/gestione/").status_code == 200
        return len(catturate)

    con_uno = costo()
    crea_scena("pavese")
    assert costo() == con_uno <= 8


def test_il_gestore_vede_cifre_e_suoi_inviti_non_il_contenuto(lodi, gestore):
    with lodi.aperto():
        dati = {"nome": "Riservata", "cognome": "Persona", "dal": OGGI, "atto": "a", "adesso": timezone.now()}
        inviti.invita(email="segreta@x.example", ruolo="udp", autore=lodi.utenti["coordinatore"], **dati)
    navigatore = entra(gestore)
    for indirizzo in ("/gestione/", "/gestione/ambiti/lodi/", "/gestione/atti/"):
        pagina = navigatore.get(indirizzo).content.decode()
        assert "segreta@" not in pagina and "sindaco" not in pagina and "Codogno" not in pagina
    assert navigatore.get("/lodi/").status_code == 404
    assert navigatore.post("/gestione/ambiti/lodi/", {"invito": str(_ultimo(lodi).pk), "revoca": "1"}).status_code == 404
    assert _ultimo(lodi).in_attesa


def _ultimo(scena):
    with scena.aperto():
        return Invito.objects.latest("pk")


# --- un Ambito nuovo


def test_il_primo_passo_mostra_tutto_e_non_scrive_nulla(comuni, gestore):
    risposta = entra(gestore).post(NUOVO, scritto())
    pagina = risposta.content.decode()
    assert risposta.status_code == 200
    for parte in (
        "Ambito del Po",
        "/po/",
        "2, con 60.900 residenti",
        "Codogno",
        "guida@po.example",
        "Non è ancora stato scritto nulla",
    ):
        assert parte in pagina
    assert not Ambito.objects.exists() and mail.outbox == []


def test_il_secondo_passo_crea_e_il_coordinatore_invitato_entra(comuni, gestore):
    navigatore = entra(gestore)
    anteprima = navigatore.post(NUOVO, scritto()).content.decode()
    nascosti = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', anteprima.split("<main")[1]))
    risposta = navigatore.post(NUOVO, {**nascosti, "passo": "crea"}, follow=True)
    assert "Ambito creato con 2 Comuni; invito mandato a guida@po.example." in risposta.content.decode()
    ambito = Ambito.objects.get()
    assert (ambito.nome, ambito.slug, ambito.capofila.nome) == ("Ambito del Po", "po", "Lodi")
    assert AttoDiGestione.objects.get().autore == gestore

    guida = Client()
    assert guida.post(collegamento(), INGRESSO).url == "/po/"
    assert guida.get("/po/persone/nuovo/").status_code == 200
    with in_ambito(ambito.pk):
        assert Evento.objects.get(verbo="ambito.crea").autore == gestore


def test_si_puo_tornare_a_correggere_senza_riscrivere(comuni, gestore):
    pagina = entra(gestore).post(NUOVO, scritto(passo="correggi")).content.decode()
    assert 'value="Ambito del Po"' in pagina and "098031\n098019" in pagina
    assert not Ambito.objects.exists()


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"slug": "gestione"}, "già usato da una pagina del portale"),
        ({"slug": "Po 1"}, "solo lettere minuscole"),
        ({"capofila": "98031"}, "manca lo zero iniziale"),
        ({"capofila": "018110"}, "non è fra i Comuni"),
        ({"comuni": "098031\n999999\nabc\n"}, "Riga 2: nessun Comune ha il codice Istat «999999»."),
        ({"comuni": ""}, "non elenca alcun Comune"),
        ({"comuni": "nome,istat_code\nLodi,098031\nLodi,098031\n"}, "«098031» è già alla riga 2"),
        ({"ambito": ""}, "Compila questo campo"),
        ({"email": "niente"}, "valido"),
    ],
)
@pytest.mark.parametrize("passo", ["controlla", "crea"])
def test_cio_che_non_va_e_detto_prima_di_scrivere_e_resta_scritto(comuni, gestore, campi, frase, passo):
    risposta = entra(gestore).post(NUOVO, scritto(cognome="Rimasta Scritta", passo=passo, **campi))
    assert risposta.status_code == 422
    assert frase in risposta.content.decode() and "Rimasta Scritta" in risposta.content.decode()
    assert not Ambito.objects.exists() and mail.outbox == []


def test_l_elenco_puo_venire_da_un_file(comuni, gestore):
    file = SimpleUploadedFile("comuni.csv", b"nome;istat_code\nLodi;098031\nCodogno;098019\n")
    pagina = entra(gestore).post(NUOVO, scritto(comuni="", file=file)).content.decode()
    assert "2, con 60.900 residenti" in pagina and 'name="comuni" value="098019\n098031"' in pagina


def test_un_comune_di_un_altra_regione_si_segnala(comuni, gestore):
    comuni[1].regione = "Piemonte"
    comuni[1].save()
    assert "Comuni di un’altra regione" in entra(gestore).post(NUOVO, scritto()).content.decode()


def test_un_indirizzo_preso_nel_frattempo_non_lascia_nulla_a_meta(lodi, gestore):
    risposta = entra(gestore).post(NUOVO, scritto(slug="lodi", passo="crea"))
    assert risposta.status_code == 422 and "Esiste già un Ambito" in risposta.content.decode()
    assert mail.outbox == [] and not AttoDiGestione.objects.exists()


# --- il coordinatore


def coordinatore():
    return {"email": "guida@x.example", "nome": "Pia", "cognome": "Neri", "atto": "decreto 4"}


def test_dove_c_e_un_coordinatore_il_gestore_non_ne_mette_un_altro(lodi, gestore):
    navigatore = entra(gestore)
    assert "Invita il coordinatore" not in navigatore.get("/gestione/ambiti/lodi/").content.decode()
    risposta = navigatore.post("/gestione/ambiti/lodi/", coordinatore())
    assert risposta.status_code == 422 and "ha già un coordinatore" in risposta.content.decode()
    assert mail.outbox == []


def test_dove_il_coordinatore_non_puo_entrare_il_gestore_ne_invita_uno(lodi, gestore):
    gestione.sospendi(lodi.utenti["coordinatore"], gestore=gestore, adesso=timezone.now(), motivo="password rubata")
    navigatore = entra(gestore)
    assert "Ambiti senza coordinatore" in navigatore.get("/gestione/").content.decode()
    assert (
        "Invito mandato a guida@x.example"
        in navigatore.post("/gestione/ambiti/lodi/", coordinatore(), follow=True).content.decode()
    )
    assert navigatore.post("/gestione/ambiti/lodi/", {"invito": str(_ultimo(lodi).pk)}, follow=True).status_code == 200
    assert len(mail.outbox) == 2
    assert Client().post(collegamento(), INGRESSO).url == "/lodi/"
    assert gestione.conteggi(OGGI)[lodi.ambito.pk].coordinatori == 1


# --- gli accessi


def test_il_primo_gestore_si_nomina_da_riga_di_comando_e_sceglie_la_password_per_posta(db):
    uscita = StringIO()
    call_command("nomina_gestore", email="Prima@Portale.Example", nome="Ada", stdout=uscita)
    assert "Password dimenticata" in uscita.getvalue()
    gestore = Utente.objects.get(email="prima@portale.example")
    assert gestore.gestore and not gestore.has_usable_password()
    Client().post("/password/nuova/", {"email": gestore.email})
    assert mail.outbox[0].to == [gestore.email]

    call_command("nomina_gestore", email="prima@portale.example", stdout=uscita)
    assert Utente.objects.count() == 1
    with pytest.raises(CommandError, match="--email"):
        call_command("nomina_gestore", email="niente")


def test_un_ambito_nuovo_ha_gia_il_catalogo_di_partenza(comuni, gestore):
    entra(gestore).post(NUOVO, scritto(passo="crea"))
    with in_ambito(Ambito.objects.get().pk):
        assert AreaUtenza.objects.exists() and Fondo.objects.exists()


def test_sospendere_chiude_le_sessioni_aperte_e_riattivare_riapre(lodi, gestore):
    persona = lodi.utenti["udp"]
    persona.set_password(PASSWORD)
    persona.save()
    aperta, navigatore = entra(persona), entra(gestore)
    assert aperta.get("/lodi/").status_code == 200

    pagina = navigatore.post(f"/gestione/accessi/{persona.pk}/", {"motivo": "Telefono perso"}, follow=True).content.decode()

    assert "Accesso di udp@lodi.example sospeso." in pagina and "1 accesso sospeso" in pagina
    assert aperta.get("/lodi/").url.startswith("/accedi/")
    nuova = Client()
    nuova.post("/accedi/", {"login": persona.email, "password": PASSWORD})
    assert nuova.get("/lodi/").url.startswith("/accedi/")
    assert "accesso sospeso" in lodi.client("coordinatore").get("/lodi/persone/").content.decode()

    navigatore.post(f"/gestione/accessi/{persona.pk}/", {"motivo": "Ritrovato"})
    assert entra(Utente.objects.get(pk=persona.pk)).get("/lodi/").status_code == 200
    assert list(AttoDiGestione.objects.values_list("verbo", "nota")) == [
        ("accesso.riattiva", "Ritrovato"), ("accesso.sospendi", "Telefono perso"),
    ]  # fmt: skip


def test_senza_motivo_non_si_sospende(lodi, gestore):
    assert entra(gestore).post(f"/gestione/accessi/{lodi.utenti['udp'].pk}/", {"motivo": " "}).status_code == 422
    assert Utente.objects.get(pk=lodi.utenti["udp"].pk).is_active


def test_un_gestore_non_sospende_se_stesso(gestore):
    risposta = entra(gestore).post(f"/gestione/accessi/{gestore.pk}/", {"motivo": "prova"})
    assert risposta.status_code == 422 and "il tuo stesso accesso" in risposta.content.decode()
    assert Utente.objects.get(pk=gestore.pk).is_active


def test_gli_accessi_si_cercano(lodi, gestore):
    navigatore = entra(gestore)
    assert "Nessun accesso è sospeso" in navigatore.get("/gestione/accessi/").content.decode()
    trovati = navigatore.get("/gestione/accessi/?q=SINDACO").content.decode()
    assert "2 persone trovate" in trovati and "sindaco.altro@lodi.example" in trovati
    assert "Nessuno corrisponde" in navigatore.get("/gestione/accessi/?q=zzz").content.decode()


@pytest.mark.parametrize("istruzione", ["update ambito_attodigestione set frase = 'altro'", "delete from ambito_attodigestione"])
def test_gli_atti_di_gestione_non_si_toccano(gestore, istruzione):
    AttoDiGestione.objects.create(quando=timezone.now(), autore=gestore, verbo="prova", frase="prova")
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(istruzione)


@pytest.mark.django_db(transaction=True)
def test_due_gestori_che_si_sospendono_a_vicenda_ne_lasciano_uno():
    due = [Utente.objects.create(email=f"g{n}@portale.example", gestore=True) for n in range(2)]

    def sospendi(coppia):
        chi, altro = coppia
        try:
            gestione.sospendi(altro, gestore=chi, adesso=timezone.now(), motivo="prova")
            return True
        except GestioneNonAmmessa:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as esecutore:
        esiti = list(esecutore.map(sospendi, [(due[0], due[1]), (due[1], due[0])]))
    assert sorted(esiti) == [False, True]
    assert Utente.objects.filter(gestore=True, is_active=True).count() == 1
