"""La spesa come la legge chiunque: soltanto di campagne chiuse, e delle righe che l’Ufficio ha validato.

Si vedono somme, mai righe: note, utenti e quadri dei singoli Comuni restano fra il Comune e l’Ufficio.
"""

from django.db.models import Count, F, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone

from ambito import trasparenza
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.statistiche import ZERO
from ambito.registri import Novita, VocePubblicabile
from rendicontazione.models import Campagna, Rendiconto, VoceSpesa
from rendicontazione.stati import DEFINITIVI, StatoCampagna

SPESA = "spesa"


def _chiuse():
    """Le campagne chiuse, dalla più recente, con il giorno dell’ultima chiusura, quanti Comuni hanno e quanti sono contati."""
    return (
        Campagna.objects.filter(stato=StatoCampagna.CHIUSA)
        .annotate(
            chiusa_il=Max("chiusure__chiusa_il"),
            comuni=Count("rendiconti", distinct=True),
            contati=Count("rendiconti", filter=Q(rendiconti__stato__in=DEFINITIVI), distinct=True),
        )
        .order_by("-anno")
    )


def campagne(oggi):
    """Le campagne di cui chiunque legge le somme."""
    return _chiuse().exclude(pk__in=trasparenza.nascosti(SPESA, oggi)).filter(contati__gt=0)


def campagna(anno, oggi):
    """La campagna pubblica dell’anno, o `None`."""
    return campagne(oggi).filter(anno=anno).first()


def _voci(campagna):
    return VoceSpesa.objects.filter(rendiconto__campagna=campagna, rendiconto__stato__in=DEFINITIVI).order_by()


def per(campagna, dimensione):
    """La spesa netta per area di utenza o per fondo: `{"nome", "netta"}`; il nome manca dove non c’è un fondo."""
    campi = {"nome": F(f"{dimensione}__nome"), "ordine": F(f"{dimensione}__ordine")}
    righe = _voci(campagna).values(**campi).annotate(netta=Sum("spesa_netta"), lorda=Sum("spesa_lorda"))
    return list(righe.order_by("ordine", "nome"))


def per_comune(campagna):
    """Una riga per Comune validato: residenti e spesa netta, per nome."""
    righe = Rendiconto.objects.filter(campagna=campagna, stato__in=DEFINITIVI).select_related("comune")
    return righe.con_residenti().con_somme().order_by("comune__nome")


def totali(campagna):
    """Quanto si è speso, quanto è entrato da utenti, servizio sanitario e altri, quanto hanno messo i Comuni."""
    somme = _voci(campagna).aggregate(lorda=Sum("spesa_lorda"), netta=Sum("spesa_netta"))
    lorda, netta = somme["lorda"] or ZERO, somme["netta"] or ZERO
    return {"lorda": lorda, "netta": netta, "entrate": lorda - netta}


def pubblicabili(ambito):
    """Le campagne chiuse, di cui l’ufficio decide il giorno."""
    for c in _chiuse():
        giorno = timezone.localdate(c.chiusa_il) if c.chiusa_il else c.chiude
        yield VocePubblicabile(c.pk, f"Spesa sociale {c.anno}", giorno, _url(ambito, c))


def quali_anni(oggi):
    prima = campagne(oggi).first()
    return f"L’ultimo anno è il {prima.anno}" if prima else ""


def novita(ambito, oggi):
    """La spesa di un anno, quando la campagna si è chiusa o dal giorno che l’ufficio ha deciso."""
    giorni = trasparenza.giorni(SPESA)
    for c in campagne(oggi):
        deciso = giorni.get(c.pk)
        quando = trasparenza.a_mezzogiorno(deciso) if deciso else c.chiusa_il
        if quando:
            testo = f"Quanto hanno speso {conta(c.contati, 'Comune', 'Comuni')} su {c.comuni}."
            yield Novita(quando, "Spesa", f"Spesa sociale {c.anno}", _url(ambito, c), testo)


def pagine(ambito, oggi):
    for c in campagne(oggi):
        yield _url(ambito, c)


def _url(ambito, campagna):
    return reverse("spesa_pubblica", args=[ambito.slug, campagna.anno])
