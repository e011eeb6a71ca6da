import type { Fact } from './facts.ts';
import './facts.css';

/** Figures with their sources. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.title} title={fact.help}>
          <dt>{fact.title}</dt>
          <dd>{fact.value}</dd>
          <dd className="fact-source" data-source={fact.source}>
            {fact.source}
          </dd>
        </div>
      ))}
    </dl>
  );
}
