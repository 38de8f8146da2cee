from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


class UtenteManager(BaseUserManager):
    def create_user(self, email, password=None, **campi):
        """Crea una persona; l’e-mail è normalizzata e unica senza distinguere le maiuscole."""
        utente = self.model(email=self.normalize_email(email).lower(), **campi)
        utente.set_password(password)
        utente.save(using=self._db)
        return utente

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Utente(AbstractBaseUser, PermissionsMixin):
    """Una persona che entra nel portale; ciò che può fare lo dicono i suoi `Incarichi`."""

    email = models.EmailField("e-mail", unique=True)
    nome = models.CharField(max_length=80, blank=True)
    cognome = models.CharField(max_length=80, blank=True)
    codice_fiscale = models.CharField(max_length=16, blank=True)
    is_active = models.BooleanField("attivo", default=True)
    gestore = models.BooleanField("gestore della piattaforma", default=False)
    registrato_il = models.DateTimeField(default=timezone.now)
    visto_il = models.DateTimeField("ultima azione nel portale", null=True, editable=False)

    objects = UtenteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    is_staff = False

    class Meta:
        ordering = ["cognome", "nome", "email"]
        default_permissions = []
        verbose_name_plural = "utenti"
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="utente_email_unica"),
            # Chi entra con l’identità digitale si riconosce da qui: due persone non possono avere lo stesso.
            models.UniqueConstraint(
                models.functions.Upper("codice_fiscale"), condition=~models.Q(codice_fiscale=""), name="utente_codice_fiscale_unico"
            ),
        ]

    def __str__(self):
        return self.nome_completo

    @property
    def nome_completo(self):
        return f"{self.nome} {self.cognome}".strip() or self.email


class TentativoAccesso(models.Model):
    """Freno ai tentativi d’accesso falliti: un conteggio per chiave (persona o indirizzo) e per finestra di tempo."""

    chiave = models.CharField(max_length=64)
    finestra = models.DateTimeField()
    numero = models.PositiveIntegerField()

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["chiave", "finestra"], name="tentativo_unico")]

    def __str__(self):
        return f"{self.numero} tentativi"
