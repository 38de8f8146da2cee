"""Il foglio delle righe di una bozza del bilancio: quello che si scarica dalla versione, corretto, si ricarica com’è."""

from django.urls import reverse

from ambito.importazione import Anteprima, Colonna, ErroreRiga, Tracciato, ripetute
from ambito.importazione.lettura import normale
from ambito.importazione.letture import cita, leggi_positivo, lettore_di_ogni_comune, lettore_nota, lettore_voci
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_importo
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import TIENE
from servizi import selezioni as catalogo

MASSIMO_NOTA = 300
COLONNE = (
    Colonna("obiettivo", "Obiettivo", str, True, ("codice obiettivo",), esempio="D1"),
    Colonna("fondo", "Fondo", str, esempio="FNPS"),
    Colonna("comune", "Comune", str, False, esempio="Tutto l’Ambito"),
    Colonna("importo", "Importo", leggi_positivo, True, ("stanziato",), esempio="12.500,00"),
    Colonna("nota", "Nota", lettore_nota(MASSIMO_NOTA), False),
)


def lettori(caricamento):
    """Gli obiettivi del piano dell’anno, i fondi del catalogo, i Comuni dell’Ambito."""
    per_codice = {normale(o.codice): o for o in bilancio.obiettivi_dell_anno(caricamento.parametri["anno"])}
    del_comune = lettore_di_ogni_comune(caricamento)

    def leggi_obiettivo(testo):
        trovato = per_codice.get(normale(testo.partition(" ")[0]))
        if trovato is None:
            raise ValueError(f"{cita(testo)} non è un obiettivo del piano: scrivi il suo codice, per esempio «D1».")
        return trovato

    return {
        "obiettivo": leggi_obiettivo,
        "fondo": lettore_voci(catalogo.fondi(), "un fondo"),
        "comune": lambda testo: None if _e_di_tutti(testo) else del_comune(testo),
    }


def _e_di_tutti(testo):
    """«Tutto l’Ambito», con l’apostrofo dritto o curvo."""
    return normale(testo.replace("'", "’")) == normale("Tutto l’Ambito")


def _versione(caricamento):
    return bilancio.versione(caricamento.parametri["anno"], caricamento.parametri["numero"])


def controlla(righe, caricamento):
    """Righe ripetute, e una bozza che intanto non c’è più."""
    doppi = ripetute(righe, operazioni.chiave)
    errori = [ErroreRiga(r["_riga"], "", "", f"Obiettivo, fondo e Comune sono già nella riga {prima}.") for r, prima in doppi]
    versione = _versione(caricamento)
    if versione is None or not versione.e_bozza:
        errori.append(ErroreRiga(1, "", "", "Questa bozza non c’è più: è stata approvata o eliminata."))
    return errori


def confronta(righe, caricamento):
    """Che cosa cambierebbe nella bozza."""
    versione, esito = _versione(caricamento), Anteprima()
    scritte = {r.capitolo.chiave: (r.importo, r.nota) for r in bilancio.righe(versione)}
    for riga in righe:
        chi = f"{riga['obiettivo'].codice} con {riga['fondo'].codice}, {riga.get('comune') or 'tutto l’Ambito'}"
        dopo = (riga["importo"], riga.get("nota") or "")
        esito.aggiungi(riga, chi, scritte.get(operazioni.chiave(riga)), dopo, _scritto)
    return esito


def _scritto(valore):
    if valore is None:
        return "manca"
    importo, nota = valore
    return f"{formatta_importo(importo)} €{f' ({nota})' if nota else ''}"


def applica(righe, caricamento, poteri, adesso):
    """Scrive le righe nuove e quelle cambiate; quelle che il foglio non nomina restano come sono."""
    operazioni.scrivi_righe(_versione(caricamento), righe, poteri=poteri, adesso=adesso)


def _ritorno(caricamento):
    slug = Ambito.objects.get(pk=caricamento.ambito_id).slug
    parametri = caricamento.parametri
    return reverse("rendicontazione:versione_bilancio", args=[slug, parametri["anno"], parametri["numero"]])


BILANCIO = Tracciato(
    nome="bilancio",
    etichetta="Righe del bilancio da foglio",
    colonne=COLONNE,
    controlla=controlla,
    confronta=confronta,
    applica=applica,
    ritorno=_ritorno,
    permesso=TIENE,
    lettori=lettori,
)
