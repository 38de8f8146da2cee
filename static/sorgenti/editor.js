// Editor del testo ricco, montato sopra una textarea che resta la fonte: senza JavaScript si scrive lì.
import { Editor, mergeAttributes } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

import { Apice, Nota, Pedice } from './editor/apici.js';
import { creaBarra } from './editor/barra.js';
import { creaFinestraCollegamento } from './editor/collegamento.js';
import { figure } from './editor/figure.js';
import { moduli } from './editor/moduli.js';
import { pulisciIncollato } from './editor/parola.js';

const AIUTO = 'Tasto Esc oppure Alt F10: barra degli strumenti. Nelle tabelle il tasto Tab passa alla cella seguente. Control Alt F comincia e chiude una nota.';

// La tabella di serie scrive larghezze in attributi style, che la politica dei contenuti vieta.
const Tabella = Table.extend({
  renderHTML({ HTMLAttributes }) {
    return ['table', mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ['tbody', 0]];
  },
});

// Chi scrive insieme porta con sé il proprio «annulla»; e nessun editor aggiunge righe da sé, perché ne aggiungerebbe una ciascuno.
function estensioni(insieme) {
  return [
    StarterKit.configure({
      ...(insieme.length ? { undoRedo: false, trailingNode: false } : {}),
      code: false,
      codeBlock: false,
      heading: { levels: [2, 3, 4] },
      horizontalRule: false,
      link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { target: null, rel: null } },
    }),
    Tabella.configure({ resizable: false, renderWrapper: false }),
    TableRow,
    TableHeader,
    TableCell,
    Apice,
    Pedice,
    Nota,
    ...insieme,
  ];
}

function nota(area) {
  const paragrafo = document.createElement('p');
  paragrafo.id = `${area.id}-tasti`;
  paragrafo.className = 'visually-hidden';
  paragrafo.textContent = AIUTO;
  return paragrafo;
}

// Tab resta utile nelle tabelle; Esc e Alt+F10 portano fuori dal testo (WCAG 2.1.2).
function uscitaDaTastiera(ospite, fuocoBarra) {
  ospite.addEventListener('keydown', (evento) => {
    if (evento.key !== 'Escape' && !(evento.altKey && evento.key === 'F10')) return;
    evento.preventDefault();
    fuocoBarra();
  }, true);
}

/**
 * Monta l'editor su una textarea e richiama `cambiato` a ogni modifica. Torna l'oggetto Editor; `editor.smonta()` lo toglie.
 * Con `insieme` (le estensioni che lo legano a un documento condiviso) il contenuto viene da lì.
 */
export function monta(area, cambiato = () => {}, insieme = []) {
  const etichettaHtml = area.labels && area.labels[0];
  const etichetta = etichettaHtml ? etichettaHtml.textContent.trim() : 'Testo';
  const descrizioni = [`${area.id}-tasti`, area.getAttribute('aria-describedby')].filter(Boolean).join(' ');
  const cornice = document.createElement('div');
  cornice.className = 'editor';
  const ospite = document.createElement('div');
  const tasti = nota(area);
  area.after(tasti, cornice);
  area.hidden = true;

  const editor = new Editor({
    element: ospite,
    content: insieme.length ? null : area.value,
    injectCSS: false,
    extensions: [...estensioni(insieme), ...figure(area.dataset.figure)],
    editorProps: {
      transformPastedHTML: pulisciIncollato,
      attributes: {
        id: `${area.id}-editor`, role: 'textbox', 'aria-multiline': 'true', 'aria-label': etichetta,
        'aria-describedby': descrizioni, lang: 'it', class: 'editor-testo testo-ricco', spellcheck: 'true',
      },
    },
    onUpdate: ({ editor: attuale }) => { area.value = attuale.getHTML(); cambiato(); },
  });
  const { finestra, apri } = creaFinestraCollegamento(editor, `${area.id}-collegamento`);
  const { barra, fuoco } = creaBarra(editor, etichetta, apri);
  cornice.append(barra, ospite, finestra);
  uscitaDaTastiera(ospite, fuoco);
  const fuocoDaEtichetta = () => editor.commands.focus();
  if (etichettaHtml) etichettaHtml.addEventListener('click', fuocoDaEtichetta);
  editor.smonta = () => {
    if (etichettaHtml) etichettaHtml.removeEventListener('click', fuocoDaEtichetta);
    editor.destroy();
    tasti.remove();
    cornice.remove();
  };
  return editor;
}

window.EditorPiano = { monta, moduli };
