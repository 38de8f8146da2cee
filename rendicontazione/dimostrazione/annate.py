"""Anni interi di spesa, sessanta righe per Comune: residenti e cifre Istat e BDAP veri, ripartizione fra le righe inventata.

Di vero: i residenti; la spesa netta dei Comuni italiani per abitante (Istat 2022) e come si divide fra le aree di utenza (Istat
2011); quanto spende ogni Comune per abitante rispetto agli altri dell’Ambito (BDAP 2024, spesa corrente, dove c’è). Il resto –
come un’area si divide fra gli obiettivi di servizio, utenti, entrate, liquidato, l’andamento negli anni, date e stati –
è inventato, e ogni riga lo porta scritto nella nota.
"""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache

from django.utils.timezone import localdate

from ambito.riferimenti import leggi_tabella
from ambito.selezioni import appartenenze
from rendicontazione import selezioni
from rendicontazione.dimostrazione.cifre import MARCHIO, Modello, caso, cifre
from rendicontazione.models import Campagna
from rendicontazione.operazioni.annate import SpesaPronta, carica_annata
from rendicontazione.selezioni.qualificata import ANNO_ISTAT, italia
from rendicontazione.stati import MODIFICABILI, StatoCampagna, StatoRendiconto
from servizi import selezioni as catalogo

S = StatoRendiconto
NOTA = f"Riga inventata: {MARCHIO}"
# Area di utenza → la sua voce fra le quote Istat.
AREE = {
    "FM": "famiglia_minori", "DIS": "disabili", "DIP": "dipendenze", "ANZ": "anziani", "IMM": "immigrati_nomadi",
    "POV": "poverta_disagio", "MUL": "multiutenza",
}  # fmt: skip
# Obiettivo di servizio → forma, fondo, peso nell’area, utenti ogni centomila abitanti, quote per mille: inventati.
INTERVENTI = {
    "1.1": ("ASS", None, 5, 3000, (0, 0, 250)),
    "1.2": ("ASS", "FNPS", 15, 2200, (0, 0, 380)),
    "1.3": ("ASS", "QSFP", 2, 300, (0, 0, 300)),
    "2.1": ("SIN", "FNA", 20, 900, (180, 60, 120)),
    "2.2": ("SIN", None, 3, 800, (0, 0, 90)),
    "3.1": ("SIN", "FSR", 30, 1200, (310, 0, 190)),
    "4.1": ("ASS", "FSR", 13, 100, (0, 60, 210)),
    "5.1": ("ASS", "QSFP", 7, 500, (0, 0, 620)),
    "5.2": ("SIN", None, 5, 700, (0, 0, 90)),
}
# Tre incroci che quasi nessun Comune ha: restano sessanta righe.
ASSENTI = {("4.1", "IMM"), ("4.1", "MUL"), ("5.2", "MUL")}
# Di quanto cresce la spesa ogni anno, e di quanto al più ogni Comune se ne scosta, in percento.
CRESCITA, OSCILLA = 2, 5
# A che punto sono i Comuni nell’anno ancora aperto, dieci parti.
IN_CORSO = [*4 * [S.VALIDATO], *2 * [S.INVIATO], *2 * [S.CERTIFICATO], S.RETTIFICA_RICHIESTA, S.IN_COMPILAZIONE]
MOTIVO = f"La spesa per i centri diurni è il doppio dell’anno prima: controllate ({MARCHIO})."


def carica(ambito, anni, adesso):
    """Le annate che mancano fra le ultime `anni`, da chiamare nell’Ambito: coppie (anno, righe scritte), la più lontana per prima.

    L’ultima resta aperta, le altre sono chiuse; un anno che ha già la sua campagna non si tocca.
    """
    ultimo = localdate(adesso).year - 1
    presenti = set(selezioni.campagne().values_list("anno", flat=True))
    mancano = [anno for anno in range(ultimo - anni + 1, ultimo + 1) if anno not in presenti]
    return [(anno, _carica(ambito, anno, anno == ultimo, adesso)) for anno in mancano]


def _carica(ambito, anno, aperta, adesso):
    comuni, codici = list(appartenenze(localdate(adesso))), _codici()
    campagna, stato = _campagna(anno, aperta, localdate(adesso))
    spese = [_spesa(ambito, campagna, aperta, appartenenza, codici, adesso) for appartenenza in comuni]
    return carica_annata(campagna, stato, spese, adesso=adesso)


