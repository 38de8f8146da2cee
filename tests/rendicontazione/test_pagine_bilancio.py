"""Le pagine del bilancio: che cosa si legge, che cosa si scrive, quanto costano."""

from decimal import Decimal

import pytest

from rendicontazione import operazioni as della_spesa
from rendicontazione.models import Movimento, VersioneBilancio
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from tests.accordo import riparti
from tests.accordo.test_interrogazioni import conta
from tests.piano.fabbriche import obiettivo
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi, fondo, muovi, obiettivo_del_piano, riga
from tests.rendicontazione.fabbriche import aggiungi, apri, spesa_di
from tests.scena import ADESSO
from tests.servizi.fabbriche import crea_assegnazione

CASA = f"/lodi/rendicontazione/{ANNO}/bilancio/"


def leggi(scena, ruolo, url):
    risposta = scena.client(ruolo).get(url)
    assert risposta.status_code == 200
    return risposta.content.decode()


def consegna(scena, righe):
    """Codogno rendiconta queste coppie (area, entrata) sul fondo sociale regionale e invia."""
    spesa = spesa_di(scena, anno=ANNO)
    for area, entrata in righe:
        aggiungi(scena, spesa, fondo=fondo("FSR"), area=area, lorda="9000.00", altre_entrate=Decimal(entrata))
    spesa = spesa_di(scena, anno=ANNO)
    della_spesa.invia(spesa, senza_spesa=False, messaggio="", poteri=scena.poteri("operatore"), adesso=ADESSO)


def test_dalla_previsione_all_impegno_passando_dalle_pagine(lodi):
    with lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
    udp = lodi.client("udp")
    assert udp.post(f"{CASA}nuova/").url == f"{CASA}versioni/0/"
    with lodi.aperto("udp"):
        dati = {"obiettivo": scheda.pk, "fondo": bilancio.righe(bilancio.versione(ANNO, 0)).get().capitolo.fondo_id,
                "comune": lodi.comuni["Codogno"].pk, "importo": "1.000,00", "nota": ""}  # fmt: skip
    assert udp.post(f"{CASA}versioni/0/righe/nuova/", dati).status_code == 302
    doppia = udp.post(f"{CASA}versioni/0/righe/nuova/", dati)
    assert doppia.status_code == 422 and "c’è già una riga" in doppia.content.decode()
    with lodi.aperto("udp"):
        scritta = bilancio.righe(bilancio.versione(ANNO, 0)).get(importo=Decimal("1000.00"))
    cambia = {"importo": "1.500,00", "nota": "corretta", "revisione": "1"}
    assert udp.post(f"{CASA}versioni/0/righe/{scritta.pk}/", cambia).status_code == 302
    assert udp.post(f"{CASA}versioni/0/approva/", {"atto": "Deliberazione n. 4", "atto_del": "01/03/2025"}).status_code == 302
    pagina = leggi(lodi, "sindaco", f"{CASA}versioni/0/")
    assert "2.734,56" in pagina and "Deliberazione n. 4" in pagina and "Aggiungi una riga" not in pagina
    dati = {"genere": "impegno", "giorno": "02/05/2025", "atto": "Determinazione n. 1", "importo": "1.500,01", "causale": ""}
    troppo = udp.post(f"{CASA}capitoli/{scritta.capitolo_id}/movimento/", dati)
    assert troppo.status_code == 422 and "Restano da impegnare 1.500,00" in troppo.content.decode()
    assert udp.post(f"{CASA}capitoli/{scritta.capitolo_id}/movimento/", {**dati, "importo": "1.500,00"}).status_code == 302
    assert "Determinazione n. 1" in leggi(lodi, "sindaco", f"{CASA}capitoli/{scritta.capitolo_id}/")


