"""Colonne degli elenchi dell’Assemblea quando escono dal portale."""

from import_export import fields, resources

from ambito.assemblea.models import Deliberazione


class DeliberazioniResource(resources.ModelResource):
    organo = fields.Field("organo__nome", "organo")

    class Meta:
        model = Deliberazione
        fields = ("organo", "anno", "numero", "adottata_il", "oggetto")
        export_order = fields
