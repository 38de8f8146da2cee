"""Le corrispondenze delle griglie come le vede la console: che cosa vale in ogni anno, e se si cambia."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from ambito.nucleo.formati_italiani import conta
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.griglie.motore import Griglia
from rendicontazione.models import Corrispondenza, VersioneCorrispondenze
from rendicontazione.selezioni.regole import regole

ANNI_PRIMA = 3


@dataclass(frozen=True)
class Schema:
    """Le corrispondenze di una griglia in un anno: da quale versione vengono (`None` = dal portale), perché non si cambiano."""

    griglia: Griglia
    anno: int
    versione: VersioneCorrispondenze | None
    chiuse_perche: str

    @property
    def propria(self):
        """La versione comincia proprio in quest’anno."""
        return self.versione is not None and self.versione.anno == self.anno

    @property
    def si_cambia(self):
        return self.propria and not self.chiuse_perche

    @property
    def si_copia(self):
        return not self.propria and not self.chiuse_perche

    @property
    def provenienza(self):
        return f"Scritte nel portale dal {self.versione.anno}" if self.versione else "Quelle con cui il portale nasce"


def consegnati():
    """`{anno: quanti Ambiti ne hanno chiuso la rendicontazione}`: cifre sole, come per ogni cosa della console."""
    with connection.cursor() as cursore:
        cursore.execute("select anno, ambiti from rendicontazione_consegne()")
        return dict(cursore.fetchall())


def perche_chiuso(anni, oggi, consegne):
    """Perché le corrispondenze di quegli anni non si cambiano più; vuoto se si cambiano."""
    for anno in anni:
        if quanti := consegne.get(anno):
            chi = conta(quanti, "Ambito ha già chiuso", "Ambiti hanno già chiuso")
            return f"{chi} la rendicontazione {anno}: le sue griglie sono consegnate, e devono restare come si sono lette."
        if anno < oggi.year - 1:
            return f"Il {anno} è passato: la sua spesa si è raccolta nel {anno + 1}. Per gli anni dopo, copiale in un anno aperto."
    return ""


def schemi(oggi):
    """Uno `Schema` per anno e griglia, dall’anno più avanti: gli ultimi anni, quello che viene e quelli con una versione."""
    versioni, consegne = _versioni(), consegnati()
    anni = {*range(oggi.year - ANNI_PRIMA, oggi.year + 2), *(v.anno for sue in versioni.values() for v in sue)}
    return [
        _schema(griglia, anno, versioni.get(codice, []), oggi, consegne)
        for anno in sorted(anni, reverse=True)
        for codice, griglia in griglie().items()
    ]


def schema(codice, anno, oggi):
    """Lo `Schema` di quella griglia in quell’anno, o `None` se l’elenco non lo mostra."""
    return next((s for s in schemi(oggi) if (s.griglia.codice, s.anno) == (codice, anno)), None)


def _versioni():
    trovate = {}
    for versione in VersioneCorrispondenze.objects.order_by("anno"):
        trovate.setdefault(versione.griglia, []).append(versione)
    return trovate


def _schema(griglia, anno, versioni, oggi, consegne):
    versione = next((v for v in reversed(versioni) if v.anno <= anno), None)
    dopo = next((v.anno for v in versioni if v.anno > anno), None)
    # Cambiare quest’anno cambia anche quelli che lo seguono, fino alla versione dopo: nessuno di loro dev’essere chiuso.
    fino = dopo or max([anno, *consegne]) + 1
    return Schema(griglia, anno, versione, perche_chiuso(range(anno, fino), oggi, consegne))


def righe(schema):
    """Le corrispondenze dell’anno, come si mostrano: prima le righe, poi le colonne."""
    if schema.versione:
        return list(schema.versione.righe.all())
    return [
        Corrispondenza(asse=r.asse, intervento=r.intervento, area=r.area, voce=r.voce, peso=_decimale(r.peso))
        for r in regole(schema.griglia.codice, schema.anno)
    ]


def riga(schema, pk):
    """Una corrispondenza della versione di quell’anno, o `None`."""
    return (
        Corrispondenza.objects.filter(versione=schema.versione, pk=pk).select_related("versione").first()
        if schema.propria
        else None
    )


def _decimale(peso):
    return Decimal(peso.numerator) / peso.denominator
