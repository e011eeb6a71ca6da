import { useId } from 'react';
import { HOST_EDITOR } from '../texts/host-editor.ts';
import { specOf, textAt, type Draft } from './draft.ts';

/** Number in a list of the host that a path begins with ("nodes[20].cores" → 20); undefined = another list, or none. */
export function placeIn(list: 'nodes' | 'links', path: string): number | undefined {
  const at = new RegExp(`^${list}\\[(\\d+)\\]`).exec(path)?.[1];
  return at === undefined ? undefined : Number(at);
}

/** What every part of the editor is given. */
export interface EditorProps {
  readonly draft: Draft;
  readonly faults: ReadonlyMap<string, string>;
  readonly onType: (path: string, text: string) => void;
}

interface CellProps extends EditorProps {
  readonly path: string;
  /** What the figure is of ("node 2"); nothing where the title says it all. */
  readonly of?: string;
  readonly label?: string;
}

/** One figure with its fault below it: the field table says what it may be. */
export function Cell({ draft, faults, onType, path, of, label }: CellProps) {
  const id = useId();
  const spec = specOf(path);
  if (!spec) return null;
  const fault = faults.get(path);
  const isWords = spec.kind === 'text' || spec.kind === 'cpulist';
  const title = `${spec.title}${spec.unit ? ` ${spec.unit}` : ''}`;
  const placeholder = path.startsWith('latencyNs') ? HOST_EDITOR.unmeasured : '';
  return (
    <span className={`host-cell ${isWords ? 'words' : ''}`}>
      <input
        type="text"
        inputMode={isWords ? 'text' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label ?? (of === undefined ? title : HOST_EDITOR.of(title, of))}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : id}
        title={spec.help}
        placeholder={spec.default === undefined ? placeholder : HOST_EDITOR.fallback(String(spec.default))}
        value={textAt(draft, path)}
        onChange={(event) => onType(path, event.target.value)}
      />
      {fault !== undefined && (
        <span id={id} className="field-fault">
          {fault}
        </span>
      )}
    </span>
  );
}

interface FaultProps {
  readonly faults: ReadonlyMap<string, string>;
  readonly path: string;
}

/** What is wrong with something that is no single figure. */
export function Fault({ faults, path }: FaultProps) {
  const fault = faults.get(path);
  return fault === undefined ? null : <p className="field-fault">{fault}</p>;
}
