"""L’ambiente in cui girano i comandi della dimostrazione: le variabili lette da `ambito.progetto.settings`."""

import contextlib
import os
import secrets
from dataclasses import dataclass

from ambito.progetto.locale.cartelle import RADICE


@dataclass(frozen=True)
class Indirizzi:
    """Dove rispondono i servizi: banca dati come ruolo applicativo e come proprietario, Redis."""

    banca_dati: str
    proprietario: str
    redis: str


def ambiente(cartelle, indirizzi, modo="demo"):
    """Copia dell’ambiente corrente con le variabili del portale."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ambito.progetto.settings",
        "PORTALE_MODO": modo,
        "PORTALE_STATICI": str(cartelle.statici),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or chiave_segreta(cartelle),
        "DATABASE_URL": indirizzi.banca_dati,
        "DATABASE_URL_PROPRIETARIO": indirizzi.proprietario,
        "REDIS_URL": indirizzi.redis,
        "PORTALE_INDIRIZZO": os.environ.get("PORTALE_INDIRIZZO") or f"http://127.0.0.1:{os.environ.get('PORTA', '8000')}",
        "PORTALE_INSIEME": os.environ.get("PORTALE_INSIEME") or ("si" if modo == "demo" else "no"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(RADICE),
    }


def da_proprietario(variabili):
    """Lo stesso ambiente, con la banca dati aperta dal proprietario: per migrare e per importare un Ambito."""
    return {**variabili, "DATABASE_URL": variabili["DATABASE_URL_PROPRIETARIO"]}


def chiave_segreta(cartelle):
    """La chiave segreta di questa installazione, creata una volta e tenuta in `.portale/`."""
    file, provvisorio = cartelle.base / "chiave_segreta", cartelle.base / f"chiave_segreta.{os.getpid()}"
    if not file.exists():
        # Scritta a parte e poi collegata: chi arriva insieme non deve trovarla vuota.
        with open(provvisorio, "w", opener=lambda percorso, modi: os.open(percorso, modi, 0o600)) as nuovo:
            nuovo.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(provvisorio, file)
        provvisorio.unlink()
    return file.read_text()
