"""Il motore PostgreSQL di Django più una regola: ogni transazione si apre dichiarando Ambito e persona (`SET LOCAL`).

Valori legati alla transazione: dopo il COMMIT la connessione è pulita, anche dietro un pool in modalità transazione.
"""

from django.db.backends.postgresql import base

from ambito.nucleo import contesto

DICHIARA = "select set_config('app.ambito_id', %s, true), set_config('app.utente_id', %s, true)"
SOLA_LETTURA = ", set_config('transaction_read_only', 'on', true)"


def testo(valore):
    return "" if valore is None else str(valore)


class DatabaseWrapper(base.DatabaseWrapper):
    def set_autocommit(self, autocommit, force_begin_transaction_with_broken_autocommit=False):
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit:
            try:
                self.dichiara_contesto()
            except Exception:
                # La transazione non è cominciata. Se la connessione restasse così, la prossima si crederebbe dentro di lei, e non
                # si riaprirebbe mai più: chi lavora con un filo che dura (web, worker) sbaglierebbe per sempre.
                self.close()
                raise

    def dichiara_contesto(self, *, sola_lettura=False):
        """Scrive il contesto corrente nella transazione aperta; chi non ha Ambito vede zero righe.

        Con `sola_lettura`, in quella transazione PostgreSQL rifiuta ogni scrittura da qui in avanti.
        """
        # Come ogni altro errore della banca dati: chi chiama aspetta quelli di Django, e la connessione rotta va segnata.
        with self.wrap_database_errors, self.connection.cursor() as cursore:
            cursore.execute(
                DICHIARA + SOLA_LETTURA * sola_lettura, [testo(contesto.ambito_corrente()), testo(contesto.utente_corrente())]
            )
