"""Indirizzi di servizi e fondi."""

from django.urls import path

from servizi import views

app_name = "servizi"
COMUNE = "rilevazioni/<int:anno>/comuni/<istat>/"
urlpatterns = [
    path("", views.Panoramica.as_view(), name="panoramica"),
    path("catalogo/", views.Catalogo.as_view(), name="catalogo"),
    path("catalogo/aree/", views.Aree.as_view(), name="aree"),
    path("catalogo/interventi/", views.Interventi.as_view(), name="interventi"),
    path("catalogo/fondi/", views.Fondi.as_view(), name="fondi"),
    path("catalogo/servizi/", views.Servizi.as_view(), name="servizi"),
    path("catalogo/servizi/nuovo/", views.NuovoServizio.as_view(), name="nuovo_servizio"),
    path("catalogo/servizi/<int:pk>/", views.SchedaServizio.as_view(), name="servizio"),
    path("catalogo/servizi/<int:pk>/modifica/", views.ModificaServizio.as_view(), name="modifica_servizio"),
    path("offerta/", views.Offerta.as_view(), name="offerta"),
    path("offerta/matrice/", views.MatriceOfferta.as_view(), name="matrice"),
    path("offerta/leps/", views.LivelliEssenziali.as_view(), name="leps"),
    path("offerta/nuova/", views.NuovaUnita.as_view(), name="nuova_unita"),
    path("offerta/<int:pk>/", views.SchedaUnita.as_view(), name="unita"),
    path("offerta/<int:pk>/modifica/", views.ModificaUnita.as_view(), name="modifica_unita"),
    path("offerta/<int:pk>/togli/", views.TogliUnita.as_view(), name="togli_unita"),
    path("servizio-sociale/", views.ServizioSociale.as_view(), name="servizio_sociale"),
    path("servizio-sociale/nuova/", views.NuovoOrganico.as_view(), name="nuovo_organico"),
    path("servizio-sociale/<int:pk>/", views.ModificaOrganico.as_view(), name="modifica_organico"),
    path("servizio-sociale/<int:pk>/togli/", views.TogliOrganico.as_view(), name="togli_organico"),
    path("uffici/", views.Uffici.as_view(), name="uffici"),
    path("uffici/<istat>/", views.ModificaUfficio.as_view(), name="modifica_ufficio"),
    path("rilevazioni/", views.Raccolte.as_view(), name="raccolte"),
    path("rilevazioni/apri/", views.ApriRaccolta.as_view(), name="apri_raccolta"),
    path("rilevazioni/<int:anno>/", views.QuadroMisure.as_view(), name="quadro_misure"),
    path(COMUNE, views.MisureComune.as_view(), name="misure_comune"),
    path(f"{COMUNE}servizi/<int:pk>/", views.MisureServizio.as_view(), name="misure_servizio"),
    path(f"{COMUNE}modello/<slug:formato>/", views.Modello.as_view(), name="modello_misure"),
    path(f"{COMUNE}finito/", views.Concludi.as_view(), name="concludi_misure"),
    path("bisogni/", views.Bisogni.as_view(), name="bisogni"),
    path("fondi/", views.Risorse.as_view(), name="risorse"),
    path("fondi/nuova/", views.NuovaAssegnazione.as_view(), name="nuova_assegnazione"),
    path("fondi/<int:pk>/", views.SchedaAssegnazione.as_view(), name="assegnazione"),
    path("fondi/<int:pk>/modifica/", views.ModificaAssegnazione.as_view(), name="modifica_assegnazione"),
    path("fondi/<int:pk>/incasso/", views.NuovoIncasso.as_view(), name="nuovo_incasso"),
    path("fondi/<int:pk>/utilizzo/", views.Utilizzo.as_view(), name="utilizzo"),
    path("bandi/", views.Bandi.as_view(), name="bandi"),
    path("bandi/nuovo/", views.NuovoBando.as_view(), name="nuovo_bando"),
    path("bandi/<int:pk>/", views.SchedaBando.as_view(), name="bando"),
    path("bandi/<int:pk>/modifica/", views.ModificaBando.as_view(), name="modifica_bando"),
    path("bandi/<int:pk>/esito/", views.EsitoBando.as_view(), name="esito_bando"),
    path("bandi/<int:pk>/<slug:passo>/", views.PassoBando.as_view(), name="passo_bando"),
]
