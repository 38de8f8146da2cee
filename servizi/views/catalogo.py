"""Il catalogo: aree di utenza, obiettivi di servizio, servizi con le loro corrispondenze, fondi."""

from ambito.views.elenco import VistaElenco
from servizi import selezioni
from servizi.filtri import AreeFilter, FondiFilter, InterventiFilter, ServiziFilter
from servizi.forms import AreaForm, FondoForm
from servizi.models import AreaUtenza, Fondo, Verifica
from servizi.operazioni import catalogo
from servizi.operazioni.scrittura import GESTISCE
from servizi.risorse import AreeResource, FondiResource, InterventiResource, ServiziResource
from servizi.selezioni import corrispondenze
from servizi.views.base import ModuloServizi, VistaServizi

TONI = {Verifica.SI: "positivo", Verifica.PARTE: "attenzione", Verifica.NO: "neutro"}
PARTI = [("Servizi", "servizi"), ("Aree di utenza", "aree"), ("Interventi", "interventi"), ("Fondi", "fondi")]
LETTURE = {
    "servizi": selezioni.servizi,
    "aree": selezioni.aree,
    "interventi": selezioni.interventi,
    "fondi": selezioni.fondi,
}


class VistaCatalogo(VistaServizi):
    """Pagina del catalogo, con le linguette delle sue parti."""

    stanza = ("Catalogo", "catalogo")
    linguette = [("In breve", "catalogo"), *PARTI]


class Catalogo(VistaCatalogo):
    """Che cosa c’è nel catalogo e quanto è stato verificato alla fonte."""

    titolo = "Catalogo"
    template_name = "servizi/catalogo.html"

    def get_context_data(self, **kwargs):
        parti = [self.parte(etichetta, nome, list(LETTURE[nome]())) for etichetta, nome in PARTI]
        return {**super().get_context_data(**kwargs), "parti": parti, "elenchi": elenchi(parti[0]["voci"], self.oggi.year)}

    def parte(self, etichetta, nome, voci):
        verificate = sum(v.verificato == Verifica.SI for v in voci)
        return {"etichetta": etichetta, "url": self.indirizzo(nome), "voci": voci, "verificate": verificate}


def elenchi(servizi, anno):
    """Per ogni elenco di altri: quanti servizi vi hanno un posto, quali no, se le sue voci sono verificate."""
    codici = {s.codice: s for s in servizi}
    righe = []
    for schema, nome in corrispondenze.SCHEMI.items():
        voci = [v for (di_chi, _), v in corrispondenze.voci().items() if di_chi == schema]
        senza = corrispondenze.senza_posto(codici, schema, anno)
        righe.append({
            "nome": nome,
            "voci": len(voci),
            "verificato": all(v.e_verificata for v in voci),
            "con_posto": len(codici) - len(senza),
            "senza": [codici[codice] for codice in senza],
        })  # fmt: skip
    return righe


class _Elenco(VistaCatalogo, VistaElenco):
    template_name = "servizi/elenco.html"
    con_norma = False
    nuova = modifica = ""

    def riga(self, voce):
        scrive = self.modifica and self.poteri.puo(GESTISCE)
        url = self.indirizzo(self.modifica, voce.pk) if scrive else ""
        return {"voce": voce, "tono": TONI[voce.verificato], "url": url}

    def get_context_data(self, **kwargs):
        url_nuova = self.indirizzo(self.nuova) if self.nuova and self.poteri.puo(GESTISCE) else ""
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "totale": self.righe().count(), "con_norma": self.con_norma, "url_nuova": url_nuova}


class Aree(_Elenco):
    """A chi si rivolgono gli interventi."""

    titolo = "Aree di utenza"
    filtro = AreeFilter
    risorsa = AreeResource
    nome_file = "aree-di-utenza"
    nuova, modifica = "nuova_area", "modifica_area"

    def righe(self):
        return selezioni.aree()


class Interventi(_Elenco):
    """Che cosa si fa: gli obiettivi di servizio del Fondo nazionale."""

    titolo = "Interventi"
    filtro = InterventiFilter
    risorsa = InterventiResource
    nome_file = "interventi"

    def righe(self):
        return selezioni.interventi()


class Fondi(_Elenco):
    """Da dove vengono le risorse."""

    titolo = "Fondi"
    filtro = FondiFilter
    risorsa = FondiResource
    nome_file = "fondi"
    con_norma = True
    nuova, modifica = "nuovo_fondo", "modifica_fondo"

    def righe(self):
        return selezioni.fondi()


class NuovaArea(ModuloServizi):
    """Un’area di utenza in più: `modello` e `form` bastano a dire di quale elenco si tratta."""

    stanza = ("Aree di utenza", "aree")
    titolo, sommario = "Nuova area di utenza", "Oltre a quelle Istat: servirà ricondurla a una di quelle nei prospetti."
    riuscita = "Voce salvata nel catalogo."
    modello, form = AreaUtenza, AreaForm

    def modulo(self, dati=None, file=None):
        return self.form(dati, instance=self.modello(ordine=self.modello.objects.count()))

    def scrivi(self, form):
        return catalogo.salva_voce(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo(self.stanza[1])


class ModificaArea(NuovaArea):
    """Cambia il nome di un’area di utenza."""

    sommario = "Il codice resta quello: i dati lo portano."

    def prepara(self):
        self.voce = self.trova(self.modello.objects.filter(pk=self.kwargs["pk"]).first(), "Voce")
        self.titolo = self.voce.nome

    def modulo(self, dati=None, file=None):
        return self.form(dati, instance=self.voce)


class NuovoFondo(NuovaArea):
    """Un fondo in più, o un paniere che ne raccoglie altri."""

    stanza = ("Fondi", "fondi")
    titolo, sommario = "Nuovo fondo", "Prima controlla che non ci sia già: più annualità sono assegnazioni dello stesso fondo."
    modello, form = Fondo, FondoForm


class ModificaFondo(ModificaArea):
    """Cambia la scheda di un fondo."""

    stanza = NuovoFondo.stanza
    modello, form = Fondo, FondoForm


class Servizi(_Elenco):
    """I tipi di servizio e di struttura."""

    titolo = "Servizi"
    template_name = "servizi/servizi.html"
    filtro = ServiziFilter
    risorsa = ServiziResource
    nome_file = "servizi"

    def righe(self):
        return selezioni.servizi()
