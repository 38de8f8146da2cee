// Testo incollato da un elaboratore: gli elenchi arrivano come paragrafi con marcatori di stile. Qui tornano elenchi.
const DA_ELABORATORE = /Mso|mso-|urn:schemas-microsoft/;

function voceDiElenco(paragrafo) {
  const stile = paragrafo.dataset.stile || '';
  return /MsoListParagraph/.test(paragrafo.className) || /mso-list:\s*l\d/.test(stile);
}

function togliMarcatore(paragrafo) {
  const marcatore = [...paragrafo.querySelectorAll('span')]
    .find((span) => /mso-list:\s*Ignore/i.test(span.dataset.stile || ''));
  const segno = marcatore ? marcatore.textContent.trim() : '';
  if (marcatore) marcatore.remove();
  return /^(\d+|[a-z]{1,3})[.)]/i.test(segno) ? 'ol' : 'ul';
}

function comeVoce(documento, paragrafo) {
  const voce = documento.createElement('li');
  const corpo = documento.createElement('p');
  corpo.append(...paragrafo.childNodes);
  voce.append(corpo);
  return voce;
}

// Gli attributi style non devono diventare elementi: la politica dei contenuti li segnalerebbe. Restano leggibili come dati.
function senzaStili(html) {
  return html.replace(/<[a-z][^>]*>/gi, (marcatore) => marcatore.replace(/\sstyle\s*=/gi, ' data-stile='));
}

export function pulisciIncollato(incollato) {
  const html = senzaStili(incollato);
  if (!DA_ELABORATORE.test(incollato)) return html;
  const senzaCondizioni = html.replace(/<!\[(?:if|endif)[^>]*>/g, '').replace(/<\/?o:p[^>]*>/g, '');
  const documento = new DOMParser().parseFromString(senzaCondizioni, 'text/html');
  documento.querySelectorAll('script,style,meta,link,xml').forEach((elemento) => elemento.remove());
  let elenco = null;
  for (const paragrafo of [...documento.body.querySelectorAll('p')]) {
    if (!voceDiElenco(paragrafo)) continue;
    const tipo = togliMarcatore(paragrafo);
    if (!elenco || paragrafo.previousElementSibling !== elenco || elenco.localName !== tipo) {
      elenco = documento.createElement(tipo);
      paragrafo.before(elenco);
    }
    elenco.append(comeVoce(documento, paragrafo));
    paragrafo.remove();
  }
  return documento.body.innerHTML;
}
