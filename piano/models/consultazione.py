from django.db import models
from django.db.models import Count, F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from piano.models.proposta import TESTO_MASSIMO
from piano.stati import PASSI_CONSULTAZIONE, PASSI_CONTRIBUTO, TONI_CONSULTAZIONE, StatoConsultazione, StatoContributo


class ConsultazioniQuerySet(QuerySetDiAmbito):
    def pubbliche(self):
        """Quelle che chiunque può leggere: aperte, annunciate o concluse."""
        return self.exclude(stato=StatoConsultazione.BOZZA)

    def con_conteggi(self):
        """Aggiunge quanti contributi sono arrivati, quanti aspettano di essere letti, quanti sono pubblici."""
        return self.annotate(
            n_ricevuti=Count("contributi"),
            n_da_leggere=Count("contributi", filter=Q(contributi__stato=StatoContributo.RICEVUTO)),
            n_pubblici=Count("contributi", filter=Q(contributi__stato=StatoContributo.PUBBLICATO)),
        )


class ConsultazionePubblica(ModelloDiAmbito):
    """Una domanda rivolta a tutti sul piano, con un giorno in cui apre e uno in cui chiude."""

    PASSI = PASSI_CONSULTAZIONE

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="consultazioni")
    titolo = models.CharField(max_length=160)
    domande = models.TextField("che cosa si chiede", max_length=3000)
    apre = models.DateField("apre il")
    chiude = models.DateField("chiude il", help_text="L’ultimo giorno in cui si può scrivere.")
    stato = models.CharField(max_length=12, choices=StatoConsultazione.choices, default=StatoConsultazione.BOZZA, editable=False)
    email_tolte_il = models.DateTimeField(null=True, editable=False)

    objects = ManagerDiAmbito.from_queryset(ConsultazioniQuerySet)()

    class Meta:
        ordering = ["-apre", "-pk"]
        default_permissions = []
        verbose_name_plural = "consultazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "titolo"], name="consultazionepubblica_unica"),
            models.CheckConstraint(condition=Q(stato__in=StatoConsultazione.values), name="consultazionepubblica_stato"),
            models.CheckConstraint(condition=Q(chiude__gte=F("apre")), name="consultazionepubblica_periodo"),
        ]

    def __str__(self):
        return self.titolo

    @property
    def tono(self):
        return TONI_CONSULTAZIONE[self.stato]

    def aperta(self, oggi):
        """Quel giorno si può scrivere?"""
        return self.stato == StatoConsultazione.PUBBLICATA and self.apre <= oggi <= self.chiude


class Contributo(ModelloDiAmbito):
    """Ciò che una persona o un ente ha scritto dalla pagina pubblica. L’e-mail non si mostra e si cancella alla fine."""

    PASSI = PASSI_CONTRIBUTO

    consultazione = models.ForeignKey(ConsultazionePubblica, models.PROTECT, related_name="contributi")
    testo = models.TextField(max_length=TESTO_MASSIMO)
    nome = models.CharField("nome o ente", max_length=160, blank=True)
    email = models.EmailField("e-mail", blank=True)
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, null=True, blank=True, related_name="+")
    ricevuto_il = models.DateTimeField()
    stato = models.CharField(max_length=16, choices=StatoContributo.choices, default=StatoContributo.RICEVUTO, editable=False)
    motivo = models.CharField("perché non si pubblica", max_length=500, blank=True)

    class Meta:
        ordering = ["ricevuto_il", "pk"]
        default_permissions = []
        verbose_name_plural = "contributi"
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoContributo.values), name="contributo_stato"),
            models.CheckConstraint(
                condition=~Q(stato=StatoContributo.NON_PUBBLICATO) | ~Q(motivo=""), name="contributo_rifiutato_con_motivo"
            ),
        ]

    def __str__(self):
        # Il registro non si cancella: niente nomi e niente testo, che una persona potrebbe chiedere di togliere.
        return f"contributo n. {self.pk} a «{self.consultazione}»"
