"""Colonne degli elenchi del piano quando escono dal portale."""

from import_export import fields, resources

from piano.models import Obiettivo, Osservazione


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


class OsservazioniResource(resources.ModelResource):
    """Ciò che i Comuni hanno scritto e che cosa si è risposto: i Comuni, non le persone."""

    sezione = fields.Field("titolo_sezione", "sezione")
    comune = fields.Field("comune__nome", "comune")
    esito = fields.Field("get_esito_display", "esito")
    testo = fields.Field("testo", "testo")
    riscontro = fields.Field("riscontro_in_parole", "riscontro")
    motivo = fields.Field("motivo", "motivo")

    class Meta:
        model = Osservazione
        fields = ("sezione", "comune", "esito", "testo", "riscontro", "motivo")
        export_order = fields
