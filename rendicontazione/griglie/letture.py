"""La spesa raccolta, messa nelle griglie."""

from ambito.nucleo.importi import da_centesimi, in_centesimi
from rendicontazione import selezioni
from rendicontazione.controlli import quota_minori
from rendicontazione.griglie.elenchi import DAL_FONDO, griglie
from rendicontazione.griglie.motore import Spesa, riempi
from rendicontazione.selezioni.regole import della_campagna

# La colonna della matrice del Fondo nazionale per infanzia, adolescenza e responsabilità familiari.
MINORI = "IAF"


def piena(griglia, misura, righe, regole):
    """La griglia riempita con le righe di spesa date (di `selezioni.voci`); `regole` per griglia (di `selezioni.regole`)."""
    return riempi(griglia, regole[griglia.codice], [_spesa(riga, misura) for riga in righe])


def righe(campagna):
    """Le righe dei Comuni che hanno inviato, lette una volta per tutte le griglie."""
    return list(selezioni.voci(campagna))


def minori_sotto_la_quota(campagna):
    """C03: la matrice del Fondo nazionale dice quali spese sono per i minori. Una lista, vuota se torna."""
    matrice = piena(griglie()["FNPS"], DAL_FONDO, righe(campagna), della_campagna(campagna).regole)
    esito = quota_minori(da_centesimi(matrice.della_colonna(MINORI)), da_centesimi(matrice.totale), soglia=campagna.quota_minori)
    return [esito] if esito else []


def _spesa(riga, misura):
    intervento = riga.intervento
    return Spesa(intervento.codice, intervento.macrolivello, riga.area.codice, _valore(riga, misura), riga)


def _valore(riga, misura):
    """Il valore della riga in interi; zero se la misura guarda un altro fondo."""
    if misura.fondo and (riga.fondo is None or riga.fondo.codice != misura.fondo):
        return 0
    valore = getattr(riga, misura.campo)
    return in_centesimi(valore) if misura.in_euro else valore


def mostra(valore, misura):
    """Il valore intero di una cella come si legge: euro o persone."""
    return da_centesimi(valore) if misura.in_euro else valore


def note(griglia, usate):
    """Ciò che si dice accanto alla griglia, ovunque la si mostri: l’avvertenza dello schema, da dove vengono le corrispondenze."""
    return [frase for frase in (griglia.avvertenza, usate.da_dove) if frase]
