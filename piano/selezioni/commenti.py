"""I commenti alle sezioni."""

from django.db.models import Count, Prefetch

from ambito.nucleo.passaggi import Passaggi
from piano.models import Commento, RispostaCommento
from piano.stati import StatoCommento


def di_sezione(sezione):
    """I commenti della sezione con le loro risposte, dal primo."""
    risposte = Prefetch("risposte", RispostaCommento.objects.select_related("autore"))
    righe = Commento.objects.filter(sezione=sezione).select_related("autore", "esaminato_da", "sezione")
    return list(righe.defer("sezione__testo").prefetch_related(risposte))


def aperti(piano):
    """I commenti del piano che nessuno ha ancora esaminato."""
    return Commento.objects.filter(sezione__piano=piano, stato=StatoCommento.APERTO)


def aperti_per_sezione(piano):
    """Quanti ne aspettano una risposta: `{id della sezione: quanti}`."""
    return dict(aperti(piano).order_by().values_list("sezione").annotate(quanti=Count("pk")))


def evidenzia(html, commenti):
    """`(html con i passaggi evidenziati, id dei commenti il cui passaggio nel testo non si ritrova)`; l’ancora è `passo-N`."""
    passaggi = Passaggi(html)
    posti = {c.pk: passaggi.trova(c.passo, c.prima, c.dopo) for c in commenti if c.passo}
    trovati = {f"passo-{pk}": posto for pk, posto in posti.items() if posto}
    return passaggi.evidenzia(trovati), {pk for pk, posto in posti.items() if posto is None}
