"""Avvisi, quadro delle adesioni, adesione di un Comune o di un ente."""

from django.urls import path

from accordo.views import adesioni as views

# Le pagine di un’adesione: le stesse per un Comune (codice Istat) e per un ente (numero; il nome ha davanti «ente_»).
PAGINE = [
    ("", views.SchedaAdesione, "adesione"),
    ("dati/", views.PassoDati, "dati"),
    ("aree/", views.PassoAree, "aree"),
    ("risorse/", views.PassoRisorse, "risorse"),
    ("invio/", views.PassoInvio, "invio"),
    ("istruttoria/", views.Istruttoria, "istruttoria"),
    ("protocollo/", views.Protocollo, "protocollo"),
    ("protocollo/chiedi/", views.ChiediProtocollo, "chiedi_protocollo"),
    ("rilievi/", views.Rilievi, "rilievi"),
    ("ritiro/", views.RitiraAdesione, "ritira"),
    ("sospensione/", views.SospendiAdesione, "sospendi"),
    ("riattivazione/", views.RiattivaAdesione, "riattiva"),
    ("ricevuta/", views.Ricevuta, "ricevuta"),
    ("allegati/<int:pk>/", views.ScaricaAllegato, "allegato"),
    ("allegati/<int:pk>/annulla/", views.AnnullaAllegato, "annulla_allegato"),
]
# Solo per un Comune: per un ente invia chi lo rappresenta.
DEL_COMUNE = [
    ("conferma/", views.Conferma, "conferma"),
    ("conferma/rimanda/", views.Rimanda, "rimanda"),
    ("conferma/riprendi/", views.Riprendi, "riprendi"),
]
# Solo per un ente: un Comune non firma l’adesione, la conferma chi lo impegna.
DELL_ENTE = [
    ("da-firmare/", views.DaFirmare, "da_firmare"),
    ("da-firmare/pdf/", views.ScaricaDaFirmare, "pdf_da_firmare"),
]

urlpatterns = [
    path("nuovo-avviso/", views.NuovoAvviso.as_view(), name="nuovo_avviso"),
    path("protocollo/", views.ChiProtocolla.as_view(), name="chi_protocolla"),
    path("<triennio>/avviso/", views.ModificaAvviso.as_view(), name="avviso"),
    path("<triennio>/avviso/stato/", views.StatoDellAvviso.as_view(), name="stato_avviso"),
    path("<triennio>/adesioni/", views.Quadro.as_view(), name="adesioni"),
    path("<triennio>/enti/", views.Enti.as_view(), name="enti"),
    path("<triennio>/enti/inviti/", views.InvitaEnti.as_view(), name="invita_enti"),
    path("<triennio>/enti/richieste/<int:pk>/", views.EsaminaRichiesta.as_view(), name="richiesta"),
    path("<triennio>/sollecito/", views.Sollecito.as_view(), name="sollecito"),
    *[path(f"<triennio>/adesioni/<istat>/{coda}", vista.as_view(), name=nome) for coda, vista, nome in [*PAGINE, *DEL_COMUNE]],
    *[
        path(f"<triennio>/enti/<int:ente>/{coda}", vista.as_view(), name=f"ente_{nome}")
        for coda, vista, nome in [*PAGINE, *DELL_ENTE]
    ],
]
