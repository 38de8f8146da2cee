"""Ciò che le operazioni dell’Assemblea condividono: i blocchi che mettono in fila chi scrive."""

from ambito.assemblea.models import Organo, Seduta


def blocca(seduta):
    """La seduta riletta e bloccata: ingressi, uscite, aperture e chiusure si mettono in fila qui."""
    bloccate = Seduta.objects.select_for_update(no_key=True, of=("self",))
    return bloccate.select_related("organo", "regola", "seggio_presidente").get(pk=seduta.pk)


def blocca_organo(organo_id):
    """Chi tiene l’organo assegna il prossimo numero: nessun altro può farlo finché la transazione non finisce."""
    return Organo.objects.select_for_update(no_key=True, of=("self",)).get(pk=organo_id)
