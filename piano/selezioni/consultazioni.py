"""Le consultazioni pubbliche: ciò che vede l’ufficio e ciò che vedono tutti."""

from piano.models import ConsultazionePubblica, Contributo
from piano.selezioni import in_vigore
from piano.stati import StatoContributo


def consultazioni(piano):
    """Le consultazioni del piano con i loro conteggi, dalla più recente."""
    return ConsultazionePubblica.objects.filter(piano=piano).con_conteggi()


def consultazione(piano, pk):
    """La consultazione, o `None`."""
    return consultazioni(piano).filter(pk=pk).first()


def pubbliche():
    """Le consultazioni che chiunque può leggere, dalla più recente."""
    return ConsultazionePubblica.objects.pubbliche().con_conteggi().select_related("piano")


def contributi(consultazione):
    """Tutti i contributi con la loro proposta, in ordine d’arrivo."""
    return Contributo.objects.filter(consultazione=consultazione).select_related("area", "proposta")


def contributo(piano, pk):
    """Il contributo, o `None`."""
    righe = Contributo.objects.filter(consultazione__piano=piano, pk=pk)
    return righe.select_related("consultazione__piano", "area").first()


def contributi_pubblici(consultazione):
    """I contributi pubblicati con la risposta dell’ufficio. L’indirizzo e-mail non si legge neppure dalla banca dati."""
    righe = contributi(consultazione).filter(stato=StatoContributo.PUBBLICATO).defer("email")
    return righe.select_related("area", "proposta__sezione", "proposta__obiettivo")


def citano_cio_che_vale(piano, contributi):
    """Gli stessi contributi: dove le proposte si ritrovano nel piano è detto come nel testo in vigore, non in quello da votare."""
    proposte = [contributo.proposta for contributo in contributi] if piano.si_aggiorna else []
    for parte in ("sezione", "obiettivo"):
        citate = [citata for proposta in proposte if (citata := getattr(proposta, parte))]
        valgono = {riga.pk for riga in in_vigore.come_si_citano(piano, citate)}
        for proposta in proposte:
            if getattr(proposta, f"{parte}_id") not in valgono:
                setattr(proposta, parte, None)
    return contributi
