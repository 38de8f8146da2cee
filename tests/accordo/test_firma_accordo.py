"""La firma delle parti: ogni file sbagliato ha la sua frase, tre firme sullo stesso PDF valgono tutte, il file finale le tiene."""

import io
import zipfile
from datetime import datetime, timedelta

import pytest

from accordo.documenti.fascicolo import firmato
from accordo.models import AccordoDiProgramma, FirmaParte, ParteAccordo
from accordo.operazioni import accordi, parti
from accordo.operazioni.firme import FirmaRifiutata, radici
from accordo.selezioni import accordi as letture
from ambito.models import Utente
from ambito.nucleo.firme import leggi_firme
from tests.accordo.accordi import approvato, chi, emetti, parte_di
from tests.accordo.fabbriche import adesso
from tests.firme import Autorita, Firmatario, annota_sopra, campo_senza_firma
from tests.nucleo.test_fascicolo import documento

pytestmark = pytest.mark.django_db
CODICI = {"sindaco": "RSSMRA80A01F205X", "sindaco.altro": "VRDDAA80A41F205X", "ats": "BNCLGU70B02F205Y"}


@pytest.fixture(scope="module")
def autorita():
    return Autorita()


@pytest.fixture(scope="module")
def firmatari(autorita):
    nomi = {"sindaco": ("MARIO", "ROSSI"), "sindaco.altro": ("ADA", "VERDI"), "ats": ("LUIGI", "BIANCHI")}
    return {chi: Firmatario(*nomi[chi], CODICI[chi], autorita=autorita) for chi in CODICI}


@pytest.fixture(scope="module")
def pdf():
    return documento(2)


@pytest.fixture
def scena(lodi, autorita, pdf, settings, tmp_path):
    """L’accordo in firma, con i codici fiscali di chi rappresenta le parti e un’autorità di fiducia."""
    lodi.radici = tmp_path / "radici"
    lodi.radici.mkdir()
    lodi.radici.joinpath("autorita.pem").write_bytes(autorita.pem())
    settings.RADICI_FIRMA = str(lodi.radici)
    for nome, codice in CODICI.items():
        Utente.objects.filter(pk=lodi.utenti[nome].pk).update(codice_fiscale=codice)
    with lodi.aperto("udp"):
        lodi.accordo, lodi.versione = approvato(lodi, pdf)
        lodi.parti = {
            "sindaco": parte_di(lodi.accordo, lodi.elenco[1]),
            "sindaco.altro": parte_di(lodi.accordo, lodi.elenco[2]),
            "ats": ParteAccordo.objects.get(accordo=lodi.accordo, ente__tipo="ats"),
        }
        indica(lodi, "ats", "Luigi Bianchi", CODICI["ats"], "Direttore generale, deliberazione n. 3")
        yield lodi


def indica(scena, parte, nome, codice, titolo):
    indicata = {"nome": nome, "codice_fiscale": codice, "titolo": titolo}
    scena.parti[parte] = accordi.indica_chi_firma(scena.parti[parte], **indicata, **chi(scena))


def firma(scena, byte, chi_firma="sindaco", nome="accordo.pdf", **altro):
    return parti.firma(scena.parti[chi_firma], nome_file=nome, byte=byte, **{**chi(scena, chi_firma), **altro})


def test_tre_parti_firmano_lo_stesso_pdf_una_dopo_l_altra(scena, pdf, firmatari):
    byte = pdf
    for numero, chi_firma in enumerate(CODICI):
        byte = firmatari[chi_firma].pdf(byte, campo=f"Firma{numero}")
        registrata = firma(scena, byte, chi_firma)
        assert (registrata.codice_fiscale, registrata.formato, registrata.fidata) == (CODICI[chi_firma], "PAdES", True)
        assert registrata.titolo.startswith(("Sindaco dal", "Direttore generale"))
    assert AccordoDiProgramma.objects.get().stato == "perfezionato"
    nome, finale = firmato(scena.versione, letture.documento_di(scena.versione))
    assert nome == "accordo.pdf" and len(leggi_firme(finale, dopo_la_firma=False).firme) == 3


def test_chi_firma_una_busta_a_parte_sta_nello_zip(scena, pdf, firmatari):
    firma(scena, firmatari["sindaco"].pdf(pdf))
    firma(scena, firmatari["sindaco.altro"].busta(pdf), "sindaco.altro", "accordo.pdf.p7m")
    nome, finale = firmato(scena.versione, letture.documento_di(scena.versione))
    with zipfile.ZipFile(io.BytesIO(finale)) as archivio:
        nomi = archivio.namelist()
        assert nome.endswith(".zip") and nomi[0] == "accordo.pdf" and nomi[1].endswith(".p7m")
        assert len(leggi_firme(archivio.read(nomi[0])).firme) == 1


