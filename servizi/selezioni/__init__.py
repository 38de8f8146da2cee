"""Letture del catalogo, aperte alle app più alte."""

from servizi.models import AreaUtenza, Fondo, Intervento, Leps, Natura, Servizio


def aree():
    """Aree di utenza dell’Ambito in corso, in ordine."""
    return AreaUtenza.objects.all()


def interventi():
    """Interventi dell’Ambito in corso, in ordine."""
    return Intervento.objects.all()


def servizi():
    """I tipi di servizio dell’Ambito in corso, in ordine, con area, obiettivo e livello essenziale."""
    return Servizio.objects.select_related("area", "intervento", "leps")


def servizi_sociali():
    """I servizi di competenza sociale: le strutture sociosanitarie l’Ambito le indica soltanto."""
    return servizi().exclude(natura=Natura.SOCIOSANITARIA)


def livelli_essenziali():
    """I livelli essenziali delle prestazioni sociali, in ordine."""
    return Leps.objects.all()


def fondi():
    """Fondi dell’Ambito in corso, in ordine."""
    return Fondo.objects.all()
