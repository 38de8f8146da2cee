"""Gli affidamenti con quanto ne è stato pagato."""

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from servizi.models import Affidamento, Pagamento
from servizi.selezioni.risorse import ZERO


def affidamenti():
    """Gli affidamenti con `pagato`, da quello che finisce più tardi."""
    pagamenti = Pagamento.objects.filter(affidamento=OuterRef("pk")).order_by().values("affidamento").annotate(n=Sum("importo"))
    return Affidamento.objects.per_elenco().annotate(pagato=Coalesce(Subquery(pagamenti.values("n")), ZERO))


def affidamento(pk):
    """L’affidamento con le sue cifre, o `None`."""
    return affidamenti().filter(pk=pk).first()


def situazione(affidamento, oggi):
    """In parole, e con il tono di `stato`: da cominciare, in corso, finito."""
    if oggi < affidamento.dal:
        return "Da cominciare", "attesa"
    return ("In corso", "positivo") if oggi <= affidamento.al else ("Finito", "neutro")
