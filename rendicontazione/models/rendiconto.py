from decimal import Decimal

from django.db import models
from django.db.models import Case, Q, Sum, When
from django.db.models.functions import Coalesce

from ambito.models import PopolazioneComune
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo.formati_italiani import formatta_data
from rendicontazione.stati import CONSEGNATI, MODIFICABILI, PASSI_RENDICONTO, TONI, StatoRendiconto

CIFRE = ("spesa_lorda", "compartecipazione_utenti", "quota_ssn", "altre_entrate", "spesa_netta", "liquidato")
IMPORTO = models.DecimalField(max_digits=18, decimal_places=2)


class RendicontoQuerySet(QuerySetDiAmbito):
    def con_somme(self):
        """Aggiunge le somme delle righe (`totale_…` per ogni cifra) dei Comuni che hanno inviato; assenti per gli altri."""
        inviati = Q(stato__in=CONSEGNATI)
        somme = {f"totale_{c}": Coalesce(Sum(f"voci__{c}"), Decimal("0.00"), output_field=IMPORTO) for c in CIFRE}
        return self.annotate(
            **{nome: Case(When(inviati, then=somma), default=None, output_field=IMPORTO) for nome, somma in somme.items()}
        )

    def con_residenti(self):
        """Aggiunge `residenti` e `residenti_al`: l’ultimo dato di popolazione del Comune."""
        ultima = PopolazioneComune.objects.filter(comune=models.OuterRef("comune")).order_by("-data")
        return self.annotate(
            residenti=models.Subquery(ultima.values("valore")[:1]), residenti_al=models.Subquery(ultima.values("data")[:1])
        )


class Rendiconto(ModelloDiAmbito):
    """La spesa sociale di un Comune in un anno: le sue righe e a che punto è."""

    PASSI = PASSI_RENDICONTO

    campagna = models.ForeignKey("rendicontazione.Campagna", models.PROTECT, related_name="rendiconti")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    stato = models.CharField(max_length=20, choices=StatoRendiconto.choices, default=StatoRendiconto.DA_COMPILARE)
    senza_spesa = models.BooleanField("il Comune non ha avuto spesa", default=False)
    messaggio = models.CharField("messaggio per l’Ufficio di Piano", max_length=1000, blank=True)
    motivo = models.CharField("che cosa correggere", max_length=1000, blank=True)
    inviato_il = models.DateTimeField(null=True)
    inviato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    totale_dichiarato = models.DecimalField("totale della spesa lorda nel consuntivo", max_digits=14, decimal_places=2, null=True)
    controllato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    objects = ManagerDiAmbito.from_queryset(RendicontoQuerySet)()

    class Meta:
        ordering = ["campagna", "comune__nome"]
        default_permissions = []
        verbose_name_plural = "rendiconti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "campagna", "comune"], name="rendiconto_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoRendiconto.values), name="rendiconto_stato"),
            models.CheckConstraint(condition=~Q(stato__in=CONSEGNATI) | Q(inviato_il__isnull=False), name="rendiconto_inviato_il"),
        ]
        indexes = [models.Index(fields=["ambito", "campagna", "stato"])]

    def __str__(self):
        return f"Spesa {self.campagna.anno} di {self.comune}"

    @property
    def e_consegnato(self):
        return self.stato in CONSEGNATI

    @property
    def tono(self):
        """Il tono dello stato nelle pagine."""
        return TONI[self.stato]

    def perche_chiuso(self, oggi):
        """Perché le righe non si possono cambiare, in una frase; vuoto se si possono cambiare."""
        if not self.campagna.e_aperta:
            return f"La campagna {self.campagna.anno} è chiusa: le cifre non si cambiano più."
        if oggi < self.campagna.apre:
            return f"La compilazione non è ancora aperta: apertura {formatta_data(self.campagna.apre, esteso=True)}."
        if self.stato not in MODIFICABILI:
            return "La spesa è già stata inviata: per cambiarla chiedi all’Ufficio di Piano di rimandarla."
        return ""

    def e_in_ritardo(self, oggi):
        """Il termine è passato e il Comune non ha ancora inviato."""
        return self.stato in MODIFICABILI and self.campagna.e_aperta and oggi > self.campagna.chiude
