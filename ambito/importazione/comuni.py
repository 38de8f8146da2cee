"""L’elenco dei Comuni di un Ambito nuovo, da un foglio di calcolo o scritto a mano: codici Istat controllati riga per riga."""

import csv
from io import StringIO

from ambito.errori import ErroreAtteso
from ambito.models import Comune
from ambito.nucleo.formati_italiani import ErroreFormato, leggi_codice_istat

COLONNA = "istat_code"
ERRORI_MOSTRATI = 20


class ElencoNonValido(ErroreAtteso):
    """L’elenco non si può usare: la frase dice perché, riga per riga."""


def decodifica(grezzo):
    """I byte come testo: UTF-8, altrimenti la codifica di Excel in italiano."""
    try:
        return grezzo.decode("utf-8-sig")
    except UnicodeDecodeError:
        return grezzo.decode("cp1252", errors="replace")


def leggi_file(testo, oggi):
    """I codici di un CSV con la colonna `istat_code` (le altre non contano); `ElencoNonValido` se una riga qualunque non va."""
    return _codici(_righe(testo), oggi)


def leggi_testo(testo, oggi):
    """I codici scritti uno per riga; se la prima riga ha la colonna `istat_code` è un CSV incollato, e si legge come tale."""
    if COLONNA in testo.lstrip().partition("\n")[0].lower():
        return leggi_file(testo.lstrip(), oggi)
    righe = [(numero, riga) for numero, riga in enumerate(testo.splitlines(), 1) if riga.strip()]
    return _codici(righe, oggi)


def _righe(testo):
    """Le righe non vuote come coppie (numero di riga nel file, codice scritto)."""
    delimitatore = ";" if ";" in testo.partition("\n")[0] else ","
    lettore = csv.reader(StringIO(testo, newline=""), delimiter=delimitatore)
    try:
        colonna = _colonna(next(lettore, []))
        return [(lettore.line_num, "".join(riga[colonna : colonna + 1])) for riga in lettore if "".join(riga).strip()]
    except csv.Error as errore:
        raise ElencoNonValido(f"Riga {lettore.line_num}: non è una riga di un file CSV ({errore}).") from errore


def _colonna(intestazione):
    nomi = [nome.strip().lower() for nome in intestazione]
    if not any(nomi):
        raise ElencoNonValido("Il file è vuoto: serve una prima riga con la colonna «istat_code», poi un Comune per riga.")
    if COLONNA not in nomi:
        raise ElencoNonValido(f"Riga 1: manca la colonna «{COLONNA}»; ci sono: {', '.join(nomi)}.")
    return nomi.index(COLONNA)


def _codici(righe, oggi):
    """I codici Istat delle righe, controllati tutti prima di protestare una volta sola."""
    if not righe:
        raise ElencoNonValido("Il file non elenca alcun Comune.")
    possibili = [scritto.strip() for _, scritto in righe if scritto.strip().isdecimal()]
    noti = Comune.objects.in_bulk(possibili, field_name="codice_istat")
    visti, errori = {}, []
    for numero, scritto in righe:
        try:
            codice = leggi_codice_istat(scritto)
            _esigi_valido(codice, noti, visti, oggi)
            visti[codice] = numero
        except ErroreFormato as errore:
            errori.append(f"Riga {numero}: {errore}")
    if errori:
        raise ElencoNonValido(_riassunto(errori))
    return list(visti)


def _riassunto(errori):
    taciuti = len(errori) - ERRORI_MOSTRATI
    coda = [f"… e altri {taciuti} errori."] if taciuti > 0 else []
    return "\n".join(["Nessun Ambito creato.", *errori[:ERRORI_MOSTRATI], *coda])


def _esigi_valido(codice, noti, visti, oggi):
    if codice in visti:
        raise ErroreFormato(f"«{codice}» è già alla riga {visti[codice]}.")
    if codice not in noti:
        raise ErroreFormato(f"nessun Comune ha il codice Istat «{codice}».")
    if (fine := noti[codice].valido_al) and fine < oggi:
        raise ErroreFormato(f"{noti[codice]} («{codice}») non esiste più dal {fine:%d/%m/%Y}.")
