"""I moduli di affidamenti, pratiche, reti e valutazioni."""

from django import forms

from ambito.moduli import CampoCatalogo, CampoEuro, CampoFile, Modulo, ModuloModello
from servizi import selezioni as catalogo
from servizi.models import Affidamento, IncontroRete, Indagine, IndicatoreComunale, Pratica, Rete, Sopralluogo, Valutazione


class AffidamentoForm(ModuloModello):
    """Un servizio affidato."""

    servizio = CampoCatalogo(queryset=None, label="Servizio", empty_label="Scegli")
    fondo = CampoCatalogo(queryset=None, label="Fondo che lo paga", required=False, empty_label="Più fondi")
    deliberazione = forms.ModelChoiceField(
        queryset=None, label="Deliberazione da cui discende", required=False, empty_label="Non è nel registro",
        help_text="Senza una deliberazione non si affida.",
    )  # fmt: skip

    class Meta:
        model = Affidamento
        fields = [
            "oggetto", "servizio", "forma", "affidatario", "deliberazione", "mandato", "atto", "atto_del", "cig", "cup", "fondo",
            "importo", "dal", "al", "rinnovabile_fino",
        ]  # fmt: skip
        field_classes = {"importo": CampoEuro}
        help_texts = {
            "mandato": "Solo se non la trovi qui sopra: numero, data e oggetto.",
            "atto": "Per esempio «Determina n. 45/2026».",
        }

    def __init__(self, *args, deliberazioni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["servizio"].queryset = catalogo.servizi()
        self.fields["fondo"].queryset = catalogo.fondi()
        self.fields["deliberazione"].queryset = deliberazioni


class PagamentoForm(Modulo):
    """Una liquidazione."""

    giorno = forms.DateField(label="Pagato il")
    importo = CampoEuro(label="Importo", min_value=None, help_text="Con il meno davanti se è una restituzione.")
    atto = forms.CharField(label="Atto di liquidazione", max_length=160)
    periodo = forms.CharField(label="Periodo a cui si riferisce", max_length=80, required=False)


class PraticaForm(ModuloModello):
    """Una comunicazione di avvio o una domanda di accreditamento."""

    unita = forms.ModelChoiceField(queryset=None, label="Struttura", empty_label="Scegli")

    class Meta:
        model = Pratica
        fields = ["genere", "unita", "caso", "ricevuta_il", "protocollo", "posti", "entro", "provvedimento", "vale_dal", "vale_al"]
        help_texts = {
            "caso": "Per la comunicazione di esercizio. Il cambio del solo legale rappresentante non ne vuole una nuova.",
            "entro": "Serve quando si chiede un’integrazione o si danno prescrizioni.",
            "provvedimento": "Serve per accreditare: numero, data, ufficio. Va nel registro pubblico: niente nomi di persone.",
        }

    def __init__(self, *args, unita, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unita"].queryset = unita

    def clean(self):
        dati = super().clean()
        if dati.get("vale_dal") and dati.get("vale_al") and dati["vale_al"] < dati["vale_dal"]:
            self.add_error("vale_al", "Scade prima di cominciare.")
        return dati


class CartaForm(Modulo):
    """Un documento della pratica."""

    che_cosa = forms.CharField(label="Che documento è", max_length=160, help_text="Per esempio «Planimetria».")
    file = CampoFile(label="File", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=5)


class SopralluogoForm(ModuloModello):
    """Una visita in una struttura."""

    class Meta:
        model = Sopralluogo
        fields = ["giorno", "chi", "esito", "prescrizioni", "entro", "adempiuto_il"]
        widgets = {"prescrizioni": forms.Textarea(attrs={"rows": 3})}


class ReteForm(ModuloModello):
    """Una rete territoriale."""

    area = CampoCatalogo(queryset=None, label="Area di utenza", required=False, empty_label="Più aree")
    enti = forms.ModelMultipleChoiceField(
        queryset=None, label="Enti che ne fanno parte", required=False, widget=forms.CheckboxSelectMultiple
    )
    comuni = forms.ModelMultipleChoiceField(
        queryset=None, label="Comuni che ne fanno parte", required=False, widget=forms.CheckboxSelectMultiple
    )
    servizi = forms.ModelMultipleChoiceField(
        queryset=None, label="Servizi collegati", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Rete
        fields = ["nome", "scopo", "area", "referente", "protocollo", "dal", "al", "enti", "comuni", "servizi"]
        widgets = {"scopo": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, comuni, enti, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = catalogo.aree()
        self.fields["comuni"].queryset, self.fields["enti"].queryset = comuni, enti
        self.fields["servizi"].queryset = catalogo.servizi()
        if self.instance.pk:
            membri = list(self.instance.membri.all())
            self.initial["comuni"] = [m.comune_id for m in membri if m.comune_id]
            self.initial["enti"] = [m.ente_id for m in membri if m.ente_id]

    def clean(self):
        dati = super().clean()
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "Scade prima di cominciare.")
        return dati


class IncontroForm(ModuloModello):
    """Una riunione della rete."""

    class Meta:
        model = IncontroRete
        fields = ["giorno", "argomento", "esito"]
        widgets = {"esito": forms.Textarea(attrs={"rows": 2})}


class IndagineForm(ModuloModello):
    """Un’indagine sui bisogni."""

    class Meta:
        model = Indagine
        fields = ["titolo", "svolta_il", "a_chi", "fonte", "invitati", "rispondenti"]
        help_texts = {"a_chi": "Per esempio «famiglie con figli 0-3 anni dei 61 Comuni»."}


class IndicatoreForm(ModuloModello):
    """Una misura del territorio: che cosa, in quale unità, a quale giorno, da quale fonte."""

    class Meta:
        model = IndicatoreComunale
        fields = ["nome", "unita", "decimali", "al", "fonte", "spiega", "nel_piano"]
        help_texts = {
            "nome": "Per esempio «Reddito medio dichiarato».",
            "unita": "Per esempio «euro per contribuente» o «su 100 residenti».",
            "fonte": "Chi lo pubblica e dove: il lettore deve poterlo ritrovare.",
            "nel_piano": "Lo si vede nella sezione della popolazione, e si può citare nei testi.",
        }


class ValutazioneForm(ModuloModello):
    """La scheda annuale di valutazione di un servizio."""

    class Meta:
        model = Valutazione
        fields = ["anno", "questionari", "soddisfatti", "reclami", "giudizio", "perche", "azioni"]
        widgets = {"perche": forms.Textarea(attrs={"rows": 4}), "azioni": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"perche": "Che cosa dicono misure, sopralluoghi e questionari. Niente nomi di persone."}
