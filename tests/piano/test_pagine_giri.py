"""Le pagine dei giri di osservazioni: chi vede e scrive che cosa, quante letture costano, che cosa si legge."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ambito.models import Appartenenza, Invio
from piano import operazioni
from piano.compiti import compiti, giri_di_osservazioni
from piano.models import GiroOsservazioni, Osservazione
from piano.selezioni.lettura import cambi_da_leggere, in_breve
from piano.stati import EsitoOsservazione
from tests.piano.fabbriche import giro_aperto, piano_pronto, rispondi, sezione_di
from tests.scena import DAL, crea_comune

pytestmark = pytest.mark.django_db
# Le pagine guardano l’orologio vero: il giro dev’essere aperto oggi.
ADESSO = timezone.now()


@pytest.fixture
def giro(lodi):
    with lodi.aperto("coordinatore"):
        yield giro_aperto(lodi, adesso=ADESSO)


def url(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def mia(numero=1, istat="098019"):
    return url("risposta", numero, istat)


def invia(lodi, codice="3.1", esito="nessuna", testo="", revisione=0, ruolo="sindaco", **altri):
    dati = {"codice": codice, "esito": esito, "testo": testo, "revisione": revisione}
    return lodi.client(ruolo).post(mia(), dati, **altri)


def test_il_sindaco_risponde_e_la_ricevuta_e_in_parole(lodi, giro):
    risposta = invia(lodi, esito="contrario", testo="Mancano i <b>trasporti</b>.", follow=True)
    testo = risposta.content.decode()
    assert risposta.redirect_chain[0][0].endswith("#s-3.1")
    assert "Registrato. 3.1 Popolazione: contrario. Si può cambiare fino al" in testo
    assert "Mancano i &lt;b&gt;trasporti&lt;/b&gt;." in testo and "da sindaco" in testo


def test_senza_testo_torna_la_stessa_pagina_con_l_errore_nella_sezione(lodi, giro):
    risposta = invia(lodi, esito="osservazione")
    assert risposta.status_code == 422 and "La risposta non è registrata" in risposta.content.decode()
    assert not Osservazione.objects.exists()
    lunga = invia(lodi, esito="osservazione", testo="x" * 4001)
    assert lunga.status_code == 422
    for storta in ({"codice": "99"}, {"esito": "boh"}, {"revisione": "x"}):
        assert invia(lodi, **storta).status_code == 422


def test_chi_arriva_secondo_tiene_cio_che_ha_scritto(lodi, giro):
    invia(lodi, esito="contrario", testo="Prima.")
    risposta = invia(lodi, esito="osservazione", testo="Il mio testo.")
    assert risposta.status_code == 422 and "Il mio testo." in risposta.content.decode()
    assert Osservazione.objects.get().testo == "Prima."


def test_un_gesto_per_tutto(lodi, giro):
    assert "Nessuna osservazione su tutto" in lodi.client("sindaco").get(mia()).content.decode()
    invia(lodi)
    pagina = lodi.client("sindaco").post(mia(), {"resto": "1"}, follow=True).content.decode()
    assert "nessuna osservazione su 12 sezioni" in pagina and "Hai risposto a tutto." in pagina
    assert Osservazione.objects.count() == 13


def test_gli_altri_leggono_e_non_trovano_pulsanti(lodi, giro):
    rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Aggiungere i trasporti.", adesso=ADESSO)
    for ruolo in ("sindaco.altro", "operatore", "ats", "revisore", "udp"):
        pagina = lodi.client(ruolo).get(mia())
        testo = pagina.content.decode()
        assert pagina.status_code == 200 and "Aggiungere i trasporti." in testo and 'name="esito"' not in testo
    assert lodi.client("ets").get(mia()).status_code == 403
    assert invia(lodi, ruolo="sindaco.altro").status_code == 403


def test_un_giro_in_preparazione_lo_vede_soltanto_l_ufficio(lodi):
    with lodi.aperto("coordinatore"):
        dati = {"titolo": "Segreto", "lettera": "x", "silenzio": "nessuna", "chiude": (ADESSO + timedelta(days=9)).date()}
        operazioni.prepara_giro(piano_pronto(lodi), **dati, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
    assert lodi.client("udp").get(url("giro", 1)).status_code == 200
    assert lodi.client("sindaco").get(url("giro", 1)).status_code == 404
    assert "Segreto" not in lodi.client("sindaco").get(url("giri")).content.decode()
    assert lodi.client("coordinatore").get(mia()).status_code == 404


def test_il_coordinatore_prepara_rilegge_apre_ricorda_e_chiude(lodi):
    with lodi.aperto("coordinatore"):
        piano_pronto(lodi)
    chi = lodi.client("coordinatore")
    dati = {"titolo": "Prima", "lettera": "Leggete.", "silenzio": "nessuna", "chiude": (ADESSO + timedelta(days=9)).date()}
    assert chi.post(url("nuovo_giro"), {**dati, "chiude": ADESSO.date()}).status_code == 422
    assert chi.post(url("nuovo_giro"), dati).url == url("giro", 1)
    assert chi.post(url("modifica_giro", 1), {**dati, "titolo": "Prima bozza"}).status_code == 302
    anteprima = chi.get(url("apri_giro", 1)).content.decode()
    assert "Codogno" in anteprima and "Nel portale nessuno risponde per Abbadia Cerreto, Lodi" in anteprima
    assert chi.post(url("apri_giro", 1)).status_code == 302
    assert chi.post(url("apri_giro", 1)).status_code == 422
    anteprima = chi.get(url("ricorda_giro", 1)).content.decode()
    assert "Non ha ancora risposto" in anteprima and "ci sono sezioni a cui il vostro Comune" in anteprima
    assert "Per Abbadia Cerreto, Lodi non c’è un Sindaco con un incarico" in anteprima
    assert chi.post(url("ricorda_giro", 1), {"testo": ""}).status_code == 422
    assert "Corretto." in chi.post(url("ricorda_giro", 1), {"testo": "Corretto.", "anteprima": "1"}).content.decode()
    with lodi.aperto("coordinatore"):
        assert not Invio.objects.exists()
    pagina = chi.post(url("ricorda_giro", 1), {"testo": "Manca poco."}, follow=True).content.decode()
    with lodi.aperto("coordinatore"):
        invio = Invio.objects.get()
    assert invio.persone == 2 and f"/lodi/spedizioni/invii/{invio.pk}/annulla/" in pagina
    assert "Manca poco." not in lodi.client("sindaco").get("/lodi/avvisi/").content.decode()
    assert chi.post(url("chiudi_giro", 1), {"motivo": ""}).status_code == 422
    assert chi.post(url("termine_giro", 1), {"chiude": dati["chiude"] + timedelta(3), "motivo": "Ferie"}).status_code == 302
    assert chi.post(url("chiudi_giro", 1), {"motivo": "Bastano."}).status_code == 302
    with lodi.aperto("coordinatore"):
        giro = GiroOsservazioni.objects.get()
        assert giro.e_chiuso and giro.titolo == "Prima bozza" and giro.motivo_chiusura == "Bastano."
    assert "/lavori/" in chi.post(url("documento_giro", 1)).url


def test_l_ufficio_da_il_riscontro_e_si_legge_ovunque(lodi, giro):
    osservazione = rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Trasporti.", adesso=ADESSO)
    pagina = url("riscontro", 1, osservazione.pk)
    chi = lodi.client("udp")
    assert chi.post(pagina, {"riscontro": "respinta", "motivo": "", "revisione": 1}).status_code == 422
    sezione = sezione_di(giro.piano)
    dati = {"riscontro": "in_parte", "motivo": "Solo nei piccoli.", "revisione": 1, "sezione": sezione.pk}
    assert chi.post(pagina, dati).status_code == 302
    for dove in (mia(), url("osservazioni", 1)):
        testo = lodi.client("sindaco").get(dove).content.decode()
        assert "Accolta in parte" in testo and "Solo nei piccoli." in testo and url("sezione", sezione.pk) in testo


def test_il_quadro_si_filtra_e_si_scarica(lodi, giro):
    rispondi(lodi, giro, "3.1", EsitoOsservazione.CONTRARIO, "No.", adesso=ADESSO)
    with lodi.aperto("sindaco.altro"):
        casale = lodi.comuni["Casalpusterlengo"]
        operazioni.rispondi_al_resto(giro, casale, poteri=lodi.poteri("sindaco.altro"), adesso=ADESSO)
    chi, quadro = lodi.client("segretario"), url("quadro_giro", 1)

    def nomi(filtro):
        righe = chi.get(f"{quadro}?formato=csv&{filtro}").content.decode("utf-8-sig").splitlines()[1:]
        return [riga.split(";")[1].strip('"') for riga in righe]

    assert nomi("") == ["Abbadia Cerreto", "Casalpusterlengo", "Codogno", "Lodi"]
    assert nomi("stato=mancano") == ["Abbadia Cerreto", "Codogno", "Lodi"]
    assert nomi("stato=contrari") == ["Codogno"] and nomi("stato=osservazioni") == []
    assert nomi("q=LODI") == ["Lodi"] and len(nomi("stato=boh")) == 4
    assert chi.get(f"{quadro}?formato=xlsx").content.startswith(b"PK")
    testo = chi.get(quadro).content.decode()
    assert "✕" in testo and "contrario" in testo and "12 manca" in testo
    foglio = chi.get(url("osservazioni", 1) + "?formato=csv&riscontro=da_dare").content.decode("utf-8-sig")
    assert "3.1 Popolazione;Codogno;Contrario;No.;Senza riscontro" in foglio
    assert "Nulla corrisponde" in chi.get(url("osservazioni", 1) + "?riscontro=accolta").content.decode()


def letture(navigatore, pagina):
    navigatore.get(pagina)
    with CaptureQueriesContext(
        connection,
    ) as catturate:
        assert navigatore.get(pagina).status_code == 200
    return len([q for q in catturate.captured_queries if q["sql"].lower().startswith(("select", "with"))])


@pytest.mark.parametrize(("nome", "massimo"), [("quadro_giro", 12), ("osservazioni", 16), ("giro", 20), ("giri", 12)])
def test_le_pagine_costano_lo_stesso_con_pochi_e_con_molti_comuni(lodi, giro, nome, massimo):
    rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Uno.", adesso=ADESSO)
    chi = lodi.client("coordinatore")
    pagina = url(nome) if nome == "giri" else url(nome, 1)
    prima = letture(chi, pagina)
    with lodi.aperto("coordinatore"):
        comuni = [crea_comune(f"097{n:03}", f"Comune {n}", 900 + n) for n in range(57)]
        Appartenenza.objects.bulk_create(Appartenenza(comune=c, dal=DAL) for c in comuni)
        righe = {"giro": giro, "esito": "osservazione", "testo": "Un testo.", "scritta_il": ADESSO, "utente": lodi.utenti["udp"]}
        Osservazione.objects.bulk_create(Osservazione(comune=c, codice=s, **righe) for c in comuni for s in giro.codici)
    assert letture(chi, pagina) == prima <= massimo


def test_tocca_a_te_costa_una_lettura_ed_e_di_chi_puo(lodi, giro):
    def voci(fornitore, ruolo, quante=None):
        with lodi.aperto(ruolo):
            poteri, oggi = lodi.poteri(ruolo), timezone.localdate(ADESSO)
            assert poteri.incarichi
            assert poteri.sull_ambito
            with CaptureQueriesContext(connection) as catturate:
                trovate = list(fornitore(poteri, oggi))
            assert quante is None or len(catturate) == quante
            return [v.titolo for v in trovate]

    riscontri = "Rispondi a 1 osservazione sul Piano di Zona 2025-2027"
    assert voci(giri_di_osservazioni, "sindaco", 1) == ["Di’ che cosa pensa Codogno del Piano di Zona 2025-2027"]
    assert voci(giri_di_osservazioni, "operatore", 0) == voci(giri_di_osservazioni, "udp", 0) == []
    assert riscontri not in voci(compiti, "udp")
    rispondi(lodi, giro, "3.1", EsitoOsservazione.CONTRARIO, "No.", adesso=ADESSO)
    assert riscontri in voci(compiti, "udp")
    with lodi.aperto("sindaco"):
        operazioni.rispondi_al_resto(giro, lodi.comuni["Codogno"], poteri=lodi.poteri("sindaco"), adesso=ADESSO)
    assert voci(giri_di_osservazioni, "sindaco", 1) == []


def fotografia(**testi):
    comuni = {"livello": 1, "revisione": 1, "collegato": ""}
    sezioni = [{"codice": c, "titolo": f"Titolo {c}", "testo": t, **comuni} for c, t in testi.items()]
    return {"sezioni": sezioni, "tavoli": [], "obiettivi": []}


def test_che_cosa_e_cambiato_guarda_le_parole_non_la_forma():
    prima = fotografia(a="<p>Uno due.</p>", b="<p>Tre.</p>", d="")
    dopo = fotografia(a="<p>Uno <strong>due</strong>.</p>", b="<p>Quattro.</p>", c="<p>Cinque.</p>", d="")
    assert cambi_da_leggere(prima, dopo) == {"a": "uguale", "b": "cambiata", "c": "nuova"}


def test_una_tabella_cambiata_cambia_la_sezione_che_la_mostra():
    prima, dopo = fotografia(a="<p>x</p>"), fotografia(a="<p>x</p>")
    for dati in (prima, dopo):
        dati["sezioni"][0]["collegato"] = "tavoli"
    dopo["tavoli"] = [{"nome": "Tavolo minori", "area": "", "descrizione": "A Maleo.", "referente": ""}]
    assert cambi_da_leggere(prima, dopo) == {"a": "cambiata"}


def test_la_sintesi_se_c_e_altrimenti_come_comincia():
    assert in_breve({"testo": "<p>Uno.</p>", "sintesi": "In breve."}) == "In breve."
    assert in_breve({"testo": f"<p>{'parola ' * 100}</p>"}).endswith("parola…")
    assert in_breve({"testo": ""}) == ""
    tabella = "<table><tr><td><p>1</p></td></tr></table>"
    assert in_breve({"testo": f"<h2>Titolo</h2><p>Prima.</p>{tabella}<p>Dopo.</p>"}) == "Prima. Dopo."


def test_con_un_giro_aperto_il_piano_completo_non_si_offre_da_proporre(lodi, giro):
    """La pagina del piano e «Tocca a te» dicono che cosa fare prima, invece di offrire un gesto che non riesce."""
    navigatore = lodi.client("coordinatore")
    pagina, casa = (navigatore.get(dove).content.decode() for dove in (url("piano"), "/lodi/"))
    assert "manca solo che i Comuni finiscano di rispondere" in pagina and "vai al giro aperto" in pagina
    assert "Proponi al voto" not in pagina
    assert "Chiudi il giro di osservazioni sul Piano di Zona 2025-2027" in casa and "Proponi il Piano" not in casa
    operazioni.chiudi_giro(giro, motivo="Hanno risposto a voce.", poteri=lodi.poteri("coordinatore"), adesso=timezone.now())
    pagina, casa = (navigatore.get(dove).content.decode() for dove in (url("piano"), "/lodi/"))
    assert "Proponi al voto" in pagina and "Proponi il Piano di Zona 2025-2027" in casa
