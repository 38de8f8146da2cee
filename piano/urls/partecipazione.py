"""Le pagine di percorso, tavoli, proposte, consultazioni."""

from django.urls import path

from piano import views

urlpatterns = [
    path("<str:triennio>/tavoli/", views.Tavoli.as_view(), name="tavoli"),
    path("<str:triennio>/tavoli/nuovo/", views.NuovoTavolo.as_view(), name="nuovo_tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/", views.SchedaTavolo.as_view(), name="tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/modifica/", views.ModificaTavolo.as_view(), name="modifica_tavolo"),
    path("<str:triennio>/tavoli/<int:pk>/membri/nuovo/", views.NuovoMembro.as_view(), name="nuovo_membro"),
    path("<str:triennio>/tavoli/<int:pk>/membri/<int:membro>/", views.ModificaMembro.as_view(), name="membro"),
    path("<str:triennio>/tavoli/<int:pk>/incontri/nuovo/", views.NuovoIncontro.as_view(), name="nuovo_incontro"),
    path("<str:triennio>/incontri/<int:pk>/", views.SchedaIncontro.as_view(), name="incontro"),
    path("<str:triennio>/incontri/<int:pk>/modifica/", views.ModificaIncontro.as_view(), name="modifica_incontro"),
    path("<str:triennio>/incontri/<int:pk>/convoca/", views.Convoca.as_view(), name="convoca_incontro"),
    path("<str:triennio>/incontri/<int:pk>/presenze/", views.Presenze.as_view(), name="presenze"),
    path("<str:triennio>/incontri/<int:pk>/verbale/", views.Verbale.as_view(), name="verbale"),
    path("<str:triennio>/incontri/<int:pk>/approva/", views.ApprovaVerbale.as_view(), name="approva_verbale"),
    path("<str:triennio>/incontri/<int:pk>/annulla/", views.AnnullaIncontro.as_view(), name="annulla_incontro"),
    path("<str:triennio>/incontri/<int:pk>/allega/", views.AllegaAllIncontro.as_view(), name="allega_incontro"),
    path("<str:triennio>/incontri/<int:pk>/allegati/<int:allegato>/", views.ScaricaAllegato.as_view(), name="allegato_incontro"),
    path("<str:triennio>/proposte/", views.Proposte.as_view(), name="proposte"),
    path("<str:triennio>/proposte/nuova/", views.NuovaProposta.as_view(), name="nuova_proposta"),
    path("<str:triennio>/proposte/documento/", views.DocumentoEsito.as_view(), name="documento_esito"),
    path("<str:triennio>/proposte/<int:numero>/", views.SchedaProposta.as_view(), name="proposta"),
    path("<str:triennio>/proposte/<int:numero>/modifica/", views.ModificaProposta.as_view(), name="modifica_proposta"),
    path("<str:triennio>/proposte/<int:numero>/valuta/", views.Valuta.as_view(), name="valuta"),
    path("<str:triennio>/proposte/<int:numero>/rivaluta/", views.Rivaluta.as_view(), name="rivaluta"),
    path("<str:triennio>/consultazioni/", views.Consultazioni.as_view(), name="consultazioni"),
    path("<str:triennio>/consultazioni/nuova/", views.NuovaConsultazione.as_view(), name="nuova_consultazione"),
    path("<str:triennio>/consultazioni/<int:pk>/", views.SchedaConsultazione.as_view(), name="consultazione"),
    path("<str:triennio>/consultazioni/<int:pk>/modifica/", views.ModificaConsultazione.as_view(), name="modifica_consultazione"),
    path("<str:triennio>/contributi/<int:pk>/pubblica/", views.PubblicaContributo.as_view(), name="pubblica_contributo"),
    path("<str:triennio>/contributi/<int:pk>/non-pubblicare/", views.NonPubblicare.as_view(), name="non_pubblicare"),
    path("<str:triennio>/percorso/", views.Percorso.as_view(), name="percorso"),
    path("<str:triennio>/percorso/nuova/", views.NuovaTappa.as_view(), name="nuova_tappa"),
    path("<str:triennio>/percorso/<int:pk>/", views.ModificaTappa.as_view(), name="tappa"),
]
