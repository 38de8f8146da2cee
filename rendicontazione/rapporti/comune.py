"""Il rendiconto di un Comune: la sua spesa, per abitante accanto alla mediana, a che punto è."""

from django.utils.timezone import localdate

from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.nucleo.statistiche import mediana, pro_capite
from rendicontazione import selezioni
from rendicontazione.rapporti import spesa
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto

# Con meno Comuni la mediana direbbe la spesa di qualcun altro a chi vede solo la propria.
COMUNI_PER_LA_MEDIANA = 3
NON_INVIATA = "La spesa non è stata ancora inviata: finché non lo è le sue cifre non contano e qui non compaiono."


def del_comune(campagna, rendiconto):
    """Il rapporto sulla spesa di un Comune in un anno."""
    comune = rendiconto.comune
    cifra = Cifra((campagna.anno,), comune=comune.codice_istat)
    tavole = [
        spesa.per(cifra, "area", chiave="aree", titolo="Spesa per area di utenza"),
        spesa.per(cifra, "intervento", chiave="interventi", titolo="Spesa per obiettivo di servizio"),
        spesa.per(cifra, "fondo", chiave="fondi", titolo="Spesa per fondo che concorre a sostenerla"),
    ]
    return Rapporto(
        tipo="rapporto-comune",
        oggetto_id=rendiconto.pk,
        titolo=f"Rendiconto {campagna.anno} di {comune.nome}",
        sottotitolo=_stato(rendiconto),
        nome=f"rendiconto-{campagna.anno}-{comune.codice_istat}",
        cifra=cifra,
        cifre=_cifre(campagna, rendiconto),
        tavole=tavole,
        al=rendiconto.inviato_il if rendiconto.e_consegnato else None,
        permesso="legge_comune",
        comune_id=comune.pk,
        note=_note(rendiconto),
    )


def _stato(rendiconto):
    stato = rendiconto.get_stato_display()
    if not rendiconto.e_consegnato:
        return stato
    # Una certificazione di prima di un rinvio riguardava altre cifre.
    passi = selezioni.storia(rendiconto).filter(verbo="rendiconto.certifica", quando__gte=rendiconto.inviato_il)
    if (certificata := passi.first()) is None:
        return f"{stato}, senza certificazione della ragioneria"
    return f"{stato}, certificazione della ragioneria del {formatta_data(localdate(certificata.quando), esteso=True)}"


def _note(rendiconto):
    if not rendiconto.e_consegnato:
        return [NON_INVIATA]
    residenti = (
        f"Residenti: {formatta_numero(rendiconto.residenti)}, ultimo dato Istat al {formatta_data(rendiconto.residenti_al)}."
    )
    altre = ["Il Comune ha dichiarato di non avere avuto spesa."] if rendiconto.senza_spesa else []
    return [*altre, residenti] if rendiconto.residenti else altre


def _cifre(campagna, rendiconto):
    righe = list(selezioni.quadro(campagna))
    sua = next(r for r in righe if r.pk == rendiconto.pk)
    noti = [v for r in righe if (v := pro_capite(r.totale_spesa_netta, r.residenti)) is not None]
    nota = f"mediana dell’Ambito {formatta_importo(mediana(noti))} €" if len(noti) >= COMUNI_PER_LA_MEDIANA else ""
    voci = [
        ("Spesa lorda", sua.totale_spesa_lorda, ""),
        ("Spesa netta", sua.totale_spesa_netta, "a carico del Comune"),
        ("Netta per abitante", pro_capite(sua.totale_spesa_netta, sua.residenti), nota),
    ]
    return [{"etichetta": e, "valore": "–" if v is None else f"{formatta_importo(v)} €", "nota": n} for e, v, n in voci]
