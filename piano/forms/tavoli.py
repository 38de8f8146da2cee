from django import forms

from ambito.models import Ente
from ambito.moduli import CampoFile, Modulo, ModuloModello
from ambito.selezioni import comuni
from piano.forms.sezioni import NUMERO_MASSIMO
from piano.models import EsitoPresenza, IncontroTavolo, MembroTavolo, Tavolo
from servizi.selezioni import aree


class TavoloForm(ModuloModello):
    """Un tavolo del piano."""

    area = forms.ModelChoiceField(queryset=None, required=False, label="Area di utenza", empty_label="Nessuna area in particolare")

    class Meta:
        model = Tavolo
        fields = ["tipo", "nome", "area", "descrizione", "referente"]
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = aree()

    def clean_nome(self):
        """Due tavoli dello stesso piano non hanno lo stesso nome."""
        nome = self.cleaned_data["nome"]
        omonimi = Tavolo.objects.filter(piano=self.instance.piano, nome__iexact=nome).exclude(pk=self.instance.pk)
        if omonimi.exists():
            raise forms.ValidationError("C’è già un tavolo con questo nome.")
        return nome


class MembroForm(ModuloModello):
    """Chi siede a un tavolo, per un ente solo."""

    ente = forms.ModelChoiceField(queryset=None, required=False, label="Ente del registro", empty_label="Nessuno")
    comune = forms.ModelChoiceField(queryset=None, required=False, label="Comune", empty_label="Nessuno")

    class Meta:
        model = MembroTavolo
        fields = ["nome", "comune", "ente", "altro_ente", "ruolo", "email", "dal", "al"]
        help_texts = {
            "altro_ente": "Se non è fra i Comuni e gli enti qui sopra.",
            "email": "Per convocarlo. La vede solo l’Ufficio di Piano, e non esce nei documenti.",
        }

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ente"].queryset = Ente.objects.all()
        self.fields["comune"].queryset = comuni(oggi)

    def clean(self):
        dati = super().clean()
        scelti = [campo for campo in ("comune", "ente", "altro_ente") if dati.get(campo)]
        if not scelti:
            self.add_error("comune", "Di’ per quale ente siede: un Comune, un ente del registro o un altro ente.")
        elif len(scelti) > 1:
            self.add_error(scelti[1], "Siede per un ente solo: togli questo o quello sopra.")
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati


class IncontroForm(ModuloModello):
    """Una riunione di un tavolo."""

    collegamento = forms.URLField(
        required=False, label="Indirizzo per partecipare a distanza", max_length=200, assume_scheme="https"
    )

    class Meta:
        model = IncontroTavolo
        fields = ["quando", "luogo", "collegamento", "ordine_del_giorno"]
        widgets = {"ordine_del_giorno": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"ordine_del_giorno": "Un punto per riga. Serve per convocare."}

    def clean(self):
        dati = super().clean()
        if not dati.get("luogo") and not dati.get("collegamento") and "collegamento" not in self.errors:
            self.add_error("luogo", "Di’ dove ci si trova, o l’indirizzo per collegarsi.")
        return dati


class PresenzeForm(Modulo):
    """Il foglio delle presenze: una scelta per ogni membro."""

    def __init__(self, *args, membri, presenze, **kwargs):
        super().__init__(*args, **kwargs)
        self.membri, segnate = membri, {p.membro_id: p.esito for p in presenze}
        for membro in membri:
            self.fields[f"m{membro.pk}"] = forms.ChoiceField(
                choices=EsitoPresenza.choices, label=str(membro), widget=forms.RadioSelect, initial=segnate.get(membro.pk)
            )

    @property
    def esiti(self):
        """Membro → esito, come l’operazione lo vuole."""
        return {membro: self.cleaned_data[f"m{membro.pk}"] for membro in self.membri}


class VerbaleForm(Modulo):
    """Il verbale e la revisione da cui è partito chi l’ha scritto."""

    testo = forms.CharField(
        label="Verbale", strip=False, required=False, widget=forms.Textarea(attrs={"rows": 20, "data-editor": True})
    )
    revisione = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO, widget=forms.HiddenInput)


class VistoForm(Modulo):
    """Il numero che la pagina portava (revisioni, convocazioni): dice se chi preme ha visto com’è adesso."""

    visto = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO, widget=forms.HiddenInput)


class AllegatoForm(Modulo):
    """Un documento dell’incontro."""

    che_cosa = forms.CharField(label="Che documento è", max_length=160, help_text="Per esempio «Verbale firmato».")
    file = CampoFile(label="File", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=5)
