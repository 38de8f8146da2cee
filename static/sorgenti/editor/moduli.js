// I pezzi di ProseMirror e TipTap che servono anche a chi si aggiunge dopo (`insieme.js`, attraverso `condivisi.js`).
import { Extension, MappablePosition, getUpdatedPosition } from '@tiptap/core';
import { Fragment, Node, Slice } from '@tiptap/pm/model';
import { AllSelection, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export const moduli = {
  AllSelection, Decoration, DecorationSet, Extension, Fragment, MappablePosition, Node, NodeSelection, Plugin, PluginKey,
  ReplaceStep, Selection, Slice, TextSelection, getUpdatedPosition,
};
