// Toglie dal foglio di Bootstrap Italia i selettori che nessuna pagina può usare.
// Argomenti: foglio d'origine, foglio prodotto, poi i modelli dei contenuti da leggere.
import fs from 'node:fs';
import { PurgeCSS } from 'purgecss';

const [, , origine, prodotto, ...contenuti] = process.argv;

const SEMPRE = ['show', 'showing', 'hiding', 'collapsing', 'collapse', 'fade', 'active', 'disabled', 'expanded',
  'focus--mouse', 'is-invalid', 'is-valid', 'visually-hidden', 'visually-hidden-focusable', 'icon', 'container', 'lead'];
const FAMIGLIE = [/^modal/, /^dropdown/, /^alert/, /^btn/, /^form-/, /^it-header/, /^it-footer/, /^it-nav/, /^it-brand/,
  /^it-access/, /^navbar/, /^nav-/, /^badge/, /^table/, /^breadcrumb/, /^pagination/, /^page-/, /^link-list/,
  /^select-wrapper/, /^upload/, /^skiplinks/, /^cookiebar/, /^icon-/, /^col-(12|6|4|8|md|lg)/, /^row/];
// Un selettore trattenuto solo da una famiglia ampia ma di un componente mai usato pesa e non serve.
const MAI = [/btn-facebook/, /btn-(google|twitter)/, /cookiebar/, /megamenu/, /theme-dark/, /it-header-sticky/];

const [esito] = await new PurgeCSS().purge({
  content: contenuti,
  css: [origine],
  blocklist: MAI,
  safelist: { standard: SEMPRE, greedy: FAMIGLIE },
  variables: false,
  keyframes: true,
  fontFace: true,
});
fs.writeFileSync(prodotto, esito.css);
