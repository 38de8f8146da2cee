"""La scheda obiettivo: righe, date nel triennio, due persone insieme."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from piano import operazioni, selezioni
from piano.models import AreaPolicy, Azione, Obiettivo
from piano.operazioni.obiettivi import FuoriTriennio
from servizi.models import AreaUtenza, Fondo, Leps, Servizio
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


def modulo(piano, **cambi):
    """Ciò che il modulo manda, con una riga per gruppo."""
    dati = {
        "titolo": "Nidi più vicini", "area": AreaPolicy.objects.get(piano=piano, codice="G").pk, "descrizione": "Perché.",
        "bisogno": "Quale.", "modalita": "Come.", "continuita": "nuovo", "inizio": "2025-01-01", "fine": "2027-12-31",
        "referente": "Chiara", "target": [AreaUtenza.objects.first().pk], "partenza": "0",
        "azioni-0-titolo": "Mappa dei posti", "azioni-0-inizio": "2025-02-01", "azioni-0-fine": "2025-07-31",
        "indicatori-0-nome": "Posti", "indicatori-0-tipo": "output", "indicatori-0-unita": "posti", "indicatori-0-base": "22,5",
        "indicatori-0-atteso": "33", "indicatori-0-verso": "alto", "indicatori-0-frequenza": "annuale",
        "risorse-0-anno": "2026", "risorse-0-fondo": Fondo.objects.first().pk, "risorse-0-importo": "1.234,50",
    }  # fmt: skip
    for gruppo in ("azioni", "indicatori", "risorse", "soggetti", "personale"):
        quante = "0" if gruppo in ("soggetti", "personale") else "1"
        dati |= {f"{gruppo}-TOTAL_FORMS": quante, f"{gruppo}-INITIAL_FORMS": "0"}
    return dati | cambi


def indirizzo(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def test_una_scheda_nuova_con_le_sue_righe(lodi, piano):
    risposta = lodi.client("udp").post(indirizzo("nuovo_obiettivo"), modulo(piano))
    assert risposta.status_code == 302 and risposta.url == indirizzo("obiettivo", "G1")
    scheda = selezioni.obiettivi(piano).get()
    assert (scheda.codice, scheda.importo, scheda.mancanze()) == ("G1", Decimal("1234.50"), [])
    assert scheda.indicatori.get().base == Decimal("22.50")


def test_si_salva_anche_a_meta_e_la_scheda_dice_che_cosa_manca(lodi, piano):
    dati = modulo(piano, **{"bisogno": "", "target": [], "risorse-0-anno": "", "risorse-0-fondo": "", "risorse-0-importo": ""})
    assert lodi.client("udp").post(indirizzo("nuovo_obiettivo"), dati).status_code == 302
    assert selezioni.obiettivi(piano).get().mancanze() == ["il bisogno", "a chi si rivolge", "le risorse"]
    pagina = lodi.client("sindaco").get(indirizzo("obiettivo", "G1")).content.decode()
    assert "il bisogno, a chi si rivolge, le risorse" in pagina


@pytest.mark.parametrize(
    ("cambi", "frase"),
    [
        ({"fine": "2028-01-01"}, "fuori dal triennio"),
        ({"inizio": "2024-12-31"}, "fuori dal triennio"),
        ({"inizio": "2026-01-01", "fine": "2025-06-01"}, "La fine viene prima dell’inizio"),
        ({"azioni-0-fine": "2029-01-01"}, "fuori dal triennio"),
        ({"risorse-0-anno": "2031"}, "2031"),
        ({"risorse-0-importo": "-5"}, "maggiore o uguale a 0"),
        ({"risorse-0-importo": "tanto"}, "Risorse"),
        ({"titolo": ""}, "Compila "),
        ({"azioni-TOTAL_FORMS": "nove"}, "Azioni"),
        ({"azioni-TOTAL_FORMS": "999999"}, "Azioni"),
    ],
)
def test_cio_che_non_va_si_dice_e_non_si_perde(lodi, piano, cambi, frase):
    risposta = lodi.client("udp").post(indirizzo("nuovo_obiettivo"), modulo(piano, **cambi))
    pagina = risposta.content.decode()
    assert risposta.status_code == 422
    assert frase in pagina, pagina.split('id="sommario-errori"')[1][:900]
    assert "Mappa dei posti" in pagina or "TOTAL" in str(cambi)
    assert not Obiettivo.objects.exists()


def test_stesso_anno_e_fondo_due_volte_e_una_svista(lodi, piano):
    doppia = {f"risorse-1-{campo}": valore for campo, valore in (("anno", "2026"), ("importo", "7"))}
    dati = modulo(piano, **doppia, **{"risorse-1-fondo": Fondo.objects.first().pk, "risorse-TOTAL_FORMS": "2"})
    risposta = lodi.client("udp").post(indirizzo("nuovo_obiettivo"), dati)
    assert risposta.status_code == 422 and "in un’altra riga" in risposta.content.decode()


def test_l_operazione_rifiuta_le_date_fuori_anche_senza_modulo(lodi, piano):
    scheda = obiettivo(piano, lodi.utenti["udp"])
    with pytest.raises(FuoriTriennio):
        operazioni.salva_obiettivo(scheda, target=[], righe=[Azione(titolo="x", fine=date(2030, 1, 1))], partenza=1,
                                   utente=lodi.utenti["udp"], adesso=ADESSO)  # fmt: skip
    assert scheda.azioni.count() == 1


def test_chi_arriva_secondo_lo_sa_e_non_copre(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], area="G")
    primo, secondo = (lodi.client(r) for r in ("udp", "coordinatore"))
    url = indirizzo("modifica_obiettivo", "G1")
    senza = {"risorse-TOTAL_FORMS": "0"}
    assert primo.post(url, modulo(piano, titolo="Del primo", partenza="1", **senza)).status_code == 302
    risposta = secondo.post(url, modulo(piano, titolo="Del secondo", partenza="1", **senza))
    pagina = risposta.content.decode()
    assert risposta.status_code == 422 and "ha salvato questa scheda" in pagina and "Del secondo" in pagina
    assert Obiettivo.objects.get().titolo == "Del primo"


def test_si_aggiunge_una_riga_e_se_ne_toglie_una_senza_javascript(lodi, piano):
    scheda = obiettivo(piano, lodi.utenti["udp"], area="G")
    url = indirizzo("modifica_obiettivo", "G1")
    azione, indicatore = scheda.azioni.get(), scheda.indicatori.get()
    vuote = {f"{g}-TOTAL_FORMS": "0" for g in ("indicatori", "risorse", "soggetti", "personale")}
    dati = modulo(piano, partenza="1", aggiungi="azioni", **vuote)
    dati |= {"azioni-TOTAL_FORMS": "2", "azioni-INITIAL_FORMS": "1", "azioni-0-id": azione.pk, "azioni-0-DELETE": "on",
             "azioni-1-titolo": "Un’altra"}  # fmt: skip
    risposta = lodi.client("udp").post(url, dati)
    assert risposta.status_code == 302 and risposta.url == f"{url}#azioni"
    assert [a.titolo for a in scheda.azioni.all()] == ["Un’altra"]
    assert scheda.indicatori.get() == indicatore


def test_due_risorse_si_scambiano_l_anno(lodi, piano):
    scheda = obiettivo(piano, lodi.utenti["udp"], area="G")
    prima, seconda = scheda.risorse.all()
    prima.anno, seconda.anno = seconda.anno, prima.anno
    operazioni.salva_obiettivo(scheda, target=[], righe=[prima, seconda], partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    assert [(r.anno, str(r.importo)) for r in scheda.risorse.all()] == [(2025, "1000.00"), (2026, "1234.56")]


def test_una_risorsa_gia_presente_si_rifiuta_in_parole(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], area="G")
    risposta = lodi.client("udp").post(indirizzo("modifica_obiettivo", "G1"), modulo(piano, partenza="1"))
    assert risposta.status_code == 422 and "lo stesso fondo compare in due righe" in risposta.content.decode()


def test_cambiare_area_cambia_il_codice(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], area="G")
    obiettivo(piano, lodi.utenti["udp"], area="D")
    scheda = obiettivo(piano, lodi.utenti["udp"], area="G")
    assert scheda.codice == "G2"
    scheda.area = AreaPolicy.objects.get(piano=piano, codice="D")
    operazioni.salva_obiettivo(scheda, target=[], partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    assert scheda.codice == "D2"


def test_una_riga_di_un_altra_scheda_non_si_tocca(lodi, piano):
    altra = obiettivo(piano, lodi.utenti["udp"], area="D")
    obiettivo(piano, lodi.utenti["udp"], area="G")
    dati = modulo(piano, partenza="1", **{"risorse-TOTAL_FORMS": "0"})
    dati |= {"azioni-INITIAL_FORMS": "1", "azioni-0-id": altra.azioni.get().pk, "azioni-0-titolo": "Rubata"}
    lodi.client("udp").post(indirizzo("modifica_obiettivo", "G1"), dati)
    assert altra.azioni.get().titolo == "Un’azione"


def test_cio_che_e_facoltativo_si_scrive_e_si_rilegge(lodi, piano):
    """Altre aree, livelli essenziali, servizi, enti, personale, traguardi degli anni: tutto dalla stessa pagina."""
    altra = AreaPolicy.objects.get(piano=piano, codice="D")
    livello, servizio = Leps.objects.first(), Servizio.objects.first()
    dati = modulo(
        piano, aree_secondarie=[altra.pk], leps=[livello.pk], servizi=[servizio.pk], trasversale="on", peso="20",
        integrazione_sociosanitaria="asst", criticita="Mancano educatori.",
        **{"soggetti-TOTAL_FORMS": "1", "soggetti-0-nome": "ASST", "soggetti-0-ruolo": "partner",
           "personale-TOTAL_FORMS": "1", "personale-0-figura": "Educatore", "personale-0-ore_settimanali": "36",
           "indicatori-0-traguardo_2025": "25", "indicatori-0-traguardo_2026": ""},
    )  # fmt: skip
    assert lodi.client("udp").post(indirizzo("nuovo_obiettivo"), dati).status_code == 302
    scheda = piano.obiettivi.get()
    assert ([*scheda.aree_secondarie.all()], [*scheda.leps.all()], [*scheda.servizi.all()]) == ([altra], [livello], [servizio])
    indicatore = scheda.indicatori.get()
    assert [(t.anno, t.valore) for t in indicatore.traguardi.all()] == [(2025, 25)]
    pagina = lodi.client("sindaco").get(indirizzo("obiettivo", "G1")).content.decode()
    for parole in ("con l’ASST", "Mancano educatori.", "ASST (partner)", "Educatore", str(livello), "riguarda più aree"):
        assert parole in pagina
    modifica = lodi.client("udp").get(indirizzo("modifica_obiettivo", "G1")).content.decode()
    assert modifica.count('<details class="dettagli" open>') == 4


@pytest.mark.parametrize(
    ("cambi", "frase"),
    [
        ({"personale-TOTAL_FORMS": "1", "personale-0-figura": "Educatore"}, "ore la settimana o gli equivalenti"),
        ({"peso": "101"}, "100"),
        ({"indicatori-0-traguardo_2025": "molto"}, "2025"),
    ],
)
def test_il_facoltativo_sbagliato_si_dice(lodi, piano, cambi, frase):
    risposta = lodi.client("udp").post(indirizzo("nuovo_obiettivo"), modulo(piano, **cambi))
    assert risposta.status_code == 422 and frase in risposta.content.decode() and not Obiettivo.objects.exists()


def test_l_area_principale_non_si_ripete_fra_le_altre(lodi, piano):
    area = AreaPolicy.objects.get(piano=piano, codice="G").pk
    risposta = lodi.client("udp").post(indirizzo("nuovo_obiettivo"), modulo(piano, aree_secondarie=[area]))
    assert risposta.status_code == 422 and "non si ripete" in risposta.content.decode()
