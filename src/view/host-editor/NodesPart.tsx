import { useState } from 'react';
import { addNode, removeNode } from '../../model/host-nodes.ts';
import { NODE_FIELDS } from '../../model/fields.ts';
import type { NumaNode } from '../../model/host.ts';
import { ChoiceInput } from '../shell/fields.tsx';
import { Icon } from '../shell/Icon.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { Cell, ColumnHeads, Fault, type EditorProps } from './Cell.tsx';
import type { StepProps } from './steps.ts';

const { id: _id, ...FIGURES } = NODE_FIELDS;
const NAMES = Object.keys(FIGURES);
const COLUMNS = { id: NODE_FIELDS.id, ...FIGURES };

/** Nodes shown at once. */
const PAGE = 32;

function pagesOf(nodes: readonly NumaNode[]): readonly { readonly value: string; readonly title: string }[] {
  return Array.from({ length: Math.ceil(nodes.length / PAGE) }, (_, page) => {
    const [first, last] = [nodes[page * PAGE], nodes.slice(page * PAGE, (page + 1) * PAGE).at(-1)];
    return { value: String(page), title: HOST_EDITOR.nodes(first?.id ?? 0, last?.id ?? 0) };
  });
}

/** The nodes, a row each, some dozens at once. */
export function NodesPart(props: EditorProps & StepProps) {
  const { draft, faults, onStep, isBlocked } = props;
  const { nodes } = draft.variant.host;
  const [page, setPage] = useState('0');
  const choices = pagesOf(nodes);
  const first = (choices.some(({ value }) => value === page) ? Number(page) : 0) * PAGE;
  const shown = nodes.slice(first, first + PAGE).map((node, i) => ({ node, at: first + i }));
  return (
    <>
      {choices.length > 1 && (
        <ChoiceInput title={HOST_EDITOR.tabs.nodes} choices={choices} value={String(first / PAGE)} onChange={setPage} />
      )}
      <div className="host-scroll">
        <table aria-label={HOST_EDITOR.tabs.nodes} className="host-table nodes">
          <ColumnHeads fields={COLUMNS} />
          <tbody>
            {shown.map(({ node, at }) => (
              <tr key={node.id}>
                <th scope="row">{node.id}</th>
                {NAMES.map((name) => (
                  <td key={name}>
                    <Cell {...props} path={`nodes[${at}].${name}`} of={HOST_EDITOR.node(node.id)} />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="button icon bare"
                    disabled={isBlocked || nodes.length === 1}
                    onClick={() => onStep((host) => removeNode(host, node.id))}
                  >
                    <Icon name="close" />
                    <span className="visually-hidden">{HOST_EDITOR.remove(HOST_EDITOR.node(node.id))}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Fault faults={faults} path="nodes" />
      <p className="host-actions">
        <button type="button" className="button" disabled={isBlocked} onClick={() => onStep(addNode)}>
          {HOST_EDITOR.addNode}
        </button>
      </p>
    </>
  );
}
