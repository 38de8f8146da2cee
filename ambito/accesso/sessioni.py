"""Quanto dura una sessione: un limite dall’ultima azione e uno dall’ingresso; e quali sono aperte."""

import time
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.utils.cache import patch_cache_control

from ambito.models import Utente

INGRESSO, ULTIMA, PRIMA = "ingresso", "ultima_azione", "volta_prima"
# L’ultima azione si riscrive al più ogni minuto: non una scrittura per richiesta.
GRANA = 60
# In ordine: le firme dei navigatori contengono quelle degli altri.
NAVIGATORI = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SISTEMI = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]
SCADUTA = "La sessione è finita: accedi di nuovo e torni dov’eri. I testi già salvati ci sono ancora."


def comincia(sender, request, user, **altro):
    """All’ingresso parte il conto, e si tiene da parte quando la persona c’era stata l’ultima volta."""
    adesso = int(time.time())
    request.session[INGRESSO] = request.session[ULTIMA] = adesso
    request.session[PRIMA] = int(user.visto_il.timestamp()) if user.visto_il else None
    _visto(user, adesso)


def volta_prima(sessione):
    """Quando la persona era stata nel portale prima di questa volta; `None` se è la prima."""
    momento = sessione.get(PRIMA)
    return datetime.fromtimestamp(momento, UTC) if momento else None


def _visto(utente, adesso):
    Utente.objects.filter(pk=utente.pk).update(visto_il=datetime.fromtimestamp(adesso, UTC))


def e_azione(request):
    """Un aggiornamento automatico della pagina (htmx in lettura) non è la persona che lavora."""
    return not (request.htmx and request.method == "GET")


def scaduta(sessione, adesso):
    """La sessione ha passato uno dei due limiti, o non dice quando è cominciata?"""
    inattiva = adesso - sessione.get(ULTIMA, 0) > settings.SESSIONE_INATTIVA.total_seconds()
    return inattiva or adesso - sessione.get(INGRESSO, 0) > settings.SESSIONE_MASSIMA.total_seconds()


class LimitiSessione:
    """Chi ha passato un limite esce; la pagina che chiedeva lo porta all’accesso, e da lì indietro."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            adesso = int(time.time())
            if scaduta(request.session, adesso):
                logout(request)
                messages.info(request, SCADUTA)
            elif e_azione(request) and adesso - request.session[ULTIMA] >= GRANA:
                self._segna(request, adesso)
        risposta = self.get_response(request)
        if request.user.is_authenticated and not risposta.has_header("Cache-Control"):
            # Ciò che vede chi è entrato non resta nel navigatore dopo che è uscito.
            patch_cache_control(risposta, private=True, no_store=True)
        return risposta

    @staticmethod
    def _segna(request, adesso):
        request.session[ULTIMA] = adesso
        _visto(request.user, adesso)
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=datetime.fromtimestamp(adesso, UTC))


def aperte(utente):
    """Le sessioni aperte della persona, dalla più recente; quelle finite si tolgono."""
    sessioni = sorted(UserSession.objects.purge_and_list(utente), key=lambda s: s.last_seen_at, reverse=True)
    for sessione in sessioni:
        sessione.dispositivo = dispositivo(sessione.user_agent)
    return sessioni


def dispositivo(firma):
    """«Firefox su Windows» dalla firma del navigatore; «un dispositivo» se non si riconosce."""
    navigatore = next((nome for segno, nome in NAVIGATORI if segno in firma), "")
    sistema = next((nome for segno, nome in SISTEMI if segno in firma), "")
    return " su ".join(filter(None, [navigatore, sistema])) or "Un dispositivo"


def chiudi_altre(request):
    """Chiude tutte le sessioni della persona tranne quella in corso; restituisce quante."""
    altre = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    return len([sessione.end() for sessione in altre])
