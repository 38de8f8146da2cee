"""Colonne degli elenchi del piano quando escono dal portale."""

from import_export import fields, resources

from piano.models import Obiettivo, Proposta


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


class ProposteResource(resources.ModelResource):
    codice = fields.Field("codice", "codice")
    origine = fields.Field("origine", "da_dove_viene")
    incontro = fields.Field("incontro", "incontro")
    responsabile = fields.Field("responsabile__nome_completo", "chi_la_segue")
    esito = fields.Field("get_stato_display", "esito")
    motivo = fields.Field("motivo", "perche")
    sezione = fields.Field("sezione", "sezione_del_piano")
    obiettivo = fields.Field("obiettivo", "obiettivo_del_piano")

    class Meta:
        model = Proposta
        fields = (
            "codice", "origine", "incontro", "testo", "proponente", "ricevuta_il", "responsabile", "esito", "motivo", "sezione",
            "obiettivo",
        )  # fmt: skip
        export_order = fields
