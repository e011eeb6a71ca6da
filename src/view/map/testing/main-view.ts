import { readFileSync } from 'node:fs';
import { frameIndexAt } from '../../../engine/frames.ts';
import { createRun } from '../../../engine/run.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { strategyById } from '../../../strategies/index.ts';
import { drawScene } from '../draw.ts';
import { graphOf } from '../graph.ts';
import { layoutHost } from '../layout.ts';
import { inkOf } from '../picture.ts';
import { sceneOf } from '../scene.ts';
import type { Picture } from './pictures.ts';
import { DARK } from './theme.ts';

const FILE = new URL('../../../../public/scenarios/mixed-estate.nearfar.json', import.meta.url);
/** Width of one map of the first view on a screen of 1440 px. */
const WIDTH = 583;

/** What the first view shows of a run at some instants, by the engine's own frames. */
export function mainView(strategy: string, times: readonly number[], theme = DARK): Picture[] {
  const scenario = JSON.parse(readFileSync(FILE, 'utf8')) as Scenario;
  const run = createRun(scenario, strategyById(strategy)!, { record: true });
  while (!run.advance(1000));
  const frames = run.takeFrames()!;
  const { host, guests } = scenario;
  const graph = graphOf(host);
  const layout = layoutHost(graph, 'compare', WIDTH);
  return times.map((time) => {
    const index = frameIndexAt(frames, time);
    const scene = sceneOf({ graph, layout, guests, at: { frames, index, time } });
    return { scene, layout, layers: drawScene(scene, inkOf({ theme, layout, guests })) };
  });
}
