"""Indirizzi della rendicontazione."""

from django.urls import path

from rendicontazione import views

app_name = "rendicontazione"
COMUNE = "<int:anno>/comuni/<istat>/"
urlpatterns = [
    path("", views.Anni.as_view(), name="anni"),
    path("nuova/", views.NuovaCampagna.as_view(), name="nuova_campagna"),
    path("<int:anno>/", views.Quadro.as_view(), name="quadro"),
    path("<int:anno>/campagna/", views.GestioneCampagna.as_view(), name="campagna"),
    path("<int:anno>/voci/", views.Voci.as_view(), name="voci"),
    path("<int:anno>/esporta/", views.Esporta.as_view(), name="esporta"),
    path(COMUNE, views.SpesaComune.as_view(), name="comune"),
    path(f"{COMUNE}voci/nuova/", views.VoceNuova.as_view(), name="voce_nuova"),
    path(f"{COMUNE}voci/<int:pk>/", views.VoceModifica.as_view(), name="voce"),
    path(f"{COMUNE}voci/<int:pk>/togli/", views.VoceTogli.as_view(), name="voce_togli"),
    path(f"{COMUNE}importa/", views.Importa.as_view(), name="importa"),
    path(f"{COMUNE}modello/<slug:formato>/", views.Modello.as_view(), name="modello"),
    path(f"{COMUNE}invia/", views.Invia.as_view(), name="invia"),
    path(f"{COMUNE}certifica/", views.Passo.as_view(), {"passo": "certifica"}, name="certifica"),
    path(f"{COMUNE}valida/", views.Passo.as_view(), {"passo": "valida"}, name="valida"),
    path(f"{COMUNE}rimanda/", views.Rimanda.as_view(), name="rimanda"),
]
