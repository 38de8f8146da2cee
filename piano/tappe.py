"""Le tappe di un triennio che stanno nel piano: creato, affidato, scritto, discusso, approvato."""

from django.urls import reverse

from ambito.nucleo.formati_italiani import conta
from ambito.registri import TappaAvvio
from piano.selezioni import avvio
from piano.stati import DECISI, StatoPiano


def trienni(poteri, oggi):
    """I trienni in corso o da preparare."""
    return avvio.trienni(poteri.una_volta(avvio.piani), oggi)


def del_triennio(poteri, oggi, triennio):
    """Le tappe del piano di quel triennio, che può non esserci ancora."""
    piani = poteri.una_volta(avvio.piani)
    piano = next((p for p in piani if triennio and p.triennio_inizio == triennio.inizio), None)
    yield _creato(poteri, piano, _prima(piani, triennio))
    yield from _scritto(poteri, piano)
    yield from _discusso(poteri, piano)
    yield TappaAvvio(
        50, "Il piano approvato", "Fino ad allora è una bozza: non impegna nessuno.",
        _url(poteri, piano, "piano", "#passo"), int(piano is not None and piano.stato in DECISI),
        nota=_a_che_punto(piano),
    )  # fmt: skip


def _prima(piani, triennio):
    """Il piano che viene prima di quel triennio, o `None`."""
    return next((p for p in reversed(piani) if triennio and p.triennio_fine < triennio.inizio), None)


def _url(poteri, piano, nome, ancora=""):
    """La pagina del piano; finché non c’è, quella in cui si crea."""
    if piano is None:
        return f"{reverse('piano:piani', args=[poteri.ambito.slug])}#nuovo"
    return reverse(f"piano:{nome}", args=[poteri.ambito.slug, piano.triennio]) + ancora


def _creato(poteri, piano, prima):
    return TappaAvvio(
        10, "Il piano creato", "Nasce dal modello di indice della regione, con una guida per ogni sezione.",
        _url(poteri, piano, "piano"), int(piano is not None), nota=str(piano or ""),
        riprende=_da_riprendere(poteri, prima) if prima and (piano is None or piano.modificabile) else (),
    )  # fmt: skip


def _da_riprendere(poteri, prima):
    """Ciò che del piano di prima serve al nuovo; se si può ancora prorogare, anche come guadagnare tempo."""
    voci = [
        (f"il testo del {prima} in Word, da caricare sezione per sezione", _url(poteri, prima, "word")),
        ("gli esiti dei suoi obiettivi", _url(poteri, prima, "andamento")),
    ]
    if prima.prorogabile:
        voci.append(("la proroga, se il nuovo non sarà pronto", _url(poteri, prima, "proroga")))
    return tuple(voci)


def _scritto(poteri, piano):
    sezioni = piano.n_obbligatorie if piano else 0
    # Deciso il piano, non c’è più niente da affidare né da scrivere.
    deciso = piano is not None and piano.stato in DECISI
    affidate, complete = (sezioni, sezioni) if deciso else (piano.n_affidate, piano.n_complete) if piano else (0, 0)
    yield TappaAvvio(
        20, "Indice e sezioni affidate", "Ogni sezione ha chi la scrive ed entro quando: il portale lo ricorda.",
        _url(poteri, piano, "indice"), affidate, sezioni or 1,
        _su(sezioni - affidate, sezioni, "non è di nessuno", "non sono di nessuno"),
    )  # fmt: skip
    yield TappaAvvio(
        30, "Le sezioni scritte", "Senza quelle obbligatorie il piano non si può proporre.",
        _url(poteri, piano, "piano", "#sezioni"), complete, sezioni or 1,
        _su(sezioni - complete, sezioni, "è da completare", "sono da completare"),
    )  # fmt: skip


def _su(mancano, sezioni, una, molte):
    """«3 sezioni su 20 sono da completare»; vuota se non ne manca nessuna."""
    return f"{conta(mancano, 'sezione', 'sezioni')} su {sezioni} {una if mancano == 1 else molte}." if mancano else ""


def _discusso(poteri, piano):
    tavoli, obiettivi, giri = (piano.n_tavoli, piano.n_obiettivi, piano.n_giri) if piano else (0, 0, 0)
    yield TappaAvvio(
        35, "I tavoli", "Terzo settore, sindacati e sanità partecipano alla scrittura, e se ne tiene traccia.",
        _url(poteri, piano, "tavoli"), min(tavoli, 1), nota=conta(tavoli, "tavolo", "tavoli") if tavoli else "", facoltativa=True,
    )  # fmt: skip
    yield TappaAvvio(
        40, "Gli obiettivi", "Che cosa si vuole ottenere, per chi, con quanto: senza, il piano non si può proporre.",
        _url(poteri, piano, "obiettivi"), min(obiettivi, 1), nota=conta(obiettivi, "obiettivo", "obiettivi") if obiettivi else "",
    )  # fmt: skip
    yield TappaAvvio(
        45, "Le osservazioni dei Comuni", "Prima del voto ogni Comune legge la bozza e dice che cosa ne pensa.",
        _url(poteri, piano, "giri"), min(giri, 1), nota=conta(giri, "giro aperto", "giri aperti") if giri else "", facoltativa=True,
    )  # fmt: skip


def _a_che_punto(piano):
    if piano is None or piano.stato == StatoPiano.BOZZA:
        return ""
    return piano.deliberazione or f"{piano.get_stato_display()}."
