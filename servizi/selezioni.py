"""Letture del catalogo, aperte alle app più alte."""

from servizi.models import AreaUtenza, Fondo, Intervento


def aree():
    """Aree di utenza dell’Ambito in corso, in ordine."""
    return AreaUtenza.objects.all()


def interventi():
    """Interventi dell’Ambito in corso, in ordine."""
    return Intervento.objects.all()


def fondi():
    """Fondi dell’Ambito in corso, in ordine."""
    return Fondo.objects.all()
