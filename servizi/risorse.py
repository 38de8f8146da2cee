"""Colonne del catalogo quando esce dal portale."""

from import_export import fields, resources

from servizi.models import AreaUtenza, Fondo, Intervento

COMUNI = ("codice", "nome", "verifica", "nota_verifica", "fonte")


class AreeResource(resources.ModelResource):
    verifica = fields.Field("get_verificato_display", "verifica")

    class Meta:
        model = AreaUtenza
        fields = COMUNI
        export_order = fields


class InterventiResource(AreeResource):
    class Meta:
        model = Intervento
        fields = COMUNI
        export_order = fields


class FondiResource(AreeResource):
    class Meta:
        model = Fondo
        fields = ("codice", "nome", "livello", "norma", "piattaforma", *COMUNI[2:])
        export_order = fields
