"""Le pagine degli attuativi annuali."""

from django.urls import path

from piano import views

urlpatterns = [
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
