"""Lighthouse, dove c’è: `PORTALE_LIGHTHOUSE` indica il suo comando (`node_modules/lighthouse/cli/index.js`)."""

import json
import os
import shutil
import subprocess

from tests.conftest import BROWSER

ATTESA = 240
CATEGORIE = ("accessibility", "best-practices", "seo", "performance")
# Un telefono largo 390, con la rete e il processore rallentati di Lighthouse, e uno scrittoio largo 1280.
TELEFONO = ["--form-factor=mobile", *(f"--screenEmulation.{voce}" for voce in ("mobile", "width=390", "height=844"))]
SCRITTOIO = ["--preset=desktop", *(f"--screenEmulation.{voce}" for voce in ("width=1280", "height=900"))]
SCHERMI = {390: TELEFONO, 1280: SCRITTOIO}


def comando():
    """Dove sta Lighthouse, o vuoto se su questa macchina non c’è."""
    return os.environ.get("PORTALE_LIGHTHOUSE", "")


def guarda(indirizzo, larghezza, cookie=None):
    """Il referto di Lighthouse su quella pagina, come lo vede chi ha quel cookie."""
    programma = next(filter(None, map(shutil.which, BROWSER)))
    parole = ["node", comando(), indirizzo, "--quiet", "--output=json", "--output-path=stdout", *SCHERMI[larghezza],
              f"--only-categories={','.join(CATEGORIE)}", "--chrome-flags=--headless=new --no-sandbox --lang=it-IT"]  # fmt: skip
    if cookie:
        parole.append("--extra-headers=" + json.dumps({"Cookie": f"{cookie['name']}={cookie['value']}"}))
    ambiente = {**os.environ, "CHROME_PATH": programma}
    esito = subprocess.run(parole, capture_output=True, check=False, timeout=ATTESA, env=ambiente)
    assert esito.returncode == 0, esito.stderr.decode()[-2000:]
    return json.loads(esito.stdout)


def punteggi(referto):
    """Da 0 a 100, categoria per categoria."""
    return {nome: round(100 * (referto["categories"][nome]["score"] or 0)) for nome in CATEGORIE}


def mancanze(referto, categoria, volute=()):
    """Che cosa toglie punti in quella categoria e non è voluto, con il primo elemento che lo causa."""
    voci = referto["categories"][categoria]["auditRefs"]
    pesanti = [voce["id"] for voce in voci if voce["weight"] and voce["id"] not in volute]
    esami = [referto["audits"][nome] for nome in pesanti]
    return [f"{e['id']}: {e['title']} {_primo(e)}" for e in esami if e["score"] is not None and e["score"] < 1]


def _primo(esame):
    voci = esame.get("details", {}).get("items", [])
    return json.dumps(voci[0], ensure_ascii=False)[:300] if voci else ""
