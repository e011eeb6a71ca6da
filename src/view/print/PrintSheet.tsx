import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { ENGINE_VERSION } from '../../engine/run.ts';
import type { Scenario } from '../../model/scenario.ts';
import { documentStore } from '../../store/document.ts';
import { anonymous } from '../../store/exporting.ts';
import { runInputKey } from '../../store/keys.ts';
import type { Pair } from '../../store/runs.ts';
import { METRICS, valueText } from '../compare/metrics.ts';
import { PICTURE_WIDTH, pictureSvg } from '../export/pictures.ts';
import { currentlyShown, type Picture, type Shown } from '../export/registry.ts';
import { isAnonymous, nameless } from '../export/names.ts';
import { clockText } from '../format.ts';
import { MapLegend } from '../map/legend.tsx';
import { COMPARE, METRIC_WORDS, SCORES } from '../texts/compare.ts';
import { PRINT } from '../texts/take-away.ts';
import { PrintedGuests } from './PrintedGuests.tsx';
import './print.css';

/** A sheet as it is handed to the printer. */
interface Sheet extends Shown {
  readonly scenario: Scenario;
  readonly hasNames: boolean;
  /** Says which scenario it is, under whichever names. */
  readonly inputKey: string;
  /** A data address for each picture. */
  readonly images: readonly string[];
}

const ON_PAPER = { hasPatterns: true, background: '#ffffff' };

/** A document in an image: its text stays text on paper. */
function address(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function sheetOf(): Sheet | undefined {
  const { scenario } = documentStore.getState();
  const { pictures: pictured, ...shown } = currentlyShown();
  if (!scenario || pictured.length === 0) return undefined;
  const hasNames = !isAnonymous();
  const pictures = hasNames ? pictured : pictured.map((picture) => nameless(picture, scenario));
  const images = pictures.map((picture) => address(pictureSvg(picture, ON_PAPER)));
  return {
    ...shown,
    pictures,
    images,
    hasNames,
    inputKey: runInputKey(scenario),
    scenario: hasNames ? scenario : anonymous(scenario),
  };
}

function ScoreTable({ pair: { a, b } }: { readonly pair: Pair }) {
  return (
    <table className="print-table">
      <caption>{SCORES.title}</caption>
      <thead>
        <tr>
          <th>{PRINT.metric}</th>
          <th>{PRINT.unit}</th>
          <th className="figure">
            {COMPARE.sides.a} {a.title}
          </th>
          <th className="figure">
            {COMPARE.sides.b} {b.title}
          </th>
        </tr>
      </thead>
      <tbody>
        {METRICS.map((spec) => (
          <tr key={spec.key}>
            <td>{METRIC_WORDS[spec.key].name}</td>
            <td>
              {METRIC_WORDS[spec.key].unit} {spec.direction > 0 ? '↑' : '↓'}
            </td>
            <td className="figure">{valueText(spec, a.result.metrics)}</td>
            <td className="figure">{valueText(spec, b.result.metrics)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was printed, to the bit; when it was printed is not of it. */
function Foot({ inputKey, pair, hasNames }: Sheet) {
  const words = [
    PRINT.engine(ENGINE_VERSION),
    PRINT.scenario(inputKey),
    ...(pair ? [PRINT.run(COMPARE.sides.a, pair.a.result.hash), PRINT.run(COMPARE.sides.b, pair.b.result.hash)] : []),
    ...(hasNames ? [] : [PRINT.nameless]),
  ];
  return <footer>{words.join(' · ')}</footer>;
}

/** A's map comes first. */
function titleOf({ title }: Picture, at: number): string {
  return `${at === 0 ? COMPARE.sides.a : COMPARE.sides.b} ${title}`;
}

function Signs({ picture: { host, guests, size, lens = 'owner' } }: { readonly picture: Picture }) {
  return <MapLegend host={host} guests={guests} size={size} width={PICTURE_WIDTH[size]} lens={lens} />;
}

function SheetPage(sheet: Sheet) {
  const { scenario, pictures, images, pair } = sheet;
  const [first] = pictures;
  return (
    <div className="print-sheet">
      <header>
        <h1>{scenario.name ?? scenario.host.name}</h1>
        <p>
          {scenario.host.name}
          {pair && first && `, ${PRINT.at(clockText(first.at.time))}`}
        </p>
      </header>
      <div className="print-maps" data-count={pictures.length}>
        {pictures.map((picture, i) => (
          <figure key={picture.title}>
            {pair && <figcaption>{titleOf(picture, i)}</figcaption>}
            <img src={images[i]} alt="" />
          </figure>
        ))}
      </div>
      {first && (
        <section className="print-legend">
          <h2>{PRINT.signs}</h2>
          <Signs picture={first} />
        </section>
      )}
      {pair && <ScoreTable pair={pair} />}
      {pictures.map((picture, i) => (
        <PrintedGuests
          key={picture.title}
          picture={picture}
          scenario={scenario}
          caption={pair ? PRINT.guestsIn(titleOf(picture, i)) : PRINT.guests}
        />
      ))}
      <Foot {...sheet} />
    </div>
  );
}

/** Light while the sheet is drawn, whatever the page's theme is: paper is. */
function inLight(): () => void {
  const { dataset } = document.documentElement;
  const before = dataset['theme'];
  dataset['theme'] = 'light';
  return () => {
    if (before === undefined) delete dataset['theme'];
    else dataset['theme'] = before;
  };
}

/** What is printed in place of the page: the maps on screen with their signs and figures. Drawn when the printer asks for it. */
export function PrintSheet() {
  const [sheet, setSheet] = useState<Sheet>();
  useEffect(() => {
    let end: (() => void) | undefined;
    const begin = (): void => {
      end ??= inLight();
      flushSync(() => setSheet(sheetOf()));
    };
    const finish = (): void => {
      end?.();
      end = undefined;
      setSheet(undefined);
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', finish);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', finish);
      end?.();
    };
  }, []);
  return sheet ? <SheetPage {...sheet} /> : null;
}
