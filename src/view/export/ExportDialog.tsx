import { useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { anonymous } from '../../store/exporting.ts';
import { scenarioText } from '../../store/text.ts';
import type { Scenario } from '../../model/scenario.ts';
import { usePatterns } from '../map/pattern-mode.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { CheckInput } from '../shell/fields.tsx';
import { Icon } from '../shell/Icon.tsx';
import { fileName, saveFile } from '../shell/save-file.ts';
import { EXPORT, FIGURES } from '../texts/take-away.ts';
import './export.css';
import { GuestExport } from './GuestExport.tsx';
import { scoreboardCsv, seriesCsv } from './figures.ts';
import { picturePng, pictureSvg, type PictureOptions } from './pictures.ts';
import { nameless, setAnonymous, useAnonymous } from './names.ts';
import { currentlyShown, type Picture, type Shown } from './registry.ts';

interface MapRowProps {
  readonly picture: Picture;
  readonly name: string;
  readonly options: PictureOptions;
}

function MapRow({ picture, name, options }: MapRowProps) {
  const title = `${name} ${picture.title}`;
  const savePng = async (): Promise<void> => saveFile(fileName(title, 'png'), await picturePng(picture, options));
  return (
    <div className="export-row">
      <span className="export-name">{picture.title}</span>
      <button
        type="button"
        className="button"
        onClick={() => saveFile(fileName(title, 'svg'), pictureSvg(picture, options), 'image/svg+xml')}
      >
        {EXPORT.svg}
      </button>
      <button type="button" className="button" onClick={() => void savePng()}>
        {EXPORT.png}
      </button>
    </div>
  );
}

interface PartProps {
  readonly scenario: Scenario;
  readonly isAnonymous: boolean;
}

function ScenarioExport({ scenario, isAnonymous }: PartProps) {
  const shared = isAnonymous ? anonymous(scenario) : scenario;
  const name = fileName(shared.name ?? shared.host.name, 'nearfar.json');
  return (
    <section className="export-part">
      <h3>{EXPORT.scenario}</h3>
      <p className="quiet">{EXPORT.scenarioHint}</p>
      <div className="export-row">
        <button type="button" className="button" onClick={() => saveFile(name, scenarioText(shared))}>
          {name}
        </button>
      </div>
    </section>
  );
}

interface MapExportProps extends PartProps {
  readonly pictures: readonly Picture[];
}

function MapExport({ scenario, isAnonymous, pictures }: MapExportProps) {
  const [hasPatterns, setPatterns] = useState(usePatterns());
  if (pictures.length === 0) return null;
  const shared = isAnonymous ? anonymous(scenario) : scenario;
  return (
    <section className="export-part">
      <h3>{EXPORT.map}</h3>
      <p className="quiet">{EXPORT.mapHint}</p>
      <CheckInput title={EXPORT.patterns} help={EXPORT.patternsHelp} value={hasPatterns} onChange={setPatterns} />
      {pictures.map((picture) => {
        const taken = isAnonymous ? nameless(picture, scenario) : picture;
        const name = shared.name ?? shared.host.name;
        return <MapRow key={picture.title} picture={taken} name={name} options={{ hasPatterns }} />;
      })}
      <div className="export-row">
        <span className="export-name">{EXPORT.printHint}</span>
        <button type="button" className="button" onClick={() => print()}>
          <Icon name="print" />
          {EXPORT.print}
        </button>
      </div>
    </section>
  );
}

/** Scoreboard and timeline as files; neither names a guest. */
function TableExport({ scenario, isAnonymous, pair }: PartProps & { readonly pair: Shown['pair'] | undefined }) {
  if (!pair) return null;
  const { name, host } = isAnonymous ? anonymous(scenario) : scenario;
  const save = (what: string, text: string): void =>
    saveFile(fileName(`${name ?? host.name} ${what}`, 'csv'), text, 'text/csv');
  return (
    <section className="export-part">
      <h3>{EXPORT.tables}</h3>
      <p className="quiet">{EXPORT.tablesHint}</p>
      <div className="export-row">
        <button type="button" className="button" onClick={() => save(EXPORT.scoreboard, scoreboardCsv(pair))}>
          {EXPORT.scoreboard} {FIGURES.csv}
        </button>
        <button type="button" className="button" onClick={() => save(EXPORT.series, seriesCsv(pair))}>
          {EXPORT.series} {FIGURES.csv}
        </button>
      </div>
    </section>
  );
}

/** The guests, the scenario and the maps on screen, to take away. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = useScenario();
  const [{ pictures, pair }] = useState(currentlyShown);
  const isAnonymous = useAnonymous();
  if (!scenario) return null;
  const names = scenario.guests.map(({ name }) => name);
  return (
    <Dialog title={EXPORT.title} className="export-dialog" onClose={onClose}>
      <p className="quiet">{EXPORT.lead}</p>
      <CheckInput title={EXPORT.anonymous} help={EXPORT.anonymousHelp} value={isAnonymous} onChange={setAnonymous} />
      <GuestExport names={names} isAnonymous={isAnonymous} />
      <ScenarioExport scenario={scenario} isAnonymous={isAnonymous} />
      <MapExport scenario={scenario} isAnonymous={isAnonymous} pictures={pictures} />
      <TableExport scenario={scenario} isAnonymous={isAnonymous} pair={pair} />
    </Dialog>
  );
}
