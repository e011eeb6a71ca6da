import { memo, useState } from 'react';
import type { Metrics } from '../../engine/reports.ts';
import type { Scenario } from '../../model/scenario.ts';
import { sharedUntil } from '../../store/branches.ts';
import { useScenario } from '../../store/document.ts';
import { dependsOnSeed, SEEDS, usePairs, type PairedDifference, type Pairs } from '../../store/pairs.ts';
import type { Pair } from '../../store/runs.ts';
import { clockText, durationText, percentText } from '../format.ts';
import { addressOf } from '../routes.ts';
import { Badge } from '../shell/Badge.tsx';
import { Icon } from '../shell/Icon.tsx';
import { COMPARE, METRIC_WORDS, SCORES } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import { TRUTH } from '../texts/truth.ts';
import { isParted } from './SharedPast.tsx';
import { betterOver, betterSide, METRICS, positions, valueText, type MetricSpec, type Side } from './metrics.ts';
import './scoreboard.css';

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Both values on one scale, joined in the better one's colour. */
function Dumbbell({ at, better }: { readonly at: readonly [number, number]; readonly better: Side | undefined }) {
  const [a, b] = at;
  return (
    <svg className="dumbbell" height="10" width="100%" aria-hidden="true">
      <line x1="0" x2="100%" y1="5" y2="5" className="dumbbell-scale" />
      {/* The inner picture leaves room for the marks at both ends. */}
      <svg x="4" width="calc(100% - 8px)" overflow="visible">
        <line x1={percent(a)} x2={percent(b)} y1="5" y2="5" className={`dumbbell-bar side-${better ?? 'none'}`} />
        <circle cx={percent(a)} cy="5" r="4" className="mark-a" />
        <svg x={percent(b)} overflow="visible">
          <rect x="-4" y="1" width="8" height="8" rx="2" className="mark-b" />
        </svg>
      </svg>
    </svg>
  );
}

function Value({ side, text, isBetter }: { readonly side: Side; readonly text: string; readonly isBetter: boolean }) {
  return (
    <td role="cell" className={`score-value ${isBetter ? 'better' : ''}`}>
      <i className={`dot side-${side}`} aria-hidden="true" />
      {text}
      {isBetter && (
        <>
          <Icon name="check" />
          <span className="visually-hidden"> {SCORES.better}</span>
        </>
      )}
    </td>
  );
}

interface RowProps {
  readonly spec: MetricSpec;
  readonly a: Metrics;
  readonly b: Metrics;
  /** Over many seeds, where the seed decides anything: then only a difference that holds counts. */
  readonly paired: PairedDifference | undefined;
}

function Row({ spec, a, b, paired }: RowProps) {
  const { name, unit, help } = METRIC_WORDS[spec.key];
  const better = paired ? betterOver(spec, paired) : betterSide(spec, a, b);
  const isUp = spec.direction > 0;
  return (
    <tr role="row" className="score-row">
      <th role="rowheader" scope="row" title={help}>
        {name}
        <small>
          {unit} <span aria-hidden="true">{isUp ? '↑' : '↓'}</span>
          <span className="visually-hidden">, {isUp ? SCORES.up : SCORES.down}</span>
        </small>
      </th>
      <Value side="a" text={valueText(spec, a)} isBetter={better === 'a'} />
      <Value side="b" text={valueText(spec, b)} isBetter={better === 'b'} />
      <td role="presentation" className="score-scale">
        <Dumbbell at={positions(spec, a, b)} better={better} />
      </td>
    </tr>
  );
}

/** Seeds that take no longer than this run by themselves, s. */
const QUICK_SECONDS = 20;

interface CertaintyProps {
  readonly pairs: Pairs;
  /** Begins the seeds; undefined where they begin by themselves, or nothing depends on them. */
  readonly onAsk: (() => void) | undefined;
}

/** How sure the verdict is: over how many seeds, or that nothing is left to chance. */
function Certainty({ pairs, onAsk }: CertaintyProps) {
  if (pairs.done !== undefined) return <>{SCORES.computing(SEEDS, percentText(pairs.done))}</>;
  const paired = pairs.differences?.get('throughput');
  if (paired) {
    const ends = [paired.low, paired.high].map((value) => (value * 100).toFixed(1).replace('-', '−'));
    return <>{SCORES.interval(ends[0]!, ends[1]!, paired.seeds)}</>;
  }
  if (!onAsk) return <>{SCORES.certain}</>;
  return (
    <>
      {SCORES.oneSeed}{' '}
      <button type="button" className="button" onClick={onAsk}>
        {SCORES.ask(SEEDS)}
      </button>
    </>
  );
}

