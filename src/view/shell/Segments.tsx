interface SegmentsProps<Id extends string> {
  readonly name: string;
  readonly choices: readonly (readonly [id: Id, title: string])[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** One of a few, side by side. */
export function Segments<Id extends string>({ name, choices, value, onChange }: SegmentsProps<Id>) {
  return (
    <div role="radiogroup" aria-label={name} className="segments">
      {choices.map(([id, title]) => (
        <label key={id}>
          <input type="radio" name={name} checked={id === value} onChange={() => onChange(id)} />
          <span>{title}</span>
        </label>
      ))}
    </div>
  );
}