def test_il_secondo_clic_non_registra_un_altro_movimento(lodi):
    with lodi.aperto("udp"):
        capitolo = approvato(lodi)
    indirizzo, udp = f"{CASA}capitoli/{capitolo.pk}/movimento/", lodi.client("udp")
    visti = udp.get(indirizzo).context["form"]["visti"].value()
    dati = {"genere": "impegno", "giorno": "02/05/2025", "atto": "Determinazione n. 1", "importo": "1,00", "visti": visti}
    assert udp.post(indirizzo, dati).status_code == 302
    secondo = udp.post(indirizzo, dati)
    assert secondo.status_code == 422 and "è appena stato registrato" in secondo.content.decode()
    with lodi.aperto("udp"):
        assert capitolo.movimenti.count() == 1


def test_chi_apre_una_riga_di_una_versione_approvata_torna_alla_versione(lodi):
    with lodi.aperto("udp"):
        approvato(lodi)
        sua = bilancio.righe(bilancio.versione(ANNO, 0)).first()
    risposta = lodi.client("udp").get(f"{CASA}versioni/0/righe/{sua.pk}/", follow=True)
    assert risposta.redirect_chain[0][0] == f"{CASA}versioni/0/" and "comincia un assestamento" in risposta.content.decode()


def test_togliere_una_riga_ed_eliminare_la_bozza(lodi):
    with lodi.aperto("udp"):
        obiettivo_del_piano(lodi)
        versione = operazioni.comincia_versione(ANNO, **chi(lodi))
        sua = bilancio.righe(versione).get()
    udp = lodi.client("udp")
    assert udp.post(f"{CASA}versioni/0/righe/{sua.pk}/togli/").url == f"{CASA}versioni/0/"
    assert udp.post(f"{CASA}versioni/0/elimina/").url == CASA
    with lodi.aperto("udp"):
        assert not VersioneBilancio.objects.exists()
    assert "da cominciare" in leggi(lodi, "udp", "/lodi/rendicontazione/bilancio/")


@pytest.mark.parametrize("indirizzo", ["/lodi/rendicontazione/2040/bilancio/", f"{CASA}versioni/7/", f"{CASA}confronto/0..9/"])
def test_cio_che_non_c_e_e_un_404(lodi, indirizzo):
    with lodi.aperto("udp"):
        approvato(lodi)
    assert lodi.client("udp").get(indirizzo).status_code == 404


def test_la_catena_porta_ogni_cifra_alle_sue_righe(lodi):
    with lodi.aperto("udp"):
        capitolo = approvato(lodi, "1000.00")
        codice = capitolo.obiettivo.codice
        muovi(lodi, capitolo, "600.00")
        muovi(lodi, capitolo, "150.00", "liquidazione")
        apri(lodi, ANNO)
    with lodi.aperto("operatore"):
        consegna(lodi, [("ANZ", "432.10"), ("DIS", "555.00")])
    pagina = leggi(lodi, "udp", f"{CASA}catena/")
    for indirizzo, importo in [
        (f"{CASA}movimenti/?genere=impegno&amp;fondo=FSR&amp;obiettivo={codice}", "600,00"),
        (f"{CASA}movimenti/?genere=liquidazione&amp;fondo=FSR&amp;obiettivo={codice}", "150,00"),
        (f"{CASA}versioni/0/?fondo=FSR&amp;obiettivo={codice}", "1.000,00"),
        (f"/lodi/rendicontazione/{ANNO}/voci/?fondo=FSR", "432,10"),
        (f"/lodi/rendicontazione/{ANNO}/voci/?fondo=FSR", "987,10"),
        (f"/lodi/piano/2025-2027/obiettivi/{codice}/", "1.234,56"),
    ]:
        assert f'<a href="{indirizzo}">{importo} €</a>' in pagina, indirizzo
        assert importo in leggi(lodi, "udp", indirizzo.replace("&amp;", "&"))
    assert "/voci/" not in leggi(lodi, "sindaco", f"{CASA}catena/")
    csv = lodi.client("sindaco").get(f"{CASA}catena/?formato=csv").content.decode("utf-8-sig")
    assert "1000,00;600,00;150,00;432,10" in csv.replace(".", "")