interface VerdictProps extends CertaintyProps {
  readonly a: Metrics;
  readonly b: Metrics;
}

function Verdict({ a, b, pairs, onAsk }: VerdictProps) {
  const sides = METRICS.map((spec) => {
    const paired = pairs.differences?.get(spec.key);
    return paired ? betterOver(spec, paired) : betterSide(spec, a, b);
  });
  const leader = sides[0];
  const mean = pairs.differences?.get('throughput')?.meanDifference ?? b.throughput - a.throughput;
  const other = leader === 'a' ? 'b' : 'a';
  const wins = sides.filter((side) => side === other).length;
  return (
    <div className="verdict">
      <p className="verdict-line">
        {leader && <Badge side={leader} />}
        <strong>{leader ? SCORES.ahead((Math.abs(mean) * 100).toFixed(1)) : SCORES.level}</strong>
      </p>
      <p className="quiet">
        {SCORES.count(COMPARE.sides[other], wins, METRICS.length)} <Certainty pairs={pairs} onAsk={onAsk} />
      </p>
    </div>
  );
}

interface ScoreTableProps {
  readonly pair: Pair;
  readonly differences: Pairs['differences'];
}

/** A row for each metric, a column for each run. */
function ScoreTable({ pair: { a, b }, differences }: ScoreTableProps) {
  return (
    <table role="table" aria-label={SCORES.title} className="score-table">
      <thead role="rowgroup" className="visually-hidden">
        <tr role="row">
          <th role="columnheader" scope="col">
            {SCORES.metric}
          </th>
          <th role="columnheader" scope="col">
            {COMPARE.sides.a}: {a.title}
          </th>
          <th role="columnheader" scope="col">
            {COMPARE.sides.b}: {b.title}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {METRICS.map((spec) => (
          <Row
            key={spec.key}
            spec={spec}
            a={a.result.metrics}
            b={b.result.metrics}
            paired={differences?.get(spec.key)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** What each run can be known by anywhere. */
function Hashes({ a, b }: Pair) {
  return (
    <p className="hashes" title={SCORES.hashHelp}>
      <span>
        <i className="dot side-a" aria-hidden="true" /> {SCORES.hash(a.result.hash)}
      </span>
      <span>
        <i className="dot side-b" aria-hidden="true" /> {SCORES.hash(b.result.hash)}
      </span>
      <a href={addressOf('truth')}>{TRUTH.link}</a>
    </p>
  );
}

/** All metrics of both runs, the better one marked. */
export const Scoreboard = memo(function Scoreboard({ pair, stale }: { readonly pair: Pair; readonly stale: boolean }) {
  // The runs may be older than the choice of strategies: a run that did not change is kept.
  const scenario = useScenario() ?? pair.b.scenario;
  const [asked, setAsked] = useState<Scenario>();
  const isQuick = (pair.a.seconds + pair.b.seconds) * SEEDS <= QUICK_SECONDS;
  const isWanted = isQuick || asked === scenario;
  const pairs = usePairs(scenario, isWanted && !stale);
  const onAsk = dependsOnSeed(scenario) && !isWanted ? (): void => setAsked(scenario) : undefined;
  const [a, b] = [pair.a.result, pair.b.result];
  const shared = sharedUntil(pair.a.choice, pair.b.choice);
  return (
    <section className="scores" aria-label={SCORES.title}>
      <header className="scores-head">
        <h2>{SCORES.title}</h2>
        <span className="quiet">{SCORES.span(durationText(a.until))}</span>
      </header>
      <Verdict a={a.metrics} b={b.metrics} pairs={pairs} onAsk={onAsk} />
      {isParted(shared, a.until) && <p className="quiet parted">{HAND.scores(clockText(shared))}</p>}
      <ScoreTable pair={pair} differences={pairs.differences} />
      <Hashes {...pair} />
    </section>
  );
});
