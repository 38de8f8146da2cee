"""Il nome di un organo dentro una frase: «l’Assemblea dei Sindaci», «della Conferenza dei Sindaci», «al Coordinamento».

L’articolo lo decide la prima parola, con le regole dell’italiano per i nomi di organi: davanti a vocale «l’»; femminili quelli in
-a, -ione e -tà; «lo» davanti a z, gn, ps, x, y e a s seguita da consonante. Chi ha scritto il nome con l’articolo («La Rete») lo ha
deciso da sé.
"""

import re

DI_NORMA = "Assemblea dei Sindaci"
VOCALI = "aeiouàèéìòù"
MASCHILI_IN_A = {"cda", "comma", "diploma", "panorama", "programma", "schema", "sistema", "tema"}
ALTRE_FEMMINILI = {"rete", "sds"}
SCRITTO = re.compile(r"(la|il|lo|i|gli|le)\s+(?=\S)|(l)[’']\s*(?=\S)", re.IGNORECASE)
VUOLE_LO = re.compile(r"(z|gn|ps|pn|x|y|s[^aeiouàèéìòù])", re.IGNORECASE)
ARTICOLATE = {
    "": {"l’": "l’", "la": "la ", "il": "il ", "lo": "lo ", "i": "i ", "gli": "gli ", "le": "le "},
    "di": {"l’": "dell’", "la": "della ", "il": "del ", "lo": "dello ", "i": "dei ", "gli": "degli ", "le": "delle "},
    "a": {"l’": "all’", "la": "alla ", "il": "al ", "lo": "allo ", "i": "ai ", "gli": "agli ", "le": "alle "},
    "da": {"l’": "dall’", "la": "dalla ", "il": "dal ", "lo": "dallo ", "i": "dai ", "gli": "dagli ", "le": "dalle "},
}


class NomeOrgano(str):
    """Il nome di un organo, che sa con quale articolo e quale preposizione si dice."""

    __slots__ = ()

    @property
    def nudo(self):
        """Il nome senza l’articolo con cui è scritto, se lo ha."""
        return SCRITTO.sub("", self, count=1) if SCRITTO.match(self) else str(self)

    @property
    def breve(self):
        """La sola prima parola, come sta nel menu: «Assemblea»."""
        return self.nudo.split()[0] if self.nudo.split() else ""

    @property
    def in_breve(self):
        """La prima parola come nome a sé: `in_breve.con_di` è «dell’Assemblea»."""
        return NomeOrgano(self.breve)

    @property
    def femminile(self):
        """Vuole il participio al femminile? «si è riunita»."""
        prima = self.breve.lower()
        return prima in ALTRE_FEMMINILI or prima not in MASCHILI_IN_A and prima.endswith(("a", "ione", "tà"))

    @property
    def articolo(self):
        if scritto := SCRITTO.match(self):
            return (scritto[1] or "l’").lower()
        prima = self.breve.lower()
        if prima[:1] in VOCALI:
            return "l’"
        if self.femminile:
            return "la"
        return "lo" if VUOLE_LO.match(prima) else "il"

    @property
    def con_il(self):
        """«l’Assemblea dei Sindaci»."""
        return self._con("")

    @property
    def con_il_maiuscolo(self):
        """«L’Assemblea dei Sindaci», in testa alla frase."""
        return self.con_il[:1].upper() + self.con_il[1:]

    @property
    def con_di(self):
        """«dell’Assemblea dei Sindaci»."""
        return self._con("di")

    @property
    def con_a(self):
        """«all’Assemblea dei Sindaci»."""
        return self._con("a")

    @property
    def con_da(self):
        """«dall’Assemblea dei Sindaci»."""
        return self._con("da")

    def _con(self, preposizione):
        return ARTICOLATE[preposizione][self.articolo] + self.nudo
