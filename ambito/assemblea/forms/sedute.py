"""I moduli di una seduta: prepararla, convocarla, tenerla, votare, verbalizzare."""

from django import forms

from ambito.assemblea.models import PuntoOdg, Seduta
from ambito.assemblea.stati import Espressione
from ambito.moduli import CampoFile, Modulo, ModuloModello, SceltaGrande

SCELTE_DI_VOTO = [(e.value, e.label) for e in Espressione if e != Espressione.NON_VOTANTE]


class SedutaForm(ModuloModello):
    """Quando, dove e come ci si riunisce."""

    # Fuori da `Meta`: gli organi si leggono solo dentro un Ambito.
    organo = forms.ModelChoiceField(label="Organo", queryset=None, empty_label=None)
    field_order = ["organo"]

    class Meta:
        model = Seduta
        fields = ["prima_convocazione", "seconda_convocazione", "modalita", "luogo", "collegamento"]
        help_texts = {
            "seconda_convocazione": "Serve se in prima convocazione manca il numero legale.",
            "luogo": "Per esempio: Sala consiliare del Comune di Lodi, piazza Broletto 1.",
            "collegamento": "L’indirizzo della videoconferenza: lo vede solo chi può leggere la convocazione.",
        }


class SpostaForm(ModuloModello):
    """Giorno, ora e luogo nuovi di una seduta già convocata, con il motivo."""

    motivo = forms.CharField(
        label="Perché cambia",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chi siede lo legge nell’avviso.",
    )

    class Meta(SedutaForm.Meta):
        pass


