"""Pagine del Piano di Zona."""

from django.urls import path

from piano import views

app_name = "piano"
urlpatterns = [
    path("", views.Piani.as_view(), name="piani"),
    path("<str:triennio>/", views.Piano.as_view(), name="piano"),
    path("<str:triennio>/passo/", views.Passo.as_view(), name="passo"),
    path("<str:triennio>/documento/", views.DocumentoBozza.as_view(), name="documento"),
    path("<str:triennio>/indice/", views.Indice.as_view(), name="indice"),
    path("<str:triennio>/indice/nuova/", views.NuovaVoce.as_view(), name="nuova_voce"),
    path("<str:triennio>/indice/livelli/", views.Livelli.as_view(), name="livelli"),
    path("<str:triennio>/indice/<int:pk>/", views.ModificaVoce.as_view(), name="modifica_voce"),
    path("<str:triennio>/indice/<int:pk>/sposta/", views.SpostaVoce.as_view(), name="sposta_voce"),
    path("<str:triennio>/indice/<int:pk>/togli/", views.TogliVoce.as_view(), name="togli_voce"),
    path("<str:triennio>/indice/<int:pk>/affida/", views.Affida.as_view(), name="affida"),
    path("<str:triennio>/in-breve/", views.InBreve.as_view(), name="in_breve"),
    path("<str:triennio>/in-breve/documento/", views.Opuscolo.as_view(), name="opuscolo"),
    path("<str:triennio>/sezioni/<int:pk>/", views.SchedaSezione.as_view(), name="sezione"),
    path("<str:triennio>/sezioni/<int:pk>/completa/", views.Completa.as_view(), name="completa"),
    path("<str:triennio>/sezioni/<int:pk>/sintesi/", views.Sintesi.as_view(), name="sintesi"),
    path("<str:triennio>/sezioni/<int:pk>/conflitto/", views.Conflitto.as_view(), name="conflitto"),
    path("<str:triennio>/sezioni/<int:pk>/revisioni/", views.Revisioni.as_view(), name="revisioni"),
    path("<str:triennio>/obiettivi/", views.Obiettivi.as_view(), name="obiettivi"),
    path("<str:triennio>/obiettivi/nuovo/", views.NuovoObiettivo.as_view(), name="nuovo_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/", views.SchedaDiObiettivo.as_view(), name="obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/modifica/", views.ModificaObiettivo.as_view(), name="modifica_obiettivo"),
    path("<str:triennio>/obiettivi/<str:codice>/togli/", views.TogliObiettivo.as_view(), name="togli_obiettivo"),
    path("<str:triennio>/dati/", views.DatiDaCitare.as_view(), name="dati"),
    path("<str:triennio>/vincoli/", views.Vincoli.as_view(), name="vincoli"),
    path("<str:triennio>/vincoli/<int:pk>/collega/", views.CollegaQuota.as_view(), name="collega_quota"),
    path("<str:triennio>/vincoli/quote/<int:pk>/", views.ModificaQuota.as_view(), name="quota"),
    path("<str:triennio>/vincoli/quote/<int:pk>/togli/", views.TogliQuota.as_view(), name="togli_quota"),
    path("<str:triennio>/coerenza/", views.Coerenza.as_view(), name="coerenza"),
    path("<str:triennio>/coerenza/<str:chiave>/", views.Motiva.as_view(), name="motiva"),
    path("<str:triennio>/tavoli/", views.Tavoli.as_view(), name="tavoli"),
    path("<str:triennio>/tavoli/nuovo/", views.NuovoTavolo.as_view(), name="nuovo_tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/", views.ModificaTavolo.as_view(), name="tavolo"),
    path("<str:triennio>/versioni/", views.Versioni.as_view(), name="versioni"),
    path("<str:triennio>/versioni/congela/", views.Congela.as_view(), name="congela"),
    path("<str:triennio>/versioni/confronto/", views.Confronto.as_view(), name="confronto"),
    path("<str:triennio>/versioni/<int:numero>/", views.Versione.as_view(), name="versione"),
    path("<str:triennio>/attuativi/", views.Attuativi.as_view(), name="attuativi"),
    path("<str:triennio>/attuativi/<int:anno>/", views.SchedaAttuativo.as_view(), name="attuativo"),
    path("<str:triennio>/attuativi/<int:anno>/passo/", views.PassoAttuativo.as_view(), name="passo_attuativo"),
    path("<str:triennio>/attuativi/<int:anno>/documento/", views.DocumentoAttuativo.as_view(), name="documento_attuativo"),
    path("<str:triennio>/attuativi/<int:anno>/in-breve/", views.SintesiAttuativo.as_view(), name="sintesi_attuativo"),
    path("<str:triennio>/attuativi/<int:anno>/schede/nuova/", views.NuovaSchedaAnno.as_view(), name="nuova_scheda_anno"),
    path("<str:triennio>/attuativi/<int:anno>/schede/<int:pk>/", views.ModificaSchedaAnno.as_view(), name="scheda_anno"),
    path("<str:triennio>/attuativi/<int:anno>/schede/<int:pk>/togli/", views.TogliSchedaAnno.as_view(), name="togli_scheda_anno"),
    path(
        "<str:triennio>/attuativi/<int:anno>/versioni/<int:numero>/", views.VersioneDiAttuativo.as_view(), name="versione_attuativo"
    ),
]
