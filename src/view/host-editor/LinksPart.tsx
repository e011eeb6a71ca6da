import { useState } from 'react';
import { LINK_FIELDS } from '../../model/fields.ts';
import type { Host, Link } from '../../model/host.ts';
import { hasLinks, linksOf } from '../../model/mesh.ts';
import { CheckInput, ChoiceInput } from '../shell/fields.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { Cell, Fault, placeIn, type EditorProps } from './Cell.tsx';
import { RowTable, type EditorRow } from './RowTable.tsx';
import { addLinks, removeLink, stateLinks, type StepProps } from './steps.ts';

type PartProps = EditorProps & StepProps & { readonly shown: string };

/** With more links than this those of one node are shown. */
const MOST_AT_ONCE = 48;
const ALL = '';

function Assumed({ host, onStep, isBlocked }: { readonly host: Host } & StepProps) {
  const count = linksOf(host).length;
  if (count === 0) return <p className="quiet">{HOST_EDITOR.alone}</p>;
  return (
    <p className="host-actions">
      <span className="quiet">{HOST_EDITOR.assumed(count)}</span>
      <button type="button" className="button" disabled={isBlocked} onClick={() => onStep(stateLinks)}>
        {HOST_EDITOR.state}
      </button>
    </p>
  );
}

function nodeChoices(host: Host) {
  return host.nodes.map(({ id }) => ({ value: String(id), title: HOST_EDITOR.node(id) }));
}

/** Two nodes that are to be joined. */
function NewLink({ host, onStep, isBlocked }: { readonly host: Host } & StepProps) {
  const [ends, setEnds] = useState<readonly [string, string]>(['', '']);
  const [isBoth, setBoth] = useState(true);
  const choices = nodeChoices(host);
  const [from = choices[0]?.value ?? '', to = choices[1]?.value ?? ''] = ends.map((end, at) =>
    choices.some(({ value }) => value === end) ? end : choices[at]?.value,
  );
  const capacityGBs = Math.max(0, ...linksOf(host).map((link) => link.capacityGBs));
  const add = (): void => {
    const link = { from: Number(from), to: Number(to), capacityGBs };
    onStep((one) => addLinks(one, isBoth ? [link, { ...link, from: link.to, to: link.from }] : [link]));
  };
  return (
    <fieldset className="host-new">
      <legend>{HOST_EDITOR.newLink}</legend>
      <ChoiceInput title={LINK_FIELDS.from.title} choices={choices} value={from} onChange={(id) => setEnds([id, to])} />
      <ChoiceInput title={LINK_FIELDS.to.title} choices={choices} value={to} onChange={(id) => setEnds([from, id])} />
      <CheckInput title={HOST_EDITOR.both} value={isBoth} onChange={setBoth} />
      <button type="button" className="button" disabled={isBlocked || from === to} onClick={add}>
        {HOST_EDITOR.addLink}
      </button>
    </fieldset>
  );
}

function rowOf({ from, to }: Link, at: number, props: PartProps): EditorRow {
  const name = HOST_EDITOR.link(from, to);
  const cell = (field: string) => <Cell key={field} {...props} path={`links[${at}].${field}`} of={name} />;
  return {
    key: `${from} ${to}`,
    name,
    head: from,
    cells: [to, cell('capacityGBs'), cell('latencyNs')],
    onRemove: () => props.onStep((host) => removeLink(host, at)),
  };
}

function LinkTable({ of, ...props }: PartProps & { readonly of: string }) {
  const rows = (props.draft.variant.host.links ?? []).flatMap((link, at) =>
    of === ALL || String(link.from) === of ? [rowOf(link, at, props)] : [],
  );
  const { links: label } = HOST_EDITOR.tabs;
  return <RowTable label={label} className="links" fields={LINK_FIELDS} rows={rows} isFixed={props.isBlocked} />;
}

/** The node that a link to be shown begins at. */
function endOf({ links = [] }: Host, shown: string): string | undefined {
  const from = links[placeIn('links', shown) ?? -1]?.from;
  return from === undefined ? undefined : String(from);
}

/** The links, a row for each direction; those that are only assumed can be stated first. */
export function LinksPart(props: PartProps) {
  const { draft, faults } = props;
  const { host } = draft.variant;
  const isMany = (host.links?.length ?? 0) > MOST_AT_ONCE;
  const [chosen, setChosen] = useState(() => endOf(host, props.shown));
  const choices = nodeChoices(host);
  const known = choices.some(({ value }) => value === chosen) ? chosen : undefined;
  const of = known ?? (isMany ? (choices[0]?.value ?? ALL) : ALL);
  if (!hasLinks(host))
    return (
      <>
        <Fault faults={faults} path="links" />
        <Assumed host={host} {...props} />
      </>
    );
  return (
    <>
      {isMany && <ChoiceInput title={HOST_EDITOR.linksOf} choices={choices} value={of} onChange={setChosen} />}
      <LinkTable {...props} of={of} />
      <Fault faults={faults} path="links" />
      <NewLink host={host} {...props} />
    </>
  );
}
