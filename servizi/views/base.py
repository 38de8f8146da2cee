"""Ciò che le pagine di servizi e fondi hanno in comune: dove si è, che cosa si trova dall’indirizzo, chi può scrivere."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.modulo import ConModulo
from servizi.operazioni.scrittura import GESTISCE


def voce_di_scelta(etichetta, url, attiva):
    """Una linguetta con cui si sceglie che cosa guardare nella stessa pagina."""
    return {"etichetta": etichetta, "url": url, "attiva": attiva}


class VistaServizi(VistaAmbito):
    """Pagina di servizi e fondi: la legge chi può leggere i servizi.

    `stanza`: (etichetta, rotta) della parte in cui si trova; `linguette`: le pagine di quella parte, allo stesso modo.
    """

    permesso = "legge_servizi"
    stanza = None
    linguette = ()

    def indirizzo(self, rotta, *argomenti):
        return reverse(f"servizi:{rotta}", args=[self.ambito.slug, *argomenti])

    def genitori(self):
        voci = [("Servizi e fondi", self.indirizzo("panoramica"))]
        if self.stanza and self.request.resolver_match.url_name != self.stanza[1]:
            voci.append((self.stanza[0], self.indirizzo(self.stanza[1])))
        return voci

    def get_context_data(self, **kwargs):
        qui = self.request.resolver_match.url_name
        return {
            **super().get_context_data(**kwargs),
            "linguette": [voce_di_scelta(e, self.indirizzo(nome), nome == qui) for e, nome in self.linguette],
            "gestisce": self.poteri.puo(GESTISCE),
            "dimostrativo": self.ambito.dimostrativo,
        }


class ModuloServizi(ConModulo, VistaServizi):
    """Un modulo di chi tiene servizi e fondi."""

    permesso = GESTISCE


class AzioneServizi(VistaServizi):
    """Un’azione di chi tiene servizi e fondi, senza una pagina sua: `esegui()` e dove si `torna()`."""

    permesso = GESTISCE
    http_method_names = SOLO_POST
    riuscita = ""

    def post(self, request, *args, **kwargs):
        self.prova(self.esegui, riuscita=self.riuscita)
        return redirect(self.torna())

    @property
    def chi(self):
        return {"poteri": self.poteri, "adesso": self.adesso}
