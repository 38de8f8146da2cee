import re

from django import forms

from ambito.moduli import Modulo
from piano.models import AreaPolicy, Sezione
from piano.models.sezione import Collegato
from piano.operazioni.livelli import NOMI

RIGA_AREA = re.compile(r"([A-Za-z0-9]{1,4})\s+(\S.{0,199})")


# Nessuna sezione ha questa chiave.
DA_SOLA = 0


class VoceForm(Modulo):
    """Una voce dell’indice: come si chiama, dove sta, che cosa va scritto, se serve per proporre il piano."""

    titolo = forms.CharField(label="Titolo", max_length=200)
    capitolo = forms.TypedChoiceField(label="Dove sta", coerce=int, help_text="Il numero si rifà da sé, per tutte le voci.")
    guida = forms.CharField(
        label="Che cosa scrivere", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Due frasi per chi scriverà: compaiono sopra il testo.",
    )  # fmt: skip
    collegato = forms.ChoiceField(label="Che cosa mostra sotto il testo", required=False, choices=Collegato.choices)
    obbligatoria = forms.BooleanField(
        label="Serve per proporre il piano", required=False, initial=True,
        help_text="Senza questa voce completa il piano non si può proporre al voto.",
    )  # fmt: skip

    def __init__(self, *args, piano, capitoli, sezione=None, **kwargs):
        super().__init__(*args, **kwargs)
        sotto = [(c.pk, f"Sotto «{c}», come {piano.nome_paragrafo.lower()}") for c in capitoli if c != sezione]
        self.fields["capitolo"].choices = [(DA_SOLA, f"Da sola, come {piano.nome_capitolo.lower()}"), *sotto]
        self.capitoli = {c.pk: c for c in capitoli}

    def valori(self):
        """I valori per le operazioni, con la sezione al posto della chiave del capitolo."""
        return {**self.cleaned_data, "capitolo": self.capitoli.get(self.cleaned_data["capitolo"])}


class AffidaForm(Modulo):
    """Chi scrive una sezione ed entro quando."""

    assegnata_a = forms.ModelChoiceField(queryset=None, label="Chi la scrive", required=False, empty_label="Nessuno in particolare")
    entro = forms.DateField(
        label="Entro quando",
        required=False,
        help_text="Chi la scrive riceve un promemoria una settimana prima, il giorno prima e il giorno dopo.",
    )

    def __init__(self, *args, persone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assegnata_a"].queryset = persone


class CampoSintesi(forms.CharField):
    """Testo di seguito: gli a capo diventano spazi, e non contano due volte nella misura."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class SintesiForm(Modulo):
    """Che cosa deve sapere chi legge soltanto la sintesi di una sezione."""

    sintesi = CampoSintesi(
        label="Che cosa deve sapere un Sindaco",
        required=False,
        max_length=Sezione.LUNGHEZZA_SINTESI,
        help_text=f"Tre righe senza sigle: al massimo {Sezione.LUNGHEZZA_SINTESI} caratteri.",
    )


class LivelliForm(Modulo):
    """Come si chiamano i livelli del piano e in che cosa si raggruppano gli obiettivi."""

    nome_capitolo = forms.CharField(
        label="Primo livello dell’indice", max_length=40, help_text="Per esempio «Capitolo» o «Sezione»."
    )
    nome_paragrafo = forms.CharField(
        label="Secondo livello dell’indice", max_length=40, help_text="Per esempio «Paragrafo» o «Scheda»."
    )
    nome_area = forms.CharField(
        label="Ciò che raggruppa gli obiettivi", max_length=40,
        help_text="Per esempio «Area di policy», «Asse», «Traguardo», «Linea strategica».",
    )  # fmt: skip
    aree = forms.CharField(
        label="Il loro elenco", max_length=8000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Una per riga: un codice (al massimo quattro lettere o cifre), uno spazio, il nome.",
    )  # fmt: skip

    def __init__(self, *args, piano, **kwargs):
        righe = (f"{area.codice} {area.nome}" for area in AreaPolicy.objects.filter(piano=piano))
        inizio = {campo: getattr(piano, campo) for campo in NOMI}
        super().__init__(*args, initial={**inizio, "aree": "\n".join(righe)}, **kwargs)

    def clean_aree(self):
        """Coppie (codice, nome); due righe non hanno lo stesso codice."""
        coppie = {}
        for riga in filter(None, (r.strip() for r in self.cleaned_data["aree"].splitlines())):
            letta = RIGA_AREA.fullmatch(riga)
            if not letta:
                raise forms.ValidationError(f"«{riga[:60]}» non si legge: serve un codice breve, uno spazio, il nome.")
            codice = letta[1].upper()
            if codice in coppie:
                raise forms.ValidationError(f"Il codice {codice} compare due volte.")
            coppie[codice] = letta[2].strip()
        if not coppie:
            raise forms.ValidationError("Serve almeno una riga: gli obiettivi stanno sempre in un gruppo.")
        return list(coppie.items())
