"""Gli indirizzi pubblici del piano, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from piano.views import pubbliche, trasparenza

urlpatterns = [
    path("piano/", trasparenza.Piani.as_view(), name="piani_pubblici"),
    path("piano/<str:triennio>/", trasparenza.Piano.as_view(), name="piano_pubblico"),
    path("piano/<str:triennio>/sezioni/<str:codice>/", trasparenza.Sezione.as_view(), name="sezione_pubblica"),
    path("piano/<str:triennio>/figure/<slug:codice>/", trasparenza.Immagine.as_view(), name="figura_pubblica"),
    path("piano/<str:triennio>/obiettivi/<str:codice>/", trasparenza.Obiettivo.as_view(), name="obiettivo_pubblico"),
    path("piano/<str:triennio>/versioni/<int:numero>/pdf/", trasparenza.Pdf.as_view(), name="pdf_piano_pubblico"),
    path("piano/<str:triennio>/relazione-finale/", trasparenza.RelazioneFinale.as_view(), name="relazione_finale_pubblica"),
    path("piano/<str:triennio>/relazione-finale/pdf/", trasparenza.PdfFinale.as_view(), name="pdf_relazione_finale"),
    path("consultazioni/", pubbliche.Consultazioni.as_view(), name="consultazioni_pubbliche"),
    path("consultazioni/<int:pk>/", pubbliche.Consultazione.as_view(), name="consultazione_pubblica"),
    path("consultazioni/<int:pk>/scrivi/", pubbliche.Scrivi.as_view(), name="scrivi_contributo"),
]
