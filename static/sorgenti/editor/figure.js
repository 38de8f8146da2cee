// L’immagine sotto il segno [figura: nome], soltanto da vedere: nel testo, e in quello degli altri, resta il segno.
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

const SEGNO = /^\[figura:\s*([a-z0-9-]+)\s*\]$/i;

function immagine(indirizzo, codice) {
  const elemento = new Image();
  elemento.alt = `Figura «${codice}»`;
  elemento.addEventListener('error', () => elemento.remove());
  elemento.src = `${indirizzo}${codice}/immagine/`;
  return elemento;
}

function sotto(testo, indirizzo) {
  const viste = [];
  testo.descendants((nodo, posto) => {
    if (!nodo.isTextblock) return true;
    const segno = nodo.type.name === 'paragraph' && SEGNO.exec(nodo.textContent.trim());
    if (segno) {
      const codice = segno[1].toLowerCase();
      viste.push(Decoration.widget(posto + nodo.nodeSize, () => immagine(indirizzo, codice), { key: codice, side: -1 }));
    }
    return false;
  });
  return DecorationSet.create(testo, viste);
}

/** `indirizzo`: la pagina delle figure, sotto cui ciascuna ha la sua immagine; senza, l’editor non ne mostra. */
export function figure(indirizzo) {
  if (!indirizzo) return [];
  const addProseMirrorPlugins = () => [new Plugin({ props: { decorations: (stato) => sotto(stato.doc, indirizzo) } })];
  return [Extension.create({ name: 'figure', addProseMirrorPlugins })];
}
