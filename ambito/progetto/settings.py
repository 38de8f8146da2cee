"""Impostazioni del portale: un solo file, tutto ciò che cambia da un’installazione all’altra viene dall’ambiente.

`PORTALE_MODO` vale `demo` (su questa macchina, http), `prova` (i test) o `produzione` (https, cookie sicuri, segreti obbligatori).
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ambito.progetto import ambiente

RADICE = Path(__file__).resolve().parent.parent.parent
MODO = os.environ.get("PORTALE_MODO", "produzione")
PRODUZIONE, DEMO, PROVA = MODO == "produzione", MODO == "demo", MODO == "prova"


def _obbligatoria(nome, se_manca):
    """Un segreto che manca ferma l’avvio in produzione, con una frase; altrove vale `se_manca`."""
    valore = os.environ.get(nome, "" if PRODUZIONE else se_manca)
    if not valore:
        raise ImproperlyConfigured(f"Manca la variabile d’ambiente {nome}: in produzione il portale non parte senza.")
    return valore


SECRET_KEY = _obbligatoria("SECRET_KEY", "chiave-non-segreta-valida-solo-in-demo-e-in-prova-0123456789")
# Le chiavi di prima: firme e segreti già scritti si leggono ancora.
SECRET_KEY_FALLBACKS = ambiente.elenco(os.environ.get("SECRET_KEY_PRECEDENTI"))
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("PORTALE_HOST", "").split(",") if h] or (
    [] if PRODUZIONE else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
# Indirizzo con cui il portale è raggiunto da fuori: finisce nei documenti (codice di verifica) e nei messaggi.
INDIRIZZO_PUBBLICO = _obbligatoria("PORTALE_INDIRIZZO", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if PRODUZIONE else []

# Cartella con i certificati (PEM o DER) delle autorità di cui ci si fida per le firme. Non detta: non si controlla; detta e senza
# certificati: le firme si rifiutano.
RADICI_FIRMA = os.environ.get("PORTALE_RADICI_FIRMA", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_filters",
    "template_partials",
    "csp",
    "guardian",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "ambito.apps.AmbitoConfig",
    "ambito.assemblea.apps.AssembleaConfig",
    "servizi.apps.ServiziConfig",
    "piano.apps.PianoConfig",
    "accordo.apps.AccordoConfig",
    "rendicontazione.apps.RendicontazioneConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Dopo i file statici, che non si raccontano; prima di tutto il resto, che così porta il codice della richiesta.
    "ambito.middleware.Diario",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ambito.accesso.sessioni.LimitiSessione",
    "ambito.middleware.IngressiPuliti",
    "ambito.middleware.RifiutoPredefinito",
    "ambito.middleware.GestoreSicuro",
]

ROOT_URLCONF = "ambito.progetto.urls"
WSGI_APPLICATION = "ambito.progetto.wsgi.application"
FORM_RENDERER = "ambito.moduli.RendererItalia"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RADICE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ambito.pagina.contesto_pagina",
                "ambito.progetto.guida.guida",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **ambiente.banca_dati(_obbligatoria("DATABASE_URL", "postgres://portale_app@/portale")),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": int(os.environ.get("PORTALE_CONN_MAX_AGE", "600")),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
RUOLO_APPLICATIVO = "portale_app"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _obbligatoria("REDIS_URL", "redis://127.0.0.1:6379/0")
# Le sessioni stanno nella banca dati: un Redis che sparisce non deve disconnettere nessuno.
SESSION_ENGINE = "ambito.accesso.archivio"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- persone e accesso
AUTH_USER_MODEL = "ambito.Utente"
AUTHENTICATION_BACKENDS = [
    "ambito.accesso.ingresso.Ingresso",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
# Argon2id 19 MiB, t=2, p=1: il minimo raccomandato, perché l’impronta delle password non affami una votazione.
PASSWORD_HASHERS = ["ambito.accesso.impronta.Argon2Leggero"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "ambito.accesso.password.PasswordLunga", "OPTIONS": {"min_length": 12}},
    {"NAME": "ambito.accesso.password.PasswordNota"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ambito.accesso.adattatore.AdattatoreAccesso"
ACCOUNT_FORMS = {
    "reset_password": "ambito.accesso.richiesta.NuovaPasswordForm",
    "change_password": "ambito.accesso.richiesta.CambioPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
# Il freno ai tentativi sta in PostgreSQL (ambito.accesso.freno), non in una cache che può svuotarsi.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

# --- secondo fattore
# Obbligatorio per chi guida l’Ufficio e convoca, per il gestore, e prima di votare. Un Ambito può decidere per sé.
SECONDO_FATTORE = ambiente.acceso("PORTALE_SECONDO_FATTORE", PRODUZIONE)
CONFERMA_VALE = timedelta(hours=8)
MFA_ADAPTER = "ambito.accesso.codici.AdattatoreFattori"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Un passo di trenta secondi avanti e indietro: gli orologi dei telefoni non sono tutti giusti.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUZIONE
MFA_FORMS = {
    "authenticate": "ambito.accesso.codici.CodiceForm",
    "reauthenticate": "ambito.accesso.codici.ConfermaCodiceForm",
    "activate_totp": "ambito.accesso.codici.AttivaForm",
    "add_webauthn": "ambito.accesso.codici.ChiaveForm",
    "edit_webauthn": "ambito.accesso.codici.NomeChiaveForm",
}

# --- identità digitale (SPID, CIE) attraverso un aggregatore che parla OpenID Connect; senza OIDC_INDIRIZZO è spenta
SOCIALACCOUNT_ADAPTER = "ambito.accesso.identita.AdattatoreIdentita"
# Un collegamento e non un modulo: la politica dei contenuti fermerebbe il rinvio del modulo verso l’aggregatore.
SOCIALACCOUNT_LOGIN_ON_GET = True
IDENTITA_DIGITALE = ambiente.identita_digitale(os.environ)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": IDENTITA_DIGITALE}}
IDENTITA_LIVELLI = ambiente.elenco(os.environ.get("OIDC_LIVELLI")) or [
    "https://www.spid.gov.it/SpidL2",
    "https://www.spid.gov.it/SpidL3",
]

# --- durata delle sessioni
SESSIONE_INATTIVA = timedelta(minutes=int(os.environ.get("PORTALE_SESSIONE_INATTIVA_MINUTI", "120")))
SESSIONE_MASSIMA = timedelta(hours=int(os.environ.get("PORTALE_SESSIONE_MASSIMA_ORE", "8")))
SESSION_COOKIE_AGE = int(SESSIONE_MASSIMA.total_seconds())

# --- lingua
LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- file statici
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("PORTALE_STATICI", RADICE / ".portale" / "statici"))
STATICFILES_DIRS = [RADICE / "static", ("guida", RADICE / "docs" / "guida" / "immagini")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ambito.statici.StaticiCompressi"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20

# --- sicurezza
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUZIONE
SESSION_COOKIE_HTTPONLY = True
if PRODUZIONE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessione", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^salute/", r"^metriche/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
# --- scrivere insieme: il processo di `piano.insieme`; spento, o quando non risponde, ciascuno scrive e salva da sé
INSIEME = ambiente.acceso("PORTALE_INSIEME", False)
# Dietro il proxy sta allo stesso indirizzo (0); nella dimostrazione ascolta su una porta sua di questa macchina.
INSIEME_PORTA = int(os.environ.get("PORTALE_INSIEME_PORTA", "0"))
COLLEGAMENTI = [f"ws://{nome}:{INSIEME_PORTA}" for nome in ("127.0.0.1", "localhost")] if INSIEME and INSIEME_PORTA else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *COLLEGAMENTI],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# --- posta
vars().update(ambiente.posta(_obbligatoria("EMAIL_URL", "memoria:" if PROVA else "console:")))
# Secondi: un server di posta che non risponde non deve fermare l’orologio.
ATTESA_POSTA = EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PORTALE_MITTENTE", "portale@portale.example")

# --- diario e misure, per chi gestisce la macchina
MISURE = ambiente.acceso("PORTALE_MISURE", not PROVA)
# Un’interrogazione che dura più di così si annota fra le lente.
INTERROGAZIONE_LENTA = timedelta(milliseconds=int(os.environ.get("PORTALE_INTERROGAZIONE_LENTA_MS", "300")))
# Chi legge /metriche/: col gettone, o da questi indirizzi e reti. Nessuno dei due: la pagina non c’è.
METRICHE_GETTONE = os.environ.get("PORTALE_METRICHE_GETTONE", "")
METRICHE_DA = ambiente.reti(os.environ.get("PORTALE_METRICHE_DA"))
# Chi riceve una volta al giorno i guasti, se ce ne sono stati.
OPERATORE = ambiente.elenco(os.environ.get("PORTALE_OPERATORE"))

_SILENZIO = "ERROR" if PROVA else ""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"riga": {"()": f"ambito.nucleo.diario.{'RigaJson' if PRODUZIONE else 'RigaLeggibile'}"}},
    "handlers": {"uscita": {"class": "logging.StreamHandler", "formatter": "riga"}},
    "root": {"handlers": ["uscita"], "level": os.environ.get("PORTALE_LIVELLO_LOG", _SILENZIO or "WARNING")},
    "loggers": {
        "portale": {"level": os.environ.get("PORTALE_LIVELLO_DIARIO", _SILENZIO or "INFO")},
        # Le richieste rifiutate stanno già nel diario, senza ciò che l’indirizzo può contenere.
        "django.request": {"level": "ERROR"},
    },
}
