"""L’accordo dimostrativo del triennio passato: firmato, pubblicato, scaduto con il suo piano. Estremi e date sono inventati."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from accordo.models import AccordoDiProgramma, ParteAccordo, ProrogaAccordo, RuoloParte
from accordo.operazioni.passati import carica_accordo
from accordo.stati.accordi import StatoAccordo, StatoParte
from ambito.models import Ente
from ambito.selezioni import appartenenze
from piano.selezioni import piano_del

TRIENNIO, FINE = "2021-2023", date(2023, 12, 31)
CONGELATO, APPROVATO, BOLLETTINO = datetime(2021, 3, 15, 9, 0, tzinfo=UTC), date(2021, 4, 6), date(2021, 6, 16)
# Un Comune ogni tanti non ne diede notizia sul suo sito.
SENZA_NOTIZIA = 6


def racconta(scena):
    """L’accordo del piano concluso, se il piano c’è e l’accordo no."""
    piano = piano_del(TRIENNIO)
    if piano is None or AccordoDiProgramma.objects.filter(piano=piano).exists():
        return
    accordo = AccordoDiProgramma(
        piano=piano, triennio_inizio=piano.triennio_inizio, dal=piano.dal, al=piano.al, creato_il=scena.adesso,
        atto_numero="Decreto del Sindaco di Lodi n. 5 (dato dimostrativo)", atto_data=date(2021, 6, 1),
        bollettino="BURL n. 24, serie ordinaria (dato dimostrativo)", bollettino_data=BOLLETTINO, albo_dal=BOLLETTINO,
    )  # fmt: skip
    quando = scena.adesso - timedelta(days=19)
    carica_accordo(accordo, StatoAccordo.SCADUTO, _parti(timezone.localdate(scena.adesso)), congelato_il=CONGELATO, adesso=quando)
    ProrogaAccordo.objects.create(
        accordo=accordo, prima=FINE, al=piano.al, organo="Assemblea dei Sindaci", atto_numero="11/2023 (dato dimostrativo)",
        atto_data=date(2023, 12, 14), motivo="Il piano è prolungato di un anno. (dato dimostrativo)", registrata_il=quando,
    )  # fmt: skip


def _parti(oggi):
    """I Comuni di oggi e le aziende sanitarie: hanno approvato e firmato tutti."""
    comuni = [
        ParteAccordo(
            comune=appartenenza.comune, ruolo=RuoloParte.FIRMATARIO, organo="giunta", atto_numero=f"{20 + n} (dato dimostrativo)",
            atto_data=APPROVATO + timedelta(days=n % 20), esecutivo_dal=APPROVATO + timedelta(days=n % 20 + 10),
            sito_il=None if n % SENZA_NOTIZIA == 1 else BOLLETTINO + timedelta(days=n % 15),
        )
        for n, appartenenza in enumerate(appartenenze(oggi))
    ]  # fmt: skip
    enti = [
        ParteAccordo(
            ente=ente, ruolo=RuoloParte.FIRMATARIO, organo="direttore", atto_numero=f"{300 + n} (dato dimostrativo)",
            atto_data=APPROVATO, esecutivo_dal=APPROVATO,
        )
        for n, ente in enumerate(Ente.objects.filter(tipo__in=["ats", "asst"]))
    ]  # fmt: skip
    return [(parte, StatoParte.FIRMATA) for parte in [*comuni, *enti]]
