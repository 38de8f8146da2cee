"""Lo spoglio di un turno di un’elezione."""

from django import forms

from ambito.moduli import Modulo

# Con più votabili di così non c’è un campo per ognuno: si scelgono quelli che hanno avuto voti.
CAMPI_PER_TUTTI, RIGHE = 6, 6


class TurnoForm(Modulo):
    """Chi ha avuto voti e quanti. Dopo `clean`, `voti` è codice del seggio → voti."""

    # Il turno che la persona sta guardando: una seconda pressione non ne scrive un altro.
    turno = forms.IntegerField(widget=forms.HiddenInput)
    bianche = forms.IntegerField(label="Schede bianche", min_value=0, max_value=1000, initial=0)
    nulle = forms.IntegerField(label="Schede nulle", min_value=0, max_value=1000, initial=0)

    def __init__(self, *args, votabili, **kwargs):
        super().__init__(*args, **kwargs)
        self.votabili = list(votabili)
        self.uno_per_uno = len(self.votabili) <= CAMPI_PER_TUTTI
        etichette = {s.codice: f"{s.sindaco}, {s.nome}" if s.sindaco else s.nome for s in self.votabili}
        if self.uno_per_uno:
            campi = {f"voti_{codice}": self._voti(f"Voti a {nome}", initial=0) for codice, nome in etichette.items()}
        else:
            campi = self._righe([("", "Nessun altro"), *etichette.items()])
        self.fields = {**campi, **self.fields}

    def _voti(self, etichetta, **altro):
        return forms.IntegerField(label=etichetta, min_value=0, max_value=1000, required=False, **altro)

    def _righe(self, scelte):
        campi = {}
        for n in range(1, RIGHE + 1):
            campi[f"chi_{n}"] = forms.ChoiceField(label=f"{n}. Chi ha avuto voti", choices=scelte, required=False)
            campi[f"quanti_{n}"] = self._voti(f"{n}. Quanti")
        return campi

    def clean(self):
        dati = super().clean()
        if self.uno_per_uno:
            coppie = [(s.codice, dati.get(f"voti_{s.codice}")) for s in self.votabili]
        else:
            coppie = [(dati.get(f"chi_{n}"), dati.get(f"quanti_{n}")) for n in range(1, RIGHE + 1)]
        scritti = [(codice, voti) for codice, voti in coppie if codice and voti]
        self.voti = dict(scritti)
        if len(self.voti) != len(scritti):
            self.add_error(None, "La stessa persona è scritta due volte: somma i suoi voti.")
        return dati
