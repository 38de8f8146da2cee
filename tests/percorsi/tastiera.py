"""Una persona che non ha il mouse: arriva a ogni cosa con il tabulatore e la usa con i tasti."""

from playwright.sync_api import Error

from tests.percorsi.persona import Persona

GIRI = 500


class PersonaDaTastiera(Persona):
    """Le stesse parole di `Persona`; se una cosa non si raggiunge con il tabulatore il passo non riesce."""

    def __init__(self, altra):
        self.sonda, self.origine, self.pagina, self.con_script = altra.sonda, altra.origine, altra.pagina, altra.con_script
        # Un clic del mouse, anche per sbaglio, farebbe passare per raggiungibile ciò che non lo è.
        self.pagina.add_init_script("addEventListener('mousedown', (e) => { e.preventDefault(); window.mouse = true; }, true)")

    def tasti(self, *tasti):
        for tasto in tasti:
            self.pagina.keyboard.press(tasto)

    def _raggiunge(self, cosa):
        """Tabula finché il fuoco è su quella cosa, e controlla che si veda di averlo."""
        cosa.wait_for(state="visible")
        for _ in range(GIRI):
            if self._ha_il_fuoco(cosa):
                assert self.pagina.evaluate("document.activeElement.matches(':focus-visible')")
                return
            self.tasti("Tab")
        raise AssertionError(f"{cosa} non si raggiunge con il tabulatore")

    @staticmethod
    def _ha_il_fuoco(cosa):
        try:
            return cosa.evaluate("elemento => elemento === document.activeElement")
        except Error:
            # La pagina in diretta ha appena sostituito l’elemento.
            return False

    def segue(self, nome, **altro):
        self._raggiunge(self.pagina.get_by_role("link", name=nome, **altro).first)
        self.tasti("Enter")

    def preme(self, nome, **altro):
        self._raggiunge(self.pagina.get_by_role("button", name=nome, **altro).first)
        self.tasti("Enter")

    def conferma(self, nome):
        self.preme(nome, exact=True)
        self._raggiunge(self.pagina.get_by_role("dialog").get_by_role("button", name=nome, exact=True))
        self.tasti("Enter")

    def apre(self, titolo):
        """Apre i dettagli sotto quel titolo."""
        self._raggiunge(self.pagina.locator("summary", has_text=titolo).first)
        self.tasti("Enter")

    def scrive(self, etichetta, valore, dove=None, **altro):
        self._raggiunge((dove or self.pagina).get_by_label(etichetta, **altro).first)
        self.pagina.keyboard.type(valore)

    def data_e_ora(self, etichetta, quando):
        """Un campo con la data e l’ora: le cifre una parte dopo l’altra.

        Senza finestra Chromium mostra quei campi all’americana, qualunque lingua gli si chieda: prima il mese, e l’ora da 1 a 12.
        """
        self._raggiunge(self.pagina.get_by_label(etichetta).first)
        self.pagina.keyboard.type(f"{quando:%m%d%Y}")
        self.tasti("ArrowRight")
        self.pagina.keyboard.type(f"{quando:%I%M}")
        self.tasti("a" if quando.hour < 12 else "p")

    def spunta(self, etichetta, dove=None, **altro):
        self._raggiunge((dove or self.pagina).get_by_label(etichetta, **altro).first)
        self.tasti("Space")

    @property
    def ha_usato_il_mouse(self):
        return bool(self.pagina.evaluate("window.mouse"))
