"""Le colonne del quadro delle adesioni quando esce dal portale: niente persone, telefoni, documenti."""

from django.utils import timezone
from import_export import fields, resources

from accordo.stati import ETICHETTE, TipoAdesione
from ambito.models import Appartenenza
from ambito.nucleo.formati_italiani import formatta_data
from ambito.risorse import numerica


class QuadroResource(resources.ModelResource):
    istat_code = fields.Field("comune__codice_istat", "istat_code")
    comune = fields.Field("comune__nome", "comune")
    provincia = fields.Field("comune__provincia", "provincia")
    residenti = numerica("residenti")
    stato = fields.Field(column_name="stato")
    numero = fields.Field(column_name="numero")
    inviata_il = fields.Field(column_name="inviata_il")
    tipo = fields.Field(column_name="tipo_adesione")
    aree = fields.Field("adesione_aree", "aree")

    class Meta:
        model = Appartenenza
        fields = ("istat_code", "comune", "provincia", "residenti", "stato", "numero", "inviata_il", "tipo", "aree")
        export_order = fields

    def dehydrate_stato(self, riga):
        return ETICHETTE[riga.adesione_stato]

    def dehydrate_numero(self, riga):
        return f"{riga.adesione_numero}/{riga.adesione_anno}" if riga.adesione_numero else ""

    def dehydrate_inviata_il(self, riga):
        return formatta_data(riga.adesione_inviata_il and timezone.localdate(riga.adesione_inviata_il))

    def dehydrate_tipo(self, riga):
        return TipoAdesione(riga.adesione_tipo).label if riga.adesione_tipo else ""
