"""Dati dimostrativi di servizi e fondi."""

from django.utils.timezone import localdate

from ambito import selezioni as nucleo
from ambito.poteri import Poteri
from servizi import selezioni as catalogo
from servizi.dimostrazione import gestione, misure, offerta, risorse, territorio
from servizi.models import UnitaOfferta
from servizi.operazioni.catalogo import carica_catalogo


def popola(scena):
    """Il catalogo in ogni Ambito; a Lodi anche tutto il resto, misure di tre anni comprese. Rieseguirla non cambia nulla."""
    carica_catalogo()
    if scena.ambito.slug != "lodi" or UnitaOfferta.objects.exists():
        return
    oggi = localdate(scena.adesso)
    chi = {"poteri": Poteri(scena.persona("coordinatore"), scena.ambito, oggi), "adesso": scena.adesso}
    comuni = list(nucleo.appartenenze(oggi))
    servizi = {s.codice: s for s in catalogo.servizi()}
    offerta.apri(comuni, servizi)
    offerta.assumi(comuni, oggi.year - 1)
    misure.misura(scena, comuni, servizi, oggi, chi)
    risorse.assegna(oggi, chi)
    risorse.annota_bandi(oggi, chi)
    gestione.affida(servizi, oggi, chi)
    gestione.apri_pratiche(oggi, chi)
    gestione.accredita(oggi, chi)
    gestione.collega(servizi, oggi, chi)
    territorio.misura_il_territorio(comuni, chi)
