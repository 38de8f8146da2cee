// Estrae dal foglio di icone di Bootstrap Italia solo quelle usate. Argomenti: origine, prodotto.
import fs from 'node:fs';

const NOMI = `arrow-down arrow-left arrow-right arrow-up ban bookmark box burger calendar chart-line check check-circle
  chevron-left chevron-right clip clock close close-big close-circle comment copy delete download error exchange-circle expand
  external-link file file-csv file-pdf file-signed file-xlsx files flag folder funnel help-circle horn inbox info-circle key
  link list locked logout mail map-marker minus more-items pa pencil plus plus-circle presentation print refresh restore search
  settings share sign star-outline telephone unlocked upload user warning warning-circle zoom-in`.split(/\s+/);

const [, , origine, prodotto] = process.argv;
const foglio = fs.readFileSync(origine, 'utf8');
const simboli = NOMI.map((nome) => {
  const trovato = foglio.match(new RegExp(`<symbol id="it-${nome}"[\\s\\S]*?</symbol>`));
  if (!trovato) throw new Error(`Icona assente dal foglio di Bootstrap Italia: ${nome}`);
  return trovato[0];
});
fs.writeFileSync(prodotto, `<svg xmlns="http://www.w3.org/2000/svg">${simboli.join('\n')}</svg>\n`);