class PuntoForm(ModuloModello):
    """Un punto all’ordine del giorno; può portare al voto una cosa del portale, per esempio il piano proposto."""

    da_votare = forms.ChoiceField(
        label="Che cosa si mette ai voti",
        required=False,
        help_text="Se scegli una voce, le sue carte compaiono nell’ordine del giorno e l’esito del voto la raggiunge da sé.",
    )

    # Fuori da `Meta`: i punti si leggono solo dentro un Ambito.
    sotto = forms.ModelChoiceField(
        label="Sta sotto un altro punto", queryset=None, required=False, empty_label="No, è un punto a sé",
        help_text="Il punto che ne ha altri sotto fa da titolo: si discutono e si votano quelli.",
    )  # fmt: skip
    field_order = ["oggetto", "da_votare", "proposta", "relatore", "materia", "sotto", "minuti", "riservato", "ricorrente"]

    class Meta:
        model = PuntoOdg
        fields = ["oggetto", "da_votare", "proposta", "relatore", "materia", "minuti", "riservato", "ricorrente"]
        widgets = {"proposta": forms.Textarea(attrs={"rows": 8}), "materia": forms.Select}
        help_texts = {
            "proposta": "Il testo che si approva o si respinge. Se lo lasci vuoto vale l’oggetto.",
            "minuti": "Se li scrivi, chi siede vede a che ora si arriva a ogni punto.",
            "riservato": "La votazione non ha una pagina pubblica.",
            "ricorrente": "La prossima seduta che prepari nasce già con questo punto.",
        }

    def __init__(self, *args, seduta, proponibili, materie, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sotto"].queryset = seduta.punti.filter(sotto=None).exclude(pk=self.instance.pk)
        self.fields["sotto"].initial = self.instance.sotto_id
        generi = [(etichetta, voci) for etichetta, voci in proponibili if voci]
        self.fields["da_votare"].choices = [("", "Il testo scritto qui"), *generi]
        self.fields["materia"] = forms.ChoiceField(label="Materia (decide la maggioranza)", choices=materie)
        self.fields["oggetto"].required = False
        if self.instance.oggetto_tipo:
            self.fields["da_votare"].initial = f"{self.instance.oggetto_tipo}:{self.instance.oggetto_id}"
        self.testi = {chiave: testo for _, voci in generi for chiave, testo in voci}

    def clean(self):
        """Senza un oggetto scritto vale il nome della cosa messa ai voti."""
        dati = super().clean()
        scelto = dati.get("da_votare") or ""
        if not dati.get("oggetto"):
            if scelto:
                dati["oggetto"] = f"Approvazione: {self.testi[scelto]}"[:300]
            elif "oggetto" not in self.errors:
                self.add_error("oggetto", "Scrivi l’oggetto del punto, o scegli che cosa si mette ai voti.")
        tipo, _, oggetto_id = scelto.partition(":")
        dati["oggetto_tipo"], dati["oggetto_id"] = tipo, int(oggetto_id) if oggetto_id else None
        return dati


class ConvocaForm(Modulo):
    """L’urgenza si motiva solo se il preavviso è corto."""

    motivo_urgenza = forms.CharField(label="Motivo dell’urgenza", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, corto, **kwargs):
        super().__init__(*args, **kwargs)
        if not corto:
            del self.fields["motivo_urgenza"]


class MotivoForm(Modulo):
    """Il motivo di un annullamento o di un rinvio: resta scritto."""

    motivo = forms.CharField(label="Motivo", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class InizioForm(Modulo):
    """Chi presiede, quando la seduta comincia."""

    presiede = forms.CharField(label="Chi presiede", max_length=120)
    seggio_presidente = forms.ModelChoiceField(
        label="Il suo Comune", queryset=None, required=False, empty_label="Nessuno dei Comuni presenti",
        help_text="Serve solo se la regola scioglie la parità con il voto di chi presiede.",
    )  # fmt: skip

    def __init__(self, *args, presenti, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seggio_presidente"].queryset = presenti


class AppelloForm(Modulo):
    """Chi è in sala, spuntato dal segretario."""

    seggi = forms.ModelMultipleChoiceField(
        label="Comuni in sala da segnare presenti", queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Spunta almeno un Comune."},
    )  # fmt: skip

    def __init__(self, *args, assenti, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seggi"].queryset = assenti
        self.fields["seggi"].label_from_instance = lambda s: f"{s.nome} – {s.sindaco}" if s.sindaco else s.nome


class DelegatoForm(Modulo):
    """Un Comune rappresentato da altri che il sindaco."""

    seggio = forms.ModelChoiceField(label="Comune o ente", queryset=None, empty_label="Scegli")
    persona = forms.CharField(label="Chi siede", max_length=160)
    delega = forms.CharField(label="Estremi della delega o della nomina", max_length=200)

    def __init__(self, *args, assenti, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seggio"].queryset = assenti
        self.fields["seggio"].label_from_instance = lambda s: s.nome


class DelegaForm(Modulo):
    """Il Sindaco delega chi siede al suo posto."""

    comune = forms.ModelChoiceField(label="Comune", queryset=None, empty_label=None)
    nome = forms.CharField(label="Nome", max_length=80)
    cognome = forms.CharField(label="Cognome", max_length=80)
    email = forms.EmailField(label="Indirizzo e-mail", help_text="Con questo entrerà nel portale; se è nuovo riceve un invito.")
    qualifica = forms.ChoiceField(
        label="Chi è", choices=[(q, q) for q in ("Assessore", "Consigliere", "Chi siede per un altro Comune")]
    )
    seduta = forms.ModelChoiceField(
        label="Per quale seduta", queryset=None, required=False, empty_label="Tutte, finché non revoco la delega"
    )
    punti = forms.ModelMultipleChoiceField(
        label="Solo per questi punti", queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Se non ne spunti nessuno, la delega vale per tutta la seduta.",
    )  # fmt: skip
    estremi = forms.CharField(
        label="Estremi dell’atto scritto", max_length=90, required=False, help_text="Se c’è: per esempio «prot. 1204»."
    )

    def __init__(self, *args, comuni, sedute, punti=None, **kwargs):
        super().__init__(*args, **kwargs)
        if punti is None:
            del self.fields["punti"]
        else:
            self.fields["punti"].queryset = punti
        self.fields["comune"].queryset, self.fields["seduta"].queryset = comuni, sedute


class VotoForm(Modulo):
    """La scheda: una scelta sola, ampia, e un tasto per confermarla."""

    espressione = forms.ChoiceField(
        label="Il voto", choices=SCELTE_DI_VOTO, widget=SceltaGrande,
        error_messages=dict.fromkeys(("required", "invalid_choice"),
                                     "Scegli «favorevole», «contrario», «astenuto» o «in conflitto di interessi»."),
    )  # fmt: skip


class TotaliForm(Modulo):
    """I totali di un voto segreto, come li proclama chi presiede."""

    prefix = "totali"
    favorevoli = forms.IntegerField(label="A favore", min_value=0, max_value=1000)
    contrari = forms.IntegerField(label="Contrari", min_value=0, max_value=1000)
    astenuti = forms.IntegerField(label="Astenuti, schede bianche o nulle", min_value=0, max_value=1000, initial=0)


class OsservazioneForm(Modulo):
    """Che cosa va corretto nel verbale."""

    prefix = "osserva"
    testo = forms.CharField(label="Che cosa va corretto", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))


class RispostaOsservazioneForm(Modulo):
    """Che cosa si è fatto di un’osservazione."""

    accolta = forms.TypedChoiceField(
        label="La correzione", choices=[("si", "È accolta"), ("no", "Non è accolta")], coerce=lambda scelta: scelta == "si",
        empty_value=None,
    )  # fmt: skip
    risposta = forms.CharField(
        label="Come, o perché no", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Resta nel verbale, accanto all’osservazione.",
    )  # fmt: skip


class FirmatoForm(Modulo):
    """Il PDF del verbale firmato digitalmente."""

    prefix = "firmato"
    file = CampoFile(label="Verbale firmato", estensioni=("pdf", "p7m"), massimo_mb=20)


class VerbaleForm(Modulo):
    """Il testo del verbale, con la revisione da cui si è partiti."""

    testo = forms.CharField(
        label="Testo", max_length=100_000, widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Un paragrafo per blocco, separati da una riga vuota. Presenze, schede e conti li aggiunge il documento.",
    )  # fmt: skip
    revisione = forms.IntegerField(widget=forms.HiddenInput)
