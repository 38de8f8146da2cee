"""Colonne degli elenchi del piano quando escono dal portale."""

from import_export import fields, resources

from ambito.risorse import numerica
from piano.models import IniziativaFormativa, Obiettivo, Osservazione, Proposta


class ObiettiviResource(resources.ModelResource):
    area = fields.Field("area__nome", "area")
    referente = fields.Field("referente", "referente")
    azioni = numerica("n_azioni", "azioni")
    indicatori = numerica("n_indicatori", "indicatori")
    importo = numerica("importo", "importo_previsto")

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


class FormazioneResource(resources.ModelResource):
    stato = fields.Field("get_stato_display", "stato")
    ore = numerica("ore", "ore_per_partecipante")
    previste = numerica("previste", "persone_attese")
    presenti = numerica("presenti", "persone_venute")
    ore_date = numerica("ore_persona", "ore_date")
    costo = numerica("costo")
    voto = numerica("voto", "voto_medio")
    fondo = fields.Field("fondo__codice", "fondo")
    obiettivo = fields.Field("obiettivo__codice", "obiettivo")

    class Meta:
        model = IniziativaFormativa
        fields = (
            "anno", "argomento", "stato", "chi_la_tiene", "inizio", "fine", "ore", "previste", "presenti", "ore_date", "costo",
            "fondo", "obiettivo", "voto", "giudizio",
        )  # fmt: skip
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
