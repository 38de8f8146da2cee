"""Le letture della rendicontazione: campagne, spesa dei Comuni, cifre dell’Ambito."""

from django.db.models import Count, F, Q, Sum
from django.utils.text import slugify

from ambito import selezioni as nucleo
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.statistiche import ZERO
from piano.registri import DatoVivo
from rendicontazione.models import CIFRE, Campagna, Rendiconto, VoceSpesa
from rendicontazione.stati import CONSEGNATI, DA_CONTROLLARE, DEFINITIVI

SOMME = {f"totale_{cifra}": Sum(cifra) for cifra in CIFRE}


def campagne():
    """Le campagne dell’Ambito in corso, la più recente per prima, con quanti Comuni hanno inviato e quanti sono validati."""
    return Campagna.objects.annotate(
        comuni=Count("rendiconti"),
        inviati=Count("rendiconti", filter=Q(rendiconti__stato__in=CONSEGNATI)),
        da_controllare=Count("rendiconti", filter=Q(rendiconti__stato__in=DA_CONTROLLARE)),
        validati=Count("rendiconti", filter=Q(rendiconti__stato__in=DEFINITIVI)),
    )


def campagna(anno):
    """La campagna dell’anno, con i conteggi, o `None`."""
    return campagne().filter(anno=anno).first()


def rendiconto(campagna, comune):
    """La spesa di un Comune in una campagna, o `None`."""
    trovato = Rendiconto.objects.select_related("campagna", "comune", "inviato_da").con_residenti()
    return trovato.filter(campagna=campagna, comune=comune).first()


def rendiconti_di(comuni):
    """I rendiconti di questi Comuni, il più recente per primo."""
    scelti = Rendiconto.objects.filter(comune__in=comuni).select_related("campagna", "comune")
    return scelti.order_by("-campagna__anno", "comune__nome")


def righe_dell_anno_prima(rendiconto):
    """Le righe inviate dallo stesso Comune l’anno prima."""
    prima = VoceSpesa.objects.filter(
        rendiconto__campagna__anno=rendiconto.campagna.anno - 1,
        rendiconto__comune=rendiconto.comune_id,
        rendiconto__stato__in=CONSEGNATI,
    )
    return list(prima.per_elenco())


def quadro(campagna):
    """Una riga per Comune: stato, residenti, somme di chi ha inviato e spesa per abitante."""
    righe = Rendiconto.objects.filter(campagna=campagna).select_related("comune", "campagna").con_residenti().con_somme()
    return righe.annotate(per_abitante=F("totale_spesa_netta") / F("residenti")).order_by("comune__nome")


def voci(campagna):
    """Le righe di spesa dei Comuni che hanno inviato: da ogni cifra si torna qui."""
    righe = VoceSpesa.objects.filter(rendiconto__campagna=campagna, rendiconto__stato__in=CONSEGNATI)
    return righe.select_related("rendiconto__comune", "rendiconto__campagna", "intervento", "area", "fondo").order_by(
        "rendiconto__comune__nome", "intervento__ordine", "area__ordine", "pk"
    )


def totali(righe):
    """Le somme delle righe date (`totale_…`) e delle loro `entrate`, zero se non ce ne sono."""
    somme = {nome: valore or ZERO for nome, valore in righe.order_by().aggregate(**SOMME).items()}
    return {**somme, "entrate": somme["totale_spesa_lorda"] - somme["totale_spesa_netta"]}


def somma(righe, campo):
    """La somma di un campo delle righe date; zero se non ce ne sono."""
    return righe.order_by().aggregate(n=Sum(campo))["n"] or (0 if campo == "utenti" else ZERO)


def per_area(campagna):
    """Somme per area di utenza dei Comuni che hanno inviato."""
    return _ripartite(campagna, "area")


def per_intervento(campagna):
    """Somme per obiettivo di servizio FNPS dei Comuni che hanno inviato."""
    return _ripartite(campagna, "intervento")


def per_fondo(campagna):
    """Somme per fondo dei Comuni che hanno inviato; la voce senza fondo ha codice e nome assenti."""
    return _ripartite(campagna, "fondo")


def _ripartite(campagna, dimensione):
    campi = {"codice": F(f"{dimensione}__codice"), "nome": F(f"{dimensione}__nome"), "ordine": F(f"{dimensione}__ordine")}
    return list(voci(campagna).order_by().values(**campi).annotate(utenti=Sum("utenti"), **SOMME).order_by("ordine", "codice"))


def mancanti(campagna):
    """I rendiconti dei Comuni che non hanno ancora inviato, per nome."""
    return (
        Rendiconto.objects.filter(campagna=campagna).exclude(stato__in=CONSEGNATI).select_related("comune").order_by("comune__nome")
    )


def storia(rendiconto):
    """Gli eventi del rendiconto, dal più recente."""
    return nucleo.storia(rendiconto)


def da_lavorare(comuni, stati, oggi):
    """I rendiconti di questi Comuni in questi stati, nelle campagne aperte."""
    scelti = Rendiconto.objects.filter(comune__in=comuni, stato__in=stati, campagna__stato="aperta", campagna__apre__lte=oggi)
    return scelti.select_related("campagna", "comune").order_by("campagna__chiude", "comune__nome")


def spesa_da_citare(piano, oggi):
    """La spesa sociale netta di ogni campagna, in tutto e per area di utenza, da citare nei testi del piano."""
    for campagna in campagne():
        anno = campagna.anno
        fonte = f"Rendicontazione {anno}, {campagna.inviati} Comuni su {campagna.comuni}"
        aree = per_area(campagna)
        totale = sum((a["totale_spesa_netta"] for a in aree), ZERO)
        if totale:
            yield DatoVivo(f"spesa-{anno}", f"Spesa sociale netta {anno}", f"{formatta_importo(totale)} €", fonte)
        for area in aree:
            importo = f"{formatta_importo(area['totale_spesa_netta'])} €"
            yield DatoVivo(f"spesa-{anno}-{slugify(area['codice'])}", f"{area['nome']}: spesa netta {anno}", importo, fonte)
