"""Pagine dell’Assemblea."""

from django.urls import path

from ambito.assemblea import views

app_name = "assemblea"
urlpatterns = [
    path("", views.Sedute.as_view(), name="sedute"),
    path("organi/", views.Istituisci.as_view(), name="istituisci"),
    path("organi/<int:pk>/regola/", views.SchedaRegola.as_view(), name="regola"),
    path("organi/<int:pk>/regola/nuova/", views.NuovaRegola.as_view(), name="nuova_regola"),
    path("sedute/nuova/", views.NuovaSeduta.as_view(), name="nuova_seduta"),
    path("sedute/<int:pk>/", views.SchedaSeduta.as_view(), name="seduta"),
    path("sedute/<int:pk>/modifica/", views.ModificaSeduta.as_view(), name="modifica_seduta"),
    path("sedute/<int:pk>/convoca/", views.ConvocaSeduta.as_view(), name="convoca"),
    path("sedute/<int:pk>/convocazione/pdf/", views.EmettiConvocazione.as_view(), name="emetti_convocazione"),
    path("sedute/<int:pk>/calendario.ics", views.Calendario.as_view(), name="calendario"),
    path("sedute/<int:pk>/annulla/", views.AnnullaSeduta.as_view(), name="annulla_seduta"),
    path("sedute/<int:pk>/punti/nuovo/", views.NuovoPunto.as_view(), name="nuovo_punto"),
    path("sedute/<int:pk>/apri/", views.ApriSala.as_view(), name="apri"),
    path("sedute/<int:pk>/sala/", views.Sala.as_view(), name="sala"),
    path("sedute/<int:pk>/schermo/", views.Schermo.as_view(), name="schermo"),
    path("sedute/<int:pk>/sala/presenza/", views.Presenze.as_view(), name="presenza"),
    path("sedute/<int:pk>/sala/appello/", views.Appello.as_view(), name="appello"),
    path("sedute/<int:pk>/sala/delegato/", views.Delegato.as_view(), name="delegato"),
    path("sedute/<int:pk>/sala/inizio/", views.Inizio.as_view(), name="inizio"),
    path("sedute/<int:pk>/sala/passo/", views.PassoSala.as_view(), name="passo_sala"),
    path("sedute/<int:pk>/verbale/", views.TestoVerbale.as_view(), name="verbale"),
    path("sedute/<int:pk>/verbale/chiudi/", views.ChiudiVerbale.as_view(), name="chiudi_verbale"),
    path("sedute/<int:pk>/verbale/pdf/", views.EmettiVerbale.as_view(), name="emetti_verbale"),
    path("punti/<int:pk>/", views.ModificaPunto.as_view(), name="punto"),
    path("punti/<int:pk>/togli/", views.TogliPunto.as_view(), name="togli_punto"),
    path("punti/<int:pk>/passo/", views.PassoPunto.as_view(), name="passo_punto"),
    path("punti/<int:pk>/rinvia/", views.RinviaPunto.as_view(), name="rinvia_punto"),
    path("votazioni/<int:pk>/", views.SchedaVotazione.as_view(), name="votazione"),
    path("votazioni/<int:pk>/mani/", views.Mani.as_view(), name="mani"),
    path("votazioni/<int:pk>/chiudi/", views.ChiudiVotazione.as_view(), name="chiudi_votazione"),
    path("votazioni/<int:pk>/annulla/", views.AnnullaVotazione.as_view(), name="annulla_votazione"),
    path("deleghe/", views.Deleghe.as_view(), name="deleghe"),
    path("deleghe/<int:pk>/revoca/", views.RevocaDelega.as_view(), name="revoca_delega"),
    path("deleghe/inviti/<int:pk>/revoca/", views.RevocaInvito.as_view(), name="revoca_invito"),
    path("deliberazioni/", views.Deliberazioni.as_view(), name="deliberazioni"),
    path("deliberazioni/<int:pk>/", views.SchedaDeliberazione.as_view(), name="deliberazione"),
]
