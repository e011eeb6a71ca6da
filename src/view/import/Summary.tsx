import type { Problem } from '../../model/problem.ts';
import type { Prepared } from '../../store/importing.ts';
import { gib } from '../map/units-text.ts';
import { IMPORT } from '../texts/import.ts';
import { GuestSummary } from './GuestSummary.tsx';

type HostReading = NonNullable<Prepared['reading']>;

/** More nodes than this are summed up, not listed. */
const MOST_ROWS = 16;

function position({ file, line, column, path }: Problem): string {
  const place = line === undefined ? '' : `${line}:${column ?? 1}`;
  return [file, place, path].filter(Boolean).join(':');
}

/** More problems than this say nothing new. */
const MOST_PROBLEMS = 100;

/** Errors before warnings. */
function rank({ severity }: Problem): number {
  return severity === 'error' ? 0 : 1;
}

/** Everything that was found wrong or doubtful, with where it stands. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const shown = problems.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_PROBLEMS);
  return (
    <ul className="problems" aria-label={IMPORT.problems}>
      {shown.map((problem) => (
        <li key={`${position(problem)} ${problem.code} ${problem.message}`} className={problem.severity}>
          <b>{position(problem)}</b> {problem.message}
        </li>
      ))}
      {problems.length > shown.length && <li>{IMPORT.more(problems.length - shown.length)}</li>}
    </ul>
  );
}

function Nodes({ reading }: { readonly reading: HostReading }) {
  const { nodes } = reading.inspection;
  const memory = new Map(reading.host.nodes.map((node) => [node.id, node.memoryMiB]));
  return (
    <table className="plain-table">
      {nodes.length > MOST_ROWS && <caption className="quiet">{IMPORT.more(nodes.length - MOST_ROWS)}</caption>}
      <thead>
        <tr>
          <th scope="col">{IMPORT.node}</th>
          <th scope="col">{IMPORT.cpus}</th>
          <th scope="col">{IMPORT.memory}</th>
        </tr>
      </thead>
      <tbody>
        {nodes.slice(0, MOST_ROWS).map((node) => (
          <tr key={node.os}>
            <th scope="row">{node.os}</th>
            <td>{node.pus === null ? IMPORT.notSaid : node.pus || IMPORT.none}</td>
            <td>{gib(memory.get(node.os) ?? 0)} GiB</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The SLIT matrix as the file has it. */
function Distances({ reading }: { readonly reading: HostReading }) {
  const [first] = reading.inspection.distances;
  if (!first) return <p>{IMPORT.none}</p>;
  if (first.nodes.length > MOST_ROWS) return <p>{first.name ?? ''}</p>;
  return (
    <table className="plain-table matrix">
      <tbody>
        {first.values.map((row, i) => (
          <tr key={first.nodes[i]}>
            <th scope="row">{first.nodes[i]}</th>
            {row.map((value, j) => (
              <td key={first.nodes[j]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sources({ reading }: { readonly reading: HostReading }) {
  const entries = Object.entries(reading.host.sources ?? {});
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{IMPORT.sources}</summary>
      <ul className="sources">
        {entries.map(([path, source]) => (
          <li key={path}>
            <span className={`kind kind-${source.kind}`}>{IMPORT.kinds[source.kind]}</span> {path || IMPORT.rest}:{' '}
            {source.text}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The formats of all inputs that the host was pieced together from. */
function formatsText(format: string): string {
  return format
    .split('+')
    .map((one) => IMPORT.formats[one] ?? one)
    .join(', ');
}

function HostSummary({ reading }: { readonly reading: HostReading }) {
  const { inspection, host } = reading;
  const total = host.nodes.reduce((sum, node) => sum + node.memoryMiB, 0);
  return (
    <>
      <p>
        <strong>{host.name}</strong>: {IMPORT.shape(inspection.nodeCount, inspection.puCount, `${gib(total)} GiB`)}{' '}
        <span className="quiet">{formatsText(reading.format)}</span>
      </p>
      <div className="summary-columns">
        <Nodes reading={reading} />
        <div>
          <h4>{IMPORT.distances}</h4>
          <Distances reading={reading} />
        </div>
      </div>
      <Sources reading={reading} />
    </>
  );
}

/** What the inputs were understood as, and what applying them would do to the guests. */
export function Summary({ prepared }: { readonly prepared: Prepared }) {
  const { reading, scenario, isWhole } = prepared;
  return (
    <section className="summary" aria-label={IMPORT.understood}>
      <h3>{IMPORT.understood}</h3>
      {isWhole && (
        <p>
          <strong>{scenario.name ?? scenario.host.name}</strong>:{' '}
          {IMPORT.scenario(scenario.guests.length, scenario.host.nodes.length)}
        </p>
      )}
      {reading && <HostSummary reading={reading} />}
      {!isWhole && <GuestSummary prepared={prepared} />}
    </section>
  );
}
