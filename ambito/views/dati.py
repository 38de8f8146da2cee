"""I dati aperti di un Ambito per chi li cerca: l’elenco, che cosa c’è in ogni insieme, i file, il catalogo."""

from ambito.dati_aperti import LICENZA, Righe, catalogo, descrizione, indirizzi, per_persone, per_programmi, riga_per_programmi
from ambito.esporta import FORMATI, da_righe, scarica
from ambito.registri import DATI_APERTI
from ambito.views.api import apri, scrivi
from ambito.views.base import VistaTrasparenza

PRIME = 10


class DatiAperti(VistaTrasparenza):
    """Gli insiemi che l’Ambito pubblica."""

    template_name = "ambito/dati/elenco.html"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "insiemi": DATI_APERTI.values(),
            "licenza": LICENZA,
            "titolare": catalogo.titolare(self.ambito),
            "cataloghi": list(indirizzi.CATALOGHI),
        }


class DellInsieme(VistaTrasparenza):
    """Una pagina, o un file, dell’insieme dell’indirizzo."""

    @property
    def insieme(self):
        return self.trova(DATI_APERTI.get(self.kwargs["codice"]), "Insieme di dati")


class InsiemeAperto(DellInsieme):
    """Un insieme: che cosa vuol dire ogni campo, le prime righe, i file."""

    template_name = "ambito/dati/insieme.html"

    def get_context_data(self, **kwargs):
        insieme = self.insieme
        righe = Righe(insieme, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "insieme": insieme,
            "licenza": LICENZA,
            "titolare": catalogo.titolare(self.ambito),
            "aggiornato": insieme.cambiato(self.oggi),
            "totale": righe.quante(),
            "righe": [self.celle(riga) for riga in righe.tratto(0, PRIME)],
        }

    def celle(self, riga):
        """I valori di una riga come si leggono, campo per campo."""
        return [{"campo": campo, "testo": per_persone(campo, riga[campo.nome])} for campo in self.insieme.campi]


class FilePerTutti(VistaTrasparenza):
    """Un file che anche la pagina di un altro sito può leggere."""

    def dispatch(self, request, *args, **kwargs):
        return apri(request, super().dispatch(request, *args, **kwargs), etichetta=False)


class ScaricaInsieme(FilePerTutti, DellInsieme):
    """Tutte le righe in un file."""

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        if formato not in indirizzi.FILE:
            self.trova(None, "Formato")
        insieme = self.insieme
        righe, nome = Righe(insieme, self.oggi).tutte(), f"{self.ambito.slug}-{insieme.codice}"
        if formato in FORMATI:
            intestazioni = [campo.nome for campo in insieme.campi]
            return da_righe(nome, intestazioni, [list(riga.values()) for riga in righe], formato)
        return self.in_json(insieme, righe, f"{nome}.json")

    def in_json(self, insieme, righe, nome):
        dati = {
            **descrizione.di_insieme(self.ambito, insieme),
            "ambito": self.ambito.slug,
            "aggiornato_al": per_programmi(insieme.cambiato(self.oggi)),
            "dati": [riga_per_programmi(riga) for riga in righe],
        }
        return scarica(scrivi(dati).content, nome, "application/json; charset=utf-8")


class CatalogoDati(FilePerTutti):
    """Il catalogo DCAT-AP_IT, per chi raccoglie cataloghi."""

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        tipo = self.trova(indirizzi.CATALOGHI.get(formato), "Formato")
        byte = catalogo.scrivi(self.ambito, DATI_APERTI.values(), self.oggi, formato)
        return scarica(byte, f"{self.ambito.slug}-catalogo.{formato}", f"{tipo}; charset=utf-8")
