"""Due campagne dimostrative per Lodi: cifre inventate ma plausibili, in proporzione ai residenti. Pavese resta da cominciare."""

from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from django.utils.text import slugify
from django.utils.timezone import localdate

from ambito.poteri import Poteri
from rendicontazione import operazioni, selezioni
from rendicontazione.dimostrazione.cifre import CENTESIMO, MARCHIO, Modello, caso, cifre
from rendicontazione.griglie import multifondo
from rendicontazione.griglie import operazioni as griglie
from rendicontazione.models import IMPORTI, FormaGestione, VoceSpesa
from rendicontazione.selezioni.controlli import scoperti
from servizi import selezioni as catalogo

ANNO = 2025
# Tre operatori provano modulo, xlsx e csv: i loro Comuni restano da compilare.
DA_PROVARE = {"Codogno", "Casalpusterlengo", "Maleo"}
# Costo in centesimi per abitante, utenti ogni centomila abitanti, quote per mille.
RIGHE = [
    Modello("1.2", "MUL", "ASS", "FNPS", 900, 2200, (0, 0, 380)),
    Modello("1.1", "MUL", "ASS", None, 300, 3000, (0, 0, 250)),
    Modello("2.1", "ANZ", "SIN", None, 1400, 900, (180, 60, 120)),
    Modello("2.1", "DIS", "ASS", "FNA", 1200, 300, (90, 110, 260)),
    Modello("3.1", "FM", "SIN", "FSR", 3100, 1200, (310, 0, 190)),
    Modello("3.1", "DIS", "ASS", "FSR", 1100, 200, (120, 240, 130)),
    Modello("4.1", "FM", "ASS", "FSR", 1700, 100, (0, 60, 210)),
    Modello("5.1", "POV", "ASS", "QSFP", 600, 500, (0, 0, 620)),
    Modello("5.2", "POV", "SIN", None, 500, 700, (0, 0, 90)),
]
SEMPRE = 5


def popola(scena):
    """La campagna 2024 chiusa, quella 2025 con una parte dei Comuni che ha inviato; rieseguirla non cambia nulla."""
    if scena.ambito.slug != "lodi" or selezioni.campagna(ANNO):
        return
    oggi = localdate(scena.adesso)
    ufficio = Poteri(scena.persona("coordinatore"), scena.ambito, oggi)
    l_anno_prima(scena, ufficio)
    date = {"apre": oggi - timedelta(days=60), "chiude": oggi - timedelta(days=4)}
    campagna = operazioni.apri_campagna(anno=ANNO, **date, poteri=ufficio, adesso=scena.adesso - timedelta(days=60))
    da_inviare = [r for r in selezioni.quadro(campagna) if r.comune.nome not in DA_PROVARE]
    inviano = [r for r in da_inviare if caso(r.comune.codice_istat, "invia", 10) < 6]
    for numero, rendiconto in enumerate(inviano):
        consegna(scena, rendiconto, ufficio, numero)
    spiega_un_residuo(ufficio, scena.adesso)


def l_anno_prima(scena, ufficio):
    """La campagna dell’anno prima: tutti i Comuni hanno inviato, l’Ufficio ha validato e chiuso."""
    aperta, chiusa = scena.adesso - timedelta(days=420), scena.adesso - timedelta(days=360)
    date = {"apre": localdate(aperta), "chiude": localdate(chiusa) - timedelta(days=10)}
    campagna = operazioni.apri_campagna(anno=ANNO - 1, **date, poteri=ufficio, adesso=aperta)
    for rendiconto in selezioni.quadro(campagna):
        quando = {"adesso": chiusa - timedelta(days=15)}
        operatore = chi_compila(scena, rendiconto, ufficio)
        operazioni.scrivi_voci(rendiconto, [prima(v, rendiconto.comune) for v in righe(rendiconto)], poteri=operatore, **quando)
        operazioni.invia(rendiconto, senza_spesa=False, messaggio="", poteri=operatore, **quando)
        operazioni.valida(rendiconto, poteri=ufficio, adesso=chiusa)
    operazioni.chiudi_campagna(campagna, poteri=ufficio, adesso=chiusa)


