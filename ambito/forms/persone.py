from django import forms

from ambito import inviti, selezioni
from ambito.models import Ente, TipoEnte
from ambito.moduli import CampoFile, Modulo
from ambito.nucleo.codici import leggi_codice_fiscale
from ambito.nucleo.formati_italiani import ErroreFormato
from ambito.permessi import RUOLI

DOVE = {"ambito": "Ruoli per l’intero Ambito", "comune": "Ruoli in un Comune", "ente": "Ruoli per un ente"}


def _ruoli():
    """I ruoli raccolti per luogo, con davanti la voce vuota."""
    gruppi = [(nome, [(r.codice, r.nome) for r in RUOLI.values() if r.dove == dove]) for dove, nome in DOVE.items()]
    return [("", "Scegli il ruolo"), *gruppi]


class EnteForm(Modulo):
    """Un ente da aggiungere all’Ambito."""

    tipo = forms.ChoiceField(label="Che ente è", choices=[("", "Scegli…"), *TipoEnte.choices])
    denominazione = forms.CharField(label="Denominazione", max_length=200)
    codice_fiscale = forms.CharField(label="Codice fiscale", max_length=20, required=False)
    pec = forms.EmailField(label="PEC", required=False)

    def clean_codice_fiscale(self):
        scritto = self.cleaned_data["codice_fiscale"]
        try:
            return leggi_codice_fiscale(scritto) if scritto else ""
        except ErroreFormato as errore:
            raise forms.ValidationError(str(errore)) from errore


class NuovoIncaricoForm(Modulo):
    """Chi riceve quale incarico, dove, da quando, in forza di quale atto."""

    email = forms.EmailField(
        label="Indirizzo e-mail",
        help_text="Se la persona non è ancora in questo Ambito riceverà qui un invito da accettare.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    nome = forms.CharField(label="Nome", max_length=80, required=False, help_text="Serve per chi è nuovo in questo Ambito.")
    cognome = forms.CharField(label="Cognome", max_length=80, required=False)
    ruolo = forms.ChoiceField(label="Ruolo", choices=_ruoli)
    comune = forms.ModelChoiceField(None, label="Comune", required=False, empty_label="Nessuno",
                                    help_text="Solo per i ruoli in un Comune.")  # fmt: skip
    ente = forms.ModelChoiceField(None, label="Ente", required=False, empty_label="Nessuno",
                                  help_text="Solo per i ruoli di un ente.")  # fmt: skip
    dal = forms.DateField(label="Primo giorno", help_text="Da questo giorno i diritti valgono.")
    al = forms.DateField(
        label="Ultimo giorno",
        required=False,
        help_text="Compreso. Per un revisore serve sempre, al più un anno dopo l’inizio.",
    )
    atto = forms.CharField(
        label="Atto di nomina", max_length=200, help_text="Per esempio «Decreto del Sindaco n. 12 del 3 febbraio 2026»."
    )

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = selezioni.comuni(oggi)
        self.fields["comune"].to_field_name = "codice_istat"
        self.fields["ente"].queryset = Ente.objects.order_by("denominazione")

    def clean(self):
        dati = super().clean()
        ruolo = RUOLI.get(dati.get("ruolo"))
        if ruolo:
            self._esigi_luogo(ruolo, dati)
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "L’ultimo giorno viene prima del primo.")
        self._esigi_nome(dati)
        return dati

    def _esigi_luogo(self, ruolo, dati):
        for campo, che in (("comune", "un Comune"), ("ente", "un ente")):
            if ruolo.dove == campo and not dati.get(campo):
                self.add_error(campo, f"Il ruolo «{ruolo.nome}» vale per {che}: scegli quale.")
            elif ruolo.dove != campo and dati.get(campo):
                self.add_error(campo, f"Il ruolo «{ruolo.nome}» non è per {che}: lascia «Nessuno».")

    def _esigi_nome(self, dati):
        """Di chi è nuovo nell’Ambito serve il nome: lo leggerà nell’invito."""
        if "email" not in dati or inviti.persona_dell_ambito(dati["email"]):
            return
        for campo in ("nome", "cognome"):
            if not dati.get(campo):
                self.add_error(campo, "È una persona nuova per questo Ambito: scrivilo, lo vedrà nell’invito.")


class FoglioPersoneForm(Modulo):
    """Il foglio riempito."""

    file = CampoFile(label="Foglio riempito", estensioni=("xlsx", "csv", "ods", "xls"), massimo_mb=5)


class RimandaForm(Modulo):
    """Quali inviti si rimandano."""

    inviti = forms.MultipleChoiceField(error_messages={"required": "Scegli almeno un invito."})

    def __init__(self, *args, proposti, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inviti"].choices = [(str(invito.pk), str(invito)) for invito in proposti]


class TerminaForm(Modulo):
    """L’ultimo giorno di un incarico, e perché."""

    al = forms.DateField(label="Ultimo giorno", help_text="Compreso: dal giorno dopo non dà più alcun diritto.")
    nota = forms.CharField(label="Motivo", max_length=300, help_text="Resta nel registro: per esempio «Dimissioni, prot. 1204».")


class AnnullaForm(Modulo):
    """Perché un incarico conferito per sbaglio si toglie."""

    prefix = "annulla"
    nota = forms.CharField(label="Perché è uno sbaglio", max_length=300, help_text="Resta nel registro.")
