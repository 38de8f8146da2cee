"""Pagine del Piano di Zona."""

from django.urls import path

from piano import views

app_name = "piano"
urlpatterns = [
    path("", views.Piani.as_view(), name="piani"),
    path("<str:triennio>/", views.Piano.as_view(), name="piano"),
    path("<str:triennio>/passo/", views.Passo.as_view(), name="passo"),
    path("<str:triennio>/documento/", views.DocumentoBozza.as_view(), name="documento"),
    path("<str:triennio>/word/", views.PianoInWord.as_view(), name="word"),
    path("<str:triennio>/sezioni/<int:pk>/", views.SchedaSezione.as_view(), name="sezione"),
    path("<str:triennio>/sezioni/<int:pk>/completa/", views.Completa.as_view(), name="completa"),
    path("<str:triennio>/sezioni/<int:pk>/conflitto/", views.Conflitto.as_view(), name="conflitto"),
    path("<str:triennio>/sezioni/<int:pk>/revisioni/", views.Revisioni.as_view(), name="revisioni"),
    path("<str:triennio>/sezioni/<int:pk>/presenza/", views.Presenza.as_view(), name="presenza"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/", views.Commenti.as_view(), name="commenti"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/<int:commento>/", views.RispondiCommento.as_view(), name="rispondi"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/<int:commento>/esito/", views.EsitoCommento.as_view(), name="esito_commento"),
    path("<str:triennio>/sezioni/<int:pk>/word/", views.SezioneInWord.as_view(), name="sezione_in_word"),
    path("<str:triennio>/sezioni/<int:pk>/importa/", views.Importa.as_view(), name="importa"),
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
]
