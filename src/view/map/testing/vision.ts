/** How colours look to whom, and how far apart they are. */

export type Vision = 'usual' | 'protan' | 'deutan' | 'tritan' | 'grey';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB; grey = relative luminance. */
const MATRICES: Readonly<Record<Vision, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};

/** Björn Ottosson's OKLab: linear RGB → cones → lightness, green-red, blue-yellow. */
const CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple): number => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function each([x, y, z]: Triple, f: (value: number) => number): Triple {
  return [f(x), f(y), f(z)];
}

function linear(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  const rgb: Triple = [value >> 16, (value >> 8) & 255, value & 255];
  return each(rgb, (v) => (v <= 10.31475 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
}

/** OKLab of a colour (#rrggbb) as it is seen, × 100: lightness from 0 to 100 first. */
export function seen(hex: string, vision: Vision): Triple {
  const shown = each(times(MATRICES[vision], linear(hex)), (v) => Math.max(0, Math.min(1, v)));
  return each(times(LAB, each(times(CONES, shown), Math.cbrt)), (v) => v * 100);
}

/** Distance of two colours in OKLab × 100, as they are seen; about 2 is the least that can be told side by side. */
export function distance(a: string, b: string, vision: Vision): number {
  const [p, q] = [seen(a, vision), seen(b, vision)];
  return Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2);
}
