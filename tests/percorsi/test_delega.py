"""Il Sindaco delega dal telefono; il delegato siede, il Sindaco arriva, prende il posto e vota lui."""

import pytest

from ambito.assemblea.models import Voto
from tests.assemblea.conftest import Assemblea
from tests.scena import crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.lento]
SLUG = "valli"
COMUNI = [
    ("098911", "Monte Alto", 5000),
    ("098912", "Fonte Fredda", 4000),
    ("098913", "Ponte Nuovo", 3000),
    ("098914", "Selva", 900),
]


@pytest.fixture
def seduta(portale):
    """Una seduta in corso, si vota; manca soltanto Fonte Fredda."""
    with portale.dentro():
        scena = crea_scena(SLUG, comuni=COMUNI)
        with scena.aperto("segretario"):
            return Assemblea(scena).al_voto(nomi=["Monte Alto", "Ponte Nuovo", "Selva"]).seduta_id


def test_il_sindaco_delega_e_poi_arriva(portale, seduta, persona):
    sindaco = persona(f"sindaco@{SLUG}.example", telefono=True)
    delega(sindaco, seduta)
    delegato = persona(f"operatore@{SLUG}.example", telefono=True)
    siede_il_delegato(delegato, seduta)
    arriva_il_sindaco(sindaco, seduta)
    delegato.va(sala(seduta)).legge("per il Comune di Fonte Fredda siede e vota lui")
    delegato.controlla()
    vota(sindaco)
    with portale.dentro(SLUG):
        assert [(v.seggio.nome, v.persona) for v in Voto.objects.select_related("seggio")] == [("Fonte Fredda", "sindaco")]
    revoca(sindaco)


def sala(seduta):
    return f"/{SLUG}/assemblea/sedute/{seduta}/sala/"


def delega(chi, seduta):
    chi.va(f"/{SLUG}/assemblea/sedute/{seduta}/")
    chi.segue("Delega chi siede al tuo posto")
    chi.controlla()
    chi.preme("Dai la delega")
    chi.legge("Compila questo campo", exact=False)
    chi.controlla()
    chi.scrive("Nome", "Ada", exact=True)
    chi.scrive("Cognome", "Verdi")
    chi.scrive("Indirizzo e-mail", f"operatore@{SLUG}.example")
    chi.preme("Dai la delega")
    chi.legge("Delega data a operatore.")
    chi.controlla()


def siede_il_delegato(chi, seduta):
    chi.va(f"/{SLUG}/").segue("La seduta è aperta")
    chi.preme("Sono presente")
    chi.legge(", per delega")
    chi.titolo("Si vota adesso")
    chi.controlla()


def arriva_il_sindaco(chi, seduta):
    chi.va(sala(seduta)).titolo("In sala siede il tuo delegato")
    chi.controlla()
    chi.preme("Sono presente")
    chi.titolo("Si vota adesso")


def vota(chi):
    chi.segue("Vota", exact=True)
    chi.pagina.get_by_text("Favorevole", exact=True).click()
    chi.preme("Conferma il voto")
    chi.titolo("Voto registrato")


def revoca(chi):
    chi.va(f"/{SLUG}/assemblea/deleghe/")
    chi.conferma("Revoca la delega")
    chi.legge("Delega revocata")
    chi.controlla()
