"""La matrice degli accessi: ogni rotta × ogni ruolo × il proprio Ambito e quello altrui × GET e POST.

Altrui = 404, diritto mancante = 403, anonimo = rinvio all’accesso, metodo che non c’è = 405. Una rotta fuori dalla matrice è un
errore. Gli oggetti nascosti (di un altro Comune, o che non si può sapere se esistono) danno 404 anche dentro l’Ambito.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.permessi.rotta import TUTTI
from tests.scena import crea_scena

MODULI = sorted(p.stem for p in (Path(__file__).parent / "rotte").glob("*.py") if p.stem != "__init__")
RIGHE = {rotta.nome: (modulo, rotta) for modulo in MODULI for rotta in import_module(f"tests.permessi.rotte.{modulo}").ROTTE}
PUBBLICHE = {
    "radice", "salute", "cerca_verifica", "verifica", "accessibilita", "privacy", "account_login", "account_logout",
    "account_signup", "account_change_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_reauthenticate", "account_inactive",
}  # fmt: skip
ALTRI = ["operatore.altro", "sindaco.altro", "ragioneria.altro"]


def rotte(voci, spazio=""):
    for voce in voci:
        if isinstance(voce, URLPattern):
            yield f"{spazio}{voce.name}", voce
        else:
            yield from rotte(voce.url_patterns, f"{voce.namespace}:" if voce.namespace else spazio)


def test_ogni_rotta_sta_nella_matrice_e_viceversa():
    esistenti = {nome for nome, _ in rotte(get_resolver().url_patterns)}
    assert esistenti == set(RIGHE) | PUBBLICHE


def test_ogni_vista_d_ambito_dichiara_il_suo_diritto():
    from ambito.views.base import VistaAmbito

    for nome, voce in rotte(get_resolver().url_patterns):
        if nome not in PUBBLICHE:
            vista = voce.callback.view_class
            assert issubclass(vista, VistaAmbito) and vista.permesso, nome


@pytest.fixture
def mondo(db):
    """I due Ambiti con gli oggetti di tutte le app (quelli di Lodi)."""
    lodi, pavese = crea_scena("lodi"), crea_scena("pavese")
    oggetti = {}
    with lodi.aperto():
        for modulo in MODULI:
            oggetti |= import_module(f"tests.permessi.rotte.{modulo}").prepara(lodi)
    return lodi, pavese, oggetti


def atteso(rotta, ammessi, ruolo):
    """I codici giusti per quel ruolo del proprio Ambito."""
    if ruolo in ALTRI and rotta.del_comune:
        return {403, 404}
    base = ruolo.split(".")[0]
    if base not in (rotta.get or set()) | (rotta.post or set()):
        return {404} if rotta.del_comune and base in TUTTI and rotta.nome.startswith("ambito:") else {403}
    if ammessi is None:
        return {405}
    return {200, 302, 303, 400, 409, 422} if base in ammessi else {403, 405}


@pytest.mark.parametrize("nome", sorted(RIGHE))
def test_accesso(mondo, nome):
    lodi, pavese, oggetti = mondo
    rotta = RIGHE[nome][1]
    url = reverse(nome, kwargs={"ambito": "lodi", **rotta.argomenti(oggetti)})
    sbagli = []
    for metodo, ammessi in (("get", rotta.get), ("post", rotta.post)):
        dati = rotta.dati if metodo == "post" else {}
        sbagli += prova(Client(), metodo, url, dati, {302}, "anonimo")
        for ruolo in [*sorted(TUTTI), *ALTRI]:
            sbagli += prova(lodi.client(ruolo), metodo, url, dati, atteso(rotta, ammessi, ruolo), ruolo)
            if ruolo in TUTTI:
                sbagli += prova(pavese.client(ruolo), metodo, url, dati, {404}, f"{ruolo} di un altro Ambito")
        sbagli += prova(pavese.client("coordinatore"), metodo, url.replace("/lodi/", "/inesistente/"), dati, {404}, "Ambito ignoto")
    assert sbagli == []


def prova(navigatore, metodo, url, dati, attesi, chi):
    risposta = getattr(navigatore, metodo)(url, dati)
    if risposta.status_code in attesi and "accedi" not in getattr(risposta, "url", "accedi" if chi == "anonimo" else ""):
        return []
    if chi == "anonimo" and risposta.status_code == 302 and risposta.url.startswith("/accedi/"):
        return []
    return [(chi, metodo, risposta.status_code, sorted(attesi))]
