import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Opening } from '../shell/opening.ts';
import { useModal } from '../shell/use-modal.ts';
import { PALETTE } from '../texts/palette.ts';
import { useCommands } from './commands.ts';
import { matching, type Command } from './match.ts';
import './palette.css';
import '../shell/dialog.css';

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  /** The first of its group: says the group's name. */
  readonly isFirst: boolean;
  readonly isActive: boolean;
  readonly onPick: () => void;
}

function Option({ id, command, isFirst, isActive, onPick }: OptionProps) {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <li ref={element} id={id} role="option" aria-selected={isActive} className="command" onClick={onPick}>
      <span className="command-group" aria-hidden="true">
        {isFirst && command.group}
      </span>
      <span className="command-title">
        {command.title} {command.hint && <small>{command.hint}</small>}
      </span>
      {command.keys && <kbd>{command.keys}</kbd>}
    </li>
  );
}

interface ResultsProps {
  readonly id: string;
  readonly found: readonly Command[];
  readonly active: number;
  readonly onPick: (command: Command) => void;
}

function Results({ id, found, active, onPick }: ResultsProps) {
  return (
    <>
      <ul id={id} role="listbox" aria-label={PALETTE.results}>
        {found.map((command, i) => (
          <Option
            key={command.id}
            id={`${id}-${i}`}
            command={command}
            isFirst={found[i - 1]?.group !== command.group}
            isActive={i === active}
            onPick={() => onPick(command)}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{PALETTE.none}</p>}
    </>
  );
}

interface QueryProps {
  readonly list: string;
  readonly query: string;
  readonly active: number;
  readonly count: number;
  readonly onQuery: (query: string) => void;
  readonly onMove: (active: number) => void;
  readonly onEnter: () => void;
}

/** Where the selection goes by a key; undefined = the key does not move it. */
function movedBy(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  return undefined;
}

function Query({ list, query, active, count, onQuery, onMove, onEnter }: QueryProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = movedBy(event.key, active, count);
    if (next !== undefined) onMove(next);
    else if (event.key === 'Enter') onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <input
      type="text"
      role="combobox"
      aria-label={PALETTE.input}
      aria-expanded="true"
      aria-controls={list}
      aria-activedescendant={count > 0 ? `${list}-${active}` : undefined}
      autoComplete="off"
      spellCheck={false}
      placeholder={PALETTE.placeholder}
      value={query}
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Type a few letters of what you want, Enter does it. */
export function Palette({ open }: { readonly open: Opening }) {
  const dialog = useModal();
  const list = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = matching(useCommands(open), query);
  const close = (): void => open(undefined);
  const pick = (command: Command | undefined): void => {
    if (!command) return;
    close();
    command.perform();
  };
  const search = (next: string): void => {
    setQuery(next);
    setActive(0);
  };
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={PALETTE.title}
      onCancel={close}
      onMouseDown={(event) => event.target === event.currentTarget && close()}
    >
      <Query
        list={list}
        query={query}
        active={active}
        count={found.length}
        onQuery={search}
        onMove={setActive}
        onEnter={() => pick(found[active])}
      />
      <Results id={list} found={found} active={active} onPick={pick} />
    </dialog>
  );
}
