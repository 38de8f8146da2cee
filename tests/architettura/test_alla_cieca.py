"""I percorsi del primo giorno si fanno con ciò che lo schermo dice: niente selettori, niente indirizzi, niente segni nascosti.

Chi guarda lo schermo vede ruoli, nomi, etichette, testi: le prove usano quelli e nient’altro, e si comincia da «/». Se un giorno
una pagina non basta più si corregge la pagina: qui non si aggiungono eccezioni.
"""

import ast
import re

import pytest

from tests.architettura.test_direzione import RADICE

FILE = ["tests/percorsi/test_primo_giorno.py", "tests/percorsi/prima_volta.py"]
RICERCHE = {"get_by_role", "get_by_label", "get_by_text"}
GESTI = {
    "click", "dblclick", "tap", "hover", "focus", "fill", "clear", "type", "press", "press_sequentially", "check", "uncheck",
    "set_checked", "select_option", "set_input_files", "drag_to", "dispatch_event",
}  # fmt: skip
SCORCIATOIE = {
    "locator", "frame_locator", "query_selector", "query_selector_all", "wait_for_selector", "eval_on_selector",
    "eval_on_selector_all", "evaluate", "evaluate_all", "evaluate_handle", "evaluate_expression", "goto", "wait_for_url",
    "expect_navigation", "to_have_url", "to_have_attribute", "to_have_id", "to_have_class", "get_attribute", "nth", "last", "qui",
    "url", "navigatore", "sessione", "incarica", "add_cookies",
}  # fmt: skip
# Un indirizzo dopo «/», un id o una classe, un attributo nascosto, un selettore scritto per esteso.
SEGNI = re.compile(r"^/.|/\w[\w-]*/|^[#.]\w|\bdata-|\bid=|css=|xpath=|^\w*\[")


def colpe(sorgente):
    """Che cosa, in quel sorgente, non si vede sullo schermo."""
    albero = ast.parse(sorgente)
    spiegazioni = _spiegazioni(albero)
    for nodo in ast.walk(albero):
        if isinstance(nodo, ast.Attribute):
            yield from _attributo(nodo)
        elif _scritta(nodo) and id(nodo) not in spiegazioni and SEGNI.search(nodo.value):
            yield f"riga {nodo.lineno}: «{nodo.value}»"
        elif isinstance(nodo, ast.Call) and _nome(nodo) == "va" and [ast.unparse(a) for a in nodo.args] != ["'/'"]:
            yield f"riga {nodo.lineno}: si parte da «/»"


def _attributo(nodo):
    if nodo.attr in SCORCIATOIE or (nodo.attr.startswith("get_by_") and nodo.attr not in RICERCHE):
        yield f"riga {nodo.lineno}: {nodo.attr}"
    # Di un testo che si legge non si sa se si può premere, e di più cose con lo stesso nome non si prende la prima.
    if nodo.attr in GESTI and (di_passo := {"get_by_text", "first"} & set(_catena(nodo.value))):
        yield f"riga {nodo.lineno}: {nodo.attr} dopo {', '.join(sorted(di_passo))}"


def _catena(nodo):
    """I nomi da cui un’espressione passa: `a.b(c).d` passa da `d`, `b`."""
    while isinstance(nodo, ast.Attribute | ast.Call):
        if isinstance(nodo, ast.Attribute):
            yield nodo.attr
        nodo = nodo.value if isinstance(nodo, ast.Attribute) else nodo.func


def _scritta(nodo):
    return isinstance(nodo, ast.Constant) and isinstance(nodo.value, str)


def _nome(chiamata):
    return chiamata.func.attr if isinstance(chiamata.func, ast.Attribute) else ""


def _spiegazioni(albero):
    """Le stringhe che spiegano: non vanno da nessuna parte."""
    return {id(nodo.value) for nodo in ast.walk(albero) if isinstance(nodo, ast.Expr) and isinstance(nodo.value, ast.Constant)}


@pytest.mark.parametrize("nome", FILE)
def test_il_primo_giorno_usa_solo_cio_che_si_vede(nome):
    assert list(colpe((RADICE / nome).read_text("utf-8"))) == []


def test_i_quattro_percorsi_ci_sono_e_cominciano_entrando():
    prove = [
        nodo
        for nodo in ast.parse((RADICE / FILE[0]).read_text("utf-8")).body
        if isinstance(nodo, ast.FunctionDef) and nodo.name.startswith("test_")
    ]
    assert len(prove) >= 4
    for prova in prove:
        assert [a.arg for a in prova.args.args] == ["arriva"], prova.name


@pytest.mark.parametrize(
    "scorciatoia",
    [
        'chi.pagina.locator("main")',
        'chi.va("/lodi/")',
        'chi.va(f"/{slug}/")',
        'chi.pagina.goto("/")',
        'chi.pagina.wait_for_url("**")',
        'chi.pagina.get_by_test_id("voto")',
        'chi.pagina.get_by_role("link", name="Apri").first.click()',
        'chi.pagina.get_by_text("Apri").click()',
        'chi.pagina.get_by_role("link").nth(2)',
        'chi.scrive("#id_email", "x")',
        'chi.segue("[data-editor]")',
        'indirizzo = "lodi/piano/2025-2027/"',
        "assert chi.qui",
    ],
)
def test_una_scorciatoia_si_riconosce(scorciatoia):
    assert list(colpe(scorciatoia)) != []


def test_cio_che_si_vede_si_puo_usare():
    gesti = [
        'chi.va("/")',
        'chi.pagina.get_by_role("link", name="Apri").click()',
        'chi.pagina.get_by_text("n. 1/2025").inner_text()',
    ]
    assert [list(colpe(gesto)) for gesto in gesti] == [[], [], []]
