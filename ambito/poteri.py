"""Che cosa può fare una persona in un Ambito, letto una volta per richiesta.

Valgono insieme il gruppo di guardian e l’incarico che lo giustifica, con le sue date: un incarico scaduto ieri non dà più
niente oggi, anche se il riordino dei gruppi non è ancora passato.
"""

from collections import defaultdict
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from ambito.models import Incarico, PermessoGruppoAmbito, PermessoGruppoComune
from ambito.permessi import OVUNQUE


class PotereMancante(PermissionDenied):
    """Rifiuto che sa quale diritto manca, e su quale Comune: la pagina 403 lo spiega (`ambito.rifiuti`)."""

    def __init__(self, permesso, comune_id=None):
        super().__init__(permesso)
        self.permesso, self.comune_id = permesso, comune_id


class Poteri:
    """I diritti di `utente` nell’Ambito `ambito` il giorno `oggi`. Si usa dentro il contesto di quell’Ambito."""

    def __init__(self, utente, ambito, oggi):
        self.utente, self.ambito, self.oggi = utente, ambito, oggi

    @cached_property
    def incarichi(self):
        """Gli incarichi vigenti della persona in questo Ambito."""
        return list(Incarico.objects.vigenti(self.oggi).filter(utente=self.utente).per_elenco().select_related("gruppo"))

    @cached_property
    def sull_ambito(self):
        """Diritti sull’intero Ambito."""
        righe = PermessoGruppoAmbito.objects.filter(self._giustificati(), content_object=self.ambito)
        return frozenset(righe.values_list("permission__codename", flat=True))

    @cached_property
    def sui_comuni(self):
        """Diritti per Comune: `{id del Comune: diritti}`."""
        diritti = defaultdict(set)
        per_gruppo = {i.gruppo_id: i.comune_id for i in self.incarichi if i.comune_id}
        if not per_gruppo:
            return {}
        righe = PermessoGruppoComune.objects.filter(self._giustificati(), content_object__in=per_gruppo.values())
        for comune_id, codice in righe.values_list("content_object_id", "permission__codename"):
            diritti[comune_id].add(codice)
        return {comune_id: frozenset(codici) for comune_id, codici in diritti.items()}

    def puo(self, permesso, comune_id=None):
        """La persona ha il diritto sull’Ambito, oppure (se si dice quale) su quel Comune?"""
        if comune_id is None:
            return permesso in self.sull_ambito
        return permesso in self.sui_comuni.get(comune_id, ()) or OVUNQUE.get(permesso) in self.sull_ambito

    def esigi(self, permesso, comune_id=None):
        """`PotereMancante` se la persona non ha il diritto (sull’Ambito, o su quel Comune)."""
        if not self.puo(permesso, comune_id):
            raise PotereMancante(permesso, comune_id)

    def comuni_con(self, permesso):
        """Identificativi dei Comuni su cui la persona ha il diritto in proprio (non per l’intero Ambito)."""
        return [comune_id for comune_id, codici in self.sui_comuni.items() if permesso in codici]

    def ovunque(self, permesso):
        """Il diritto vale su ogni Comune dell’Ambito?"""
        return OVUNQUE.get(permesso) in self.sull_ambito

    def ha_da_qualche_parte(self, permesso):
        """Il diritto c’è almeno su un Comune: distingue «non è il tuo Comune» (404) da «non hai questo diritto» (403)."""
        return self.ovunque(permesso) or bool(self.comuni_con(permesso))

    def _giustificati(self):
        gruppi = [incarico.gruppo.gruppo_id for incarico in self.incarichi]
        return Q(group_id__in=gruppi, group__user=self.utente)
