"""Gli indirizzi pubblici del piano, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from piano.views import pubbliche

urlpatterns = [
    path("consultazioni/", pubbliche.Consultazioni.as_view(), name="consultazioni_pubbliche"),
    path("consultazioni/<int:pk>/", pubbliche.Consultazione.as_view(), name="consultazione_pubblica"),
    path("consultazioni/<int:pk>/scrivi/", pubbliche.Scrivi.as_view(), name="scrivi_contributo"),
]
