from decimal import Decimal

from django import forms

from ambito.importazione.letture import pulisci_nota
from ambito.moduli import CampoCatalogo, CampoEuro, CampoIntero, Modulo
from ambito.nucleo.formati_italiani import leggi_importo
from rendicontazione.controlli import incoerenze, spesa_netta
from rendicontazione.models import IMPORTI, MASSIMO_NOTA, FormaGestione
from servizi import selezioni as catalogo

FACOLTATIVI = IMPORTI[1:]


def _euro(etichetta, aiuto="", obbligatorio=False):
    return CampoEuro(label=etichetta, help_text=aiuto, required=obbligatorio)


class VoceForm(Modulo):
    """Una riga di spesa del Comune."""

    intervento = CampoCatalogo(queryset=None, label="Intervento", empty_label="Scegli")
    area = CampoCatalogo(queryset=None, label="Area di utenza", empty_label="Scegli")
    forma_gestione = forms.ChoiceField(label="Forma di gestione", choices=[("", "Scegli"), *FormaGestione.choices])
    fondo = CampoCatalogo(queryset=None, label="Fondo", required=False, empty_label="Nessun fondo in particolare")
    utenti = CampoIntero(label="Utenti nell’anno", help_text="Persone seguite almeno una volta.")
    spesa_lorda = _euro("Spesa lorda", "Quanto è stato impegnato per questo intervento.", obbligatorio=True)
    compartecipazione_utenti = _euro("Compartecipazione degli utenti", "Rette e tariffe pagate dalle famiglie.")
    quota_ssn = _euro("Quota del servizio sanitario")
    altre_entrate = _euro("Altre entrate", "Fondi, contributi e trasferimenti ricevuti.")
    liquidato = _euro("Liquidato", "Quanto della spesa lorda è già stato pagato.")
    nota = forms.CharField(
        label="Nota", required=False, max_length=MASSIMO_NOTA, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Serve quando ci sono utenti senza spesa, o spesa senza utenti.",
    )  # fmt: skip
    revisione = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, aperti=None, **kwargs):
        """`aperti`: durante una correzione, i soli campi che si possono cambiare (la nota si può sempre)."""
        super().__init__(*args, **kwargs)
        for nome, campo in self.fields.items():
            campo.disabled = aperti is not None and nome not in {*aperti, "nota", "revisione"}
        self.fields["intervento"].queryset = catalogo.interventi()
        self.fields["area"].queryset = catalogo.aree()
        self.fields["fondo"].queryset = catalogo.fondi()

    def clean_nota(self):
        return pulisci_nota(self.cleaned_data["nota"])

    def clean(self):
        dati = super().clean()
        for campo in FACOLTATIVI:
            if campo in dati:
                dati[campo] = dati[campo] or Decimal("0.00")
        if all(campo in dati for campo in IMPORTI):
            for campo, frase in incoerenze(dati):
                self.add_error(campo, frase)
        return dati

    def valori(self):
        """I campi della riga, senza la revisione che serve solo a scoprire chi ha scritto nel frattempo."""
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "revisione"}


def iniziali(voce):
    """I valori di una riga esistente, per il modulo."""
    campi = ("intervento", "area", "forma_gestione", "fondo", "utenti", *IMPORTI, "nota", "revisione")
    return {campo: getattr(voce, campo) for campo in campi}


def netta_in_corso(dati, voce=None):
    """La spesa netta di ciò che si sta scrivendo; `None` se un importo ancora non si capisce.

    Gli importi fermi durante una correzione non arrivano dal navigatore: sono quelli della `voce`.
    """
    fermi = {c: getattr(voce, c) for c in IMPORTI[:4] if voce and c not in dati}
    try:
        lorda, *entrate = [fermi[c] if c in fermi else _importo(dati, c) for c in IMPORTI[:4]]
    except ValueError:
        return None
    return spesa_netta(lorda, *entrate)


def _importo(dati, campo):
    return leggi_importo(dati[campo]) if dati.get(campo, "").strip() else Decimal("0.00")