def test_i_riparti_e_il_bilancio_devono_tornare(lodi):
    with lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
        riparti.deliberato(lodi)
        versione = operazioni.comincia_versione(ANNO, **chi(lodi))
        scritta = riga(lodi, versione, scheda, "9000.00", "COM")
        approva(lodi, versione)
    pagina = leggi(lodi, "udp", f"{CASA}catena/")
    assert "non dicono la stessa cifra" in pagina and "10.000,00" in pagina and "-1.000,00" in pagina.replace("−", "-")
    with lodi.aperto("udp"):
        seconda = operazioni.comincia_versione(ANNO, **chi(lodi))
        sua = bilancio.righe(seconda).get(capitolo=scritta.capitolo)
        operazioni.cambia_riga(sua, importo=Decimal("10000.00"), nota="", revisione=1, **chi(lodi))
        approva(lodi, seconda)
    assert "Riparti e bilancio tornano" in leggi(lodi, "udp", f"{CASA}catena/")


def test_ogni_elenco_si_scarica_con_i_suoi_filtri(lodi):
    with lodi.aperto("udp"):
        muovi(lodi, approvato(lodi, "1000.00", comune="Codogno"), "10.00")
    righe = lodi.client("sindaco").get(f"{CASA}versioni/0/?formato=csv&comune=098019").content.decode("utf-8-sig")
    assert "Codogno" in righe and "1234,56" not in righe
    assert "Determinazione n. 1" in lodi.client("sindaco").get(f"{CASA}movimenti/?formato=csv").content.decode("utf-8-sig")


PAGINE = [
    "", "versioni/0/", "versioni/1/", "versioni/1/approva/", "confronto/0..1/", "catena/", "catena/?formato=csv", "movimenti/",
    "movimenti/?formato=csv", "capitoli/{capitolo}/", "versioni/1/righe/nuova/",
]  # fmt: skip


def misura(lodi, capitolo, bozza=1):
    """Quante interrogazioni fa ogni pagina; quelle su una bozza, sulla versione che adesso lo è."""
    pagine = {pagina: f"{CASA}{pagina}".format(capitolo=capitolo.pk) for pagina in PAGINE}
    pagine |= {pagina: url.replace("versioni/1/", f"versioni/{bozza}/") for pagina, url in pagine.items()}
    pagine["anni"] = "/lodi/rendicontazione/bilancio/"
    return {pagina: conta(lodi, "udp", url) for pagina, url in pagine.items()}


def test_le_pagine_costano_uguale_con_una_riga_e_con_quaranta(lodi):
    with lodi.aperto("udp"):
        scheda = obiettivo_del_piano(lodi)
        capitolo = approvato(lodi, "1000.00", scheda)
        muovi(lodi, capitolo, "10.00")
        bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
        apri(lodi, ANNO)
        crea_assegnazione(lodi, "10.00", fondo="FSR", annualita=2025)
    prima = misura(lodi, capitolo)
    with lodi.aperto("udp"):
        for numero in range(8):
            altro = obiettivo(scheda.piano, lodi.utenti["udp"], f"Obiettivo {numero}")
            for nome in lodi.comuni:
                riga(lodi, bozza, altro, "10.00", "FSR", nome)
        approva(lodi, bozza)
        for c in bilancio.capitoli(ANNO).filter(fondo__codice="FSR", comune__isnull=False):
            muovi(lodi, c, "1.00")
        for numero in range(20):
            muovi(lodi, capitolo, "1.00", atto=f"Determinazione n. {numero}")
        crea_assegnazione(lodi, "10.00", fondo="FSR", annualita=2025, atto="Un altro decreto")
        assert Movimento.objects.count() > 40
        operazioni.comincia_versione(ANNO, **chi(lodi))
    with lodi.aperto("operatore"):
        consegna(lodi, [("ANZ", "1000.00"), ("DIS", "1000.00"), ("POV", "1000.00")])
    # La versione 1 è approvata: le pagine che scrivono si guardano sulla 2.
    dopo = misura(lodi, capitolo, bozza=2)
    assert {pagina: (n, dopo[pagina]) for pagina, n in prima.items() if dopo[pagina] != n or n > 25} == {}
