import { offsetLine, pathOf, type Channel, type Point } from './channels.ts';
import { FULL_FROM } from './draw-room.ts';
import { paintOf, type Ink } from './ink.ts';
import { pill, pillWidth, type Mark } from './marks.ts';
import type { Scene } from './scene.ts';
import type { Flow } from './traffic.ts';
import { percent } from './units-text.ts';

/** Distance between the middle of a pair's channel and either lane, px. */
const MIDDLE = 1;
/** Use of a link that is worth a number. */
const PILL_FROM = 0.6;
const PILL = { size: 10.5, height: 18 };

/** Width of a link's lane, px. */
export function laneWidth(scene: Scene, link: number): number {
  return scene.graph.links[link]!.capacityGBs * scene.layout.pipeScale;
}

/** Middle line of a link's own lane: on the left of its direction. */
export function laneLine(scene: Scene, channel: Channel): readonly Point[] {
  return offsetLine(channel.line, MIDDLE + laneWidth(scene, channel.link) / 2);
}

function pipeMarks(scene: Scene, channel: Channel, ink: Ink): Mark[] {
  const d = pathOf(laneLine(scene, channel));
  const width = Math.max(1, laneWidth(scene, channel.link));
  const { inferred } = scene.graph.links[channel.link]!;
  const wall: Mark = {
    kind: 'path',
    d,
    stroke: ink.theme.line2,
    width: width + 2,
    cap: 'butt',
    cls: inferred ? 'link inferred' : 'link',
    ...(inferred ? { dash: [5, 4] } : {}),
  };
  return [wall, { kind: 'path', d, stroke: ink.theme.tank, width, cap: 'butt' }];
}

/** One guest's band in a lane: its middle line and its width, px. */
interface Band {
  readonly flow: Flow;
  readonly line: readonly Point[];
  readonly width: number;
}

/** The bands of a lane, growing from the pair's middle. */
function bandsOf(scene: Scene, channel: Channel): Band[] {
  const flows = scene.linkFlows[channel.link]!;
  const most = laneWidth(scene, channel.link);
  const total = flows.reduce((sum, flow) => sum + flow.GBs, 0);
  const { capacityGBs } = scene.graph.links[channel.link]!;
  const scale = scene.layout.pipeScale * Math.min(1, capacityGBs / Math.max(total, 1e-9));
  let at = MIDDLE;
  return flows.map((flow) => {
    const width = Math.min(flow.GBs * scale, MIDDLE + most - at);
    at += width;
    return { flow, width, line: offsetLine(channel.line, at - width / 2) };
  });
}

/** Middle line of the band that a guest's page copies take in a lane. */
export function copyLine(scene: Scene, channel: Channel, guest: number): readonly Point[] {
  const band = bandsOf(scene, channel).find(({ flow }) => flow.copy && flow.guest === guest);
  return band?.line ?? laneLine(scene, channel);
}

/** Accesses are solid; page copies are a pale bed, on which squares run. */
function fillMarks(scene: Scene, channel: Channel, ink: Ink): Mark[] {
  return bandsOf(scene, channel).map(({ flow, line, width }): Mark => {
    const stroke = paintOf(ink, flow.guest, scene.graph.links[channel.link]!.from).shades[flow.copy ? 2 : 1]!;
    return { kind: 'path', d: pathOf(line), stroke, width: Math.max(0.4, width - 0.5), cap: 'butt' };
  });
}

/** A small arrow head near the end of a lane. */
function chevron(scene: Scene, channel: Channel, ink: Ink): Mark[] {
  const line = laneLine(scene, channel);
  const [before, end] = [line.at(-2)!, line.at(-1)!];
  const length = Math.sqrt((end.x - before.x) ** 2 + (end.y - before.y) ** 2) || 1;
  const [ux, uy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const tip = { x: end.x - ux * 9, y: end.y - uy * 9 };
  const wing = (side: number): Point => ({ x: tip.x - ux * 3 - uy * 2.5 * side, y: tip.y - uy * 3 + ux * 2.5 * side });
  const busy = scene.linkFlows[channel.link]!.length > 0;
  return [
    {
      kind: 'path',
      d: pathOf([wing(1), tip, wing(-1)]),
      stroke: ink.theme.ink3,
      width: 1.2,
      opacity: busy ? 1 : 0.6,
      cap: 'round',
    },
  ];
}

/** Use of a link: what flows against what it carries. */
export function linkUse(scene: Scene, link: number): number {
  const flow = scene.linkFlows[link]!.reduce((sum, f) => sum + f.GBs, 0);
  return flow / scene.graph.links[link]!.capacityGBs;
}

const ARROWS = { right: '→', left: '←', down: '↓', up: '↑' } as const;

function headingOf(line: readonly Point[]): keyof typeof ARROWS {
  const [a, b] = [line[0]!, line.at(-1)!];
  if (Math.abs(b.x - a.x) >= Math.abs(b.y - a.y)) return b.x > a.x ? 'right' : 'left';
  return b.y > a.y ? 'down' : 'up';
}

interface PillText {
  readonly text: string;
  readonly fill: string;
}

/** How full a busy link is; under the lens of changes how much more or less than before, whatever it is. */
function pillText(scene: Scene, link: number, { theme, linkLeads }: Ink): PillText | undefined {
  const lead = linkLeads?.[link];
  if (lead) return lead.side && { text: lead.text, fill: theme[lead.side] };
  const use = linkUse(scene, link);
  if (use <= PILL_FROM) return undefined;
  const full = use >= FULL_FROM;
  return { text: full ? 'full' : percent(use), fill: full ? theme.bad : theme.ink };
}

function pillMarks(scene: Scene, channel: Channel, ink: Ink): Mark[] {
  const said = pillText(scene, channel.link, ink);
  if (!said || channel.shape === 'diagonal' || channel.shape === 'long') return [];
  const line = laneLine(scene, channel);
  const heading = headingOf(line);
  const text = `${said.text} ${ARROWS[heading]}`;
  const away =
    channel.shape === 'row'
      ? laneWidth(scene, channel.link) / 2 + 13
      : laneWidth(scene, channel.link) / 2 + 6 + pillWidth(text, PILL.size) / 2;
  const [p, q] = [offsetLine(line, away)[0]!, offsetLine(line, away).at(-1)!];
  const { theme } = ink;
  const tall = scene.layout.metrics.level === 'full' ? PILL : { size: 9.5, height: 15 };
  return pill((p.x + q.x) / 2, (p.y + q.y) / 2, text, {
    ...tall,
    fill: said.fill,
    background: theme.bg3,
    border: theme.line2,
  });
}

/** The links under the rooms: two lanes for each pair, their width the capacity, their fill the use. */
export function drawLinks(scene: Scene, ink: Ink): Mark[] {
  const each = (draw: (scene: Scene, channel: Channel, ink: Ink) => Mark[]): Mark[] =>
    scene.channels.flatMap((channel) => draw(scene, channel, ink));
  return [...each(pipeMarks), ...each(fillMarks), ...each(chevron)];
}

/** Numbers of busy links, above the rooms. */
export function drawPills(scene: Scene, ink: Ink): Mark[] {
  if (scene.layout.metrics.level === 'tile') return [];
  return scene.channels.flatMap((channel) => pillMarks(scene, channel, ink));
}
