"""Che cosa può fare una persona in un Ambito, letto con una sola interrogazione per richiesta.

Valgono insieme il gruppo di guardian e l’incarico che lo giustifica, con le sue date: un incarico scaduto ieri non dà più
niente oggi, anche se il riordino dei gruppi non è ancora passato.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import connection

from ambito.permessi import OVUNQUE, RUOLI

# Scritta a mano perché ogni pagina la paga: comporla con l’ORM costava più che eseguirla. Le regole di riga valgono anche qui.
VIGENTI = """
select i.ruolo, i.dal, i.al, i.comune_id, c.codice_istat, coalesce(c.nome, e.denominazione, ''),
       array(select p.codename from ambito_permessogruppoambito d join auth_permission p on p.id = d.permission_id
             where d.group_id = m.group_id and d.content_object_id = i.ambito_id),
       array(select p.codename from ambito_permessogruppocomune d join auth_permission p on p.id = d.permission_id
             where d.group_id = m.group_id and d.content_object_id = i.comune_id),
       case when m.group_id is not null then i.ente_id end
from ambito_incarico i
join ambito_gruppodiruolo g on g.id = i.gruppo_id
left join ambito_utente_groups m on m.group_id = g.gruppo_id and m.utente_id = i.utente_id
left join ambito_comune c on c.id = i.comune_id
left join ambito_ente e on e.id = i.ente_id
where i.utente_id = %s and i.ambito_id = %s and i.dal <= %s and (i.al is null or i.al >= %s)
order by i.dal, i.id
"""


class IncaricoVigente(NamedTuple):
    """Un incarico in forza oggi, con i diritti che il suo gruppo dà sull’Ambito e (se è comunale) sul Comune."""

    ruolo: str
    dal: date
    al: date | None
    comune_id: int | None
    istat: str | None
    dove: str
    sull_ambito: list[str]
    sul_comune: list[str]
    ente_id: int | None = None

    def __str__(self):
        return f"{RUOLI[self.ruolo].nome}{f' – {self.dove}' if self.dove else ''}"


class PotereMancante(PermissionDenied):
    """Rifiuto che sa quale diritto manca, e su quale Comune: la pagina 403 lo spiega (`ambito.rifiuti`)."""

    def __init__(self, permesso, comune_id=None):
        super().__init__(permesso)
        self.permesso, self.comune_id = permesso, comune_id


class Poteri:
    """I diritti di `utente` nell’Ambito `ambito` il giorno `oggi`. Si usa dentro il contesto di quell’Ambito."""

    def __init__(self, utente, ambito, oggi):
        self.utente, self.ambito, self.oggi = utente, ambito, oggi
        self._lette = {}

    def una_volta(self, lettura, *argomenti):
        """L’esito di `lettura(*argomenti)`, letto una volta sola per pagina: nella prima pagina lo chiedono in più d’uno."""
        chiave = (lettura, *argomenti)
        if chiave not in self._lette:
            self._lette[chiave] = lettura(*argomenti)
        return self._lette[chiave]

    @cached_property
    def incarichi(self):
        """Gli incarichi vigenti della persona in questo Ambito, dal più vecchio."""
        with connection.cursor() as cursore:
            cursore.execute(VIGENTI, [self.utente.pk, self.ambito.pk, self.oggi, self.oggi])
            return [IncaricoVigente(*riga) for riga in cursore.fetchall()]

    @cached_property
    def sull_ambito(self):
        """Diritti sull’intero Ambito."""
        return frozenset(codice for incarico in self.incarichi for codice in incarico.sull_ambito)

    @cached_property
    def sui_comuni(self):
        """Diritti per Comune: `{id del Comune: diritti}`."""
        diritti = defaultdict(set)
        for incarico in self.incarichi:
            if incarico.sul_comune:
                diritti[incarico.comune_id].update(incarico.sul_comune)
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

    @cached_property
    def enti(self):
        """Gli enti (ATS, ASST, terzo settore) per cui la persona ha un incarico vigente."""
        return frozenset(incarico.ente_id for incarico in self.incarichi if incarico.ente_id)

    def puo_ente(self, permesso, ente_id):
        """La persona ha quel diritto su quell’ente, per un suo incarico vigente?"""
        return any(i.ente_id == ente_id and permesso in RUOLI[i.ruolo].ente for i in self.incarichi if i.ente_id)

    def esigi_ente(self, ente_id):
        """`PotereMancante` se la persona non ha un incarico vigente per quell’ente."""
        if ente_id not in self.enti:
            raise PotereMancante("entra")

    def ovunque(self, permesso):
        """Il diritto vale su ogni Comune dell’Ambito?"""
        return OVUNQUE.get(permesso) in self.sull_ambito

    def ha_da_qualche_parte(self, permesso):
        """Il diritto c’è almeno su un Comune: distingue «non è il tuo Comune» (404) da «non hai questo diritto» (403)."""
        return self.ovunque(permesso) or bool(self.comuni_con(permesso))