def _troncato(byte):
    return byte[: len(byte) - len(byte) // 4]


def _alterato(byte):
    """Un byte diverso dentro ciò che la firma copre e il testo congelato non contiene: il nome del programma che la verifica."""
    posto = byte.rindex(b"/Adobe.PPK") + len(b"/Adobe.PP")
    return byte[:posto] + bytes([byte[posto] ^ 1]) + byte[posto + 1 :]


SBAGLIATI = {
    "senza firma": (lambda pdf, f, a: pdf, "firma a mano.*15, c. 2-bis"),
    "non è un pdf": (lambda pdf, f, a: b"ciao", "non si legge|nessuna firma"),
    "troncato": (lambda pdf, f, a: _troncato(f["sindaco"].busta(pdf)), "non si legge"),
    "altro documento": (lambda pdf, f, a: f["sindaco"].pdf(documento(1)), "non è il testo congelato"),
    "altra persona": (lambda pdf, f, a: f["ats"].pdf(pdf), "Luigi Bianchi. Per Comune di Codogno può firmare"),
    "due volte": (lambda pdf, f, a: f["sindaco"].pdf(f["sindaco"].pdf(pdf), campo="Firma2"), "ha firmato due volte"),
    "ritoccato prima": (lambda pdf, f, a: f["sindaco"].pdf(annota_sopra(pdf)), "è cambiato altro"),
    "dipinto senza firma": (lambda pdf, f, a: f["sindaco"].pdf(campo_senza_firma(pdf)), "è cambiato altro"),
    "riquadro grande": (lambda pdf, f, a: f["sindaco"].pdf(pdf, riquadro=(0, 0, 595, 842)), "copre troppo della pagina"),
    "certificato di accesso": (
        lambda pdf, f, a: Firmatario(codice_fiscale=CODICI["sindaco"], autorita=a, usi=("digital_signature",)).busta(pdf),
        "Mario Rossi serve ad accedere, non a firmare",
    ),
    "alterato dopo": (lambda pdf, f, a: _alterato(f["sindaco"].pdf(pdf)), "cambiato dopo la firma"),
    "scaduto": (
        lambda pdf, f, a: Firmatario(codice_fiscale=CODICI["sindaco"], autorita=a, scade=datetime(2025, 3, 1)).pdf(pdf),
        "non è valido oggi .scade il 1.* marzo 2025|non è valido oggi .scade il 01/03/2025",
    ),
    "emittente ignoto": (lambda pdf, f, a: Firmatario(codice_fiscale=CODICI["sindaco"]).pdf(pdf), "autorità riconosciute"),
}


@pytest.mark.parametrize("caso", SBAGLIATI)
def test_ogni_file_sbagliato_ha_la_sua_frase(scena, pdf, firmatari, autorita, caso):
    prepara, frase = SBAGLIATI[caso]
    with pytest.raises(FirmaRifiutata, match=frase):
        firma(scena, prepara(pdf, firmatari, autorita))
    assert not FirmaParte.objects.exists() and scena.parti["sindaco"].stato == "approvata"


def test_chi_ha_gia_firmato_non_firma_di_nuovo_e_la_firma_non_si_tocca(scena, pdf, firmatari):
    from django.db import Error, transaction

    firma(scena, firmatari["sindaco"].pdf(pdf))
    with pytest.raises(FirmaRifiutata, match="ha già firmato"):
        firma(scena, firmatari["sindaco"].pdf(pdf))
    with pytest.raises(Error, match="congelata"), transaction.atomic():
        FirmaParte.objects.update(firmatario="Altro")


def test_firma_la_persona_indicata_con_il_suo_atto(scena, pdf, autorita):
    delegata = Firmatario("PIA", "NERI", "NREPIA80A41F205J", autorita=autorita)
    indica(scena, "sindaco", "Pia Neri", "NREPIA80A41F205J", "delega prot. 3")
    registrata = firma(scena, delegata.pdf(pdf))
    assert (registrata.firmatario, registrata.titolo) == ("Pia Neri", "delega prot. 3")


def test_di_chi_non_ha_codice_fiscale_si_dice_che_manca(scena, pdf, firmatari):
    Utente.objects.filter(pk=scena.utenti["sindaco"].pk).update(codice_fiscale="")
    with pytest.raises(FirmaRifiutata, match="Non sappiamo chi firma"):
        firma(scena, firmatari["sindaco"].pdf(pdf))


def test_per_un_ente_firma_solo_la_persona_indicata(scena, pdf, firmatari):
    """Chi cura nel portale la parte di un ente non per questo può impegnarlo."""
    indica(scena, "ats", "", "", "")
    assert letture.chi_firma(scena.parti["ats"], adesso().date()) == []
    with pytest.raises(FirmaRifiutata, match="Non sappiamo chi firma"):
        firma(scena, firmatari["ats"].pdf(pdf), "ats")


def test_chi_firma_per_piu_enti_carica_lo_stesso_file(scena, pdf, firmatari):
    indica(scena, "ats", "Mario Rossi", CODICI["sindaco"], "delega del Direttore generale prot. 7")
    byte = firmatari["sindaco"].pdf(pdf)
    titoli = [firma(scena, byte, parte).titolo for parte in ("sindaco", "ats")]
    assert titoli[0].startswith("Sindaco dal") and titoli[1].startswith("delega del Direttore")


def test_una_firma_accettata_resta_buona_anche_se_il_certificato_scade(scena, pdf, firmatari, autorita):
    """Il secondo firma lo stesso file quando il certificato del primo è scaduto, e la sua autorità non è più fra quelle fidate."""
    altra = Autorita("Un’altra")
    scena.radici.joinpath("altra.pem").write_bytes(altra.pem())
    domani = (adesso() + timedelta(days=1)).replace(tzinfo=None)
    primo = Firmatario(codice_fiscale=CODICI["sindaco"], autorita=altra, scade=domani).pdf(pdf)
    firma(scena, primo)
    scena.radici.joinpath("altra.pem").unlink()
    secondo = firmatari["sindaco.altro"].pdf(primo, campo="Firma2")
    dopo = adesso() + timedelta(days=2)
    assert firma(scena, secondo, "sindaco.altro", adesso=dopo).codice_fiscale == CODICI["sindaco.altro"]


def test_lo_stesso_certificato_scaduto_non_vale_per_una_firma_nuova(scena, pdf, firmatari, autorita):
    """Si riconosce la firma, non chi l’ha messa: la stessa persona che firma di nuovo, scaduta, non passa."""
    domani = (adesso() + timedelta(days=1)).replace(tzinfo=None)
    mario = Firmatario(codice_fiscale=CODICI["sindaco"], autorita=autorita, scade=domani)
    firma(scena, mario.pdf(pdf))
    secondo = firmatari["sindaco.altro"].pdf(mario.pdf(pdf, campo="Altra"), campo="Firma2")
    with pytest.raises(FirmaRifiutata, match="Mario Rossi non è valido oggi"):
        firma(scena, secondo, "sindaco.altro", adesso=adesso() + timedelta(days=2))


def test_l_integrita_si_controlla_anche_di_cio_che_e_gia_accettato(scena, pdf, firmatari):
    primo = firmatari["sindaco"].pdf(pdf)
    firma(scena, primo)
    secondo = firmatari["sindaco.altro"].pdf(_alterato(primo), campo="Firma2")
    with pytest.raises(FirmaRifiutata, match="cambiato dopo la firma di Mario Rossi"):
        firma(scena, secondo, "sindaco.altro")


def test_il_formato_e_del_file_non_della_firma(scena, pdf, firmatari):
    """Un PDF firmato dal Sindaco dentro la busta di un altro: è una busta, e non è il file da firmare dopo."""
    registrata = firma(scena, firmatari["sindaco.altro"].busta(firmatari["sindaco"].pdf(pdf)), nome="accordo.pdf")
    assert registrata.formato == "CAdES" and letture.file_in_corso(scena.versione) is None


def test_un_nome_lunghissimo_entra_nella_colonna(scena, pdf, autorita):
    lungo = Firmatario("MARIO " * 40, codice_fiscale=CODICI["sindaco"], autorita=autorita)
    assert len(firma(scena, lungo.pdf(pdf)).firmatario) == 160


def _senza_cartella(radici):
    radici.joinpath("autorita.pem").unlink()
    radici.rmdir()


def _senza_certificati(radici):
    radici.joinpath("autorita.pem").rename(radici / "LEGGIMI")


def _con_un_file_guasto(radici):
    radici.joinpath("autorita.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nciao")


@pytest.mark.parametrize("guasta", [_senza_cartella, _senza_certificati, _con_un_file_guasto])
def test_senza_le_autorita_indicate_ogni_firma_si_rifiuta(scena, pdf, firmatari, guasta, caplog):
    guasta(scena.radici)
    with pytest.raises(FirmaRifiutata, match="Le autorità di firma non sono configurate bene: avvisa chi gestisce il portale"):
        firma(scena, firmatari["sindaco"].pdf(pdf))
    assert "non c’è nessun certificato" in caplog.text


def test_delle_autorita_si_leggono_soltanto_i_file_di_certificati(scena, autorita):
    """Un file con più certificati li dà tutti; ciò che non è un certificato non ferma gli altri."""
    scena.radici.joinpath("altre.CRT").write_bytes(Autorita("Una").pem() + Autorita("Due").pem())
    scena.radici.joinpath("LEGGIMI.txt").write_bytes(Autorita("Tre").pem())
    scena.radici.joinpath("rotto.der").write_bytes(b"ciao")
    assert len(radici()) == 3


def test_firmata_una_versione_superata_si_dice_quale_vale(scena, pdf, firmatari):
    riaperto = accordi.riapri(scena.accordo, "Si cambia", **chi(scena))
    accordi.compi(riaperto, "condividi", **chi(scena))
    nuova = accordi.congela(riaperto, **chi(scena))
    emetti(nuova, documento(3))
    from tests.accordo.accordi import carica

    for parte in riaperto.parti.all():
        parti.approva_atto(carica(scena, parte), **chi(scena))
    riaperto.refresh_from_db()
    accordi.compi(riaperto, "apri_firma", **chi(scena))
    with pytest.raises(FirmaRifiutata, match="versione 1, che non vale più: scarica la 2"):
        firma(scena, firmatari["sindaco"].pdf(pdf))
