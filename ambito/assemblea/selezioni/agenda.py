"""L’ordine del giorno: in che fila stanno i punti, a che ora si arriva a ciascuno, quali si riprendono da prima."""

from datetime import timedelta

from ambito.assemblea.models import Seduta
from ambito.assemblea.stati import CONCLUSE, StatoPunto, StatoSeduta

NON_CONCLUSI = (StatoPunto.ISCRITTO, StatoPunto.IN_DISCUSSIONE, StatoPunto.RINVIATO)


def in_fila(punti):
    """I punti con il loro numero: prima i gradini alti, ognuno seguito da quelli che ha sotto. `punti` sono in ordine di posto."""
    alti = [p for p in punti if p.sotto_id is None]
    for n, alto in enumerate(alti, start=1):
        yield alto, f"{n}"
        for m, basso in enumerate([p for p in punti if p.sotto_id == alto.pk], start=1):
            yield basso, f"{n}.{m}"


def titoli(punti):
    """Le chiavi dei punti che ne hanno altri sotto: non si trattano, fanno da titolo."""
    return {p.sotto_id for p in punti} - {None}


def orari(inizio, punti):
    """Chiave del punto → a che ora ci si arriva, se tutti quelli di prima hanno una durata; i titoli non durano nulla."""
    previsti, intestazioni = {}, titoli(punti)
    for punto in punti:
        previsti[punto.pk] = inizio
        if punto.pk in intestazioni:
            continue
        if punto.minuti is None:
            break
        inizio += timedelta(minutes=punto.minuti)
    return previsti if len(previsti) > 1 else {}


def _precedenti(seduta):
    altre = Seduta.objects.filter(organo=seduta.organo_id, prima_convocazione__lt=seduta.prima_convocazione).exclude(pk=seduta.pk)
    return altre.order_by("-prima_convocazione")


def seduta_da_riprendere(seduta):
    """L’ultima seduta conclusa dello stesso organo, se ha punti non conclusi che questa non ha; altrimenti `None`."""
    ultima = _precedenti(seduta).filter(stato__in=CONCLUSE).first()
    return ultima if ultima and da_riprendere(seduta, ultima) else None


def da_riprendere(seduta, da):
    """I punti che la seduta `da` non ha concluso e che questa non ha ancora, in fila; con i titoli sotto cui stavano."""
    punti = list(da.punti.order_by("ordine"))
    aperti = [p for p in punti if p.stato in NON_CONCLUSI and not _gia_scritto(seduta, p)]
    intestazioni = titoli(punti)
    servono = {p.sotto_id for p in aperti}
    return [p for p in aperti if p.pk not in intestazioni or p.pk in servono]


def ricorrenti(seduta):
    """I punti che tornano in ogni seduta dell’organo, come li aveva l’ultima seduta, e che questa non ha ancora."""
    ultima = _precedenti(seduta).exclude(stato=StatoSeduta.ANNULLATA).first()
    if ultima is None:
        return []
    return [p for p in ultima.punti.filter(ricorrente=True, sotto=None).order_by("ordine") if not _gia_scritto(seduta, p)]


def _gia_scritto(seduta, punto):
    scritti = seduta.punti.all()
    if punto.oggetto_tipo:
        return scritti.filter(oggetto_tipo=punto.oggetto_tipo, oggetto_id=punto.oggetto_id).exists()
    return scritti.filter(oggetto=punto.oggetto).exists()
