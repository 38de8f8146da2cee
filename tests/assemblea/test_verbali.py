"""Il verbale dopo la seduta: osservazioni di chi siede, approvazione alla seduta seguente, foglio delle presenze."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ambito.assemblea import documenti
from ambito.assemblea.models import Deliberazione, Osservazione
from ambito.assemblea.operazioni import atti, aula, ordine_del_giorno, sedute
from ambito.assemblea.operazioni.atti import VerbaleNonModificabile
from ambito.assemblea.operazioni.sedute import SedutaNonValida
from ambito.assemblea.selezioni import presenze, verbali
from ambito.models import Documento
from ambito.nucleo.impronta import impronta_file
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import PREPARA, QUANDO, Assemblea
from tests.assemblea.test_atti import conclusa, tratta
from tests.firme import Firmatario, riscrivi
from tests.nucleo.test_fascicolo import documento
from tests.scena import OGGI


@pytest.fixture
def chiuso(assemblea):
    """Il verbale chiuso di una seduta conclusa."""
    verbale = conclusa(assemblea).verbale
    return atti.chiudi_verbale(verbale, poteri=assemblea.poteri, adesso=QUANDO)


def iscrivi(assemblea, seduta, verbale):
    return ordine_del_giorno.iscrivi_verbale(seduta, verbale, poteri=assemblea.poteri, adesso=PREPARA)


def approva(assemblea, verbale):
    """Una seduta che approva il verbale come primo punto."""
    seduta = assemblea.bozza(punti=0)
    iscrivi(assemblea, seduta, verbale)
    seduta = aula.apri(sedute.convoca(seduta, poteri=assemblea.poteri, adesso=PREPARA), 1, poteri=assemblea.poteri, adesso=QUANDO)
    assemblea.entrano(seduta)
    tratta(assemblea, aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO, presiede="Aldo"))


def test_si_iscrive_per_primo_e_gli_altri_scalano(assemblea, chiuso):
    seduta = assemblea.bozza(punti=2)
    iscrivi(assemblea, seduta, chiuso)
    assert list(seduta.punti.order_by("ordine").values_list("ordine", "oggetto")) == [
        (1, "Approvazione: Verbale n. 1/2025, seduta del 20 giugno 2025"),
        (2, "Criteri di riparto 1"),
        (3, "Criteri di riparto 2"),
    ]
    with pytest.raises(SedutaNonValida, match="già all’ordine del giorno"):
        iscrivi(assemblea, seduta, chiuso)


def test_un_verbale_in_bozza_non_si_approva(assemblea):
    seduta = conclusa(assemblea)
    verbale = seduta.verbale
    assert verbali.proponibili(seduta) == []
    with pytest.raises(SedutaNonValida):
        iscrivi(assemblea, assemblea.bozza(), verbale)


def test_la_seduta_seguente_lo_approva_con_una_deliberazione(assemblea, chiuso):
    assert verbali.approvazione(chiuso) is None and [pk for pk, _ in verbali.proponibili(chiuso.seduta)] == [chiuso.pk]
    approva(assemblea, chiuso)
    assert verbali.approvazione(chiuso) == Deliberazione.objects.get(punto__oggetto_tipo="verbale")
    assert verbali.proponibili(chiuso.seduta) == []


def test_chi_siede_osserva_finche_non_e_approvato(assemblea, chiuso):
    atti.osserva(chiuso, testo=" Ero presente dalle 18:10. ", poteri=assemblea.di("sindaco"), adesso=QUANDO)
    assert [o.testo for o in verbali.osservazioni(chiuso)] == ["Ero presente dalle 18:10."]
    for ruolo in ("segretario", "coordinatore", "operatore"):
        with pytest.raises(PotereMancante):
            atti.osserva(chiuso, testo="x", poteri=assemblea.di(ruolo), adesso=QUANDO)
    approva(assemblea, chiuso)
    with pytest.raises(VerbaleNonModificabile, match="già approvato"):
        atti.osserva(chiuso, testo="Tardi", poteri=assemblea.di("sindaco"), adesso=QUANDO)


def test_il_foglio_delle_presenze_dice_chi_e_per_quanto(assemblea):
    seduta = assemblea.in_corso(nomi=["Lodi", "Codogno", "Abbadia Cerreto"])
    aula.esce(assemblea.seggio(seduta, "Codogno"), poteri=assemblea.poteri, adesso=QUANDO + timedelta(minutes=25))
    aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO + timedelta(minutes=90))
    per_comune = {riga[1]: riga[4:7] for riga in presenze.righe(seduta)}
    assert per_comune == {
        "Abbadia Cerreto": ["18:00", "19:30", 90],
        "Casalpusterlengo": ["assente", "", 0],
        "Codogno": ["18:00", "18:25", 25],
        "Lodi": ["18:00", "19:30", 90],
    }


def test_dalle_pagine_si_osserva_e_si_iscrive(lodi):
    with lodi.aperto("segretario"):
        assemblea = Assemblea(lodi)
        verbale = conclusa(assemblea).verbale
        atti.chiudi_verbale(verbale, poteri=assemblea.poteri, adesso=QUANDO)
        bozza = assemblea.bozza()

    def url(nome, *pezzi):
        return reverse(f"assemblea:{nome}", args=["lodi", *pezzi])

    sindaco, segretario = lodi.client("sindaco"), lodi.client("segretario")
    assert sindaco.post(url("osserva", verbale.seduta_id), {"osserva-testo": ""}).status_code == 422
    assert sindaco.post(url("osserva", verbale.seduta_id), {"osserva-testo": "Manca un nome."}).status_code == 302
    assert "Manca un nome." in segretario.get(url("verbale", verbale.seduta_id)).content.decode()
    pagina = segretario.get(url("seduta", bozza.pk)).content.decode()
    assert "Metti per primo: approvazione del Verbale n. 1/2025" in pagina
    assert segretario.post(url("iscrivi_verbale", bozza.pk, verbale.pk)).status_code == 302
    pagina = segretario.get(url("seduta", bozza.pk)).content.decode()
    assert "Metti per primo" not in pagina and "Leggi il verbale da approvare" in pagina
    assert f'href="{url("verbale", verbale.seduta_id)}"' in pagina
    assert segretario.get(url("foglio_presenze", verbale.seduta_id)).content[:2] == b"PK"
    with lodi.aperto():
        assert Osservazione.objects.count() == 1


def test_il_segretario_risponde_a_un_osservazione_e_resta_nel_documento(lodi, assemblea, chiuso):
    osservazione = atti.osserva(chiuso, testo="Ero presente.", poteri=assemblea.di("sindaco"), adesso=QUANDO)
    segretario = lodi.client("segretario")
    url = reverse("assemblea:rispondi_osservazione", args=["lodi", chiuso.seduta_id, osservazione.pk])
    assert segretario.post(url, {"accolta": "si"}).status_code == 422
    assert segretario.post(url, {"accolta": "si", "risposta": "Corretto l’orario."}).status_code == 302
    letto = lodi.client("sindaco").get(reverse("assemblea:verbale", args=["lodi", chiuso.seduta_id]))
    assert "Corretto l’orario." in letto.content.decode()
    (scritta,) = documenti.prepara(chiuso, OGGI).dati["osservazioni"]
    assert (scritta["esito"], scritta["risposta"]) == ("Accolta", "Corretto l’orario.")
    approva(assemblea, chiuso)
    with pytest.raises(VerbaleNonModificabile, match="già approvato"):
        atti.rispondi_osservazione(osservazione, accolta=False, risposta="No.", poteri=assemblea.poteri, adesso=QUANDO)


def emetti(ambito, verbale, **dati):
    """Il PDF di quel verbale, come lo lascia il lavoro che lo fa."""
    byte = documento(1)
    Documento.objects.create(
        tipo="verbale", oggetto_id=verbale.pk, versione=1, titolo="Verbale", nome_file="v.pdf", dati={"dati": dati},
        impronta_dati="0" * 64,
        codice=f"{ambito.pk}-4444-4444-4444", sha256=impronta_file(byte), dimensione=len(byte), permesso="legge_sedute",
        emesso_il=QUANDO,
    )  # fmt: skip
    return byte


@pytest.fixture
def emesso(lodi, assemblea, chiuso):
    return emetti(lodi.ambito, chiuso, bozza=False)


def allega(assemblea, verbale, byte, nome="verbale.pdf"):
    return atti.allega_firmato(verbale, nome_file=nome, byte=byte, poteri=assemblea.poteri, adesso=QUANDO)


def test_il_verbale_firmato_si_conserva_con_chi_ha_firmato(lodi, assemblea, chiuso, emesso):
    mario, ada = Firmatario(), Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    assert [f["nome"] for f in allega(assemblea, chiuso, mario.pdf(emesso)).firme] == ["Mario Rossi"]
    # La busta con dentro il PDF già firmato prende il posto del primo file: le firme sono due.
    firmato = allega(assemblea, chiuso, ada.busta(mario.pdf(emesso)), "verbale.pdf.p7m")
    assert [f["nome"] for f in firmato.firme] == ["Mario Rossi", "Ada Verdi"] and firmato.documento.versione == 1
    sindaco = lodi.client("sindaco")
    pagina = sindaco.get(reverse("assemblea:verbale", args=["lodi", chiuso.seduta_id])).content.decode()
    assert "Mario Rossi" in pagina and "Carica il verbale firmato" not in pagina
    file = sindaco.get(reverse("assemblea:scarica_firmato", args=["lodi", chiuso.seduta_id]))
    assert file["Content-Type"] == "application/pkcs7-mime" and impronta_file(file.content) == firmato.sha256


def test_un_altro_documento_una_firma_rotta_o_nessuna_si_rifiutano(lodi, assemblea, chiuso, emesso):
    mario = Firmatario()
    for byte, frase in (
        (mario.pdf(documento(2)), "non è il PDF emesso"),
        (emesso, "nessuna firma"),
        (mario.pdf(riscrivi(emesso)), "Oltre alle firme nel PDF è cambiato altro"),
        (mario.busta(riscrivi(emesso)), "Oltre alle firme nel PDF è cambiato altro"),
        (riscrivi(mario.pdf(emesso)), "cambiato dopo la firma di Mario Rossi"),
        (mario.busta(emesso).replace(b"%PDF-1", b"%PDF-2"), "cambiato dopo la firma di Mario Rossi"),
    ):
        with pytest.raises(atti.FirmatoNonValido, match=frase):
            allega(assemblea, chiuso, byte)
    url = reverse("assemblea:allega_firmato", args=["lodi", chiuso.seduta_id])
    rifiutato = lodi.client("segretario").post(url, {"firmato-file": SimpleUploadedFile("verbale.pdf", emesso)})
    assert rifiutato.status_code == 422 and "nessuna firma" in rifiutato.content.decode()
    accolto = lodi.client("segretario").post(url, {"firmato-file": SimpleUploadedFile("verbale.pdf.p7m", mario.busta(emesso))})
    assert accolto.status_code == 302


def test_prima_di_chiudere_si_dice_che_cosa_manca(lodi, assemblea):
    seduta = conclusa(assemblea, punti=2)
    assert verbali.mancanze(seduta.verbale) == []
    testo = seduta.verbale.testo.replace("n. 1/2025", "n. uno")
    verbale = atti.salva_verbale(seduta.verbale, testo=testo, revisione=1, poteri=assemblea.poteri, adesso=QUANDO)
    assert verbali.mancanze(verbale) == ["Il testo non nomina la Deliberazione n. 1/2025."]
    pagina = lodi.client("segretario").get(reverse("assemblea:verbale", args=["lodi", seduta.pk])).content.decode()
    assert "Prima di chiudere, guarda che cosa manca" in pagina
    non_trattata = aula.chiudi(assemblea.in_corso(punti=1), poteri=assemblea.poteri, adesso=QUANDO)
    assert verbali.mancanze(non_trattata.verbale) == ["Non è stato trattato: punto 1."]


def test_il_pdf_di_una_bozza_non_si_firma(lodi, assemblea, chiuso):
    with pytest.raises(atti.FirmatoNonValido, match="non è il PDF emesso"):
        allega(assemblea, chiuso, Firmatario().busta(emetti(lodi.ambito, chiuso, bozza=True)))


def test_si_firma_solo_un_verbale_chiuso(assemblea):
    with pytest.raises(atti.FirmatoNonValido, match="Prima si chiude"):
        allega(assemblea, conclusa(assemblea).verbale, b"")
