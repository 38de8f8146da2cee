"""Lo scadenzario fuori dalla sua pagina: «Tocca a te», il calendario della persona, i promemoria, l’anno che si apre."""

from django.urls import reverse

from ambito.avvisi import avvisa
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import Appuntamento, Compito
from ambito.scadenzario.operazioni import apri_anni
from ambito.scadenzario.selezioni import TIENE, che_toccano_a, chi_riceve, scadenze

# Quanti giorni mancano quando si ricorda: il giorno prima del termine, il giorno stesso, quello dopo.
GIORNI = (30, 7, 1, 0, -1)


def _url(slug, scadenza):
    return reverse("ambito:scadenza", args=[slug, scadenza.pk])


def compiti(poteri, oggi):
    """Ciò che di qui a trenta giorni, o già passato, tocca alla persona."""
    for scadenza in che_toccano_a(poteri, oggi):
        yield Compito(scadenza.voce.nome, _perche(scadenza), _url(poteri.ambito.slug, scadenza), scadenza.giorno)


def appuntamenti(poteri, oggi):
    """Le scadenze ancora da fare, per chi tiene lo scadenzario."""
    if not poteri.puo(TIENE):
        return
    for scadenza in scadenze(oggi).aperte():
        yield Appuntamento(
            chiave=f"scadenza-{poteri.ambito.pk}-{scadenza.pk}",
            titolo=f"{scadenza.voce.nome} ({scadenza.anno})",
            testo=_perche(scadenza),
            url=_url(poteri.ambito.slug, scadenza),
            inizio=scadenza.giorno,
        )


def _perche(scadenza):
    voce = scadenza.voce
    dove = f"Si fa su {voce.piattaforma}." if voce.piattaforma else ""
    data = "La data cambia di anno in anno: confermala." if voce.indicativa else ""
    return " ".join(frase for frase in (dove, f"Se manca: {voce.effetto}." if voce.effetto else "", data) if frase)


def ricorda(oggi, adesso):
    """Apre gli anni che mancano e ricorda ciò che è da fare; due orologi insieme scrivono un avviso solo."""
    apri_anni(oggi)
    per_giorno = {mancano: [] for mancano in GIORNI}
    for scadenza in scadenze(oggi).aperte().select_related("voce__persona", "ambito"):
        if (mancano := (scadenza.giorno - oggi).days) in per_giorno:
            per_giorno[mancano].append(scadenza)
    for mancano, righe in per_giorno.items():
        for scadenza in righe:
            _ricorda(scadenza, mancano, oggi, adesso)


def _ricorda(scadenza, mancano, oggi, adesso):
    persone, di_riserva = chi_riceve(scadenza, oggi)
    vacante = f"\n\nRicevi tu l’avviso perché adesso nessuno ha il posto di chi se ne occupa ({scadenza.voce.di_chi})."
    avvisa(
        persone,
        genere="scadenzario", oggetto=scadenza, adesso=adesso, giorno=oggi, urgente=mancano <= 0,
        titolo=f"{_quanto(mancano)}: {scadenza.voce.nome}",
        testo=f"Il termine è il {formatta_data(scadenza.giorno, esteso=True)}. {_perche(scadenza)}".strip()
        + (vacante if di_riserva else ""),
        url=_url(scadenza.ambito.slug, scadenza),
    )  # fmt: skip


def _quanto(mancano):
    fissi = {1: "Scade domani", 0: "Scade oggi", -1: "È scaduta ieri"}
    return fissi.get(mancano) or f"Mancano {conta(mancano, 'giorno', 'giorni')}"
