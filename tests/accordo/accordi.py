"""Un accordo di prova, portato fin dove serve passando dalle operazioni vere."""

from datetime import timedelta

from accordo.models import ParteAccordo
from accordo.operazioni import accordi, parti
from ambito import flusso
from ambito.models import ContenutoDocumento, Documento, Ente
from ambito.nucleo.impronta import impronta_file
from piano.models import PianoDiZona
from piano.operazioni import congela_bozza
from tests.accordo.fabbriche import adesso, oggi, pdf
from tests.nucleo.test_fascicolo import documento
from tests.piano.fabbriche import piano_nuovo


def chi(scena, ruolo="udp"):
    return {"poteri": scena.poteri(ruolo), "adesso": adesso()}


def in_bozza(scena, piano=None):
    """Un accordo appena cominciato, con Codogno, un altro Comune e l’ATS che firmano. Va chiamato dentro `aperto`."""
    if piano is None:
        piano = piano_nuovo(scena)
        congela_bozza(piano, nome="", nota="", **chi(scena))
    accordo = accordi.crea_accordo(piano, **chi(scena))
    for comune in scena.elenco[1:3]:
        accordi.aggiungi_parte(accordo, comune=comune, ruolo="firmatario", **chi(scena))
    accordi.aggiungi_parte(accordo, ente=Ente.objects.get(tipo="ats"), ruolo="firmatario", **chi(scena))
    termini = {"termine_atti": oggi() + timedelta(days=30), "termine_firme": oggi() + timedelta(days=60)}
    return accordi.scrivi_dati(accordo, **termini, **chi(scena))


def congelato(scena, byte=None, **altro):
    """L’accordo all’approvazione degli enti: `(accordo, versione)`. `byte`: il PDF emesso per quella versione."""
    accordo = accordi.compi(in_bozza(scena, **altro), "condividi", **chi(scena))
    versione = accordi.congela(accordo, **chi(scena))
    emetti(versione, byte or documento(1))
    accordo.refresh_from_db()
    return accordo, versione


def emetti(versione, byte, numero=1):
    """Il documento di una versione, con quei byte al posto del PDF che farebbe il lavoro in secondo piano."""
    codice = f"{versione.ambito_id}-2222-333{numero}-{versione.pk:04}".replace("0", "Z").replace("1", "Y")
    emesso = Documento.objects.create(
        tipo="accordo", oggetto_id=versione.pk, versione=numero, titolo=str(versione.accordo), nome_file="accordo.pdf", dati={},
        impronta_dati="0" * 64, codice=codice,
        sha256=impronta_file(byte), dimensione=len(byte), permesso="legge_accordo", emesso_il=adesso(),
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=emesso, byte=byte)
    return emesso


def parte_di(accordo, comune):
    return ParteAccordo.objects.get(accordo=accordo, comune=comune)


def carica(scena, parte, ruolo="udp", **altro):
    """L’atto di una parte, esecutivo."""
    campi = {"organo": "giunta", "numero": "41", "data": oggi(), "esecutivo_dal": oggi(), "nome": "delibera.pdf",
             "byte": pdf(f"Delibera di {parte}"), **altro}  # fmt: skip
    return parti.carica_atto(parte, **campi, **chi(scena, ruolo))


def approvato(scena, byte=None, **altro):
    """L’accordo in firma, approvato da tutti: `(accordo, versione)`."""
    accordo, versione = congelato(scena, byte, **altro)
    for parte in accordo.parti.all():
        parti.approva_atto(carica(scena, parte), **chi(scena))
    accordo.refresh_from_db()
    accordo = accordi.compi(accordo, "apri_firma", **chi(scena))
    return accordo, versione


def vigente(scena, byte=None, **altro):
    """L’accordo in vigore, firmato da tutte le parti senza file di firma: `(accordo, versione)`."""
    accordo, versione = approvato(scena, byte, **altro)
    ParteAccordo.objects.filter(accordo=accordo).update(stato="firmata")
    flusso.esegui(accordo, "firmano_tutti", poteri=None, adesso=adesso())
    atti = {"atto_numero": "Decreto n. 3", "atto_data": oggi(), "bollettino": "BURL n. 12", "bollettino_data": oggi(),
            "albo_dal": oggi()}  # fmt: skip
    accordi.scrivi_dati(accordo, **atti, **chi(scena))
    PianoDiZona.objects.filter(pk=accordo.piano_id).update(stato="approvato")
    accordi.compi(accordo, "approva", **chi(scena))
    return accordi.compi(accordo, "pubblica", **chi(scena)), versione
