"""Come si leggono le celle del foglio della spesa: ogni funzione dà il valore o una frase (`ValueError`)."""

from ambito.importazione.lettura import normale
from ambito.importazione.letture import cita, lettore_anno, lettore_comune, lettore_voci
from rendicontazione.models import FormaGestione
from servizi import selezioni as catalogo


def etichetta_forma(forma):
    """«ASS Associata»: codice e nome breve, come si scrive nei fogli."""
    forma = FormaGestione(forma)
    return f"{forma.value} {forma.label.partition(':')[0]}"


FORME = {normale(n): f.value for f in FormaGestione for n in (f.value, f.label, f.label.partition(":")[0], etichetta_forma(f))}


def leggi_forma(testo):
    """«ASS», «Associata» o l’etichetta intera → il codice della forma di gestione."""
    if normale(testo) not in FORME:
        raise ValueError(f"{cita(testo)} non è una forma di gestione: scrivi «SIN», «ASS» o «DEL».")
    return FORME[normale(testo)]


def lettori(caricamento):
    """Le letture che dipendono dall’Ambito, dal Comune e dall’anno della campagna."""
    return {
        "comune": lettore_comune(caricamento),
        "anno": lettore_anno(caricamento.parametri["anno"], "questa campagna raccoglie la spesa"),
        "intervento": lettore_voci(catalogo.interventi(), "un intervento"),
        "area": lettore_voci(catalogo.aree(), "un’area di utenza"),
        "fondo": lettore_voci(catalogo.fondi(), "un fondo"),
    }
