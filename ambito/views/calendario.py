"""Il calendario di una persona: la pagina dove ne crea o revoca l’indirizzo, e l’indirizzo stesso."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from ambito.calendario import TIPO, indirizzo, personale
from ambito.contesto import in_ambito
from ambito.nucleo.impronta import impronta_file
from ambito.segreti import ambito_del
from ambito.views.base import SOLO_GET, VistaAmbito, VistaPubblica


class CalendarioMio(VistaAmbito):
    """Chi vuole le proprie scadenze nel telefono ne crea qui l’indirizzo, che si vede una volta sola, o lo revoca."""

    permesso = "entra"
    titolo = "Il tuo calendario"
    template_name = "ambito/calendario.html"

    def genitori(self):
        return [("Avvisi", reverse("ambito:avvisi", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "calendario": personale.di(self.request.user)}

    def post(self, request, *args, **kwargs):
        if "revoca" in request.POST:
            personale.revoca(request.user, adesso=self.adesso)
            self.riferisci("L’indirizzo non vale più: i calendari che lo leggevano non ricevono più nulla.")
            return self.vai("calendario")
        codice = personale.crea(request.user, adesso=self.adesso)
        # Niente rinvio: il codice sta solo in questa risposta, e chi ricarica la pagina non lo rivede.
        contesto = self.get_context_data() | {"nuovo": indirizzo(reverse("calendario_personale", args=[codice]))}
        return self.render_to_response(contesto)


class CalendarioDaFuori(VistaPubblica):
    """Il calendario di chi ha il codice, in sola lettura. Un codice che non vale (ignoto, revocato, senza incarichi) è 404."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        codice, oggi = kwargs["codice"], timezone.localdate()
        ambito = self.trova(ambito_del(codice), "Calendario")
        with in_ambito(ambito.pk, sola_lettura=True, annidabile=False):
            poteri = self.trova(personale.poteri_di_chi_ha(codice, ambito, oggi), "Calendario")
            byte = personale.file_di(poteri, oggi)
        etag = f'"{impronta_file(byte)[:32]}"'
        risposta = HttpResponse(byte, content_type=TIPO, headers={"ETag": etag, "X-Robots-Tag": "noindex"})
        patch_cache_control(risposta, private=True, max_age=300)
        return get_conditional_response(request, etag=etag, response=risposta)
