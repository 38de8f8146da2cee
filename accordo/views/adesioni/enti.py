from functools import cached_property

from accordo import selezioni
from accordo.filtri import EntiFilter, come_si_legge
from accordo.risorse import EntiResource
from accordo.selezioni import fascicoli
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati import StatoAdesione, etichette, tono_di
from accordo.views.base import VistaAvviso
from ambito.views.elenco import VistaElenco


class Enti(VistaAvviso, VistaElenco):
    """Le adesioni degli enti a un avviso: chi ha aderito, come, a che punto."""

    permesso = "istruisce_adesioni"
    template_name = "accordo/enti.html"
    titolo = "Enti"
    filtro = EntiFilter
    risorsa = EntiResource

    def da_esportare(self):
        """Con lo stato del fascicolo di ciascuno, che la pagina ha calcolato."""
        return self.risorsa(self.fascicoli)

    def prepara(self):
        super().prepara()
        self.nome_file = f"adesioni-enti-{self.avviso.triennio}"

    def righe(self):
        return selezioni.quadro_enti(self.avviso, self.oggi)

    @cached_property
    def fascicoli(self):
        """I fascicoli di tutti, letti una volta."""
        return fascicoli.fascicoli(self.righe().values_list("ente", flat=True), self.oggi)

    def riga(self, adesione):
        pagina = "istruttoria" if adesione.stato == StatoAdesione.PRESENTATA else "adesione"
        fascicolo = self.fascicoli[adesione.ente_id] if fascicoli.ha_fascicolo(adesione.ente) else None
        return {
            "nome": adesione.ente.denominazione,
            "categoria": adesione.ente.get_tipo_display(),
            "etichetta": etichette(adesione.finita)[adesione.stato],
            "tono": tono_di(adesione.stato, adesione.finita),
            "numero": adesione.numero_scritto,
            "inviata_il": adesione.inviata_il,
            "tardiva": adesione.tardiva,
            "aree": adesione.aree_scelte or "",
            "fascicolo": fascicolo,
            "url_fascicolo": self.url("fascicolo", adesione.ente_id) if fascicolo else "",
            "url": indirizzo(self.ambito.slug, self.avviso, adesione.ente, pagina),
        }

    def get_context_data(self, **kwargs):
        invita = self.poteri.puo("conferisce_incarichi")
        richieste = selezioni.richieste_da_esaminare(self.avviso) if invita and not self.request.htmx else []
        contesto = super().get_context_data(**kwargs)
        come_si_legge(contesto["filtro"], selezioni.triennio_finito(self.avviso, self.oggi))
        return {**contesto, "invita": invita, "richieste": richieste}
