"""I moduli dell’atto, delle rate e dei pagamenti."""

from django import forms

from accordo.forms.riparti import CampoDecimale
from ambito.moduli import CampoEuro, Modulo

RATE = 4


class AttoRipartoForm(Modulo):
    """Gli estremi di una deliberazione presa fuori dal portale."""

    deliberazione = forms.CharField(
        label="Deliberazione", max_length=120, help_text="Per esempio «Assemblea dei Sindaci n. 12 del 18 dicembre 2025»."
    )
    deliberato_il = forms.DateField(label="Data della deliberazione")

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.oggi = oggi

    def clean_deliberato_il(self):
        giorno = self.cleaned_data["deliberato_il"]
        if giorno > self.oggi:
            raise forms.ValidationError("La data è nel futuro: registra la deliberazione dopo che è stata presa.")
        return giorno


class RateForm(Modulo):
    """Fino a quattro rate, con le percentuali che fanno 100, e come si paga."""

    istruzioni = forms.CharField(
        label="Come si paga", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Il conto di tesoreria o l’avviso di pagamento: i Comuni lo leggono accanto alla causale.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, RATE + 1):
            obbligatoria = n == 1
            self.fields[f"percentuale_{n}"] = CampoDecimale(
                label=f"Rata {n}: quanta parte della quota (%)", decimali=2, massimo=100, required=obbligatoria
            )
            self.fields[f"chiesta_dal_{n}"] = forms.DateField(label=f"Rata {n}: si chiede dal", required=obbligatoria)
            self.fields[f"scade_il_{n}"] = forms.DateField(label=f"Rata {n}: si paga entro il", required=obbligatoria)

    def clean(self):
        dati = super().clean()
        for n in range(1, RATE + 1):
            self._controlla(n, [dati.get(f"{nome}_{n}") for nome in ("percentuale", "chiesta_dal", "scade_il")])
        if not self.errors and sum(r["percentuale"] for r in self.rate()) != 100:
            self.add_error("percentuale_1", "Le percentuali delle rate devono fare 100.")
        return dati

    def _controlla(self, n, valori):
        percentuale, chiesta, scade = valori
        if any(v is not None for v in valori) and not all(v is not None for v in valori) and n > 1:
            self.add_error(f"percentuale_{n}", f"La rata {n} vuole percentuale e date; lascia vuoto tutto se non serve.")
        if percentuale == 0:
            self.add_error(f"percentuale_{n}", "Una rata non può essere zero.")
        if chiesta and scade and scade < chiesta:
            self.add_error(f"scade_il_{n}", "Il termine viene prima del giorno in cui si chiede.")

    def rate(self):
        """Le rate compilate, nell’ordine."""
        scritte = [n for n in range(1, RATE + 1) if self.cleaned_data.get(f"percentuale_{n}") is not None]
        return [{nome: self.cleaned_data[f"{nome}_{n}"] for nome in ("percentuale", "chiesta_dal", "scade_il")} for n in scritte]


class PagamentoQuotaForm(Modulo):
    """Un pagamento arrivato da un Comune."""

    pagato_il = forms.DateField(label="Data del pagamento")
    importo = CampoEuro(label="Importo")
    riferimento = forms.CharField(label="Mandato o ricevuta", max_length=80, help_text="Per esempio «Mandato n. 1204/2025».")

    def clean_importo(self):
        importo = self.cleaned_data["importo"]
        if not importo:
            raise forms.ValidationError("Scrivi un importo maggiore di zero.")
        return importo


class MotivoRipartoForm(Modulo):
    """Perché si ritira o si annulla."""

    motivo = forms.CharField(label="Motivo", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
