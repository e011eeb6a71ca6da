import type { Scenario } from '../model/scenario.ts';
import { GUEST_STATUS, type Frames } from './frames.ts';
import { createRecorder, recordFrame, takeFrames } from './results/recorder.ts';
import { settleAll } from './session/settle-all.ts';

/**
 * One frame at time 0 of the placements in a scenario, guests in the order of the file: every guest runs, those without a
 * placement unpinned. Throws EngineError where the host or a placement is refused.
 */
export function stillFrames(scenario: Scenario): Frames {
  const { state, specs } = settleAll(scenario);
  const recorder = createRecorder();
  recordFrame(recorder, state, 0, new Uint8Array(specs.length).fill(GUEST_STATUS.running), []);
  return takeFrames(recorder);
}
