"""Colonne degli elenchi del bilancio quando escono dal portale."""

from import_export import fields, resources

from ambito.risorse import numerica
from rendicontazione.models import Movimento, RigaBilancio


class RigheResource(resources.ModelResource):
    anno = numerica("capitolo__anno", "anno")
    versione = fields.Field("versione__nome", "versione")
    obiettivo = fields.Field("capitolo__obiettivo__codice", "obiettivo")
    titolo = fields.Field("capitolo__obiettivo__titolo", "titolo")
    fondo = fields.Field("capitolo__fondo__etichetta", "fondo")
    istat = fields.Field("capitolo__comune__codice_istat", "istat_code")
    comune = fields.Field("capitolo__di_chi", "comune")
    importo = numerica("importo")
    nota = fields.Field("nota", "nota")

    class Meta:
        model = RigaBilancio
        fields = ("anno", "versione", "obiettivo", "titolo", "fondo", "istat", "comune", "importo", "nota")
        export_order = fields


class MovimentiResource(resources.ModelResource):
    anno = numerica("capitolo__anno", "anno")
    genere = fields.Field("get_genere_display", "genere")
    giorno = fields.Field("giorno", "data_atto")
    atto = fields.Field("atto", "atto")
    obiettivo = fields.Field("capitolo__obiettivo__codice", "obiettivo")
    fondo = fields.Field("capitolo__fondo__etichetta", "fondo")
    istat = fields.Field("capitolo__comune__codice_istat", "istat_code")
    comune = fields.Field("capitolo__di_chi", "comune")
    importo = numerica("importo")
    causale = fields.Field("causale", "causale")

    class Meta:
        model = Movimento
        fields = ("anno", "genere", "giorno", "atto", "obiettivo", "fondo", "istat", "comune", "importo", "causale")
        export_order = fields
