"""Colonne degli elenchi della rendicontazione quando escono dal portale: gli importi restano numeri."""

from import_export import fields, resources, widgets

from ambito.nucleo.statistiche import pro_capite
from rendicontazione.models import Rendiconto, VoceSpesa


def _numero(attributo, colonna):
    return fields.Field(attributo, colonna, widget=widgets.NumberWidget(coerce_to_string=False))


class QuadroResource(resources.ModelResource):
    istat = fields.Field("comune__codice_istat", "istat_code")
    comune = fields.Field("comune__nome", "comune")
    stato = fields.Field("get_stato_display", "stato")
    residenti = _numero("residenti", "residenti")
    lorda = _numero("totale_spesa_lorda", "spesa_lorda")
    compartecipazione = _numero("totale_compartecipazione_utenti", "compartecipazione_utenti")
    ssn = _numero("totale_quota_ssn", "quota_ssn")
    altre = _numero("totale_altre_entrate", "altre_entrate")
    netta = _numero("totale_spesa_netta", "spesa_netta")
    liquidato = _numero("totale_liquidato", "liquidato")
    per_abitante = fields.Field(column_name="spesa_netta_per_abitante", widget=widgets.NumberWidget(coerce_to_string=False))

    class Meta:
        model = Rendiconto
        fields = (
            "istat",
            "comune",
            "stato",
            "residenti",
            "lorda",
            "compartecipazione",
            "ssn",
            "altre",
            "netta",
            "liquidato",
            "per_abitante",
        )
        export_order = fields

    def dehydrate_per_abitante(self, rendiconto):
        return pro_capite(rendiconto.totale_spesa_netta, rendiconto.residenti)


class VociResource(resources.ModelResource):
    istat = fields.Field("rendiconto__comune__codice_istat", "istat_code")
    comune = fields.Field("rendiconto__comune__nome", "comune")
    anno = _numero("rendiconto__campagna__anno", "anno")
    intervento = fields.Field("intervento__etichetta", "intervento")
    area = fields.Field("area__etichetta", "area_utenza")
    forma = fields.Field("forma_gestione", "forma_gestione")
    fondo = fields.Field("fondo__etichetta", "fondo")
    utenti = _numero("utenti", "utenti")
    lorda = _numero("spesa_lorda", "spesa_lorda")
    compartecipazione = _numero("compartecipazione_utenti", "compartecipazione_utenti")
    ssn = _numero("quota_ssn", "quota_ssn")
    altre = _numero("altre_entrate", "altre_entrate")
    netta = _numero("spesa_netta", "spesa_netta")
    liquidato = _numero("liquidato", "liquidato")
    nota = fields.Field("nota", "nota")

    class Meta:
        model = VoceSpesa
        fields = (
            "istat", "comune", "anno", "intervento", "area", "forma", "fondo", "utenti", "lorda", "compartecipazione", "ssn",
            "altre", "netta", "liquidato", "nota",
        )  # fmt: skip
        export_order = fields
