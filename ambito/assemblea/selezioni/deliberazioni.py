"""Le deliberazioni e che cosa ne è stato."""

from ambito.assemblea.models import Deliberazione, Seguito
from ambito.avvisi import persone_con
from ambito.db.pronte import pronta
from ambito.nucleo.formati_italiani import formatta_data


def tutte():
    """Il registro, dalla più recente, con pubblicazione e revoca."""
    return Deliberazione.objects.select_related("organo", "seduta__organo", "pubblicazione", "revoca__con__organo")


def situazione(deliberazione, oggi):
    """In parole, e con il tono di `stato`: revocata, da pubblicare, in pubblicazione, esecutiva."""
    if revoca := getattr(deliberazione, "revoca", None):
        return f"Revocata con {revoca.con.sigla}", "negativo"
    pubblicazione = getattr(deliberazione, "pubblicazione", None)
    return ("Da pubblicare", "attesa") if pubblicazione is None else efficacia(pubblicazione, oggi)


def efficacia(pubblicazione, oggi):
    """Che cosa vale una deliberazione pubblicata, in parole e con il tono di `stato`."""
    if pubblicazione.immediata:
        return "Immediatamente eseguibile", "positivo"
    if oggi < pubblicazione.esecutiva_dal:
        return f"Esecutiva dal {formatta_data(pubblicazione.esecutiva_dal)}", "attesa"
    return "Esecutiva", "positivo"


def che_possono_revocare(deliberazione):
    """Le deliberazioni dello stesso organo venute dopo."""
    dopo = tutte().filter(organo=deliberazione.organo, adottata_il__gte=deliberazione.adottata_il)
    return dopo.exclude(pk=deliberazione.pk).exclude(anno=deliberazione.anno, numero__lt=deliberazione.numero)


def seguiti(deliberazione):
    """Ciò che ne segue, con l’incaricato."""
    return deliberazione.seguiti.select_related("incaricato")


def seguito(pk):
    """Il seguito, o `None`."""
    return Seguito.objects.select_related("deliberazione__organo", "incaricato").filter(pk=pk).first()


def incaricabili(oggi):
    """Chi può leggere le deliberazioni, e quindi ciò che gli si affida."""
    return persone_con("legge_sedute", oggi).order_by("cognome", "nome")


@pronta
def da_fare(utente_id):
    """I seguiti aperti della persona, dal più urgente."""
    return Seguito.objects.filter(incaricato=utente_id, fatto_il__isnull=True).select_related("deliberazione__organo")


def da_pubblicare():
    """Le deliberazioni di cui non è annotata la pubblicazione, dalla più vecchia."""
    return tutte().filter(pubblicazione__isnull=True).order_by("adottata_il")
