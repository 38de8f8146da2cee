// Apici e pedici: la barra non li propone, ma un testo che li ha li conserva. Le note: sole parole, nel punto a cui si riferiscono.
import { Mark, markInputRule } from '@tiptap/core';

const segno = (name, tag) => Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] });

export const Apice = segno('superscript', 'sup');
export const Pedice = segno('subscript', 'sub');
export const Nota = segno('nota', 'small').extend({
  excludes: '_',
  renderHTML: () => ['small', { class: 'nota' }, 0],
  addInputRules() { return [markInputRule({ find: /\[nota:\s*([^[\]]+)\]$/i, type: this.type })]; },
  addKeyboardShortcuts() { return { 'Mod-Alt-f': () => this.editor.commands.toggleMark(this.name) }; },
});
