"""Gli indirizzi pubblici di servizi e fondi, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from servizi.views.pubbliche import AccreditatiPubblici, OffertaPubblica

urlpatterns = [
    path("servizi/", OffertaPubblica.as_view(), name="servizi_pubblici"),
    path("accreditati/", AccreditatiPubblici.as_view(), name="accreditati_pubblici"),
]
