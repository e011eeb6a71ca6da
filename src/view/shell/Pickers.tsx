import { useEffect, useState } from 'react';
import { useBuiltInHost, useCatalogue, type CatalogueEntry } from '../../store/catalogue.ts';
import { useScenario } from '../../store/document.ts';
import { pickHost, pickScenario } from '../../store/edits.ts';
import { notify } from '../../store/notices.ts';
import { SHELL } from '../texts/shell.ts';
import { Icon, type IconName } from './Icon.tsx';
import './pickers.css';

interface PickerProps {
  readonly label: string;
  readonly icon: IconName;
  readonly entries: readonly CatalogueEntry[];
  /** What is on the table. */
  readonly name: string;
  /** The entry that it is; undefined = something of the user's own. */
  readonly current: CatalogueEntry | undefined;
  readonly detail: string;
  readonly pick: (entry: CatalogueEntry) => Promise<void>;
}

function Picker({ label, icon, entries, name, current, detail, pick }: PickerProps) {
  const choose = (id: string): void => {
    const entry = entries.find((one) => one.id === id);
    if (!entry) return;
    pick(entry).catch((error: unknown) =>
      notify({ kind: 'failed', what: entry.title, reason: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <label className="picker">
      <Icon name={icon} />
      <span className="picker-text" aria-hidden="true">
        {name} <small>{detail}</small>
      </span>
      <Icon name="down" />
      <select aria-label={label} value={current?.id ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="" hidden={current !== undefined}>
          {name}
        </option>
        {entries.map((entry) => (
          <option key={entry.id} value={entry.id} title={entry.detail}>
            {entry.title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Long after the first view is there. */
const IDLE_MS = 1500;

function useLater(): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLater, IDLE_MS, true);
    return () => clearTimeout(timer);
  }, []);
  return later;
}

const NONE: readonly CatalogueEntry[] = [];

/** Which host and which scenario are on the table; others to choose from. */
export function Pickers() {
  const scenario = useScenario();
  const { data } = useCatalogue();
  const hosts = data?.hosts ?? NONE;
  const builtIn = useBuiltInHost(scenario?.host.name ?? '', hosts, useLater());
  if (!scenario) return null;
  const { host, guests, arrivals, name = SHELL.unnamed } = scenario;
  const scenarios = data?.scenarios ?? NONE;
  return (
    <>
      <Picker
        label={SHELL.host}
        icon="host"
        entries={hosts}
        name={host.name}
        current={builtIn}
        detail={SHELL.nodes(host.nodes.length)}
        pick={pickHost}
      />
      <Picker
        label={SHELL.scenario}
        icon="guests"
        entries={scenarios}
        name={name}
        current={scenarios.find((entry) => entry.title === name)}
        detail={SHELL.guests(guests.length, arrivals !== undefined)}
        pick={pickScenario}
      />
    </>
  );
}
