"""Le letture di cella che servono a più di un foglio: ogni funzione dà il valore o una frase (`ValueError`)."""

import re

from django.utils.timezone import localdate

from ambito import selezioni
from ambito.importazione.lettura import normale
from ambito.nucleo.formati_italiani import leggi_codice_istat, leggi_importo, leggi_intero
from ambito.nucleo.tabelle.comuni import chiave

DATA_DI_EXCEL = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/](\d{1,2}|[a-z]{3})([-/]\d{2,4})?", re.I)
FORMULA = re.compile(r"'+(?=\s*[=+\-@])")


def pulisci_nota(testo):
    """Una nota su una riga sola, senza caratteri invisibili né l’apostrofo che i fogli mettono davanti alle formule."""
    visibile = testo if testo.isprintable() else "".join(c if c.isprintable() else " " for c in testo)
    riga = " ".join(visibile.split())
    return FORMULA.sub("", riga, count=1).strip() if FORMULA.match(riga) else riga


def cita(testo):
    """Il testo di una cella come si ripete in una frase d’errore."""
    return f"«{pulisci_nota(testo)[:40]}»"


def leggi_conteggio(testo):
    """Un numero intero, non negativo."""
    return leggi_intero(testo, 0, 9_999_999)


def leggi_positivo(testo):
    """Importo in euro, non negativo."""
    importo = leggi_importo(testo)
    if importo < 0:
        raise ValueError(f"{cita(testo)} è negativo: qui si scrive un importo da zero in su.")
    return importo


def lettore_nota(massimo):
    """La nota su una riga sola, ripulita, lunga al più `massimo` caratteri."""

    def leggi(testo):
        nota = pulisci_nota(testo)
        if len(nota) > massimo:
            raise ValueError(f"La nota è lunga {len(nota)} caratteri: il massimo è {massimo}.")
        return nota

    return leggi


def lettore_comune(caricamento):
    """Accetta solo il Comune di chi carica; distingue il Comune di altri da quello estraneo all’Ambito."""
    nomi = {a.comune.codice_istat: a.comune.nome for a in selezioni.appartenenze(localdate(caricamento.caricato_il))}
    per_nome = {chiave(nome): codice for codice, nome in nomi.items()}
    mio = caricamento.comune

    def leggi(testo):
        codice = leggi_codice_istat(testo.partition(" ")[0]) if "0" <= testo[:1] <= "9" else per_nome.get(chiave(testo))
        if codice is None:
            raise ValueError(f"{cita(testo)} non è un Comune di questo Ambito: il tuo è {mio.nome} ({mio.codice_istat}).")
        if codice == mio.codice_istat:
            return codice
        if codice in nomi:
            raise ValueError(f"{codice} è {nomi[codice]}: questo foglio è di {mio.nome} ({mio.codice_istat}).")
        raise ValueError(f"{codice} non è un Comune di questo Ambito: il tuo è {mio.nome} ({mio.codice_istat}).")

    return leggi


def lettore_di_ogni_comune(caricamento):
    """Accetta un Comune qualunque dell’Ambito, dal codice Istat o dal nome; dà il Comune."""
    vigenti = [a.comune for a in selezioni.appartenenze(localdate(caricamento.caricato_il))]
    per_codice, per_nome = {c.codice_istat: c for c in vigenti}, {chiave(c.nome): c for c in vigenti}

    def leggi(testo):
        a_cifre = "0" <= testo[:1] <= "9"
        comune = per_codice.get(leggi_codice_istat(testo.partition(" ")[0])) if a_cifre else per_nome.get(chiave(testo))
        if comune is None:
            raise ValueError(f"{cita(testo)} non è un Comune di questo Ambito.")
        return comune

    return leggi


def lettore_anno(atteso, che_cosa):
    """Accetta solo l’anno della raccolta; `che_cosa` completa «questa raccolta riguarda…»."""

    def leggi(testo):
        anno = leggi_intero(testo, 1, 9999)
        if anno != atteso:
            raise ValueError(f"L’anno è {anno}, ma {che_cosa} del {atteso}.")
        return anno

    return leggi


def lettore_voci(voci, che_cosa):
    """Riconosce una voce di catalogo dal codice, dal nome o dai due insieme."""
    voci = list(voci)
    per_nome = {normale(n): v for v in voci for n in (v.nome, v.etichetta, v.codice)}
    esempio = voci[0].etichetta if voci else ""

    def leggi(testo):
        # Un foglio di calcolo italiano scrive «2,1» dove il codice era «2.1».
        voce = per_nome.get(normale(testo)) or per_nome.get(normale(testo.partition(" ")[0].replace(",", ".")))
        if voce is None and DATA_DI_EXCEL.fullmatch(testo.strip()):
            raise ValueError(f"{cita(testo)} sembra una data: il foglio di calcolo ha cambiato il codice. Scrivi «{esempio}».")
        if voce is None:
            raise ValueError(f"{cita(testo)} non è {che_cosa} del catalogo: scrivi per esempio «{esempio}».")
        return voce

    return leggi
