"""Pagine dell’accordo di programma."""

from django.urls import path

from accordo.urls import accordi, adesioni, fascicoli, riparti
from accordo.views.panoramica import Panoramica

app_name = "accordo"
# Prima riparti e fascicoli: «accordo/riparti/» non è un triennio.
urlpatterns = [
    path("", Panoramica.as_view(), name="panoramica"),
    *riparti.urlpatterns,
    *fascicoli.urlpatterns,
    *adesioni.urlpatterns,
    *accordi.urlpatterns,
]
