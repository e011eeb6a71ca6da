import { useState } from 'react';
import type { Host } from '../../model/host.ts';
import { ChoiceInput } from '../shell/fields.tsx';
import { Segments } from '../shell/Segments.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { Cell, Fault, type EditorProps } from './Cell.tsx';
import { stateMatrix, type StepProps } from './steps.ts';

type Matrix = 'slit' | 'latencyNs';
type PartProps = EditorProps & StepProps;

/** With more nodes than this one row of a matrix is shown. */
const MOST_ROWS = 8;

const MATRICES = [
  ['slit', HOST_EDITOR.matrices.slit],
  ['latencyNs', HOST_EDITOR.matrices.latencyNs],
] as const;

interface GridProps extends PartProps {
  readonly matrix: Matrix;
}

function Square({ matrix, ...props }: GridProps) {
  const { nodes } = props.draft.variant.host;
  return (
    <table aria-label={HOST_EDITOR.matrices[matrix]} className="host-table matrix">
      <thead>
        <tr>
          <td />
          {nodes.map(({ id }) => (
            <th key={id} scope="col">
              {id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {nodes.map((from, i) => (
          <tr key={from.id}>
            <th scope="row">{from.id}</th>
            {nodes.map((to, j) => (
              <td key={to.id}>
                <Cell {...props} path={`${matrix}[${i}][${j}]`} label={HOST_EDITOR.fromTo(from.id, to.id)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowChoices(host: Host) {
  return host.nodes.map(({ id }, at) => ({ value: String(at), title: HOST_EDITOR.node(id) }));
}

/** One row of a large matrix, each cell with its node. */
function Row({ matrix, ...props }: GridProps) {
  const { host } = props.draft.variant;
  const [chosen, setChosen] = useState('0');
  const at = host.nodes[Number(chosen)] ? Number(chosen) : 0;
  const from = host.nodes[at]?.id ?? 0;
  return (
    <>
      <ChoiceInput title={HOST_EDITOR.fromNode} choices={rowChoices(host)} value={String(at)} onChange={setChosen} />
      <ul className="host-row">
        {host.nodes.map(({ id }, j) => (
          <li key={id}>
            <span aria-hidden="true">{id}</span>
            <Cell {...props} path={`${matrix}[${at}][${j}]`} label={HOST_EDITOR.fromTo(from, id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** How far nodes are from each other: by the firmware's table, by measurement. */
export function DistancesPart(props: PartProps) {
  const { draft, faults, onStep, isBlocked } = props;
  const [matrix, setMatrix] = useState<Matrix>('slit');
  const { host } = draft.variant;
  const Grid = host.nodes.length > MOST_ROWS ? Row : Square;
  return (
    <>
      <Segments name={HOST_EDITOR.matrix} choices={MATRICES} value={matrix} onChange={setMatrix} />
      {host[matrix] ? (
        <div className="host-scroll">
          <Grid {...props} matrix={matrix} />
        </div>
      ) : (
        <p className="host-actions">
          <span className="quiet">{HOST_EDITOR.noMatrix[matrix]}</span>
          <button
            type="button"
            className="button"
            disabled={isBlocked}
            onClick={() => onStep((one) => stateMatrix(one, matrix))}
          >
            {HOST_EDITOR.state}
          </button>
        </p>
      )}
      <Fault faults={faults} path={matrix} />
    </>
  );
}
