import { COPY_RATE_FIELDS, HOST_FIELDS, type FieldSpec } from '../../model/fields.ts';
import { Cell, type EditorProps } from './Cell.tsx';

const FIELDS: readonly (readonly [path: string, spec: FieldSpec])[] = [
  ...Object.entries(HOST_FIELDS),
  ...Object.entries(COPY_RATE_FIELDS).map(([name, spec]) => [`copy.${name}`, spec] as const),
];

/** What is said of the host as a whole. */
export function HostPart(props: EditorProps) {
  return (
    <div className="host-figures">
      {FIELDS.map(([path, { title, unit, help }]) => (
        <div key={path}>
          <span aria-hidden="true">
            {title} {unit && <small>{unit}</small>}
          </span>
          <Cell {...props} path={path} />
          <small>{help}</small>
        </div>
      ))}
    </div>
  );
}
