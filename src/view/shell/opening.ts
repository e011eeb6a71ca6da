/** Dialogs of the page; at most one is open. */
export type DialogName = 'import' | 'export' | 'share' | 'run' | 'palette' | 'host';

export type Opening = (name: DialogName | undefined) => void;
