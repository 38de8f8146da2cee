"""Accesso: impronta delle password, freno ai tentativi (in PostgreSQL), regole di allauth."""

import hashlib
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from ambito.models import TentativoAccesso

FINESTRA = timedelta(minutes=5)
MASSIMI_PERSONA, MASSIMI_INDIRIZZO = 5, 100
TROPPI = "Troppi tentativi non riusciti. Aspetta cinque minuti e riprova, oppure reimposta la password."


class Argon2Leggero(Argon2PasswordHasher):
    """Argon2id 19 MiB, 2 giri, 1 filo: il minimo raccomandato da OWASP, sostenibile quando 250 Sindaci entrano insieme."""

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1


class AdattatoreAccesso(DefaultAccountAdapter):
    """Nessuna iscrizione libera; i tentativi falliti si contano per persona e per indirizzo di rete."""

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        adesso = timezone.now()
        for chiave, massimo in _chiavi(request, credentials):
            if tentativi_recenti(chiave, adesso) >= massimo:
                raise ValidationError(TROPPI)

    def authentication_failed(self, request, **credentials):
        adesso = timezone.now()
        for chiave, _ in _chiavi(request, credentials):
            conta_tentativo(chiave, adesso)


def _chiavi(request, credenziali):
    persona = (credenziali.get("email") or "").strip().lower()
    return [
        (_impronta("persona", persona), MASSIMI_PERSONA),
        (_impronta("indirizzo", request.META.get("REMOTE_ADDR", "")), MASSIMI_INDIRIZZO),
    ]


def _impronta(genere, valore):
    return hashlib.sha256(f"{genere}:{valore}".encode()).hexdigest()


def _finestra(adesso):
    minuti = int(FINESTRA.total_seconds() // 60)
    return adesso.replace(minute=adesso.minute - adesso.minute % minuti, second=0, microsecond=0)


def tentativi_recenti(chiave, adesso):
    """Tentativi falliti per quella chiave nella finestra di tempo in corso."""
    trovato = TentativoAccesso.objects.filter(chiave=chiave, finestra=_finestra(adesso)).first()
    return trovato.numero if trovato else 0


def conta_tentativo(chiave, adesso):
    """Aggiunge un tentativo fallito, anche con richieste contemporanee; toglie le finestre vecchie."""
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(
            "insert into ambito_tentativoaccesso (chiave, finestra, numero) values (%s, %s, 1)"
            " on conflict (chiave, finestra) do update set numero = ambito_tentativoaccesso.numero + 1",
            [chiave, _finestra(adesso)],
        )
        cursore.execute("delete from ambito_tentativoaccesso where finestra < %s", [adesso - timedelta(days=1)])
