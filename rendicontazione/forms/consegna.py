from django import forms

from ambito.allegati.riconoscimento import MASSIMO
from ambito.importazione.letture import pulisci_nota
from ambito.moduli import CampoEuro, CampoFile, Modulo
from ambito.nucleo.impronta import impronta
from rendicontazione.models import MASSIMO_NOTA


class ImportaForm(Modulo):
    """Il foglio da caricare."""

    file = CampoFile(label="Foglio della spesa", estensioni=("xlsx", "csv", "ods", "xls"), massimo_mb=5)


class ProvaForm(Modulo):
    """Un file che prova una riga di spesa. Il contenuto lo controlla chi lo riceve."""

    file = CampoFile(
        label="File", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=MASSIMO // 2**20, allow_empty_file=True,
        max_length=None, help_text="Una determina, un mandato, un riepilogo. Mai nomi o codici fiscali di chi usa i servizi.",
    )  # fmt: skip


class InviaForm(Modulo):
    """Le spiegazioni dei controlli e l’invio della spesa all’Ufficio di Piano."""

    senza_spesa = forms.BooleanField(
        label="Il Comune non ha avuto spesa sociale in questo anno",
        required=False,
        help_text="Da spuntare solo se non c’è nessuna riga da inserire.",
    )
    totale_dichiarato = CampoEuro(
        label="Totale della spesa lorda nel consuntivo",
        required=False,
        help_text="Se lo scrivi, il portale controlla che sia la somma delle righe.",
    )
    messaggio = forms.CharField(
        label="Messaggio per l’Ufficio di Piano", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, con_righe, rilevati=(), in_bozza=False, **kwargs):
        """`in_bozza`: si salvano le spiegazioni già scritte, le altre possono mancare."""
        super().__init__(*args, **kwargs)
        del self.fields["senza_spesa" if con_righe else "totale_dichiarato"]
        self.da_spiegare = {f"spiega-{r.codice}-{r.riguarda.replace(' ', '-')}": r for r in rilevati if r.si_spiega}
        for nome, rilevato in self.da_spiegare.items():
            self.fields[nome] = _spiegazione(rilevato, obbligatoria=not in_bozza)
            self.fields[f"letto-{nome}"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=_segno(rilevato))

    def clean(self):
        """Una spiegazione vale per ciò che si è letto: se un collega ha cambiato le cifre, o la spiegazione, si rilegge."""
        dati = super().clean()
        for nome, rilevato in self.da_spiegare.items():
            letto = f"letto-{nome}"
            if dati.get(letto) and dati[letto] != _segno(rilevato):
                adesso = f"Mentre scrivevi è cambiato. Ora: {rilevato.frase} {rilevato.spiegazione}".strip()
                self.add_error(nome, f"{adesso} Rileggi e premi di nuovo.")
                self.data = self.data.copy()
                self.data[letto] = _segno(rilevato)
            if nome in dati:
                dati[nome] = pulisci_nota(dati[nome])
        return dati

    def spiegazioni(self):
        """`{(controllo, riguarda): testo}` come le vuole l’operazione."""
        return {(r.codice, r.riguarda): self.cleaned_data[nome] for nome, r in self.da_spiegare.items()}

    def dati_invio(self):
        """Ciò che accompagna l’invio."""
        dati = {nome: self.cleaned_data.get(nome) for nome in ("messaggio", "totale_dichiarato")}
        return {**dati, "senza_spesa": self.cleaned_data.get("senza_spesa", False)}

    @property
    def campi_da_spiegare(self):
        return [self[nome] for nome in self.da_spiegare]

    @property
    def campi_invio(self):
        return [campo for campo in self if not campo.name.startswith(("spiega-", "letto-"))]

    @property
    def letti(self):
        return [campo for campo in self if campo.name.startswith("letto-")]


def _segno(rilevato):
    """Che cosa leggeva chi spiega: la frase del controllo e la spiegazione che c’era."""
    return impronta([rilevato.frase, rilevato.spiegazione])[:16]


def _spiegazione(rilevato, obbligatoria):
    aiuto = f"{rilevato.codice}. {rilevato.frase}"
    if rilevato.superata:
        aiuto += " Le cifre sono cambiate da quando l’hai spiegato: rileggi e salva di nuovo."
    return forms.CharField(
        label=f"Perché: {rilevato.oggetto}", help_text=aiuto, max_length=MASSIMO_NOTA, initial=rilevato.spiegazione,
        required=obbligatoria, error_messages={"required": "Scrivi perché, in una frase."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
