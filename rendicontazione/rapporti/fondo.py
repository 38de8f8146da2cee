"""Il rendiconto di un fondo: quanto i Comuni gli imputano, accanto a quanto è stato assegnato, incassato, impegnato, pagato."""

from ambito.nucleo.formati_italiani import conta, formatta_importo
from rendicontazione.rapporti import spesa
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, somma
from servizi.selezioni import risorse

# Le versioni dello stesso rapporto si riconoscono da campagna e fondo insieme.
FONDI_AL_PIU = 1_000_000
IMPORTI = ("Assegnato", "Incassato", "Impegnato", "Pagato")
NOTA = (
    "Le righe di spesa sono quelle a cui il Comune ha indicato questo fondo. L’assegnazione è all’Ambito: la differenza fra "
    "assegnato e spesa lorda dei Comuni comprende ciò che l’Ambito spende direttamente."
)


def del_fondo(campagna, fondo):
    """Il rapporto su un fondo in un anno."""
    cifra = Cifra((campagna.anno,), fondo=fondo.codice)
    assegnato = _assegnazioni(campagna.anno, fondo)
    comuni = spesa.per(cifra, "comune", chiave="comuni", titolo="Spesa Comune per Comune")
    tavole = [
        assegnato,
        comuni,
        spesa.per(cifra, "area", chiave="aree", titolo="Spesa per area di utenza"),
        spesa.per(cifra, "comune", "area", chiave="comuni-aree", titolo="Spesa di ogni Comune per area di utenza"),
    ]
    return Rapporto(
        tipo="rapporto-fondo",
        oggetto_id=campagna.pk * FONDI_AL_PIU + fondo.pk,
        titolo=f"Rendiconto {campagna.anno} del fondo {fondo.codice}",
        sottotitolo=fondo.nome,
        nome=f"rendiconto-{campagna.anno}-fondo-{fondo.codice.lower()}",
        cifra=cifra,
        cifre=_cifre(assegnato, comuni),
        tavole=tavole,
        al=spesa.aggiornata_al(cifra),
        note=[NOTA],
    )


def _assegnazioni(anno, fondo):
    trovate = risorse.assegnazioni().filter(fondo=fondo, annualita=anno)
    righe = [Riga([a.atto, a.importo, a.incassato, a.impegnato, a.pagato, a.utilizzo_al]) for a in trovate]
    totale = Riga(["Totale", *(somma(righe, n) for n in range(1, 1 + len(IMPORTI))), None]) if righe else None
    colonne = [Colonna("Atto"), *(Colonna(n, "euro") for n in IMPORTI), Colonna("Utilizzo al", "data")]
    return Tavola("assegnazioni", f"Assegnazioni del {anno}", colonne, righe, totale)


def _cifre(assegnato, comuni):
    lorda = comuni.totale.valori[2] if comuni.totale else somma([], 0)
    voci = [
        ("Assegnato all’Ambito", somma(assegnato.righe, 1), conta(len(assegnato.righe), "assegnazione", "assegnazioni")),
        ("Pagato", somma(assegnato.righe, 4), "secondo l’ultimo utilizzo registrato"),
        ("Spesa lorda dei Comuni", lorda, f"{conta(len(comuni.righe), 'Comune', 'Comuni')} con righe su questo fondo"),
    ]
    return [{"etichetta": e, "valore": f"{formatta_importo(v)} €", "nota": n} for e, v, n in voci]
