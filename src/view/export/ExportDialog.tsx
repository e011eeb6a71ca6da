import { useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { anonymous, withoutNames } from '../../store/exporting.ts';
import { scenarioText } from '../../store/text.ts';
import type { Scenario } from '../../model/scenario.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { CheckInput } from '../shell/fields.tsx';
import { fileName, saveFile } from '../shell/save-file.ts';
import { EXPORT } from '../texts/take-away.ts';
import './export.css';
import { GuestExport } from './GuestExport.tsx';
import { picturePng, pictureSvg } from './pictures.ts';
import { currentPictures, type Picture } from './registry.ts';

function MapRow({ picture, name }: { readonly picture: Picture; readonly name: string }) {
  const title = `${name} ${picture.title}`;
  const savePng = async (): Promise<void> => saveFile(fileName(title, 'png'), await picturePng(picture));
  return (
    <div className="export-row">
      <span className="export-name">{picture.title}</span>
      <button
        type="button"
        className="button"
        onClick={() => saveFile(fileName(title, 'svg'), pictureSvg(picture), 'image/svg+xml')}
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

function MapExport({ scenario, isAnonymous }: PartProps) {
  const [pictures] = useState(currentPictures);
  if (pictures.length === 0) return null;
  const shared = isAnonymous ? anonymous(scenario) : scenario;
  return (
    <section className="export-part">
      <h3>{EXPORT.map}</h3>
      <p className="quiet">{EXPORT.mapHint}</p>
      {pictures.map((picture) => {
        const { host, guests } = isAnonymous ? withoutNames(picture, scenario) : picture;
        return (
          <MapRow key={picture.title} picture={{ ...picture, host, guests }} name={shared.name ?? shared.host.name} />
        );
      })}
    </section>
  );
}

/** The guests, the scenario and the maps on screen, to take away. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = useScenario();
  const [isAnonymous, setAnonymous] = useState(false);
  if (!scenario) return null;
  const names = scenario.guests.map(({ name }) => name);
  return (
    <Dialog title={EXPORT.title} className="export-dialog" onClose={onClose}>
      <p className="quiet">{EXPORT.lead}</p>
      <CheckInput title={EXPORT.anonymous} help={EXPORT.anonymousHelp} value={isAnonymous} onChange={setAnonymous} />
      <GuestExport names={names} isAnonymous={isAnonymous} />
      <ScenarioExport scenario={scenario} isAnonymous={isAnonymous} />
      <MapExport scenario={scenario} isAnonymous={isAnonymous} />
    </Dialog>
  );
}
