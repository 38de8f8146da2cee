"""Colonne degli elenchi di servizi e fondi quando escono dal portale: gli importi restano numeri."""

from import_export import fields, resources

from ambito.risorse import numerica
from servizi.models import Affidamento, AreaUtenza, AssegnazioneFondo, Bando, Fondo, Intervento, Pratica, Servizio, UnitaOfferta
from servizi.selezioni.accreditati import Situazione

VERIFICA = ("verifica", "nota_verifica", "fonte")


class AreeResource(resources.ModelResource):
    verifica = fields.Field("get_verificato_display", "verifica")

    class Meta:
        model = AreaUtenza
        fields = ("codice", "nome", *VERIFICA)
        export_order = fields


class InterventiResource(AreeResource):
    class Meta:
        model = Intervento
        fields = ("codice", "nome", *VERIFICA)
        export_order = fields


class FondiResource(AreeResource):
    class Meta:
        model = Fondo
        fields = ("codice", "nome", "livello", "norma", "piattaforma", *VERIFICA)
        export_order = fields


class ServiziResource(AreeResource):
    area = fields.Field("area__etichetta", "area_utenza")
    natura = fields.Field("get_natura_display", "che_cos_e")
    intervento = fields.Field("intervento__etichetta", "obiettivo_di_servizio")
    leps = fields.Field("leps__nome", "livello_essenziale")

    class Meta:
        model = Servizio
        fields = ("codice", "nome", "area", "natura", "intervento", "leps", "regime", "norma", *VERIFICA)
        export_order = fields


class UnitaResource(resources.ModelResource):
    servizio = fields.Field("servizio__etichetta", "servizio")
    area = fields.Field("servizio__area__nome", "area_utenza")
    istat = fields.Field("comune__codice_istat", "istat_code")
    comune = fields.Field("comune__nome", "comune")
    natura = fields.Field("get_natura_gestore_display", "natura_gestore")
    autorizzati = numerica("posti_autorizzati")
    accreditati = numerica("posti_accreditati")
    contratto = numerica("posti_contratto")

    class Meta:
        model = UnitaOfferta
        fields = (
            "servizio", "denominazione", "area", "gestore", "natura", "codice_afam", "istat", "comune", "indirizzo", "telefono",
            "email", "apertura", "autorizzati", "accreditati", "contratto", "dal", "al", "fonte",
        )  # fmt: skip
        export_order = fields


class AssegnazioniResource(resources.ModelResource):
    fondo = fields.Field("fondo__etichetta", "fondo")
    importo = numerica("importo")
    vincolata = numerica("vincolata")
    incassato = numerica("incassato")
    impegnato = numerica("impegnato")
    pagato = numerica("pagato")

    class Meta:
        model = AssegnazioneFondo
        fields = (
            "fondo", "annualita", "atto", "atto_del", "importo", "vincolata", "vincolo", "incassato", "impegnato", "pagato", "cup",
            "spendere_entro",
        )  # fmt: skip
        export_order = fields


class BandiResource(resources.ModelResource):
    livello = fields.Field("get_livello_display", "livello")
    stato = fields.Field("get_stato_display", "stato")
    area = fields.Field("area__nome", "area_utenza")
    importo = numerica("importo")
    cofinanziamento = numerica("cofinanziamento")
    ottenuto = numerica("ottenuto")

    class Meta:
        model = Bando
        fields = (
            "titolo", "ente", "livello", "area", "apre_il", "scade_il", "stato", "importo", "cofinanziamento", "ottenuto",
            "partner", "cup", "rendicontare_entro", "indirizzo",
        )  # fmt: skip
        export_order = fields


class AffidamentiResource(resources.ModelResource):
    servizio = fields.Field("servizio__etichetta", "servizio")
    forma = fields.Field("get_forma_display", "forma")
    deliberazione = fields.Field("deliberazione__sigla", "deliberazione")
    fondo = fields.Field("fondo__etichetta", "fondo")
    importo = numerica("importo")
    pagato = numerica("pagato")

    class Meta:
        model = Affidamento
        fields = (
            "oggetto", "servizio", "forma", "affidatario", "deliberazione", "mandato", "atto", "atto_del", "cig", "cup", "fondo",
            "importo", "pagato", "dal", "al", "rinnovabile_fino",
        )  # fmt: skip
        export_order = fields


class PraticheResource(resources.ModelResource):
    genere = fields.Field("get_genere_display", "pratica")
    unita = fields.Field("unita__denominazione", "struttura")
    servizio = fields.Field("unita__servizio__nome", "servizio")
    comune = fields.Field("unita__comune__nome", "comune")
    caso = fields.Field("get_caso_display", "caso")
    stato = fields.Field("get_stato_display", "stato")

    class Meta:
        model = Pratica
        fields = (
            "genere", "unita", "servizio", "comune", "caso", "ricevuta_il", "protocollo", "posti", "stato", "entro",
            "provvedimento", "vale_dal", "vale_al",
        )  # fmt: skip
        export_order = fields


class AccreditatiResource(resources.ModelResource):
    """Il registro pubblico: ciò che si vede nella pagina, e nient’altro della pratica."""

    unita = fields.Field("unita__denominazione", "struttura")
    gestore = fields.Field("unita__gestore", "ente_gestore")
    servizio = fields.Field("unita__servizio__nome", "tipo")
    istat = fields.Field("unita__comune__codice_istat", "istat_code")
    comune = fields.Field("unita__comune__nome", "comune")
    situazione = fields.Field("situazione", "situazione")

    class Meta:
        model = Pratica
        fields = ("unita", "gestore", "servizio", "istat", "comune", "provvedimento", "vale_dal", "vale_al", "situazione")
        export_order = fields

    def dehydrate_situazione(self, pratica):
        return Situazione(pratica.situazione).label
