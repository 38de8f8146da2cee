"""Un documento da mettere nel fascicolo di un ente: ogni genere chiede ciò che gli serve."""

from django import forms

from accordo.models import DocumentoEnte
from accordo.stati.fascicolo import CON_RIFERIMENTO, CON_SCADENZA, SENZA_SCADENZA, Genere
from ambito.allegati.riconoscimento import MASSIMO
from ambito.moduli import CampoFile, Modulo, ModuloModello

# Genere → (riferimento, data, aiuto della scadenza), come si chiamano in quel documento.
NOMI = {
    Genere.STATUTO: ("Estremi dell’atto", "Data dello statuto", ""),
    Genere.RUNTS: ("Numero di iscrizione (repertorio)", "Iscritto dal", ""),
    Genere.DURC: (
        "Numero di protocollo",
        "Data del DURC, o della dichiarazione",
        "Se la lasci vuota il portale conta 120 giorni dalla data.",
    ),
    Genere.ASSICURAZIONE: ("Compagnia e numero di polizza", "Data della polizza o della quietanza", ""),
    Genere.ALTRO: ("Che documento è", "Data del documento", "Se non scade lasciala vuota."),
}


class DocumentoEnteForm(ModuloModello):
    """Numero, date e file. Il contenuto del file lo controlla chi lo riceve."""

    file = CampoFile(
        label="File", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=MASSIMO // 2**20, allow_empty_file=True,
        max_length=None,
    )  # fmt: skip

    class Meta:
        model = DocumentoEnte
        fields = ["riferimento", "emesso_il", "scade_il"]
        labels = {"scade_il": "Vale fino al"}

    def __init__(self, *args, genere, **kwargs):
        super().__init__(*args, **kwargs)
        riferimento, data, scadenza = NOMI[genere]
        self.fields["riferimento"].label, self.fields["riferimento"].required = riferimento, genere in CON_RIFERIMENTO
        self.fields["emesso_il"].label = data
        if genere in SENZA_SCADENZA:
            del self.fields["scade_il"]
        else:
            self.fields["scade_il"].required = genere in CON_SCADENZA - {Genere.DURC}
            self.fields["scade_il"].help_text = scadenza


class TogliForm(Modulo):
    """Perché un file caricato per sbaglio non deve più esserci."""

    motivo = forms.CharField(
        label="Perché", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Resta scritto, e lo legge chi l’ha caricato. Non scriverci dati di persone.",
    )  # fmt: skip


class EscludiForm(Modulo):
    """Perché un documento non va bene."""

    motivo = forms.CharField(
        label="Perché non va bene", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo leggono i referenti dell’ente: scrivi anche che cosa serve al suo posto.",
    )  # fmt: skip
