// Apici e pedici: la barra non li propone, ma un testo che li ha li conserva.
import { Mark } from '@tiptap/core';

const segno = (name, tag) => Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] });

export const Apice = segno('superscript', 'sup');
export const Pedice = segno('subscript', 'sub');
