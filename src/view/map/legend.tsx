import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { dealHues, HUE_COUNT } from './colours.ts';
import { graphOf } from './graph.ts';
import { HEAT_COVER } from './heat.ts';
import { LENSES, PLACEMENT_LENSES, type Lens, type LensId } from './lens.ts';
import { DEFAULT_WIDTH, layoutHost } from './layout.ts';
import type { MapSize } from './metrics.ts';
import { usePatterns } from './pattern-mode.ts';
import { TEXTURE_COUNT, texturePath } from './patterns.ts';
import { LEGEND } from '../texts/legend.ts';
import { gib, percent } from './units-text.ts';
import './legend.css';

interface LegendProps {
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly size: MapSize;
  /** Width of the map that it explains, px. */
  readonly width?: number;
  readonly lens?: LensId;
}

/** "32 MiB", "2.0 GiB". */
function amount(memoryMiB: number): string {
  return memoryMiB >= 1024 ? `${gib(memoryMiB)} GiB` : `${Number(memoryMiB.toFixed(1))} MiB`;
}

/** A round rate that a sample pipe of handy width stands for. */
function sampleRate(pipeScale: number): number {
  return [1, 2, 4, 5, 10, 20, 50, 100, 200].find((GBs) => GBs * pipeScale >= 6) ?? 500;
}

function hueSentence(guests: readonly Guest[]): string | undefined {
  const { by } = dealHues(guests);
  if (by === 'group') return LEGEND.byGroup;
  return by === 'size' ? LEGEND.bySize(HUE_COUNT) : undefined;
}

const HEAT_WORDS = HEAT_COVER.map((cover) => percent(cover)).slice(0, -1);

function scaleOf(lens: LensId): Lens['scale'] {
  return [...LENSES, ...PLACEMENT_LENSES].find(({ id }) => id === lens)?.scale;
}

/** What a stronger tone means: "slower ▇ faster". */
export function LensKey({ lens }: { readonly lens: LensId }) {
  const scale = scaleOf(lens);
  return scale ? (
    <>
      {scale.from} <i aria-hidden="true" className={`scale-${lens}`} /> {scale.to}
    </>
  ) : null;
}

function Scale({ scale, lens }: { readonly scale: NonNullable<Lens['scale']>; readonly lens: LensId }) {
  return (
    <li className="legend-scale">
      <LensKey lens={lens} />: <span>{scale.text}</span>
    </li>
  );
}

function Heat() {
  return (
    <li>
      <span className="legend-heat" aria-hidden="true">
        {HEAT_COVER.map((cover, step) => (
          <i key={cover} className={`heat-${step}`} />
        ))}
      </span>
      {LEGEND.heat(HEAT_WORDS.join(', '))}
    </li>
  );
}

/** Whose memory a texture lies over; where there are more guests than textures, that they come round again. */
function Textures({ guests }: { readonly guests: readonly Guest[] }) {
  const isDealtOnce = guests.length <= TEXTURE_COUNT;
  return (
    <>
      {guests.slice(0, isDealtOnce ? TEXTURE_COUNT : 3).map(({ name }, guest) => (
        <li key={name} className="legend-texture">
          <svg width="22" height="12" aria-hidden="true">
            <path d={texturePath(guest, { x: 0.5, y: 0.5, w: 21, h: 11 })} />
            <rect x="0.5" y="0.5" width="21" height="11" />
          </svg>
          <span title={name}>{name}</span>
        </li>
      ))}
      <li className="legend-note">{isDealtOnce ? LEGEND.textureOnce : LEGEND.textureAgain(TEXTURE_COUNT)}</li>
    </>
  );
}

function PinSign() {
  return (
    <svg className="legend-pin" width="6" height="11" aria-hidden="true">
      <circle cx="3" cy="2.7" r="2.2" />
      <path d="M3 4.5V10.5" />
    </svg>
  );
}

/** Signs that are the same on every host, by their class. */
const SIGNS = [
  ['legend-copies', LEGEND.copies],
  ['legend-gone', LEGEND.gone],
  ['legend-reserved', LEGEND.reserved],
  ['legend-thread', LEGEND.split],
  ['legend-thread legend-tether', LEGEND.tether],
] as const;

interface SignsProps extends Pick<LegendProps, 'host' | 'guests' | 'size'> {
  readonly width: number;
}

function Signs({ host, guests, size, width }: SignsProps) {
  const graph = graphOf(host);
  const { cellMiB, pipeScale } = layoutHost(graph, size, width);
  const GBs = sampleRate(pipeScale);
  const isPinned = guests.some(({ placement }) => placement?.parts.some(({ cpus }) => cpus));
  return (
    <>
      <li>
        <i className="legend-cell" aria-hidden="true" /> {LEGEND.cell(amount(cellMiB))}
      </li>
      <li>
        <i className="legend-pipe" style={{ height: GBs * pipeScale }} aria-hidden="true" /> {LEGEND.pipe(GBs)}
      </li>
      {SIGNS.map(([sign, text]) => (
        <li key={sign}>
          <i className={sign} aria-hidden="true" /> {text}
        </li>
      ))}
      {isPinned && (
        <li>
          <PinSign /> {LEGEND.pinned}
        </li>
      )}
      {graph.links.some((link) => link.inferred) && (
        <li>
          <i className="legend-inferred" aria-hidden="true" /> {LEGEND.inferred}
        </li>
      )}
    </>
  );
}

/** What the signs on the map mean, with this host's scales. */
export function MapLegend({ host, guests, size, width = DEFAULT_WIDTH, lens = 'owner' }: LegendProps) {
  const hues = lens === 'owner' ? hueSentence(guests) : LEGEND.bracket;
  const patterns = usePatterns();
  const scale = scaleOf(lens);
  return (
    <ul className="map-legend" aria-label={LEGEND.title}>
      {scale && <Scale scale={scale} lens={lens} />}
      <Heat />
      {patterns && <Textures guests={guests} />}
      <Signs {...{ host, guests, size, width }} />
      <li className="legend-note">
        {LEGEND.deal} {hues}
      </li>
    </ul>
  );
}
