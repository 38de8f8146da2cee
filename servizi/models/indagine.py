"""Le indagini sui bisogni: questionari di cui si tengono le sole somme, domanda per domanda."""

from django.db import models

from ambito.models.base import ModelloDiAmbito


class Indagine(ModelloDiAmbito):
    """Un questionario fatto a un gruppo di persone o di enti."""

    titolo = models.CharField(max_length=200)
    svolta_il = models.DateField("svolta il")
    a_chi = models.CharField("a chi si è chiesto", max_length=200)
    invitati = models.PositiveIntegerField("quanti invitati", null=True, blank=True)
    rispondenti = models.PositiveIntegerField("quanti hanno risposto", null=True, blank=True)
    fonte = models.CharField("chi l’ha fatta", max_length=200, blank=True)

    class Meta:
        ordering = ["-svolta_il", "titolo"]
        default_permissions = []
        verbose_name_plural = "indagini"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "titolo", "svolta_il"], name="indagine_unica"),
            models.CheckConstraint(
                condition=models.Q(rispondenti__isnull=True)
                | models.Q(invitati__isnull=True)
                | models.Q(invitati__gte=models.F("rispondenti")),
                name="indagine_rispondenti",
            ),
        ]

    def __str__(self):
        return self.titolo


class RispostaIndagine(ModelloDiAmbito):
    """Quanti hanno dato quella risposta a quella domanda."""

    indagine = models.ForeignKey(Indagine, models.CASCADE, related_name="risposte")
    domanda = models.CharField(max_length=300)
    risposta = models.CharField(max_length=200)
    quante = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "risposte d’indagine"
        constraints = [models.UniqueConstraint(fields=["ambito", "indagine", "domanda", "risposta"], name="rispostaindagine_unica")]

    def __str__(self):
        return f"{self.domanda}: {self.risposta}"
