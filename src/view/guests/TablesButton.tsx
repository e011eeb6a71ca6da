import { useEffect } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { TABLES } from '../texts/tables.ts';
import { toggleTables, useTablesOpen } from './open.ts';

/** Where T is a letter, or the page waits for something else. */
const TAKEN = 'input:not([type="range"], [type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';

function onKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || document.querySelector('dialog[open], [data-moving]')) return;
  if (event.target instanceof Element && event.target.closest(TAKEN)) return;
  event.preventDefault();
  toggleTables();
}

/** Shows the map as a table; so does the key T. */
export function TablesButton() {
  const isOpen = useTablesOpen();
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <button
      type="button"
      className="button bare"
      aria-pressed={isOpen}
      aria-keyshortcuts={TABLES.key}
      title={TABLES.hint}
      onClick={toggleTables}
    >
      <Icon name="table" />
      <span className="button-text">{TABLES.button}</span>
    </button>
  );
}
