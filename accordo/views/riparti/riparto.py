from django.http import Http404
from django.urls import reverse

from accordo import operazioni
from accordo.forms import AttoRipartoForm, MotivoRipartoForm
from accordo.selezioni import riparti
from accordo.stati import RISCOSSI, StatoRiparto
from accordo.views.riparti.base import ModuloRiparto, VistaRiparto
from ambito import flusso
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.selezioni import storia


class SchedaRiparto(VistaRiparto):
    """Il riparto: quanto si divide, gli scenari fianco a fianco con la differenza dall’anno prima, il prossimo passo."""

    template_name = "accordo/riparto.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.riparto)

    def genitori(self):
        return super().genitori()[:-1]

    def get_context_data(self, **kwargs):
        scenari = riparti.scenari(self.riparto, self.poteri)
        precedenti = riparti.quote_precedenti(self.riparto)
        confronto = riparti.confronta(scenari, precedenti)
        return {
            **super().get_context_data(**kwargs),
            "cifre": self.cifre(),
            "tappe": self.tappe(),
            "scenari": [self.scenario(n, s, confronto) for n, s in enumerate(scenari)],
            "confronto": [self.riga(comune, differenze) for comune, differenze in confronto],
            "precedente": self.riparto.precedente if precedenti else None,
            "prospetto": self.prospetto(),
            "riscuote": self.riparto.stato in RISCOSSI and self.poteri.puo("legge_ogni_comune"),
            "possibili": flusso.possibili(self.riparto, self.poteri),
            "storia": storia(self.riparto)[:20] if self.poteri.puo("legge_registro") else [],
        }

    def cifre(self):
        r = self.riparto
        voci = [("Costo complessivo", r.costo, ""), ("Fondi e altre entrate", r.coperture, r.coperture_fonte),
                ("Altri enti", r.altri_enti, r.altri_enti_quali), ("Da dividere fra i Comuni", r.importo, "")]  # fmt: skip
        return [{"etichetta": e, "valore": f"{formatta_importo(v)} €", "nota": nota} for e, v, nota in voci]

    def tappe(self):
        """Gli stati del riparto come passi: fatto, corrente, da fare."""
        stati = list(StatoRiparto)
        qui = stati.index(self.riparto.stato)
        return [
            {"etichetta": s.label, "stato": "fatto" if n < qui else "corrente" if n == qui else "da_fare"}
            for n, s in enumerate(stati)
        ]

    def scenario(self, numero, scenario, confronto):
        """Uno scenario come scheda: criteri in parole, chi aumenta e chi cala di più."""
        su, giu = riparti.estremi(differenze[numero] for _, differenze in confronto)
        return {
            "scenario": scenario,
            "url": self.qui("scenario", scenario.lettera),
            "scelto": scenario.pk == self.riparto.proposto_id,
            "su": su,
            "giu": giu,
        }

    def riga(self, comune, differenze):
        quota = next(d.quota for d in differenze if d)
        return {"nome": comune.nome, "istat": comune.codice_istat, "residenti": quota.residenti, "differenze": differenze}

    def prospetto(self):
        """Il PDF dello scenario depositato, o il lavoro che lo prepara."""
        scelto = self.riparto.proposto
        if scelto is None or self.riparto.modificabile:
            return None
        documento = riparti.prospetto_di(scelto)
        url = reverse("ambito:scarica", args=[self.ambito.slug, documento.pk]) if documento else ""
        return {"documento": documento, "url": url, "in_corso": not documento and riparti.lavoro_del_prospetto(scelto, self.poteri)}


class Ritira(ModuloRiparto):
    """Ritira il riparto dal deposito, con il motivo: torna in bozza."""

    titolo = "Ritira dal deposito"
    sommario = "Il riparto torna in preparazione: chi lo ha letto saprà perché."
    invia, riuscita = "Ritira", "Riparto ritirato: si può cambiare e depositare di nuovo."

    def modulo(self, dati=None, file=None):
        return MotivoRipartoForm(dati)

    def scrivi(self, form):
        return operazioni.ritira(self.riparto, form.cleaned_data["motivo"], **self.chi)


class RegistraAtto(ModuloRiparto):
    """Registra la deliberazione presa fuori dal portale."""

    titolo = "Registra la deliberazione"
    sommario = "Solo se si è votato fuori dal portale: se il punto è all’ordine del giorno qui, lo fa il voto."
    invia, riuscita = "Registra", "Deliberazione registrata: le quote sono definitive."

    def prepara(self):
        super().prepara()
        if self.riparto.stato != StatoRiparto.DEPOSITATO:
            raise Http404("Riparto non depositato")

    def modulo(self, dati=None, file=None):
        return AttoRipartoForm(dati, oggi=self.oggi)

    def scrivi(self, form):
        return operazioni.registra_atto(self.riparto, **form.cleaned_data, **self.chi)
