import type { PlacementProblem } from '../../analysis/placement-problem.ts';
import { mend, useProblems } from '../../store/problems.ts';
import { percentText } from '../format.ts';
import { PROBLEMS } from '../texts/problems.ts';
import './problems.css';

function Problem({ problem }: { readonly problem: PlacementProblem }) {
  const { severity, message, lostSpeed, source, fix } = problem;
  return (
    <li className={`problem problem-${severity}`}>
      <p>
        <span className="problem-severity">{PROBLEMS.severity[severity]}</span> {message}
      </p>
      <p className="problem-foot">
        {lostSpeed !== null && lostSpeed >= 0.005 && <b>{PROBLEMS.lost(percentText(lostSpeed))}</b>}
        <span className="quiet" title={source}>
          {PROBLEMS.source}: {source}
        </span>
      </p>
      {fix && (
        <button type="button" className="button" onClick={() => mend(fix)}>
          {fix.title}
        </button>
      )}
    </li>
  );
}

/** What is wrong with the placement on the table, worst first, with a click that mends it where the engine knows how. */
export function ProblemList() {
  const { data, error } = useProblems();
  return (
    <section className="problem-list" aria-label={PROBLEMS.title}>
      <h2>
        {PROBLEMS.title} {data && data.length > 0 && <span className="quiet">{data.length}</span>}
      </h2>
      {error && <p className="field-fault">{PROBLEMS.failed(error.message)}</p>}
      {!data && !error && <p className="quiet late">{PROBLEMS.looking}</p>}
      {data?.length === 0 && <p className="quiet">{PROBLEMS.none}</p>}
      {data && data.length > 0 && (
        <ul aria-label={PROBLEMS.title}>
          {data.map((problem) => (
            <Problem key={`${problem.code} ${problem.guests.join()} ${problem.nodes.join()}`} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}
