import { useState } from 'react';
import { addNode, removeNode } from '../../model/host-nodes.ts';
import { NODE_FIELDS } from '../../model/fields.ts';
import type { NumaNode } from '../../model/host.ts';
import { ChoiceInput } from '../shell/fields.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { Cell, Fault, placeIn, type EditorProps } from './Cell.tsx';
import { RowTable, type EditorRow } from './RowTable.tsx';
import type { StepProps } from './steps.ts';

type PartProps = EditorProps & StepProps & { readonly shown: string };

const { id: _id, ...FIGURES } = NODE_FIELDS;
const NAMES = Object.keys(FIGURES);
const COLUMNS = { id: NODE_FIELDS.id, ...FIGURES };

/** Nodes shown at once: as many as a screen takes, so that a large host opens and is typed in as quickly as a small one. */
const PAGE = 16;

function pagesOf(nodes: readonly NumaNode[]): readonly { readonly value: string; readonly title: string }[] {
  return Array.from({ length: Math.ceil(nodes.length / PAGE) }, (_, page) => {
    const [first, last] = [nodes[page * PAGE], nodes.slice(page * PAGE, (page + 1) * PAGE).at(-1)];
    return { value: String(page), title: HOST_EDITOR.nodes(first?.id ?? 0, last?.id ?? 0) };
  });
}

function rowOf({ id }: NumaNode, at: number, props: PartProps): EditorRow {
  const name = HOST_EDITOR.node(id);
  return {
    key: id,
    name,
    head: id,
    cells: NAMES.map((field) => <Cell key={field} {...props} path={`nodes[${at}].${field}`} of={name} />),
    onRemove: () => props.onStep((host) => removeNode(host, id)),
  };
}

/** The nodes, a row each, a page at once. */
export function NodesPart(props: PartProps) {
  const { draft, faults, onStep, isBlocked } = props;
  const { nodes } = draft.variant.host;
  const [page, setPage] = useState(() => String(Math.floor((placeIn('nodes', props.shown) ?? 0) / PAGE)));
  const choices = pagesOf(nodes);
  const first = (choices.some(({ value }) => value === page) ? Number(page) : 0) * PAGE;
  const rows = nodes.slice(first, first + PAGE).map((node, i) => rowOf(node, first + i, props));
  const { nodes: title } = HOST_EDITOR.tabs;
  return (
    <>
      {choices.length > 1 && (
        <ChoiceInput title={title} choices={choices} value={String(first / PAGE)} onChange={setPage} />
      )}
      <RowTable
        label={title}
        className="nodes"
        fields={COLUMNS}
        rows={rows}
        isFixed={isBlocked || nodes.length === 1}
      />
      <Fault faults={faults} path="nodes" />
      <p className="host-actions">
        <button type="button" className="button" disabled={isBlocked} onClick={() => onStep(addNode)}>
          {HOST_EDITOR.addNode}
        </button>
      </p>
    </>
  );
}
