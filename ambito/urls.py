"""Pagine del nucleo dentro un Ambito, e (`gestione`) quelle di chi gestisce la piattaforma."""

from django.urls import path

from ambito import views
from ambito.views import api as programmi
from ambito.views import dati
from ambito.views import gestione as console
from ambito.views import trasparenza as pubblica
from ambito.views.andamento import Andamento

app_name = "ambito"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("avvio/", views.Avvio.as_view(), name="avvio"),
    path("comuni/", views.Comuni.as_view(), name="comuni"),
    path("comuni/<istat>/", views.SchedaComune.as_view(), name="comune"),
    path("cerca/", views.Cerca.as_view(), name="cerca"),
    path("cerca/fissa/", views.Fissa.as_view(), name="fissa"),
    path("avvisi/", views.Avvisi.as_view(), name="avvisi"),
    path("avvisi/posta/", views.PreferenzaAvvisi.as_view(), name="preferenze_avvisi"),
    path("avvisi/seguiti/", views.CheCosaSeguo.as_view(), name="seguiti"),
    path("storia/<slug:tipo>/<int:pk>/", views.Storia.as_view(), name="storia"),
    path("spedizioni/attesa/", views.AttesaInvii.as_view(), name="attesa_invii"),
    path("spedizioni/invii/<int:pk>/", views.SchedaInvio.as_view(), name="invio"),
    path("spedizioni/invii/<int:pk>/annulla/", views.AnnullaInvio.as_view(), name="annulla_invio"),
    path("spedizioni/invii/<int:pk>/lettere/", views.LettereInvio.as_view(), name="lettere_invio"),
    path("spedizioni/lettere/<int:pk>/", views.ConsegnaLettera.as_view(), name="consegna_lettera"),
    path("avvisi/calendario/", views.CalendarioMio.as_view(), name="calendario"),
    path("spedizioni/", views.Spedizioni.as_view(), name="spedizioni"),
    path("scadenzario/", views.Scadenzario.as_view(), name="scadenzario"),
    path("scadenzario/calendario/", views.ScadenzarioMese.as_view(), name="scadenzario_mese"),
    path("scadenzario/nuova/", views.NuovaScadenza.as_view(), name="nuova_scadenza"),
    path("scadenzario/<int:pk>/", views.SchedaScadenza.as_view(), name="scadenza"),
    path("scadenzario/<int:pk>/fatta/", views.ScadenzaFatta.as_view(), name="scadenza_fatta"),
    path("scadenzario/<int:pk>/non-si-applica/", views.ScadenzaEsclusa.as_view(), name="scadenza_esclusa"),
    path("scadenzario/<int:pk>/sposta/", views.SpostaScadenza.as_view(), name="sposta_scadenza"),
    path("scadenzario/<int:pk>/affida/", views.AffidaScadenza.as_view(), name="affida_scadenza"),
    path("filtri/", views.FiltriSalvati.as_view(), name="filtri"),
    path("persone/", views.Persone.as_view(), name="persone"),
    path("accessi/", views.Accessi.as_view(), name="accessi"),
    path("persone/nuovo/", views.NuovoIncarico.as_view(), name="nuovo_incarico"),
    path("persone/foglio/", views.FoglioPersone.as_view(), name="foglio_persone"),
    path("persone/foglio/modello.<slug:formato>", views.ModelloPersone.as_view(), name="modello_persone"),
    path("persone/enti/nuovo/", views.NuovoEnte.as_view(), name="nuovo_ente"),
    path("persone/<int:pk>/termina/", views.TerminaIncarico.as_view(), name="termina_incarico"),
    path("persone/inviti/", views.Inviti.as_view(), name="inviti"),
    path("persone/inviti/rimanda/", views.RimandaInviti.as_view(), name="rimanda_inviti"),
    path("persone/inviti/<int:pk>/", views.GestisciInvito.as_view(), name="invito"),
    path("poteri/", views.CheCosaPosso.as_view(), name="poteri"),
    path("guida/", views.GuidaInAmbito.as_view(), name="guida"),
    path("guida/<slug:pagina>/", views.GuidaInAmbito.as_view(), name="pagina_guida"),
    path("aspetto/", views.Aspetto.as_view(), name="aspetto"),
    path("conservazione/", views.QuantoSiConserva.as_view(), name="conservazione"),
    path("registro/", views.RegistroOperazioni.as_view(), name="registro"),
    path("documenti/", views.Documenti.as_view(), name="documenti"),
    path("documenti/intestazione/", views.Intestazione.as_view(), name="intestazione"),
    path("documenti/intestazione/stemma/", views.StemmaInUso.as_view(), name="stemma"),
    path("documenti/<int:pk>/", views.SchedaDocumento.as_view(), name="documento"),
    path("documenti/<int:pk>/annulla/", views.AnnullaDocumento.as_view(), name="annulla_documento"),
    path("documenti/<int:pk>/scarica/", views.ScaricaDocumento.as_view(), name="scarica"),
    path("pubblicazione/", views.Pubblicazione.as_view(), name="pubblicazione"),
    path("lavori/", views.Lavori.as_view(), name="lavori"),
    path("lavori/<int:pk>/", views.SchedaLavoro.as_view(), name="lavoro"),
    path("lavori/<int:pk>/annulla/", views.AnnullaLavoro.as_view(), name="annulla_lavoro"),
    path("caricamenti/<int:pk>/", views.SchedaCaricamento.as_view(), name="caricamento"),
    path("caricamenti/<int:pk>/errori/", views.ErroriCaricamento.as_view(), name="errori_caricamento"),
]
# Gli indirizzi pubblici del nucleo, sotto `/<ambito>/trasparenza/`.
gestione = (
    [
        path("", console.Ambiti.as_view(), name="ambiti"),
        path("nuovo/", console.NuovoAmbito.as_view(), name="nuovo"),
        path("ambiti/<slug:slug>/", console.SchedaAmbito.as_view(), name="ambito"),
        path("andamento/", Andamento.as_view(), name="andamento"),
        path("accessi/", console.Accessi.as_view(), name="accessi"),
        path("accessi/<int:pk>/", console.Accesso.as_view(), name="accesso"),
        path("atti/", console.Atti.as_view(), name="atti"),
    ],
    "gestione",
)
# Sotto `/<ambito>/trasparenza/`.
trasparenza = [
    path("", pubblica.Casa.as_view(), name="trasparenza"),
    path("amministrazione/", pubblica.Amministrazione.as_view(), name="amministrazione_trasparente"),
    path("novita.atom", pubblica.Canale.as_view(), name="novita_pubbliche"),
    path("sitemap.xml", pubblica.MappaAmbito.as_view(), name="mappa_pubblica"),
    path("dati/", dati.DatiAperti.as_view(), name="dati_aperti"),
    path("dati/catalogo.<slug:formato>", dati.CatalogoDati.as_view(), name="catalogo_dati"),
    path("dati/<slug:codice>.<slug:formato>", dati.ScaricaInsieme.as_view(), name="scarica_insieme"),
    path("dati/<slug:codice>/", dati.InsiemeAperto.as_view(), name="insieme_aperto"),
]
# Sotto `/api/v1/`: la versione è nell’indirizzo, perché i programmi degli altri non si rompano.
api = [
    path("", programmi.Guida.as_view(), name="api_guida"),
    path("openapi.json", programmi.OpenApi.as_view(), name="api_openapi"),
    path("ambiti/", programmi.Ambiti.as_view(), name="api_ambiti"),
    path("ambiti/<slug:ambito>/insiemi/", programmi.Insiemi.as_view(), name="api_insiemi"),
    path("ambiti/<slug:ambito>/insiemi/<slug:insieme>/", programmi.UnInsieme.as_view(), name="api_insieme"),
    path("ambiti/<slug:ambito>/insiemi/<slug:insieme>/righe/", programmi.RigheInsieme.as_view(), name="api_righe"),
    path("<path:resto>", programmi.Ignota.as_view(), name="api_ignota"),
]
