"""Le tappe dell’avvio che stanno nell’Assemblea: l’organo con la sua regola, il regolamento dell’Ufficio."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from ambito.assemblea.models import Organo, RegolamentoUfficio, RegolaVoto
from ambito.registri import TappaAvvio


def dell_ambito(poteri, oggi):
    """L’organo che decide e come vota; con quali regole lavora l’Ufficio."""
    yield _organo(poteri, oggi)
    regolamento = RegolamentoUfficio.objects.in_vigore(oggi).first()
    yield TappaAvvio(
        60, "Il regolamento dell’Ufficio di Piano", "Dice chi fa che cosa; l’ente capofila lo adotta dopo la deliberazione.",
        _url(poteri, "ufficio"), int(regolamento is not None), nota=regolamento.atto if regolamento else "",
    )  # fmt: skip


def _organo(poteri, oggi):
    verificate = RegolaVoto.objects.in_vigore(oggi).filter(organo=OuterRef("pk"), verificata=True)
    organi = list(Organo.objects.annotate(verificata=Exists(verificate)))
    da_verificare = [organo for organo in organi if not organo.verificata]
    if not organi:
        url, nota = _url(poteri, "sedute"), "Lo istituisce chi ha l’incarico di segretario."
    elif da_verificare:
        url = _url(poteri, "regola", da_verificare[0].pk)
        nota = f"{da_verificare[0]}: la regola va scritta dal vostro regolamento, o dalla convenzione. Lo fa il segretario."
    else:
        url, nota = _url(poteri, "sedute"), ", ".join(str(organo) for organo in organi)
    return TappaAvvio(
        55, "Chi delibera, e con quale regola di voto", "Numero legale e maggioranze decidono se una deliberazione è valida.", url,
        bool(organi) + bool(organi and not da_verificare), 2, nota,
    )  # fmt: skip


def _url(poteri, nome, *argomenti):
    return reverse(f"assemblea:{nome}", args=[poteri.ambito.slug, *argomenti])
