import type { Difference } from '../../store/importing.ts';
import { CHANGES } from '../texts/import.ts';

/** Fields named for one guest or for the host. */
const MOST_FIELDS = 6;
const MOST_NAMES = 8;
const MOST_GUESTS = 12;
const LONGEST_VALUE = 40;

type Field = Difference['host'][number];

/** Node ids of a whole placement. */
function nodesOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('parts' in value) || !Array.isArray(value.parts))
    return undefined;
  const nodes = value.parts.map((part: unknown) =>
    typeof part === 'object' && part !== null && 'node' in part ? String(part.node) : '',
  );
  return [...new Set(nodes)].join(', ');
}

function valueText(value: unknown): string {
  if (value === undefined) return CHANGES.nothing;
  const nodes = nodesOf(value);
  if (nodes) return CHANGES.node(nodes);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** "placement.parts[1].node" as "part 2: node"; what has no word of its own keeps its path. */
function fieldText(path: string): string {
  const last = /(\w+)(?:\[\d+\])?$/.exec(path)?.[1] ?? path;
  const word = CHANGES.fields[last];
  if (word === undefined) return path;
  const part = Number(/^placement\.parts\[(\d+)\]/.exec(path)?.[1] ?? 0);
  const room = /^nodes\[\d+\]/.exec(path)?.[0];
  return room ? `${room} ${word}` : part > 0 ? CHANGES.part(part + 1, word) : word;
}

function Fields({ fields }: { readonly fields: readonly Field[] }) {
  const lines = [
    ...new Set(
      fields.map(({ path, before, after }) => CHANGES.change(fieldText(path), valueText(before), valueText(after))),
    ),
  ];
  const rest = lines.length - MOST_FIELDS;
  return <>{[...lines.slice(0, MOST_FIELDS), ...(rest > 0 ? [CHANGES.more(rest)] : [])].join(', ')}</>;
}

function namesText(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(rest > 0 ? [CHANGES.more(rest)] : [])].join(', ');
}

function Rows({ difference }: { readonly difference: Difference }) {
  const { host, added, removed, changed } = difference;
  return (
    <dl className="changes">
      {host.length > 0 && (
        <div>
          <dt>{CHANGES.host}</dt>
          <dd>
            <Fields fields={host} />
          </dd>
        </div>
      )}
      {added.length > 0 && (
        <div>
          <dt>{CHANGES.added}</dt>
          <dd>{namesText(added)}</dd>
        </div>
      )}
      {removed.length > 0 && (
        <div>
          <dt>{CHANGES.removed}</dt>
          <dd>{namesText(removed)}</dd>
        </div>
      )}
      {changed.slice(0, MOST_GUESTS).map(({ guest, fields }) => (
        <div key={guest}>
          <dt>{guest}</dt>
          <dd>
            <Fields fields={fields} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What an import changes on the host that is on the table already. */
export function Changes({ difference }: { readonly difference: Difference }) {
  const { host, added, removed, changed } = difference;
  const isSame = host.length + added.length + removed.length + changed.length === 0;
  const rest = changed.length - MOST_GUESTS;
  return (
    <section className="summary" aria-label={CHANGES.title}>
      <h3>{CHANGES.title}</h3>
      {isSame ? <p>{CHANGES.same}</p> : <Rows difference={difference} />}
      {rest > 0 && <p className="quiet">{CHANGES.more(rest)}</p>}
    </section>
  );
}
