// Ciò che `insieme.js` usa di ProseMirror e TipTap: sono gli stessi oggetti dell’editor già in pagina, non una seconda copia.
export const {
  AllSelection, Decoration, DecorationSet, Extension, Fragment, MappablePosition, Node, NodeSelection, Plugin, PluginKey,
  ReplaceStep, Selection, Slice, TextSelection, getUpdatedPosition,
} = window.EditorPiano.moduli;
