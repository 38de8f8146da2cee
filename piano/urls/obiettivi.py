"""Le pagine degli obiettivi: schede, fondi vincolati, andamento, formazione."""

from django.urls import path

from piano import views

urlpatterns = [
    path("<str:triennio>/obiettivi/", views.Obiettivi.as_view(), name="obiettivi"),
    path("<str:triennio>/obiettivi/nuovo/", views.NuovoObiettivo.as_view(), name="nuovo_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/", views.SchedaDiObiettivo.as_view(), name="obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/modifica/", views.ModificaObiettivo.as_view(), name="modifica_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/togli/", views.TogliObiettivo.as_view(), name="togli_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/documento/", views.DocumentoObiettivo.as_view(), name="documento_obiettivo"),
    path("<str:triennio>/vincoli/", views.Vincoli.as_view(), name="vincoli"),
    path("<str:triennio>/vincoli/<int:pk>/collega/", views.CollegaQuota.as_view(), name="collega_quota"),
    path("<str:triennio>/vincoli/quote/<int:pk>/", views.ModificaQuota.as_view(), name="quota"),
    path("<str:triennio>/vincoli/quote/<int:pk>/togli/", views.TogliQuota.as_view(), name="togli_quota"),
    path("<str:triennio>/andamento/", views.Andamento.as_view(), name="andamento"),
    path("<str:triennio>/andamento/<str:codice>/", views.AndamentoObiettivo.as_view(), name="andamento_obiettivo"),
    path("<str:triennio>/andamento/<str:codice>/valuta/<str:quando>/", views.ValutaObiettivo.as_view(), name="valuta_obiettivo"),
    path("<str:triennio>/indicatori/<int:pk>/rileva/", views.NuovaRilevazione.as_view(), name="rileva"),
    path("<str:triennio>/rilevazioni/<int:pk>/correggi/", views.CorreggiRilevazione.as_view(), name="correggi_rilevazione"),
    path("<str:triennio>/prove/<int:pk>/", views.Prova.as_view(), name="prova"),
    path("<str:triennio>/azioni/<int:pk>/avanzamento/", views.AvanzaAzione.as_view(), name="avanza_azione"),
    path("<str:triennio>/formazione/", views.Formazione.as_view(), name="formazione"),
    path("<str:triennio>/formazione/nuova/", views.NuovaIniziativa.as_view(), name="nuova_iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/", views.Iniziativa.as_view(), name="iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/modifica/", views.ModificaIniziativa.as_view(), name="modifica_iniziativa"),
    path("<str:triennio>/formazione/<int:pk>/<str:passo>/", views.PassoIniziativa.as_view(), name="passo_iniziativa"),
]
