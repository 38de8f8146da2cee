"""Le scritture sull’accordo di programma: nascita, articoli, parti, congelamento, atti finali."""

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from accordo.annunci import accordi as annunci
from accordo.documenti.accordo import fotografa
from accordo.models import AccordoDiProgramma, Adesione, ArticoloAccordo, ParteAccordo, RuoloParte, Subentro, VersioneAccordo
from accordo.selezioni import accordi as letture
from accordo.stati import StatoAdesione
from accordo.stati.accordi import CONCLUSI, TIENE, StatoAccordo, StatoParte
from ambito import documenti, flusso
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.impronta import impronta
from ambito.registro import annota
from piano import operazioni as piani
from piano import selezioni as piano
from piano.operazioni.testo import testo_pulito


class AccordoGiaPresente(ErroreAtteso):
    """Per quel piano c’è già un accordo."""


class AccordoBloccato(ErroreAtteso):
    """Il testo è davanti agli enti: non si modifica."""


class ArticoloCambiato(ErroreAtteso):
    """Un collega ha salvato o tolto l’articolo nel frattempo."""


class ParteNonValida(ErroreAtteso):
    """La parte c’è già, oppure non si può togliere."""


class AccordoNonIntegrabile(ErroreAtteso):
    """Si integra soltanto un accordo vigente, scegliendo almeno un articolo."""


def blocca(accordo):
    """Riserva l’accordo a chi scrive fino alla fine della transazione."""
    return AccordoDiProgramma.objects.select_for_update(of=("self",)).select_related("piano").get(pk=accordo.pk)


def _in_scrittura(accordo, poteri):
    poteri.esigi(TIENE)
    accordo = blocca(accordo)
    if not accordo.modificabile:
        raise AccordoBloccato("Il testo è davanti agli enti: per cambiarlo l’accordo va riaperto, e gli enti approvano di nuovo.")
    return accordo


@transaction.atomic
def crea_accordo(piano, *, poteri, adesso):
    """Comincia l’accordo di quel piano dallo schema per articoli; la durata è quella del piano. `AccordoGiaPresente` se c’è già."""
    poteri.esigi(TIENE)
    try:
        with transaction.atomic():
            accordo = AccordoDiProgramma.objects.create(
                piano=piano, triennio_inizio=piano.triennio_inizio, dal=piano.dal, al=piano.al, creato_il=adesso,
                creato_da=poteri.utente,
            )  # fmt: skip
    except IntegrityError as errore:
        raise AccordoGiaPresente(f"L’accordo {piano.triennio} c’è già.") from errore
    ArticoloAccordo.objects.bulk_create(
        ArticoloAccordo(accordo=accordo, ordine=n, titolo=a["titolo"], testo=a["testo"])
        for n, a in enumerate(letture.articoli_del_modello())
    )
    annota(accordo, "accordo.crea", f"Cominciato l’{accordo.in_frase}", autore=poteri.utente, quando=adesso)
    return accordo


@transaction.atomic
def scrivi_articolo(articolo, *, titolo, testo, partenza, poteri, adesso):
    """Salva un articolo scritto a partire dalla revisione `partenza`; `ArticoloCambiato` se un collega ha salvato intanto."""
    accordo = _in_scrittura(articolo.accordo, poteri)
    articolo = ArticoloAccordo.objects.filter(pk=articolo.pk).first()
    if articolo is None:
        raise ArticoloCambiato("Un collega ha tolto questo articolo mentre lo scrivevi: ciò che hai scritto è ancora qui.")
    if articolo.revisione != partenza:
        raise ArticoloCambiato(
            "Un collega ha salvato questo articolo mentre lo scrivevi: apri quello attuale e unisci i due testi."
        )
    prima = {"titolo": articolo.titolo, "testo": articolo.testo}
    articolo.titolo, articolo.testo, articolo.revisione = titolo.strip(), testo_pulito(testo), partenza + 1
    articolo.aggiornato_il, articolo.aggiornato_da = adesso, poteri.utente
    articolo.save()
    annota(accordo, "accordo.articolo", f"Scritto l’articolo {articolo.numero} dell’{accordo.in_frase}", autore=poteri.utente,
           quando=adesso, prima=prima, dopo={"titolo": articolo.titolo, "testo": articolo.testo})  # fmt: skip
    return articolo


