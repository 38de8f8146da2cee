from django.core.validators import RegexValidator
from django.db import models
from guardian.models import GroupObjectPermissionBase

from ambito.nucleo.nome_organo import DI_NORMA, NomeOrgano
from ambito.permessi import PERMESSI_AMBITO


class AmbitoQuerySet(models.QuerySet):
    def veri(self):
        """Tutti meno le prove generali: ciò che si mostra a chi non ha un incarico."""
        return self.filter(prova_di="")

    def visibili_a(self, utente):
        """Gli Ambiti in cui la persona può entrare: passa dai gruppi di guardian, unica fonte dei diritti."""
        if not utente.is_authenticated:
            return self.none()
        return self.aperti_a(utente.pk)

    def aperti_a(self, utente_id):
        """Quelli di `visibili_a`, dato il numero di una persona."""
        return self.filter(permessi_gruppo__group__user=utente_id, permessi_gruppo__permission__codename="entra").distinct()


class SceltaSecondoFattore(models.TextChoices):
    """Che cosa decide un Ambito sul secondo fattore dei suoi uffici e sulla conferma prima del voto."""

    PREDEFINITO = "", "Come deciso per tutto il portale"
    SEMPRE = "sempre", "Sempre richiesto"
    MAI = "mai", "Non richiesto"


class Ambito(models.Model):
    """Ambito territoriale: il gruppo di Comuni che programma insieme (L. 328/2000, art. 8)."""

    nome = models.CharField(max_length=200)
    slug = models.CharField(
        "indirizzo",
        max_length=50,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Solo lettere minuscole, cifre e trattini.")],
    )
    regione = models.CharField(max_length=60)
    capofila = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    creato_il = models.DateTimeField()
    dimostrativo = models.BooleanField(default=False)
    colore = models.CharField("colore della testata", max_length=7, default="", blank=True)
    # L’indirizzo dell’Ambito vero di cui questo è la prova generale. Lo scrive solo chi possiede le tabelle: ciò che ha questo
    # segno la notte dopo si cancella.
    prova_di = models.CharField("prova generale di", max_length=50, default="", blank=True, editable=False)
    # Il nome dell’organo che delibera, com’è adesso: lo scrive chi lo istituisce o lo rinomina, e ogni frase lo prende di qui.
    nome_organo = models.CharField("come si chiama l’organo che delibera", max_length=120, default=DI_NORMA, editable=False)
    minuti_ripensamento = models.PositiveSmallIntegerField("minuti in cui un invio a molti si può annullare", default=5)
    secondo_fattore = models.CharField(max_length=10, choices=SceltaSecondoFattore, default="", blank=True)

    objects = AmbitoQuerySet.as_manager()

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        permissions = PERMESSI_AMBITO
        verbose_name_plural = "Ambiti"

    def __str__(self):
        return self.nome

    @property
    def organo(self):
        """Il nome dell’organo che delibera, con articoli e preposizioni."""
        return NomeOrgano(self.nome_organo)


class PermessoGruppoAmbito(GroupObjectPermissionBase):
    """Diritti dei gruppi sull’Ambito (guardian, chiave diretta)."""

    content_object = models.ForeignKey(Ambito, models.CASCADE, related_name="permessi_gruppo")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = []


class NumeroDiPrima(models.Model):
    """Il numero che un Ambito arrivato da un’altra installazione aveva là: i codici di verifica stampati allora cominciano così.

    Non dice nulla che non sia già scritto su ogni documento, e serve a sapere in quale Ambito cercare prima di entrarci.
    """

    di = models.ForeignKey(Ambito, models.CASCADE, related_name="numeri_di_prima")
    numero = models.BigIntegerField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "numeri di prima"
        constraints = [models.UniqueConstraint(fields=["di", "numero"], name="numero_di_prima_unico")]
        indexes = [models.Index(fields=["numero"], name="numero_di_prima")]

    def __str__(self):
        return f"{self.numero} → {self.di}"
