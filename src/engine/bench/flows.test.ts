import { describe, expect, test } from 'vitest';
import { createDraft } from '../equilibrium/ways.ts';
import { FLOW_SHAPES, flowRoutes } from './flow-routes.ts';
import { passFlows, startFlows, type FlowOptions } from './flows.ts';

const MESH: FlowOptions = { kind: 'mesh', nodes: 8, flows: 60, bounds: true };

describe('flows', () => {
  test.each(FLOW_SHAPES)('routes of a %s end at the controller and pass every node once', (kind) => {
    const draft = createDraft(8 + 64);
    const routes = flowRoutes(kind, 8);
    for (let from = 0; from < 8; from++) {
      for (let to = 0; to < 8; to++) {
        routes.write(from, to, draft);
        const [first, ...links] = draft.station.subarray(0, draft.count);
        expect(first).toBe(to);
        expect(links.every((station) => station >= 8 && station < 8 + routes.links)).toBe(true);
        expect(links.length === 0).toBe(from === to);
      }
    }
  });
  test('a mesh of 8 is 4 wide', () => {
    const draft = createDraft(40);
    const routes = flowRoutes('mesh', 8);
    expect(routes.links).toBe(20);
    routes.write(0, 7, draft);
    expect(draft.count).toBe(5);
  });
  test('keep all flows in flight and no station above its capacity', () => {
    const flows = startFlows(MESH);
    passFlows(flows, 500);
    expect(flows.completions).toBe(500);
    expect(flows.need.every((need) => need > -1e-12)).toBe(true);
    flows.network.load.forEach((load, s) => expect(load).toBeLessThan(flows.network.capacity[s]! * (1 + 1e-9)));
  });
  test('are the same whether they pass at once or piece by piece, with the same draws without bounds', () => {
    const [whole, pieces] = [startFlows(MESH), startFlows(MESH)];
    passFlows(whole, 300);
    for (let n = 0; n < 30; n++) passFlows(pieces, 10);
    expect(pieces.sumSeconds).toBe(whole.sumSeconds);
    const free = startFlows({ ...MESH, bounds: false });
    expect([...free.stream]).toEqual([...startFlows(MESH).stream]);
  });
});
