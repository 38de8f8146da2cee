from django import forms

from ambito.moduli import CampoFile, Modulo

NUMERO_MASSIMO = 2**31 - 1


class TestoForm(Modulo):
    """Il testo di una sezione e la revisione da cui è partito chi l’ha scritto."""

    __test__ = False

    testo = forms.CharField(label="Testo", required=False, strip=False)
    revisione = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO, widget=forms.HiddenInput)


class DocumentoForm(Modulo):
    """Il documento di testo da cui prendere il testo della sezione."""

    file = CampoFile(label="Documento", estensioni=("docx", "odt"), massimo_mb=15)
    figure = forms.BooleanField(
        label="Prendi anche le immagini", required=False, initial=True,
        help_text="Entrano subito fra le figure del piano, con la didascalia e la descrizione che hanno nel documento.",
    )  # fmt: skip


class DaDocumentoForm(TestoForm):
    """Il testo preso da un documento e dove va: al posto di quello della sezione, o in fondo."""

    modo = forms.ChoiceField(
        label="Dove metterlo",
        choices=[("sostituisci", "Al posto del testo di adesso"), ("aggiungi", "In fondo al testo di adesso")],
        widget=forms.RadioSelect,
    )
    testo = forms.CharField(widget=forms.HiddenInput, strip=False)


class SceltaForm(Modulo):
    """Come si chiude un conflitto: con il proprio testo, con quello della sezione o con uno unito a mano."""

    scelta = forms.ChoiceField(choices=[(v, v) for v in ("mio", "attuale", "unito")])
    bozza = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    revisione = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO)
    testo = forms.CharField(label="Testo unito", required=False, strip=False)


class ConfrontoForm(Modulo):
    """Due revisioni da confrontare (nell’indirizzo della pagina)."""

    da = forms.IntegerField(label="Dalla revisione", min_value=1, max_value=NUMERO_MASSIMO)
    a = forms.IntegerField(label="Alla revisione", min_value=1, max_value=NUMERO_MASSIMO)
