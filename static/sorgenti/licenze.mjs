// Scrive LICENZE.md: quali librerie entrano in static/vendor, con versione, licenza e testo.
// Argomenti: file prodotto, poi i metafile di esbuild da cui si ricava ciò che è davvero incluso.
import fs from 'node:fs';
import path from 'node:path';

const [, , prodotto, ...metafile] = process.argv;

function pacchettoDi(percorso) {
  const dopo = percorso.split('node_modules/').pop();
  return dopo.startsWith('@') ? dopo.split('/').slice(0, 2).join('/') : dopo.split('/')[0];
}

const nomi = new Set(['htmx.org', 'axe-core', 'bootstrap-italia']);
for (const file of metafile) {
  for (const percorso of Object.keys(JSON.parse(fs.readFileSync(file)).inputs)) {
    if (percorso.includes('node_modules/')) nomi.add(pacchettoDi(percorso));
  }
}

function testoLicenza(cartella) {
  const file = fs.readdirSync(cartella).find((nome) => /^(licen[cs]e|copying)/i.test(nome));
  return file ? fs.readFileSync(path.join(cartella, file), 'utf8').trim() : 'Testo non distribuito nel pacchetto: vale la licenza indicata.';
}

const righe = ['# Librerie incluse', '', 'Pagina prodotta da `static/sorgenti/costruisci.sh`. axe-core sta in `tests/vetrina/` e non si distribuisce.', '',
  '| libreria | versione | licenza |', '|---|---|---|'];
const testi = [];
for (const nome of [...nomi].sort()) {
  const cartella = path.join('node_modules', nome);
  const scheda = JSON.parse(fs.readFileSync(path.join(cartella, 'package.json')));
  righe.push(`| ${nome} | ${scheda.version} | ${scheda.license} |`);
  if (nome !== 'axe-core') testi.push('', `## ${nome} ${scheda.version}`, '', '```text', testoLicenza(cartella), '```');
}
righe.push('| Titillium Web (carattere) | 10 | OFL-1.1 |');
testi.push('', '## Titillium Web', '', '```text',
  fs.readFileSync('node_modules/bootstrap-italia/dist/fonts/Titillium_Web/OFL.txt', 'utf8').trim(), '```', '');
fs.writeFileSync(prodotto, [...righe, ...testi].join('\n').replace(/[ \t]+$/gm, ''));
