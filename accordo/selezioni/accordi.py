"""Letture dell’accordo di programma: testo con i dati di oggi, parti, chi può firmare, che file si firma."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from accordo.models import (
    AccordoDiProgramma,
    Adesione,
    AttoProroga,
    FirmaParte,
    ParteAccordo,
    ProrogaAccordo,
    Subentro,
    VersioneAccordo,
)
from accordo.models.accordo import SI_SCRIVE
from accordo.stati import StatoAdesione
from accordo.stati.accordi import FINITI, HA_APPROVATO, PER_CHI_SUBENTRA, USCITE, StatoAccordo, StatoParte
from ambito.db.pronte import pronta
from ambito.models import Incarico
from ambito.nucleo.citazioni import aggiorna_citazioni, fissa_citazioni
from ambito.selezioni import documenti_emessi
from piano.selezioni import citabili

MODELLO = Path(__file__).resolve().parent.parent / "dati" / "modello.json"
TIPO_DOCUMENTO = "accordo"
TOCCA_ALL_UFFICIO = (
    StatoAccordo.IN_APPROVAZIONE, StatoAccordo.APPROVATO, StatoAccordo.PERFEZIONATO, StatoAccordo.IN_PUBBLICAZIONE,
)  # fmt: skip


@cache
def articoli_del_modello():
    """Gli articoli dello schema di partenza: dizionari con `titolo` e `testo`."""
    return json.loads(MODELLO.read_text(encoding="utf-8"))["articoli"]


def accordi():
    """Gli accordi dell’Ambito, dal triennio più recente, con quante parti hanno approvato, firmato, rifiutato, caricato l’atto."""
    firmatari = Q(parti__ruolo="firmatario") & ~Q(parti__stato__in=USCITE)
    return AccordoDiProgramma.objects.select_related("piano").annotate(
        n_firmatari=Count("parti", filter=firmatari),
        n_approvati=Count("parti", filter=firmatari & Q(parti__stato__in=HA_APPROVATO)),
        n_firmati=Count("parti", filter=firmatari & Q(parti__stato=StatoParte.FIRMATA)),
        n_da_controllare=Count("parti", filter=Q(parti__stato=StatoParte.ATTO_CARICATO)),
        n_rifiuti=Count("parti", filter=firmatari & Q(parti__stato=StatoParte.RIFIUTATA)),
    )


def dell_ufficio(oggi, giorni):
    """Gli accordi in cui può toccare all’Ufficio di Piano, con i conteggi di `accordi`; se nessuno, una lettura leggera e basta.

    `finisce` dice che l’accordo finisce entro quei giorni (`che_finiscono`).
    """
    aperti = _aperti()
    vigenti = any(stato == StatoAccordo.VIGENTE for _, stato, _ in aperti)
    finiscono = set(che_finiscono(oggi, giorni).values_list("pk", flat=True)) if vigenti else set()
    tocca = [pk for pk, stato, atti in aperti if atti or stato in TOCCA_ALL_UFFICIO or pk in finiscono]
    trovati = list(accordi().filter(pk__in=tocca)) if tocca else []
    for accordo in trovati:
        accordo.finisce = accordo.pk in finiscono
    return trovati


@pronta
def _aperti():
    con_atti = Exists(ParteAccordo.objects.filter(stato=StatoParte.ATTO_CARICATO, accordo=OuterRef("pk")))
    return AccordoDiProgramma.objects.exclude(stato__in=FINITI).values_list("pk", "stato", con_atti)


def che_finiscono(oggi, giorni):
    """Gli accordi in vigore che finiscono entro quei giorni, e dopo i quali non ne è ancora cominciato un altro."""
    dopo = AccordoDiProgramma.objects.filter(triennio_inizio__gt=OuterRef("triennio_inizio"))
    finiscono = AccordoDiProgramma.objects.filter(stato=StatoAccordo.VIGENTE, integrativo=0, al__lte=oggi + timedelta(days=giorni))
    return finiscono.filter(~Exists(dopo))


def accordo(codice):
    """L’accordo di «2025-2027» o «2025-2027-i1», con i conteggi di `accordi`; o `None`."""
    triennio, _, integrativo = codice.partition("-i")
    inizio = triennio[:4]
    if not (inizio.isascii() and inizio.isdigit() and (integrativo.isascii() and integrativo.isdigit() or not integrativo)):
        return None
    trovato = accordi().filter(triennio_inizio=int(inizio), integrativo=int((integrativo or "0")[:4])).first()
    return trovato if trovato and trovato.codice == codice else None


def accordo_del_piano(piano):
    """Il primo accordo di quel piano (non un integrativo), o `None`."""
    return AccordoDiProgramma.objects.filter(piano=piano, integrativo=0).first()


def articoli(accordo):
    """Gli articoli, in ordine."""
    return list(accordo.articoli.select_related("aggiornato_da"))


def testi_di_oggi(accordo, testi, oggi, *, scrive=False):
    """I testi con i dati citati al valore di oggi; per chi `scrive` restano citazioni."""
    dati = citabili.citati(testi, accordo.piano, oggi)
    mostra = aggiorna_citazioni if scrive else fissa_citazioni
    return [mostra(testo, citabili.valori(dati)) for testo in testi]


def proroghe(accordo):
    """Le proroghe, dalla prima, con `con_file` vero se l’atto è allegato; un integrativo segue quelle dell’accordo che integra."""
    con_file = Exists(AttoProroga.objects.filter(proroga=OuterRef("pk")))
    return list(ProrogaAccordo.objects.filter(accordo=accordo.integra_id or accordo.pk).annotate(con_file=con_file))


def parti(accordo):
    """Le parti, con Comune o ente."""
    return ParteAccordo.objects.filter(accordo=accordo).per_elenco()


def chi_manca(accordo):
    """Le parti firmatarie che devono ancora approvare o firmare, secondo a che punto è l’accordo; nessuna negli altri stati."""
    firmatari = parti(accordo).firmatari()
    if accordo.stato == StatoAccordo.IN_APPROVAZIONE:
        return firmatari.exclude(stato__in=[*HA_APPROVATO, StatoParte.ATTO_CARICATO])
    return firmatari.che_non_hanno_firmato() if accordo.stato == StatoAccordo.IN_FIRMA else firmatari.none()


def parti_di(poteri):
    """Le parti, in ogni accordo, per cui la persona carica atti e firme."""
    enti = [ente for ente in poteri.enti if poteri.puo_ente("carica_atti", ente)]
    mie = Q(comune__in=poteri.comuni_con("carica_atti")) | Q(ente__in=enti)
    return ParteAccordo.objects.filter(mie).select_related("accordo", "comune", "ente")


def e_parte(poteri, codice):
    """La persona è referente di un ente che è parte di quell’accordo, e il testo è stato condiviso."""
    trovato = accordo(codice) if poteri.enti else None
    if trovato is None or trovato.stato == StatoAccordo.BOZZA:
        return False
    return parti_di(poteri).presenti().filter(accordo=trovato).exists()


def parti_che_aspettano(poteri):
    """Le parti della persona in cui può toccare a loro: si approva, si firma, si subentra, il Comune non ne ha dato notizia."""
    in_corso = Q(accordo__stato__in=[StatoAccordo.IN_APPROVAZIONE, StatoAccordo.IN_FIRMA])
    da_annunciare = Q(accordo__stato=StatoAccordo.VIGENTE, comune__isnull=False, sito_il__isnull=True)
    subentra = Exists(Subentro.objects.filter(entrante=OuterRef("pk"))) & Q(accordo__stato__in=PER_CHI_SUBENTRA)
    return parti_di(poteri).filter(in_corso | da_annunciare | subentra).con_subentri()


def parti_di_chi_aderisce(adesione):
    """Le parti di chi ha mandato quell’adesione, negli accordi dello stesso triennio da cui non ha receduto."""
    del_triennio = ParteAccordo.objects.filter(accordo__triennio_inizio=adesione.avviso.triennio_inizio)
    return del_triennio.filter(comune=adesione.comune_id, ente=adesione.ente_id).presenti()


def parte_di_un_testo_fermo(adesione):
    """Chi aderisce è parte di un accordo di quel triennio, e il testo è già davanti agli enti."""
    return parti_di_chi_aderisce(adesione).exclude(accordo__stato__in=SI_SCRIVE).exists()


def parti_sospese(accordo):
    """Le parti presenti la cui adesione, nel triennio dell’accordo, è sospesa."""
    sospese = Adesione.objects.filter(stato=StatoAdesione.SOSPESA, avviso__triennio_inizio=accordo.triennio_inizio)
    di_chi = Q(comune=OuterRef("comune")) | Q(ente=OuterRef("ente"))
    return parti(accordo).presenti().filter(Exists(sospese.filter(di_chi)))


def parti_del_comune(comune):
    """Le parti che sono quel Comune, in ogni accordo."""
    return ParteAccordo.objects.filter(comune=comune).select_related("accordo", "comune", "ente")


def atto_di(parte, versione):
    """Il file dell’atto con cui la parte approva quella versione, senza i suoi byte; o `None`."""
    return parte.atti.filter(versione=versione).defer("byte").first() if versione else None


def cura(poteri, parte):
    """La persona carica atti e firme per questa parte: perché è dell’ente, o perché tiene l’accordo."""
    if poteri.puo("tiene_accordo"):
        return True
    if parte.comune_id:
        return poteri.puo("carica_atti", parte.comune_id)
    return poteri.puo_ente("carica_atti", parte.ente_id)


def versioni(accordo):
    """Le versioni mandate agli enti, dalla più recente."""
    return VersioneAccordo.objects.filter(accordo=accordo).select_related("autore", "versione_piano")


def ultima(accordo):
    """La versione che gli enti hanno davanti, o `None` se non è mai stata congelata."""
    return versioni(accordo).first()


def davanti_agli_enti(accordo):
    """L’ultima versione, se il testo è fermo: mentre si riscrive nessuno ha davanti un testo definitivo."""
    return None if accordo.modificabile else ultima(accordo)


def documento_di(versione):
    """Il PDF emesso per quella versione, o `None` se si sta ancora preparando.

    È il primo che non è stato annullato: chi ha già firmato ha firmato quello, e uno emesso dopo ha altri byte.
    """
    return documenti_emessi(TIPO_DOCUMENTO, versione.pk).order_by("versione").first()


def firme(versione):
    """Le firme accettate su quella versione, senza i byte dei file."""
    trovate = FirmaParte.objects.filter(versione=versione).defer("byte")
    return trovate.select_related("parte__comune", "parte__ente", "caricata_da")


def impronte_accettate(versione):
    """Le impronte di tutte le firme che stanno nei file già accettati su quella versione."""
    accettati = FirmaParte.objects.filter(versione=versione).values_list("firme", flat=True)
    return {firma["impronta"] for firme in accettati for firma in firme if "impronta" in firma}


def file_in_corso(versione):
    """La firma il cui PDF contiene più firme: è quello da firmare dopo; `None` se nessuno ha ancora firmato in PDF."""
    in_pdf = [firma for firma in firme(versione) if firma.formato == "PAdES"]
    return max(in_pdf, key=lambda firma: (len(firma.firme), firma.pk), default=None)


class Sottoscrittore(NamedTuple):
    """Chi può firmare per una parte: nome, codice fiscale (vuoto se non si sa) e perché può."""

    nome: str
    codice_fiscale: str
    titolo: str


def chi_firma(parte, oggi):
    """Chi oggi può firmare per la parte: il Sindaco del Comune, o la persona indicata con il suo atto.

    Di un ente che non è un Comune il portale sa chi vi lavora, non chi può impegnarlo: lo dice l’atto.
    """
    trovati = []
    if parte.comune_id:
        sindaci = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco", comune=parte.comune_id).select_related("utente")
        trovati = [
            Sottoscrittore(s.utente.nome_completo, s.utente.codice_fiscale.upper(), f"{s.get_ruolo_display()} dal {s.dal:%d/%m/%Y}")
            for s in sindaci
        ]
    if parte.firma_cf:
        trovati.append(Sottoscrittore(parte.firma_nome, parte.firma_cf.upper(), parte.firma_titolo))
    return trovati
