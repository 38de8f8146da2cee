"""Le misure annuali dei servizi: la raccolta, ciò che ogni Comune ha scritto, le somme dell’Ambito e il loro andamento."""

from django.db.models import Count, Q, Sum

from ambito import selezioni as nucleo
from servizi import selezioni as catalogo
from servizi.models import MISURE, Consegna, Raccolta, Rilevazione


def raccolte():
    """Le raccolte, la più recente per prima, con quanti Comuni hanno consegnato."""
    return Raccolta.objects.annotate(consegnati=Count("consegne")).order_by("-anno")


def raccolta(anno):
    """La raccolta di quell’anno, con quanti hanno consegnato, o `None`."""
    return raccolte().filter(anno=anno).first()


def rilevazioni(anno):
    """Tutte le misure di un anno."""
    return Rilevazione.objects.filter(anno=anno).per_elenco()


def misure_di(riga):
    """Le misure di una rilevazione come dizionario; `None` se la riga non c’è."""
    return riga and {misura: getattr(riga, misura) for misura in MISURE}


def del_comune(comune, anno):
    """Una terna (servizio, misure di quest’anno o `None`, misure dell’anno prima o `None`) per ogni servizio sociale."""
    scritte = {(r.servizio_id, r.anno): r for r in Rilevazione.objects.filter(comune=comune, anno__in=[anno, anno - 1])}
    return [(s, scritte.get((s.pk, anno)), scritte.get((s.pk, anno - 1))) for s in catalogo.servizi_sociali()]


def rilevazione(comune, servizio, anno):
    """La misura di quel servizio in quel Comune in quell’anno, o `None`."""
    return Rilevazione.objects.filter(comune=comune, servizio=servizio, anno=anno).first()


def consegne(raccolta, oggi):
    """Una coppia (appartenenza, consegna o `None`) per ogni Comune dell’Ambito."""
    fatte = {c.comune_id: c for c in raccolta.consegne.select_related("fatta_da")}
    return [(a, fatte.get(a.comune_id)) for a in nucleo.appartenenze(oggi)]


def consegna(raccolta, comune):
    """La consegna di quel Comune, o `None`."""
    return Consegna.objects.filter(raccolta=raccolta, comune=comune).select_related("fatta_da").first()


def somme(anni):
    """Le somme dell’Ambito per servizio e anno: (servizio, anno) → misure sommate e `comuni` che le hanno scritte."""
    righe = Rilevazione.objects.filter(anno__in=anni).order_by().values("servizio_id", "anno")
    righe = righe.annotate(comuni=Count("comune", distinct=True), **{f"somma_{m}": Sum(m) for m in MISURE})
    return {(r["servizio_id"], r["anno"]): {**{m: r[f"somma_{m}"] for m in MISURE}, "comuni": r["comuni"]} for r in righe}


def andamento(servizio):
    """Le somme dell’Ambito anno per anno, dal più vecchio, per un servizio."""
    righe = Rilevazione.objects.filter(servizio=servizio).order_by("anno").values("anno")
    return list(righe.annotate(comuni=Count("comune", distinct=True), **{f"somma_{m}": Sum(m) for m in MISURE}))


def per_comune(servizio, anno, oggi):
    """Una coppia (appartenenza, misura o `None`) per ogni Comune, per un servizio in un anno."""
    scritte = {r.comune_id: r for r in Rilevazione.objects.filter(servizio=servizio, anno=anno)}
    return [(a, scritte.get(a.comune_id)) for a in nucleo.appartenenze(oggi)]


def da_consegnare(comuni, oggi):
    """Coppie (raccolta, Comuni fra questi che non hanno consegnato): le raccolte aperte, e l’ultima anche dopo il termine."""
    ultima = Raccolta.objects.order_by("-anno").values("anno")[:1]
    aperte = Raccolta.objects.filter(Q(chiude__gte=oggi) | Q(anno__in=ultima)).prefetch_related("consegne")
    righe = [(r, set(comuni) - {c.comune_id for c in r.consegne.all()}) for r in aperte]
    return [(r, mancano) for r, mancano in righe if mancano]
