"""Le pagine pubbliche dell’accordo: il testo in vigore, avvisi in corso, chi ha aderito, come un ente si fa avanti."""

from django.urls import path

from accordo.views.accordi.pubblici import AccordiPubblici, AccordoPubblico, TestoPubblico
from accordo.views.pubbliche import AdesioniPubbliche, ChiediDiAderire, VerificaRichiesta

urlpatterns = [
    path("accordo/", AccordiPubblici.as_view(), name="accordi_pubblici"),
    path("accordo/<codice>/", AccordoPubblico.as_view(), name="accordo_pubblico"),
    path("accordo/<codice>/pdf/", TestoPubblico.as_view(), name="testo_accordo_pubblico"),
    path("adesioni/", AdesioniPubbliche.as_view(), name="adesioni_pubbliche"),
    path("adesioni/<triennio>/richiesta/", ChiediDiAderire.as_view(), name="chiedi_di_aderire"),
    path("adesioni/conferma/<codice>/", VerificaRichiesta.as_view(), name="verifica_richiesta"),
]