def _campagna(anno, aperta, oggi):
    """La campagna di quell’anno, e in che stato nasce."""
    if aperta:
        return Campagna(anno=anno, apre=oggi - timedelta(days=60), chiude=oggi + timedelta(days=20)), StatoCampagna.APERTA
    return Campagna(anno=anno, apre=date(anno + 1, 1, 15), chiude=date(anno + 1, 5, 31)), StatoCampagna.CHIUSA


def _spesa(ambito, campagna, aperta, appartenenza, codici, adesso):
    comune = appartenenza.comune
    # Lo stesso ogni anno: una riga cambia poco da un anno all’altro.
    seme = f"{ambito.slug} {comune.codice_istat}"
    stato = IN_CORSO[caso(seme, "stato", len(IN_CORSO))] if aperta else S.CHIUSO
    termine = adesso if aperta else datetime.combine(campagna.chiude, time(9), UTC)
    inviato = None if stato in MODIFICABILI else termine - timedelta(days=1 + caso(seme, "invio", 50))
    motivo = MOTIVO if stato == S.RETTIFICA_RICHIESTA else ""
    return SpesaPronta(comune, stato, _righe(seme, campagna.anno, appartenenza, codici), inviato, motivo)


def _codici():
    """Le chiavi delle voci di catalogo che servono, per codice."""
    elenchi = (catalogo.interventi(), catalogo.aree(), catalogo.fondi())
    return [{None: None, **dict(elenco.values_list("codice", "pk"))} for elenco in elenchi]


def _righe(seme, anno, appartenenza, codici):
    """Le righe di un Comune come le vuole `carica_annata`: si fanno mentre si scrivono, non si tengono."""
    interventi, aree, fondi = codici
    for modello in modelli(anno, appartenenza.comune.codice_istat):
        importi = cifre(modello, appartenenza.residenti or 1000, seme)
        yield interventi[modello.intervento], aree[modello.area], modello.forma, fondi[modello.fondo], *importi.values(), NOTA, 1


@cache
def modelli(anno, codice_istat):
    """Le sessanta righe tipo di quel Comune: la netta per abitante, tutta, è quella Istat per quanto spende lui."""
    aumento = Fraction(100 + CRESCITA, 100) ** (anno - ANNO_ISTAT)
    mosso = Fraction(100 - OSCILLA + caso(f"{codice_istat} {anno}", "anno", 2 * OSCILLA + 1), 100)
    per_abitante = Fraction(italia().pro_capite) * 100 * spende(codice_istat) * aumento * mosso
    return [
        _modello(intervento, area, per_abitante * quota, quota)
        for area, quota in quote_delle_aree().items()
        for intervento in INTERVENTI
        if (intervento, area) not in ASSENTI
    ]


def _modello(intervento, area, per_abitante, quota):
    forma, fondo, peso, utenti, quote = INTERVENTI[intervento]
    pesi = sum(dati[2] for codice, dati in INTERVENTI.items() if (codice, area) not in ASSENTI)
    lorda = per_abitante * Fraction(peso, pesi) * Fraction(1000, 1000 - sum(quote))
    return Modello(intervento, area, forma, fondo, max(1, round(lorda)), round(utenti * quota), quote)


@cache
def quote_delle_aree():
    """Come si divide fra le aree la spesa dei Comuni italiani (Istat 2011)."""
    valori = {riga["voce"]: riga["valore"] for riga in leggi_tabella("istat_spesa_sociale_italia_2011")}
    return {area: Fraction(valori[f"quota_{voce}"]) / 100 for area, voce in AREE.items()}


@cache
def _spesa_corrente():
    """Per codice Istat, la spesa corrente per abitante (BDAP 2024) rispetto alla media di quei Comuni."""
    righe = leggi_tabella("territorio_lodi")
    spesa = {r["istat_code"]: Fraction(r["spesa_corrente_2024"]) for r in righe}
    residenti = {r["istat_code"]: int(r["residenti_20240101"]) for r in righe}
    media = sum(spesa.values()) / sum(residenti.values())
    return {codice: spesa[codice] / residenti[codice] / media for codice in spesa}


def spende(codice_istat):
    """Quante volte la media dell’Ambito spende quel Comune per abitante; uno dove il dato non c’è."""
    return _spesa_corrente().get(codice_istat, Fraction(1))
