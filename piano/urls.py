"""Pagine del Piano di Zona."""

from django.urls import path

from piano import views

app_name = "piano"
urlpatterns = [
    path("", views.Piani.as_view(), name="piani"),
    path("<str:triennio>/", views.Piano.as_view(), name="piano"),
    path("<str:triennio>/passo/", views.Passo.as_view(), name="passo"),
    path("<str:triennio>/documento/", views.DocumentoBozza.as_view(), name="documento"),
    path("<str:triennio>/sezioni/<int:pk>/", views.SchedaSezione.as_view(), name="sezione"),
    path("<str:triennio>/sezioni/<int:pk>/completa/", views.Completa.as_view(), name="completa"),
    path("<str:triennio>/sezioni/<int:pk>/conflitto/", views.Conflitto.as_view(), name="conflitto"),
    path("<str:triennio>/sezioni/<int:pk>/revisioni/", views.Revisioni.as_view(), name="revisioni"),
    path("<str:triennio>/obiettivi/", views.Obiettivi.as_view(), name="obiettivi"),
    path("<str:triennio>/obiettivi/nuovo/", views.NuovoObiettivo.as_view(), name="nuovo_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/", views.SchedaDiObiettivo.as_view(), name="obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/modifica/", views.ModificaObiettivo.as_view(), name="modifica_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/togli/", views.TogliObiettivo.as_view(), name="togli_obiettivo"),
    path("<str:triennio>/coerenza/", views.Coerenza.as_view(), name="coerenza"),
    path("<str:triennio>/coerenza/<str:chiave>/", views.Motiva.as_view(), name="motiva"),
    path("<str:triennio>/tavoli/", views.Tavoli.as_view(), name="tavoli"),
    path("<str:triennio>/tavoli/nuovo/", views.NuovoTavolo.as_view(), name="nuovo_tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/", views.ModificaTavolo.as_view(), name="tavolo"),
    path("<str:triennio>/versioni/", views.Versioni.as_view(), name="versioni"),
    path("<str:triennio>/versioni/<int:numero>/", views.Versione.as_view(), name="versione"),
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
