"""La pagina con cui un Ambito decide sul secondo fattore e vede chi è pronto; il ripristino di chi ha perso tutto."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from ambito.accesso.sessioni import dispositivo
from ambito.models import Ambito, Evento, SceltaSecondoFattore
from ambito.operazioni import scegli_secondo_fattore
from tests.accesso.codici import SEGRETO, codice, dentro
from tests.scena import ADESSO


def scelta(scena):
    return Ambito.objects.get(pk=scena.ambito.pk).secondo_fattore


def test_il_coordinatore_lo_rende_obbligatorio_e_resta_scritto(lodi):
    coordinatore = lodi.client("coordinatore")
    assert "non è obbligatorio" in coordinatore.get("/lodi/accessi/").content.decode()
    coordinatore.post("/lodi/accessi/", {"sempre": "on"})
    assert scelta(lodi) == SceltaSecondoFattore.SEMPRE
    with lodi.aperto():
        evento = Evento.objects.get(verbo="ambito.secondo_fattore")
    assert (evento.prima, evento.dopo) == ({"secondo_fattore": ""}, {"secondo_fattore": "sempre"})
    assert lodi.client("segretario").get("/lodi/").url.startswith("/accesso/secondo-fattore/")


def test_il_coordinatore_non_toglie_l_obbligo_di_tutto_il_portale(lodi, settings):
    settings.SECONDO_FATTORE = True
    coordinatore = lodi.client("coordinatore")
    TOTP.activate(lodi.utenti["coordinatore"], SEGRETO)
    coordinatore.post("/accesso/conferma/codice/", {"code": codice()})
    coordinatore.post("/lodi/accessi/", {"scelta": "mai", "sempre": ""})
    assert scelta(lodi) == SceltaSecondoFattore.PREDEFINITO
    assert "è obbligatorio" in coordinatore.get("/lodi/accessi/").content.decode()


def test_non_sceglierlo_non_cambia_cio_che_ha_deciso_il_gestore(lodi, gestore):
    with lodi.aperto():
        scegli_secondo_fattore(lodi.ambito, SceltaSecondoFattore.MAI, autore=gestore, adesso=ADESSO)
    lodi.client("coordinatore").post("/lodi/accessi/", {})
    assert scelta(lodi) == SceltaSecondoFattore.MAI


def test_si_vede_chi_e_pronto_e_chi_no(lodi):
    TOTP.activate(lodi.utenti["sindaco"], SEGRETO)
    pagina = lodi.client("coordinatore").get("/lodi/accessi/").content.decode()
    # Coordinatore, segretario e due sindaci; uno è pronto.
    assert "1 su 4" in pagina
    assert pagina.count(">Pronto<") == 1 and pagina.count(">Manca<") == 3


def test_chi_ha_perso_tutto_si_ripristina_e_le_sue_sessioni_si_chiudono(con_codici, entra, capsys):
    navigatore, _ = entra(con_codici.email)
    navigatore.post("/accesso/codice/", {"code": codice()})
    call_command("ripristina_accesso", con_codici.email.upper())
    assert "tolti 2 mezzi" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=con_codici).exists()
    assert not dentro(navigatore)
    with pytest.raises(CommandError, match="Nessuno"):
        call_command("ripristina_accesso", "nessuno@lodi.example")


@pytest.mark.parametrize(
    ("firma", "detto"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge su Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari su iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome su Android"),
        ("", "Un dispositivo"),
    ],
)
def test_un_dispositivo_si_dice_in_parole(firma, detto):
    assert dispositivo(firma) == detto
