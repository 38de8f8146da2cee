"""Colonne degli elenchi della rendicontazione quando escono dal portale: gli importi restano numeri."""

from import_export import fields, resources

from ambito.nucleo.statistiche import pro_capite
from ambito.risorse import numerica
from rendicontazione.models import Rendiconto, VoceSpesa


class QuadroResource(resources.ModelResource):
    istat = fields.Field("comune__codice_istat", "istat_code")
    comune = fields.Field("comune__nome", "comune")
    stato = fields.Field("get_stato_display", "stato")
    residenti = numerica("residenti")
    lorda = numerica("totale_spesa_lorda", "spesa_lorda")
    compartecipazione = numerica("totale_compartecipazione_utenti", "compartecipazione_utenti")
    ssn = numerica("totale_quota_ssn", "quota_ssn")
    altre = numerica("totale_altre_entrate", "altre_entrate")
    netta = numerica("totale_spesa_netta", "spesa_netta")
    liquidato = numerica("totale_liquidato", "liquidato")
    per_abitante = numerica(colonna="spesa_netta_per_abitante")

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
    anno = numerica("rendiconto__campagna__anno", "anno")
    intervento = fields.Field("intervento__etichetta", "intervento")
    area = fields.Field("area__etichetta", "area_utenza")
    forma = fields.Field("forma_gestione", "forma_gestione")
    fondo = fields.Field("fondo__etichetta", "fondo")
    utenti = numerica("utenti")
    lorda = numerica("spesa_lorda")
    compartecipazione = numerica("compartecipazione_utenti")
    ssn = numerica("quota_ssn")
    altre = numerica("altre_entrate")
    netta = numerica("spesa_netta")
    liquidato = numerica("liquidato")
    nota = fields.Field("nota", "nota")

    class Meta:
        model = VoceSpesa
        fields = (
            "istat", "comune", "anno", "intervento", "area", "forma", "fondo", "utenti", "lorda", "compartecipazione", "ssn",
            "altre", "netta", "liquidato", "nota",
        )  # fmt: skip
        export_order = fields
