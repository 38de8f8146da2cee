"""Pagine del Piano di Zona."""

from piano.urls import attuativi, obiettivi, osservazioni, partecipazione, scrittura, versioni

app_name = "piano"
urlpatterns = [
    *scrittura.urlpatterns,
    *obiettivi.urlpatterns,
    *partecipazione.urlpatterns,
    *osservazioni.urlpatterns,
    *versioni.urlpatterns,
    *attuativi.urlpatterns,
]
