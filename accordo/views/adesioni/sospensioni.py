"""L’Ufficio di Piano sospende un’adesione accolta, o la riattiva."""

from django.http import Http404
from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms.accordi import NotaForm
from accordo.forms.istruttoria import SospensioneForm
from accordo.selezioni.trienni import triennio_finito
from accordo.stati import etichette
from accordo.views.base import VistaAdesione
from ambito.views.modulo import ConModulo


class _DiUnAccolta(ConModulo, VistaAdesione):
    permesso = "istruisce_adesioni"

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Adesione")
        self.finito = triennio_finito(self.avviso, self.oggi)

    def get(self, request, *args, **kwargs):
        if self.si_puo():
            return super().get(request, *args, **kwargs)
        stato = etichette(self.finito)[self.adesione.stato]
        self.avverti(f"Adesso non si può: l’adesione è «{stato}».")
        return redirect(self.url("adesione"))

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def torna(self, esito):
        return self.url("adesione")


class SospendiAdesione(_DiUnAccolta):
    """Sospende un’adesione accolta, con la data e il motivo."""

    titolo = "Sospendi l’adesione"
    sommario = (
        "Finché è sospesa non conta fra chi aderisce e non è nell’elenco pubblico. Chi aderisce legge il motivo e che cosa fare. "
        "Se è già fra le parti dell’accordo, ciò che ha approvato o firmato resta."
    )
    invia, riuscita = "Sospendi l’adesione", "Adesione sospesa: chi aderisce ne legge il motivo."

    def si_puo(self):
        return self.adesione.accolta and not self.finito

    def modulo(self, dati=None, file=None):
        return SospensioneForm(dati, initial={"dal": self.oggi}, adesione=self.adesione, oggi=self.oggi)

    def scrivi(self, form):
        return operazioni.sospendi_adesione(self.adesione, form.cleaned_data["motivo"], dal=form.cleaned_data["dal"], **self.chi)


class RiattivaAdesione(_DiUnAccolta):
    """Toglie la sospensione, con il motivo."""

    titolo = "Riattiva l’adesione"
    sommario = "Torna com’era stata accolta, e di nuovo nell’elenco pubblico. Chi aderisce legge il motivo."
    invia, riuscita = "Riattiva l’adesione", "Adesione riattivata: chi aderisce è avvisato."

    def si_puo(self):
        return self.adesione.sospesa and not self.finito

    def modulo(self, dati=None, file=None):
        return NotaForm(dati)

    def scrivi(self, form):
        return operazioni.riattiva_adesione(self.adesione, form.cleaned_data["motivo"], **self.chi)
