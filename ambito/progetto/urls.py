"""Gli indirizzi del portale (docs: ARCHITETTURA). Le app sono nominate come stringhe."""

from allauth.account import views as accesso
from django.urls import include, path

from ambito.urls import gestione
from ambito.views import AccettaInvito, pubbliche

handler403 = "ambito.views.rifiuto"
urlpatterns = [
    path("", pubbliche.ScegliAmbito.as_view(), name="radice"),
    path("salute/", pubbliche.Salute.as_view(), name="salute"),
    path("verifica/", pubbliche.CercaVerifica.as_view(), name="cerca_verifica"),
    path("verifica/<str:codice>/", pubbliche.Verifica.as_view(), name="verifica"),
    path("invito/<str:codice>/", AccettaInvito.as_view(), name="invito"),
    path("accessibilita/", pubbliche.Accessibilita.as_view(), name="accessibilita"),
    path("privacy/", pubbliche.Privacy.as_view(), name="privacy"),
    path("accedi/", accesso.login, name="account_login"),
    path("esci/", accesso.logout, name="account_logout"),
    path("iscrizione/", accesso.signup, name="account_signup"),
    path("password/", accesso.password_change, name="account_change_password"),
    path("password/nuova/", accesso.password_reset, name="account_reset_password"),
    path("password/nuova/inviata/", accesso.password_reset_done, name="account_reset_password_done"),
    path("password/nuova/fatta/", accesso.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("password/nuova/<uidb36>-<key>/", accesso.password_reset_from_key, name="account_reset_password_from_key"),
    path("conferma-accesso/", accesso.reauthenticate, name="account_reauthenticate"),
    path("sospeso/", accesso.account_inactive, name="account_inactive"),
    path("gestione/", include(gestione)),
    path("<slug:ambito>/assemblea/", include("ambito.assemblea.urls")),
    path("<slug:ambito>/servizi/", include("servizi.urls")),
    path("<slug:ambito>/piano/", include("piano.urls")),
    path("<slug:ambito>/accordo/", include("accordo.urls")),
    path("<slug:ambito>/rendicontazione/", include("rendicontazione.urls")),
    path("<slug:ambito>/", include("ambito.urls")),
]
