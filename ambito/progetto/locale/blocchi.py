"""Blocchi fra processi su file (`flock`): il sistema li scioglie da solo anche se chi li tiene viene ucciso."""

import contextlib
import fcntl
import time

ESCLUSIVO, CONDIVISO = fcntl.LOCK_EX, fcntl.LOCK_SH


class Blocco:
    """Un file di blocco aperto. Non passa ai processi figli."""

    def __init__(self, percorso):
        self._file = open(percorso, "a+")  # noqa: SIM115  (si chiude con `chiudi`)

    def prendi(self, modo=ESCLUSIVO):
        """Aspetta finché il blocco è libero e lo prende (o cambia il modo di quello che ha)."""
        fcntl.flock(self._file, modo)

    def prova(self, modo=ESCLUSIVO):
        """Prende il blocco se è libero; dice se ci è riuscito. Nel cambio di modo fallito il blocco precedente è perso."""
        try:
            fcntl.flock(self._file, modo | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def prova_per(self, secondi, modo=ESCLUSIVO):
        """Riprova per al più `secondi` secondi."""
        fine = time.monotonic() + secondi
        while not self.prova(modo):
            if time.monotonic() > fine:
                return False
            time.sleep(0.05)
        return True

    def scrivi(self, testo):
        """Lascia nel file un testo per chi trova il blocco occupato."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(testo)
        self._file.flush()

    def leggi(self):
        """Il testo lasciato da chi tiene il blocco."""
        self._file.seek(0)
        return self._file.read()

    def chiudi(self):
        """Scioglie il blocco."""
        self._file.close()


@contextlib.contextmanager
def blocco(percorso, modo=ESCLUSIVO):
    """Tiene il blocco per la durata del `with`."""
    tenuto = Blocco(percorso)
    try:
        tenuto.prendi(modo)
        yield tenuto
    finally:
        tenuto.chiudi()
