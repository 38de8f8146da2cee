"""Risorse di django-import-export: le colonne degli elenchi del nucleo quando escono dal portale."""

from import_export import fields, resources, widgets

from ambito.models import Appartenenza, Documento, Evento, Incarico


def numerica(attributo=None, colonna=""):
    """Una colonna che nel foglio resta un numero; senza `colonna` si chiama come l’attributo."""
    return fields.Field(attributo, colonna or attributo, widget=widgets.NumberWidget(coerce_to_string=False))


class ComuniResource(resources.ModelResource):
    istat_code = fields.Field("comune__codice_istat", "istat_code")
    comune = fields.Field("comune__nome", "comune")
    provincia = fields.Field("comune__provincia", "provincia")
    residenti = numerica("residenti")
    residenti_al = fields.Field("residenti_al", "residenti_al")
    fonte = fields.Field("residenti_fonte", "fonte")
    dal = fields.Field("dal", "nell_ambito_dal")

    class Meta:
        model = Appartenenza
        fields = ("istat_code", "comune", "provincia", "residenti", "residenti_al", "fonte", "dal")
        export_order = fields


class IncarichiResource(resources.ModelResource):
    persona = fields.Field("utente__nome_completo", "persona")
    email = fields.Field("utente__email", "email")
    ruolo = fields.Field("get_ruolo_display", "ruolo")
    dove = fields.Field("dove", "dove")

    class Meta:
        model = Incarico
        fields = ("persona", "email", "ruolo", "dove", "dal", "al", "atto")
        export_order = fields


class DocumentiResource(resources.ModelResource):
    comune = fields.Field("comune__nome", "comune")
    stato = fields.Field("stato", "stato")
    emesso_da = fields.Field("emesso_da__nome_completo", "emesso_da")

    class Meta:
        model = Documento
        fields = (
            "codice",
            "tipo",
            "titolo",
            "versione",
            "stato",
            "comune",
            "emesso_il",
            "emesso_da",
            "sha256",
            "motivo_annullamento",
        )
        export_order = fields


class EventiResource(resources.ModelResource):
    autore = fields.Field("autore__email", "autore")

    class Meta:
        model = Evento
        fields = ("id", "quando", "autore", "frase", "nota", "oggetto_tipo", "oggetto_id")
        export_order = fields
