"""Gli indirizzi pubblici di servizi e fondi, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from servizi.views.pubbliche import OffertaPubblica

urlpatterns = [path("servizi/", OffertaPubblica.as_view(), name="servizi_pubblici")]
