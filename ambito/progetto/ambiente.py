"""Lettura delle variabili d’ambiente: indirizzi dei servizi tradotti nella forma che Django e Celery vogliono."""

import ipaddress
import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def banca_dati(indirizzo):
    """`postgres://utente:chiave@host:porta/nome` (o `?host=/cartella` per un socket) → dizionario di `DATABASES`."""
    parti = urlsplit(indirizzo)
    opzioni = {chiave: valori[-1] for chiave, valori in parse_qs(parti.query).items()}
    return {
        "ENGINE": "ambito.db",
        "NAME": unquote(parti.path.lstrip("/")),
        "USER": unquote(parti.username or ""),
        "PASSWORD": unquote(parti.password or ""),
        "HOST": opzioni.get("host", parti.hostname or ""),
        "PORT": opzioni.get("port", str(parti.port or "")),
        "OPTIONS": {k: v for k, v in opzioni.items() if k not in {"host", "port"}},
    }


def broker(indirizzo):
    """Redis per Celery: un socket `unix:///percorso?db=0` diventa `redis+socket:///percorso?virtual_host=0`."""
    parti = urlsplit(indirizzo)
    if parti.scheme != "unix":
        return indirizzo
    numero = parse_qs(parti.query).get("db", ["0"])[-1]
    return f"redis+socket://{parti.path}?virtual_host={numero}"


def posta(indirizzo):
    """`smtp://utente:chiave@host:porta` (o `smtps://`, `console:`, `memoria:`) → impostazioni e-mail di Django."""
    parti = urlsplit(indirizzo)
    motori = {"console": "console", "memoria": "locmem"}
    if parti.scheme in motori:
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{motori[parti.scheme]}.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parti.hostname or "localhost",
        "EMAIL_PORT": parti.port or (465 if parti.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parti.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parti.password or ""),
        "EMAIL_USE_SSL": parti.scheme == "smtps",
        "EMAIL_USE_TLS": parti.scheme == "smtp" and bool(parti.username),
    }


def acceso(nome, se_manca):
    """Un interruttore: `si` o `no` (altro è un errore); se la variabile manca vale `se_manca`."""
    valore = os.environ.get(nome, "")
    if valore not in ("", "si", "no"):
        raise ImproperlyConfigured(f"La variabile d’ambiente {nome} vale «{valore}»: può essere solo «si» o «no».")
    return valore == "si" if valore else se_manca


def elenco(testo):
    """Le voci di un elenco separato da virgole."""
    return [voce.strip() for voce in (testo or "").split(",") if voce.strip()]


def reti(testo):
    """Indirizzi e reti separati da virgole («10.0.0.0/8, 127.0.0.1»); uno scritto male è un errore che si vede all’avvio."""
    try:
        return [ipaddress.ip_network(voce) for voce in elenco(testo)]
    except ValueError as errore:
        raise ImproperlyConfigured(f"PORTALE_METRICHE_DA non va: {errore}.") from errore


def identita_digitale(variabili):
    """Le variabili `OIDC_…` → il fornitore d’identità come lo vuole allauth; elenco vuoto se `OIDC_INDIRIZZO` manca."""
    indirizzo = variabili.get("OIDC_INDIRIZZO", "")
    if not indirizzo:
        return []
    if mancano := [nome for nome in ("OIDC_CLIENTE", "OIDC_SEGRETO") if not variabili.get(nome)]:
        raise ImproperlyConfigured(f"Con OIDC_INDIRIZZO servono anche {' e '.join(mancano)}.")
    return [
        {
            "provider_id": "aggregatore",
            "name": variabili.get("OIDC_NOME", "SPID o CIE"),
            "client_id": variabili["OIDC_CLIENTE"],
            "secret": variabili["OIDC_SEGRETO"],
            "settings": {
                "server_url": indirizzo,
                "scope": elenco(variabili.get("OIDC_AMBITI")) or ["openid", "profile"],
                "oauth_pkce_enabled": True,
            },
        }
    ]
