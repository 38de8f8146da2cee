"""L’Assemblea come la legge chiunque: sedute, ordine del giorno, deliberazioni pubblicate, come ha votato ogni Comune.

Di un punto che si tratta in seduta non pubblica non si dice nulla, neppure l’oggetto. Come ha votato un Comune si dice solo se
il voto è palese, e solo da quando l’atto è all’albo; se la proposta è respinta, da quando il verbale è chiuso.
"""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from ambito.assemblea.models import Deliberazione, PuntoOdg, Seduta, Votazione, Voto
from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import deliberazioni
from ambito.assemblea.stati import StatoSeduta, StatoVerbale, StatoVotazione
from ambito.nucleo.codici import senza_codici_di_persona
from ambito.nucleo.formati_italiani import conta
from ambito.registri import Novita
from ambito.trasparenza import a_mezzogiorno

ULTIME = 30


def _pubblici(prefisso=""):
    """I punti di cui si parla in pubblico, anche per il titolo sotto cui stanno."""
    alto = Q(**{f"{prefisso}sotto": None}) | Q(**{f"{prefisso}sotto__riservato": False})
    return Q(**{f"{prefisso}riservato": False}) & alto


def sedute():
    """Le sedute convocate che hanno almeno un punto pubblico, dalla più recente."""
    convocate = Seduta.objects.filter(convocata_il__isnull=False).exclude(stato=StatoSeduta.BOZZA)
    dicibili = PuntoOdg.objects.filter(_pubblici(), seduta=OuterRef("pk"))
    righe = (
        convocate.filter(Exists(dicibili)).select_related("organo").annotate(n_punti=Count("punti", filter=_pubblici("punti__")))
    )
    return righe.order_by("-prima_convocazione", "-pk")


def punti(seduta):
    """I punti pubblici della seduta, nell’ordine in cui si trattano."""
    return PuntoOdg.objects.filter(_pubblici(), seduta=seduta).order_by("ordine")


def non_pubblici(seduta):
    """Quanti punti si trattano in seduta non pubblica."""
    return PuntoOdg.objects.filter(seduta=seduta).exclude(_pubblici()).count()


def atti(oggi):
    """Le deliberazioni all’albo, dalla più recente; le revoche si conoscono quando è pubblicata quella che revoca."""
    righe = Deliberazione.objects.filter(_pubblici("punto__"), pubblicazione__dal__lte=oggi)
    return righe.select_related("organo", "pubblicazione", "punto", "revoca__con__organo", "revoca__con__pubblicazione")


def situazione(atto, oggi):
    """In parole, e con il tono di `stato`; la revoca si dice se anche la deliberazione che revoca è pubblica."""
    revoca = getattr(atto, "revoca", None)
    con = getattr(revoca.con, "pubblicazione", None) if revoca else None
    if revoca and (con is None or con.dal > oggi):
        return deliberazioni.efficacia(atto.pubblicazione, oggi)
    return deliberazioni.situazione(atto, oggi)


def atti_della(seduta, oggi):
    """Le deliberazioni pubblicate della seduta: `{id del punto: deliberazione}`."""
    return {atto.punto_id: atto for atto in atti(oggi).filter(seduta=seduta)}


def votazioni_dette(seduta):
    """Le votazioni palesi che hanno respinto un punto pubblico, se il verbale è chiuso: `{id del punto: votazione}`."""
    righe = Votazione.objects.filter(
        _pubblici("punto__"), seduta=seduta, stato=StatoVotazione.CHIUSA, approvata=False,
        seduta__verbale__stato=StatoVerbale.CHIUSO,
    )  # fmt: skip
    return {v.punto_id: v for v in righe.exclude(scrutinio=Votazione.Scrutinio.SEGRETO).order_by("numero")}


def votazione_di(atto):
    """La votazione che ha approvato l’atto, con la seduta e la sua regola."""
    return Votazione.objects.select_related("seduta__organo", "punto").get(pk=atto.votazione_id)


def voti(votazione):
    """Come ha votato ogni Comune, per nome; niente se il voto è segreto."""
    if votazione.e_segreta:
        return Voto.objects.none()
    return Voto.objects.filter(votazione=votazione).select_related("seggio").order_by("seggio__nome")


def prossima(oggi):
    """La prossima seduta convocata, o `None`."""
    future = sedute().filter(stato=StatoSeduta.CONVOCATA, prima_convocazione__date__gte=oggi)
    return future.order_by("prima_convocazione").first()


def quante_sedute(oggi):
    """«La prossima è il 3 dicembre 2026», altrimenti quante se ne leggono."""
    if trovata := prossima(oggi):
        return f"La prossima è il {giorno(trovata.prima_convocazione)}"
    quante = sedute().count()
    return conta(quante, "seduta", "sedute") if quante else ""


def quanti_atti(oggi):
    quanti = atti(oggi).count()
    return conta(quanti, "deliberazione", "deliberazioni") if quanti else ""


def novita_sedute(ambito, oggi):
    """Le convocazioni."""
    for seduta in sedute().filter(stato=StatoSeduta.CONVOCATA).order_by("-convocata_il")[:ULTIME]:
        url = reverse("seduta_pubblica", args=[ambito.slug, seduta.pk])
        testo = f"{conta(seduta.n_punti, 'punto', 'punti')} all’ordine del giorno."
        yield Novita(seduta.convocata_il, "Seduta convocata", str(seduta), url, testo)


def novita_atti(ambito, oggi):
    """Le deliberazioni, il giorno in cui vanno all’albo."""
    for atto in atti(oggi).order_by(F("pubblicazione__dal").desc(), "-numero")[:ULTIME]:
        quando = a_mezzogiorno(atto.pubblicazione.dal)
        url = reverse("atto_pubblico", args=[ambito.slug, atto.pk])
        yield Novita(quando, atto.sigla, senza_codici_di_persona(atto.oggetto), url, f"Adottata il {giorno(atto.adottata_il)}.")


def pagine_sedute(ambito, oggi):
    for pk in sedute().values_list("pk", flat=True):
        yield reverse("seduta_pubblica", args=[ambito.slug, pk])


def pagine_atti(ambito, oggi):
    for pk in atti(oggi).values_list("pk", flat=True):
        yield reverse("atto_pubblico", args=[ambito.slug, pk])
