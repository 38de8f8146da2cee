"""Le corrispondenze con cui si riempiono le griglie: quelle dell’anno, o quelle fissate alla chiusura della campagna.

Una versione scritta nella console vale dal suo anno fino alla versione dopo della stessa griglia; dove non ce n’è una valgono
quelle con cui il portale nasce. Da quando una campagna si chiude valgono le sue: anche riaperta, anche in un’altra installazione.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.timezone import localdate

from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta
from ambito.riferimenti import leggi_codici
from rendicontazione.models import ChiusuraCampagna, Corrispondenza, VersioneCorrispondenze

CIFRE_IMPRONTA = 12
NON_CONSERVATE = (
    "Con quali corrispondenze si sono riempite le griglie alla chiusura non è conservato: la campagna è stata chiusa prima che il "
    "portale le conservasse, o vi è arrivata già chiusa. Qui valgono quelle di oggi; riaprendola e richiudendola restano fissate."
)


@dataclass(frozen=True)
class Regola:
    """Una corrispondenza: quella spesa (intervento e area vuoti = qualunque) va, per la parte `peso`, in quella voce dell’asse.

    Vale negli anni detti; senza anni, sempre.
    """

    asse: str
    intervento: str
    area: str
    voce: str
    peso: Fraction
    anno_da: int | None = None
    anno_a: int | None = None

    def vale(self, anno):
        return (self.anno_da is None or anno >= self.anno_da) and (self.anno_a is None or anno <= self.anno_a)


@lru_cache(maxsize=1)
def del_portale():
    """Tutte le corrispondenze con cui il portale nasce, con gli anni in cui valgono: codice della griglia → regole."""
    trovate = {}
    for riga in leggi_codici("griglie_corrispondenze"):
        chiave = (riga["asse"], riga["intervento"], riga["area"], riga["voce"], Fraction(riga["peso"]))
        trovate.setdefault(riga["griglia"], []).append(Regola(*chiave, _anno(riga["anno_da"]), _anno(riga["anno_a"])))
    return trovate


def _anno(testo):
    return int(testo) if testo else None


def regole(codice, anno):
    """Le corrispondenze di una griglia, fra quelle con cui il portale nasce, che valgono in quell’anno."""
    return [regola for regola in del_portale().get(codice, []) if regola.vale(anno)]


def dell_anno(anno):
    """`{codice della griglia: regole}` per quell’anno, in due letture quante che siano le griglie."""
    versioni = {v.griglia: v for v in VersioneCorrispondenze.objects.filter(anno__lte=anno).order_by("anno")}
    scritte = {v.pk: [] for v in versioni.values()}
    for riga in Corrispondenza.objects.filter(versione__in=scritte):
        chiave = (riga.asse, riga.intervento, riga.area, riga.voce, Fraction(riga.peso))
        scritte[riga.versione_id].append(Regola(*chiave))
    return {codice: scritte[versioni[codice].pk] if codice in versioni else regole(codice, anno) for codice in del_portale()}


@dataclass(frozen=True)
class Usate:
    """Le corrispondenze di una campagna (`regole`, per griglia) e una frase che dice da dove vengono; vuota se è aperta.

    `ignote`: la campagna è chiusa, ma quelle della chiusura non sono conservate.
    """

    regole: dict
    da_dove: str = ""
    ignote: bool = False


def della_campagna(campagna):
    """Quelle fissate all’ultima chiusura; a una campagna mai chiusa servono quelle dell’anno."""
    chiuse = ChiusuraCampagna.objects.filter(campagna=campagna, regole__isnull=False).order_by("-numero")
    fissate = chiuse.values_list("regole", "numero", "chiusa_il", "impronta_regole").first()
    if fissate is None:
        chiusa = not campagna.e_aperta
        return Usate(dell_anno(campagna.anno), NON_CONSERVATE if chiusa else "", ignote=chiusa)
    dati, numero, quando, segno = fissate
    lette = {codice: [Regola(*riga[:4], Fraction(riga[4])) for riga in righe] for codice, righe in dati.items()}
    # Una griglia che il portale ha imparato dopo la chiusura non è stata consegnata: per lei valgono quelle dell’anno.
    nuove = {} if del_portale().keys() <= lette.keys() else dell_anno(campagna.anno)
    chiusura = f"Corrispondenze fissate alla chiusura {numero} del {formatta_data(localdate(quando))}"
    return Usate({**nuove, **lette}, f"{chiusura}, impronta {segno[:CIFRE_IMPRONTA]}.")


def da_fissare(campagna):
    """Le corrispondenze della campagna come si conservano alla chiusura, e la loro impronta."""
    usate = della_campagna(campagna).regole
    dati = {codice: [[r.asse, r.intervento, r.area, r.voce, str(r.peso)] for r in usate[codice]] for codice in sorted(usate)}
    return dati, impronta(dati)
