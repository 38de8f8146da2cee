"""L’accordo come lo legge chiunque, senza entrare: che cos’è, chi lo firma, che cosa dice, dove è pubblicato."""

from django.urls import reverse

from accordo.parole.accordi import che_cos_e, piano_adottato, pubblicazioni
from accordo.selezioni import accordi, pubblicati
from accordo.stati.accordi import USCITE
from ambito.models import ContenutoDocumento
from ambito.views.allegati import scarica
from ambito.views.base import VistaTrasparenza


class AccordiPubblici(VistaTrasparenza):
    """Gli accordi in vigore o conclusi, un triennio alla volta."""

    template_name = "accordo/pubblico/accordi.html"
    titolo = "Accordo di programma"
    descrizione = "Il patto fra Comuni ed enti che attua il Piano di Zona: chi lo firma, che cosa dice, dove è pubblicato."

    def get_context_data(self, **kwargs):
        righe = [{"accordo": a, "che_cos_e": che_cos_e(a)} for a in pubblicati.pubblicati()]
        return {**super().get_context_data(**kwargs), "righe": righe}


class VistaPubblicata(VistaTrasparenza):
    """Pagina di un accordo pubblicato: `accordo_pubblicato()` lo trova con la sua versione, o è 404."""

    def genitori(self):
        return [("Accordo di programma", reverse("accordi_pubblici", args=[self.ambito.slug]))]

    def accordo_pubblicato(self):
        accordo = self.trova(pubblicati.pubblicato(self.kwargs["codice"]), "Accordo")
        return accordo, self.trova(accordi.ultima(accordo), "Versione")


class AccordoPubblico(VistaPubblicata):
    """Un accordo: che cos’è, durata e atti, parti, testo, dove è pubblicato, chi è arrivato dopo, che cosa lo integra."""

    template_name = "accordo/pubblico/accordo.html"

    def get_context_data(self, **kwargs):
        accordo, versione = self.accordo_pubblicato()
        self.titolo, self.descrizione = str(accordo), che_cos_e(accordo)
        parti = list(accordi.parti(accordo).con_subentri())
        firme = pubblicati.giorni_di_firma(versione)
        return {
            **super().get_context_data(**kwargs),
            "accordo": accordo,
            "che_cos_e": che_cos_e(accordo),
            "parti": [{"parte": p, "firma": firme.get(p.pk), "uscita": p.stato in USCITE} for p in parti],
            "firmato_il": pubblicati.firmato_il(accordo),
            "proroghe": accordi.proroghe(accordo),
            "articoli": versione.dati["articoli"],
            "piano_adottato": piano_adottato(accordo, versione),
            "documento": accordi.documento_di(versione),
            "pubblicazioni": list(pubblicazioni(accordo, [p for p in parti if p.stato not in USCITE])),
            "arrivati_dopo": [] if accordo.integrativo else list(pubblicati.arrivati_dopo(accordo, versione, self.oggi)),
            "integrativi": list(pubblicati.integrativi(accordo)),
        }


class TestoPubblico(VistaPubblicata):
    """Il PDF del testo com’è stato congelato: quello firmato porta i dati di chi firma, e non si pubblica."""

    def get(self, request, *args, **kwargs):
        _, versione = self.accordo_pubblicato()
        documento = self.trova(accordi.documento_di(versione), "Documento")
        self.cambiata_il = documento.emesso_il
        return scarica(documento.nome_file, "application/pdf", ContenutoDocumento.objects.get(documento=documento).byte)
