"""Ciò che le operazioni dell’Assemblea condividono: i blocchi che mettono in fila chi scrive, i Comuni con il loro peso."""

from ambito.assemblea.models import Organo, Seduta
from ambito.assemblea.parole import elenco
from ambito.errori import ErroreDiCampo
from ambito.nucleo.regole import ErroreRegola
from ambito.selezioni import appartenenze


class PesiMancanti(ErroreDiCampo):
    """Di qualche Comune la regola non sa dire il peso."""


def blocca(seduta):
    """La seduta riletta e bloccata: ingressi, uscite, aperture e chiusure si mettono in fila qui."""
    bloccate = Seduta.objects.select_for_update(no_key=True, of=("self",))
    return bloccate.select_related("organo", "regola", "seggio_presidente").get(pk=seduta.pk)


def blocca_organo(organo_id):
    """Chi tiene l’organo assegna il prossimo numero: nessun altro può farlo finché la transazione non finisce."""
    return Organo.objects.select_for_update(no_key=True, of=("self",)).get(pk=organo_id)


def comuni_con_peso(di_voto, quote, oggi):
    """Coppie (appartenenza, peso) dei Comuni di oggi, con la regola come la intende il motore. `PesiMancanti` se non si può."""
    tutti = list(appartenenze(oggi))
    if senza := [a.comune.nome for a in tutti if a.residenti is None]:
        raise PesiMancanti(f"Manca la popolazione di {elenco(senza)}: senza non si può calcolare il numero legale.")
    try:
        return [(a, di_voto.peso_di(a.residenti, quote.get(a.comune.codice_istat, 0))) for a in tutti]
    except ErroreRegola as errore:
        raise PesiMancanti(str(errore)) from errore
