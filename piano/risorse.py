"""Colonne degli elenchi del piano quando escono dal portale."""

from import_export import fields, resources

from piano.models import Obiettivo


class ObiettiviResource(resources.ModelResource):
    area = fields.Field("area__nome", "area")
    referente = fields.Field("referente", "referente")
    azioni = fields.Field("n_azioni", "azioni")
    indicatori = fields.Field("n_indicatori", "indicatori")
    importo = fields.Field("importo", "importo_previsto")

    class Meta:
        model = Obiettivo
        fields = ("codice", "titolo", "area", "inizio", "fine", "referente", "azioni", "indicatori", "importo")
        export_order = fields
