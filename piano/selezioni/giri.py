"""I giri di osservazioni: chi ha risposto che cosa, chi manca, chi si avvisa."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, Q, When

from ambito import solleciti
from ambito.models import Documento, Incarico
from ambito.permessi import RUOLI
from ambito.selezioni import appartenenze, eventi
from piano.models import GiroOsservazioni, Osservazione, VersionePiano
from piano.stati import RISPONDE, SCRITTE, EsitoOsservazione, Silenzio, StatoGiro

MANCA, TACITA, NON_ESPRESSA = "manca", "tacita", "non_espressa"
# Ogni casella del quadro: segno, parola breve, tono. Il segno non basta mai da solo.
CASELLE = {
    EsitoOsservazione.NESSUNA: ("✓", "nessuna", "positivo"),
    EsitoOsservazione.OSSERVAZIONE: ("✎", "osserva", "attenzione"),
    EsitoOsservazione.CONTRARIO: ("✕", "contrario", "negativo"),
    MANCA: ("…", "manca", "neutro"),
    TACITA: ("○", "per silenzio", "neutro"),
    NON_ESPRESSA: ("–", "non espresso", "neutro"),
}
ESPRESSO, IN_PARTE = "espresso", "in_parte"
# Il genere degli avvisi di chi sollecita.
SOLLECITO = "giro.sollecito"
# Lo stato di un Comune nel giro: parole e tono.
COMUNI = {
    ESPRESSO: ("Ha risposto a tutto", "positivo"),
    IN_PARTE: ("Ha risposto in parte", "attesa"),
    MANCA: ("Non ha ancora risposto", "neutro"),
    TACITA: ("Nessuna osservazione, per silenzio", "neutro"),
    NON_ESPRESSA: ("Non si è espresso", "neutro"),
}


def giri(piano):
    """I giri del piano, dall’ultimo."""
    return GiroOsservazioni.objects.filter(piano=piano).select_related("piano__ambito", "versione").defer("versione__dati")


def giro(piano, numero):
    """Il giro con quel numero, o `None`."""
    return giri(piano).filter(numero=numero).first()


def aperto(piano):
    """Il giro aperto del piano, o `None`."""
    return giri(piano).filter(stato=StatoGiro.APERTO).first()


def ultimo_chiuso(piano):
    """L’ultimo giro chiuso del piano, o `None`."""
    return giri(piano).filter(stato=StatoGiro.CHIUSO).first()


def versione_con_testo(giro):
    """La versione in giro con tutti i suoi dati (che pesano), o `None` se il giro non è ancora aperto."""
    return VersionePiano.objects.filter(pk=giro.versione_id).select_related("piano__ambito").first()


def versione_precedente(giro):
    """Il testo che i Comuni hanno letto prima: quello del giro di prima, altrimenti la versione congelata prima; o `None`.

    Di un aggiornamento, finché non se n’è letto un altro giro, la versione in vigore.
    """
    aggiorna = giro.versione.aggiorna_id if giro.versione_id else None
    precedenti = GiroOsservazioni.objects.filter(piano=giro.piano_id, numero__lt=giro.numero, versione__isnull=False)
    prima = precedenti.filter(versione__aggiorna=aggiorna).first()
    if prima:
        return versione_con_testo(prima)
    if aggiorna:
        return VersionePiano.objects.get(pk=aggiorna)
    return VersionePiano.objects.filter(piano=giro.piano_id, numero__lt=giro.versione.numero).first() if giro.versione_id else None


def osservazioni(giro):
    """Ciò che i Comuni hanno scritto (osservazioni e contrari), per sezione e Comune, con il riscontro."""
    righe = Osservazione.objects.filter(giro=giro, esito__in=SCRITTE)
    ordine = Case(*[When(codice=codice, then=n) for n, codice in enumerate(giro.codici)], default=len(giro.codici))
    righe = righe.select_related("comune", "utente", "sezione_cambiata", "riscontro_da", "giro")
    return righe.order_by(ordine, "comune__nome")


def osservazione(giro, pk):
    """Una di quelle osservazioni, o `None`."""
    righe = Osservazione.objects.filter(giro=giro, pk=pk, esito__in=SCRITTE)
    return righe.select_related("comune", "giro__piano", "utente", "sezione_cambiata").first()


def risposte_di(giro, comune):
    """Le risposte di un Comune: codice della sezione → `Osservazione`."""
    righe = Osservazione.objects.filter(giro=giro, comune=comune)
    righe = righe.select_related("utente", "riscontro_da", "sezione_cambiata", "comune")
    return {o.codice: o for o in righe}


def storia(giro):
    """Che cosa è successo al giro, dal più recente."""
    return eventi().filter(oggetto_tipo=giro._meta.label_lower, oggetto_id=giro.pk)


def esito_di(giro):
    """L’ultimo esito in PDF del giro, o `None`."""
    emessi = Documento.objects.filter(tipo="osservazioni", oggetto_id=giro.pk, annullato_il__isnull=True)
    return emessi.defer("dati").order_by("-versione").first()


@dataclass(frozen=True)
class RigaComune:
    """Un Comune nel giro: `caselle` sono coppie (sezione, chiave di `CASELLE`), `stato` una chiave di `COMUNI`."""

    comune: object
    caselle: list
    stato: str

    @cached_property
    def conta(self):
        """Quante caselle per ogni chiave."""
        return Counter(chiave for _, chiave in self.caselle)

    @property
    def risposte(self):
        """A quante sezioni il Comune ha risposto di suo."""
        return sum(self.conta[esito] for esito in EsitoOsservazione)

    @property
    def scritte(self):
        return sum(self.conta[esito] for esito in SCRITTE)


class QuadroGiro:
    """Comuni × sezioni di un giro, letto con due interrogazioni qualunque sia la sua grandezza."""

    def __init__(self, giro):
        self.giro = giro

    @cached_property
    def comuni(self):
        """I Comuni a cui il giro chiede: quelli dell’Ambito nel giorno in cui si è aperto, per nome."""
        return [a.comune for a in appartenenze(self.giro.giorno)]

    @cached_property
    def _esiti(self):
        return {(comune, codice): esito for comune, codice, esito in
                Osservazione.objects.filter(giro=self.giro).values_list("comune", "codice", "esito")}  # fmt: skip

    @property
    def del_silenzio(self):
        """Che cosa vale adesso una casella senza risposta."""
        if not self.giro.e_chiuso:
            return MANCA
        return TACITA if self.giro.silenzio == Silenzio.NESSUNA else NON_ESPRESSA

    @cached_property
    def righe(self):
        """Una `RigaComune` per Comune."""
        return [self._riga(comune) for comune in self.comuni]

    def _riga(self, comune):
        silenzio = self.del_silenzio
        caselle = [(s, self._esiti.get((comune.pk, s["codice"]), silenzio)) for s in self.giro.sezioni]
        senza = sum(chiave == silenzio for _, chiave in caselle)
        return RigaComune(comune, caselle, ESPRESSO if not senza else silenzio if senza == len(caselle) else IN_PARTE)

    @cached_property
    def mancano(self):
        """I Comuni che non hanno ancora risposto a tutte le sezioni."""
        return [r.comune for r in self.righe if r.stato != ESPRESSO]

    @property
    def espressi(self):
        return len(self.righe) - len(self.mancano)

    def per_sezione(self):
        """Per ogni sezione: `codice`, `titolo` e `conta`, quante caselle di ogni chiave."""
        conti = defaultdict(Counter)
        for riga in self.righe:
            for sezione, chiave in riga.caselle:
                conti[sezione["codice"]][chiave] += 1
        return [{**s, "conta": conti[s["codice"]]} for s in self.giro.sezioni]


def destinatari(comuni, oggi):
    """Chi si avvisa per quei Comuni: id del Comune → persone che oggi lo impegnano, non per una sola seduta."""
    ruoli = [r.codice for r in RUOLI.values() if RISPONDE in r.comune]
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo__in=ruoli, comune__in=comuni, utente__is_active=True)
    incarichi = incarichi.exclude(ruolo="delegato", al__isnull=False).select_related("utente").order_by("utente__cognome", "pk")
    persone = defaultdict(list)
    for incarico in incarichi:
        if incarico.utente not in persone[incarico.comune_id]:
            persone[incarico.comune_id].append(incarico.utente)
    return persone


def da_sollecitare(giro, oggi):
    """I Comuni che non hanno risposto a tutto, ciascuno con chi lo impegna: le righe di un sollecito."""
    quadro = QuadroGiro(giro)
    mancano = [(riga.comune, COMUNI[riga.stato][0]) for riga in quadro.righe if riga.stato != ESPRESSO]
    persone = destinatari([comune for comune, _ in mancano], oggi)
    return solleciti.da_sollecitare(mancano, genere=SOLLECITO, oggi=oggi, persone=persone)


def comuni_di(poteri):
    """I Comuni per cui la persona risponde: id → (codice Istat, nome). Una delega per una seduta non basta."""
    return {
        i.comune_id: (i.istat, i.dove)
        for i in poteri.incarichi
        if RISPONDE in i.sul_comune and not (i.ruolo == "delegato" and i.al is not None)
    }


def da_rispondere(comuni, oggi):
    """I giri aperti in cui quei Comuni possono rispondere, ciascuno con `risposte_<id>`: a quante sezioni hanno già risposto."""
    conti = {f"risposte_{c}": Count("osservazioni", filter=Q(osservazioni__comune=c)) for c in comuni}
    aperti = GiroOsservazioni.objects.filter(stato=StatoGiro.APERTO, chiude__gte=oggi).select_related("piano")
    return aperti.annotate(**conti)