@transaction.atomic
def aggiungi_articolo(accordo, titolo, *, poteri, adesso):
    """Aggiunge un articolo in fondo, da scrivere."""
    accordo = _in_scrittura(accordo, poteri)
    ultimo = accordo.articoli.aggregate(n=Max("ordine"))["n"]
    articolo = ArticoloAccordo.objects.create(accordo=accordo, ordine=0 if ultimo is None else ultimo + 1, titolo=titolo.strip())
    annota(accordo, "accordo.articolo", f"Aggiunto «{articolo}»", autore=poteri.utente, quando=adesso)
    return articolo


@transaction.atomic
def togli_articolo(articolo, *, poteri, adesso):
    """Toglie un articolo e rinumera quelli dopo. Se un impegno lo cita, `ArticoloCambiato`."""
    accordo = _in_scrittura(articolo.accordo, poteri)
    if accordo.impegni.filter(articolo=articolo).exists():
        raise ArticoloCambiato("Un impegno cita questo articolo: spostalo prima su un altro.")
    annota(accordo, "accordo.articolo", f"Tolto «{articolo}»", autore=poteri.utente, quando=adesso, prima={"testo": articolo.testo})
    articolo.delete()
    for ordine, altro in enumerate(accordo.articoli.order_by("ordine")):
        if altro.ordine != ordine:
            altro.ordine = ordine
            altro.save(update_fields=["ordine"])


@transaction.atomic
def scrivi_dati(accordo, *, poteri, adesso, **campi):
    """Durata, termini ed estremi degli atti; si scrivono anche a testo fermo, perché il testo congelato non li segue.

    Si scrive soltanto ciò che cambia: chi nel frattempo ha scritto un’altra data non la perde.
    """
    poteri.esigi(TIENE)
    accordo = blocca(accordo)
    prima = {nome: getattr(accordo, nome) for nome, valore in campi.items() if getattr(accordo, nome) != valore}
    dopo = {nome: campi[nome] for nome in prima}
    if not accordo.modificabile and not all(dopo.get(nome, True) for nome in ("dal", "al")):
        raise AccordoBloccato("Il testo è davanti agli enti: la durata si può correggere, non togliere.")
    if accordo.pubblicato and not dopo.keys().isdisjoint(("dal", "al")):
        raise AccordoBloccato("L’accordo è pubblicato con la sua durata: per allungarla si registra la proroga, con il suo atto.")
    for nome, valore in dopo.items():
        setattr(accordo, nome, valore)
    if dopo:
        accordo.save(update_fields=list(dopo))
        annota(accordo, "accordo.dati", f"Scritti i dati dell’{accordo.in_frase}", autore=poteri.utente, quando=adesso,
               prima=prima, dopo=dopo)  # fmt: skip
    return accordo


