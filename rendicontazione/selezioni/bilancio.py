"""Le letture del bilancio: gli anni, le versioni con le loro righe, le differenze fra due, i fondi che non bastano."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.statistiche import ZERO
from piano import selezioni as piano
from rendicontazione.models import CapitoloBilancio, Movimento, RigaBilancio, VersioneBilancio
from rendicontazione.models.bilancio import IMPORTO
from rendicontazione.stati.bilancio import StatoVersione
from servizi.selezioni.risorse import assegnazioni, residuo

CIFRE_CAPITOLO = ("stanziato", "impegnato", "pagato")


def _lette(bozze):
    """Le versioni che si leggono: con le bozze chi tiene il bilancio, soltanto le approvate gli altri."""
    tutte = VersioneBilancio.objects.all()
    return tutte if bozze else tutte.filter(stato=StatoVersione.APPROVATA)


def anni(*, bozze=True):
    """Una riga per anno dei piani o con un bilancio, dal più recente: quanto è programmato, ogni passo dopo, l’ultima versione.

    Qui e sotto, `bozze`: comprese le versioni non ancora approvate, che legge solo chi tiene il bilancio.
    """
    piani = list(piano.piani())
    programmati = piano.programmato(piani)
    somme = CapitoloBilancio.objects.order_by().values("anno").annotate(**{f"s_{c}": Sum(c) for c in CIFRE_CAPITOLO})
    per_anno = {riga["anno"]: riga for riga in somme}
    ultime = {}
    for versione in _lette(bozze).order_by("anno", "numero"):
        ultime.setdefault(versione.anno, []).append(versione)
    tutti = {*ultime, *(anno for p in piani for anno in p.anni)}
    return [
        {
            "anno": anno,
            "programmato": programmati.get(anno, ZERO),
            **{c: per_anno[anno][f"s_{c}"] if anno in per_anno else ZERO for c in CIFRE_CAPITOLO},
            "ultima": ultime[anno][-1] if anno in ultime else None,
        }
        for anno in sorted(tutti, reverse=True)
    ]


def c_e(anno, *, bozze=True):
    """L’anno ha un bilancio, o un piano che lo comprende?"""
    return _lette(bozze).filter(anno=anno).exists() or piano.piano_dell_anno(anno) is not None


def versioni(anno, *, bozze=True):
    """Le versioni dell’anno, dalla previsione, con quante righe e quanto in tutto."""
    return (
        _lette(bozze)
        .filter(anno=anno)
        .annotate(n_righe=Count("righe"), totale=Coalesce(Sum("righe__importo"), ZERO, output_field=IMPORTO))
    )


def versione(anno, numero, *, bozze=True):
    """La versione con quel numero, o `None`."""
    return versioni(anno, bozze=bozze).filter(numero=numero).first()


def ferma(versione):
    """La stessa versione, che fino alla fine della richiesta nessuno cambia; `None` se intanto è stata eliminata.

    Chi la stampa legge più tabelle, e devono fare tutte lo stesso totale.
    """
    VersioneBilancio.objects.select_for_update(of=("self",)).filter(pk=versione.pk).first()
    return versioni(versione.anno).filter(pk=versione.pk).first()


def in_vigore(anno):
    """L’ultima versione approvata dell’anno, o `None`."""
    return versioni(anno).filter(stato=StatoVersione.APPROVATA).order_by("-numero").first()


def anni_approvati():
    """Gli anni con una versione approvata."""
    return _lette(bozze=False).order_by().values_list("anno", flat=True).distinct()


def righe(versione):
    """Le righe di una versione, nell’ordine del piano."""
    return RigaBilancio.objects.filter(versione=versione).per_elenco()


def riga(versione, pk):
    """Una riga della versione, o `None`."""
    return righe(versione).select_related("versione").filter(pk=pk).first()


def totale(righe):
    """La somma degli importi di queste righe (o movimenti)."""
    return righe.order_by().aggregate(n=Sum("importo"))["n"] or ZERO


def per_obiettivo(versione):
    """Quanto va a ogni obiettivo, nell’ordine del piano."""
    campi = {"codice": F("capitolo__obiettivo__codice"), "nome": F("capitolo__obiettivo__titolo")}
    return _sommate(versione, "capitolo__obiettivo", campi, "capitolo__obiettivo__area__codice")


def per_fondo(versione):
    """Quanto viene da ogni fondo."""
    return _sommate(versione, "capitolo__fondo", {"codice": F("capitolo__fondo__codice"), "nome": F("capitolo__fondo__nome")},
                    "capitolo__fondo__ordine")  # fmt: skip


def per_comune(versione):
    """Quanto è di ogni Comune; ciò che è di tutto l’Ambito ha nome assente ed è in cima."""
    campi = {"codice": F("capitolo__comune__codice_istat"), "nome": F("capitolo__comune__nome")}
    return sorted(
        _sommate(versione, "capitolo__comune", campi, "capitolo__comune__nome"), key=lambda r: (r["nome"] or "", r["chiave"])
    )


def _sommate(versione, chiave, campi, ordine):
    righe = RigaBilancio.objects.filter(versione=versione).order_by()
    return list(
        righe.values(chiave=F(chiave), **campi, ordine=F(ordine)).annotate(totale=Sum("importo")).order_by("ordine", "chiave")
    )


@dataclass(frozen=True)
class Differenza:
    """Un obiettivo e un fondo in due versioni; `None` dove la riga non c’è."""

    obiettivo: str
    fondo: str
    prima: Decimal | None
    dopo: Decimal | None
    codice_obiettivo: str = ""
    codice_fondo: str = ""

    @property
    def scarto(self):
        return (self.dopo or ZERO) - (self.prima or ZERO)

    @property
    def in_parole(self):
        """Che cosa è successo a questa riga."""
        if self.prima is None:
            return "aggiunta"
        if self.dopo is None:
            return "tolta"
        return "aumenta" if self.scarto > 0 else "diminuisce" if self.scarto < 0 else "uguale"


def confronta(prima, dopo):
    """Le `Differenza` per obiettivo e fondo fra due versioni dello stesso anno, nell’ordine del piano."""
    campi = ("capitolo__obiettivo__codice", "capitolo__obiettivo__titolo", "capitolo__fondo__nome", "capitolo__fondo__codice")
    somme = {nome: Sum("importo", filter=Q(versione=v)) for nome, v in (("prima", prima), ("dopo", dopo))}
    righe = (
        RigaBilancio.objects.filter(versione__in=[prima, dopo]).order_by().values("capitolo__obiettivo", "capitolo__fondo", *campi)
    )
    ordinate = righe.annotate(**somme).order_by(
        "capitolo__obiettivo__area__codice", "capitolo__obiettivo", "capitolo__fondo__ordine"
    )
    return [
        Differenza(f"{r[campi[0]]} {r[campi[1]]}", r[campi[2]], r["prima"], r["dopo"], r[campi[0]], r[campi[3]]) for r in ordinate
    ]


def oltre_le_assegnazioni(versione):
    """Una frase per ogni fondo di cui la versione stanzia più di quanto risulta assegnato; i fondi mai assegnati non si giudicano.

    Disponibile è ciò che è assegnato per l’anno, più quanto delle annualità di prima non è ancora impegnato.
    """
    per_l_anno, di_prima, noti = Counter(), Counter(), set()
    for a in assegnazioni().filter(annualita__lte=versione.anno):
        noti.add(a.fondo_id)
        if a.annualita == versione.anno:
            per_l_anno[a.fondo_id] += a.importo
        else:
            di_prima[a.fondo_id] += residuo(a)
    return [
        _frase(riga, versione.anno, per_l_anno[riga["chiave"]], di_prima[riga["chiave"]])
        for riga in per_fondo(versione)
        if riga["chiave"] in noti and riga["totale"] > per_l_anno[riga["chiave"]] + di_prima[riga["chiave"]]
    ]


def _frase(riga, anno, per_l_anno, di_prima):
    assegnato = f"ne risultano assegnati {formatta_importo(per_l_anno)} €" if per_l_anno else "non ne risulta assegnato nulla"
    prima = f", e ne restano {formatta_importo(di_prima)} € da impegnare degli anni prima" if di_prima else ""
    oltre = formatta_importo(riga["totale"] - per_l_anno - di_prima)
    stanziato = f"{riga['nome']}: la versione ne stanzia {formatta_importo(riga['totale'])} €"
    return f"{stanziato}, ma per il {anno} {assegnato}{prima}. Sono {oltre} € in più."


def capitoli(anno):
    """I capitoli dell’anno, nell’ordine del piano."""
    return CapitoloBilancio.objects.filter(anno=anno).per_elenco()


def capitolo(anno, pk, *, bozze=True):
    """Un capitolo dell’anno, o `None`; senza le bozze, soltanto se una versione approvata lo nomina."""
    nominato = Exists(RigaBilancio.objects.filter(capitolo=OuterRef("pk"), versione__in=_lette(bozze)))
    return (capitoli(anno) if bozze else capitoli(anno).filter(nominato)).filter(pk=pk).first()


def nelle_versioni(capitolo, *, bozze=True):
    """Le versioni dell’anno, dalla previsione, con quanto stanziano sul capitolo (`importo`, assente se non c’è la riga)."""
    importi = RigaBilancio.objects.filter(versione=OuterRef("pk"), capitolo=capitolo).values("importo")
    return _lette(bozze).filter(anno=capitolo.anno).annotate(importo=Subquery(importi))


def movimenti(anno):
    """I movimenti dell’anno, in ordine di data."""
    return Movimento.objects.filter(capitolo__anno=anno).per_elenco()


def obiettivi_dell_anno(anno):
    """Gli obiettivi in vigore del piano che comprende l’anno."""
    return piano.obiettivi(piano.piano_dell_anno(anno)).in_vigore()
