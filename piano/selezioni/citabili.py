"""I dati che i testi del piano possono citare: elenco per chi scrive, valori di oggi per chi legge e per chi congela."""

from ambito.nucleo.citazioni import aggiorna_citazioni, chiavi_citate
from piano.registri import FONTI


def gruppi(piano, oggi):
    """Tutti i dati citabili: coppie (fonte, elenco dei dati), senza le fonti che oggi non hanno nulla."""
    elenchi = [(fonte, list(fonte.dati(piano, oggi))) for fonte in FONTI.values()]
    return [(fonte, dati) for fonte, dati in elenchi if dati]


def citati(testi, piano, oggi):
    """I dati citati da questi testi: chiave → `DatoVivo`. Interroga le sole fonti che servono."""
    chiavi = {chiave for testo in testi for chiave in chiavi_citate(testo)}
    servono = {chiave.partition("-")[0] for chiave in chiavi}
    trovati = [dato for nome in sorted(servono & set(FONTI)) for dato in FONTI[nome].dati(piano, oggi)]
    return {dato.chiave: dato for dato in trovati if dato.chiave in chiavi}


def valori(dati):
    """Chiave → come si scrive oggi."""
    return {chiave: dato.testo for chiave, dato in dati.items()}


def aggiornato(testo, piano, oggi):
    """Il testo con i dati citati al valore di oggi, ancora citazioni: le parole che vede chi legge."""
    return aggiorna_citazioni(testo, valori(citati([testo], piano, oggi)))


def fonti_di(testo, dati):
    """I dati citati da un testo, nell’ordine in cui compaiono."""
    return [dati[chiave] for chiave in chiavi_citate(testo) if chiave in dati]
