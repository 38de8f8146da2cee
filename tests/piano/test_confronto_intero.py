"""Il confronto non si perde niente della fotografia di un obiettivo o di un tavolo: ogni chiave conta, o si dice perché no."""

import copy
from decimal import Decimal, InvalidOperation

import pytest

from piano.confronto import Genere, Parte, confronta
from piano.confronto.schede import ESCLUSI
from piano.documenti import fotografa
from piano.models import AreaSecondaria, LepsObiettivo, PersonaleObiettivo, ServizioObiettivo, SoggettoObiettivo, Tavolo
from piano.operazioni import collega_quota
from servizi.models import AreaUtenza, Fondo, Leps, Servizio
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.scena import OGGI
from tests.servizi.fabbriche import chi, crea_assegnazione


@pytest.fixture
def foto(lodi):
    """La fotografia di un piano con una scheda e un tavolo in cui ogni campo è pieno."""
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        scheda = obiettivo(piano, lodi.utenti["udp"])
        SoggettoObiettivo.objects.create(obiettivo=scheda, nome="Caritas", ruolo="partner")
        PersonaleObiettivo.objects.create(
            obiettivo=scheda, figura="Educatore", ore_settimanali=18, tempo_pieno=Decimal("0.5"), ente="ASP"
        )
        AreaSecondaria.objects.create(obiettivo=scheda, area=piano.aree.exclude(pk=scheda.area_id).first())
        LepsObiettivo.objects.create(obiettivo=scheda, leps=Leps.objects.first())
        ServizioObiettivo.objects.create(obiettivo=scheda, servizio=Servizio.objects.first())
        assegnazione = crea_assegnazione(
            lodi, "2000.00", fondo=Fondo.objects.first().codice, annualita=2026, vincolata=Decimal(1000), vincolo="Minori"
        )
        collega_quota(scheda, assegnazione, Decimal(400), **chi(lodi, "udp"))
        Tavolo.objects.create(
            piano=piano, nome="Anziani", area=AreaUtenza.objects.first(), descrizione="Di che cosa parla.", referente="Ugo"
        )
        return fotografa(piano, OGGI)


def percorsi(valore, fin_qui=()):
    """Dove sta ogni valore semplice della fotografia."""
    if isinstance(valore, dict | list):
        for chiave, dentro in valore.items() if isinstance(valore, dict) else enumerate(valore):
            yield from percorsi(dentro, (*fin_qui, chiave))
    else:
        yield fin_qui


def diverso(valore):
    """Un altro valore dello stesso genere."""
    if isinstance(valore, bool):
        return not valore
    if isinstance(valore, int):
        return valore + 1
    try:
        return f"{Decimal(valore) + 1:.2f}" if valore else "1"
    except (InvalidOperation, TypeError):
        return "x" if valore is None else f"{valore}x"


def cambiata(foto, percorso):
    """La stessa fotografia con un valore solo diverso."""
    altra = copy.deepcopy(foto)
    *strada, ultimo = percorso
    dentro = altra
    for passo in strada:
        dentro = dentro[passo]
    dentro[ultimo] = diverso(dentro[ultimo])
    return altra


def chiave(percorso):
    """Il nome del campo, senza le posizioni negli elenchi."""
    return [passo for passo in percorso if isinstance(passo, str)][-1]


@pytest.mark.django_db
def test_ogni_chiave_della_fotografia_si_confronta_o_si_dice_perche_no(foto):
    [scheda], [tavolo] = foto["obiettivi"], foto["tavoli"]
    assert [k for voce in (scheda, tavolo) for k, v in voce.items() if v == []] == [], "la prova deve riempire ogni elenco"
    for parte in ("obiettivi", "tavoli"):
        for percorso in percorsi(foto[parte], (parte,)):
            visto = not confronta(foto, cambiata(foto, percorso)).uguali
            assert visto or ESCLUSI.get(chiave(percorso)), f"«{percorso}» cambia e il confronto non lo dice"


@pytest.mark.django_db
def test_cio_che_cambia_si_legge_in_parole(foto):
    dopo = copy.deepcopy(foto)
    [scheda] = dopo["obiettivi"]
    scheda.update(peso=30, sovrazonale=True, personale=[], vincoli=[{**scheda["vincoli"][0], "importo": "500.00"}])
    scheda["soggetti"][0]["ruolo"] = "Finanziatore"
    scheda["indicatori"][0].update(frequenza="Ogni sei mesi", responsabile="Anna", traguardi=[{"anno": 2025, "valore": "13.00"}])
    [cambiato] = confronta(foto, dopo).obiettivi_cambiati
    fondo = scheda["vincoli"][0]["fondo"]
    assert {c.nome: (c.prima, c.dopo) for c in cambiato.campi} == {
        "peso per la premialità": ("", "30"),
        "condiviso con altri Ambiti": ("no", "sì"),
        "indicatore «Persone seguite»": (
            "valori attesi: 12 a fine 2025, 16 a fine 2026; ogni quanto si legge: Ogni anno; chi ne risponde: non indicato",
            "valori attesi: 13 a fine 2025; ogni quanto si legge: Ogni sei mesi; chi ne risponde: Anna",
        ),
        "ente «Caritas»": ("che parte ha: Partner", "che parte ha: Finanziatore"),
        "personale «Educatore»": (
            "ore la settimana: 18; equivalenti a tempo pieno: 0,50; di quale ente: ASP",
            "",
        ),
        f"{fondo}, 2026, vincolati a «Minori»": ("400,00 €", "500,00 €"),
    }
    assert {c.parte for c in cambiato.campi} == set(Parte) - {Parte.AZIONE}


@pytest.mark.django_db
def test_di_una_scheda_nuova_si_dicono_solo_i_caratteri_che_ha(foto):
    [scheda] = foto["obiettivi"]
    con = {**foto, "obiettivi": [{**scheda, "trasversale": True}]}
    [nuova] = confronta({**foto, "obiettivi": []}, con).obiettivi_cambiati
    assert all(c.genere == Genere.AGGIUNTA for c in nuova.campi)
    assert [(c.nome, c.dopo) for c in nuova.campi if c.dopo in ("sì", "no")] == [("riguarda più aree insieme", "sì")]


@pytest.mark.django_db
def test_una_fotografia_piu_vecchia_non_fa_dire_no_a_cio_che_non_aveva(foto):
    [scheda] = foto["obiettivi"]
    vecchia = {k: v for k, v in scheda.items() if k not in ("trasversale", "peso", "vincoli", "soggetti")}
    [cambiata] = confronta({**foto, "obiettivi": [vecchia]}, foto).obiettivi_cambiati
    assert {(c.parte, c.genere) for c in cambiata.campi} == {(Parte.ENTE, Genere.AGGIUNTA), (Parte.RISORSA, Genere.AGGIUNTA)}
