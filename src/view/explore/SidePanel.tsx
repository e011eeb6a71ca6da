import type { ReactNode } from 'react';
import { sentenceText } from '../format.ts';
import type { GuestPaint } from '../map/colours.ts';
import { MapLegend } from '../map/legend.tsx';
import type { LensId } from '../map/lens.ts';
import { ProblemList } from '../problems/ProblemList.tsx';
import { FactList } from './FactList.tsx';
import { PANEL } from '../texts/facts.ts';
import { guestFacts, hostFacts } from './facts.ts';
import { linksFrom, nodeFacts, pageFacts } from './place-facts.ts';
import { PinPanel } from './PinPanel.tsx';
import type { Placed } from './placed.ts';
import './side-panel.css';

interface Unplaced {
  readonly name: string;
  readonly reason: string;
}

function UnplacedList({ unplaced }: { readonly unplaced: readonly Unplaced[] }) {
  return (
    <section className="unplaced" aria-labelledby="unplaced-title">
      <h3 id="unplaced-title">{PANEL.unplaced}</h3>
      <ul>
        {unplaced.map(({ name, reason }) => (
          <li key={name}>
            <b>{name}</b> {sentenceText(reason)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function GuestPanel({ placed, guest, paint }: { placed: Placed; guest: number; paint: GuestPaint | undefined }) {
  const facts = guestFacts(placed, guest);
  const { name, group } = placed.guests[guest]!;
  return (
    <section aria-label={PANEL.guest}>
      <header>
        <i className="swatch" style={{ background: paint?.base }} />
        <h2>{name}</h2>
        {group && <span className="quiet">{group}</span>}
      </header>
      <FactList facts={facts.now} />
      <PinPanel placed={placed} guest={guest} />
      <h3>{PANEL.pages}</h3>
      <FactList facts={pageFacts(placed, guest)} />
      <h3>{PANEL.settings}</h3>
      <FactList facts={facts.settings} />
      <h3>{PANEL.workload}</h3>
      <FactList facts={facts.workload} />
    </section>
  );
}

/** The host, and the node that is looked at. */
function HostPanel({ placed, node }: { readonly placed: Placed; readonly node: number }) {
  const links = linksFrom(placed, node);
  return (
    <>
      <section aria-label={PANEL.host}>
        <header>
          <h2>{placed.host.name}</h2>
        </header>
        <FactList facts={hostFacts(placed.host)} />
      </section>
      <section aria-labelledby="node-title">
        <header>
          <h2 id="node-title">{PANEL.node(placed.host.nodes[node]!.id)}</h2>
          <span className="quiet">{PANEL.nodeHint}</span>
        </header>
        <FactList facts={nodeFacts(placed, node)} />
        {links.length > 0 && (
          <>
            <h3>{PANEL.links}</h3>
            <FactList facts={links} />
          </>
        )}
      </section>
    </>
  );
}

interface PanelProps {
  readonly placed: Placed;
  /** Hovered before selected; null = the host. */
  readonly guest: number | null;
  /** The node (index) under the pointer, or last. */
  readonly node: number;
  readonly paints: readonly GuestPaint[];
  readonly unplaced: readonly Unplaced[];
  readonly width: number;
  /** What a host with many nodes has instead of pipes. */
  readonly overview: ReactNode;
  readonly table: ReactNode;
  readonly lens: LensId;
}

/** Beside the map: the guest in focus, else the host; who found no place; what the signs mean. */
export function SidePanel({ placed, guest, node, paints, unplaced, width, overview, table, lens }: PanelProps) {
  const shown = guest !== null && placed.guests[guest] ? guest : null;
  return (
    <div className="side-panel">
      {placed.guests.length === 0 && unplaced.length === 0 && <p className="no-guests">{PANEL.noGuests}</p>}
      {overview}
      <ProblemList />
      {shown === null ? (
        <HostPanel placed={placed} node={node} />
      ) : (
        <GuestPanel placed={placed} guest={shown} paint={paints[shown]} />
      )}
      {table}
      {unplaced.length > 0 && <UnplacedList unplaced={unplaced} />}
      <section aria-label={PANEL.signs}>
        <MapLegend host={placed.host} guests={placed.guests} size="explore" width={width} lens={lens} />
      </section>
    </div>
  );
}
