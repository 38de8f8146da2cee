"""Le pagine delle versioni congelate."""

from django.urls import path

from piano import views

urlpatterns = [
    path("<str:triennio>/versioni/", views.Versioni.as_view(), name="versioni"),
    path("<str:triennio>/versioni/congela/", views.Congela.as_view(), name="congela"),
    path("<str:triennio>/versioni/confronto/", views.Confronto.as_view(), name="confronto"),
    path("<str:triennio>/versioni/aggiornamenti/<int:pk>/", views.Ritirato.as_view(), name="ritirato"),
    path("<str:triennio>/versioni/<int:numero>/", views.Versione.as_view(), name="versione"),
]
