import type { ParamValue } from '../model/scenario.ts';
import { EngineError } from './scenario/host-model.ts';
import type { Params, ParamSpec, StrategyInfo } from './strategy.ts';

function fault(spec: ParamSpec, value: ParamValue): string | undefined {
  if (spec.kind === 'choice') {
    const names = spec.choices.map((choice) => choice.value);
    return names.includes(String(value)) ? undefined : `is not one of ${names.join(', ')}`;
  }
  if (spec.kind === 'boolean') return typeof value === 'boolean' ? undefined : 'is neither true nor false';
  if (typeof value !== 'number' || !(value >= spec.min && value <= spec.max))
    return `is not within ${spec.min}..${spec.max}`;
  return spec.kind === 'integer' && !Number.isInteger(value) ? 'is not a whole number' : undefined;
}

/** All parameters of a strategy, defaults filled in. Throws EngineError that names the parameter. */
export function fillParams(info: StrategyInfo, given: Readonly<Record<string, ParamValue>> = {}): Params {
  const known = new Map(info.params.map((spec) => [spec.name, spec]));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw new EngineError(`${info.id} has no parameter "${name}".`, `params.${name}`);
  }
  return Object.fromEntries(
    info.params.map((spec) => {
      const value = given[spec.name] ?? spec.default;
      const wrong = fault(spec, value);
      if (wrong !== undefined)
        throw new EngineError(`${info.id}: ${spec.name} = ${String(value)} ${wrong}.`, `params.${spec.name}`);
      return [spec.name, value];
    }),
  );
}
