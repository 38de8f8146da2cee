"""Come si leggono le celle del foglio della spesa: ogni funzione dà il valore o una frase (`ValueError`)."""

import re

from django.utils.timezone import localdate

from ambito import selezioni as nucleo
from ambito.importazione.lettura import normale
from ambito.nucleo.formati_italiani import leggi_codice_istat, leggi_importo, leggi_intero
from ambito.nucleo.tabelle.comuni import chiave
from rendicontazione.models import MASSIMO_NOTA, FormaGestione
from rendicontazione.parole import pulisci_nota
from servizi import selezioni as catalogo

DATA_DI_EXCEL = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/](\d{1,2}|[a-z]{3})([-/]\d{2,4})?", re.I)


def leggi_utenti(testo):
    """Numero di utenti: intero, non negativo."""
    return leggi_intero(testo, 0, 9_999_999)


def leggi_positivo(testo):
    """Importo in euro, non negativo."""
    importo = leggi_importo(testo)
    if importo < 0:
        raise ValueError(f"{_cita(testo)} è negativo: qui si scrive un importo da zero in su.")
    return importo


def leggi_nota(testo):
    """La nota su una riga sola, ripulita."""
    nota = pulisci_nota(testo)
    if len(nota) > MASSIMO_NOTA:
        raise ValueError(f"La nota è lunga {len(nota)} caratteri: il massimo è {MASSIMO_NOTA}.")
    return nota


def etichetta_forma(forma):
    """«ASS Associata»: codice e nome breve, come si scrive nei fogli."""
    forma = FormaGestione(forma)
    return f"{forma.value} {forma.label.partition(':')[0]}"


FORME = {normale(n): f.value for f in FormaGestione for n in (f.value, f.label, f.label.partition(":")[0], etichetta_forma(f))}


def leggi_forma(testo):
    """«ASS», «Associata» o l’etichetta intera → il codice della forma di gestione."""
    if normale(testo) not in FORME:
        raise ValueError(f"{_cita(testo)} non è una forma di gestione: scrivi «SIN», «ASS» o «DEL».")
    return FORME[normale(testo)]


def _cita(testo):
    return f"«{pulisci_nota(testo)[:40]}»"


def _lettore_comune(caricamento):
    """Accetta solo il Comune di chi carica; distingue il Comune di altri da quello estraneo all’Ambito."""
    nomi = {a.comune.codice_istat: a.comune.nome for a in nucleo.appartenenze(localdate(caricamento.caricato_il))}
    per_nome = {chiave(nome): codice for codice, nome in nomi.items()}
    mio = caricamento.comune

    def leggi(testo):
        codice = leggi_codice_istat(testo.partition(" ")[0]) if "0" <= testo[:1] <= "9" else per_nome.get(chiave(testo))
        if codice is None:
            raise ValueError(f"{_cita(testo)} non è un Comune di questo Ambito: il tuo è {mio.nome} ({mio.codice_istat}).")
        if codice == mio.codice_istat:
            return codice
        if codice in nomi:
            raise ValueError(f"{codice} è {nomi[codice]}: questo foglio è di {mio.nome} ({mio.codice_istat}).")
        raise ValueError(f"{codice} non è un Comune di questo Ambito: il tuo è {mio.nome} ({mio.codice_istat}).")

    return leggi


def _lettore_anno(atteso):
    def leggi(testo):
        anno = leggi_intero(testo, 1, 9999)
        if anno != atteso:
            raise ValueError(f"L’anno è {anno}, ma questa campagna raccoglie la spesa del {atteso}.")
        return anno

    return leggi


def _lettore_voci(voci, che_cosa):
    """Riconosce una voce di catalogo dal codice, dal nome o dai due insieme."""
    voci = list(voci)
    per_nome = {normale(n): v for v in voci for n in (v.nome, v.etichetta, v.codice)}
    esempio = voci[0].etichetta if voci else ""

    def leggi(testo):
        # Un foglio di calcolo italiano scrive «2,1» dove il codice era «2.1».
        voce = per_nome.get(normale(testo)) or per_nome.get(normale(testo.partition(" ")[0].replace(",", ".")))
        if voce is None and DATA_DI_EXCEL.fullmatch(testo.strip()):
            raise ValueError(f"{_cita(testo)} sembra una data: il foglio di calcolo ha cambiato il codice. Scrivi «{esempio}».")
        if voce is None:
            raise ValueError(f"{_cita(testo)} non è {che_cosa} del catalogo: scrivi per esempio «{esempio}».")
        return voce

    return leggi


def lettori(caricamento):
    """Le letture che dipendono dall’Ambito, dal Comune e dall’anno della campagna."""
    return {
        "comune": _lettore_comune(caricamento),
        "anno": _lettore_anno(caricamento.parametri["anno"]),
        "intervento": _lettore_voci(catalogo.interventi(), "un intervento"),
        "area": _lettore_voci(catalogo.aree(), "un’area di utenza"),
        "fondo": _lettore_voci(catalogo.fondi(), "un fondo"),
    }
