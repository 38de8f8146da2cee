from datetime import date

from django.db import models
from django.db.models import Count, F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo.formati_italiani import formatta_data
from piano.stati import (
    APPROVATI,
    CON_QUOTE_APERTE,
    FINITI,
    IN_CORSO_DI_AGGIORNAMENTO,
    PASSI,
    SCRIVIBILI,
    TONI,
    StatoPiano,
)

DURATA = 3
# Come comincia `esito_voto` quando l’Assemblea dice di sì; il nome dell’organo, quello di quel giorno, viene dopo.
APPROVATO, ADOTTATO = "Approvato", "Adottato l’aggiornamento"


class PianoQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        """Aggiunge quante sezioni (obbligatorie, complete) e quanti obiettivi ha ogni piano."""
        return self.annotate(
            n_obbligatorie=Count("sezioni", filter=Q(sezioni__obbligatoria=True), distinct=True),
            n_complete=Count("sezioni", filter=Q(sezioni__obbligatoria=True, sezioni__completa=True), distinct=True),
            n_obiettivi=Count("obiettivi", distinct=True),
        ).order_by("-triennio_inizio")


class PianoDiZona(ModelloDiAmbito):
    """Il piano triennale dell’Ambito (L. 328/2000, art. 19). Una proroga può allungarne la fine, non spostarne l’inizio."""

    PASSI = PASSI

    triennio_inizio = models.PositiveSmallIntegerField("primo anno")
    triennio_fine = models.PositiveSmallIntegerField("ultimo anno")
    stato = models.CharField(max_length=24, choices=StatoPiano.choices, default=StatoPiano.BOZZA)
    deliberazione = models.CharField("deliberazione di approvazione", max_length=120, blank=True)
    deliberato_il = models.DateField(null=True)
    # La versione che l’Assemblea ha approvato per ultima: è quella che vale, anche mentre se ne scrive un’altra.
    adottata = models.ForeignKey("piano.VersionePiano", models.PROTECT, null=True, related_name="+")
    esito_voto = models.CharField("ultimo esito del voto", max_length=300, blank=True)
    nome_capitolo = models.CharField("come si chiama il primo livello dell’indice", max_length=40, default="Capitolo")
    nome_paragrafo = models.CharField("come si chiama il secondo livello dell’indice", max_length=40, default="Paragrafo")
    nome_area = models.CharField("come si chiama ciò che raggruppa gli obiettivi", max_length=40, default="Area di programmazione")
    creato_il = models.DateTimeField()
    creato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    objects = ManagerDiAmbito.from_queryset(PianoQuerySet)()

    class Meta:
        ordering = ["-triennio_inizio"]
        default_permissions = []
        verbose_name = "Piano di Zona"
        verbose_name_plural = "Piani di Zona"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "triennio_inizio"], name="piano_triennio_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoPiano.values), name="piano_stato"),
            models.CheckConstraint(
                condition=~Q(stato__in=sorted(IN_CORSO_DI_AGGIORNAMENTO)) | Q(adottata__isnull=False),
                name="piano_aggiorna_la_adottata",
            ),
            models.CheckConstraint(condition=Q(triennio_fine__gte=F("triennio_inizio") + 2), name="piano_triennio"),
        ]

    def __str__(self):
        return f"Piano di Zona {self.triennio}"

    @property
    def triennio(self):
        """Gli anni per cui il piano nacque, anche negli indirizzi: «2025-2027». Una proroga non li cambia."""
        return f"{self.triennio_inizio}-{self.triennio_inizio + DURATA - 1}"

    @property
    def prorogato(self):
        """Dura oltre il triennio per cui nacque?"""
        return self.triennio_fine >= self.triennio_inizio + DURATA

    @property
    def prorogabile(self):
        """Si può allungare: l’Assemblea l’ha approvato e non è concluso."""
        return self.stato in APPROVATI

    @property
    def anni(self):
        """Gli anni del piano, in ordine."""
        return list(range(self.triennio_inizio, self.triennio_fine + 1))

    @property
    def dal(self):
        return date(self.triennio_inizio, 1, 1)

    @property
    def al(self):
        return date(self.triennio_fine, 12, 31)

    @property
    def modificabile(self):
        """Si scrive in bozza, o mentre si aggiorna: proposto, è la versione congelata che si vota."""
        return self.stato in SCRIVIBILI

    @property
    def si_aggiorna(self):
        """Si sta scrivendo o votando una versione nuova: vale ancora quella adottata."""
        return self.stato in IN_CORSO_DI_AGGIORNAMENTO

    @property
    def archiviato(self):
        """Del piano si legge soltanto."""
        return self.stato == StatoPiano.ARCHIVIATO

    @property
    def quote_aperte(self):
        """La parte vincolata dei fondi si può collegare agli obiettivi? Non mentre si vota, né a piano concluso."""
        return self.stato in CON_QUOTE_APERTE

    @property
    def stato_in_parole(self):
        """Lo stato dentro una frase: «proposto al voto»."""
        etichetta = self.get_stato_display()
        return etichetta[0].lower() + etichetta[1:]

    @property
    def tono(self):
        return TONI[self.stato]

    @property
    def tono_esito(self):
        """Il tono di `esito_voto`: lo stato non basta, perché un voto senza effetto lascia vigente un piano vigente."""
        return "riuscita" if self.esito_voto.startswith((APPROVATO, ADOTTATO)) else "attenzione"

    def cominciato(self, oggi):
        """Il primo giorno del triennio è arrivato?"""
        return self.dal <= oggi

    def si_segue(self, oggi):
        """Si possono scrivere valori, avanzamenti e valutazioni: il triennio è cominciato e il piano non è concluso."""
        return self.cominciato(oggi) and self.stato not in FINITI

    def contiene(self, giorno):
        """Il giorno cade nel periodo del piano?"""
        return self.dal <= giorno <= self.al

    def frase_fuori(self, giorno):
        """La frase per una data fuori dal periodo del piano."""
        return (
            f"Il {formatta_data(giorno)} è fuori dal triennio: serve una data fra il {formatta_data(self.dal)} "
            f"e il {formatta_data(self.al)}."
        )
