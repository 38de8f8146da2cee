"""I nomi dei livelli di un piano e l’elenco di ciò che raggruppa gli obiettivi: ogni regione li chiama a modo suo."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import AreaPolicy
from piano.operazioni.piani import blocca_in_bozza

NOMI = ("nome_capitolo", "nome_paragrafo", "nome_area")


class AreaInUso(ErroreAtteso):
    """Un’area tolta dall’elenco ha ancora obiettivi."""

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


def _togli_aree(piano, aree):
    via = AreaPolicy.objects.filter(piano=piano).exclude(codice__in=aree)
    usate = list(via.filter(obiettivi__isnull=False).distinct())
    if usate:
        raise AreaInUso(f"«{usate[0]}» ha degli obiettivi: prima spostali in un’altra, poi la puoi togliere.")
    tolte = set(via.values_list("codice", flat=True))
    via.delete()
    return tolte
