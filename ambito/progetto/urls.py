"""Gli indirizzi del portale (docs: ARCHITETTURA). Le app sono nominate come stringhe."""

from allauth.account import views as accesso
from allauth.mfa.base import views as codice
from allauth.mfa.recovery_codes import views as riserva
from allauth.mfa.totp import views as applicazione
from allauth.mfa.webauthn import views as chiave
from allauth.socialaccount.providers.openid_connect import views as identita
from django.urls import include, path, re_path
from django.views.generic.base import RedirectView

from ambito.accesso.identita import se_risponde
from ambito.assemblea.views import pubbliche as voti
from ambito.urls import api, gestione, trasparenza
from ambito.views import AccettaInvito, CalendarioDaFuori, Guida, pubbliche, salute, sicurezza
from ambito.views.aspetto import FoglioColore
from ambito.views.trasparenza import MappaSito, Robot

handler403 = "ambito.views.rifiuto"
handler500 = "ambito.views.guasto"
urlpatterns = [
    path("", pubbliche.ScegliAmbito.as_view(), name="radice"),
    path("robots.txt", Robot.as_view(), name="robots"),
    path("sitemap.xml", MappaSito.as_view(), name="mappa_sito"),
    path("salute/", salute.Salute.as_view(), name="salute"),
    path("salute/viva/", salute.SaluteViva.as_view(), name="salute_viva"),
    path("salute/pronta/", salute.SalutePronta.as_view(), name="salute_pronta"),
    path("metriche/", salute.Metriche.as_view(), name="metriche"),
    path("verifica/", pubbliche.CercaVerifica.as_view(), name="cerca_verifica"),
    path("verifica/<str:codice>/", pubbliche.Verifica.as_view(), name="verifica"),
    path("voti/riconteggio.py", voti.Strumento.as_view(), name="riconteggio"),
    path("voti/<str:codice>/", voti.VotazionePubblica.as_view(), name="votazione_pubblica"),
    path("voti/<str:codice>/dati.json", voti.DatiVotazione.as_view(), name="dati_votazione"),
    path("invito/<str:codice>/", AccettaInvito.as_view(), name="invito"),
    path("calendario/<str:codice>.ics", CalendarioDaFuori.as_view(), name="calendario_personale"),
    path("colore/<str:esadecimale>.css", FoglioColore.as_view(), name="colore"),
    path("accessibilita/", pubbliche.Accessibilita.as_view(), name="accessibilita"),
    path("privacy/", pubbliche.Privacy.as_view(), name="privacy"),
    path("guida/", Guida.as_view(), name="guida"),
    path("guida/<slug:pagina>/", Guida.as_view(), name="pagina_guida"),
    path("vetrina/", pubbliche.Vetrina.as_view(), name="vetrina"),
    path("accedi/", accesso.login, name="account_login"),
    path("esci/", accesso.logout, name="account_logout"),
    path("iscrizione/", accesso.signup, name="account_signup"),
    path("password/", accesso.password_change, name="account_change_password"),
    # Chi entra solo con l’identità digitale non ha una password: la sceglie dal messaggio di posta, come chi l’ha dimenticata.
    path("password/prima/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/nuova/", accesso.password_reset, name="account_reset_password"),
    path("password/nuova/inviata/", accesso.password_reset_done, name="account_reset_password_done"),
    path("password/nuova/fatta/", accesso.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # La chiave contiene trattini: `<uidb36>` di un `path` se ne prenderebbe un pezzo, e il collegamento non varrebbe mai.
    re_path(
        r"^password/nuova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accesso.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("conferma-accesso/", accesso.reauthenticate, name="account_reauthenticate"),
    path("accesso/codice/", codice.authenticate, name="mfa_authenticate"),
    path("accesso/chiave/", chiave.login_webauthn, name="mfa_login_webauthn"),
    path("accesso/conferma/", sicurezza.Conferma.as_view(), name="account_conferma"),
    path("accesso/conferma/codice/", codice.reauthenticate, name="mfa_reauthenticate"),
    path("accesso/conferma/chiave/", chiave.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accesso/secondo-fattore/", sicurezza.AggiungiFattore.as_view(), name="account_aggiungi_fattore"),
    path("accesso/sicurezza/", sicurezza.Sicurezza.as_view(), name="mfa_index"),
    path("accesso/sicurezza/sessioni/", sicurezza.ChiudiSessioni.as_view(), name="account_chiudi_sessioni"),
    path("accesso/sicurezza/applicazione/", sicurezza.AggiungiApplicazione.as_view(), name="mfa_activate_totp"),
    path("accesso/sicurezza/applicazione/togli/", applicazione.deactivate_totp, name="mfa_deactivate_totp"),
    path("accesso/sicurezza/chiavi/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("accesso/sicurezza/chiavi/nuova/", sicurezza.AggiungiChiave.as_view(), name="mfa_add_webauthn"),
    path("accesso/sicurezza/chiavi/<int:pk>/nome/", chiave.edit_webauthn, name="mfa_edit_webauthn"),
    path("accesso/sicurezza/chiavi/<int:pk>/togli/", chiave.remove_webauthn, name="mfa_remove_webauthn"),
    path("accesso/sicurezza/codici/", sicurezza.CodiciDiRiserva.as_view(), name="mfa_view_recovery_codes"),
    path("accesso/sicurezza/codici/nuovi/", riserva.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accesso/sicurezza/codici/scarica/", riserva.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accesso/identita/<slug:provider_id>/", se_risponde(identita.login), name="openid_connect_login"),
    path("accesso/identita/<slug:provider_id>/ritorno/", se_risponde(identita.callback), name="openid_connect_callback"),
    path("sospeso/", accesso.account_inactive, name="account_inactive"),
    path("gestione/", include(gestione)),
    path("gestione/corrispondenze/", include("rendicontazione.urls.gestione")),
    path("api/v1/", include(api)),
    path("<slug:ambito>/trasparenza/", include(trasparenza)),
    path("<slug:ambito>/trasparenza/", include("ambito.assemblea.urls.trasparenza")),
    path("<slug:ambito>/trasparenza/", include("servizi.urls.trasparenza")),
    path("<slug:ambito>/trasparenza/", include("piano.urls.trasparenza")),
    path("<slug:ambito>/trasparenza/", include("accordo.urls.trasparenza")),
    path("<slug:ambito>/trasparenza/", include("rendicontazione.urls.trasparenza")),
    path("<slug:ambito>/assemblea/", include("ambito.assemblea.urls")),
    path("<slug:ambito>/servizi/", include("servizi.urls")),
    path("<slug:ambito>/piano/", include("piano.urls")),
    path("<slug:ambito>/accordo/", include("accordo.urls")),
    path("<slug:ambito>/rendicontazione/", include("rendicontazione.urls")),
    path("<slug:ambito>/", include("ambito.urls")),
]
