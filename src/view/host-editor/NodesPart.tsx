import { addNode, removeNode } from '../../model/host-nodes.ts';
import { NODE_FIELDS } from '../../model/fields.ts';
import { Icon } from '../shell/Icon.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { Cell, ColumnHeads, Fault, type EditorProps } from './Cell.tsx';
import type { StepProps } from './steps.ts';

const { id: _id, ...FIGURES } = NODE_FIELDS;
const NAMES = Object.keys(FIGURES);
const COLUMNS = { id: NODE_FIELDS.id, ...FIGURES };

/** The nodes, a row each. */
export function NodesPart(props: EditorProps & StepProps) {
  const { draft, faults, onStep, isBlocked } = props;
  const { nodes } = draft.variant.host;
  return (
    <>
      <div className="host-scroll">
        <table aria-label={HOST_EDITOR.tabs.nodes} className="host-table nodes">
          <ColumnHeads fields={COLUMNS} />
          <tbody>
            {nodes.map((node, at) => (
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
