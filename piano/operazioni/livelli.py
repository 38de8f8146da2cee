"""I nomi dei livelli di un piano e l’elenco di ciò che raggruppa gli obiettivi: ogni regione li chiama a modo suo."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import AreaPolicy, AreaSecondaria, Obiettivo, VoceAttuativo
from piano.operazioni.piani import blocca_in_bozza
from piano.selezioni import in_vigore

NOMI = ("nome_capitolo", "nome_paragrafo", "nome_area")
# Dove un’area può servire, e che cosa fare prima di toglierla.
USI = (
    (Obiettivo, "«{area}» ha degli obiettivi: prima spostali in un’altra, poi la puoi togliere."),
    (AreaSecondaria, "«{area}» è fra le altre aree di un obiettivo: prima toglila dalla sua scheda."),
    (VoceAttuativo, "«{area}» raggruppa un’attività aggiunta da un piano attuativo: prima spostala in un’altra."),
)


class AreaInUso(ErroreAtteso):
    """Un’area tolta dall’elenco serve ancora: a un obiettivo, o a un’attività dell’anno."""

    campo = "aree"


@transaction.atomic
def nomina_livelli(piano, nomi, aree, *, poteri, adesso):
    """Cambia i `nomi` dei livelli (per campo) e le `aree` (coppie codice, nome); un’area con obiettivi non si toglie."""
    poteri.esigi("redige_piano")
    piano = blocca_in_bozza(piano.pk)
    prima = {campo: getattr(piano, campo) for campo in NOMI}
    for campo in NOMI:
        setattr(piano, campo, nomi[campo])
    piano.save(update_fields=NOMI)
    cambiate = _scrivi_aree(piano, dict(aree))
    dopo = {campo: nomi[campo] for campo in NOMI}
    if cambiate or dopo != prima:
        annota(piano, "piano.livelli", f"Cambiati i nomi dei livelli o le aree del {piano}", autore=poteri.utente, quando=adesso,
               prima=prima, dopo={**dopo, "aree_cambiate": sorted(cambiate)})  # fmt: skip
    return piano


def _scrivi_aree(piano, aree):
    """Porta le aree del piano all’elenco dato; restituisce i codici aggiunti, cambiati o tolti."""
    cambiate = _togli_aree(piano, aree)
    presenti = {area.codice: area for area in AreaPolicy.objects.filter(piano=piano)}
    for codice, nome in aree.items():
        area = presenti.get(codice) or AreaPolicy(piano=piano, codice=codice)
        if area.nome != nome:
            area.nome = nome
            area.save()
            cambiate.add(codice)
    return cambiate


def _esigi_non_in_vigore(piano, via):
    """Le aree degli obiettivi in vigore servono ad attuativi e bilancio anche se il testo nuovo non le usa più."""
    usate = {obiettivo.area_id for obiettivo in in_vigore.com_erano(piano, Obiettivo)}
    if area := via.filter(pk__in=usate).first():
        raise AreaInUso(f"«{area}» ha degli obiettivi nel piano in vigore: si può togliere quando l’aggiornamento è deciso.")


def _togli_aree(piano, aree):
    via = AreaPolicy.objects.filter(piano=piano).exclude(codice__in=aree)
    for usi, frase in USI:
        if area := via.filter(pk__in=usi.objects.values("area")).first():
            raise AreaInUso(frase.format(area=area))
    if piano.si_aggiorna:
        _esigi_non_in_vigore(piano, via)
    tolte = set(via.values_list("codice", flat=True))
    via.delete()
    return tolte
