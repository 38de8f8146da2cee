"""Pagine del nucleo dentro un Ambito, e (`gestione`) quelle di chi gestisce la piattaforma."""

from django.urls import path

from ambito import views
from ambito.views import gestione as console

app_name = "ambito"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("comuni/", views.Comuni.as_view(), name="comuni"),
    path("comuni/<istat>/", views.SchedaComune.as_view(), name="comune"),
    path("avvisi/", views.Avvisi.as_view(), name="avvisi"),
    path("avvisi/posta/", views.PreferenzaAvvisi.as_view(), name="preferenze_avvisi"),
    path("spedizioni/", views.Spedizioni.as_view(), name="spedizioni"),
    path("filtri/", views.FiltriSalvati.as_view(), name="filtri"),
    path("persone/", views.Persone.as_view(), name="persone"),
    path("accessi/", views.Accessi.as_view(), name="accessi"),
    path("persone/nuovo/", views.NuovoIncarico.as_view(), name="nuovo_incarico"),
    path("persone/enti/nuovo/", views.NuovoEnte.as_view(), name="nuovo_ente"),
    path("persone/<int:pk>/termina/", views.TerminaIncarico.as_view(), name="termina_incarico"),
    path("persone/inviti/", views.Inviti.as_view(), name="inviti"),
    path("persone/inviti/<int:pk>/", views.GestisciInvito.as_view(), name="invito"),
    path("poteri/", views.CheCosaPosso.as_view(), name="poteri"),
    path("registro/", views.RegistroOperazioni.as_view(), name="registro"),
    path("documenti/", views.Documenti.as_view(), name="documenti"),
    path("documenti/intestazione/", views.Intestazione.as_view(), name="intestazione"),
    path("documenti/intestazione/stemma/", views.StemmaInUso.as_view(), name="stemma"),
    path("documenti/<int:pk>/", views.SchedaDocumento.as_view(), name="documento"),
    path("documenti/<int:pk>/annulla/", views.AnnullaDocumento.as_view(), name="annulla_documento"),
    path("documenti/<int:pk>/scarica/", views.ScaricaDocumento.as_view(), name="scarica"),
    path("lavori/", views.Lavori.as_view(), name="lavori"),
    path("lavori/<int:pk>/", views.SchedaLavoro.as_view(), name="lavoro"),
    path("lavori/<int:pk>/annulla/", views.AnnullaLavoro.as_view(), name="annulla_lavoro"),
    path("caricamenti/<int:pk>/", views.SchedaCaricamento.as_view(), name="caricamento"),
    path("caricamenti/<int:pk>/errori/", views.ErroriCaricamento.as_view(), name="errori_caricamento"),
]
gestione = (
    [
        path("", console.Ambiti.as_view(), name="ambiti"),
        path("nuovo/", console.NuovoAmbito.as_view(), name="nuovo"),
        path("ambiti/<slug:slug>/", console.SchedaAmbito.as_view(), name="ambito"),
        path("accessi/", console.Accessi.as_view(), name="accessi"),
        path("accessi/<int:pk>/", console.Accesso.as_view(), name="accesso"),
        path("atti/", console.Atti.as_view(), name="atti"),
    ],
    "gestione",
)
