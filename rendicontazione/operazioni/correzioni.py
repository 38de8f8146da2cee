"""Durante una correzione si cambia solo ciò che un rilievo riapre; chi corregge affronta il rilievo senza dirlo due volte."""

from ambito.errori import ErroreAtteso
from rendicontazione.models import CELLE, IMPORTI, RilievoSpesa, chiave_voce

# La nota spiega: si può sempre scrivere.
SEMPRE = {"nota"}
CONFRONTATI = ("utenti", *IMPORTI)


class RigaFerma(ErroreAtteso):
    """Si è provato a cambiare ciò che l’Ufficio di Piano non ha chiesto di correggere."""


def esigi_nuova(aperte):
    if aperte and not aperte.aggiunge:
        raise RigaFerma("L’Ufficio di Piano non ha chiesto righe nuove: si correggono solo quelle con un rilievo.")


def esigi_togliere(aperte, voce):
    if aperte and not aperte.toglie(voce.pk):
        raise RigaFerma(f"L’Ufficio di Piano non ha chiesto di togliere «{voce}».")


def esigi_campi(aperte, voce, cambiati):
    """`RigaFerma` se fra i campi che cambiano ce n’è uno senza rilievo."""
    aperti = aperte and aperte.campi(voce.pk)
    if aperte is None or aperti is None:
        return
    if fermi := cambiati - aperti - SEMPRE:
        nomi = ", ".join(nome for campo, nome in CELLE.items() if campo in fermi) or "ciò che distingue la riga"
        raise RigaFerma(f"Su «{voce}» l’Ufficio di Piano non ha chiesto di cambiare: {nomi}.")


def segna(rendiconto, voce, cambiati, adesso):
    """I rilievi su quella riga, e sulle celle cambiate, sono corretti."""
    if not cambiati - SEMPRE:
        return
    for rilievo in rendiconto.rilievi.aperti().filter(voce=voce.pk):
        if not rilievo.campo or rilievo.campo in cambiati:
            rilievo.corretto_il = adesso
            rilievo.save(update_fields=["corretto_il"])


def segna_nuova(rendiconto, adesso):
    """Una riga in più affronta i rilievi su ciò che manca."""
    rendiconto.rilievi.aperti().filter(genere=RilievoSpesa.Genere.MANCA).update(corretto_il=adesso)


def esigi_in_blocco(aperte, rendiconto, voci, adesso):
    """Le stesse regole per le righe di un foglio."""
    presenti = {chiave_voce(v): v for v in rendiconto.voci.select_related("intervento", "area")}
    for nuova in voci:
        voce = presenti.get(chiave_voce(nuova))
        if voce is None:
            esigi_nuova(aperte)
            segna_nuova(rendiconto, adesso)
            continue
        cambiati = {campo for campo in CONFRONTATI if getattr(voce, campo) != getattr(nuova, campo)}
        esigi_campi(aperte, voce, cambiati)
        segna(rendiconto, voce, cambiati, adesso)
