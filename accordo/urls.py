"""Pagine dell’accordo di programma: avvisi, quadro delle adesioni, adesione di un Comune."""

from django.urls import path

from accordo import views

app_name = "accordo"
urlpatterns = [
    path("", views.Panoramica.as_view(), name="panoramica"),
    path("nuovo-avviso/", views.NuovoAvviso.as_view(), name="nuovo_avviso"),
    path("<triennio>/", views.VaiAlQuadro.as_view(), name="triennio"),
    path("<triennio>/avviso/", views.ModificaAvviso.as_view(), name="avviso"),
    path("<triennio>/avviso/stato/", views.StatoDellAvviso.as_view(), name="stato_avviso"),
    path("<triennio>/adesioni/", views.Quadro.as_view(), name="adesioni"),
    path("<triennio>/adesioni/<istat>/", views.SchedaAdesione.as_view(), name="adesione"),
    path("<triennio>/adesioni/<istat>/dati/", views.PassoDati.as_view(), name="dati"),
    path("<triennio>/adesioni/<istat>/aree/", views.PassoAree.as_view(), name="aree"),
    path("<triennio>/adesioni/<istat>/risorse/", views.PassoRisorse.as_view(), name="risorse"),
    path("<triennio>/adesioni/<istat>/invio/", views.PassoInvio.as_view(), name="invio"),
    path("<triennio>/adesioni/<istat>/istruttoria/", views.Istruttoria.as_view(), name="istruttoria"),
    path("<triennio>/adesioni/<istat>/ricevuta/", views.Ricevuta.as_view(), name="ricevuta"),
    path("<triennio>/adesioni/<istat>/allegati/<int:pk>/", views.ScaricaAllegato.as_view(), name="allegato"),
]
