"""Campagne e righe di prova."""

from datetime import date
from decimal import Decimal

from rendicontazione import operazioni
from rendicontazione.models import Rendiconto, VoceSpesa
from servizi import selezioni as catalogo
from tests.scena import ADESSO

ANNO = 2024


def apri(scena, anno=ANNO, chiude=date(2025, 7, 31)):
    """Una campagna aperta per tutti i Comuni (da chiamare dentro l’Ambito)."""
    return operazioni.apri_campagna(anno=anno, apre=date(2025, 1, 15), chiude=chiude, poteri=scena.poteri("udp"), adesso=ADESSO)


def spesa_di(scena, nome="Codogno", anno=ANNO):
    return Rendiconto.objects.select_related("campagna", "comune").get(campagna__anno=anno, comune=scena.comuni[nome])


def euro(testo):
    return Decimal(testo)


def valori(intervento="2.1", area="ANZ", lorda="1000.00", **altri):
    """I valori di una riga valida; le chiavi date sostituiscono quelle di serie."""
    fissi = {
        "intervento": catalogo.interventi().get(codice=intervento),
        "area": catalogo.aree().get(codice=area),
        "forma_gestione": "SIN",
        "fondo": None,
        "utenti": 10,
        "spesa_lorda": euro(lorda),
        "compartecipazione_utenti": euro("100.00"),
        "quota_ssn": euro("50.00"),
        "altre_entrate": euro("25.00"),
        "liquidato": euro("800.00"),
        "nota": "",
    }
    return {**fissi, **altri}


def aggiungi(scena, rendiconto, ruolo="operatore", **altri):
    return operazioni.aggiungi_voce(rendiconto, valori=valori(**altri), poteri=scena.poteri(ruolo), adesso=ADESSO)


def consegna(scena, nome="Codogno", ruolo="operatore", **altri):
    """Una riga e l’invio della spesa del Comune."""
    rendiconto = spesa_di(scena, nome)
    aggiungi(scena, rendiconto, ruolo, **altri)
    return operazioni.invia(rendiconto, senza_spesa=False, messaggio="", poteri=scena.poteri(ruolo), adesso=ADESSO)


def campi(**altri):
    """Il corpo POST del modulo di una riga (dentro l’Ambito)."""
    v = valori()
    base = {
        "intervento": v["intervento"].pk, "area": v["area"].pk, "forma_gestione": "SIN", "fondo": "", "utenti": "10",
        "spesa_lorda": "1.000,00", "compartecipazione_utenti": "100", "quota_ssn": "50,00", "altre_entrate": "", "liquidato": "800",
        "nota": "",
    }  # fmt: skip
    return {**base, **altri}


def chi(scena, ruolo):
    return {"poteri": scena.poteri(ruolo), "adesso": ADESSO}


def invia(scena, rendiconto=None, **altri):
    dati = {"senza_spesa": False, "messaggio": "", **altri}
    return operazioni.invia(rendiconto or spesa_di(scena), **dati, **chi(scena, "operatore"))


def riga(scena, area="ANZ"):
    return VoceSpesa.objects.select_related("intervento", "area", "fondo", "rendiconto").get(area__codice=area)


def rileva(scena, voce, campo="", testo="Manca la quota del distretto"):
    return operazioni.scrivi_rilievo(spesa_di(scena), voce=voce, campo=campo, testo=testo, **chi(scena, "udp"))


def rimanda(scena):
    return operazioni.rimanda(spesa_di(scena), motivo="Guardate i rilievi", **chi(scena, "udp"))


def cambia(scena, area="ANZ", **altri):
    voce = riga(scena, area)
    lorda = altri.pop("lorda", str(voce.spesa_lorda))
    nuovi = valori(area=area, lorda=lorda, **altri)
    return operazioni.cambia_voce(voce, valori=nuovi, revisione=voce.revisione, **chi(scena, "operatore"))
