"""Le colonne degli elenchi dell’accordo quando escono dal portale: niente persone, telefoni, documenti."""

from django.utils import timezone
from import_export import fields, resources

from accordo.models import Adesione, ParteAccordo, PianoRiparto
from accordo.parole.adesioni import ruolo_di
from accordo.stati import TipoAdesione, etichette
from ambito.models import Appartenenza
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.periodi import Triennio
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
        return etichette(riga.adesione_finita)[riga.adesione_stato]

    def dehydrate_numero(self, riga):
        return f"{riga.adesione_numero}/{riga.adesione_anno}" if riga.adesione_numero else ""

    def dehydrate_inviata_il(self, riga):
        return formatta_data(riga.adesione_inviata_il and timezone.localdate(riga.adesione_inviata_il))

    def dehydrate_tipo(self, riga):
        return TipoAdesione(riga.adesione_tipo).label if riga.adesione_tipo else ""


class PartiResource(resources.ModelResource):
    istat_code = fields.Field("comune__codice_istat", "istat_code")
    nome = fields.Field(column_name="nome")
    ruolo = fields.Field(column_name="ruolo")
    stato = fields.Field(column_name="stato")
    atto = fields.Field(column_name="atto")
    esecutivo_dal = fields.Field(column_name="esecutivo_dal")

    class Meta:
        model = ParteAccordo
        fields = ("istat_code", "nome", "ruolo", "stato", "atto", "esecutivo_dal")
        export_order = fields

    def dehydrate_nome(self, parte):
        return parte.nome

    def dehydrate_ruolo(self, parte):
        return parte.get_ruolo_display()

    def dehydrate_stato(self, parte):
        return parte.etichetta

    def dehydrate_atto(self, parte):
        return parte.estremi

    def dehydrate_esecutivo_dal(self, parte):
        return formatta_data(parte.esecutivo_dal)


class RipartiResource(resources.ModelResource):
    anno = numerica("anno")
    costo = numerica("costo", "costo_complessivo")
    coperture = numerica("coperture", "fondi_e_altre_entrate")
    altri_enti = numerica("altri_enti")
    importo = numerica("importo", "da_dividere_fra_i_comuni")
    stato = fields.Field("get_stato_display", "stato")

    class Meta:
        model = PianoRiparto
        fields = ("anno", "titolo", "costo", "coperture", "altri_enti", "importo", "stato", "deliberazione", "deliberato_il")
        export_order = fields


class AderentiResource(resources.ModelResource):
    """Chi ha aderito, come si pubblica: nessuna persona, nessun recapito."""

    chi = fields.Field("chi", "chi")
    categoria = fields.Field("categoria", "tipo")
    ruolo = fields.Field(column_name="ruolo")
    aree = fields.Field("aree_scelte", "aree")
    triennio = fields.Field(column_name="triennio")

    class Meta:
        model = Adesione
        fields = ("chi", "categoria", "ruolo", "aree", "triennio")
        export_order = fields

    def dehydrate_ruolo(self, riga):
        return ruolo_di(riga)

    def dehydrate_triennio(self, riga):
        return str(Triennio(riga.inizio))


class EntiResource(resources.ModelResource):
    """Le adesioni degli enti: come per i Comuni, il contenuto solo di quelle inviate."""

    ente = fields.Field("ente__denominazione", "ente")
    categoria = fields.Field("ente__get_tipo_display", "categoria")
    stato = fields.Field(column_name="stato")
    numero = fields.Field("numero_scritto", "numero")
    inviata_il = fields.Field(column_name="inviata_il")
    tipo = fields.Field(column_name="tipo_adesione")
    aree = fields.Field("aree_scelte", "aree")

    class Meta:
        model = Adesione
        fields = ("ente", "categoria", "stato", "numero", "inviata_il", "tipo", "aree")
        export_order = fields

    def dehydrate_stato(self, riga):
        return etichette(riga.finita)[riga.stato]

    def dehydrate_inviata_il(self, riga):
        return formatta_data(riga.inviata_il and timezone.localdate(riga.inviata_il))

    def dehydrate_tipo(self, riga):
        return riga.get_tipo_display() if riga.numero else ""
