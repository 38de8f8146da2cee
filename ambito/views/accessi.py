from django import forms
from django.shortcuts import redirect
from django.urls import reverse

from ambito.accesso import fattori
from ambito.models import SceltaSecondoFattore
from ambito.moduli import Modulo
from ambito.operazioni import scegli_secondo_fattore
from ambito.views.base import VistaAmbito


class SceltaForm(Modulo):
    """Chi guida l’Ufficio può stringere; togliere l’obbligo è del gestore della piattaforma."""

    sempre = forms.BooleanField(
        label="In questo Ambito il secondo fattore è sempre obbligatorio",
        required=False,
        help_text="Vale per chi guida l’Ufficio e per il segretario, e per tutti prima di votare. Se non lo scegli vale ciò che"
        " è deciso per tutto il portale.",
    )

    def scelta(self, prima):
        """La scelta dell’Ambito; non sceglierlo lascia com’era un obbligo tolto dal gestore."""
        if self.cleaned_data["sempre"]:
            return SceltaSecondoFattore.SEMPRE
        return SceltaSecondoFattore.PREDEFINITO if prima == SceltaSecondoFattore.SEMPRE else SceltaSecondoFattore(prima)


class Accessi(VistaAmbito):
    """La sicurezza degli accessi dell’Ambito: l’obbligo del secondo fattore, e chi è pronto."""

    permesso = "regola_accessi"
    titolo = "Sicurezza degli accessi"
    template_name = "ambito/accessi.html"

    def genitori(self):
        return [("Persone", reverse("ambito:persone", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        righe = list(fattori.situazione(self.oggi))
        return {
            **super().get_context_data(**kwargs),
            "form": SceltaForm(initial={"sempre": self.ambito.secondo_fattore == SceltaSecondoFattore.SEMPRE}),
            "richiesto": fattori.richiesto(self.ambito),
            "righe": righe,
            "pronti": sum(r.ne_ha for r in righe),
        }

    def post(self, request, *args, **kwargs):
        form = SceltaForm(request.POST)
        if form.is_valid():
            scelta = form.scelta(self.ambito.secondo_fattore)
            scegli_secondo_fattore(self.ambito, scelta, autore=request.user, adesso=self.adesso)
            self.riferisci("Scelta salvata.")
        return redirect(request.path)