@transaction.atomic
def aggiungi_parte(accordo, *, comune=None, ente=None, ruolo, poteri, adesso):
    """Aggiunge una parte; `ParteNonValida` se c’è già."""
    accordo = _in_scrittura(accordo, poteri)
    parte = ParteAccordo(accordo=accordo, comune=comune, ente=ente, ruolo=ruolo)
    try:
        with transaction.atomic():
            parte.save()
    except IntegrityError as errore:
        raise ParteNonValida(f"{parte} è già fra le parti.") from errore
    annota(parte, "parteaccordo.aggiungi", f"{parte} è fra le parti come {parte.get_ruolo_display().lower()}",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return parte


@transaction.atomic
def togli_parte(parte, *, poteri, adesso):
    """Toglie una parte finché il testo si scrive; chi ha già approvato o firmato resta nella storia, quindi `ParteNonValida`."""
    _in_scrittura(parte.accordo, poteri)
    if Subentro.objects.filter(Q(uscente=parte) | Q(entrante=parte)).exists():
        raise ParteNonValida(f"{parte} ha preso il posto di un’altra parte, o l’ha lasciato: resta scritta.")
    if parte.atti.exists() or parte.firme.exists() or parte.accordo.impegni.filter(parte=parte).exists():
        raise ParteNonValida(
            f"{parte} ha già approvato o firmato una versione, o ha impegni: resta fra le parti, anche solo da aderente."
        )
    annota(parte, "parteaccordo.togli", f"{parte} non è più fra le parti", autore=poteri.utente, quando=adesso)
    parte.delete()


@transaction.atomic
def cambia_ruolo(parte, ruolo, *, poteri, adesso):
    """Da firmatario ad aderente o il contrario, finché il testo si scrive: anche per chi non si può più togliere."""
    _in_scrittura(parte.accordo, poteri)
    parte.ruolo = RuoloParte(ruolo)
    parte.save(update_fields=["ruolo"])
    annota(parte, "parteaccordo.ruolo", f"{parte} è fra le parti come {parte.get_ruolo_display().lower()}", autore=poteri.utente,
           quando=adesso)  # fmt: skip
    return parte


@transaction.atomic
def riprendi_dalle_adesioni(accordo, *, poteri, adesso):
    """Aggiunge come parti i Comuni la cui adesione è stata accolta e che ancora non ci sono; restituisce quanti."""
    accordo = _in_scrittura(accordo, poteri)
    ruoli = {StatoAdesione.ACCOLTA_SOTTOSCRITTORE: RuoloParte.FIRMATARIO, StatoAdesione.ACCOLTA_CONSULTIVA: RuoloParte.ADERENTE}
    presenti = set(accordo.parti.values_list("comune_id", flat=True))
    # Di un ente che aderisce l’Ufficio decide se, e come, è parte: si aggiunge a mano.
    dei_comuni = Adesione.objects.filter(avviso__triennio_inizio=accordo.triennio_inizio, comune__isnull=False)
    accolte = dei_comuni.filter(stato__in=ruoli)
    nuove = [
        ParteAccordo(accordo=accordo, comune_id=comune, ruolo=ruoli[stato])
        for comune, stato in accolte.order_by("comune__nome").values_list("comune_id", "stato")
        if comune not in presenti
    ]
    ParteAccordo.objects.bulk_create(nuove)
    if nuove:
        frase = f"Riprese dalle adesioni {conta(len(nuove), 'parte', 'parti')} dell’{accordo.in_frase}"
        annota(accordo, "accordo.parti", frase, autore=poteri.utente, quando=adesso)
    return len(nuove)


@transaction.atomic
def indica_chi_firma(parte, *, nome, codice_fiscale, titolo, poteri, adesso):
    """Scrive chi firma per la parte, se non è il Sindaco in carica, e l’atto che glielo consente."""
    poteri.esigi(TIENE)
    blocca(parte.accordo)
    parte.firma_nome, parte.firma_cf, parte.firma_titolo = nome.strip(), codice_fiscale.strip().upper(), titolo.strip()
    parte.save(update_fields=["firma_nome", "firma_cf", "firma_titolo"])
    chi = parte.firma_nome or ("il Sindaco" if parte.comune_id else "chi sarà indicato")
    annota(parte, "parteaccordo.firma_per", f"Per {parte} firma {chi}", autore=poteri.utente, quando=adesso,
           nota=parte.firma_titolo)  # fmt: skip
    return parte


@transaction.atomic
def congela(accordo, *, poteri, adesso):
    """Ferma il testo in una versione numerata, ne mette in coda il PDF da approvare e firmare, e lo manda agli enti."""
    oggi = timezone.localdate(adesso)
    accordo = blocca(accordo)
    accordo = flusso.esegui(accordo, "congela", poteri=poteri, adesso=adesso)
    del_piano = piano.adottata(accordo.piano) or piano.versioni(accordo.piano).first()
    dati = fotografa(accordo, del_piano, oggi)
    numero = seguente(accordo.versioni)
    versione = VersioneAccordo.objects.create(
        accordo=accordo, numero=numero, versione_piano=del_piano, dati=dati, impronta=impronta(dati), quando=adesso,
        autore=poteri.utente,
    )  # fmt: skip
    annota(versione, "versioneaccordo.congela", f"Congelata la versione {numero} dell’{accordo.in_frase}", autore=poteri.utente,
           quando=adesso, dopo={"impronta": versione.impronta})  # fmt: skip
    documenti.richiedi(letture.TIPO_DOCUMENTO, versione, utente=poteri.utente, adesso=adesso)
    annunci.alle_parti(accordo, "congela", adesso)
    return versione


@transaction.atomic
def riapri(accordo, motivo, *, poteri, adesso):
    """Torna a scrivere il testo: ogni parte dovrà approvare, e firmare, la versione nuova."""
    accordo = flusso.esegui(blocca(accordo), "riapri", poteri=poteri, adesso=adesso, nota=motivo)
    for parte in accordo.parti.presenti().exclude(stato=StatoParte.DA_APPROVARE):
        flusso.esegui(parte, "ricomincia", poteri=None, adesso=adesso)
    accordo.parti.presenti().update(organo="", atto_numero="", atto_data=None, esecutivo_dal=None, motivo="")
    annunci.alle_parti(accordo, "riapri", adesso, nota=motivo)
    return accordo


@transaction.atomic
def compi(accordo, passo, *, poteri, adesso, nota=""):
    """Compie un passo dell’accordo; quando entra in vigore, entra in vigore anche il piano che adotta."""
    accordo = flusso.esegui(blocca(accordo), passo, poteri=poteri, adesso=adesso, nota=nota)
    if passo in annunci.ALLE_PARTI:
        annunci.alle_parti(accordo, passo, adesso)
    if accordo.stato == StatoAccordo.VIGENTE and not accordo.integrativo:
        piani.entra_in_vigore(accordo.piano, nota=f"{accordo}, {accordo.bollettino}", adesso=adesso)
    return accordo


@transaction.atomic
def apri_integrativo(accordo, articoli, oggetto, *, poteri, adesso):
    """Comincia un accordo che integra quello vigente: si copiano parti e articoli scelti, il resto del testo non cambia.

    Uno alla volta: due integrativi aperti insieme potrebbero cambiare lo stesso articolo in due modi.
    """
    poteri.esigi(TIENE)
    accordo = blocca(accordo)
    scelti = list(accordo.articoli.filter(pk__in=[a.pk for a in articoli]).order_by("ordine"))
    if accordo.stato != StatoAccordo.VIGENTE or accordo.integrativo or not scelti:
        raise AccordoNonIntegrabile("Si integra un accordo vigente, scegliendo gli articoli che cambiano.")
    if aperto := accordo.integrativi.exclude(stato__in=CONCLUSI).first():
        raise AccordoNonIntegrabile(f"C’è già l’{aperto.in_frase}, ancora in corso: prima si conclude quello.")
    integrativo = seguente(AccordoDiProgramma.objects.filter(triennio_inizio=accordo.triennio_inizio), "integrativo")
    nuovo = AccordoDiProgramma.objects.create(
        piano=accordo.piano, triennio_inizio=accordo.triennio_inizio, integrativo=integrativo, integra=accordo,
        oggetto=oggetto.strip(), dal=accordo.dal, al=accordo.al, creato_il=adesso, creato_da=poteri.utente,
    )  # fmt: skip
    ArticoloAccordo.objects.bulk_create(
        ArticoloAccordo(accordo=nuovo, ordine=n, titolo=a.titolo, testo=a.testo) for n, a in enumerate(scelti)
    )
    ParteAccordo.objects.bulk_create(
        ParteAccordo(accordo=nuovo, comune_id=p.comune_id, ente_id=p.ente_id, ruolo=p.ruolo, firma_nome=p.firma_nome,
                     firma_cf=p.firma_cf, firma_titolo=p.firma_titolo)
        for p in accordo.parti.presenti()
    )  # fmt: skip
    annota(nuovo, "accordo.integra", f"Cominciato l’{nuovo.in_frase}: {nuovo.oggetto}", autore=poteri.utente, quando=adesso)
    return nuovo


def concludi_scaduti(oggi, adesso):
    """Ciò che fa l’orologio: un accordo vigente la cui durata è finita è scaduto."""
    for accordo in AccordoDiProgramma.objects.filter(stato=StatoAccordo.VIGENTE, al__lt=oggi):
        _concludi(accordo, oggi, adesso)


@transaction.atomic
def _concludi(accordo, oggi, adesso):
    """Si rilegge sotto chiave: fra l’elenco e adesso l’Ufficio di Piano può averne allungato la durata."""
    accordo = blocca(accordo)
    if accordo.stato == StatoAccordo.VIGENTE and accordo.al < oggi:
        flusso.esegui(accordo, "scadi", poteri=None, adesso=adesso)
