"""Una campagna dimostrativa per Lodi: cifre inventate ma plausibili, in proporzione ai residenti. Pavese resta da cominciare."""

from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

from django.utils.text import slugify
from django.utils.timezone import localdate

from ambito.poteri import Poteri
from rendicontazione import operazioni, selezioni
from rendicontazione.models import FormaGestione, VoceSpesa
from servizi import selezioni as catalogo

ANNO = 2025
# Tre operatori provano modulo, xlsx e csv: i loro Comuni restano da compilare.
DA_PROVARE = {"Codogno", "Casalpusterlengo", "Maleo"}
MARCHIO = "dato dimostrativo"
# Intervento, area, forma di gestione, fondo, euro per abitante, utenti ogni mille abitanti,
# quota degli utenti, del servizio sanitario e di altre entrate sulla lorda (per mille).
RIGHE = [
    ("1.2", "MUL", "ASS", "FNPS", 9, 22, 0, 0, 380),
    ("1.1", "MUL", "ASS", None, 3, 30, 0, 0, 250),
    ("2.1", "ANZ", "SIN", None, 14, 9, 180, 60, 120),
    ("2.1", "DIS", "ASS", "FNA", 12, 3, 90, 110, 260),
    ("3.1", "FM", "SIN", "FSR", 31, 12, 310, 0, 190),
    ("3.1", "DIS", "ASS", "FSR", 11, 2, 120, 240, 130),
    ("4.1", "FM", "ASS", "FSR", 17, 1, 0, 60, 210),
    ("5.1", "POV", "ASS", "QSFP", 6, 5, 0, 0, 620),
    ("5.2", "POV", "SIN", None, 5, 7, 0, 0, 90),
]
SEMPRE = 5
QUOTE = ("compartecipazione_utenti", "quota_ssn", "altre_entrate")


def popola(scena):
    """Apre la campagna 2025 e fa inviare, validare o rimandare la spesa di una parte dei Comuni; rieseguirla non cambia nulla."""
    if scena.ambito.slug != "lodi" or selezioni.campagna(ANNO):
        return
    oggi = localdate(scena.adesso)
    ufficio = Poteri(scena.persona("coordinatore"), scena.ambito, oggi)
    date = {"apre": oggi - timedelta(days=60), "chiude": oggi - timedelta(days=4)}
    campagna = operazioni.apri_campagna(anno=ANNO, **date, poteri=ufficio, adesso=scena.adesso - timedelta(days=60))
    inviano = [r for r in selezioni.quadro(campagna) if r.comune.nome not in DA_PROVARE and caso(r.comune, "invia", 10) < 6]
    for numero, rendiconto in enumerate(inviano):
        consegna(scena, rendiconto, ufficio, numero)


def caso(comune, che_cosa, quanti):
    """Un numero da 0 a `quanti` - 1 che per lo stesso Comune è sempre lo stesso."""
    return int(sha256(f"{comune.codice_istat} {che_cosa}".encode()).hexdigest()[:8], 16) % quanti


def consegna(scena, rendiconto, ufficio, numero):
    """Le righe di un Comune e il suo invio; due su tre sono già validate, una è rimandata."""
    operatore = Poteri(scena.persona(f"operatore.{slugify(rendiconto.comune.nome)}"), scena.ambito, ufficio.oggi)
    quando = scena.adesso - timedelta(days=numero % 20 + 1)
    operazioni.scrivi_voci(rendiconto, righe(rendiconto), poteri=operatore, adesso=quando)
    operazioni.invia(rendiconto, senza_spesa=False, messaggio="", poteri=operatore, adesso=quando)
    if numero == 3:
        motivo = "La spesa per i centri diurni è il doppio dell’anno scorso: controllate che non ci sia una riga ripetuta."
        operazioni.rimanda(rendiconto, motivo=motivo, poteri=ufficio, adesso=quando)
    elif numero % 3:
        operazioni.valida(rendiconto, poteri=ufficio, adesso=quando)


def righe(rendiconto):
    """Righe inventate: ogni importo è un costo per abitante mosso di poco, in centesimi esatti."""
    comune, residenti = rendiconto.comune, rendiconto.residenti or 1000
    tante = SEMPRE + caso(comune, "righe", len(RIGHE) - SEMPRE + 1)
    return [riga(comune, residenti, modello) for modello in RIGHE[:tante]]


def riga(comune, residenti, modello):
    """Una riga del modello per quel Comune."""
    codice, area, forma, fondo, per_abitante, per_mille, *quote = modello
    variazione = 80 + caso(comune, f"{codice} {area}", 45)
    lorda = Decimal(residenti * per_abitante * variazione + caso(comune, f"centesimi {codice} {area}", 100)) / 100
    entrate = {nome: (lorda * quota / 1000).quantize(Decimal("0.01")) for nome, quota in zip(QUOTE, quote, strict=True)}
    return VoceSpesa(
        intervento=voce(catalogo.interventi(), codice),
        area=voce(catalogo.aree(), area),
        forma_gestione=FormaGestione(forma),
        fondo=fondo and voce(catalogo.fondi(), fondo),
        utenti=max(1, residenti * per_mille // 1000),
        spesa_lorda=lorda,
        liquidato=(lorda * (850 + caso(comune, "liquidato", 140)) / 1000).quantize(Decimal("0.01")),
        nota=MARCHIO,
        **entrate,
    )


def voce(elenco, codice):
    """La voce di catalogo con quel codice."""
    return elenco.get(codice=codice)
