"""Una persona che il portale non l’ha mai visto: parte da «/», e sa soltanto ciò che lo schermo dice.

Di ogni cosa pretende che il nome ne indichi una sola: davanti a due bottoni uguali non saprebbe quale premere.
"""

import re

from playwright.sync_api import expect

from tests.percorsi.persona import ATTESA, Persona


class PrimaVolta(Persona):
    """Gli stessi gesti di `Persona`, senza mai prendere il primo di più d’uno: se il nome è ambiguo il passo non riesce."""

    def __init__(self, altra):
        self.sonda, self.origine, self.pagina, self.con_script = altra.sonda, altra.origine, altra.pagina, altra.con_script

    def entra(self, chi, comune="Codogno"):
        """Dalla prima pagina alla propria: indirizzo e password sono quelli che la pagina di ingresso propone a chi prova."""
        self.va("/")
        self.segue("Accedi", dove=self.pagina.get_by_role("main"))
        self.sono_in("Accedi")
        indirizzo = self.pagina.get_by_role("row", name=chi).get_by_role("cell").inner_text()
        password = self.pagina.get_by_text("La password è la stessa per tutti").inner_text().rpartition(" ")[2]
        self.legge("Per un altro Comune scrivi il suo nome al posto di «codogno»")
        self.scrive("Email", indirizzo.replace("codogno", comune.lower()))
        self.scrive("Password", password)
        self.preme("Accedi")
        self.sono_in("Tocca a te")
        return self

    def sono_in(self, titolo):
        """Il titolo della pagina dice dove si è."""
        expect(self.pagina.get_by_role("heading", level=1)).to_contain_text(titolo, timeout=ATTESA)

    def segue(self, nome, dove=None):
        (dove or self.pagina).get_by_role("link", name=nome, exact=True).click()

    def preme(self, nome, dove=None):
        (dove or self.pagina).get_by_role("button", name=nome, exact=True).click()

    def apre(self, titolo, dove=None):
        """Apre ciò che sta chiuso sotto quel titolo: preme dove il titolo comincia."""
        gruppi = (dove or self.pagina).get_by_role("group")
        gruppi.filter(has=self.pagina.get_by_text(titolo, exact=True)).click(position={"x": 12, "y": 12})

    def scrive(self, etichetta, valore, dove=None):
        (dove or self.pagina).get_by_label(etichetta, exact=True).fill(valore)

    def batte(self, etichetta, testo):
        """Scrive in fondo a un testo che c’è già, come con la tastiera."""
        campo = self.pagina.get_by_role("textbox", name=etichetta, exact=True)
        campo.press("Control+End")
        campo.press_sequentially(testo)

    def conferma(self, nome):
        self.preme(nome)
        self.preme(nome, dove=self.pagina.get_by_role("dialog"))

    def sceglie(self, etichetta, voce, dove=None):
        (dove or self.pagina).get_by_role("combobox", name=etichetta, exact=True).select_option(voce)

    def spunta(self, etichetta, dove=None):
        (dove or self.pagina).get_by_label(etichetta, exact=not isinstance(etichetta, re.Pattern)).check()

    def spunta_tutto(self, gruppo):
        """Spunta ogni casella sotto quella legenda."""
        for casella in self.pagina.get_by_role("group", name=gruppo, exact=True).get_by_role("checkbox").all():
            casella.check()

    def riempie_tutto(self, gruppo, testo):
        """Scrive la stessa frase in ogni campo sotto quella legenda."""
        for campo in self.pagina.get_by_role("group", name=gruppo, exact=True).get_by_role("textbox").all():
            campo.fill(testo)

    def allega(self, etichetta, file):
        self.pagina.get_by_label(etichetta, exact=True).set_input_files(files=[file])

    def articolo(self, titolo):
        """La parte di pagina con quel titolo dentro."""
        return self.pagina.get_by_role("article").filter(has=self.pagina.get_by_role("heading", name=titolo))

    def legge(self, testo, **altro):
        """Aspetta che quelle parole si vedano; restituisce la frase che le contiene."""
        super().legge(testo, **altro)
        return self.pagina.get_by_text(testo, **altro).first.inner_text()

    def torna_indietro(self):
        self.pagina.go_back()
