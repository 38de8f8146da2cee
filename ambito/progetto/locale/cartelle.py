"""Dove stanno le cose: tutto sotto `.portale/` nella cartella del progetto, niente altrove."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from ambito.progetto.locale.voce import GuastoLocale

RADICE = Path(__file__).resolve().parents[3]
# Un socket Unix ha al più 107 caratteri di percorso: oltre questo limite la cartella dei socket va altrove.
LUNGHEZZA_MASSIMA = 85


class Cartelle:
    """Percorsi di una installazione locale; le cartelle private si creano alla prima richiesta."""

    def __init__(self, base=RADICE / ".portale"):
        self.base = _privata(Path(base))

    @property
    def postgres(self):
        """Dati di PostgreSQL."""
        return self.base / "pg"

    @property
    def redis(self):
        """Dati di Redis."""
        return self.base / "redis"

    @property
    def statici(self):
        """File statici raccolti e compressi."""
        return Path(os.environ.get("PORTALE_STATICI") or self.base / "statici")

    @property
    def registri(self):
        """Uscite dei processi, un file per ciascuno."""
        return _privata(self.base / "registri")

    @property
    def blocchi(self):
        """File su cui i comandi in parallelo si aspettano a vicenda."""
        return _privata(self.base / "run")

    @property
    def socket(self):
        """Cartella dei socket; se il percorso del progetto è troppo lungo, una cartella breve e sempre la stessa."""
        vicina = self.blocchi
        if len(str(vicina)) <= LUNGHEZZA_MASSIMA:
            return vicina
        sigla = hashlib.sha256(str(vicina).encode()).hexdigest()[:12]
        return _privata(Path(tempfile.gettempdir()) / f"portale-{os.getuid()}-{sigla}")

    def svuota_dati(self):
        """Cancella i dati locali (non i file statici né la chiave segreta): la prossima preparazione ricomincia da capo."""
        for cartella in (self.postgres, self.redis):
            shutil.rmtree(cartella, ignore_errors=True)
        for stampo in self.base.glob("preparato*"):
            stampo.unlink()


def _privata(cartella):
    try:
        cartella.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as errore:
        raise GuastoLocale(f"Non posso scrivere in {cartella.parent}: {errore.strerror}.") from errore
    stato = cartella.lstat()
    if stat.S_ISLNK(stato.st_mode) or stato.st_uid not in (os.getuid(), 0):
        raise GuastoLocale(f"La cartella {cartella} appartiene a un’altra persona: serve una copia propria del progetto.")
    return cartella
