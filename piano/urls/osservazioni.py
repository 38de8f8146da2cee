"""Le pagine dei giri di osservazioni."""

from django.urls import path

from piano import views

urlpatterns = [
    path("<str:triennio>/osservazioni/", views.Giri.as_view(), name="giri"),
    path("<str:triennio>/osservazioni/nuovo/", views.NuovoGiro.as_view(), name="nuovo_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/", views.Giro.as_view(), name="giro"),
    path("<str:triennio>/osservazioni/<int:numero>/modifica/", views.ModificaGiro.as_view(), name="modifica_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/apri/", views.ApriGiro.as_view(), name="apri_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/termine/", views.TermineGiro.as_view(), name="termine_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/chiudi/", views.ChiudiGiro.as_view(), name="chiudi_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/ricorda/", views.RicordaGiro.as_view(), name="ricorda_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/documento/", views.DocumentoGiro.as_view(), name="documento_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/quadro/", views.QuadroDelGiro.as_view(), name="quadro_giro"),
    path("<str:triennio>/osservazioni/<int:numero>/scritte/", views.Osservazioni.as_view(), name="osservazioni"),
    path("<str:triennio>/osservazioni/<int:numero>/scritte/<int:pk>/", views.RiscontroOsservazione.as_view(), name="riscontro"),
    path("<str:triennio>/osservazioni/<int:numero>/comuni/<str:istat>/", views.RispostaDelComune.as_view(), name="risposta"),
]
