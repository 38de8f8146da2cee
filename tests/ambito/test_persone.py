"""Conferire e terminare incarichi dalle pagine: a chi è dell’Ambito subito, agli altri con un invito."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ambito import incarichi, inviti
from ambito.models import Avviso, Evento, Incarico, Invito
from tests.ambito.test_inviti import EMAIL
from tests.scena import crea_scena, crea_utente

OGGI = timezone.localdate()
NUOVO = "/lodi/persone/nuovo/"


def scritto(**campi):
    vuoto = {"email": EMAIL, "nome": "Nuova", "cognome": "Persona", "ruolo": "udp", "dal": OGGI.isoformat(), "atto": "decreto 9"}
    return {**vuoto, **campi}


def manda(scena, **campi):
    return scena.client("coordinatore").post(NUOVO, scritto(**campi), follow=True)


def incarico_di(scena, ruolo):
    with scena.aperto():
        return Incarico.objects.filter(utente=scena.utenti[ruolo]).latest("dal")


def test_chi_e_gia_nell_ambito_riceve_l_incarico_subito(lodi):
    pagina = manda(lodi, email=lodi.utenti["operatore"].email.upper(), nome="", cognome="", ruolo="ragioneria", comune="098010")
    assert "Incarico conferito a operatore: Ragioneria comunale – Casalpusterlengo." in pagina.content.decode()
    with lodi.aperto():
        nuovo = Incarico.objects.get(utente=lodi.utenti["operatore"], ruolo="ragioneria")
        assert (nuovo.comune.nome, nuovo.dal, nuovo.al, nuovo.atto) == ("Casalpusterlengo", OGGI, None, "decreto 9")
    assert mail.outbox == []


def test_chi_e_nuovo_riceve_un_invito_e_non_ancora_un_potere(lodi):
    pagina = manda(lodi).content.decode()
    assert f"Invito mandato a {EMAIL}" in pagina and "Inviato" in pagina
    assert mail.outbox[0].to == [EMAIL]
    with lodi.aperto():
        assert not Incarico.objects.filter(utente__email=EMAIL).exists()


def test_chi_invita_non_scopre_se_un_indirizzo_ha_un_accesso_altrove(lodi, pavese):
    """Stessa risposta, stesse righe, stesso messaggio: cambia solo l’indirizzo."""
    altrove = pavese.utenti["sindaco"]
    altrove.nome, altrove.cognome = "Nome", "Segreto"
    altrove.save()
    ignota = manda(lodi, email="ignota@pavese.example")
    with lodi.aperto():
        Invito.objects.all().delete()
    nota = manda(lodi, email=altrove.email)

    def resto(risposta, messaggio, email):
        pagina = re.sub(r'csrfmiddlewaretoken" value="\w+"|/inviti/\d+/', "", risposta.content.decode().split("<main")[1])
        return pagina.replace(email, ""), re.sub(r"/invito/\S+", "", messaggio.body)

    assert resto(ignota, mail.outbox[0], "ignota@pavese.example") == resto(nota, mail.outbox[1], altrove.email)
    assert "Segreto" not in nota.content.decode()
    with lodi.aperto():
        assert set(Invito.objects.values_list("nome", "cognome")) == {("Nuova", "Persona")}


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"email": "non-un-indirizzo"}, "valido"),
        ({"nome": ""}, "persona nuova per questo Ambito"),
        ({"ruolo": "sindaco"}, "vale per un Comune: scegli quale"),
        ({"comune": "098010"}, "non è per un Comune"),
        ({"ruolo": "ats"}, "vale per un ente: scegli quale"),
        ({"al": "2001-01-01"}, "viene prima del primo"),
        ({"atto": ""}, "Compila questo campo"),
        ({"ruolo": "revisore"}, "sola lettura"),
        ({"ruolo": "revisore", "al": (OGGI + timedelta(400)).isoformat()}, "al più un anno"),
        ({"ruolo": "coordinatore", "email": "altro"}, "e-mail"),
        ({"comune": "099999", "ruolo": "sindaco"}, "Scegli"),
    ],
)
def test_uno_sbaglio_lascia_scritto_tutto_e_non_manda_nulla(lodi, campi, frase):
    risposta = manda(lodi, **{"cognome": "Rimasta Scritta", **campi})
    assert risposta.status_code == 422
    pagina = risposta.content.decode()
    assert frase in pagina and "Rimasta Scritta" in pagina
    assert mail.outbox == []
    with lodi.aperto():
        assert not Invito.objects.exists()


def test_anche_un_rifiuto_dell_operazione_lascia_scritto_tutto(lodi):
    manda(lodi)
    risposta = manda(lodi, cognome="Rimasta Scritta")
    assert risposta.status_code == 422
    assert "già un invito" in risposta.content.decode() and "Rimasta Scritta" in risposta.content.decode()


def test_terminare_un_incarico_toglie_i_diritti_e_lascia_il_motivo(lodi):
    incarico = incarico_di(lodi, "operatore")
    ieri = OGGI - timedelta(1)
    risposta = lodi.client("coordinatore").post(
        f"/lodi/persone/{incarico.pk}/termina/", {"al": ieri.isoformat(), "nota": "Dimissioni, prot. 1204"}, follow=True
    )
    assert "Fine dell’incarico di operatore registrata" in risposta.content.decode()
    assert lodi.client("operatore").get("/lodi/").status_code == 404
    with lodi.aperto():
        assert Evento.objects.get(verbo="incarico.cessa").nota == "Dimissioni, prot. 1204"


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"al": "2001-01-01", "nota": "Scritto bene"}, "prima del suo inizio"),
        ({"al": "", "nota": "Scritto bene"}, "Compila questo campo"),
        ({"al": OGGI.isoformat(), "nota": ""}, "Compila questo campo"),
    ],
)
def test_terminare_male_non_cambia_nulla(lodi, dati, frase):
    incarico = incarico_di(lodi, "operatore")
    risposta = lodi.client("coordinatore").post(f"/lodi/persone/{incarico.pk}/termina/", dati)
    assert risposta.status_code == 422 and frase in risposta.content.decode()
    assert not dati["nota"] or dati["nota"] in risposta.content.decode()
    assert incarico_di(lodi, "operatore").al is None


def test_un_incarico_non_si_allunga_e_non_si_chiude_due_volte(lodi):
    dati = {"autore": None, "adesso": timezone.now()}
    incarico = incarico_di(lodi, "operatore")
    with lodi.aperto():
        incarichi.cessa(incarico, al=OGGI + timedelta(5), **dati)
        with pytest.raises(incarichi.IncaricoNonValido, match="conferiscine uno nuovo"):
            incarichi.cessa(incarico, al=OGGI + timedelta(6), **dati)
        incarichi.cessa(incarico, al=OGGI - timedelta(1), **dati)
        with pytest.raises(incarichi.IncaricoNonValido, match="già terminato"):
            incarichi.cessa(incarico, al=OGGI - timedelta(2), **dati)


def test_cio_che_si_conferisce_per_sbaglio_oggi_si_annulla_oggi(lodi):
    manda(lodi, email=lodi.utenti["operatore"].email, ruolo="udp")
    sbagliato = incarico_di(lodi, "operatore")
    indirizzo, coordinatore = f"/lodi/persone/{sbagliato.pk}/termina/", lodi.client("coordinatore")
    assert lodi.client("operatore").get("/lodi/registro/").status_code == 200
    assert coordinatore.post(indirizzo, {"annulla": "1", "annulla-nota": ""}).status_code == 422

    coordinatore.post(indirizzo, {"annulla": "1", "annulla-nota": "Persona sbagliata"})

    assert lodi.client("operatore").get("/lodi/registro/").status_code == 403
    with lodi.aperto():
        evento = Evento.objects.get(verbo="incarico.annulla")
        assert evento.nota == "Persona sbagliata" and evento.prima["atto"] == "decreto 9"
        with pytest.raises(incarichi.IncaricoNonValido, match="già cominciato"):
            incarichi.annulla(Incarico.objects.get(utente=lodi.utenti["udp"]), autore=None, adesso=timezone.now(), nota="x")


def test_l_elenco_mostra_scadenze_e_stati_e_si_filtra(lodi):
    manda(lodi, email=lodi.utenti["udp"].email, ruolo="revisore", al=(OGGI + timedelta(12)).isoformat())
    navigatore = lodi.client("coordinatore")
    tutti = navigatore.get("/lodi/persone/").content.decode()
    scadenza = navigatore.get("/lodi/persone/?quando=scadenza").content.decode()
    assert f"scade il {OGGI + timedelta(12):%d/%m/%Y}" in tutti and "in vigore" in tutti and "terminato" in tutti
    assert "udp@lodi.example" in scadenza and "operatore@lodi.example" not in scadenza
    assert navigatore.get("/lodi/persone/?quando=finiti").content.decode().count("terminato</span>") == 1
    assert "operatore@" not in navigatore.get("/lodi/persone/?quando=futuri").content.decode()


def test_chi_legge_soltanto_non_vede_inviti_ne_comandi(lodi):
    manda(lodi)
    pagina = lodi.client("revisore").get("/lodi/persone/").content.decode()
    assert EMAIL not in pagina and "termina/" not in pagina and "Nuovo incarico" not in pagina


def test_gli_inviti_si_rimandano_e_si_revocano_e_ciascuno_ha_il_suo_stato(lodi):
    navigatore, adesso = lodi.client("coordinatore"), timezone.now()
    manda(lodi)
    with lodi.aperto():
        autore = lodi.utenti["coordinatore"]
        dati = {"nome": "A", "cognome": "B", "dal": OGGI, "atto": "a", "autore": autore}
        inviti.invita(email="scaduto@x.example", ruolo="udp", adesso=adesso - timedelta(days=8), **dati)
        revocato = inviti.invita(email="revocato@x.example", ruolo="udp", adesso=adesso, **dati)
        inviti.invita(email="accettato@x.example", ruolo="udp", adesso=adesso, **dati)
        codice = re.search(r"/invito/([\w-]+)/", mail.outbox[-1].body)[1]
        inviti.accetta(codice, adesso=adesso, utente=crea_utente("accettato@x.example"))
        aperto = Invito.objects.get(email=EMAIL)
    navigatore.post(f"/lodi/persone/inviti/{revocato.pk}/", {"revoca": "1"})

    def in_stato(stato):
        pagina = navigatore.get(f"/lodi/persone/inviti/?stato={stato}").content.decode()
        return set(re.findall(r"[\w.]+@\w+\.example", pagina.split("<table")[1]))

    assert {s: in_stato(s) for s in ("inviato", "accettato", "scaduto", "revocato")} == {
        "inviato": {EMAIL},
        "accettato": {"accettato@x.example"},
        "scaduto": {"scaduto@x.example"},
        "revocato": {"revocato@x.example"},
    }
    assert "mandato di nuovo" in navigatore.post(f"/lodi/persone/inviti/{aperto.pk}/", {}, follow=True).content.decode()
    assert len(mail.outbox) == 5
    assert (
        "già stato accettato o revocato"
        in navigatore.post(f"/lodi/persone/inviti/{revocato.pk}/", {}, follow=True).content.decode()
    )


def da_fare(scena, ruolo="coordinatore"):
    pagina = scena.client(ruolo).get("/lodi/").content.decode()
    return pagina.split('id="incarichi"')[0]


def nessuno_in_scadenza(lodi):
    """Gli incarichi della scena che hanno una fine l’hanno lontana, in qualunque giorno si provi."""
    with lodi.aperto():
        Incarico.objects.filter(al__gte=OGGI).update(al=OGGI + timedelta(200))


def test_chi_conferisce_vede_scadenze_posti_scoperti_e_inviti_senza_risposta(lodi):
    nessuno_in_scadenza(lodi)
    fine = OGGI + timedelta(12)
    manda(lodi, email=lodi.utenti["udp"].email, ruolo="revisore", al=fine.isoformat())
    with lodi.aperto():
        inviti.invita(email=EMAIL, nome="A", cognome="B", ruolo="udp", dal=OGGI, atto="a", autore=lodi.utenti["coordinatore"],
                      adesso=timezone.now() - timedelta(days=8))  # fmt: skip
        incarichi.cessa(Incarico.objects.get(ruolo="segretario"), al=OGGI - timedelta(1), autore=None, adesso=timezone.now())
    pagina = da_fare(lodi)
    assert "Finisce l’incarico di udp: Revisore" in pagina and f"entro il {fine.day} " in pagina
    assert "Non c’è nessuno come: Segretario dell’Assemblea; Sindaco in 2 Comuni; Operatore comunale in 2 Comuni." in pagina
    assert "Un invito è scaduto senza risposta" in pagina
    for ruolo in ("udp", "operatore"):
        assert "posti scoperti" not in da_fare(lodi, ruolo)


def test_chi_continua_non_e_in_scadenza_e_dopo_un_mese_nemmeno(lodi):
    nessuno_in_scadenza(lodi)
    prima = {"ruolo": "revisore", "atto": "a", "autore": None, "adesso": timezone.now()}
    with lodi.aperto():
        incarichi.conferisci(utente=lodi.utenti["udp"], dal=OGGI, al=OGGI + timedelta(10), **prima)
        incarichi.conferisci(utente=lodi.utenti["udp"], dal=OGGI + timedelta(11), al=OGGI + timedelta(90), **prima)
        incarichi.conferisci(utente=lodi.utenti["ats"], dal=OGGI, al=OGGI + timedelta(31), **prima)
    assert "Finisce l’incarico" not in da_fare(lodi)


def test_da_un_posto_scoperto_si_conferisce_con_ruolo_e_comune_gia_scelti(lodi):
    navigatore = lodi.client("coordinatore")
    pagina = navigatore.get("/lodi/persone/").content.decode().split('id="scoperti"')[1]
    indirizzo = re.search(r'href="([^"]+)">Abbadia Cerreto', pagina)[1].replace("&amp;", "&")
    modulo = navigatore.get(indirizzo).content.decode()
    assert re.search(r'value="sindaco" selected', modulo) and re.search(r'value="098001" selected', modulo)
    assert "?ruolo=sindaco&amp;comune=098019" not in pagina


def nuovo_sindaco(lodi, dal, al=None, comune="098019"):
    return manda(lodi, email=lodi.utenti["udp"].email, ruolo="sindaco", comune=comune, dal=dal, al=al or "").content.decode()


def test_un_comune_ha_un_sindaco_alla_volta(lodi):
    assert "Sindaco di Codogno è già sindaco, dal 01/01/2025 senza una fine" in nuovo_sindaco(lodi, OGGI.isoformat())
    attuale = incarico_di(lodi, "sindaco")
    with lodi.aperto("coordinatore"):
        incarichi.cessa(attuale, al=OGGI + timedelta(10), autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    assert "è già sindaco" in nuovo_sindaco(lodi, (OGGI + timedelta(10)).isoformat())
    assert "Incarico conferito" in nuovo_sindaco(lodi, (OGGI + timedelta(11)).isoformat())
    assert "Incarico conferito" in nuovo_sindaco(lodi, OGGI.isoformat(), comune="098031")


@pytest.mark.django_db(transaction=True)
def test_due_che_nominano_insieme_danno_un_sindaco_solo():
    scena = crea_scena("lodi")
    pronti = Barrier(2)

    def nomina(chi):
        pronti.wait()
        try:
            with scena.aperto("coordinatore"):
                incarichi.conferisci(utente=scena.utenti[chi], ruolo="sindaco", comune=scena.comuni["Lodi"], dal=OGGI, atto="a",
                                     autore=None, adesso=timezone.now())  # fmt: skip
        except incarichi.IncaricoNonValido:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(2) as fili:
        assert sum(fili.map(nomina, ["udp", "segretario"])) == 1


def test_chi_riceve_o_perde_un_incarico_lo_sa(lodi):
    manda(lodi, email=lodi.utenti["operatore"].email, nome="", cognome="", ruolo="ragioneria", comune="098010")
    nuovo = incarico_di(lodi, "operatore")
    with lodi.aperto("coordinatore"):
        incarichi.cessa(nuovo, al=OGGI, autore=lodi.utenti["coordinatore"], adesso=timezone.now())
        titoli = list(Avviso.objects.filter(destinatario=lodi.utenti["operatore"], genere__startswith="incarico.").order_by("id"))
    assert [a.genere for a in titoli] == ["incarico.conferisci", "incarico.cessa"]
    assert "Ragioneria comunale – Casalpusterlengo" in titoli[0].titolo and titoli[0].url == "/lodi/poteri/"
