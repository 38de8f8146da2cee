"""I moduli dell’accordo: dati, articoli, parti, atti, firme, vigilanza."""

from django import forms

from accordo.models import (
    AccordoDiProgramma,
    ArticoloAccordo,
    AttoCollegio,
    CausaSubentro,
    Impegno,
    MembroCollegio,
    ParteAccordo,
    RuoloParte,
)
from accordo.models.parte import ORGANI_PARTE
from ambito.models import Ente
from ambito.moduli import CampoFile, Modulo, ModuloModello
from ambito.nucleo.codici import e_codice_fiscale_di_persona
from ambito.selezioni import comuni


class DatiAccordoForm(ModuloModello):
    """Durata, termini ed estremi degli atti finali."""

    class Meta:
        model = AccordoDiProgramma
        fields = [
            "dal",
            "al",
            "termine_atti",
            "termine_firme",
            "atto_numero",
            "atto_data",
            "bollettino",
            "bollettino_data",
            "albo_dal",
        ]
        help_texts = {
            "termine_atti": "Chi manca riceve un promemoria 30, 7 e 1 giorno prima, e il giorno dopo.",
            "atto_numero": "L’atto dell’ente capofila che approva l’accordo firmato da tutti (art. 34, c. 4, TUEL).",
            "bollettino": "Per esempio «BURL n. 12, serie avvisi e concorsi».",
            "albo_dal": "Il giorno in cui l’accordo compare all’albo del capofila: ci resta quindici giorni.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Da quando è pubblicato la durata è quella: la allunga una proroga.
        if self.instance.pubblicato:
            del self.fields["dal"], self.fields["al"]

    def clean(self):
        dati = super().clean()
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati


class ArticoloForm(Modulo):
    """Titolo e testo di un articolo."""

    titolo = forms.CharField(label="Titolo", max_length=160)
    testo = forms.CharField(
        label="Testo", required=False, widget=forms.Textarea(attrs={"rows": 16, "data-editor": ""}),
        help_text="I valori sottolineati sono dati vivi: si aggiornano da sé finché il testo non si congela.",
    )  # fmt: skip
    revisione = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class TitoloForm(Modulo):
    """Il titolo di un articolo nuovo."""

    titolo = forms.CharField(label="Titolo dell’articolo", max_length=160)


class NotaForm(Modulo):
    """Il motivo di un passo."""

    motivo = forms.CharField(label="Motivo", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class ComuneOEnteForm(Modulo):
    """Un Comune oppure un altro ente."""

    comune = forms.ModelChoiceField(queryset=None, required=False, label="Comune", empty_label="Nessuno")
    ente = forms.ModelChoiceField(queryset=None, required=False, label="Oppure un altro ente", empty_label="Nessuno")

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = comuni(oggi)
        self.fields["ente"].queryset = Ente.objects.all()

    def clean(self):
        dati = super().clean()
        if bool(dati.get("comune")) == bool(dati.get("ente")):
            self.add_error("comune", "Scegli un Comune oppure un ente: uno dei due.")
        return dati


class NuovaParteForm(ComuneOEnteForm):
    """Chi è la parte, e con che ruolo."""

    ruolo = forms.ChoiceField(
        label="Ruolo", choices=RuoloParte.choices, widget=forms.RadioSelect, initial=RuoloParte.FIRMATARIO,
        help_text="Chi firma impegna l’ente e serve il suo consenso; chi aderisce partecipa e non ferma nessuno.",
    )  # fmt: skip


class SubentroForm(ComuneOEnteForm):
    """Chi prende il posto di una parte, da quando, perché e con quale atto."""

    dal = forms.DateField(label="Dal")
    causa = forms.ChoiceField(label="Perché cambia", choices=[("", "Scegli la causa"), *CausaSubentro.choices])
    atto = forms.CharField(
        label="Atto che lo dispone", max_length=200, help_text="Per esempio «legge regionale n. 5 del 10 febbraio 2026»."
    )
    motivo = forms.CharField(label="Che cosa è successo", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, oggi=oggi, **kwargs)
        self.oggi = oggi

    def clean_dal(self):
        return non_nel_futuro(self.cleaned_data["dal"], self.oggi)


class AttoForm(Modulo):
    """L’atto con cui l’ente approva il testo."""

    organo = forms.ChoiceField(label="Chi ha deciso", choices=[("", "Scegli l’organo"), *ORGANI_PARTE])
    numero = forms.CharField(label="Numero dell’atto", max_length=40)
    data = forms.DateField(label="Data dell’atto")
    esecutivo_dal = forms.DateField(
        label="Esecutivo dal", required=False,
        help_text="Dieci giorni dopo la pubblicazione, o lo stesso giorno se immediatamente eseguibile (art. 134 TUEL).",
    )  # fmt: skip
    file = CampoFile(
        label="File dell’atto", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=5,
        help_text="PDF, anche firmato (p7m), o una scansione. Fino a 5 MB.",
    )  # fmt: skip

    def __init__(self, *args, gia_caricato, **kwargs):
        super().__init__(*args, **kwargs)
        if gia_caricato:
            self.fields["file"].required = False
            self.fields["file"].help_text += f" C’è già «{gia_caricato}»: un file nuovo ne prende il posto."

    def clean(self):
        dati = super().clean()
        if dati.get("esecutivo_dal") and dati.get("data") and dati["esecutivo_dal"] < dati["data"]:
            self.add_error("esecutivo_dal", "Un atto non è esecutivo prima di esistere: controlla le due date.")
        return dati


class FirmatoForm(Modulo):
    """Il file firmato digitalmente."""

    file = CampoFile(
        label="Il file firmato", estensioni=("pdf", "p7m"), massimo_mb=15,
        help_text="Il PDF firmato (PAdES), oppure la busta .p7m (CAdES) che lo contiene. Fino a 15 MB.",
    )  # fmt: skip


class ChiFirmaForm(ModuloModello):
    """Chi firma per la parte, se non è il Sindaco in carica."""

    class Meta:
        model = ParteAccordo
        fields = ["firma_nome", "firma_cf", "firma_titolo"]
        help_texts = {
            "firma_cf": "È quello scritto nel suo certificato di firma: serve a riconoscerla.",
            "firma_titolo": "L’atto che le dà il potere di firmare, per esempio «delega del Sindaco prot. 123 del 2 marzo 2025».",
        }

    def clean_firma_cf(self):
        codice = self.cleaned_data["firma_cf"].strip().upper()
        if codice and not e_codice_fiscale_di_persona(codice):
            raise forms.ValidationError("Il codice fiscale non è giusto: controlla lettere e cifre.")
        return codice

    def clean(self):
        dati = super().clean()
        scritti = [bool(dati.get(nome)) for nome in self.Meta.fields]
        if any(scritti) and not all(scritti) and not self.errors:
            raise forms.ValidationError("Servono tutti e tre: chi è, il codice fiscale e l’atto. Oppure lasciali tutti vuoti.")
        return dati


class SitoForm(Modulo):
    """Da quando e dove un Comune dà notizia dell’accordo."""

    giorno = forms.DateField(label="Sul sito dal")
    indirizzo = forms.URLField(
        label="Indirizzo della pagina",
        max_length=200,
        assume_scheme="https",
        help_text="Per esempio https://www.comune.example/avvisi/12",
    )

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.oggi = oggi

    def clean_giorno(self):
        return non_nel_futuro(self.cleaned_data["giorno"], self.oggi)


def non_nel_futuro(giorno, oggi):
    """Il giorno, se è già arrivato; altrimenti l’errore da mostrare accanto al campo."""
    if giorno > oggi:
        raise forms.ValidationError("È un giorno che deve ancora arrivare: scrivi quando è avvenuto.")
    return giorno


class ProrogaForm(Modulo):
    """Fino a quando dura l’accordo, e con quale atto."""

    al = forms.DateField(label="Dura fino al")
    organo = forms.CharField(label="Chi l’ha deciso", max_length=120, help_text="Per esempio «Assemblea dei Sindaci».")
    numero = forms.CharField(label="Numero dell’atto", max_length=40)
    data = forms.DateField(label="Data dell’atto")
    motivo = forms.CharField(label="Perché", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    file = CampoFile(
        label="File dell’atto", estensioni=("pdf", "p7m"), massimo_mb=5, required=False,
        help_text="PDF, anche firmato (p7m). Fino a 5 MB.",
    )  # fmt: skip


class IntegrativoForm(Modulo):
    """Che cosa cambia dell’accordo vigente."""

    oggetto = forms.CharField(label="Che cosa cambia", max_length=200)
    articoli = forms.ModelMultipleChoiceField(
        queryset=None, label="Articoli che cambiano", widget=forms.CheckboxSelectMultiple,
        help_text="Si copiano nell’accordo integrativo, dove si riscrivono. Gli altri restano come sono.",
    )  # fmt: skip

    def __init__(self, *args, accordo, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["articoli"].queryset = ArticoloAccordo.objects.filter(accordo=accordo)


class MembroCollegioForm(ModuloModello):
    class Meta:
        model = MembroCollegio
        fields = ["nome", "per_chi", "presiede"]


class AttoCollegioForm(ModuloModello):
    class Meta:
        model = AttoCollegio
        fields = ["tipo", "giorno", "testo"]
        widgets = {"testo": forms.Textarea(attrs={"rows": 6})}


class ImpegnoForm(ModuloModello):
    """Un impegno preso in un articolo."""

    articolo = forms.ModelChoiceField(queryset=None, label="Articolo", empty_label="Scegli l’articolo")
    parte = forms.ModelChoiceField(queryset=None, required=False, label="Chi lo deve", empty_label="Tutte le parti")

    class Meta:
        model = Impegno
        fields = ["articolo", "parte", "descrizione", "entro"]

    def __init__(self, *args, accordo, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["articolo"].queryset = ArticoloAccordo.objects.filter(accordo=accordo)
        self.fields["parte"].queryset = ParteAccordo.objects.filter(accordo=accordo).per_elenco()


class ImpegnoFattoForm(Modulo):
    """Com’è andato a finire un impegno."""

    giorno = forms.DateField(label="Fatto il")
    nota = forms.CharField(label="Com’è andata", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
