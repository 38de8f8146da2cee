"""Indirizzi della rendicontazione."""

from django.urls import path, re_path

from rendicontazione import views
from rendicontazione.urls import bilancio

app_name = "rendicontazione"
COMUNE = "<int:anno>/comuni/<istat>/"
urlpatterns = [
    path("", views.Anni.as_view(), name="anni"),
    *bilancio.urlpatterns,
    path("nuova/", views.NuovaCampagna.as_view(), name="nuova_campagna"),
    path("<int:anno>/", views.Quadro.as_view(), name="quadro"),
    path("<int:anno>/campagna/", views.GestioneCampagna.as_view(), name="campagna"),
    path("<int:anno>/controlli/", views.Controlli.as_view(), name="controlli"),
    path("<int:anno>/sollecito/", views.Sollecito.as_view(), name="sollecito"),
    path("<int:anno>/chiusure/<int:numero>/righe.csv", views.RigheAllaChiusura.as_view(), name="chiusura_righe"),
    path("<int:anno>/voci/", views.Voci.as_view(), name="voci"),
    path("<int:anno>/esporta/", views.Esporta.as_view(), name="esporta"),
    path("<int:anno>/rapporti/", views.Rapporti.as_view(), name="rapporti"),
    path("<int:anno>/rapporti/fondo/<str:codice>/", views.RapportoFondo.as_view(), name="rapporto_fondo"),
    path("<int:anno>/rapporti/quote/", views.RapportoQuote.as_view(), name="rapporto_quote"),
    path("<int:anno>/rapporti/schemi/", views.RapportoSchemi.as_view(), name="rapporto_schemi"),
    path("<int:anno>/rapporti/confronto/", views.RapportoConfronto.as_view(), name="rapporto_confronto"),
    re_path(r"^cifre/(?P<codice>B\d[^/]*)/$", views.CifraDelBilancio.as_view(), name="cifra_bilancio"),
    path("cifre/<str:codice>/", views.CifraDelRapporto.as_view(), name="cifra"),
    path(f"{COMUNE}rapporto/", views.RapportoComune.as_view(), name="rapporto_comune"),
    path("<int:anno>/griglie/", views.Griglie.as_view(), name="griglie"),
    path("<int:anno>/griglie/emetti/", views.EmettiGriglie.as_view(), name="emetti_griglie"),
    path("<int:anno>/griglie/multifondo/", views.Multifondo.as_view(), name="multifondo"),
    path("<int:anno>/griglie/multifondo/<int:pk>/", views.Residuo.as_view(), name="residuo"),
    path("<int:anno>/griglie/<slug:griglia>/", views.PaginaGriglia.as_view(), name="griglia"),
    path("<int:anno>/griglie/<slug:griglia>/<str:riga>/<str:colonna>/", views.RigheDellaCella.as_view(), name="griglia_righe"),
    path(COMUNE, views.SpesaComune.as_view(), name="comune"),
    path(f"{COMUNE}voci/nuova/", views.VoceNuova.as_view(), name="voce_nuova"),
    path(f"{COMUNE}voci/<int:pk>/", views.VoceModifica.as_view(), name="voce"),
    path(f"{COMUNE}voci/<int:pk>/togli/", views.VoceTogli.as_view(), name="voce_togli"),
    path(f"{COMUNE}voci/<int:pk>/rilievo/", views.RilievoSuRiga.as_view(), name="rilievo"),
    path(f"{COMUNE}voci/<int:pk>/prove/", views.Prove.as_view(), name="prove"),
    path(f"{COMUNE}voci/<int:pk>/prove/<int:prova>/", views.Prova.as_view(), name="prova"),
    path(f"{COMUNE}voci/<int:pk>/prove/<int:prova>/togli/", views.TogliProva.as_view(), name="prova_togli"),
    path(f"{COMUNE}riporta/", views.Riporta.as_view(), name="riporta"),
    path(f"{COMUNE}rilievi/manca/", views.RilievoSuCioCheManca.as_view(), name="rilievo_manca"),
    path(f"{COMUNE}rilievi/<int:pk>/togli/", views.TogliRilievo.as_view(), name="rilievo_togli"),
    path(f"{COMUNE}rilievi/<int:pk>/risposta/", views.Rispondi.as_view(), name="rispondi"),
    path(f"{COMUNE}importa/", views.Importa.as_view(), name="importa"),
    path(f"{COMUNE}modello/<slug:formato>/", views.Modello.as_view(), name="modello"),
    path(f"{COMUNE}invia/", views.Invia.as_view(), name="invia"),
    path(f"{COMUNE}certifica/", views.Passo.as_view(), {"passo": "certifica"}, name="certifica"),
    path(f"{COMUNE}controlla/", views.Passo.as_view(), {"passo": "controlla"}, name="controlla"),
    path(f"{COMUNE}valida/", views.Passo.as_view(), {"passo": "valida"}, name="valida"),
    path(f"{COMUNE}rimanda/", views.Rimanda.as_view(), name="rimanda"),
]
