import type { ValidationRow } from '../../engine/validation/row.ts';
import { Icon } from '../shell/Icon.tsx';
import { TRUTH } from '../texts/truth.ts';
import { CHAPTERS, LIMITS, type Assumption } from './assumptions.ts';
import { validationRows } from './table.ts';
import './truth.css';

function Row({ row }: { readonly row: ValidationRow }) {
  return (
    <tr className={row.holds ? '' : 'fails'}>
      <th scope="row">
        {row.effect}
        <details>
          <summary>{TRUTH.setup}</summary>
          <p>{row.setup}.</p>
          <p className="quiet">{TRUTH.files(row.files)}</p>
        </details>
        {row.note && <p className="quiet">{row.note}</p>}
      </th>
      <td>{row.published}</td>
      <td>
        {row.engine}
        <span className="verdict-word">
          <Icon name={row.holds ? 'check' : 'close'} /> {row.holds ? TRUTH.holds : TRUTH.fails}
        </span>
      </td>
      <td>{row.tolerance}</td>
      <td>{row.source}</td>
    </tr>
  );
}

function Effects({ rows }: { readonly rows: readonly ValidationRow[] }) {
  const { columns } = TRUTH;
  if (rows.length === 0) return <p className="quiet">{TRUTH.noTable}</p>;
  return (
    <>
      <p>{TRUTH.effectsLead(rows.filter((row) => row.holds).length, rows.length)}</p>
      <div className="truth-scroll">
        <table className="truth-table" aria-label={TRUTH.effects}>
          <thead>
            <tr>
              {[columns.effect, columns.published, columns.engine, columns.tolerance, columns.source].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function AssumptionItem({ assumption }: { readonly assumption: Assumption }) {
  const { what, kind, source } = assumption;
  return (
    <li>
      <p>{what}</p>
      <p className="quiet">
        <span className={`kind kind-${kind}`}>{TRUTH.kinds[kind]}</span> {source}
      </p>
    </li>
  );
}

/** What the engine assumes, what it was held against, and where it is known to be wrong. */
export function TruthView() {
  return (
    <main id="main" tabIndex={-1} className="truth">
      <h1>{TRUTH.title}</h1>
      <p className="truth-lead">{TRUTH.lead}</p>
      <section>
        <h2>{TRUTH.effects}</h2>
        <Effects rows={validationRows()} />
      </section>
      <section>
        <h2>{TRUTH.assumptions}</h2>
        {CHAPTERS.map(({ title, assumptions }) => (
          <div key={title} className="truth-chapter">
            <h3>{title}</h3>
            <ul>
              {assumptions.map((assumption) => (
                <AssumptionItem key={assumption.what} assumption={assumption} />
              ))}
            </ul>
          </div>
        ))}
      </section>
      <section>
        <h2>{TRUTH.limits}</h2>
        <ul className="truth-limits">
          {LIMITS.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{TRUTH.exact}</h2>
        <p>{TRUTH.exactText}</p>
      </section>
    </main>
  );
}
