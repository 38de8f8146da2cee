// Scrivere insieme: lega l’editor a un documento Yjs tenuto in pari dalla stanza (piano/insieme).
import { Extension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

import { Collegamento } from './insieme/collegamento.js';

// Il nome sta in un attributo e lo scrive il foglio di stile: chi ascolta il testo non se lo trova in mezzo alle parole.
function cursore(chi) {
  const segno = document.createElement('span');
  segno.className = `cursore-altrui tinta-${chi.tinta || 0}`;
  segno.dataset.nome = chi.nome || '';
  return segno;
}

const selezione = (chi) => ({ class: `selezione-altrui tinta-${chi.tinta || 0}` });

function cursori(presenze) {
  return Extension.create({
    name: 'cursoriAltrui',
    priority: 999,
    addProseMirrorPlugins: () => [yCursorPlugin(presenze, { cursorBuilder: cursore, selectionBuilder: selezione })],
  });
}

/** Prepara documento, presenze e collegamento; `ascolta` riceve stato, notizie e presenti. Torna ciò che serve a chi monta l’editor. */
function collega(indirizzo, ascolta) {
  const documento = new Y.Doc();
  const presenze = new Awareness(documento);
  const collegamento = new Collegamento(indirizzo, documento, presenze, ascolta);
  const estensioni = () => [Collaboration.configure({ document: documento }), cursori(presenze)];
  return { collegamento, estensioni };
}

window.ScriviInsieme = { collega };
