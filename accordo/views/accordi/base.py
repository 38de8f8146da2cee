"""Ciò che hanno in comune le pagine di un accordo: il codice nell’indirizzo, chi lo tiene, la parte di chi legge."""

from django.urls import reverse

from accordo.selezioni import accordi
from accordo.selezioni import avviso as avviso_del
from ambito.poteri import PotereMancante
from ambito.views.base import VistaAmbito
from ambito.views.modulo import ConModulo


class VistaAccordo(VistaAmbito):
    """Pagina di `self.accordo`: la legge chi ha `legge_accordo`, la scrive chi lo tiene.

    Il referente di un ente che ne è parte legge, di quell’accordo, le pagine `aperte_alle_parti`.
    """

    permesso = "legge_accordo"
    aperte_alle_parti = True

    def autorizza(self):
        alle_parti = self.aperte_alle_parti and self.permesso == "legge_accordo"
        return super().autorizza() or (alle_parti and accordi.e_parte(self.poteri, self.kwargs["codice"]))

    def prepara(self):
        self.accordo = self.trova(accordi.accordo(self.kwargs["codice"]), "Accordo")
        self.titolo = self.titolo or str(self.accordo)

    @property
    def legge(self):
        """La persona legge ogni accordo, con i suoi documenti e gli atti di tutti; altrimenti è qui per il suo ente."""
        return self.poteri.puo("legge_accordo")

    @property
    def tiene(self):
        return self.poteri.puo("tiene_accordo")

    @property
    def puo_scrivere(self):
        """La persona tiene l’accordo e il testo non è ancora davanti agli enti."""
        return self.tiene and self.accordo.modificabile

    def url(self, nome, *argomenti):
        """L’indirizzo di una pagina di questo accordo."""
        return reverse(f"accordo:{nome}", args=[self.ambito.slug, self.accordo.codice, *argomenti])

    def genitori(self):
        casa = [("Accordo", reverse("accordo:panoramica", args=[self.ambito.slug]))] if self.legge else []
        qui = [] if self.titolo == str(self.accordo) else [(str(self.accordo), self.url("accordo"))]
        return casa + qui + self.dentro()

    def dentro(self):
        """Voci del percorso fra l’accordo e questa pagina."""
        return []

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "accordo": self.accordo, "tiene": self.tiene, "legge": self.legge,
                "puo_scrivere": self.puo_scrivere, "linguette": self.linguette()}  # fmt: skip

    def linguette(self):
        """Le pagine dell’accordo."""
        qui = self.request.resolver_match.url_name
        pagine = [("Testo", "accordo"), ("Parti, atti e firme", "parti"), ("Versioni", "versioni"), ("Vigilanza", "vigilanza")]
        voci = [{"etichetta": e, "url": self.url(nome), "attiva": nome == qui} for e, nome in pagine]
        if not self.accordo.integrativo and avviso_del(self.accordo.triennio) and self.poteri.puo("legge_adesioni"):
            adesioni = reverse("accordo:adesioni", args=[self.ambito.slug, self.accordo.triennio])
            voci.append({"etichetta": "Adesioni", "url": adesioni, "attiva": False})
        return voci


class ModuloAccordo(ConModulo, VistaAccordo):
    """Pagina con un modulo solo, per chi tiene l’accordo."""

    permesso = "tiene_accordo"

    def torna(self, esito):
        return self.url("accordo")


class VistaParte(VistaAccordo):
    """Pagina di `self.parte`; `cura` dice se la persona carica atti e firme per lei."""

    solo_chi_cura = False

    def prepara(self):
        super().prepara()
        self.parte = self.trova(accordi.parti(self.accordo).filter(pk=self.kwargs["pk"]).first(), "Parte")
        self.parte.accordo = self.accordo
        self.titolo = str(self.parte) if self.titolo == str(self.accordo) else self.titolo
        self.cura = accordi.cura(self.poteri, self.parte)
        if not self.cura and (self.solo_chi_cura or not self.legge):
            raise PotereMancante("carica_atti", self.parte.comune_id)

    def dentro(self):
        qui = [] if self.titolo == str(self.parte) else [(str(self.parte), self.qui())]
        return [("Parti, atti e firme", self.url("parti")), *qui]

    def qui(self):
        return self.url("parte", self.parte.pk)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "parte": self.parte, "cura": self.cura}


class ModuloParte(ConModulo, VistaParte):
    """Pagina con un modulo solo, per chi cura la parte."""

    solo_chi_cura = True

    def torna(self, esito):
        return self.qui()
