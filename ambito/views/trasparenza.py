"""La casa della trasparenza di un Ambito, e ciò che leggono i programmi: il canale Atom, le mappe del sito, robots.txt."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from ambito import selezioni, trasparenza
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.views.base import VistaConservata, VistaTrasparenza

XML = "application/xml; charset=utf-8"
ROBOT = """User-agent: *
Allow: /$
Allow: /*/trasparenza/
Allow: /voti/
Allow: /static/
Disallow: /

Sitemap: {sito}/sitemap.xml
"""
NESSUN_ROBOT = "User-agent: *\nDisallow: /\n"


class Casa(VistaTrasparenza):
    """Che cos’è l’Ambito, che cosa è aperto adesso, che cosa si trova in ogni stanza, le ultime novità."""

    template_name = "ambito/trasparenza.html"

    @property
    def descrizione(self):
        return f"Che cosa decide e che cosa fa {self.ambito}: piano, sedute e atti, spesa sociale, servizi. Si legge senza entrare."

    def get_context_data(self, **kwargs):
        appartenenze = selezioni.appartenenze_lette(self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "cifre": self.cifre(appartenenze),
            "quanti": len(appartenenze),
            "comuni": [a.comune.nome for a in appartenenze],
            "stanze": [self.stanza(sezione) for sezione in trasparenza.sezioni()],
            "aperti": trasparenza.aperti(self.ambito, self.oggi),
            "novita": trasparenza.novita(self.ambito, self.oggi),
            "canale": reverse("novita_pubbliche", args=[self.ambito.slug]),
        }

    def cifre(self, appartenenze):
        residenti = sum(a.residenti or 0 for a in appartenenze)
        return [
            {"etichetta": "Comuni", "valore": formatta_numero(len(appartenenze))},
            {"etichetta": "Abitanti", "valore": formatta_numero(residenti)},
            {"etichetta": "Ente capofila", "valore": self.ambito.capofila.nome, "nota": "Gestisce per conto di tutti"},
        ]

    def stanza(self, sezione):
        return {"sezione": sezione, "url": reverse(sezione.rotta, args=[self.ambito.slug]), "cifra": sezione.cifra(self.oggi)}


class Amministrazione(VistaTrasparenza):
    """Ciò che è pubblico nell’ordine del d.lgs. 33/2013, per chi cerca una voce di «Amministrazione trasparente»."""

    template_name = "ambito/amministrazione.html"
    titolo = "Amministrazione trasparente"

    @property
    def descrizione(self):
        return f"Ciò che {self.ambito} pubblica, voce per voce come nel decreto legislativo 33/2013, e dove si trova il resto."

    def get_context_data(self, **kwargs):
        voci = [
            {"voce": voce, "stanze": [self.stanza(s) for s in stanze]} for voce, stanze in trasparenza.per_sottosezione(self.ambito)
        ]
        return {**super().get_context_data(**kwargs), "voci": voci, "recapito": trasparenza.recapito(self.ambito)}

    def stanza(self, sezione):
        return {"titolo": sezione.titolo, "url": reverse(sezione.rotta, args=[self.ambito.slug]), "cifra": sezione.cifra(self.oggi)}


class Canale(VistaTrasparenza):
    """Le novità come canale Atom: chi lo segue le riceve senza tornare qui."""

    def get(self, request, *args, **kwargs):
        sito, casa = settings.INDIRIZZO_PUBBLICO, reverse("trasparenza", args=[self.ambito.slug])
        canale = Atom1Feed(
            title=f"{self.ambito}: le novità", link=sito + casa, description="Gli ultimi atti e avvisi.", language="it",
            feed_url=sito + request.path,
        )  # fmt: skip
        for voce in trasparenza.novita(self.ambito, self.oggi, trasparenza.NEL_CANALE):
            canale.add_item(
                title=f"{voce.genere}: {voce.titolo}", link=sito + voce.url, description=voce.testo, unique_id=sito + voce.url,
                pubdate=voce.quando, updateddate=voce.quando,
            )  # fmt: skip
        return HttpResponse(canale.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class MappaAmbito(VistaTrasparenza):
    """Gli indirizzi delle pagine pubbliche dell’Ambito, per i motori di ricerca."""

    template_name = "ambito/sitemap.xml"
    content_type = XML

    def get_context_data(self, **kwargs):
        pagine = [settings.INDIRIZZO_PUBBLICO + url for url in trasparenza.indirizzi(self.ambito, self.oggi)]
        return {**super().get_context_data(**kwargs), "pagine": pagine}


class MappaSito(VistaConservata):
    """L’elenco delle mappe, una per Ambito."""

    template_name = "ambito/sitemaps.xml"
    content_type = XML
    libera = True

    def get_context_data(self, **kwargs):
        slugs = Ambito.objects.veri().values_list("slug", flat=True)
        mappe = [settings.INDIRIZZO_PUBBLICO + reverse("mappa_pubblica", args=[slug]) for slug in slugs]
        return {**super().get_context_data(**kwargs), "mappe": mappe}


class Robot(VistaConservata):
    """Che cosa i motori di ricerca possono leggere: le pagine pubbliche; di un portale dimostrativo, niente."""

    libera = True

    def get(self, request, *args, **kwargs):
        testo = ROBOT.format(sito=settings.INDIRIZZO_PUBBLICO) if settings.PRODUZIONE else NESSUN_ROBOT
        return HttpResponse(testo, content_type="text/plain; charset=utf-8")
