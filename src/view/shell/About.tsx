import { useId } from 'react';
import { useScenario } from '../../store/document.ts';
import { SHELL } from '../texts/shell.ts';
import { Icon } from './Icon.tsx';
import './about.css';

/** What the scenario's author says of it. */
export function About() {
  const id = useId();
  const scenario = useScenario();
  if (!scenario?.note) return null;
  return (
    <>
      <button type="button" className="button icon bare" popoverTarget={id} title={SHELL.about}>
        <Icon name="info" />
        <span className="visually-hidden">{SHELL.about}</span>
      </button>
      <div id={id} popover="auto" className="about" role="region" aria-label={SHELL.about}>
        <h2>{scenario.name}</h2>
        <p>{scenario.note}</p>
      </div>
    </>
  );
}
