"""La pagina dei rilievi: che cosa non torna nel piano, dove si corregge, perché lo si lascia."""

from django.urls import reverse

from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.forms import RilievoForm
from piano.selezioni import coerenza
from piano.views.base import VistaPiano


class Coerenza(VistaPiano):
    """I rilievi, divisi fra quelli che fermano la proposta, quelli da guardare e quelli già motivati."""

    titolo = "Coerenza"
    template_name = "piano/coerenza.html"

    def get_context_data(self, **kwargs):
        motivi = coerenza.motivati(self.piano)
        righe = [self.riga(r, motivi.get(r.chiave)) for r in coerenza.rilievi(self.piano, self.oggi)]
        return {
            **super().get_context_data(**kwargs),
            "bloccano": [r for r in righe if r["rilievo"].blocca],
            "da_guardare": [r for r in righe if not r["rilievo"].blocca and r["motivo"] is None],
            "motivati": [r for r in righe if not r["rilievo"].blocca and r["motivo"]],
            "motiva": self.poteri.puo("redige_piano"),
        }

    def riga(self, rilievo, motivo):
        prima = [self.ambito.slug, self.piano.triennio] if rilievo.rotta.startswith("piano:") else [self.ambito.slug]
        dove = reverse(rilievo.rotta, args=[*prima, *rilievo.argomenti])
        return {"rilievo": rilievo, "motivo": motivo, "url": dove, "url_motivo": self.url("motiva", rilievo.chiave)}


class Motiva(ConModulo, VistaPiano):
    """Perché un rilievo resta com’è."""

    permesso = "redige_piano"
    titolo = "Motiva il rilievo"
    riuscita = "Motivo scritto."

    def prepara(self):
        super().prepara()
        chiave = self.kwargs["chiave"]
        self.rilievo = self.trova(next((r for r in coerenza.rilievi(self.piano, self.oggi) if r.chiave == chiave), None), "Rilievo")

    @property
    def sommario(self):
        return self.rilievo.frase

    def parti(self):
        return [("Coerenza", self.url("coerenza"))]

    def modulo(self, dati=None, file=None):
        scritto = coerenza.motivati(self.piano).get(self.rilievo.chiave)
        return RilievoForm(dati, initial={"motivo": scritto.motivo if scritto else ""})

    def scrivi(self, form):
        return operazioni.motiva_rilievo(self.piano, self.rilievo.chiave, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("coerenza")
