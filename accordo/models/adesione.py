from django.db import models
from django.db.models import Q

from accordo.stati import ACCOLTE, ETICHETTE, PASSI_ADESIONE, TONI, Firma, NaturaGiuridica, StatoAdesione, TipoAdesione
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data

ORGANI = [("giunta", "Giunta comunale"), ("consiglio", "Consiglio comunale"), ("sindaco", "Sindaco (decreto)")]


class Adesione(ModelloDiAmbito):
    """L’adesione di un Comune, o di un ente, all’accordo di programma: una per avviso.

    Inviata, ha un numero che non cambia e non si cancella.
    """

    PASSI = PASSI_ADESIONE

    avviso = models.ForeignKey("accordo.AvvisoAdesione", models.PROTECT, related_name="adesioni")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")
    ripresa_da = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    stato = models.CharField(max_length=24, choices=StatoAdesione.choices, default=StatoAdesione.BOZZA)
    revisione = models.PositiveIntegerField(default=0)

    denominazione = models.CharField(max_length=200, blank=True)
    natura_giuridica = models.CharField(max_length=12, choices=NaturaGiuridica.choices, blank=True)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    runts_numero = models.CharField("numero di iscrizione al RUNTS", max_length=20, blank=True)
    runts_data = models.DateField("data di iscrizione al RUNTS", null=True, blank=True)
    sede = models.CharField("sede legale", max_length=250, blank=True)
    sede_operativa = models.CharField(max_length=250, blank=True)
    sito = models.URLField("sito", blank=True)
    pec = models.EmailField("PEC", blank=True)
    email = models.EmailField("e-mail", blank=True)
    telefono = models.CharField(max_length=30, blank=True)
    rappresentante_nome = models.CharField("nome del legale rappresentante", max_length=120, blank=True)
    rappresentante_carica = models.CharField("carica del legale rappresentante", max_length=80, blank=True)
    rappresentante_cf = models.CharField("codice fiscale del legale rappresentante", max_length=16, blank=True)
    referente_nome = models.CharField("nome del referente", max_length=120, blank=True)
    referente_email = models.EmailField("e-mail del referente", blank=True)
    referente_telefono = models.CharField("telefono del referente", max_length=30, blank=True)
    sostituto_nome = models.CharField("nome del sostituto", max_length=120, blank=True)
    sostituto_email = models.EmailField("e-mail del sostituto", blank=True)

    tipo = models.CharField("come aderisce", max_length=16, choices=TipoAdesione.choices, blank=True)
    aree_target = models.ManyToManyField("servizi.AreaUtenza", through="accordo.AreaTarget", related_name="+")
    tavoli = models.ManyToManyField("piano.Tavolo", through="accordo.TavoloRichiesto", related_name="+")
    comuni_operativita = models.ManyToManyField("ambito.Comune", through="accordo.ComuneOperativita", related_name="+")
    obiettivi = models.ManyToManyField("piano.Obiettivo", through="accordo.ObiettivoSostenuto", related_name="+")
    esperienza = models.TextField("esperienza nel territorio", max_length=4000, blank=True)

    atto_organo = models.CharField("organo che ha deciso", max_length=12, choices=ORGANI, blank=True)
    atto_numero = models.CharField("numero dell’atto", max_length=30, blank=True)
    atto_data = models.DateField("data dell’atto", null=True, blank=True)

    firma = models.CharField("come è firmata", max_length=10, choices=Firma.choices, blank=True)

    conosce_accordo = models.BooleanField("conosce il piano e lo schema di accordo", default=False)
    senza_impedimenti = models.BooleanField("non ha impedimenti né conflitti di interesse", default=False)
    dichiara_445 = models.BooleanField("risponde delle dichiarazioni", default=False)
    letta_informativa = models.BooleanField("ha letto l’informativa sui dati", default=False)
    note = models.TextField(max_length=2000, blank=True)

    anno = models.PositiveSmallIntegerField("anno del numero", null=True)
    numero = models.PositiveIntegerField(null=True)
    tardiva = models.BooleanField("inviata oltre il termine", default=False)
    inviata_il = models.DateTimeField(null=True)
    inviata_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    inviata_come = models.CharField("in forza di quale incarico è stata confermata", max_length=300, blank=True)
    rimando = models.TextField("perché chi conferma l’ha rimandata a chi compila", max_length=2000, blank=True)
    protocollo_numero = models.CharField("numero di protocollo", max_length=30, blank=True)
    protocollo_data = models.DateField("data di protocollo", null=True)
    protocollo_servizio = models.CharField("registro che ha dato il protocollo (vuoto: a mano)", max_length=40, blank=True)
    motivo = models.TextField("motivo dell’ultima decisione", max_length=2000, blank=True)
    integrazione_entro = models.DateField("da correggere entro", null=True)
    sospesa_dal = models.DateField("sospesa dal", null=True)
    sospesa_come = models.CharField("come era stata accolta quando è stata sospesa", max_length=24, blank=True)
    sospesa_motivo = models.TextField("perché è sospesa", max_length=2000, blank=True)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "adesioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "avviso", "comune"], name="adesione_unica"),
            models.UniqueConstraint(fields=["ambito", "avviso", "ente"], name="adesione_ente_unica"),
            models.CheckConstraint(
                condition=Q(comune__isnull=False, ente__isnull=True) | Q(comune__isnull=True, ente__isnull=False),
                name="adesione_di_uno_solo",
            ),
            models.CheckConstraint(condition=Q(firma__in=["", *Firma.values]), name="adesione_firma"),
            models.CheckConstraint(condition=Q(natura_giuridica__in=["", *NaturaGiuridica.values]), name="adesione_natura"),
            models.UniqueConstraint(fields=["ambito", "anno", "numero"], name="adesione_numero_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoAdesione.values), name="adesione_stato"),
            models.CheckConstraint(condition=Q(tipo__in=["", *TipoAdesione.values]), name="adesione_tipo"),
            models.CheckConstraint(condition=Q(atto_organo__in=["", *(c for c, _ in ORGANI)]), name="adesione_organo"),
            models.CheckConstraint(
                condition=Q(anno__isnull=True, numero__isnull=True, inviata_il__isnull=True)
                | Q(anno__isnull=False, numero__gte=1, inviata_il__isnull=False),
                name="adesione_numerata",
            ),
            # Il numero si assegna un istante prima del passo, nella stessa transazione: per questo la bozza può averlo.
            models.CheckConstraint(
                condition=Q(stato__in=["bozza", "da_confermare"]) | Q(numero__isnull=False), name="adesione_inviata"
            ),
            models.CheckConstraint(
                condition=Q(protocollo_numero="", protocollo_data__isnull=True, protocollo_servizio="")
                | ~Q(protocollo_numero="") & Q(protocollo_data__isnull=False, numero__isnull=False),
                name="adesione_protocollata",
            ),
            models.CheckConstraint(condition=Q(tardiva=False) | Q(tipo="consultiva"), name="adesione_tardiva"),
            models.CheckConstraint(
                condition=~Q(stato__in=["integrazione_richiesta", "respinta", "ritirata"]) | ~Q(motivo=""),
                name="adesione_motivo",
            ),
            # La data si scrive un istante prima del passo, nella stessa transazione: per questo un’accolta può averla.
            models.CheckConstraint(
                condition=Q(sospesa_dal__isnull=True, sospesa_come="", sospesa_motivo="") & ~Q(stato="sospesa")
                | Q(sospesa_dal__isnull=False, sospesa_come__in=["accolta_sottoscrittore", "accolta_consultiva"])
                & ~Q(sospesa_motivo=""),
                name="adesione_sospesa",
            ),
        ]

    def __str__(self):
        return f"adesione di {self.soggetto}{f' n. {self.numero_scritto}' if self.numero else ''}"

    @property
    def soggetto(self):
        """Chi aderisce: un `Comune` o un `Ente`."""
        return self.ente if self.ente_id else self.comune

    @property
    def numero_scritto(self):
        """Il numero come si cita: «13/2025»; vuoto finché non è inviata."""
        return f"{self.numero}/{self.anno}" if self.numero else ""

    @property
    def protocollo(self):
        """Il protocollo come si cita: «n. 0000012 del 3 marzo 2025»; vuoto finché non c’è."""
        return f"n. {self.protocollo_numero} del {formatta_data(self.protocollo_data)}" if self.protocollo_numero else ""

    @property
    def etichetta(self):
        return ETICHETTE[self.stato]

    @property
    def tono(self):
        return TONI[self.stato]

    @property
    def ripresa(self):
        """Da dove vengono i dati che chi compila trova già scritti: «dall’adesione n. 3/2025 del triennio 2022-2024»."""
        vecchia = self.ripresa_da
        return f"dall’adesione n. {vecchia.numero_scritto} del triennio {vecchia.avviso.triennio}" if vecchia else ""

    @property
    def chi_ha_inviato(self):
        """La persona e, se ha confermato per un Comune, in forza di quale incarico: «Anna Verdi, Sindaco dal 1° giugno 2024»."""
        nome = self.inviata_da.nome_completo if self.inviata_da_id else ""
        return ", ".join(pezzo for pezzo in (nome, self.inviata_come) if pezzo)

    @property
    def accolta(self):
        """Accolta, e non sospesa: chi aderisce è fra chi attua l’accordo."""
        return self.stato in ACCOLTE

    @property
    def sospesa(self):
        """Accolta e poi sospesa: finché lo è non conta fra chi aderisce."""
        return self.stato == StatoAdesione.SOSPESA

    @property
    def da_confermare(self):
        """Compilata e ferma: aspetta chi conferma per il Comune."""
        return self.stato == StatoAdesione.DA_CONFERMARE

    @property
    def in_compilazione(self):
        """Chi aderisce la può scrivere (bozza, o rimandata per correzioni)."""
        return self.stato in (StatoAdesione.BOZZA, StatoAdesione.INTEGRAZIONE_RICHIESTA)


