"""Letture pronte: l’ORM le compone e le traduce in SQL una volta per processo, poi si eseguono soltanto.

Per una lettura breve comporla e tradurla costa più che eseguirla, e quelle della prima pagina le paga chiunque, ogni volta. Ciò che
cambia (gli argomenti e l’Ambito in corso) nella composizione è un `Valore`, che l’ORM non può confondere con un valore vero; il
resto del codice dell’interrogazione non sa di essere composto una volta sola.
"""

import inspect
from copy import copy
from functools import update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression

from ambito.nucleo import contesto

AMBITO = "ambito in corso"


class Posto:
    """Fra i parametri dell’SQL, il posto del valore con quel nome."""

    def __init__(self, nome):
        self.nome = nome


class Valore(Expression):
    """Un valore che si saprà solo eseguendo."""

    def __init__(self, nome):
        super().__init__()
        self.nome = nome

    def as_sql(self, compiler, connection):
        return "%s", [Posto(self.nome)]


class LetturaPronta:
    """Si chiama come la funzione da cui nasce, con tutti i suoi argomenti, e dà la lista delle righe.

    Un argomento è una data, un numero o un testo: mai `None` (per SQL nessuna riga gli è uguale) e mai un insieme. Su di essi la
    funzione non può decidere né contare: riceve `Valore`. La banca dati è quella predefinita.
    """

    def __init__(self, componi):
        update_wrapper(self, componi)
        self.componi = componi
        self._firma = inspect.signature(componi)
        self._composta = None

    def __call__(self, *argomenti, **per_nome):
        valori = {**self._firma.bind(*argomenti, **per_nome).arguments, AMBITO: contesto.ambito_corrente()}
        if self._composta is None:
            self._composta = self._componi()
        righe, tradotta, sql, parametri = self._composta
        if not sql:
            return []
        righe, traduttore = righe.all(), copy(tradotta)
        traduttore.connection = connections[righe.db]
        riempiti = tuple(self._valore(valori, p) for p in parametri)
        traduttore.as_sql = lambda *_, **__: (sql, riempiti)
        righe.query.get_compiler = lambda *_, **__: traduttore
        return list(righe)

    def _componi(self):
        with contesto.valori(Valore(AMBITO), None):
            righe = self.componi(*map(Valore, self._firma.parameters))
        traduttore = righe.query.get_compiler(righe.db)
        try:
            return righe, traduttore, *traduttore.as_sql()
        except EmptyResultSet:
            # Una condizione che non può avverarsi, come far parte di un insieme vuoto: non c’è niente da chiedere.
            return righe, traduttore, "", ()

    @staticmethod
    def _valore(valori, parametro):
        if not isinstance(parametro, Posto):
            return parametro
        valore = valori[parametro.nome]
        if valore is None or isinstance(valore, (list, tuple, set, frozenset, Valore)):
            raise ValueError(f"Una lettura pronta non accetta un valore che manca né un insieme: {parametro.nome}.")
        return valore


def pronta(componi):
    """Decora una funzione che compone un queryset: chiamarla lo esegue, e dalla seconda volta costa la sola esecuzione."""
    return LetturaPronta(componi)