def prima(voce, comune):
    """La stessa riga un anno prima: da sette a undici decimi degli importi."""
    quota = Decimal(70 + caso(comune.codice_istat, f"prima {voce.intervento.codice} {voce.area.codice}", 45)) / 100
    for campo in IMPORTI:
        setattr(voce, campo, (getattr(voce, campo) * quota).quantize(CENTESIMO, ROUND_DOWN))
    return voce


def spiega_un_residuo(ufficio, adesso):
    """Il motivo del primo residuo da monitorare in Multifondo; gli altri restano da scrivere."""
    for situazione in multifondo.situazioni(ANNO)[:1]:
        dati = {"motivo": f"Gara in corso ({MARCHIO})", "impegno_previsto": ufficio.oggi + timedelta(days=60)}
        griglie.spiega_residuo(situazione.assegnazione, **dati, poteri=ufficio, adesso=adesso)


def chi_compila(scena, rendiconto, ufficio):
    """L’operatore del Comune, con i suoi poteri."""
    return Poteri(scena.persona(f"operatore.{slugify(rendiconto.comune.nome)}"), scena.ambito, ufficio.oggi)


def consegna(scena, rendiconto, ufficio, numero):
    """Le righe di un Comune e il suo invio; due su tre sono già validate, una è rimandata."""
    operatore, quando = chi_compila(scena, rendiconto, ufficio), scena.adesso - timedelta(days=numero % 20 + 1)
    operazioni.scrivi_voci(rendiconto, righe(rendiconto), poteri=operatore, adesso=quando)
    spiegazioni = {(r.codice, r.riguarda): f"Il servizio ha seguito più persone ({MARCHIO})." for r in scoperti(rendiconto)}
    operazioni.spiega(rendiconto, spiegazioni, poteri=operatore, adesso=quando)
    operazioni.invia(rendiconto, senza_spesa=False, messaggio="", poteri=operatore, adesso=quando)
    if numero == 3:
        rimanda(rendiconto, {"poteri": ufficio, "adesso": quando})
    elif numero % 3:
        operazioni.valida(rendiconto, poteri=ufficio, adesso=quando)


def rimanda(rendiconto, chi):
    """L’Ufficio chiede di guardare una cella e una riga che manca."""
    voce = rendiconto.voci.per_elenco().first()
    domanda = f"Gli utenti sono più delle persone che segue il servizio: contate ciascuno una volta ({MARCHIO})."
    operazioni.scrivi_rilievo(rendiconto, voce=voce, campo="utenti", testo=domanda, **chi)
    operazioni.scrivi_rilievo(rendiconto, voce=None, campo="", testo=f"Manca il centro estivo ({MARCHIO}).", **chi)
    motivo = "Due cose da guardare: le trovate fra i rilievi."
    operazioni.rimanda(rendiconto, motivo=motivo, **chi)


def righe(rendiconto):
    """Righe inventate: cinque in ogni Comune, fino a nove in qualcuno."""
    comune, residenti = rendiconto.comune, rendiconto.residenti or 1000
    tante = SEMPRE + caso(comune.codice_istat, "righe", len(RIGHE) - SEMPRE + 1)
    return [riga(comune, residenti, modello) for modello in RIGHE[:tante]]


def riga(comune, residenti, modello):
    """Una riga del modello per quel Comune."""
    return VoceSpesa(
        intervento=voce(catalogo.interventi(), modello.intervento),
        area=voce(catalogo.aree(), modello.area),
        forma_gestione=FormaGestione(modello.forma),
        fondo=modello.fondo and voce(catalogo.fondi(), modello.fondo),
        nota=MARCHIO,
        **cifre(modello, residenti, comune.codice_istat),
    )


def voce(elenco, codice):
    """La voce di catalogo con quel codice."""
    return elenco.get(codice=codice)