class AreaTarget(ModelloDiAmbito):
    """Un’area di interesse scelta da un’adesione."""

    adesione = models.ForeignKey(Adesione, models.CASCADE, related_name="+")
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "adesione", "area"], name="areatarget_unica")]

    def __str__(self):
        return f"{self.adesione_id}: {self.area_id}"


class TavoloRichiesto(ModelloDiAmbito):
    """Un tavolo del piano a cui l’adesione chiede di partecipare."""

    adesione = models.ForeignKey(Adesione, models.CASCADE, related_name="+")
    tavolo = models.ForeignKey("piano.Tavolo", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "adesione", "tavolo"], name="tavolorichiesto_unico")]

    def __str__(self):
        return f"{self.adesione_id}: {self.tavolo_id}"


class ComuneOperativita(ModelloDiAmbito):
    """Un Comune in cui l’ente che aderisce opera."""

    adesione = models.ForeignKey(Adesione, models.CASCADE, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "adesione", "comune"], name="comuneoperativita_unico")]

    def __str__(self):
        return f"{self.adesione_id}: {self.comune_id}"


class ObiettivoSostenuto(ModelloDiAmbito):
    """Un obiettivo del piano che l’ente che aderisce sostiene."""

    adesione = models.ForeignKey(Adesione, models.CASCADE, related_name="+")
    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "adesione", "obiettivo"], name="obiettivosostenuto_unico")]

    def __str__(self):
        return f"{self.adesione_id}: {self.obiettivo_id}"


class NumeratoreAdesioni(ModelloDiAmbito):
    """L’ultimo numero dato nell’anno: una riga da bloccare, così i numeri non hanno buchi né doppioni."""

    anno = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "anno"], name="numeratoreadesioni_unico")]

    def __str__(self):
        return f"{self.ultimo}/{self.anno}"
