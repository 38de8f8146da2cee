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
    path("<str:triennio>/andamento/", views.Andamento.as_view(), name="andamento"),
    path("<str:triennio>/andamento/<str:codice>/", views.AndamentoObiettivo.as_view(), name="andamento_obiettivo"),
    path("<str:triennio>/andamento/<str:codice>/valuta/<str:quando>/", views.ValutaObiettivo.as_view(), name="valuta_obiettivo"),
    path("<str:triennio>/indicatori/<int:pk>/rileva/", views.NuovaRilevazione.as_view(), name="rileva"),
    path("<str:triennio>/rilevazioni/<int:pk>/correggi/", views.CorreggiRilevazione.as_view(), name="correggi_rilevazione"),
    path("<str:triennio>/prove/<int:pk>/", views.Prova.as_view(), name="prova"),
    path("<str:triennio>/azioni/<int:pk>/avanzamento/", views.AvanzaAzione.as_view(), name="avanza_azione"),
    path("<str:triennio>/relazione/<int:anno>/", views.Relazione.as_view(), name="relazione"),
    path("<str:triennio>/formazione/", views.Formazione.as_view(), name="formazione"),
    path("<str:triennio>/formazione/nuova/", views.NuovaIniziativa.as_view(), name="nuova_iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/", views.Iniziativa.as_view(), name="iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/modifica/", views.ModificaIniziativa.as_view(), name="modifica_iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/<str:passo>/", views.PassoIniziativa.as_view(), name="passo_iniziativa"),
    path("<str:triennio>/tavoli/", views.Tavoli.as_view(), name="tavoli"),
    path("<str:triennio>/tavoli/nuovo/", views.NuovoTavolo.as_view(), name="nuovo_tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/", views.ModificaTavolo.as_view(), name="tavolo"),
    path("<str:triennio>/versioni/", views.Versioni.as_view(), name="versioni"),
    path("<str:triennio>/versioni/<int:numero>/", views.Versione.as_view(), name="versione"),
]
