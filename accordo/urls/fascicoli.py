"""I fascicoli degli enti del terzo settore."""

from django.urls import path

from accordo.views import fascicoli as views

UNO = "fascicoli/<int:ente>/"

urlpatterns = [
    path("fascicoli/", views.Fascicoli.as_view(), name="fascicoli"),
    path(UNO, views.SchedaFascicolo.as_view(), name="fascicolo"),
    path(f"{UNO}carica/<genere>/", views.CaricaDocumento.as_view(), name="carica_documento"),
    path(f"{UNO}documenti/<int:pk>/", views.ScaricaDocumento.as_view(), name="documento_ente"),
    path(f"{UNO}documenti/<int:pk>/togli/", views.TogliDocumento.as_view(), name="togli_documento"),
    path(f"{UNO}documenti/<int:pk>/non-valido/", views.EscludiDocumento.as_view(), name="escludi_documento"),
]
