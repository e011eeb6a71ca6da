import type { Ink } from './ink.ts';
import { label, type Mark } from './marks.ts';
import { STRIP_HEIGHT } from './metrics.ts';
import type { RoomScene } from './scene.ts';
import { textWidth } from './text-width.ts';
import { gibDown, percent } from './units-text.ts';

/** CPU demand of a node against its cores; more than 1 = overcommitted. */
export function loadOf(scene: RoomScene): number {
  return scene.node.cores > 0 ? scene.row.cpuDemand / scene.node.cores : 0;
}

/** "CPU 85 %", or what the move in hand says. */
export function cpuText(scene: RoomScene): string {
  if (scene.state?.cpuText) return scene.state.cpuText;
  return scene.node.cores > 0 ? `CPU ${percent(loadOf(scene))}` : 'no CPUs';
}

/** "1.5 GiB free", or what the move in hand says. */
export function freeText(scene: RoomScene): string {
  if (scene.state?.freeText) return scene.state.freeText;
  return scene.node.memoryMiB > 0 ? `${gibDown(scene.freeMiB)} GiB free` : 'no memory';
}

/** What a header says of free memory where all of it, less of it and nothing of it fits. */
function freeForms(scene: RoomScene): readonly string[] {
  const full = freeText(scene);
  return scene.state?.freeText || scene.node.memoryMiB <= 0 ? [full, ''] : [full, `${gibDown(scene.freeMiB)} free`, ''];
}

function meter(scene: RoomScene, ink: Ink, right: number, y: number): Mark[] {
  const { meter: w } = ink.layout.metrics;
  const load = loadOf(scene);
  const bar = { kind: 'rect', x: right - w, y: y - 6, h: 4, r: 2 } as const;
  return [
    { ...bar, w, fill: ink.theme.bg3 },
    { ...bar, w: w * Math.min(1, load), fill: load > 1 ? ink.theme.bad : ink.theme.ink2 },
  ];
}

interface HeaderText {
  /** The fullest first; the first that leaves room for what stands before it is taken. */
  readonly forms: readonly string[];
  readonly fill: string;
  readonly weight: 400 | 600;
  readonly metered: boolean;
}

/** The verdict of the move in hand, where there is no strip for it. */
function verdictText(scene: RoomScene, ink: Ink): HeaderText | undefined {
  const strip = scene.state?.strip;
  if (!strip || ink.layout.metrics.foot >= STRIP_HEIGHT) return undefined;
  const fill = strip.tone === 'bad' ? ink.theme.bad : ink.theme.ink;
  const text = strip.icon === 'check' ? (strip.detail ?? strip.verdict) : strip.verdict;
  return { forms: [text], fill, weight: 600, metered: false };
}

/** What stands at the right, rightmost first. */
function headerTexts(scene: RoomScene, ink: Ink): HeaderText[] {
  const { theme } = ink;
  const verdict = verdictText(scene, ink);
  if (verdict) return [verdict];
  const over = loadOf(scene) > 1 && !ink.leads;
  const free: HeaderText = { forms: freeForms(scene), fill: theme.ink2, weight: 400, metered: false };
  const cpu: HeaderText = {
    forms: [cpuText(scene)],
    fill: over ? theme.bad : theme.ink2,
    weight: over ? 600 : 400,
    metered: scene.node.cores > 0,
  };
  const roomy = ink.layout.metrics.level === 'full' || scene.state?.freeText !== undefined;
  return roomy ? [free, cpu] : [cpu];
}

function gapOf(scene: RoomScene, ink: Ink): number {
  if (ink.layout.metrics.level !== 'full') return 8;
  return scene.room.inner.w < 240 ? 10 : 16;
}

/** The texts at the right, as much of them as fits beside the name: what stands farther left is the more important. */
function rightMarks(scene: RoomScene, ink: Ink, least: number): Mark[] {
  const { font: size, meter: meterW } = ink.layout.metrics;
  const { inner, headerY: y, node: room } = scene.room;
  const gap = gapOf(scene, ink);
  let end = inner.x + inner.w;
  return headerTexts(scene, ink).flatMap(({ forms, fill, weight, metered }, i, all) => {
    const kept = all
      .slice(i + 1)
      .reduce((sum, next) => sum + gap + textWidth(next.forms[0] ?? '', size, next.weight), 0);
    const text = forms.find((form) => form === '' || end - textWidth(form, size, weight) - kept >= least);
    if (!text) return [];
    const left = end - textWidth(text, size, weight);
    const mark = label(end, y, text, { size, fill, weight, anchor: 'end', room });
    const bar = metered && meterW > 0 && left - 8 - meterW > least ? meter(scene, ink, left - 8, y) : [];
    end = left - gap;
    return [mark, ...bar];
  });
}

/** Name left; CPU and free memory right, as much of it as fits. */
export function drawHeader(scene: RoomScene, ink: Ink): Mark[] {
  const { level, font } = ink.layout.metrics;
  const { inner, headerY, node } = scene.room;
  const name = level === 'full' ? `Node ${scene.node.id}` : String(scene.node.id);
  const size = level === 'full' ? font + 2 : font + 1;
  const head = label(inner.x, headerY, name, { size, fill: ink.theme.ink, weight: 600, room: node, cls: 'node-name' });
  if (level === 'tile') return [head];
  return [head, ...rightMarks(scene, ink, inner.x + textWidth(name, size, 600) + 8)];
}
