"""Riparti della spesa: elenco, scenari, dati, riscossione, estratto conto di un Comune."""

from django.urls import path

from accordo.views import riparti as views

UNO = "riparti/<int:pk>/"
SCENARIO = f"{UNO}scenari/<lettera>/"
DATO = f"{UNO}dati/<int:dato>/"

urlpatterns = [
    path("riparti/", views.Riparti.as_view(), name="riparti"),
    path("riparti/nuovo/", views.NuovoRiparto.as_view(), name="nuovo_riparto"),
    path("riparti/comuni/<istat>/", views.Estratto.as_view(), name="estratto"),
    path("riparti/comuni/<istat>/<int:pk>/pdf/", views.DocumentoQuota.as_view(), name="documento_quota"),
    path(UNO, views.SchedaRiparto.as_view(), name="riparto"),
    path(f"{UNO}modifica/", views.ModificaRiparto.as_view(), name="modifica_riparto"),
    path(f"{UNO}pdf/", views.DocumentoRiparto.as_view(), name="documento_riparto"),
    path(f"{UNO}ritira/", views.Ritira.as_view(), name="ritira_riparto"),
    path(f"{UNO}atto/", views.RegistraAtto.as_view(), name="atto_riparto"),
    path(f"{UNO}scenari/nuovo/", views.NuovoScenario.as_view(), name="nuovo_scenario"),
    path(SCENARIO, views.SchedaScenario.as_view(), name="scenario"),
    path(f"{SCENARIO}modifica/", views.ModificaScenario.as_view(), name="modifica_scenario"),
    path(f"{SCENARIO}comuni/", views.Perimetro.as_view(), name="perimetro"),
    path(f"{SCENARIO}passo/", views.PassoScenario.as_view(), name="passo_scenario"),
    path(f"{UNO}dati/", views.Dati.as_view(), name="dati_riparto"),
    path(f"{UNO}dati/nuovo/", views.NuovoDato.as_view(), name="nuovo_dato"),
    path(DATO, views.SchedaDato.as_view(), name="dato"),
    path(f"{DATO}modifica/", views.ModificaDato.as_view(), name="modifica_dato"),
    path(f"{DATO}foglio/<formato>/", views.FoglioDelDato.as_view(), name="foglio_dato"),
    path(f"{DATO}comuni/<istat>/", views.ValoreDelComune.as_view(), name="valore_dato"),
    path(f"{UNO}riscossione/", views.Riscossione.as_view(), name="riscossione"),
    path(f"{UNO}riscossione/apri/", views.ApriRiscossione.as_view(), name="riscuoti"),
    path(f"{UNO}riscossione/comuni/<istat>/", views.NuovoPagamento.as_view(), name="nuovo_pagamento"),
    path(f"{UNO}riscossione/pagamenti/<int:pagamento>/", views.AnnullaPagamento.as_view(), name="annulla_pagamento"),
]
