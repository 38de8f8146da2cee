"""Le pagine dove il piano si crea e si scrive."""

from django.urls import path

from piano import views

urlpatterns = [
    path("", views.Piani.as_view(), name="piani"),
    path("<str:triennio>/", views.Piano.as_view(), name="piano"),
    path("<str:triennio>/passo/", views.Passo.as_view(), name="passo"),
    path("<str:triennio>/proroga/", views.Proroga.as_view(), name="proroga"),
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
    path("<str:triennio>/dati/", views.DatiDaCitare.as_view(), name="dati"),
    path("<str:triennio>/figure/", views.Figure.as_view(), name="figure"),
    path("<str:triennio>/figure/<slug:codice>/", views.ModificaFigura.as_view(), name="figura"),
    path("<str:triennio>/figure/<slug:codice>/togli/", views.TogliFigura.as_view(), name="togli_figura"),
    path("<str:triennio>/figure/<slug:codice>/immagine/", views.Immagine.as_view(), name="immagine"),
    path("<str:triennio>/coerenza/", views.Coerenza.as_view(), name="coerenza"),
    path("<str:triennio>/coerenza/<str:chiave>/", views.Motiva.as_view(), name="motiva"),
    path("<str:triennio>/relazione/<int:anno>/", views.Relazione.as_view(), name="relazione"),
    path("<str:triennio>/relazione-finale/", views.RelazioneFinale.as_view(), name="relazione_finale"),
    path("<str:triennio>/word/", views.PianoInWord.as_view(), name="word"),
    path("<str:triennio>/sezioni/<int:pk>/presenza/", views.Presenza.as_view(), name="presenza"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/", views.Commenti.as_view(), name="commenti"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/<int:commento>/", views.RispondiCommento.as_view(), name="rispondi"),
    path("<str:triennio>/sezioni/<int:pk>/commenti/<int:commento>/esito/", views.EsitoCommento.as_view(), name="esito_commento"),
    path("<str:triennio>/sezioni/<int:pk>/word/", views.SezioneInWord.as_view(), name="sezione_in_word"),
    path("<str:triennio>/sezioni/<int:pk>/importa/", views.Importa.as_view(), name="importa"),
]
