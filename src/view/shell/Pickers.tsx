import { useCatalogue, type CatalogueEntry } from '../../store/catalogue.ts';
import { useScenario } from '../../store/document.ts';
import { pickHost, pickScenario } from '../../store/edits.ts';
import { notify } from '../../store/notices.ts';
import { SHELL } from '../texts/shell.ts';
import { Icon, type IconName } from './Icon.tsx';

interface PickerProps {
  readonly label: string;
  readonly icon: IconName;
  readonly entries: readonly CatalogueEntry[];
  /** Entry that is on the table; undefined = something of the user's own, named `own`. */
  readonly current: CatalogueEntry | undefined;
  readonly own: string;
  readonly detail: string;
  readonly pick: (entry: CatalogueEntry) => Promise<void>;
}

function Picker({ label, icon, entries, current, own, detail, pick }: PickerProps) {
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
        {current?.title ?? own} <small>{detail}</small>
      </span>
      <Icon name="down" />
      <select aria-label={label} value={current?.id ?? ''} onChange={(event) => choose(event.target.value)}>
        {!current && <option value="">{own}</option>}
        {entries.map((entry) => (
          <option key={entry.id} value={entry.id} title={entry.detail}>
            {entry.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function byName(
  entries: readonly CatalogueEntry[],
  names: readonly (string | undefined)[],
): CatalogueEntry | undefined {
  return entries.find((entry) => names.includes(entry.title));
}

/** Which host and which scenario are on the table; others to choose from. */
export function Pickers() {
  const scenario = useScenario();
  const { data } = useCatalogue();
  if (!scenario) return null;
  const { host, guests, name } = scenario;
  const hosts = data?.hosts ?? [];
  const scenarios = data?.scenarios ?? [];
  return (
    <>
      <Picker
        label={SHELL.host}
        icon="host"
        entries={hosts}
        current={byName(hosts, [host.name])}
        own={host.name}
        detail={SHELL.nodes(host.nodes.length)}
        pick={pickHost}
      />
      <Picker
        label={SHELL.scenario}
        icon="guests"
        entries={scenarios}
        current={byName(scenarios, [name])}
        own={name ?? SHELL.unnamed}
        detail={SHELL.guests(guests.length)}
        pick={pickScenario}
      />
    </>
  );
}
