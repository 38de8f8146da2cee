"""Le colonne degli elenchi dell’accordo quando escono dal portale: niente persone, telefoni, documenti."""

from django.utils import timezone
from import_export import fields, resources

from accordo.models import Adesione, ParteAccordo, PianoRiparto
from accordo.parole.adesioni import ruolo_di
from accordo.parole.fascicoli import che_scadono, perche_sospeso
from accordo.selezioni.fascicoli import ha_fascicolo
from accordo.stati import TipoAdesione, etichette
from accordo.stati.fascicolo import Genere
from ambito.models import Appartenenza, Ente
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


class _ConFascicoli(resources.ModelResource):
    """Righe di enti con lo stato del fascicolo, che chi esporta ha già calcolato: numero dell’ente → `Fascicolo`."""

    def __init__(self, fascicoli=None):
        super().__init__()
        self.fascicoli = fascicoli or {}


class EntiResource(_ConFascicoli):
    """Le adesioni degli enti: come per i Comuni, il contenuto solo di quelle inviate."""

    ente = fields.Field("ente__denominazione", "ente")
    categoria = fields.Field("ente__get_tipo_display", "categoria")
    stato = fields.Field(column_name="stato")
    numero = fields.Field("numero_scritto", "numero")
    inviata_il = fields.Field(column_name="inviata_il")
    tipo = fields.Field(column_name="tipo_adesione")
    aree = fields.Field("aree_scelte", "aree")
    fascicolo = fields.Field(column_name="fascicolo")

    class Meta:
        model = Adesione
        fields = ("ente", "categoria", "stato", "numero", "inviata_il", "tipo", "aree", "fascicolo")
        export_order = fields

    def dehydrate_stato(self, riga):
        return etichette(riga.finita)[riga.stato]

    def dehydrate_inviata_il(self, riga):
        return formatta_data(riga.inviata_il and timezone.localdate(riga.inviata_il))

    def dehydrate_tipo(self, riga):
        return riga.get_tipo_display() if riga.numero else ""

    def dehydrate_fascicolo(self, riga):
        return self.fascicoli[riga.ente_id].etichetta if ha_fascicolo(riga.ente) else ""


class FascicoliResource(_ConFascicoli):
    """I fascicoli degli enti: lo stato, perché, quando scade qualcosa, documento per documento. Nessun file, nessuna persona."""

    ente = fields.Field("denominazione", "ente")
    codice_fiscale = fields.Field("codice_fiscale", "codice_fiscale")
    stato = fields.Field(column_name="fascicolo")
    perche = fields.Field(column_name="perche")
    prossima_scadenza = fields.Field(column_name="prossima_scadenza")
    statuto = fields.Field(column_name="statuto")
    runts = fields.Field(column_name="runts")
    durc = fields.Field(column_name="durc")
    assicurazione = fields.Field(column_name="assicurazione")

    class Meta:
        model = Ente
        fields = (
            "ente", "codice_fiscale", "stato", "perche", "prossima_scadenza", "statuto", "runts", "durc", "assicurazione",
        )  # fmt: skip
        export_order = fields

    def dehydrate_stato(self, ente):
        return self.fascicoli[ente.pk].etichetta

    def dehydrate_perche(self, ente):
        return perche_sospeso(self.fascicoli[ente.pk]) or che_scadono(self.fascicoli[ente.pk])

    def dehydrate_prossima_scadenza(self, ente):
        return formatta_data(self.fascicoli[ente.pk].prossima_scadenza)

    def _documento(self, ente, genere):
        voce = next(v for v in self.fascicoli[ente.pk].voci if v.genere == genere)
        return f"{voce.stato.label}, fino al {formatta_data(voce.scade_il)}" if voce.scade_il else voce.stato.label

    def dehydrate_statuto(self, ente):
        return self._documento(ente, Genere.STATUTO)

    def dehydrate_runts(self, ente):
        return self._documento(ente, Genere.RUNTS)

    def dehydrate_durc(self, ente):
        return self._documento(ente, Genere.DURC)

    def dehydrate_assicurazione(self, ente):
        return self._documento(ente, Genere.ASSICURAZIONE)
