"""L’impronta con cui si custodiscono le password."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Leggero(Argon2PasswordHasher):
    """Argon2id 19 MiB, 2 giri, 1 filo: il minimo raccomandato da OWASP, sostenibile quando 250 Sindaci entrano insieme."""

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1
